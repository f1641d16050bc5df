"""The two ends of a map, said without ranking: the highest and lowest values, and who is level with them."""

from dataclasses import dataclass
from typing import Any

import polars as pl

from equity.comparison import with_verdicts


@dataclass(frozen=True, kw_only=True)
class Extremes:
    """`highest` and `lowest` are rows of the table.

    `with_highest` and `with_lowest` count the places that have exactly these values, themselves among them.
    `like_highest` counts the other places that cannot be told apart from the highest at 90 %; it is None
    where the source gives no margins. `judged` is the number of places looked at, `least_people` how many
    people a place had to have to be among them; `of_unknown_size` were left out for want of that number.
    """

    highest: dict[str, Any]
    lowest: dict[str, Any]
    with_highest: int
    with_lowest: int
    like_highest: int | None
    judged: int
    least_people: int
    of_unknown_size: int


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
    rows = table.filter(can_be_named(table))
    if rows.height < 2:
        return None
    highest, lowest = (
        rows.row(at or 0, named=True) for at in (rows["estimate"].arg_max(), rows["estimate"].arg_min())
    )
    is_tested = rows["standard_error"].null_count() == 0
    least = least_people(table)
    return Extremes(
        highest=highest,
        lowest=lowest,
        with_highest=int((rows["estimate"] == highest["estimate"]).sum()),
        with_lowest=int((rows["estimate"] == lowest["estimate"]).sum()),
        like_highest=_level_with(rows, highest) if is_tested else None,
        judged=rows.height,
        least_people=least,
        of_unknown_size=_of_unknown_size(table) if least else 0,
    )


def can_be_named(table: pl.DataFrame) -> pl.Series:
    """Which places may stand as the highest, the lowest or the best, by the rule of `extremes`.

    Examples
    --------
    >>> table = pl.DataFrame({"reliability": ["no_margin"] * 3, "residents": [90_000, 1_000, None],
    ...                       "standard_error": [None] * 3})
    >>> can_be_named(table).to_list()
    [True, False, False]
    """
    least = least_people(table)
    trusted = pl.col("reliability") == ("reliable" if _is_judged(table) else "no_margin")
    if least:
        trusted &= pl.col("residents").fill_null(0) >= least
    if "is_institutional" in table.columns:
        trusted &= ~pl.col("is_institutional").fill_null(value=False)
    return table.select(is_named=trusted).to_series()


def least_people(table: pl.DataFrame) -> int:
    """How many people a place must have to be named; 0 where margins say which values are reliable."""
    return 0 if _is_judged(table) or "residents" not in table.columns else LEAST_PEOPLE_WITHOUT_MARGIN


def _of_unknown_size(table: pl.DataFrame) -> int:
    return table.filter(pl.col("estimate").is_not_null(), pl.col("residents").is_null()).height


def _is_judged(table: pl.DataFrame) -> bool:
    return bool((table["reliability"] == "reliable").any() or table["standard_error"].is_not_null().any())


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
