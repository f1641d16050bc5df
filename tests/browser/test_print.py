"""A page on paper: light whatever the theme, and without the controls that paper cannot use."""

import io

import numpy as np
import pytest
from PIL import Image

from components.look import DARK, LIGHT
from tests.browser import screen


def printed(page):
    """The page as it is laid out for paper, until it is shown on the screen again."""
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    return screen.settled(page)


def shades(of):
    """Every pixel of a part of the page, 0 (black) to 255 (white)."""
    return np.asarray(Image.open(io.BytesIO(of.screenshot())).convert("L"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_charts_and_tables_are_dark_on_white_paper(visit, scheme):
    """Paper is white, and the darkest of a word is at least 4.5:1 on it, which is a grey of 118."""
    page = printed(visit("place?place=QN0303", scheme=scheme))
    parts = ["h1", "td", '[data-testid="stCaptionContainer"] p', ".js-plotly-plot", ".js-plotly-plot text"]
    seen = {each: shades(page.locator(each).first) for each in parts}
    whole = shades(page)
    page.emulate_media(media="screen")
    assert {name: int(np.median(part)) for name, part in seen.items()} == dict.fromkeys(parts, 255)
    assert [name for name, part in seen.items() if part.min() > 118] == []
    assert np.median(whole) == 255
    assert (whole < 118).mean() < 0.1


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_map_is_printed_in_the_colors_of_the_light_theme(visit, scheme):
    """A browser prints nothing of what a graphics card drew; many neighborhoods have nobody living there."""
    page = visit("map?within=nyc&level=neighborhood&indicator=uninsured&group=all&year=2023", scheme=scheme)
    page.wait_for_selector(".map-room:not([aria-busy]) .frame[role=application]")
    printed(page)
    frame = page.locator(".frame")
    drawn = np.asarray(Image.open(io.BytesIO(frame.screenshot())).convert("RGB"), dtype=np.int16)
    title = page.get_by_text("People without health insurance: New York City, 2019–2023", exact=True)
    is_titled = title.first.is_visible()
    page.emulate_media(media="screen")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    shares = {
        part: float((np.abs(drawn - _numbers(color)).max(axis=2) <= 3).mean())
        for part, color in (
            ("paper", LIGHT.paper),
            ("worst", LIGHT.burden[-1]),
            ("nobody", LIGHT.no_residents),
            ("nobody, in the dark", DARK.no_residents),
        )
    }
    assert shares["paper"] > 0.3
    assert shares["worst"] > 0.01
    assert shares["nobody"] > 0.01
    assert shares["nobody, in the dark"] == 0
    assert is_titled


def _numbers(color):
    return [int(color[at : at + 2], 16) for at in (1, 3, 5)]


@pytest.mark.parametrize("address", ["map", "place", "compare", "trends"])
def test_no_control_of_what_is_shown_is_printed(visit, address):
    page = printed(visit(address))
    controls = page.get_by_role("combobox").count() + page.get_by_role("textbox").count()
    page.emulate_media(media="screen")
    assert controls == 0
