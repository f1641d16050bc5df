"""Who is missing from a number: people, not rows."""

from __future__ import annotations

import polars as pl

from equity.groups import ALL
from equity.rates import RELIABILITY

REASONS: dict[str, str] = {
    **{
        state.id: state.words.removeprefix("absent ") for state in RELIABILITY.values() if not state.has_value
    },
    "unreliable": "the value is too uncertain to rely on",
    "no_chance": "a zero or a value whose margin says nothing about chance",
    "institution": "a prison, airport, park or the like",
    "no_count": "the source does not say how many people the value is about",
    "no_rank": "no value of what places are ranked by",
    "no_neighbor": "no neighbor with a value",
    "small": "too few residents to look at without a margin of error",
}
"""Why a place is left out, in words that continue "left out:"."""


def counted(table: pl.DataFrame, why: pl.Expr) -> pl.DataFrame:
    """How many places, and how many people in them, are left out for each reason.

    Parameters
    ----------
    table
        A row a place, with `residents` where known.
    why
        One of `REASONS`, or null for a place that is not left out. Where nobody lives, nobody is missing.

    Returns
    -------
    DataFrame
        A row a reason in their declared order: `reason, places, people` (null where unknown),
        `share_of_people` of all residents in the table, and in how many of the places nobody counted people
        (`uncounted_places`).

    Examples
    --------
    >>> states = ["reliable", "suppressed", "unreliable"]
    >>> places = pl.DataFrame({"residents": [60, 30, 10], "reliability": states})
    >>> why = pl.when(pl.col("reliability") != "reliable").then(pl.col("reliability"))
    >>> counted(places, why).select("reason", "people", "share_of_people").rows()
    [('suppressed', 30.0, 0.3), ('unreliable', 10.0, 0.1)]
    """
    residents = (
        pl.col("residents").cast(pl.Float64)
        if "residents" in table.columns
        else pl.lit(None, dtype=pl.Float64)
    )
    rows = table.select(reason=why, people=residents)
    everyone = float(rows["people"].sum())
    order = pl.col("reason").replace_strict(
        {each: at for at, each in enumerate(REASONS)}, return_dtype=pl.Int64
    )
    return (
        rows.filter(pl.col("reason") != "no_residents")
        .group_by("reason")
        .agg(
            places=pl.len(),
            people=pl.when(pl.col("people").count() > 0).then(pl.col("people").sum()),
            uncounted_places=pl.col("people").null_count(),
        )
        .with_columns(share_of_people=pl.col("people") / everyone if everyone else None)
        .select("reason", "places", "people", "share_of_people", "uncounted_places")
        .sort(order)
    )


def why_unusable(*, needs_margin: bool, is_unreliable_used: bool = True) -> pl.Expr:
    """Why a row cannot be used in a summary over places, or null where it can.

    Parameters
    ----------
    needs_margin
        Whether the summary carries margins, so that a value without one cannot enter it.
    is_unreliable_used
        Whether values too uncertain to rely on alone may enter, as they may where many are pooled.
    """
    state = pl.col("reliability")
    return (
        pl.when(state == "no_residents")
        .then(state)
        .when(pl.col("is_institutional").fill_null(value=False))
        .then(pl.lit("institution"))
        .when(pl.col("estimate").is_null())
        .then(state)
        .when((state == "unreliable") & ~pl.lit(is_unreliable_used))
        .then(state)
        .when(pl.lit(needs_margin) & pl.col("standard_error").is_null())
        .then(pl.lit("no_chance"))
    )


def groups_without_value(history: pl.DataFrame, residents: pl.DataFrame, year: int) -> pl.DataFrame:
    """How many people of the groups shown have no value, or none to rely on, in their place.

    Parameters
    ----------
    history
        A row a place, group and year, as drawn.
    residents
        Rows of `residents_by_race_ethnicity`: `geoid, group`, the people as `numerator`.

    Returns
    -------
    DataFrame
        As from `counted`: `places` counts groups in places, `people` is null where nobody counted them.
    """
    people = residents.select("geoid", "group", residents="numerator")
    cells = (
        history.filter(pl.col("vintage") == year, pl.col("group") != ALL)
        .drop("residents", strict=False)
        .join(people, on=["geoid", "group"], how="left")
    )
    state = pl.col("reliability")
    return counted(cells, pl.when(pl.col("estimate").is_null() | (state == "unreliable")).then(state))
