from math import isclose
from types import SimpleNamespace

import polars as pl
import pytest

from equity import comparison, rates
from equity.errors import InvalidParameter, UnknownPlace
from tests.equity.rows import rows

SHARE = SimpleNamespace(unit="share")


def rated(*changes):
    table = rates.of(SHARE, rows(*changes))
    return table.with_columns(name=pl.col("geoid"))


CORONA = {"geoid": "QN0303", "geo_level": "neighborhood", "estimate": 0.2503, "moe": 0.0335}
HEIGHTS = {"geoid": "BK0201", "geo_level": "neighborhood", "estimate": 0.0158, "moe": 0.0082}
CITY = {"geoid": "nyc", "geo_level": "city", "estimate": 0.0642, "moe": 0.0011, "denominator": 8_460_246.0}


def test_north_corona_is_higher_than_brooklyn_heights():
    """23.45 points apart; se = sqrt(3.35^2 + 0.82^2) / 1.645 = 2.0966, so z = 11.18; 90 %: +/- 3.449."""
    pair = comparison.compare(rated(CORONA, HEIGHTS)).row(0, named=True)
    assert (pair["geoid"], pair["other_geoid"], pair["verdict"]) == ("QN0303", "BK0201", "higher")
    assert isclose(pair["difference"], 0.2345)
    assert isclose(pair["z"], 11.18, abs_tol=0.01)
    assert isclose(pair["difference_low"], 0.2345 - 0.03449, abs_tol=1e-5)
    assert isclose(pair["difference_high"], 0.2345 + 0.03449, abs_tol=1e-5)
    assert not pair["is_nested"]


def test_a_part_of_an_area_is_compared_with_its_own_error_taken_out():
    """A borough of 40 of 100 people at 12 % (se 2 points) in a city at 10 % (se 1): variance
    4 (1 - 0.8) + 1 = 1.8, se 1.3416, z = 2 / 1.3416 = 1.491; as two samples sqrt 5 = 2.236. Log scale: w r =
    0.48, (2/12)^2 (1 - 0.96) + (1/10)^2 = 0.011111, root 0.10541; 1.2 exp(+- 0.1734) = 1.009, 1.427."""
    part = {"geo_level": "borough", "estimate": 0.12, "moe": 0.0329, "denominator": 40.0}
    area = {"geoid": "nyc", "geo_level": "city", "estimate": 0.10, "moe": 0.01645, "denominator": 100.0}
    pair = comparison.compare(rated(part, area), reference="nyc").row(0, named=True)
    assert pair["part"] == pytest.approx(0.4)
    assert pair["z"] == pytest.approx(1.491, abs=0.001)
    assert (pair["ratio_low"], pair["ratio_high"]) == pytest.approx((1.009, 1.427), abs=0.001)


def test_the_variance_is_never_below_that_of_the_part_itself():
    """w = 0.5, s_i = 4, s_P = 1: 16 (1 - 1) + 1 = 1 is less than (0.5 x 4)^2 = 4, so 4."""
    found = pl.select(comparison.variance_apart(pl.lit(4.0), pl.lit(1.0), pl.lit(0.5))).item()
    assert found == pytest.approx(4.0)


def test_a_place_that_is_all_of_its_area_cannot_be_told_from_it():
    all_of_it = {"estimate": 0.12, "moe": 0.02, "denominator": 100.0}
    area = {**all_of_it, "geoid": "11", "geo_level": "state"}
    pairs = comparison.compare(rated(all_of_it, area), reference="11")
    assert pairs["verdict"].to_list() == ["cannot tell apart"]


def test_against_the_parent_the_pair_is_marked_as_nested():
    pairs = comparison.compare(rated(CORONA, HEIGHTS, CITY), reference="nyc")
    assert pairs["verdict"].to_list() == ["higher", "lower"]
    assert pairs["other_geoid"].to_list() == ["nyc", "nyc"]
    assert pairs["is_nested"].all()


def test_what_overlaps_is_not_told_apart_whatever_the_order():
    """1 point apart with margins of 1 point each: z = 1.645 / sqrt 2 = 1.16."""
    a, b = {"geoid": "36005", "estimate": 0.11}, {"geoid": "36047", "estimate": 0.10}
    assert comparison.compare(rated(a, b))["verdict"].to_list() == ["cannot tell apart"]
    assert comparison.compare(rated(b, a))["verdict"].to_list() == ["cannot tell apart"]


def test_no_margin_and_no_value_are_two_different_verdicts():
    pairs = comparison.compare(
        rated(
            {"geoid": "36005"},
            {"geoid": "36047", "moe": None, "moe_method": "not_available"},
            {"geoid": "36061", "estimate": None, "moe": None, "estimate_kind": "no_residents"},
        )
    )
    assert pairs["verdict"].to_list() == [rates.CANNOT_BE_TESTED, comparison.NO_VALUE, comparison.NO_VALUE]
    assert pairs["difference_low"].null_count() == 3


def test_what_is_only_a_bound_has_no_difference_and_no_ratio():
    """Rents of "$3,500 or more" stand as 3,501: nobody knows how far that is from $2,014."""
    bound = {
        "estimate": 3_501.0,
        "moe": None,
        "moe_method": "not_available",
        "estimate_kind": "open_ended_high",
    }
    pairs = comparison.compare(
        rated({"geoid": "06003", **bound}, {"geoid": "06001", "estimate": 2_014.0, "moe": 30.0})
    )
    assert pairs["verdict"].to_list() == [comparison.ONLY_A_BOUND]
    assert pairs.select("difference", "ratio").row(0) == (None, None)


def test_six_places_make_fifteen_pairs_and_seven_are_too_many():
    six = [{"geoid": f"3600{number}"} for number in range(6)]
    assert comparison.compare(rated(*six)).height == 15
    with pytest.raises(InvalidParameter, match="at most 6"):
        comparison.compare(rated(*six, {"geoid": "36009"}))
    assert comparison.compare(rated(*six, {"geoid": "36", "geo_level": "state"}), reference="36").height == 6


def test_one_place_in_periods_that_share_years_has_a_smaller_error():
    """Holmes County, Bureau's handbook: 13.1 and 13.6 +/- 2.3, one year of five shared: z = -0.283."""
    pair = comparison.compare(
        rated(
            {"vintage": 2023, "estimate": 0.131, "moe": 0.023},
            {"vintage": 2019, "estimate": 0.136, "moe": 0.023},
        )
    )
    assert round(pair["z"][0], 3) == -0.283
    two_places = comparison.compare(
        rated(
            {"vintage": 2023, "estimate": 0.131, "moe": 0.023},
            {"geoid": "36047", "vintage": 2019, "estimate": 0.136, "moe": 0.023},
        )
    )
    assert round(two_places["z"][0], 3) == round(-0.283 * 0.8**0.5, 3)


def test_the_verdict_is_that_of_the_two_number_rule():
    for a, moe_a, b, moe_b in [(0.11, 0.01, 0.1, 0.005), (0.3, 0.1, 0.1, 0.1), (0.1, 0.02, 0.2, 0.01)]:
        pair = comparison.compare(
            rated({"estimate": a, "moe": moe_a}, {"geoid": "36047", "estimate": b, "moe": moe_b})
        )
        assert pair["verdict"][0] == rates.verdict(a, moe_a, b, moe_b)


def test_unlike_rows_and_unknown_references_are_refused():
    with pytest.raises(InvalidParameter, match="several values of indicator"):
        comparison.compare(rated({}, {"indicator": "poverty"}))
    with pytest.raises(UnknownPlace, match="36047 is not among"):
        comparison.compare(rated({}), reference="36047")
