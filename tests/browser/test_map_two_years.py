"""Two years on the map, beside one another and with a swipe, and places lit up by value: by key too."""

import io
import re
from urllib.parse import parse_qs, urlsplit

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import expect

from components.look import LIGHT
from tests.browser import screen

ONE = "map?within=nyc&level=neighborhood&indicator=uninsured&group=all&year=2023"
BESIDE = f"{ONE}&beside=2016&two=beside"
SWIPE = f"{ONE}&beside=2016&two=swipe"


def _drawn(page):
    """The page, once its map is drawn."""
    page.wait_for_selector(".map-room:not([aria-busy]) .frame[role=application]")
    return page


def _pixels(page):
    picture = page.locator(".frame canvas").screenshot()
    return np.asarray(Image.open(io.BytesIO(picture)).convert("RGB"), dtype=np.int16)


def _darkest(picture):
    """How many pixels have the color of the highest class."""
    wanted = [int(LIGHT.burden[-1][at : at + 2], 16) for at in (1, 3, 5)]
    return int((np.abs(picture - wanted).max(axis=2) <= 3).sum())


def _halves(picture):
    middle = picture.shape[1] // 2
    return picture[:, :middle], picture[:, -middle:]


def test_two_years_beside_one_another_share_their_classes_and_say_what_changed(visit):
    """In 2016 more of the city was without insurance: the map at the left has more of the darkest class."""
    page = _drawn(visit(BESIDE))
    left, right = map(_darkest, _halves(_pixels(page)))
    assert left > 1.5 * right > 0
    assert page.locator(".year").all_inner_texts() == ["2016", "2023"]
    assert page.get_by_text("with a margin of error in both years").first.is_visible()


def test_linked_views_move_together(visit):
    page = _drawn(visit(BESIDE))
    page.locator(".frame").focus()
    for key in ("+", "+", "ArrowLeft"):
        page.keyboard.press(key)
    page.wait_for_timeout(500)
    left, right = (np.abs(half - 255).max(axis=2) > 8 for half in _halves(_pixels(page)))
    assert (left != right).mean() < 0.1, "the same land at the same spots"


def test_the_swipe_is_moved_by_key(visit):
    page = _drawn(visit(SWIPE))
    slider = page.get_by_role("slider", name="Where the two years meet")
    middle = _darkest(_pixels(page))
    slider.press("End")  # all of it 2016
    page.wait_for_timeout(400)
    earlier = _darkest(_pixels(page))
    slider.press("Home")
    page.wait_for_timeout(400)
    later = _darkest(_pixels(page))
    assert earlier > middle > later
    assert "2023" in slider.get_attribute("aria-valuetext")


def test_on_a_phone_two_years_are_swiped(visit):
    page = _drawn(visit(BESIDE, width=390))
    assert page.get_by_role("slider", name="Where the two years meet").is_visible()
    assert screen.overflow(page) == 0


def test_places_light_up_as_the_slider_moves_and_the_link_keeps_it(visit):
    page = _drawn(visit(ONE))
    slider = page.get_by_role("slider", name="Light up")
    before = _darkest(_pixels(page))
    slider.focus()
    for _ in range(9):
        slider.press("PageUp")
    page.wait_for_url("**lit=9**")
    screen.settled(page)
    expect(slider).to_have_attribute("aria-valuetext", re.compile("or more"))
    said = slider.get_attribute("aria-valuetext")
    assert "places" in said
    assert 0 < _darkest(_pixels(page)) < before
    lit = parse_qs(urlsplit(page.url).query)["lit"]
    page.reload()
    _drawn(screen.settled(page))
    assert parse_qs(urlsplit(page.url).query)["lit"] == lit
    assert page.get_by_role("slider", name="Light up").get_attribute("aria-valuetext") == said


def _wishing_at_once(slider, *wishes):
    """The server answers the first, and of those that wait while it does it hears only the last."""
    slider.evaluate(
        """async (slider, wishes) => {
        const {send} = WebSocket.prototype;
        const held = [];
        WebSocket.prototype.send = function (wish) { held.push(() => send.call(this, wish)); };
        const canvas = slider.getRootNode().querySelector('canvas.canvas');
        const {left, top, width, height} = canvas.getBoundingClientRect();
        const middle = {clientX: left + 0.55 * width, clientY: top + 0.5 * height, isPrimary: true};
        const onMap = kind => new PointerEvent(kind, {bubbles: true, composed: true, ...middle});
        const actions = {
            point: () => canvas.dispatchEvent(onMap('pointermove')),
            click: () => ['pointerdown', 'pointerup'].forEach(kind => canvas.dispatchEvent(onMap(kind))),
            reach: () => slider.dispatchEvent(new Event('pointerdown')),
            slide: () => {
                slider.value = 50;
                slider.dispatchEvent(new Event('input'));
            },
            choose: () => slider.dispatchEvent(new Event('change')),
            rest: () => new Promise(go => setTimeout(go, 2000)),
        };
        for (const wish of wishes) {
            await actions[wish]();
            await new Promise(go => setTimeout(go, 200));
        }
        WebSocket.prototype.send = send;
        held.forEach(go => go());
    }""",
        list(wishes),
    )


def test_a_wish_for_steps_is_not_lost_behind_a_later_one(visit):
    slider = _drawn(visit(ONE)).get_by_role("slider", name="Light up")
    _wishing_at_once(slider, "choose", "reach", "choose")
    slider.press("PageUp")
    expect(slider).to_have_attribute("aria-valuetext", re.compile("or more"))


def test_a_step_that_was_chosen_is_not_lost_behind_a_later_wish(visit):
    page = _drawn(visit(ONE))
    _wishing_at_once(page.get_by_role("slider", name="Light up"), "choose", "slide", "choose", "point")
    page.wait_for_url("**lit=50**")


def test_a_wish_for_words_is_not_lost_behind_a_later_one(visit):
    page = _drawn(visit(ONE))
    slider = page.get_by_role("slider", name="Light up")
    _wishing_at_once(slider, "choose", "point", "choose", "slide", "choose")
    page.wait_for_url("**lit=50**")
    expect(page.locator(".tooltip.shown")).to_contain_text("%")


def test_a_place_that_was_clicked_is_not_lost_behind_a_later_wish(visit):
    """On a server that is busy for longer than a reader waits with the next look at the map."""
    page = _drawn(visit(ONE))
    slider = page.get_by_role("slider", name="Light up")
    _wishing_at_once(slider, "choose", "click", "rest", "point", "reach", "slide", "choose")
    page.wait_for_url(re.compile("place=.*lit=50|lit=50.*place="))


@pytest.mark.parametrize("address", [BESIDE, SWIPE])
def test_axe_finds_nothing(visit, address):
    assert not screen.violations(_drawn(visit(address)))
