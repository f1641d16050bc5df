"""Tracts become areas by where their residents live; margins follow; medians do not."""

import polars as pl
import pytest

from equity.apportionment import apportioned
from equity.errors import InvalidParameter
from equity.tables import OBSERVATIONS

A, B, C = "36005000100", "36005000200", "36005000400"
CROSSWALK = pl.DataFrame(
    {
        "tract_geoid": [A, B, B, C],
        "geo_level": ["council_district"] * 4,
        "geoid": ["1", "1", "2", "2"],
        "share": [1.0, 0.6, 0.4, 1.0],
    }
)


def tracts(*rows: dict) -> pl.DataFrame:
    usual = {
        "geo_level": "tract",
        "vintage": 2023,
        "indicator": "poverty",
        "group": "all",
        "estimate_kind": "survey",
        "moe_method": "proportion",
        "source_id": "acs5",
    }
    return pl.DataFrame([{**usual, **row} for row in rows], schema=OBSERVATIONS)


def share(geoid: str, n: float, n_moe: float, d: float, d_moe: float, **other: object) -> dict:
    numbers = {"numerator": n, "numerator_moe": n_moe, "denominator": d, "denominator_moe": d_moe}
    return {"geoid": geoid, "estimate": n / d if d else None, "moe": 0.01 if d else None, **numbers, **other}


def test_a_split_tract_gives_each_area_its_residents_share():
    """District 1: A wholly, B to 60 %. 100 + 0.6 x 50 = 130 poor of 1,000 + 0.6 x 500 = 1,300: 10 %.

    Margins: sqrt(40^2 + (0.6 x 30)^2) = 43.863; sqrt(60^2 + (0.6 x 50)^2) = 67.082; of the share
    sqrt(43.863^2 - 0.1^2 x 67.082^2) / 1,300 = sqrt(1,924 - 45) / 1,300 = 43.347 / 1,300 = 3.3344 %.
    """
    found = apportioned(
        tracts(share(A, 100, 40, 1000, 60), share(B, 50, 30, 500, 50), share(C, 0, 12, 800, 70)),
        CROSSWALK,
        level="council_district",
    ).row(0, named=True)
    assert (found["geoid"], found["geo_level"], found["estimate_kind"]) == (
        "1",
        "council_district",
        "modelled",
    )
    assert (found["numerator"], found["denominator"]) == (130, 1300)
    assert found["estimate"] == pytest.approx(0.1)
    assert found["numerator_moe"] == pytest.approx(43.863, abs=1e-3)
    assert found["moe"] == pytest.approx(0.033344, abs=1e-6)
    assert found["moe_method"] == "proportion"


def test_among_zeros_only_the_largest_margin_counts():
    """Nobody poor in either part of district 2: margins 0.4 x 30 = 12 and 15 count as 15, not 19.2."""
    found = apportioned(
        tracts(share(A, 1, 1, 1000, 60), share(B, 0, 30, 500, 50), share(C, 0, 15, 800, 70)),
        CROSSWALK,
        level="council_district",
    )
    assert found.row(1, named=True)["numerator_moe"] == pytest.approx(15)


def test_counts_are_added_and_whole_tracts_stay_as_surveyed():
    whole = CROSSWALK.with_columns(share=pl.lit(1.0)).filter(pl.col("geoid") == "1")
    rows = [
        {"geoid": geoid, "indicator": "residents", "estimate": n, "moe": moe, "moe_method": "published"}
        for geoid, n, moe in ((A, 1000.0, 30.0), (B, 500.0, 40.0))
    ]
    found = apportioned(tracts(*rows), whole, level="council_district").row(0, named=True)
    assert (found["estimate"], found["moe"], found["moe_method"]) == (1500, 50, "sum")
    assert (found["estimate_kind"], found["numerator"]) == ("survey", None)


def test_an_area_with_a_tract_that_has_no_value_has_none_and_says_why():
    absent = {"geoid": B, "estimate_kind": "too_few_sampled", "moe_method": "not_available"}
    found = apportioned(tracts(share(A, 100, 40, 1000, 60), absent), CROSSWALK, level="council_district")
    assert found["estimate"].to_list() == [None, None]
    assert found["estimate_kind"].to_list() == ["too_few_sampled", "too_few_sampled"]


def test_a_tract_that_is_not_there_at_all_leaves_its_areas_without_value():
    found = apportioned(tracts(share(A, 100, 40, 1000, 60)), CROSSWALK, level="council_district")
    assert found.select("geoid", "estimate", "estimate_kind").rows() == [("1", None, "not_published")]


def test_an_empty_tract_is_a_zero_and_an_empty_area_has_nobody():
    empty = {"estimate_kind": "no_residents", "moe_method": "not_available"}
    found = apportioned(
        tracts(share(A, 0, 12, 0, 12, **empty), share(B, 0, 12, 0, 12, **empty), share(C, 80, 12, 800, 12)),
        CROSSWALK,
        level="council_district",
    )
    assert found["estimate_kind"].to_list() == ["no_residents", "modelled"]
    assert found["estimate"].to_list() == [None, pytest.approx(0.1)]


def test_a_share_without_margins_keeps_its_value_and_says_it_has_none():
    found = apportioned(
        tracts(share(A, 100, 40, 1000, 60), {**share(B, 50, 0, 500, 50), "numerator_moe": None}),
        CROSSWALK,
        level="council_district",
    ).row(0, named=True)
    assert (found["estimate"], found["moe"], found["moe_method"]) == (
        pytest.approx(0.1),
        None,
        "not_available",
    )


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"indicator": "median_household_income"}, "Median household income: medians"),
        ({"indicator": "income_inequality"}, "cannot be added up"),
        ({"vintage": 2019}, "tracts of the 2010 census"),
    ],
)
def test_what_cannot_be_apportioned_is_refused(change, words):
    with pytest.raises(InvalidParameter, match=words):
        apportioned(tracts({**share(A, 1, 1, 10, 1), **change}), CROSSWALK, level="council_district")
    with pytest.raises(InvalidParameter, match="lead to"):
        apportioned(tracts(share(A, 1, 1, 10, 1)), CROSSWALK, level="county")
