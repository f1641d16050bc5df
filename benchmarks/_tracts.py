"""A state and a nation of drawn tracts, in this project and in other ways to draw them with Streamlit.

Each function is a whole page, run by a script of two lines in a folder that holds what browsers fetch.
"""

from __future__ import annotations

import json
import shutil
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import plotly.express as px
import polars as pl
import pydeck as pdk
import streamlit as st
from numpy.typing import NDArray

import serve
from components import deck_map, look, maps
from components.provenance import Provenance
from data_loaders import cached
from equity import outlines
from equity.geography import level
from equity.indicators import indicator
from tests import tessellation

CHOICES = tuple(f"Drawn year {year}" for year in range(2011, 2019))
PAGES = ("ours", "pydeck_embedded", "pydeck_by_url", "pydeck_clicked", "plotly_choropleth")
STATE = "01"
NATION, OF_STATE = "tracts_of_nation", "tracts_of_state"
# Where the alternatives look: the middle of the places, so that the corner that is watched shows some.
LATITUDE, LONGITUDE, ZOOM = 37.5, {NATION: -96.0, OF_STATE: -121.0}, {NATION: 3.0, OF_STATE: 3.5}
_BREAKS = np.linspace(0, 1, len(look.BURDEN) + 1)[1:-1]
_PALETTE = [[int(color[at : at + 2], 16) for at in (1, 3, 5)] for color in look.BURDEN]


def prepared(folder: Path, size: tessellation.Size = tessellation.NATION) -> None:
    """Fill a folder: the app's static files, the drawn outlines, GeoJSON, and a script for each page."""
    tracts = tessellation.tracts(size)
    shutil.copytree(serve.ROOT / "static", folder / "static")
    drawn = folder / "static" / "outlines"
    overview, parts = outlines.in_parts(
        tracts, projection="nation", by="state_geoid", borders_between="parent_geoid", name="drawn"
    )
    for file, body in {f"{NATION}.bin": overview, **parts}.items():
        (drawn / file).write_bytes(body)
    state = tracts[tracts["state_geoid"] == STATE].reset_index(drop=True)
    (drawn / f"{OF_STATE}.bin").write_bytes(
        outlines.encode(state, projection="nation", grid_m=20, borders_between="parent_geoid")
    )
    for name, places in ((NATION, tracts), (OF_STATE, state)):
        pl.DataFrame(places.drop(columns="geometry").to_dict("list")).write_parquet(
            folder / f"{name}.parquet"
        )
        simple = places.set_geometry(places.geometry.simplify(0.002).transform(_rounded))
        simple = simple.assign(at=range(len(simple)))[["at", "geoid", "geometry"]]
        (folder / "static" / f"{name}.json").write_text(simple.to_json())
        for page in PAGES:
            script = f"from benchmarks import _tracts\n\n_tracts.{page}({str(folder)!r}, {name!r})\n"
            (folder / f"{name}_{page}.py").write_text(script)


def ours(folder: str, name: str) -> None:
    """The map of this project."""
    chosen = st.selectbox("Show", CHOICES)
    draw = partial(
        maps.choropleth,
        _table(folder, name, chosen),
        _places(folder, name),
        indicator("poverty"),
        level=level("tract"),
        title=chosen,
        provenance=Provenance(title="Drawn survey", publisher="Nobody", period=chosen[-4:]),
        outlines=f"/app/static/outlines/{name}.bin",
    )
    clicked = st.session_state.get("clicked")
    picture = cached.made("map", (folder, name, chosen), draw).selecting(clicked)
    deck_map.show(picture, key="map", on_click=lambda geoid: st.session_state.update(clicked=geoid))
    st.text(clicked or "nothing clicked")


def pydeck_embedded(folder: str, name: str) -> None:
    """`st.pydeck_chart` with shapes and colors sent with every answer."""
    colors = _colors(folder, name, st.selectbox("Show", CHOICES))
    features = [
        feature | {"properties": {"fill": color}}
        for feature, color in zip(_shapes(folder, name)["features"], colors.tolist(), strict=True)
    ]
    st.pydeck_chart(_chart(features, "properties.fill", name), height=560)


def pydeck_by_url(folder: str, name: str) -> None:
    """`st.pydeck_chart` with shapes by their address, and a color a place in a lookup expression."""
    st.pydeck_chart(_by_url(folder, name), height=560)


def pydeck_clicked(folder: str, name: str) -> None:
    """The same with `on_select`: it says which place was clicked."""
    chart = _by_url(folder, name, id="places")  # Streamlit asks for one; colors then stay as they were
    found: Any = st.pydeck_chart(chart, height=560, on_select="rerun", key="map")
    st.text(dict(found.selection.indices) or "nothing clicked")


def plotly_choropleth(folder: str, name: str) -> None:
    """`st.plotly_chart` with a choropleth_map over GeoJSON."""
    figure = px.choropleth_map(
        _table(folder, name, st.selectbox("Show", CHOICES)),
        geojson=_shapes(folder, name),
        locations="geoid",
        featureidkey="properties.geoid",
        color="estimate",
        color_continuous_scale=list(look.BURDEN),
        map_style="white-bg",
        center={"lat": LATITUDE, "lon": LONGITUDE[name]},
        zoom=ZOOM[name],
        height=560,
    )
    st.plotly_chart(figure)


def _by_url(folder: str, name: str, **layer: str) -> pdk.Deck:
    numbers = "".join(map(str, _classes(folder, name, st.selectbox("Show", CHOICES)).tolist()))
    colors = json.dumps(_PALETTE, separators=(",", ":"))
    return _chart(f"/app/static/{name}.json", f"({colors})[({numbers!r})[properties.at]]", name, **layer)


def _chart(data: Any, fill: str, name: str, **settings: str) -> pdk.Deck:
    layer = pdk.Layer(
        "GeoJsonLayer", data=data, get_fill_color=fill, stroked=False, pickable=True, **settings
    )
    view = pdk.ViewState(latitude=LATITUDE, longitude=LONGITUDE[name], zoom=ZOOM[name])
    tooltip = {"text": "{geoid}"}
    return pdk.Deck(layers=[layer], initial_view_state=view, map_provider=None, tooltip=tooltip)


@st.cache_resource
def _places(folder: str, name: str) -> pl.DataFrame:
    return pl.read_parquet(Path(folder) / f"{name}.parquet")


@st.cache_resource
def _shapes(folder: str, name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((Path(folder) / "static" / f"{name}.json").read_text())
    return found


@st.cache_resource
def _table(folder: str, name: str, chosen: str) -> pl.DataFrame:
    """A value a place: smooth over the land, with noise, so that neighbors are alike."""
    places, year = _places(folder, name), int(chosen[-4:])
    noise = np.random.default_rng(year).normal(0, 0.03, places.height)
    values = np.clip(0.15 + 0.05 * np.sin(np.arange(places.height) / 500 + year) + noise, 0, 1)
    columns = {"geoid": places["geoid"], "estimate": values, "low": values - 0.01, "high": values + 0.01}
    return pl.DataFrame({**columns, "moe": 0.01, "reliability": "reliable"})


def _classes(folder: str, name: str, chosen: str) -> NDArray[np.int64]:
    values = _table(folder, name, chosen)["estimate"].to_numpy()
    return np.searchsorted(np.quantile(values, _BREAKS), values)


def _colors(folder: str, name: str, chosen: str) -> NDArray[np.int64]:
    return np.asarray(_PALETTE)[_classes(folder, name, chosen)]


def _rounded(degrees: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.round(degrees, 3)
