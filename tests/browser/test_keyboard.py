"""Everything can be reached and named without a mouse."""

from tests.browser import screen

# The element that has the focus, inside shadow roots too, with the name a screen reader gives it.
FOCUSED = """() => {
    let element = document.activeElement;
    while (element && element.shadowRoot && element.shadowRoot.activeElement)
        element = element.shadowRoot.activeElement;
    if (!element || element === document.body) return null;
    window.focusIds ??= new Map();
    if (!window.focusIds.has(element)) window.focusIds.set(element, window.focusIds.size);
    axe.setup(document);
    const name = axe.commons.text.accessibleText(element).trim();
    axe.teardown();
    const box = element.getBoundingClientRect();
    return { id: window.focusIds.get(element), name, html: element.outerHTML.slice(0, 160),
             is_seen: box.width > 0 && box.height > 0, tag: element.tagName,
             is_cell: Boolean(element.closest('.stDataFrameGlideDataEditor')) };
}"""
MOST_STOPS = 200


def walk(page):
    """Each stop of the Tab key from the top of the page until the focus leaves it or comes round again."""
    page.evaluate(screen.Axe().axe_script)
    stops = []
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUSED)
        if stop is None or (stops and stop["id"] == stops[0]["id"]):
            return stops
        # Streamlit's data grid keeps the key for its cells, one after the other, and names them itself.
        if not stop["is_cell"]:
            stops.append(stop)
    raise AssertionError(f"After {MOST_STOPS} presses of Tab the end of the page is not reached: {stops[-1]}")


def test_the_tab_key_walks_through_the_whole_page(visit, declared_page):
    stops = walk(visit(declared_page.address))
    assert len(stops) >= 7, "at least the way to every page can be reached"
    assert len({stop["id"] for stop in stops}) == len(stops), "no stop holds or repeats the focus"
    # The main landmark takes the focus so that it can be scrolled; its role is its name.
    nameless = [stop["html"] for stop in stops if not stop["name"] and stop["tag"] != "MAIN"]
    assert not nameless, "\n" + "\n".join(nameless)
    hidden = [stop["html"] for stop in stops if not stop["is_seen"]]
    assert not hidden, "\n" + "\n".join(hidden)
