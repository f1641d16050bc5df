"""The map of all counties, in this project and in two other ways to draw it with Streamlit."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page

import serve
from benchmarks import _pictures
from data_loaders import embedded
from equity import groups
from equity.indicators import indicator
from tests.browser import screen

ALTERNATIVES = Path(__file__).with_name("alternatives")
YEAR = 2019
_COUNTIES = embedded.available().filter(geo_level="county", vintage=YEAR)
INDICATORS = tuple(sorted(_COUNTIES["indicator"].unique().to_list()))
"""What is known of counties. No view is shown twice where it counts: a browser keeps what it has."""


@dataclass(frozen=True, kw_only=True)
class App:
    """One way to draw the map: its script, where in it the map is, and what element holds the picture."""

    name: str
    script: Path
    address: str
    picture: str


OURS = App(
    name="this project",
    script=serve.APP,
    address=f"map?within=us&level=county&indicator={INDICATORS[0]}&group={groups.ALL}&year={YEAR}",
    picture='[data-testid^="stBidiComponent"] canvas',
)
PYDECK = App(
    name="st.pydeck_chart, GeoJSON embedded",
    script=ALTERNATIVES / "pydeck_embedded.py",
    address="",
    picture='[data-testid="stDeckGlJsonChart"] canvas',
)
PLOTLY = App(
    name="st.plotly_chart, choropleth_map",
    script=ALTERNATIVES / "plotly_choropleth.py",
    address="",
    picture=".js-plotly-plot .maplibregl-canvas",
)
APPS = (OURS, PYDECK, PLOTLY)


def at_rest(page: Page, *, rest_ms: int = 250) -> None:
    """Wait until Streamlit has nothing left to do, also where that takes long."""
    screen.settled(page, rest_ms=rest_ms, limit_ms=_pictures.LIMIT_MS)


def show(page: Page, indicator_id: str) -> None:
    """Choose an indicator by hand: open the list, type the name, click it."""
    label = indicator(indicator_id).label
    page.get_by_role("combobox", name="Show").fill(label)
    page.get_by_role("option", name=label, exact=True).click()
