"""Missing, unasked, uninhabited and zero are four different things in the committed pack."""

import polars as pl
import pytest

from data_loaders import embedded
from equity.indicators import INDICATORS
from equity.tables import validated

NYC_LEVELS = (
    "city",
    "borough",
    "community_district",
    "council_district",
    "council_district_2013",
    "neighborhood",
    "zcta",
    "police_precinct",
    "school_district",
)


@pytest.mark.parametrize("file", ["nyc_acs.parquet", "us_indicators.parquet"])
def test_the_committed_tables_keep_the_schema(file):
    frame = pl.read_parquet(embedded.PACK / file)
    assert validated(frame, source=file).equals(frame)


def test_every_declared_indicator_is_in_the_pack_and_the_reverse():
    declared = {each.id for each in INDICATORS.values() if {*each.columns} & {*embedded.sources()}}
    assert {*embedded.available()["indicator"]} == declared


def test_every_declared_source_of_an_indicator_is_in_the_pack_and_the_reverse():
    declared = {
        (each.id, source)
        for each in INDICATORS.values()
        for source in each.columns
        if source in embedded.sources()
    }
    pairs = [
        pl.read_parquet(embedded.PACK / file, columns=["indicator", "source_id"]).unique()
        for file in ("nyc_acs.parquet", "us_indicators.parquet")
    ]
    assert {*pl.concat(pairs).iter_rows()} == declared


def test_new_york_city_has_fifty_three_indicators_or_more_for_every_area_in_2023():
    found = embedded.available().filter(pl.col("vintage") == 2023, pl.col("geo_level").is_in(NYC_LEVELS))
    counts = found.group_by("geo_level").agg(pl.col("indicator").n_unique())
    assert {*counts["geo_level"]} == {*NYC_LEVELS}
    assert counts["indicator"].min() >= 53


def test_a_share_where_nobody_lives_is_absent_and_not_zero():
    """47 neighborhoods without residents in 2023, whether the share is of people or of households."""
    for indicator_id in ("poverty", "snap", "uninsured"):
        rows = embedded.observations(indicator_id, "neighborhood", 2023)
        nobody = rows.filter(estimate_kind="no_residents")
        assert (nobody.height, nobody["estimate"].null_count()) == (47, 47)


def test_a_zero_has_a_value_and_no_margin():
    """No household without a telephone in the sample does not mean that none lives there."""
    zeros = embedded.observations("no_telephone", "neighborhood", 2023).filter(estimate=0)
    assert zeros.height > 0
    assert zeros["moe_method"].unique().to_list() == ["not_estimable"]
    assert zeros["moe"].null_count() == zeros.height


def test_people_in_an_area_without_households_are_not_called_absent():
    """Where people live but no household does, a share of households is not published."""
    snap = embedded.observations("snap", "neighborhood", 2023).filter(estimate_kind="not_published")
    people = embedded.observations("residents", "neighborhood", 2023).join(snap.select("geoid"), on="geoid")
    assert people.height > 0
    assert people["estimate"].min() > 0


def test_only_surveyed_areas_have_counts_without_sampling_error():
    """The Bureau fixes a borough's total to the official count: its margin is 0 by design."""
    borough = embedded.observations("residents", "borough", 2023)
    assert borough["estimate_kind"].unique().to_list() == ["controlled"]
    assert borough["moe"].unique().to_list() == [0]
    controlled = pl.read_parquet(embedded.PACK / "nyc_acs.parquet").filter(moe_method="controlled")
    assert {*controlled["geo_level"]} == {"city", "borough"}


def test_rents_of_too_few_homes_are_absent_and_a_top_value_is_open():
    """52 counties have the code -666666666, and one has the top value, 3,501."""
    rents = embedded.observations("median_rent_2_bedrooms", "county", 2023)
    few = rents.filter(estimate_kind="too_few_sampled")
    assert (few.height, few["estimate"].null_count()) == (52, 52)
    assert rents.filter(estimate_kind="open_ended_high")["estimate"].to_list() == [3501]
    assert rents["estimate"].min() > 0


def test_islands_where_nobody_lives_have_no_rural_urban_code():
    """Rose Island (60030) and the Northern Islands (69085)."""
    empty = embedded.observations("rural_urban_code", "county", 2013).filter(pl.col("estimate").is_null())
    assert empty["geoid"].to_list() == ["60030", "69085"]
    assert empty["estimate_kind"].unique().to_list() == ["no_residents"]


def test_three_groups_hold_every_resident_of_a_county():
    rows = embedded.observations("residents_by_race_ethnicity", "county", 2023).filter(
        pl.col("group").is_in(["hispanic", "white_not_hispanic", "everyone_else"])
    )
    sums = rows.group_by("geoid").agg(pl.col("numerator").sum(), pl.col("denominator").first())
    assert sums.height == 3_144
    assert (sums["numerator"] == sums["denominator"]).all()


@pytest.mark.parametrize("indicator_id", ["unemployment", "rent_burden_30", "no_high_school_diploma"])
def test_derived_shares_of_2023_have_margins_in_every_borough(indicator_id):
    rows = embedded.observations(indicator_id, "borough", 2023)
    assert rows["moe_method"].unique().to_list() == ["proportion"]
    assert rows["moe"].min() > 0


def test_unemployment_is_the_sources_own_rate():
    """The city's file gives 11.11 % for the Bronx and 7.01 % for Manhattan in 2023."""
    rows = embedded.observations("unemployment", "borough", 2023)
    found = {row["geoid"]: round(100 * row["estimate"], 2) for row in rows.iter_rows(named=True)}
    assert (found["36005"], found["36061"]) == (11.11, 7.01)
