"""Two kinds of not knowing: values that are unsure, and values that are absent."""

import polars as pl
import pytest

from components import certainty
from equity.geography import level
from equity.indicators import indicator

WORDS = {"one": "neighborhood", "many": "neighborhoods"}


def test_sure_and_unsure_values_are_counted():
    states = ["reliable"] * 2 + ["caution"] + ["unreliable"] * 3 + ["suppressed"]
    assert certainty.how_sure(pl.DataFrame({"reliability": states}), many="neighborhoods") == (
        "Of 6 values for neighborhoods, 2 are reliable, 1 uncertain (use with caution) and "
        "3 too uncertain to rely on."
    )


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        (["reliable"] * 1_200, "All 1,200 values for counties are reliable."),
        (["reliable"], "The one value is reliable."),
        (
            ["reliable", "caution"],
            "Of 2 values for counties, 1 is reliable and 1 uncertain (use with caution).",
        ),
        (
            ["no_margin"] * 2,
            "Both values for counties are given without a margin of error, so nobody can say how sure.",
        ),
        (["suppressed"], ""),
    ],
)
def test_one_and_all_read_as_sentences(states, expected):
    assert certainty.how_sure(pl.DataFrame({"reliability": states}), many="counties") == expected


SPREAD = (
    "modeled: survey estimates of other areas were spread over these by where people live, and the margins "
    "do not say how sure that step is."
)


def of_kinds(*kinds: str) -> pl.DataFrame:
    return pl.DataFrame(
        {"estimate": [None if kind == "suppressed" else 0.1 for kind in kinds], "estimate_kind": kinds}
    )


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [
        (["modelled"] * 59, f"All are {SPREAD}"),
        (["modelled"] * 2, f"Both are {SPREAD}"),
        (["modelled"], f"It is {SPREAD}"),
        (["modelled", "survey", "suppressed"], f"1 of them is {SPREAD}"),
        (["modelled", "modelled", "survey"], f"2 of them are {SPREAD}"),
        (["survey", "suppressed"], ""),
    ],
)
def test_areas_over_which_numbers_were_spread_say_so(kinds, expected):
    assert certainty.modeled(of_kinds(*kinds), level("community_district")) == expected


def test_what_a_source_worked_out_for_counties_is_called_modeled():
    assert certainty.modeled(of_kinds("modelled", "modelled", "survey"), level("county")) == (
        "2 of them are modeled: the source worked them out from data about other places or years too."
    )


def test_bounds_are_not_taken_for_values():
    """3,501 stands for "$3,500 or more", 2,499 for "$2,500 or less"."""
    rent = indicator("median_rent_2_bedrooms")
    rents = pl.DataFrame(
        {
            "estimate": [3_501.0, 900.0, 3_501.0, 2_499.0],
            "estimate_kind": ["open_ended_high", "survey", "open_ended_high", "open_ended_low"],
        }
    )
    assert certainty.open_ended(rents, rent) == (
        "3 values are only a bound: the survey publishes “$2,500 or less” and “$3,500 or more” there."
    )
    assert certainty.open_ended(rents.head(2), rent) == (
        "1 value is only a bound: the survey publishes “$3,500 or more” there."
    )
    assert certainty.open_ended(rents.filter(estimate_kind="survey"), rent) == ""


def test_what_is_missing_is_named_with_its_reasons_and_its_people():
    """An empty park, and 1,204 + 36 = 1,240 people whose value is withheld or unsampled."""
    table = pl.DataFrame(
        {
            "reliability": ["reliable", "no_residents", "suppressed", "too_few_sampled"],
            "residents": [5_000, 0, 1_204, 36],
        }
    )
    assert certainty.missing(table, **WORDS).replace("\u00a0", " ") == (
        "3 neighborhoods have no value (1 because nobody lives here; 1 because too few people "
        "were sampled; 1 withheld to protect the privacy of few people). 1,240 people live there."
    )


def test_people_who_cannot_be_counted_are_not_counted_as_none():
    table = pl.DataFrame(
        {"reliability": ["not_published"], "residents": [None]}, schema_overrides={"residents": pl.Int64}
    )
    assert certainty.missing(table, **WORDS) == (
        "1 neighborhood has no value (1 because the source publishes nothing here)."
    )


def test_where_nobody_lives_nobody_is_missing():
    table = pl.DataFrame({"reliability": ["no_residents"], "residents": [0]})
    assert certainty.missing(table, **WORDS) == ("1 neighborhood has no value (1 because nobody lives here).")


def test_nothing_is_said_when_nothing_is_missing():
    assert certainty.missing(pl.DataFrame({"reliability": ["reliable"]}), **WORDS) == ""
