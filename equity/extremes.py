"""The two ends of a map, said without ranking: the highest and lowest values, and who is level with them."""

from dataclasses import dataclass
from typing import Any

import polars as pl

from equity.comparison import with_verdicts


@dataclass(frozen=True, kw_only=True)
class Extremes:
    """`highest` and `lowest` are rows of the table.

    `like_highest` counts the other places that cannot be told apart from the highest at 90 %; it is None
    where the source gives no margins. `judged` is the number of places looked at, `least_people` how many
    people a place had to have to be among them.
    """

    highest: dict[str, Any]
    lowest: dict[str, Any]
    like_highest: int | None
    judged: int
    least_people: int


LEAST_PEOPLE_WITHOUT_MARGIN = 20_000
"""Where no margin says how uncertain a small place is, only places of this many people are put on show."""


def extremes(table: pl.DataFrame) -> Extremes | None:
    """The ends of the values that can be relied on; None where fewer than two places have one.

    Only reliable values are looked at, so that a tiny place with a wild estimate is not put on show; where
    the source gives no margins, those of at least `LEAST_PEOPLE_WITHOUT_MARGIN` people. Prisons, airports
    and the like are left out.

    Parameters
    ----------
    table
        A row a place as from `equity.rates.of`, with `residents` and `is_institutional` where known.

    Examples
    --------
    >>> table = pl.DataFrame({"geoid": ["a", "b", "c"], "estimate": [0.30, 0.29, 0.10],
    ...                       "standard_error": [0.01] * 3, "reliability": ["reliable"] * 3})
    >>> ends = extremes(table)
    >>> ends.highest["geoid"], ends.like_highest, ends.lowest["geoid"]
    ('a', 1, 'c')
    """
    has_margins = (table["reliability"] == "reliable").any()
    least_people = 0 if has_margins or "residents" not in table.columns else LEAST_PEOPLE_WITHOUT_MARGIN
    trusted = pl.col("reliability") == ("reliable" if has_margins else "no_margin")
    if least_people:
        trusted &= pl.col("residents") >= least_people
    if "is_institutional" in table.columns:
        trusted &= ~pl.col("is_institutional").fill_null(value=False)
    rows = table.filter(trusted)
    if rows.height < 2:
        return None
    highest, lowest = (
        rows.row(at or 0, named=True) for at in (rows["estimate"].arg_max(), rows["estimate"].arg_min())
    )
    is_tested = rows["standard_error"].null_count() == 0
    return Extremes(
        highest=highest,
        lowest=lowest,
        like_highest=_level_with(rows, highest) if is_tested else None,
        judged=rows.height,
        least_people=least_people,
    )


def to_start_with(table: pl.DataFrame) -> tuple[str, ...]:
    """The two ends, for a comparison in which nothing was chosen yet; empty where a map has no ends."""
    ends = extremes(table)
    return (ends.highest["geoid"], ends.lowest["geoid"]) if ends else ()


def _level_with(rows: pl.DataFrame, end: dict[str, Any]) -> int:
    pairs = rows.filter(pl.col("geoid") != end["geoid"]).select(
        "estimate",
        "standard_error",
        other_estimate=pl.lit(end["estimate"]),
        other_standard_error=pl.lit(end["standard_error"]),
    )
    return int((with_verdicts(pairs)["verdict"] == "cannot tell apart").sum())
