"""The map beside `st.pydeck_chart` on one page: two builds of deck.gl, whichever loads first."""

import io
import shutil

import numpy as np
import pytest
from PIL import Image

import serve
from components.look import BURDEN

SCRIPT = """
import polars as pl
import pydeck as pdk
import streamlit as st

from components import deck_map, maps
from components.provenance import Provenance
from equity.geography import level
from equity.indicators import indicator


def dot():
    layer = pdk.Layer(
        "ScatterplotLayer", data=[{"at": [-100, 40]}], get_position="at",
        get_radius=1_500_000, get_fill_color=[200, 30, 0],
    )
    view = pdk.ViewState(latitude=40, longitude=-100, zoom=2)
    st.pydeck_chart(pdk.Deck(layers=[layer], initial_view_state=view, map_provider=None), height=200)


geoids = ["36005", "36047", "36061", "36081", "36085"]
places = pl.DataFrame({"geoid": geoids, "name": geoids, "state_geoid": "36"})
table = pl.DataFrame({
    "geoid": geoids, "estimate": [0.1, 0.2, 0.3, 0.4, 0.5], "moe": 0.01, "low": 0.1, "high": 0.5,
    "reliability": "reliable",
})
picture = maps.choropleth(
    table, places, indicator("poverty"), level=level("borough"), title="Drawn boroughs",
    provenance=Provenance(title="Drawn survey", publisher="Test Bureau", period="2023"),
    outlines="/app/static/outlines/OUTLINES",
)
if st.query_params["order"] == "pydeck first":
    dot()
deck_map.show(picture, key="map", on_click=lambda geoid: None)
if st.query_params["order"] == "pydeck last":
    dot()
"""


@pytest.fixture(scope="module")
def both(tmp_path_factory):
    """A page with both, and the app's static files beside it."""
    folder = tmp_path_factory.mktemp("both")
    shutil.copytree(serve.ROOT / "static", folder / "static")
    (boroughs,) = (folder / "static" / "outlines").glob("borough_2023_*.bin")
    (folder / "app.py").write_text(SCRIPT.replace("OUTLINES", boroughs.name))
    with serve.running(folder / "app.py", warm=False, log=folder / "app.log") as server:
        yield server


def _has(page, selector, color):
    """Whether at least one pixel in a hundred has this color."""
    shown = Image.open(io.BytesIO(page.locator(selector).first.screenshot())).convert("RGB")
    away = np.abs(np.asarray(shown, dtype=np.int16) - np.array(color)).max(axis=2)
    return (away <= 3).mean() > 0.01


@pytest.mark.parametrize("order", ["pydeck first", "pydeck last"])
def test_both_are_drawn(both, profile, order):
    page = profile(height=1400).new_page()
    page.goto(f"{both.address}/?order={order}")
    page.wait_for_selector(".map-room:not([aria-busy]) .frame[role=application]")
    page.wait_for_selector('[data-testid="stDeckGlJsonChart"] canvas')
    page.wait_for_timeout(1500)  # deck.gl says nothing when it has drawn a chart that is not ours
    darkest = [int(BURDEN[-1][at : at + 2], 16) for at in (1, 3, 5)]
    assert _has(page, ".frame", darkest)
    assert _has(page, '[data-testid="stDeckGlJsonChart"]', (200, 30, 0))
