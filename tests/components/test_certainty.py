"""Two kinds of not knowing: values that are unsure, and values that are absent."""

import polars as pl

from components import certainty

WORDS = {"one": "neighborhood", "many": "neighborhoods"}


def test_sure_and_unsure_values_are_counted():
    table = pl.DataFrame({"reliability": ["reliable", "reliable", "caution", "unreliable", "suppressed"]})
    assert certainty.how_sure(table, **WORDS) == (
        "2 neighborhoods are reliable; 1 neighborhood is uncertain: use it with caution; "
        "1 neighborhood is unreliable: too uncertain to rely on."
    )


def test_what_is_missing_is_named_with_its_reasons_and_its_people():
    """An empty park, and 1,204 + 36 = 1,240 people whose value is withheld or unsampled."""
    table = pl.DataFrame(
        {
            "reliability": ["reliable", "no_residents", "suppressed", "too_few_sampled"],
            "residents": [5_000, 0, 1_204, 36],
        }
    )
    assert certainty.missing(table, **WORDS).replace("\u00a0", " ") == (
        "3 neighborhoods have no value (1 absent because nobody lives here; 1 absent because too few people "
        "were sampled; 1 withheld to protect the privacy of few people). 1,240 people live there."
    )


def test_people_who_cannot_be_counted_are_not_counted_as_none():
    table = pl.DataFrame(
        {"reliability": ["not_published"], "residents": [None]}, schema_overrides={"residents": pl.Int64}
    )
    assert certainty.missing(table, **WORDS) == (
        "1 neighborhood has no value (1 absent because the source publishes nothing here)."
    )


def test_where_nobody_lives_nobody_is_missing():
    table = pl.DataFrame({"reliability": ["no_residents"], "residents": [0]})
    assert certainty.missing(table, **WORDS) == (
        "1 neighborhood has no value (1 absent because nobody lives here)."
    )


def test_nothing_is_said_when_nothing_is_missing():
    assert certainty.missing(pl.DataFrame({"reliability": ["reliable"]}), **WORDS) == ""
    assert certainty.how_sure(pl.DataFrame({"reliability": ["suppressed"]}), **WORDS) == ""
