"""The map of all counties, in this project and in two other ways to draw it with Streamlit."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import FloatRect, Page

import serve
from benchmarks import _film
from equity.indicators import indicator
from tests.browser import screen

ALTERNATIVES = Path(__file__).with_name("alternatives")
INDICATORS = ("poverty", "no_broadband")
YEAR = 2019


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
    address=f"map?within=us&level=county&indicator={INDICATORS[0]}&group=all&year={YEAR}",
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
    picture=".js-plotly-plot canvas",
)
APPS = (OURS, PYDECK, PLOTLY)


def opened(page: Page, server: serve.Server, app: App) -> None:
    """Go to the map and wait until Streamlit is at rest."""
    page.goto(f"{server.address}/{app.address}")
    at_rest(page)
    page.locator(app.picture).first.wait_for()


def at_rest(page: Page, *, rest_ms: int = 250) -> None:
    """Wait until Streamlit has nothing left to do, also where that takes long."""
    screen.settled(page, rest_ms=rest_ms, limit_ms=int(_film.LIMIT_SECONDS * 1000))


def show(page: Page, indicator_id: str) -> None:
    """Choose an indicator by hand: open the list, click the name."""
    page.get_by_role("combobox", name="Show").click()
    page.get_by_role("option", name=indicator(indicator_id).label, exact=True).click()


def box(page: Page, app: App) -> FloatRect:
    """Where on the page the map is, in CSS pixels."""
    found = page.locator(app.picture).first.bounding_box()
    if found is None:
        raise LookupError(f"No map on the page of {app.name}: {app.picture}")
    return found
