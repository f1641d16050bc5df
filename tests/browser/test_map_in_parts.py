"""A map in parts: an overview at first, every point of a state once somebody looks closely."""

import hashlib
import io
import shutil
from urllib.parse import urlsplit

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from PIL import Image

import serve
from components.look import BURDEN
from equity import outlines
from tests import tessellation

SIZE = tessellation.Size(across=62, up=40)
ISLAND = shapely.box(-90.0, 24.50, -89.99, 24.505)  # a kilometre wide, far from land: a quarter of a pixel
DRAWN = ".map-room:not([aria-busy]) .frame[role=application]"
FETCHED = """files => performance.getEntriesByType("resource")
    .some(each => files.some(file => each.name.endsWith(file)))"""
SCRIPT = """
import polars as pl
import streamlit as st

from components import deck_map, maps
from components.provenance import Provenance
from equity.geography import level
from equity.indicators import indicator

geoids = GEOIDS
places = pl.DataFrame({"geoid": geoids, "name": geoids, "state_geoid": [each[:2] for each in geoids]})
island = [each == "56999999999" for each in geoids]
table = pl.DataFrame({
    "geoid": geoids, "estimate": [0.9 if alone else 0.1 for alone in island], "moe": 0.01, "low": 0.1,
    "high": 0.5, "reliability": "reliable",
})
picture = maps.choropleth(
    table, places, indicator("poverty"), level=level("tract"), title="Drawn tracts",
    provenance=Provenance(title="Drawn survey", publisher="Test Bureau", period="2023"),
    outlines="/app/static/outlines/OUTLINES", within=st.query_params.get("within"),
)
deck_map.show(picture, key="map", on_click=lambda geoid: st.session_state.update(clicked=geoid))
st.text(st.session_state.get("clicked", "nothing clicked"))
"""


@pytest.fixture(scope="module")
def drawn(tmp_path_factory):
    """The app with 2,480 drawn tracts and one island, and what was written for it."""
    folder = tmp_path_factory.mktemp("parts")
    shutil.copytree(serve.ROOT / "static", folder / "static")
    island = gpd.GeoDataFrame(
        {"geoid": ["56999999999"], "name": ["Island"], "state_geoid": ["56"], "parent_geoid": ["56999"]},
        geometry=[ISLAND],
        crs=4326,
    )
    tracts = pd.concat([tessellation.tracts(SIZE), island], ignore_index=True)
    overview, files = outlines.in_parts(
        tracts, projection="nation", by="state_geoid", borders_between="parent_geoid", name="tract_2023"
    )
    name = f"tract_2023-{hashlib.sha256(overview).hexdigest()[:10]}.bin"
    for file, body in {name: overview, **files}.items():
        (folder / "static" / "outlines" / file).write_bytes(body)
    script = SCRIPT.replace("OUTLINES", name).replace("GEOIDS", repr(tracts["geoid"].to_list()))
    (folder / "app.py").write_text(script)
    with serve.running(folder / "app.py", warm=False, log=folder / "app.log") as server:
        yield server, set(files)


@pytest.fixture
def page(drawn, profile):
    server, _ = drawn
    page = profile().new_page()
    asked = []
    page.on("request", lambda request: asked.append(urlsplit(request.url).path.rpartition("/")[2]))
    page.asked = asked
    page.goto(server.address)
    page.wait_for_selector(DRAWN)
    return page


def _share(page, color):
    shown = Image.open(io.BytesIO(page.locator(".frame canvas").screenshot())).convert("RGB")
    wanted = np.array([int(color[at : at + 2], 16) for at in (1, 3, 5)])
    return float((np.abs(np.asarray(shown, dtype=np.int16) - wanted).max(axis=2) <= 3).mean())


def test_the_nation_comes_as_an_overview_and_whole_states_when_one_looks_closely(page, drawn):
    """The island alone has the darkest class: at least one pixel of the whole nation shows it."""
    assert not drawn[1].intersection(page.asked)
    assert _share(page, BURDEN[0]) > 0.1
    assert _share(page, BURDEN[-1]) > 0, "a place smaller than a pixel does not disappear"
    page.locator(".frame").focus()
    for _ in range(12):  # 64 times as large
        page.keyboard.press("+")
    page.wait_for_function(FETCHED, arg=sorted(drawn[1]))
    page.wait_for_selector(DRAWN)
    fetched = drawn[1].intersection(page.asked)
    assert 0 < len(fetched) <= 6, "states out of view stay where they are"
    assert _share(page, BURDEN[0]) > 0.5
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    page.get_by_text("nothing clicked").wait_for(state="hidden")
    states = {file.split("_")[2][:2] for file in fetched}
    assert page.locator('[data-testid="stText"]').inner_text()[:2] in states


def test_one_state_is_drawn_alone(drawn, profile):
    page = profile().new_page()
    page.goto(f"{drawn[0].address}/?within=06")
    page.wait_for_selector(DRAWN)
    assert _share(page, BURDEN[0]) > 0.1
