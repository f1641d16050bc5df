"""The map in Chromium: drawn, recolored, pointed at, clicked, walked by key, kept, and done without."""

import io
from itertools import product
from urllib.parse import parse_qs, urlsplit

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import expect

from components.look import DARK, LIGHT
from equity.indicators import indicator
from tests.browser import screen
from tests.browser.chromium import FLAGS, executable

BOROUGHS = "map?within=nyc&level=borough&indicator=uninsured&group=all&year=2023"
COUNTIES = "map?within=us&level=county&indicator=poverty&group=all&year=2019"
NEIGHBORHOODS = "map?within=nyc&level=neighborhood&indicator=uninsured&group=all&year=2023"
MAP = ".frame"
TOOLTIP = ".tooltip.shown"
WAITS = 50


def pixels(page):
    """What the map shows now, as [y, x, red-green-blue]."""
    picture = page.locator(MAP).screenshot()
    return np.asarray(Image.open(io.BytesIO(picture)).convert("RGB"), dtype=np.int16)


def share_of(picture, color):
    """The share of pixels within a few levels of a color "#rrggbb"."""
    wanted = np.array([int(color[at : at + 2], 16) for at in (1, 3, 5)])
    return float((np.abs(picture - wanted).max(axis=2) <= 3).mean())


def query(page):
    """The view in the address bar."""
    return {name: values[0] for name, values in parse_qs(urlsplit(page.url).query).items()}


def point_at(page, name):
    """Move the mouse from the middle of the map outward until the tooltip names a place; its words."""
    page.locator(MAP).scroll_into_view_if_needed()
    box = page.locator(MAP).bounding_box()
    steps = np.linspace(0.1, 0.9, 15)
    for right, down in sorted(product(steps, steps), key=lambda at: np.hypot(at[0] - 0.5, at[1] - 0.5)):
        page.mouse.move(box["x"] + right * box["width"], box["y"] + down * box["height"])
        tooltip = page.locator(TOOLTIP)
        if tooltip.count() and tooltip.locator("strong").inner_text() == name:
            return tooltip.inner_text()
    raise AssertionError(f"{name} is nowhere on the map")


def assert_the_numbers_are_there(page):
    """What the map shows can be opened as a table."""
    page.get_by_text("See or download the numbers").first.click()
    expect(page.locator('[data-testid="stTable"], [data-testid="stDataFrame"]').first).to_be_visible()
    expect(page.get_by_role("button", name="Download CSV").first).to_be_visible()


@pytest.mark.parametrize(("scheme", "look"), [("light", LIGHT), ("dark", DARK)])
def test_all_counties_are_drawn_in_every_class(visit, scheme, look):
    picture = pixels(visit(COUNTIES, scheme=scheme))
    for color in look.burden:
        assert share_of(picture, color) > 0.01, color


def test_states_stand_out_from_their_counties(visit):
    """A border's edges are lighter than any class of counties; in the middle of the country is no coast."""
    picture = pixels(visit(COUNTIES))
    height, width, _ = picture.shape
    inland = picture[height // 4 : height // 2, width // 3 : width // 2]
    lightest = int(LIGHT.burden[0][5:], 16)
    assert (inland[:, :, 2] > lightest + 10).mean() > 0.003


@pytest.mark.parametrize(("pixel", "over_unreliable", "where_missing"), [(1, 0.64, 0.8), (2, 0.8, 1.0)])
def test_unreliable_and_missing_values_have_marks(visit, pixel, over_unreliable, where_missing):
    """Lines over an unreliable value are ink of which a fifth of its class shines through, stripes of a
    missing one lie on paper. A line that is 1.6 wide and whose middle lies 0.5 from that of the nearest
    pixels covers 0.8 - 0.5 + 0.5 = 0.8 of them; with two pixels a point some lie wholly below it."""
    picture = pixels(visit(NEIGHBORHOODS, device_scale_factor=pixel))
    assert share_of(picture, _mixed(LIGHT.ink, LIGHT.burden[0], over_unreliable)) > 0.0002
    assert share_of(picture, _mixed(LIGHT.missing, LIGHT.paper, where_missing)) > 0.0001


def _mixed(over, under, share):
    parts = [[int(color[at : at + 2], 16) for at in (1, 3, 5)] for color in (over, under)]
    return "#" + "".join(f"{round(share * a + (1 - share) * b):02x}" for a, b in zip(*parts, strict=True))


def test_another_indicator_recolors_the_map_and_the_address(visit):
    page = visit(COUNTIES)
    before, heading = pixels(page), page.locator("h1").inner_text()
    other = indicator("no_broadband")
    page.get_by_role("combobox", name="Show").click()
    page.get_by_role("option", name=other.label, exact=True).click()
    screen.settled(page)
    page.mouse.move(0, 0)
    changed = (np.abs(pixels(page) - before).max(axis=2) > 20).mean()
    assert changed > 0.1
    assert query(page)["indicator"] == "no_broadband"
    assert page.locator("h1").inner_text() == other.question != heading


def test_a_new_picture_does_not_wait_for_the_next_frame(visit):
    """Frames end with the choice of another indicator: what is drawn then is drawn as the message comes."""
    page = visit(COUNTIES)
    before, other = pixels(page), indicator("no_broadband")
    page.get_by_role("combobox", name="Show").click()
    option = page.get_by_role("option", name=other.label, exact=True)
    option.hover()
    page.evaluate("window.requestAnimationFrame = () => 0")
    option.click()
    expect(page.locator("h1")).to_have_text(other.question)
    assert (np.abs(pixels(page) - before).max(axis=2) > 20).mean() > 0.1


def test_many_choices_with_the_mouse_over_the_map_keep_the_connection(visit):
    """Pointing asks for tooltips while a choice is still on its way: two runs cross, and neither is lost."""
    page = visit(COUNTIES)
    for turn in range(8):
        other = indicator(("no_broadband", "poverty")[turn % 2])
        page.get_by_role("combobox", name="Show").click()
        page.get_by_role("option", name=other.label, exact=True).click()
        # The list lay over the map: where it closes, the mouse points at a place.
        screen.settled(page, rest_ms=400)
        expect(page.locator("h1")).to_have_text(other.question)


def test_pointing_at_a_place_says_its_value_its_interval_and_how_sure_that_is(visit):
    """In 2023 the survey put Queens between 7 and 13 % without insurance, whichever the exact figure."""
    words = point_at(visit(BOROUGHS), "Queens")
    assert "%" in words
    assert "90 %" in words or "interval" in words or "between" in words


def test_a_click_chooses_the_place_and_the_link_keeps_it(visit):
    page = visit(BOROUGHS)
    point_at(page, "Queens")
    page.mouse.down()
    page.mouse.up()
    page.wait_for_url("**place=36081**")
    screen.settled(page)
    assert page.get_by_role("combobox", name="Find a place").input_value() == "Queens"
    page.reload()
    screen.settled(page)
    assert query(page)["place"] == "36081"
    assert page.get_by_role("combobox", name="Find a place").input_value() == "Queens"


def test_the_back_button_returns_to_the_place_before(visit):
    page = visit(BOROUGHS)
    point_at(page, "Queens")
    page.mouse.down()
    page.mouse.up()
    page.wait_for_url("**place=36081**")
    screen.settled(page)
    page.go_back()
    expect(page.get_by_role("combobox", name="Find a place")).to_have_value("")
    assert "place" not in query(page)


def test_a_link_opens_the_same_view_in_a_new_tab(visit):
    page = visit(BOROUGHS + "&place=36005")
    other = page.context.new_page()
    other.goto(page.url)
    screen.settled(other)
    assert other.get_by_role("combobox", name="Find a place").input_value() == "The Bronx"
    assert other.locator("h1").inner_text() == page.locator("h1").inner_text()
    waited = 0
    while np.abs(pixels(other) - pixels(page)).max(axis=2).mean() >= 1:  # a busy machine draws a tab later
        assert (waited := waited + 1) < WAITS, "the two tabs show different maps"
        other.wait_for_timeout(100)
    other.close()


def test_the_map_can_be_moved_and_a_place_chosen_by_key(visit):
    page = visit(BOROUGHS)
    page.locator(MAP).focus()
    before = pixels(page)
    page.keyboard.press("+")
    page.keyboard.press("ArrowLeft")
    page.wait_for_timeout(800)
    assert (np.abs(pixels(page) - before).max(axis=2) > 20).mean() > 0.05
    page.keyboard.press("0")
    for step in ("ArrowRight", "ArrowUp", "ArrowRight", "ArrowUp"):  # away from the water in the middle
        page.keyboard.press(step)
        page.keyboard.press("Enter")
        screen.settled(page)
    assert query(page)["place"] in {"36005", "36047", "36061", "36081", "36085"}


def test_on_a_phone_the_whole_country_fits_the_width(visit):
    """Land touches neither side of the map: what the class colors cover ends before the frame does."""
    picture = pixels(visit(COUNTIES, width=390))
    colored = np.zeros(picture.shape[:2], dtype=bool)
    for color in LIGHT.burden:
        wanted = np.array([int(color[at : at + 2], 16) for at in (1, 3, 5)])
        colored |= np.abs(picture - wanted).max(axis=2) <= 3
    columns = np.flatnonzero(colored.any(axis=0))
    assert columns[0] > 0
    assert columns[-1] < picture.shape[1] - 1
    assert columns[-1] - columns[0] > 0.7 * picture.shape[1], "and it uses the room there is"


def test_the_picture_can_be_kept(visit):
    page = visit(COUNTIES)
    with page.expect_download() as kept:
        page.get_by_role("button", name="Download picture").click()
    picture = Image.open(kept.value.path())
    assert picture.format == "PNG"
    drawn = np.asarray(picture.convert("RGB"), dtype=np.int16)
    assert share_of(drawn, LIGHT.burden[0]) > 0.01
    assert kept.value.suggested_filename.endswith(".png")


def test_without_webgl_there_are_words_and_the_numbers(server, chromium):
    browser = chromium.browser_type.launch(executable_path=executable(), args=[*FLAGS, "--disable-3d-apis"])
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.goto(f"{server.address}/{BOROUGHS}")
    screen.settled(page)
    assert page.locator(".notice").is_visible()
    assert page.locator(".notice").inner_text()
    assert_the_numbers_are_there(page)
    browser.close()


def test_until_its_script_has_come_the_map_says_that_it_is_busy(server, chromium):
    page = chromium.new_page(viewport={"width": 1440, "height": 900})
    held = []

    def hold(route):  # Playwright wants a function of Python
        held.append(route)

    page.route("**/static/deck_map/*.js", hold)
    page.goto(f"{server.address}/{BOROUGHS}")
    page.wait_for_selector('.map-room[aria-busy="true"]')
    while not held:  # the room stands before its script is asked for
        page.wait_for_timeout(20)
    held[0].continue_()
    screen.settled(page)
    assert page.locator(".map-room:not([aria-busy]) .frame[role=application]").is_visible()
    page.close()


def test_without_its_script_there_are_words_and_the_numbers(server, chromium):
    page = chromium.new_page(viewport={"width": 1440, "height": 900})
    page.route("**/static/deck_map/*.js", lambda route: route.abort())
    page.goto(f"{server.address}/{BOROUGHS}")
    screen.settled(page)
    assert page.get_by_text("script did not load").is_visible()
    assert_the_numbers_are_there(page)
    page.close()
