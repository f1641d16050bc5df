"""A map takes the browser's frames only when there is something to draw, and misses none of these."""

import pytest
from playwright.sync_api import expect

from tests.browser import screen

COUNTIES = "map?within=us&level=county&indicator=birth_rate&group=all&year=2019"
TWO_YEARS = f"{COUNTIES}&beside=2015&two=beside"
BOROUGHS = "map?within=nyc&level=borough&indicator=uninsured&group=all&year=2023"
CANVAS = "canvas.canvas"
COUNT_FRAMES = """() => {
    window.framesTaken = 0;
    const take = window.requestAnimationFrame;
    window.requestAnimationFrame = draw => { window.framesTaken++; return take(draw); };
}"""
LONG_ENOUGH_MS = 500  # thirty frames


@pytest.mark.parametrize("address", [COUNTIES, TWO_YEARS])
def test_at_rest_it_takes_none(visit, address):
    page = visit(address)
    page.evaluate(COUNT_FRAMES)
    page.wait_for_timeout(LONG_ENOUGH_MS)
    assert page.evaluate("window.framesTaken") == 0
    page.locator(".frame").press("+")
    page.wait_for_function("() => window.framesTaken > 0", polling=50)
    page.wait_for_timeout(LONG_ENOUGH_MS)
    assert page.evaluate("window.framesTaken") <= 5


def test_on_a_finer_screen_it_is_drawn_anew(server, profile):
    """As when a window is moved to another screen: nothing on the page changes its size."""
    page = profile().new_page()
    page.goto(f"{server.address}/{BOROUGHS}")
    screen.settled(page)
    before, width = screen.classes_on_map(page), int(page.locator(CANVAS).get_attribute("width"))
    finer = {"width": 0, "height": 0, "mobile": False, "deviceScaleFactor": 2}
    page.context.new_cdp_session(page).send("Emulation.setDeviceMetricsOverride", finer)
    expect(page.locator(CANVAS)).to_have_attribute("width", str(2 * width))
    page.wait_for_timeout(LONG_ENOUGH_MS)
    assert sum(before) >= 3
    assert screen.classes_on_map(page) == before


def test_the_mouse_pointer_says_when_the_map_is_let_go(visit):
    page = visit(BOROUGHS)
    box = page.locator(CANVAS).bounding_box()
    corner = (box["x"] + 10, box["y"] + 10)
    page.mouse.move(*corner)
    page.mouse.down()
    page.mouse.move(corner[0] + 60, corner[1] + 60, steps=5)
    expect(page.locator(CANVAS)).to_have_css("cursor", "grabbing")
    page.wait_for_timeout(LONG_ENOUGH_MS)
    page.mouse.up()
    expect(page.locator(CANVAS)).not_to_have_css("cursor", "grabbing")
