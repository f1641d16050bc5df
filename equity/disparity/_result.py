"""What every measure of disparity gives: a value with its doubt, or the reason why there is none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import exp, log
from typing import Literal

import numpy as np
import scipy

FloatArray = np.ndarray[tuple[int, ...], np.dtype[np.float64]]
IntArray = np.ndarray[tuple[int, ...], np.dtype[np.int64]]
BoolArray = np.ndarray[tuple[int, ...], np.dtype[np.bool_]]

LEVEL = 0.95
"""The level of an interval where none is asked for. Margins of the Census Bureau are at 0.90."""

Interval = Literal["propagated", "regression", "registry", "corrected", "percentile", "delta"]


@dataclass(frozen=True, kw_only=True)
class Result:
    """A summary measure.

    Attributes
    ----------
    value
        None where the measure is undefined; `reason` then says why, and starts with one of "undefined",
        "not computable", "refused" or "withheld".
    standard_error
        Of `value`, in its unit.
    log_standard_error
        Of the logarithm of `value`, for ratios; the interval is then made on the log scale.
    low, high, level, method
        The interval, its level (0.95) and how it was made.
    why_not_shown
        Why there is no interval, or why the one given must not be shown to a reader: its true coverage was
        measured outside 93 to 97 % in such settings (docs/methods/coverage.md).
    direction
        The sign in words.
    left_out, population_left_out
        Names of groups that were dropped, and their share of the population (0 to 1; None if unknown).
    noise_floor
        What chance alone would make the measure show if all groups were in truth equal.
    corrected
        The value less what sampling noise adds to it, at least 0.
    """

    value: float | None
    standard_error: float | None = None
    log_standard_error: float | None = None
    low: float | None = None
    high: float | None = None
    level: float | None = None
    method: str = ""
    reason: str = ""
    why_not_shown: str = ""
    direction: str = ""
    left_out: tuple[str, ...] = ()
    population_left_out: float | None = None
    noise_floor: float | None = None
    corrected: float | None = None

    @property
    def is_interval_shown(self) -> bool:
        """Whether there is an interval that a reader may rely on."""
        return self.low is not None and not self.why_not_shown


def undefined(
    reason: str, *, left_out: tuple[str, ...] = (), population_left_out: float | None = None
) -> Result:
    """A result without a value, and why."""
    return Result(value=None, reason=reason, left_out=left_out, population_left_out=population_left_out)


def critical(level: float) -> float:
    """The normal quantile of a two-sided interval at this level."""
    return float(scipy.special.ndtri(0.5 + level / 2))


def with_normal_interval(result: Result, se: float | None, *, level: float, method: str) -> Result:
    """The result with `value ± z se`; unchanged where the standard error is unknown."""
    if result.value is None or se is None:
        return result
    half = critical(level) * se
    return replace(
        result,
        standard_error=se,
        low=result.value - half,
        high=result.value + half,
        level=level,
        method=method,
    )


_LARGEST_LOG_SE = 5.0


def with_log_interval(result: Result, log_se: float | None, *, level: float, method: str) -> Result:
    """The result with `exp(ln value ± z se)`, for ratios; unchanged where it cannot be had."""
    if result.value is None or log_se is None or result.value <= 0:
        return result
    if log_se > _LARGEST_LOG_SE:
        return replace(result, why_not_shown="the denominator cannot be told from 0")
    half = critical(level) * log_se
    return replace(
        result,
        standard_error=result.value * log_se,
        log_standard_error=log_se,
        low=exp(log(result.value) - half),
        high=exp(log(result.value) + half),
        level=level,
        method=method,
    )


def scaled(result: Result, factor: float) -> Result:
    """The result in another unit, for example in percent."""

    def times(value: float | None) -> float | None:
        return None if value is None else factor * value

    return replace(
        result,
        value=times(result.value),
        standard_error=times(result.standard_error),
        low=times(result.low),
        high=times(result.high),
        noise_floor=times(result.noise_floor),
        corrected=times(result.corrected),
    )


Statistic = Callable[[FloatArray, FloatArray], FloatArray]
"""A measure over many tables at once: values (draws, groups) and population shares (groups) to (draws)."""
