"""The Levers page as a visitor meets it: nothing moved, a few levers moved, and each depth."""

import pytest

from components.parties import AFTER_THE_GRANT
from tests import declared
from tests.pages.test_every_page import opened

LEVERS = next(page for page in declared.pages() if page.address == "levers")
TEXAS = {"within": "48", "level": "county"}
MOVED = {"screening_duty": "1", "chw_offered": "0.5", "snap_mailed": "0.8"}


def words(app) -> str:
    return " ".join(each.value for each in (*app.markdown, *app.caption, *app.warning))


def test_nothing_is_moved_at_first_and_every_figure_is_zero():
    app = opened(LEVERS)
    assert "No lever is moved, so nothing changes in New York City." in words(app)
    assert {figure.value for figure in app.metric} == {"0", "$0"}
    assert all(slider.value == 0 for slider in app.slider if slider.key != "horizon")


def test_who_pays_after_the_grant_ends_can_be_answered_from_the_page():
    app = opened(LEVERS, **TEXAS, **MOVED)
    assert AFTER_THE_GRANT in [header.value for header in app.header]
    said = words(app)
    assert "**In 2027**" in said and "**In 2031**" in said
    assert "When grants or local money end" in said


def test_a_slider_writes_itself_into_the_address_and_moves_the_result():
    app = opened(LEVERS)
    app.slider(key="snap_mailed").set_value(0.5).run()
    assert app.query_params["snap_mailed"] in ("0.5", ["0.5"])
    assert any(figure.value != "0" for figure in app.metric)


def test_what_a_room_does_not_show_stays_in_the_address():
    """A colleague set the workers; the room's five sliders must not lose it."""
    app = opened(LEVERS, chw_offered="0.5", chw_workers="9")
    assert app.query_params["chw_workers"] in ("9", ["9"])
    assert "chw_workers" not in [slider.key for slider in app.slider]


@pytest.mark.parametrize("depth", ["briefing", "analyst"])
def test_each_depth_opens_with_what_is_in_use(depth):
    app = opened(LEVERS, depth=depth, **MOVED)
    assert not app.exception
    assert {"screening_duty", "chw_offered", "snap_mailed"} <= {slider.key for slider in app.slider}


def test_a_link_that_asks_too_much_is_answered_in_words():
    app = opened(LEVERS, chw_offered="7")
    assert "which can be 0 to 1" in words(app)
    assert not app.exception


@pytest.mark.parametrize("address", ["levers", "allocate", "contract", "scenarios"])
def test_an_area_that_a_page_of_the_model_does_not_offer_is_said(address):
    """Puerto Rico is on the maps, but has no levers."""
    page = next(page for page in declared.pages() if page.address == address)
    said = [each.value for each in opened(page, within="72", level="county").warning]
    assert (
        "This link asks for the area “Puerto Rico”, which is not among the areas of this page. "
        "New York City is shown instead."
    ) in said
    assert not any("not among" in each.value for each in opened(page, **TEXAS).warning)
