"""A browser takes a map's graphics context away when the card sleeps or many tabs want one: it comes back."""

from tests.browser import screen

BOROUGHS = "map?within=nyc&level=borough&indicator=uninsured&group=all&year=2023"
DRAWN = ".map-room:not([aria-busy]) .frame[role=application]"
LOSE = "canvas => canvas.getContext('webgl2').getExtension('WEBGL_lose_context').loseContext()"


def test_a_lost_context_is_replaced_and_the_map_drawn_again(visit):
    page = visit(BOROUGHS)
    page.wait_for_selector(DRAWN)
    before = screen.classes_on_map(page)
    lost = page.locator("canvas.canvas").element_handle()
    lost.evaluate(LOSE)
    page.wait_for_function("canvas => !canvas.isConnected", arg=lost)
    page.wait_for_selector(DRAWN)
    assert sum(before) >= 3
    assert screen.classes_on_map(page) == before


def test_outlines_of_an_earlier_map_that_come_to_nothing_leave_the_later_map_as_it_is(server, chromium):
    page = chromium.new_page(viewport={"width": screen.WIDE, "height": screen.TALL})
    held = []

    def hold(route):  # Playwright wants a function of Python
        held.append(route)

    page.route("**/outlines/borough*", hold)
    page.goto(f"{server.address}/{BOROUGHS}")
    while not held:
        page.wait_for_timeout(20)
    page.get_by_role("combobox", name="by", exact=True).fill("neighborhood")
    page.keyboard.press("Enter")
    page.wait_for_selector(DRAWN)
    with page.expect_event("requestfailed"):
        held[0].abort()
    page.wait_for_timeout(200)
    assert page.locator(".notice").is_hidden()
    assert page.locator(DRAWN).is_visible()
    page.close()
