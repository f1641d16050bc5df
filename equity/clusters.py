"""Hot spots: places where a burden is high, or low, together with their neighbors, by more than chance."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from equity import missing
from equity.disparity.hot_spots import FALSE_DISCOVERY_RATE, NOT_SIGNIFICANT, local_morans_i
from equity.disparity.neighbors import Neighbors
from equity.gap_finder import true_values

KINDS: dict[str, str] = {
    "high": "Hot spot",
    "low": "Cold spot",
    "high_among_low": "High among low",
    "low_among_high": "Low among high",
    "chance": "Could be chance",
}
"""What a place can be, in the words of the legend."""

_BY_CLASS = {
    1: "high",
    2: "low_among_high",
    3: "low",
    4: "high_among_low",
    NOT_SIGNIFICANT: "chance",
}


@dataclass(frozen=True, kw_only=True)
class Clusters:
    """Hot spots of an area.

    `table` has every row it was given with `kind` (one of `KINDS`, null where there is none), `p` and
    `neighbors` (how many with a value). `islands` are the rows that have a value and no neighbor with one.
    `is_standardized` says that each value was first set against its own doubt.
    """

    table: pl.DataFrame
    islands: pl.DataFrame
    missing: pl.DataFrame
    is_standardized: bool
    false_discovery_rate: float = FALSE_DISCOVERY_RATE


def of(table: pl.DataFrame, near: Neighbors) -> Clusters:
    """Local Moran statistics with the many tests held to a false discovery rate of 5 %.

    Where the source gives margins, each value is first set against the mean in units of how far it may lie
    from it by chance and in truth, `(y - m) / sqrt(t + s^2)` (see `equity.gap_finder.true_values`), so that a
    tiny place with a wide margin neither makes nor hides a cluster. Unreliable values, prisons and the like
    are left out, and so are places without a neighbor that has a value.

    Parameters
    ----------
    table
        A row a place in the order of `near`, as from `equity.geography.join`.

    References
    ----------
    Anselin L. Local indicators of spatial association. Geogr Anal 1995; 27: 93-115. Assunção RM, Reis EA. A
    new proposal to adjust Moran's I for population density. Stat Med 1999; 18: 2147-2162.
    """
    has_margins = bool((table["standard_error"] > 0).any())
    why = missing.why_unusable(needs_margin=has_margins, is_unreliable_used=False)
    rows = table.with_columns(_why=why)
    usable = rows["_why"].is_null().to_numpy()
    values = rows["estimate"].fill_null(np.nan).to_numpy().copy()
    values[~usable] = np.nan
    if has_margins and usable.sum() > 1:
        errors = rows["standard_error"].fill_null(0.0).to_numpy()
        mean, spread = true_values(values[usable], errors[usable])
        values = (values - mean) / np.sqrt(spread**2 + errors**2)
    found = local_morans_i(values, near)
    known = usable.astype(np.float64)
    rows = rows.with_columns(
        kind=pl.Series(found.classes).replace_strict(_BY_CLASS, default=None, return_dtype=pl.String),
        p=pl.Series(found.p).fill_nan(None),
        neighbors=pl.Series(near.sums(known)).cast(pl.Int64),
    )
    is_island = pl.col("_why").is_null() & pl.col("kind").is_null()
    return Clusters(
        table=rows.drop("_why"),
        islands=rows.filter(is_island).drop("_why"),
        missing=missing.counted(
            rows, pl.when(is_island).then(pl.lit("no_neighbor")).otherwise(pl.col("_why"))
        ),
        is_standardized=has_margins,
    )
