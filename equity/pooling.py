"""One number for several places together, with the doubt of its parts."""

from __future__ import annotations

from math import sqrt
from typing import TypedDict

import polars as pl

from equity.rates import Z_90
from equity.rates.reliability import CV_CAUTION, CV_RELIABLE


class Pooled(TypedDict):
    """A pooled number in the columns of `equity.rates.of`."""

    estimate: float
    standard_error: float | None
    low: float | None
    high: float | None
    reliability: str


def pooled(values: pl.Series, errors: pl.Series, people: pl.Series, *, z: float = Z_90) -> Pooled:
    """The average of places weighted by their people, who are taken as counted exactly.

    Formula: ``sum(n y) / sum(n)`` with standard error ``sqrt(sum((n se)^2)) / sum(n)``. Where one place has
    no standard error the whole has none; the interval ends at 0.

    Parameters
    ----------
    z
        Half the width of the interval in standard errors.

    Examples
    --------
    >>> found = pooled(pl.Series([0.2, 0.1]), pl.Series([0.03, 0.04]), pl.Series([300, 100]))
    >>> round(found["estimate"], 4), round(found["standard_error"], 4)
    (0.175, 0.0246)
    """
    total = float(people.sum())
    estimate = float((people * values).sum()) / total
    error = None if errors.null_count() else sqrt(float(((people * errors) ** 2).sum())) / total
    return Pooled(
        estimate=estimate,
        standard_error=error,
        low=None if error is None else max(estimate - z * error, 0.0),
        high=None if error is None else estimate + z * error,
        reliability=_reliability(estimate, error),
    )


def _reliability(estimate: float, error: float | None) -> str:
    if error is None:
        return "no_margin"
    variation = error / estimate if estimate else float("inf")
    return "reliable" if variation < CV_RELIABLE else "caution" if variation <= CV_CAUTION else "unreliable"
