"""Counties turned into rows, and added up to states and the nation, on drawn tables."""

import polars as pl

from data_loaders.pack._counties import rows_of, with_states_and_nation
from equity.tables import validated


def table():
    """Two counties of one state, one of another, and one of Puerto Rico, with the variables of 2019."""
    return pl.DataFrame(
        {
            "geoid": ["01001", "01003", "02013", "72001"],
            "B01003_001E": [100.0, 300.0, 50.0, 80.0],
            "B17001_002E": [10.0, 60.0, 5.0, 40.0],
            "B17001_001E": [100.0, 300.0, 50.0, 80.0],
            "B19013_001E": [40_000.0, 50_000.0, -666_666_666.0, 20_000.0],
            "B28002_004E": [30.0, 90.0, 20.0, 10.0],
            "B28002_001E": [40.0, 100.0, 20.0, 30.0],
            "B23025_005E": [2.0, 8.0, 1.0, 9.0],
            "B23025_003E": [50.0, 150.0, 25.0, 30.0],
        }
    )


def rows():
    return rows_of(
        table(), source_id="county_acs_2019", vintage=2019, kind="survey", moe_method="not_available"
    )


def value(frame: pl.DataFrame, indicator: str, geoid: str) -> dict[str, object]:
    return frame.filter(indicator=indicator, geoid=geoid).row(0, named=True)


def test_a_share_a_remainder_and_a_count():
    """10 of 100 in poverty; 10 of 40 households without broadband; 100 residents."""
    assert value(rows(), "poverty", "01001")["estimate"] == 0.1
    without = value(rows(), "no_broadband", "01001")
    assert (without["estimate"], without["numerator"]) == (0.25, 10)
    residents = value(rows(), "residents", "01001")
    assert (residents["estimate"], residents["numerator"], residents["denominator"]) == (100, None, None)


def test_a_census_code_is_a_reason_and_no_number():
    income = value(rows(), "median_household_income", "02013")
    assert (income["estimate"], income["estimate_kind"]) == (None, "too_few_sampled")


def test_states_and_the_nation_are_sums_and_the_nation_is_without_puerto_rico():
    """State 01: 70 of 400 in poverty, 17.5 %. Nation: 75 of 450, 16.6667 %."""
    summed = with_states_and_nation(rows())
    state, nation = value(summed, "poverty", "01"), value(summed, "poverty", "us")
    assert (state["geo_level"], state["estimate"], state["numerator"]) == ("state", 0.175, 70)
    assert (nation["geo_level"], nation["estimate"], nation["denominator"]) == ("nation", 0.166667, 450)
    assert value(summed, "residents", "us")["estimate"] == 450
    assert value(summed, "poverty", "72")["estimate"] == 0.5


def test_medians_are_never_added():
    summed = with_states_and_nation(rows())
    assert {*summed.filter(indicator="median_household_income")["geo_level"]} == {"county"}


def test_the_rows_keep_the_schema():
    assert validated(with_states_and_nation(rows()), source="drawn counties").height == 5 * 4 + 4 * (3 + 1)
