"""The ends of a map are named only among values to rely on, and never ranked within chance."""

import polars as pl
import pytest

from equity.extremes import extremes


def _table(rows: list[tuple[str, float | None, float | None, str]], **more: list[int]) -> pl.DataFrame:
    schema = {
        "geoid": pl.String,
        "estimate": pl.Float64,
        "standard_error": pl.Float64,
        "reliability": pl.String,
    }
    return pl.DataFrame(rows, schema=schema, orient="row").with_columns(
        **{k: pl.Series(v) for k, v in more.items()}
    )


def test_a_wild_value_of_a_tiny_place_is_not_put_on_show():
    ends = extremes(
        _table([("a", 0.9, 0.5, "unreliable"), ("b", 0.3, 0.01, "reliable"), ("c", 0.1, 0.01, "reliable")])
    )
    assert ends is not None
    assert (ends.highest["geoid"], ends.lowest["geoid"], ends.judged) == ("b", "c", 2)


def test_who_is_within_chance_of_the_end_is_counted():
    """z = 0.02 / sqrt(0.01^2 + 0.01^2) = 1.41 < 1.645 for b against a; 0.20 / 0.0141 = 14 for c against a."""
    ends = extremes(
        _table([("a", 0.30, 0.01, "reliable"), ("b", 0.28, 0.01, "reliable"), ("c", 0.10, 0.01, "reliable")])
    )
    assert ends is not None
    assert ends.like_highest == 1


def test_without_margins_nothing_is_said_about_chance():
    ends = extremes(_table([("a", 0.3, None, "no_margin"), ("b", 0.2, None, "no_margin")]))
    assert ends is not None
    assert ends.like_highest is None


def test_without_margins_small_places_are_not_put_on_show():
    rows = [("tiny", 0.9, None, "no_margin"), ("a", 0.3, None, "no_margin"), ("b", 0.2, None, "no_margin")]
    ends = extremes(_table(rows, residents=[1_000, 20_000, 90_000]))
    assert ends is not None
    assert (ends.highest["geoid"], ends.judged, ends.least_people) == ("a", 2, 20_000)


def test_places_of_unknown_size_are_left_out_and_counted():
    rows = [(each, 0.1 * at, None, "no_margin") for at, each in enumerate("abcd", start=1)]
    people = pl.Series([None, 20_000, 90_000, 5_000])
    ends = extremes(_table(rows).with_columns(residents=people))
    assert ends is not None
    assert (ends.lowest["geoid"], ends.highest["geoid"], ends.of_unknown_size) == ("b", "c", 1)


def test_places_that_share_the_value_at_an_end_are_counted():
    rows = [(each, value, None, "no_margin") for each, value in zip("abcd", (1, 1, 1, 2), strict=True)]
    ends = extremes(_table(rows))
    assert ends is not None
    assert (ends.with_lowest, ends.with_highest) == (3, 1)


def test_institutions_are_left_out():
    rows = [("jail", 0.9, 0.01, "reliable"), ("a", 0.3, 0.01, "reliable"), ("b", 0.2, 0.01, "reliable")]
    ends = extremes(_table(rows, is_institutional=[True, False, False]))
    assert ends is not None
    assert ends.highest["geoid"] == "a"


@pytest.mark.parametrize(
    "rows",
    [[], [("a", 0.3, 0.01, "reliable")], [("a", None, None, "suppressed"), ("b", 0.1, 0.1, "unreliable")]],
)
def test_fewer_than_two_values_have_no_ends(rows: list[tuple[str, float | None, float | None, str]]):
    assert extremes(_table(rows)) is None
