"""Two kinds of not knowing: values that are unsure, and values that are absent."""

import polars as pl
import pytest

from components import certainty

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
