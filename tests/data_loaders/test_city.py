"""Tracts of New York City that were pulled become numbers of its neighborhoods, districts and precincts."""

from math import sqrt
from pathlib import Path

import polars as pl
import pytest

from data_loaders import _folder, cached, city, embedded, holdings, pulled
from data_loaders._area import area
from data_loaders._arrival import Arrival
from data_loaders._tidy import tidy

YEAR = 2024  # the city's own files end in 2023
TRACTS = embedded.crosswalk()["tract_geoid"].unique().sort()


@pytest.fixture
def pulled_tracts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In each tract 10 of 100 people are uninsured, with margins of 3 and 4; and a median income."""
    monkeypatch.setenv(pulled.DATA_VARIABLE, str(tmp_path))
    share = pl.DataFrame({"geoid": TRACTS}).with_columns(
        indicator=pl.lit("uninsured"),
        estimate=0.1,
        moe=0.03,
        numerator=10.0,
        numerator_moe=3.0,
        denominator=100.0,
        denominator_moe=4.0,
        moe_method=pl.lit("proportion"),
        estimate_kind=pl.lit("survey"),
    )
    median = share.with_columns(
        pl.lit(None, dtype=pl.Float64).alias(name)
        for name in ("numerator", "numerator_moe", "denominator", "denominator_moe")
    ).with_columns(
        indicator=pl.lit("median_household_income"),
        estimate=60_000.0,
        moe=5_000.0,
        moe_method=pl.lit("published"),
    )
    rows = tidy(pl.concat([share, median]), level="tract", source="acs5", year=YEAR)
    arrival = Arrival(
        observations=rows, requests=("https://api.census.gov/data/2024/acs/acs5?get=B27001_001E",)
    )
    _folder.keep_observations(tmp_path, arrival, area("tract", "36"), source="acs5", year=YEAR)


@pytest.mark.parametrize("level", ["neighborhood", "council_district", "police_precinct"])
def test_shares_are_added_up_with_their_margins(pulled_tracts: None, level: str):
    """Of weights w with sum S and sum of squares Q: 10 S of 100 S; margin sqrt(9 Q - 0.1^2 16 Q) / 100 S."""
    parts = embedded.crosswalk().filter(geo_level=level).filter(pl.col("share") > 0)
    weights = parts.group_by("geoid").agg(
        s=pl.col("share").sum(), q=(pl.col("share") ** 2).sum(), is_whole=(pl.col("share") == 1.0).all()
    )
    found = holdings.observations("uninsured", level, YEAR).join(weights, on="geoid", how="full")
    assert found.height == weights.height
    for row in found.iter_rows(named=True):
        assert row["estimate"] == pytest.approx(0.1)
        assert row["moe"] == pytest.approx(sqrt(8.84 * row["q"]) / (100 * row["s"]))
        assert row["estimate_kind"] == ("survey" if row["is_whole"] else "modelled")


def test_one_area_has_all_that_the_map_of_its_kind_has(pulled_tracts: None):
    """What was added up for all neighborhoods is in the profile of each; the city's own stay."""
    found = holdings.observations_of_place("neighborhood", "BK0101").filter(vintage=YEAR)
    on_map = holdings.observations("uninsured", "neighborhood", YEAR).filter(geoid="BK0101")
    assert found.height == 1
    assert found.equals(on_map)
    shipped = embedded.observations_of_place("neighborhood", "BK0101")
    assert (
        holdings.observations_of_place("neighborhood", "BK0101")
        .filter(vintage=2023)
        .equals(shipped.filter(vintage=2023))
    )


def test_they_are_offered_in_their_year_and_medians_are_not(pulled_tracts: None):
    offer = cached.offer()
    assert offer.years("neighborhood", "uninsured", "all")[0] == YEAR
    assert "median_household_income" not in offer.indicators("neighborhood")
    assert holdings.observations("median_household_income", "neighborhood", YEAR).is_empty()


def test_their_origin_is_the_survey_of_the_tracts(pulled_tracts: None):
    origin = cached.source("uninsured", "neighborhood", YEAR, "all")
    assert [each.id for each in origin.sources] == ["acs5"]
    assert len(origin.retrieved) == 1
    assert len(pulled.requests("uninsured", "neighborhood", YEAR)) == 1


def test_what_the_city_publishes_itself_stays():
    assert city.available().is_empty()
    assert holdings.observations("uninsured", "neighborhood", 2023).equals(
        embedded.observations("uninsured", "neighborhood", 2023)
    )
