"""Twelve ways in which the sources mislead, and how the committed pack keeps each from the reader."""

from pathlib import Path

import polars as pl
import pytest

from data_loaders import embedded
from equity import geography, rates
from equity.indicators import INDICATORS, indicator

ROOT = Path(__file__).parents[2]
PERIODS = (2011, 2016, 2023)
SCALED = ("community_district", "council_district", "police_precinct", "school_district")
ONCE = (
    "hispanic",
    "white_not_hispanic",
    "black_not_hispanic",
    "asian_not_hispanic",
    "aian_not_hispanic",
    "nhpi_not_hispanic",
    "other_not_hispanic",
    "two_or_more_not_hispanic",
)


def nyc(indicator_id: str, level: str, year: int) -> pl.DataFrame:
    return embedded.observations(indicator_id, level, year)


@pytest.mark.parametrize("year", PERIODS)
@pytest.mark.parametrize("level", ["city", "borough", "neighborhood"])
def test_1_groups_add_up_although_the_codes_of_the_bureau_move(level, year):
    """By code, "Hispanic" of 2023 is "Native Hawaiian" of 2016; by label, the eight groups hold everybody."""
    groups = nyc("residents_by_race_ethnicity", level, year).filter(
        pl.col("group").is_in(ONCE), pl.col("estimate").is_not_null()
    )
    sums = groups.group_by("geoid").agg(pl.col("numerator").sum(), pl.col("denominator").first())
    # Modeled areas are rounded group by group; surveyed ones fit to the person.
    is_modeled = level == "neighborhood" and year < 2023
    assert round(sums["numerator"].sum() / sums["denominator"].sum(), 4) == 1
    assert is_modeled or (sums["numerator"] == sums["denominator"]).all()
    if level == "borough":
        bronx = groups.filter(geoid="36005", group="hispanic")["estimate"].item()
        assert 0.50 < bronx < 0.60


@pytest.mark.parametrize("topic", ["coverage", "disability"])
def test_2_insurance_and_disability_begin_in_2016(topic):
    for each in (one for one in INDICATORS.values() if one.topic == topic and "nyc_acs" in one.columns):
        assert embedded.vintages(each.id, "neighborhood") == [2016, 2023]
        missing = nyc(each.id, "borough", 2011)
        assert missing["estimate_kind"].unique().to_list() == ["not_asked"]
        assert missing["estimate"].null_count() == missing.height == 5


@pytest.mark.parametrize("indicator_id", ["no_broadband", "no_computer"])
def test_3_zeros_of_2016_are_no_data(indicator_id):
    """The source writes 0 households with broadband, which would read as 100 % without."""
    found = nyc(indicator_id, "neighborhood", 2016)
    assert found["estimate_kind"].unique().to_list() == ["not_asked"]
    assert found["estimate"].null_count() == found.height == 262
    assert embedded.vintages(indicator_id, "neighborhood") == [2023]


def test_4_scaled_areas_are_marked_as_modeled():
    """Districts and precincts add up to 8,803,575 people where the city has 8,516,202: 3.37 % too many."""
    for level in SCALED:
        found = nyc("poverty", level, 2023).drop_nulls("estimate")
        assert found["estimate_kind"].unique().to_list() == ["modelled"]
        people = nyc("residents", level, 2023)["estimate"].sum()
        assert people / 8_516_202 == pytest.approx(1.0337, abs=0.0001)
    for level in ("borough", "neighborhood"):
        assert "modelled" not in nyc("poverty", level, 2023)["estimate_kind"].to_list()
        assert nyc("residents", level, 2023)["estimate"].sum() == 8_516_202
    assert "modelled" in nyc("poverty", "neighborhood", 2016)["estimate_kind"].to_list()
    assert any("3 %" in caveat for caveat in indicator("residents").caveats)


def test_5_published_margins_are_kept_although_two_rules_made_them():
    """By the Bureau's rule in boroughs; the count's margin over the denominator, wider, in modeled areas."""
    for row in nyc("uninsured", "borough", 2023).iter_rows(named=True):
        by_rule = rates.moe_of_proportion(
            row["numerator"], row["numerator_moe"], row["denominator"], row["denominator_moe"]
        )
        assert row["moe_method"] == "published"
        assert row["moe"] == pytest.approx(by_rule, abs=0.00006)
    modeled = nyc("uninsured", "council_district", 2023)
    assert modeled["moe_method"].unique().to_list() == ["published"]
    simple = modeled["numerator_moe"] / modeled["denominator"]
    assert (modeled["moe"] - simple).abs().max() < 0.00006


def test_6_tiny_areas_are_unreliable_and_institutions_are_marked():
    """In parks a share can exceed 100 %, and Rikers and Randall's Islands top the list of the uninsured."""
    tiny = nyc("poverty", "neighborhood", 2023).filter(pl.col("denominator").is_between(1, 99))
    assert tiny.height > 0
    assert rates.of(indicator("poverty"), tiny.drop_nulls("estimate"))["reliability"].unique().to_list() == [
        "unreliable"
    ]
    places = embedded.places("neighborhood", 2023)
    institutional = places.filter("is_institutional")["geoid"].to_list()
    assert {"QN0151", "MN1191", "QN8381", "BK0771"} <= {*institutional}  # Rikers, Randall's, JFK, Green-Wood
    assert "QN0303" not in institutional
    ranked = nyc("uninsured", "neighborhood", 2023).filter(
        ~pl.col("geoid").is_in(institutional), pl.col("denominator") >= rates.DENOMINATOR_FLOOR
    )
    assert ranked.sort("estimate")["geoid"][-1] == "QN0303"
    assert ranked["estimate"].max() <= 1


def test_7_no_state_has_anothers_population():
    """A file of policyengine-us gives Vermont 5,893,718 residents; it is never opened."""
    residents = dict(embedded.places("state", 2023).select("name", "residents").iter_rows())
    assert residents["California"] > 38e6
    assert residents["Vermont"] < 0.7e6
    assert residents["California"] == max(value for value in residents.values() if value)
    builder = (path.read_text(encoding="utf-8") for path in (ROOT / "data_loaders" / "pack").glob("*.py"))
    assert not any("populations/by_state" in text for text in builder)


def test_8_spending_is_macpacs_and_not_kffs():
    """Washington (53) in 2023: 19.50 billion by MACPAC, 29.20 by KFF."""
    paid = (
        embedded.medicaid()
        .filter(state_geoid="53", year=2023)
        .filter(pl.col("measure").is_in(["spending_federal", "spending_state"]))
    )
    assert round(paid["value"].sum() / 1e9, 2) == 19.50
    assert paid["source_id"].unique().to_list() == ["medicaid_macstats"]


def test_9_spending_and_enrollment_of_expansion_adults_are_of_different_years():
    adults = embedded.medicaid().filter(eligibility_group="expansion_adults")
    assert adults.filter(measure="spending")["year"].unique().to_list() == [2023]
    assert adults.filter(measure="enrollment")["year"].unique().to_list() == [2022]
    assert any("approximate" in caveat for caveat in embedded.source("medicaid_macstats").caveats)


def unmatched(indicator_id: str, year: int) -> list[str]:
    places = embedded.places("county", geography.boundary_vintage("county", year))
    joined = geography.join(embedded.observations(indicator_id, "county", year), places)
    return sorted(each.geoid for each in joined.without_shape)


def test_10_connecticut_is_drawn_by_the_counties_its_data_have():
    """Counties up to 2021, planning regions from 2022; HUD's file of 2024 is late, and the join says so."""
    islands = ["60999", "69999"]  # one code for a whole territory
    for indicator_id, year in (("poverty", 2019), ("residents", 2023), ("median_rent_2_bedrooms", 2023)):
        assert unmatched(indicator_id, year) == []
    counties = [f"09{number:03}" for number in range(1, 16, 2)]
    assert unmatched("hud_area_median_income", 2024) == [*counties, "29056", *islands]
    assert unmatched("hud_area_median_income", 2025) == ["29056", *islands]
    old = {*embedded.places("county", 2017).filter(state_geoid="09")["geoid"]}
    new = {*embedded.places("county", 2023).filter(state_geoid="09")["geoid"]}
    assert old == {*counties}
    assert new == {f"09{number:03}" for number in range(110, 200, 10)}
    assert "02261" in embedded.places("county", 2017)["geoid"].to_list()
    assert {"02063", "02066"} <= {*embedded.places("county", 2023)["geoid"]}


def test_11_counties_without_margins_say_so_and_have_no_interval():
    for indicator_id, year in (("poverty", 2019), ("residents_by_race_ethnicity", 2023)):
        rows = embedded.observations(indicator_id, "county", year)
        assert rows["moe"].null_count() == rows.height
        assert rows["moe_method"].unique().to_list() == ["not_available"]
    sure = rates.of(indicator("poverty"), embedded.observations("poverty", "county", 2019))
    assert sure["low"].null_count() == sure["high"].null_count() == sure.height
    # Kalawao County's 85 people are too few for a share.
    assert set(sure["reliability"]) <= {"no_margin", "unreliable"}


def test_12_placeholders_are_no_numbers():
    """A matching share of 0 only fills the list before 2017; minus infinity means that nobody is covered."""
    facts = embedded.medicaid()
    assert facts.filter(measure="fmap")["value"].min() == 0.5
    assert facts["value"].is_finite().all(ignore_nulls=True)
    empty = facts.filter(pl.col("value").is_null())
    assert {*empty["status"]} == {"not_covered", "not_published"}
    assert {*facts.filter(pl.col("value").is_not_null())["status"]} == {"published", "derived"}
