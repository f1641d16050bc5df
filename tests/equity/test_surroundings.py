"""What the average member of a group lives among, and who is left out of that average."""

import polars as pl
import pytest

from equity import surroundings

PLACES = pl.DataFrame(
    {
        "geoid": ["a", "b", "c", "d"],
        "estimate": [0.2, 0.1, 0.0, None],
        "standard_error": [0.03, 0.04, None, None],
    },
    schema_overrides={"estimate": pl.Float64},
)
PEOPLE = pl.DataFrame(
    [
        ("a", "hispanic", 300.0),
        ("b", "hispanic", 100.0),
        ("c", "hispanic", 50.0),
        ("d", "hispanic", 25.0),
        ("a", "everyone_else", 100.0),
        ("b", "everyone_else", 300.0),
        ("a", "white_alone", 100.0),
    ],
    schema=["geoid", "group", "numerator"],
    orient="row",
)


def test_each_group_is_averaged_over_where_its_members_live():
    """(300 x 0.2 + 100 x 0.1) / 400 = 0.175, and for everyone else (100 x 0.2 + 300 x 0.1) / 400 = 0.125."""
    found = dict(surroundings.by_group(PLACES, PEOPLE).select("group", "estimate").iter_rows())
    assert found == pytest.approx({"everyone_else": 0.125, "hispanic": 0.175})


def test_the_margin_adds_up_the_places_margins():
    """sqrt((300 x 0.03)^2 + (100 x 0.04)^2) / 400 = sqrt(81 + 16) / 400 = 0.02462; times 1.645 = 0.0405."""
    row = surroundings.by_group(PLACES, PEOPLE).filter(group="hispanic").row(0, named=True)
    assert row["standard_error"] == pytest.approx(0.02462, abs=1e-5)
    assert row["high"] - row["estimate"] == pytest.approx(0.0405, abs=1e-4)


def test_residents_of_places_without_a_value_or_a_margin_are_counted_as_left_out():
    row = surroundings.by_group(PLACES, PEOPLE).filter(group="hispanic").row(0, named=True)
    assert (row["residents"], row["residents_left_out"]) == (400.0, 75.0)


def test_groups_that_overlap_others_are_left_aside():
    assert "white_alone" not in surroundings.by_group(PLACES, PEOPLE)["group"]


def test_without_margins_there_is_no_interval():
    bare = PLACES.with_columns(standard_error=pl.lit(None, dtype=pl.Float64))
    row = surroundings.by_group(bare, PEOPLE).filter(group="hispanic").row(0, named=True)
    assert (row["low"], row["reliability"]) == (None, "no_margin")
    assert row["residents"] == 450.0  # the zero of place c counts as a value here
