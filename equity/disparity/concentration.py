"""How an indicator is concentrated among the advantaged or the disadvantaged.

Groups are ranked from most to least disadvantaged. A positive index means concentrated among the advantaged,
for favorable and adverse indicators alike. The relative index of coverage and that of non-coverage differ
in size; Erreygers' and Wagstaff's do not, but need the bounds the indicator can have in theory.
"""

from __future__ import annotations

from dataclasses import replace
from math import sqrt

import numpy as np

from equity.disparity._result import LEVEL, FloatArray, Interval, Result, with_normal_interval
from equity.disparity._subgroups import Ready, Subgroups, ready
from equity.disparity.lorenz import Curve, curve_of
from equity.errors import InvalidParameter


def absolute_concentration_index(
    groups: Subgroups, *, level: float = LEVEL, interval: Interval = "propagated"
) -> Result:
    """The absolute concentration index, in the indicator's unit: `ACI = 2 sum p_j (y_j - mu) (r_j - 1/2)`.

    Notes
    -----
    `propagated`: `c_j = 2 p_j (r_j - 1/2)`, `se = sqrt(sum c_j^2 s_j^2)`. `regression`: the slope's standard
    error in the convenience regression of `2 var(r) y_j` on `r_j` with k - 2 degrees of freedom, which
    measures lack of fit to a line; a named alternative, not shown.

    References
    ----------
    Wagstaff A, Paci P, van Doorslaer E. On the measurement of inequalities in health. Soc Sci Med 1991; 33:
    545-557.

    Examples
    --------
    >>> from equity.disparity import subgroups
    >>> absolute_concentration_index(subgroups([10, 20], population=[1, 3], order=[1, 2])).value
    1.875
    """
    prepared = ready(groups, ordered=True)
    if isinstance(prepared, Result):
        return prepared
    value, slopes = _absolute(prepared)
    return _doubted(prepared, value, slopes, 1.0, interval=interval, level=level)


def relative_concentration_index(
    groups: Subgroups, *, level: float = LEVEL, interval: Interval = "propagated"
) -> Result:
    """The relative concentration index, -1 to 1: `RCI = ACI / mu`. Needs a mean above 0.

    Notes
    -----
    `propagated`, by the delta method: `c_j = p_j (2 r_j - 1 - RCI) / mu`. `regression` as in
    `absolute_concentration_index`, with the mean taken as known.

    References
    ----------
    Kakwani N, Wagstaff A, van Doorslaer E. Socioeconomic inequalities in health: measurement, computation,
    and statistical inference. J Econom 1997; 77: 87-103.

    Examples
    --------
    >>> from equity.disparity import subgroups
    >>> round(relative_concentration_index(subgroups([10, 20], population=[1, 3], order=[1, 2])).value, 4)
    0.1071
    """
    prepared = ready(groups, ordered=True)
    if isinstance(prepared, Result):
        return prepared
    mean = prepared.mean
    if mean <= 0:
        return prepared.undefined("undefined: the mean is not above 0")
    value, slopes = _absolute(prepared)
    slopes = (slopes - prepared.share * value / mean) / mean
    return _doubted(prepared, value / mean, slopes, 1 / mean, interval=interval, level=level)


def erreygers_index(groups: Subgroups, *, level: float = LEVEL, interval: Interval = "propagated") -> Result:
    """Erreygers' index of a bounded indicator, -1 to 1: `E = 4 ACI / (max - min)`.

    The bounds are those the indicator can have in theory, not the lowest and highest value seen. For
    `max - value` it is the same with the other sign.

    References
    ----------
    Erreygers G. Correcting the concentration index. J Health Econ 2009; 28: 504-515.

    Examples
    --------
    >>> from equity.disparity import subgroups
    >>> two = subgroups([10, 20], population=[1, 3], order=[1, 2], bounds=(0, 100))
    >>> erreygers_index(two).value
    0.075
    """
    prepared = ready(groups, ordered=True)
    if isinstance(prepared, Result):
        return prepared
    bounds = _bounds(prepared)
    if isinstance(bounds, Result):
        return bounds
    factor = 4 / (bounds[1] - bounds[0])
    value, slopes = _absolute(prepared)
    return _doubted(prepared, factor * value, factor * slopes, factor, interval=interval, level=level)


def wagstaff_index(groups: Subgroups, *, level: float = LEVEL, interval: Interval = "propagated") -> Result:
    """Wagstaff's index of a bounded indicator, -1 to 1: `W = (max - min) ACI / ((max - mu) (mu - min))`.

    For a share it is `RCI / (1 - mu)`. Undefined where the mean lies on a bound.

    Notes
    -----
    `propagated`, by the delta method, with the mean estimated too.

    References
    ----------
    Wagstaff A. The bounds of the concentration index when the variable of interest is binary. Health Econ
    2005; 14: 429-432.

    Examples
    --------
    >>> from equity.disparity import subgroups
    >>> two = subgroups([10, 20], population=[1, 3], order=[1, 2], bounds=(0, 100))
    >>> round(wagstaff_index(two).value, 4)
    0.1299
    """
    prepared = ready(groups, ordered=True)
    if isinstance(prepared, Result):
        return prepared
    bounds = _bounds(prepared)
    if isinstance(bounds, Result):
        return bounds
    low, high = bounds
    mean = prepared.mean
    room = (high - mean) * (mean - low)
    if room <= 0:
        return prepared.undefined("undefined: the mean lies on a bound of the indicator")
    value, slopes = _absolute(prepared)
    factor = (high - low) / room
    slopes = factor * (slopes - prepared.share * value * (high + low - 2 * mean) / room)
    return _doubted(prepared, factor * value, slopes, factor, interval=interval, level=level)


def concentration_curve(groups: Subgroups) -> Curve:
    """Which share of the total the most disadvantaged share of people has; points from (0, 0) to (1, 1).

    Below the diagonal: concentrated among the advantaged. `twice_area` is the relative concentration index.

    References
    ----------
    Wagstaff A, Paci P, van Doorslaer E, 1991 (see `absolute_concentration_index`).

    Examples
    --------
    >>> from equity.disparity import subgroups
    >>> concentration_curve(subgroups([10, 30], population=[1, 1], order=[1, 2])).value
    (0.0, 0.25, 1.0)
    """
    prepared = ready(groups, ordered=True)
    if isinstance(prepared, Result):
        return Curve(reason=prepared.reason)
    if prepared.mean <= 0 or (prepared.y < 0).any():
        return Curve(reason="undefined: a share of the total needs values of 0 or more, not all 0")
    # Groups of equal rank are one step of the curve, as they share one rank in the index.
    _, step = np.unique(prepared.rank, return_inverse=True)
    people = np.bincount(step, weights=prepared.share).astype(np.float64)
    owned = np.bincount(step, weights=prepared.share * prepared.y).astype(np.float64)
    return curve_of(owned / people, people)


def _bounds(prepared: Ready) -> tuple[float, float] | Result:
    low, high = prepared.bounds
    if low is None or high is None:
        return prepared.undefined("not computable: the bounds of the indicator are not declared")
    if (prepared.y < low).any() or (prepared.y > high).any():
        return prepared.undefined(f"undefined: a value lies outside the bounds {low:g} to {high:g}")
    return low, high


def _absolute(prepared: Ready) -> tuple[float, FloatArray]:
    """The absolute index and how it changes with each group's value."""
    slopes = 2 * prepared.share * (prepared.rank - 0.5)
    return float(slopes @ (prepared.y - prepared.mean)), slopes


def _doubted(
    prepared: Ready, value: float, slopes: FloatArray, unit: float, *, interval: Interval, level: float
) -> Result:
    """The index with the interval asked for; `unit` turns the absolute index into this one."""
    result = prepared.result(
        value,
        direction="no gradient"
        if value == 0
        else f"concentrated among the {'advantaged' if value > 0 else 'disadvantaged'}",
    )
    if interval == "propagated":
        se = None if prepared.se is None else float(np.sqrt(slopes**2 @ prepared.se**2))
        return with_normal_interval(result, se, level=level, method="propagated standard errors, normal")
    if interval != "regression":
        raise InvalidParameter(f"There is no {interval!r} interval here; use propagated or regression.")
    absolute_se = _regression_se(prepared)
    if absolute_se is None:
        return replace(result, why_not_shown="a regression standard error needs at least three groups")
    result = with_normal_interval(
        result, abs(unit) * absolute_se, level=level, method="convenience regression, normal"
    )
    return replace(result, why_not_shown="it measures lack of fit to a line, not sampling error")


def _regression_se(prepared: Ready) -> float | None:
    """The classical standard error of the slope of `2 var(r) y` on rank, weighted by population."""
    count = len(prepared.y)
    if count < 3:
        return None
    p, apart = prepared.share, prepared.rank - 0.5
    spread = float(p @ apart**2)
    target = 2 * spread * prepared.y
    slope = float(p @ (apart * target)) / spread
    residual = target - float(p @ target) - slope * apart
    return sqrt(float(p @ residual**2) / (count - 2) / spread)
