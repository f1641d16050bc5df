"""The system turns dark while a page is open: the page, its charts and its map follow."""

import pytest
from playwright.sync_api import expect

from components.look import DARK, LIGHT
from tests.browser import screen

PAPER = {"light": LIGHT.paper, "dark": DARK.paper}
HAS_PAPER = (
    "paper => document.querySelector('.js-plotly-plot')?.layout?.template?.layout?.paper_bgcolor === paper"
)


@pytest.mark.parametrize(("first", "then"), [("light", "dark"), ("dark", "light")])
def test_an_open_chart_follows_the_system(visit, first, then):
    page = visit("compare?within=nyc&level=borough", scheme=first)
    assert page.evaluate(HAS_PAPER, PAPER[first])
    page.emulate_media(color_scheme=then)
    page.wait_for_function(HAS_PAPER, arg=PAPER[then])
    screen.settled(page)
    expect(page.locator("h1")).to_be_visible()
    assert screen.errors_shown(page) == []
