"""A browser takes a map's graphics context away when the card sleeps or many tabs want one: it comes back."""

import io

import numpy as np
from PIL import Image

from components.look import LIGHT

BOROUGHS = "map?within=nyc&level=borough&indicator=uninsured&group=all&year=2023"
DRAWN = ".map-room:not([aria-busy]) .frame[role=application]"
LOSE = "canvas => canvas.getContext('webgl2').getExtension('WEBGL_lose_context').loseContext()"


def _colors(page):
    """Which classes of the burden ramp are on the map."""
    shown = Image.open(io.BytesIO(page.locator(".frame").screenshot())).convert("RGB")
    pixels = np.asarray(shown, dtype=np.int16)
    ramp = [[int(color[at : at + 2], 16) for at in (1, 3, 5)] for color in LIGHT.burden]
    return [(np.abs(pixels - color).max(axis=2) <= 3).mean() > 0.005 for color in ramp]


def test_a_lost_context_is_replaced_and_the_map_drawn_again(visit):
    page = visit(BOROUGHS)
    page.wait_for_selector(DRAWN)
    before = _colors(page)
    lost = page.locator("canvas.canvas").element_handle()
    lost.evaluate(LOSE)
    page.wait_for_function("canvas => !canvas.isConnected", arg=lost)
    page.wait_for_selector(DRAWN)
    assert sum(before) >= 3
    assert _colors(page) == before
