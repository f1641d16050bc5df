"""All counties with st.pydeck_chart, their shapes and colors sent as GeoJSON with every answer."""

import json
from typing import Any

import numpy as np
import pydeck as pdk
import streamlit as st

from benchmarks._apps import INDICATORS, YEAR
from components import look
from data_loaders import embedded
from equity.indicators import indicator


@st.cache_resource
def outlines() -> list[dict[str, Any]]:
    """The county outlines as GeoJSON features, parsed once."""
    features: list[dict[str, Any]] = json.loads(embedded.shapes("county", 2017).to_json())["features"]
    return features


@st.cache_data
def shares(indicator_id: str) -> dict[str, float]:
    """The value of each county by its code."""
    table = embedded.observations(indicator_id, "county", YEAR)
    return dict(table.select("geoid", "estimate").drop_nulls().iter_rows())


chosen = st.selectbox("Show", INDICATORS, format_func=lambda one: indicator(one).label)
values = shares(chosen)
breaks = np.quantile(list(values.values()), np.linspace(0, 1, len(look.BURDEN) + 1)[1:-1])
palette = [[int(color[at : at + 2], 16) for at in (1, 3, 5)] for color in look.BURDEN]
features = [
    feature
    | {"properties": {"fill": palette[np.searchsorted(breaks, values[feature["properties"]["geoid"]])]}}
    for feature in outlines()
    if feature["properties"]["geoid"] in values
]
st.pydeck_chart(
    pdk.Deck(
        layers=[pdk.Layer("GeoJsonLayer", data=features, get_fill_color="properties.fill", stroked=False)],
        initial_view_state=pdk.ViewState(latitude=38.5, longitude=-96, zoom=3),
        map_provider=None,
    ),
    height=560,
)
