"""All counties with st.plotly_chart and a choropleth_map over GeoJSON."""

import json
from typing import Any

import plotly.express as px
import streamlit as st

from benchmarks._apps import INDICATORS, YEAR
from components import look
from data_loaders import embedded
from equity.indicators import indicator


@st.cache_resource
def outlines() -> dict[str, Any]:
    """The county outlines as GeoJSON, parsed once."""
    collection: dict[str, Any] = json.loads(embedded.shapes("county", 2017).to_json())
    return collection


chosen = st.selectbox("Show", INDICATORS, format_func=lambda one: indicator(one).label)
figure = px.choropleth_map(
    embedded.observations(chosen, "county", YEAR).drop_nulls("estimate"),
    geojson=outlines(),
    locations="geoid",
    featureidkey="properties.geoid",
    color="estimate",
    color_continuous_scale=list(look.BURDEN),
    map_style="white-bg",
    center={"lat": 38.5, "lon": -96},
    zoom=3,
    height=560,
)
st.plotly_chart(figure)
