"""Each page: opens, reads well at both widths, in light and dark, is open to everybody, and is pictured."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser import screen
from tests.browser.screen import PHONE, TALL, WIDE

MOST_STOPS = 200
# The element that has the focus, inside shadow roots too.
FOCUSED = """() => {
    let element = document.activeElement;
    while (element && element.shadowRoot && element.shadowRoot.activeElement)
        element = element.shadowRoot.activeElement;
    if (!element || element === document.body) return null;
    window.focusIds ??= new Map();
    if (!window.focusIds.has(element)) window.focusIds.set(element, window.focusIds.size);
    window.lastFocused = element;
    const box = element.getBoundingClientRect();
    return { id: window.focusIds.get(element), html: element.outerHTML.slice(0, 160),
             is_seen: box.width > 0 && box.height > 0, tag: element.tagName,
             is_cell: Boolean(element.closest('.stDataFrameGlideDataEditor')) };
}"""

# Each figure's number: where its row and it begin, and whether any of it is cut off.
FIGURES = """all => all.map(figure => {
    const number = figure.querySelector('[data-testid="stMetricValue"]');
    const top = element => Math.round(element.getBoundingClientRect().top);
    return { row: top(figure), top: top(number), number: number.innerText,
             is_cut: [number, ...number.querySelectorAll('*')].some(e => e.scrollWidth > e.clientWidth + 1) };
})"""


@pytest.fixture(scope="module", params=["light", "dark"])
def opened(visit, declared_page, request):
    """A page opened once for the tests below: on a wide screen in light, on a phone in dark."""
    scheme = request.param
    return visit(declared_page.address, width=WIDE if scheme == "light" else PHONE, scheme=scheme)


def walk(page):
    """Each stop of the Tab key from the top of the page until the focus leaves it or comes round again.

    The `name` of a stop is the one that the browser gives to screen readers.
    """
    browser = page.context.new_cdp_session(page)
    browser.send("Accessibility.enable")
    stops = []
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUSED)
        if stop is None or (stops and stop["id"] == stops[0]["id"]):
            browser.detach()
            return stops
        # Streamlit's data grid keeps the key for its cells, one after the other, and names them itself.
        if not stop["is_cell"]:
            stops.append({**stop, "name": _name_of_last_focused(browser)})
    raise AssertionError(f"After {MOST_STOPS} presses of Tab the end of the page is not reached: {stops[-1]}")


def _name_of_last_focused(browser):
    element = browser.send("Runtime.evaluate", {"expression": "lastFocused"})["result"]["objectId"]
    node = {"objectId": element, "fetchRelatives": False}
    told = browser.send("Accessibility.getPartialAXTree", node)["nodes"][0]
    return told.get("name", {}).get("value", "").strip()


def test_the_tab_key_walks_through_the_whole_page(opened):
    stops = walk(opened)
    assert len(stops) >= 7, "at least the way to every page can be reached"
    assert len({stop["id"] for stop in stops}) == len(stops), "no stop holds or repeats the focus"
    # The main landmark takes the focus so that it can be scrolled; its role is its name.
    nameless = [stop["html"] for stop in stops if not stop["name"] and stop["tag"] != "MAIN"]
    assert not nameless, "\n" + "\n".join(nameless)
    hidden = [stop["html"] for stop in stops if not stop["is_seen"]]
    assert not hidden, "\n" + "\n".join(hidden)


def test_a_page_is_whole_and_accessible(opened, declared_page, request):
    """At the width it was opened at, then at the other, as when a window is drawn larger or smaller."""
    first = opened.viewport_size["width"]
    screen.keep_picture(opened, f"{declared_page.name}_{first}_{request.node.callspec.params['opened']}")
    expect(opened).to_have_title(re.compile("Equity Levers$"))  # the tab says where one is
    assert opened.locator("h1").count() == 1, "one heading says what the page answers"
    found = screen.violations(opened)
    assert not found, "\n" + "\n".join(found)
    for width in (first, WIDE + PHONE - first):
        opened.set_viewport_size({"width": width, "height": TALL})
        screen.settled(opened)
        assert screen.errors_shown(opened) == []
        assert screen.overflow(opened) == 0, "nothing is cut off at the side"
        assert screen.cut_words(opened) == []


@pytest.mark.parametrize("width", [WIDE, 1000, 800, 720, PHONE])
def test_numbers_of_figures_are_whole_and_level_with_those_beside_them(visit, width):
    """On Levers some labels take two lines, and others one; the cost has a long word behind its number."""
    page = visit("levers?within=48&screening_duty=1&chw_offered=0.5&snap_mailed=0.8", width=width)
    figures = page.locator('[data-testid="stMetric"]').evaluate_all(FIGURES)
    assert len(figures) >= 5
    assert "million" in figures[-1]["number"]
    assert [each["number"] for each in figures if each["is_cut"]] == []
    rows = {
        each["row"]: {other["top"] for other in figures if other["row"] == each["row"]} for each in figures
    }
    assert [len(tops) for tops in rows.values()] == [1] * len(rows)
