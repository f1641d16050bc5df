"""The map of hot spots: a byte a place, a legend that counts, and words for who points at it."""

import numpy as np
import pytest

from components import maps
from components.classes import MISSING, OUTSIDE
from components.provenance import Provenance
from data_loaders import cached, cached_findings
from equity import geography
from equity.clusters import KINDS
from equity.indicators import indicator

ORIGIN = Provenance(title="Drawn", publisher="test", period="2019")


def mapped(name: str, level: str, within: str, year: int) -> maps.Choropleth:
    return maps.of_clusters(
        cached_findings.hot_spots(name, level, within, year, "all"),
        cached.places(level, year),
        indicator(name),
        level=geography.level(level),
        title="Hot spots",
        provenance=ORIGIN,
        outlines="/outlines",
        within=within,
    )


@pytest.fixture(scope="module")
def city() -> maps.Choropleth:
    return mapped("uninsured", "neighborhood", "nyc", 2023)


def test_every_place_has_one_byte_and_the_legend_counts_them_all(city):
    drawn = np.frombuffer(city.places, dtype=np.uint8)
    assert len(drawn) == len(city.geoids) == 262
    assert sum(entry.places for entry in city.legend.entries) == 262
    labels = [entry.label for entry in city.legend.entries]
    assert labels[: len(KINDS)] == list(KINDS.values())
    assert "Could be chance" in labels


def test_the_tooltip_names_the_place_its_value_and_what_it_is_among_its_neighbors(city):
    lines = city.words().split("\n")
    corona = next(line for line in lines if line.startswith("North Corona"))
    assert corona.startswith("North Corona (Queens)\t25.0")
    assert corona.endswith("Hot spot")


def test_places_left_out_are_not_drawn_as_chance(city):
    """Rikers Island and the like have no class of their own among neighbors."""
    found = cached_findings.hot_spots("uninsured", "neighborhood", "nyc", 2023, "all").table
    left_out = found.filter(is_institutional=True, reliability="unreliable")["geoid"]
    drawn = dict(zip(city.geoids, city.places, strict=True))
    assert {drawn[geoid] for geoid in left_out} == {MISSING}


def test_other_states_are_not_drawn():
    drawn = np.frombuffer(mapped("poverty", "county", "48", 2019).places, dtype=np.uint8)
    assert (drawn != OUTSIDE).sum() == 254
