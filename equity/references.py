"""What places are compared with: the reader's choice, never a silent norm."""

from __future__ import annotations

import polars as pl

from equity import comparison
from equity.errors import InvalidParameter
from equity.indicators import Indicator

OVERALL, BEST, TARGET = "overall", "best", "target"


def offered(chosen: pl.DataFrame, whole: pl.DataFrame, shown: Indicator) -> list[str]:
    """The references that can be had, the area as a whole first: ids, or geoids of the places chosen.

    Parameters
    ----------
    chosen
        Rows of the places compared, from `equity.rates.of` with `name`.
    whole
        The one row of the area around them, or none.
    """
    known = chosen.filter(pl.col("estimate").is_not_null())
    ids = [OVERALL] if whole.height == 1 and whole["estimate"][0] is not None else []
    if shown.better != "neutral" and known.height > 1:
        ids.append(BEST)
    return [*ids, TARGET, *known["geoid"]]


def row(
    choice: str, chosen: pl.DataFrame, whole: pl.DataFrame, shown: Indicator, *, target: float | None = None
) -> pl.DataFrame:
    """The one row that others are compared with; a target is a number without doubt.

    Raises
    ------
    InvalidParameter
        The choice is none of those offered.
    """
    if choice == OVERALL:
        return whole
    if choice == TARGET:
        exact = {"estimate": target, "standard_error": 0.0, "moe": None, "low": None, "high": None}
        return chosen.head(1).with_columns(
            geoid=pl.lit(TARGET),
            name=pl.lit("the target"),
            reliability=pl.lit("reliable"),
            estimate_kind=pl.lit(None, dtype=pl.String),
            **{name: pl.lit(value, dtype=pl.Float64) for name, value in exact.items()},
        )
    known = chosen.filter(pl.col("estimate").is_not_null())
    if choice == BEST:
        known = known.sort("estimate", descending=shown.better == "higher").head(1)
    else:
        known = known.filter(geoid=choice)
    if known.height != 1:
        raise InvalidParameter(f"{choice!r} is not one of the places compared. Choose another reference.")
    return known


def against(chosen: pl.DataFrame, reference: pl.DataFrame) -> pl.DataFrame:
    """Each place against the reference, by `equity.comparison.compare`, but no place against itself."""
    if reference.is_empty():
        return comparison.compare(chosen.clear())
    others = chosen.filter(pl.col("geoid") != reference["geoid"][0])
    return comparison.against(others, reference)
