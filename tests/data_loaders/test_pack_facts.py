"""The committed pack says what its sources publish: figures read in the sources' own files."""

import polars as pl
import pytest

from data_loaders import embedded
from equity import rates

BRONX, BROOKLYN, QUEENS, NEW_YORK, MISSISSIPPI = "36005", "36047", "36081", "36", "28"
Z_90 = 1.645


def row(indicator: str, level: str, year: int, geoid: str, group: str = "all") -> dict[str, float]:
    found = embedded.observations(indicator, level, year).filter(geoid=geoid, group=group)
    return found.row(0, named=True)


def percent(share: float) -> float:
    return round(100 * share, 2)


def medicaid(measure: str, year: int, group: str = "all") -> pl.DataFrame:
    return embedded.medicaid().filter(measure=measure, year=year, eligibility_group=group)


def of_state(measure: str, year: int, state: str, group: str = "all") -> float:
    return medicaid(measure, year, group).filter(state_geoid=state)["value"].item()


def per_enrollee(group: str) -> pl.DataFrame:
    """Spending for each enrollee of a group in 2022, for states where both are published."""
    spending = medicaid("spending", 2022, group).select("state_geoid", spent="value")
    enrolled = medicaid("enrollment", 2022, group).select("state_geoid", enrolled="value")
    both = spending.join(enrolled, on="state_geoid").drop_nulls()
    return both.with_columns(each=pl.col("spent") / pl.col("enrolled"))


def test_1_uninsured_in_the_bronx_in_2023():
    """102,472 people, give or take 3,344; 7.31 %, give or take 0.24."""
    bronx = row("uninsured", "borough", 2023, BRONX)
    assert (bronx["numerator"], bronx["numerator_moe"]) == (102_472, 3_344)
    assert (percent(bronx["estimate"]), percent(bronx["moe"])) == (7.31, 0.24)


def test_2_uninsured_in_the_bronx_fell_from_2016_by_more_than_chance():
    """174,043 people, 12.30 % give or take 0.30; the fall of 4.99 points is z = -21.4."""
    before, after = (row("uninsured", "borough", year, BRONX) for year in (2016, 2023))
    assert before["numerator"] == 174_043
    assert (percent(before["estimate"]), percent(before["moe"])) == (12.30, 0.30)
    assert percent(after["estimate"] - before["estimate"]) == -4.99
    z = rates.z_of_difference(after["estimate"], after["moe"], before["estimate"], before["moe"])
    assert z == pytest.approx(-21.4, abs=0.1)


def test_3_uninsured_in_queens_in_2016_and_2023():
    assert percent(row("uninsured", "borough", 2016, QUEENS)["estimate"]) == 13.89
    assert percent(row("uninsured", "borough", 2023, QUEENS)["estimate"]) == 8.52


def test_4_uninsured_in_the_city_in_2023():
    """543,446 civilians outside institutions; 6.42 %, give or take 0.11."""
    city = row("uninsured", "city", 2023, "nyc")
    assert city["numerator"] == 543_446
    assert (percent(city["estimate"]), percent(city["moe"])) == (6.42, 0.11)


def test_5_residents_of_the_city_in_2023():
    assert row("residents", "city", 2023, "nyc")["estimate"] == 8_516_202


def test_6_poverty_in_the_bronx_in_three_periods():
    found = [percent(row("poverty", "borough", year, BRONX)["estimate"]) for year in (2011, 2016, 2023)]
    assert found == [28.48, 30.53, 26.95]


def neighborhoods_of_5000() -> pl.DataFrame:
    """Uninsured in 2023 in neighborhoods where 5,000 people or more live."""
    places = embedded.places("neighborhood", 2023).filter(pl.col("residents") >= 5_000).select("geoid")
    return embedded.observations("uninsured", "neighborhood", 2023).join(places, on="geoid").sort("estimate")


def test_7_most_uninsured_are_in_north_corona():
    """9,930 people, 25.03 % give or take 3.35; the CV of the count is 9.07 %."""
    corona = neighborhoods_of_5000().row(-1, named=True)
    assert (corona["geoid"], corona["numerator"]) == ("QN0303", 9_930)
    assert (percent(corona["estimate"]), percent(corona["moe"])) == (25.03, 3.35)
    assert percent(corona["numerator_moe"] / Z_90 / corona["numerator"]) == pytest.approx(9.07, abs=0.01)


def test_8_fewest_uninsured_are_in_brooklyn_heights_and_that_is_uncertain():
    """395 people, 1.58 % give or take 0.82; the CV of the count is 31.7 %."""
    heights = neighborhoods_of_5000().row(0, named=True)
    assert (heights["geoid"], heights["numerator"]) == ("BK0201", 395)
    assert (percent(heights["estimate"]), percent(heights["moe"])) == (1.58, 0.82)
    assert percent(heights["numerator_moe"] / Z_90 / heights["numerator"]) == pytest.approx(31.7, abs=0.1)


def test_9_poverty_by_council_district():
    """District 17 has the highest share, 34.81 % give or take 2.33; district 51 the lowest, 6.89 %."""
    districts = embedded.observations("poverty", "council_district", 2023).sort("estimate")
    lowest, highest = districts.row(0, named=True), districts.row(-1, named=True)
    assert (highest["geoid"], percent(highest["estimate"]), percent(highest["moe"])) == ("17", 34.81, 2.33)
    assert (lowest["geoid"], percent(lowest["estimate"])) == ("51", 6.89)


def test_10_two_packages_agree_on_hispanic_residents_of_the_bronx():
    """779,093 of 1,419,250, 54.89 %, in the city's file and in the counties' file."""
    as_borough = row("residents_by_race_ethnicity", "borough", 2023, BRONX, "hispanic")
    as_county = row("residents_by_race_ethnicity", "county", 2023, BRONX, "hispanic")
    for found in (as_borough, as_county):
        assert (found["numerator"], found["denominator"]) == (779_093, 1_419_250)
        assert percent(found["estimate"]) == 54.89


def test_11_neighborhoods_without_residents():
    residents = embedded.observations("residents", "neighborhood", 2023)
    assert (residents.height, residents.filter(estimate=0).height) == (262, 47)


def test_12_poverty_and_income_of_bronx_county_in_2019():
    poverty = row("poverty", "county", 2019, BRONX)
    assert (poverty["numerator"], poverty["denominator"]) == (392_172, 1_400_341)
    assert percent(poverty["estimate"]) == 28.01
    assert row("median_household_income", "county", 2019, BRONX)["estimate"] == 40_088


def test_13_highest_county_poverty_outside_puerto_rico():
    """46121 (Todd County, South Dakota): 55.45 % of 10,070 people."""
    counties = embedded.observations("poverty", "county", 2019).filter(~pl.col("geoid").str.starts_with("72"))
    highest = counties.sort("estimate").row(-1, named=True)
    assert (highest["geoid"], percent(highest["estimate"]), highest["denominator"]) == (
        "46121",
        55.45,
        10_070,
    )


def test_14_residents_of_the_nation_in_2023():
    counties = embedded.observations("residents", "county", 2023)
    assert (counties.height, counties["estimate"].sum()) == (3_144, 332_387_540)
    assert row("residents", "nation", 2023, "us")["estimate"] == 332_387_540


def test_15_federal_matching_shares_of_2026():
    """Mississippi has the highest, 76.90 %; ten states have the lowest the law allows, 50 %."""
    shares = medicaid("fmap", 2026)
    assert of_state("fmap", 2026, MISSISSIPPI) == 0.769 == shares["value"].max()
    assert shares.filter(value=0.5).height == 10
    assert shares["fiscal"].all()
    assert shares["since"].unique().to_list() == ["2025-10-01"]


def test_16_medicaid_spending_in_new_york_in_2023():
    """60.145 billion federal and 34.456 billion state, 94.601 in all, 63.6 % of it federal."""
    federal, state = (of_state(f"spending_{payer}", 2023, NEW_YORK) for payer in ("federal", "state"))
    assert (federal, state, federal + state) == (60.145e9, 34.456e9, 94.601e9)
    assert round(100 * federal / (federal + state), 1) == 63.6


def test_17_medicaid_enrollment_in_new_york_in_january_2023():
    assert of_state("enrollment", 2023, NEW_YORK) == 7_454_133


def test_18_spending_per_child():
    """3,403 in the nation, 3,550 in New York; from 2,325 in Nevada (32) to 5,949 in Rhode Island (44)."""
    children = per_enrollee("child").sort("each")
    assert round(children["spent"].sum() / children["enrolled"].sum()) == 3_403
    assert round(children.filter(state_geoid=NEW_YORK)["each"].item()) == 3_550
    assert (children["state_geoid"][0], round(children["each"][0])) == ("32", 2_325)
    assert (children["state_geoid"][-1], round(children["each"][-1])) == ("44", 5_949)


def test_19_spending_per_enrollee_with_a_disability():
    """24,033 in the nation; 13,365 in Alabama (01), 49,702 in Minnesota (27)."""
    people = per_enrollee("disabled").sort("each")
    assert round(people["spent"].sum() / people["enrolled"].sum()) == 24_033
    assert round(people.filter(state_geoid="01")["each"].item()) == 13_365
    assert round(people.filter(state_geoid="27")["each"].item()) == 49_702


def test_20_states_that_cover_no_adults_without_children():
    """Alabama, Florida, Georgia, Kansas, Mississippi, South Carolina, Tennessee, Texas, Wyoming."""
    without = medicaid("adult_income_limit", 2026).filter(status="not_covered")
    assert without["state_geoid"].to_list() == ["01", "12", "13", "20", "28", "45", "47", "48", "56"]
    assert without["value"].null_count() == 9


def test_21_states_with_60_days_of_coverage_after_birth():
    """Arkansas (05) and Wisconsin (55) at the end of 2025; Wisconsin moves to a year on 2026-06-01."""
    short = medicaid("postpartum_days", 2025).filter(value=60)
    assert short["state_geoid"].to_list() == ["05", "55"]
    wisconsin = medicaid("postpartum_days", 2026).filter(state_geoid="55").row(0, named=True)
    assert (wisconsin["value"], wisconsin["since"]) == (365, "2026-06-01")


def test_22_death_rate_of_the_bronx_in_2019():
    """11,145 deaths, 1,418,207 residents: 7.86 for each thousand."""
    deaths = row("death_rate", "county", 2019, BRONX)
    assert (deaths["numerator"], deaths["denominator"]) == (11_145, 1_418_207)
    assert round(deaths["estimate"], 2) == 7.86


def test_23_hud_median_income_of_the_bronx():
    found = [row("hud_area_median_income", "county", year, BRONX)["estimate"] for year in (2024, 2025, 2026)]
    assert found == [97_600, 103_000, 104_300]


def test_national_sums_are_the_bureaus_own_totals():
    """ACS 2015-2019, without Puerto Rico: 324,697,795 residents, 42,510,843 of 316,715,051 in poverty."""
    assert row("residents", "nation", 2019, "us")["estimate"] == 324_697_795
    poverty = row("poverty", "nation", 2019, "us")
    assert (poverty["numerator"], poverty["denominator"]) == (42_510_843, 316_715_051)
    assert round(100 * poverty["estimate"], 1) == 13.4


def test_a_state_is_the_sum_of_its_counties():
    """New York's people in poverty are those of its 62 counties."""
    counties = embedded.observations("poverty", "county", 2019).filter(pl.col("geoid").str.starts_with("36"))
    state = row("poverty", "state", 2019, NEW_YORK)
    assert counties.height == 62
    assert state["numerator"] == counties["numerator"].sum()
    assert state["estimate"] == pytest.approx(
        counties["numerator"].sum() / counties["denominator"].sum(), abs=1e-6
    )
