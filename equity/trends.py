"""Whether a gap is closing: two sides of a gap over the years, and the chance that it became smaller.

Periods of several years that share years hold some of the same answers, so they are more alike than two
independent surveys; the standard error of a change is then multiplied by `sqrt(1 - C)` with C the share of
years in common (the Bureau's rule). The chance looks at sampling only: it takes what the sample says as
all there is to know.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, hypot, log, sqrt
from typing import Any

import polars as pl
import scipy

from equity.comparison import part_of, variance_apart
from equity.geography import overlap_of_periods
from equity.rates import CV_CAUTION, Z_90

_NEARLY_ONE = 0.999_999


@dataclass(frozen=True, kw_only=True)
class Sides:
    """The two sides of a gap in one year, with their standard errors (None: unknown).

    `is_modelled` says that the numbers of that year were spread from other areas; `shapes` is the year of the
    boundaries they stand on. `part` is how large a part of the other side the first one is, 0 to 1.
    """

    year: int
    one: float
    one_se: float | None
    other: float
    other_se: float | None
    is_modelled: bool = False
    shapes: int | None = None
    part: float = 0.0


@dataclass(frozen=True, kw_only=True)
class Trend:
    """A gap over the years: the names of its two sides, `series` and `changes`, and the years of a period."""

    one: str
    other: str
    series: pl.DataFrame
    changes: pl.DataFrame
    period: int


def trend(sides: list[Sides], *, one: str, other: str, period: int) -> Trend:
    """The gap between two named sides over the years; `period` is how many years a number is about."""
    found = series(sides)
    return Trend(one=one, other=other, series=found, changes=changes(found, years=period), period=period)


def sides_of(one: pl.DataFrame, other: pl.DataFrame, *, is_part: bool = False, **year: Any) -> Sides | None:
    """The two sides from one row each of `equity.rates.of`; None where either has no value.

    `is_part` says that the first is a part of the other: a place of its area, a group of everyone.
    """
    if one.height != 1 or other.height != 1:
        return None
    first, second = one.row(0, named=True), other.row(0, named=True)
    if first["estimate"] is None or second["estimate"] is None:
        return None
    return Sides(
        one=first["estimate"],
        one_se=first["standard_error"],
        other=second["estimate"],
        other_se=second["standard_error"],
        part=one.select(part_of(pl.lit(second["denominator"], dtype=pl.Float64))).item() if is_part else 0.0,
        **year,
    )


_SERIES = {
    "year": pl.Int64,
    "one": pl.Float64,
    "one_low": pl.Float64,
    "one_high": pl.Float64,
    "other": pl.Float64,
    "other_low": pl.Float64,
    "other_high": pl.Float64,
    "gap": pl.Float64,
    "gap_se": pl.Float64,
    "gap_low": pl.Float64,
    "gap_high": pl.Float64,
    "ratio": pl.Float64,
    "ratio_log_se": pl.Float64,
    "ratio_low": pl.Float64,
    "ratio_high": pl.Float64,
    "is_modelled": pl.Boolean,
    "boundaries_changed": pl.Boolean,
}


def series(sides: list[Sides]) -> pl.DataFrame:
    """The gap of each year, absolute (`one - other`) and relative (`one / other`), with 90 % intervals.

    Returns
    -------
    DataFrame
        A row a year, first to last. `gap` is positive where the first side is higher. A ratio has no
        interval where either side's standard error is above 40 % of it. Both allow for a first side that is a
        part of the other (`equity.comparison.variance_apart`). `boundaries_changed` marks the first year on
        new boundaries.

    Examples
    --------
    >>> found = series([Sides(year=2016, one=0.30, one_se=0.03, other=0.20, other_se=0.04)])
    >>> found.select(pl.col("gap", "gap_se", "ratio").round(3)).row(0)
    (0.1, 0.05, 1.5)
    """
    rows = []
    before: Sides | None = None
    for each in sorted(sides, key=lambda side: side.year):
        error = _error(each.one_se, each.other_se, each.part)
        gap = each.one - each.other
        ratio = each.one / each.other if each.other > 0 and each.one > 0 else None
        log_se = None
        if ratio is not None and each.one_se is not None and each.other_se is not None:
            variations = each.one_se / each.one, each.other_se / each.other
            log_se = _error(*variations, each.part * ratio) if max(variations) <= CV_CAUTION else None
        moved = (
            before is not None and None not in (before.shapes, each.shapes) and before.shapes != each.shapes
        )
        rows.append(
            (
                each.year,
                each.one,
                *_interval(each.one, each.one_se, lowest=0.0),
                each.other,
                *_interval(each.other, each.other_se, lowest=0.0),
                gap,
                error,
                *_interval(gap, error),
                ratio,
                log_se,
                None if ratio is None or log_se is None else exp(log(ratio) - Z_90 * log_se),
                None if ratio is None or log_se is None else exp(log(ratio) + Z_90 * log_se),
                each.is_modelled,
                moved or (before is not None and before.is_modelled != each.is_modelled),
            )
        )
        before = each
    return pl.DataFrame(rows, schema=_SERIES, orient="row")


def _error(one: float | None, other: float | None, part: float) -> float | None:
    if one is None or other is None:
        return None
    return sqrt(pl.select(variance_apart(pl.lit(one), pl.lit(other), pl.lit(min(part, 1.0)))).item())


def _interval(
    value: float, error: float | None, *, lowest: float | None = None
) -> tuple[float | None, float | None]:
    if error is None:
        return None, None
    low = value - Z_90 * error
    return low if lowest is None else max(low, lowest), value + Z_90 * error


_CHANGES = {
    "since": pl.Int64,
    "until": pl.Int64,
    "overlap": pl.Float64,
    "gap_before": pl.Float64,
    "gap_after": pl.Float64,
    "ratio_before": pl.Float64,
    "ratio_after": pl.Float64,
    "change": pl.Float64,
    "change_low": pl.Float64,
    "change_high": pl.Float64,
    "chance_closer": pl.Float64,
    "chance_closer_relative": pl.Float64,
    "boundaries_changed": pl.Boolean,
}


def changes(found: pl.DataFrame, *, years: int) -> pl.DataFrame:
    """How the gap changed from each earlier year to the latest.

    Parameters
    ----------
    found
        As from `series`.
    years
        How many years one number is about: periods closer than that share years.

    Returns
    -------
    DataFrame
        A row an earlier year, first to last: `since, until`, `overlap` (the share of years in common, 0 to
        below 1), `gap_before, gap_after, ratio_before, ratio_after`, `change` of the gap's size (negative:
        smaller) with its 90 % interval, `chance_closer` (0 to 1) that the absolute gap is smaller,
        `chance_closer_relative` that the ratio is closer to 1, and `boundaries_changed` in between.
    """
    rows = found.rows(named=True)
    pairs = [(at, rows[-1]) for at in range(len(rows) - 1)]
    moved = [any(row["boundaries_changed"] for row in rows[at + 1 :]) for at, _ in pairs]
    made = [
        (*_change(rows[at], last, years), is_moved) for (at, last), is_moved in zip(pairs, moved, strict=True)
    ]
    return pl.DataFrame(made, schema=_CHANGES, orient="row")


def main_change(found: pl.DataFrame) -> dict[str, Any] | None:
    """The change to quote: from the latest year that shares none with the last, or else from the first.

    Parameters
    ----------
    found
        As from `changes`.
    """
    if found.is_empty():
        return None
    apart = found.filter(overlap=0.0)
    return (apart if apart.height else found.head(1)).row(-1, named=True)


def _change(before: dict[str, Any], after: dict[str, Any], years: int) -> tuple[object, ...]:
    shared = overlap_of_periods(int(before["year"]), int(after["year"]), years=years)
    size = abs(after["gap"]) - abs(before["gap"])
    error = None
    if before["gap_se"] is not None and after["gap_se"] is not None:
        error = hypot(before["gap_se"], after["gap_se"]) * sqrt(1 - shared)
    return (
        before["year"],
        after["year"],
        shared,
        before["gap"],
        after["gap"],
        before["ratio"],
        after["ratio"],
        size,
        None if error is None else size - Z_90 * error,
        None if error is None else size + Z_90 * error,
        chance_closer(before["gap"], before["gap_se"], after["gap"], after["gap_se"], overlap=shared),
        chance_closer(
            log(before["ratio"]) if before["ratio"] else None,
            before["ratio_log_se"],
            log(after["ratio"]) if after["ratio"] else None,
            after["ratio_log_se"],
            overlap=shared,
        ),
    )


def chance_closer(
    before: float | None,
    before_se: float | None,
    after: float | None,
    after_se: float | None,
    *,
    overlap: float = 0.0,
) -> float | None:
    """The chance that a gap became smaller, 0 to 1, whichever side it is on; None without standard errors.

    `P(|g1| < |g0|) = P((g0 - g1)(g0 + g1) > 0)` with both gaps normal around what was found. The Bureau's
    rule for periods that share a part C of their years makes the variance of the difference `(s0^2 + s1^2)
    (1 - C)` and so that of the sum `(s0^2 + s1^2)(1 + C)`.

    References
    ----------
    U.S. Census Bureau, Understanding and Using American Community Survey Data, chapter 7.

    Examples
    --------
    >>> round(chance_closer(0.10, 0.01, 0.08, 0.01), 3)  # Phi(0.02 / (0.01 sqrt 2)) = Phi(1.414)
    0.921
    """
    if before is None or before_se is None or after is None or after_se is None:
        return None
    total = before_se**2 + after_se**2
    if total == 0:
        return float(abs(after) < abs(before))
    apart, together = sqrt(total * (1 - overlap)), sqrt(total * (1 + overlap))
    shared = (before_se**2 - after_se**2) / (apart * together)
    shared = min(max(shared, -_NEARLY_ONE), _NEARLY_ONE)
    u, v = (before - after) / apart, (before + after) / together
    normal = scipy.stats.multivariate_normal([0.0, 0.0], [[1.0, shared], [shared, 1.0]], allow_singular=True)
    return float(min(1.0, normal.cdf([u, v]) + normal.cdf([-u, -v])))
