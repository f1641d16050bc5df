"""What the average member of a group lives among: a comparison of places by who lives in them.

It says where groups live, and nothing about their own outcomes: that residents of a group live where many
people are uninsured does not mean that they are uninsured (the ecological fallacy).
"""

from __future__ import annotations

import polars as pl

from equity import groups
from equity.pooling import pooled

_SCHEMA = {
    "group": pl.String,
    "name": pl.String,
    "estimate": pl.Float64,
    "standard_error": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
    "reliability": pl.String,
    "residents": pl.Float64,
    "residents_left_out": pl.Float64,
}


def by_group(table: pl.DataFrame, residents: pl.DataFrame) -> pl.DataFrame:
    """The value of the place in which the average resident of each group lives.

    Formula: ``sum(n_gi y_i) / sum(n_gi)`` over places i, with n_gi residents of group g; its standard error
    is ``sqrt(sum((n_gi se_i)^2)) / sum(n_gi)``, which takes the numbers of residents as exact. It is the
    exposure index of the segregation literature with a rate in place of a second group. Where the source
    gives margins, a place without one (a zero of unknown doubt) is left out and counted.

    Parameters
    ----------
    table
        A row a place, as from `equity.rates.of`.
    residents
        Rows of `residents_by_race_ethnicity`: `geoid, group`, the people as `numerator`. Groups that overlap
        others are left aside.

    Returns
    -------
    DataFrame
        A row a group in its declared order: `group, name, estimate, standard_error, low, high` (90 %),
        `reliability`, `residents` counted and `residents_left_out`, who live where there is no value.

    References
    ----------
    Massey and Denton, The dimensions of residential segregation, Social Forces 67 (1988), exposure.

    Examples
    --------
    >>> rates = pl.DataFrame({"geoid": ["a", "b"], "estimate": [0.2, 0.1], "standard_error": [0.03, 0.04]})
    >>> people = pl.DataFrame({"geoid": ["a", "b"], "group": ["hispanic"] * 2, "numerator": [300.0, 100.0]})
    >>> by_group(rates, people).select("estimate", pl.col("standard_error").round(4)).row(0)
    (0.175, 0.0246)
    """
    counted = residents.select("geoid", "group", people="numerator").join(
        table.select("geoid", "estimate", "standard_error"), on="geoid", how="left"
    )
    has_margins = table["standard_error"].is_not_null().any()
    known = pl.col("standard_error" if has_margins else "estimate").is_not_null()
    rows = []
    for group in groups.GROUPS:
        mine = counted.filter(group=group.id)
        there = mine.filter(known & pl.col("people").is_not_null())
        people = float(there["people"].sum())
        if group.overlaps or people <= 0:
            continue
        value = pooled(there["estimate"], there["standard_error"], there["people"])
        rows.append(
            {
                "group": group.id,
                "name": group.label,
                **value,
                "residents": people,
                "residents_left_out": float(mine["people"].sum()) - people,
            }
        )
    return pl.DataFrame(rows, schema=_SCHEMA)
