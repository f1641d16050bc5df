"""How far all groups lie from the mean, from the best, or from a chosen one.

Every measure is zero when all groups are equal and grows with inequality, so it has no sign. Weighted forms
count people, unweighted forms count groups; the mean itself is always weighted by population. Each comes
with what chance alone would show (`noise_floor`) and with a value corrected for it.
"""

from __future__ import annotations

from dataclasses import replace
from math import sqrt

import numpy as np

from equity.disparity._draws import DRAWS, noise_variance, with_spread
from equity.disparity._result import LEVEL, FloatArray, Interval, Result, Statistic, with_normal_interval
from equity.disparity._subgroups import Ready, Subgroups, ready

UNSIGNED = "0 means no difference between groups; the larger, the more unequal"
_PROPAGATED = "propagated standard errors, normal"


def weighted_mean(groups: Subgroups, *, level: float = LEVEL) -> Result:
    """The population's average: `mu = sum p_j y_j`, `se = sqrt(sum p_j^2 s_j^2)`.

    Examples
    --------
    >>> from equity.disparity import subgroups
    >>> weighted_mean(subgroups([10, 20], population=[1, 3])).value
    17.5
    """
    prepared = ready(groups)
    if isinstance(prepared, Result):
        return prepared
    return _linear(prepared, prepared.result(prepared.mean), prepared.share, level)


def gap_to_mean(groups: Subgroups, *, level: float = LEVEL) -> tuple[tuple[str, Result], ...]:
    """Each group's name and how far it lies above (or, negative, below) the population's average.

    `y_j - mu`; its standard error allows for the group being part of the average:
    `sqrt(sum_i (d_ij - p_i)^2 s_i^2)`, d_ij = 1 for i = j.

    Examples
    --------
    >>> from equity.disparity import subgroups
    >>> [(name, gap.value) for name, gap in gap_to_mean(subgroups([10, 20], population=[1, 3]))]
    [('group 1', -7.5), ('group 2', 2.5)]
    """
    prepared = ready(groups)
    if isinstance(prepared, Result):
        return tuple((name, prepared) for name in groups.names)
    own = np.eye(len(prepared.y))
    return tuple(
        (
            name,
            _linear(
                prepared,
                prepared.result(
                    float(prepared.y[at] - prepared.mean),
                    direction=_above_or_below(float(prepared.y[at] - prepared.mean)),
                ),
                own[at] - prepared.share,
                level,
            ),
        )
        for at, name in enumerate(prepared.names)
    )


def _above_or_below(gap: float) -> str:
    return "at the average" if gap == 0 else "above the average" if gap > 0 else "below the average"


def _linear(prepared: Ready, result: Result, weights: FloatArray, level: float) -> Result:
    se = None if prepared.se is None else float(np.sqrt(weights**2 @ prepared.se**2))
    return with_normal_interval(result, se, level=level, method=_PROPAGATED)


def between_group_variance(
    groups: Subgroups,
    *,
    level: float = LEVEL,
    interval: Interval = "corrected",
    draws: int = DRAWS,
) -> Result:
    """The variance between groups: `BGV = sum p_j (y_j - mu)^2`, in the squared unit of the indicator.

    Notes
    -----
    `noise_floor = sum p_j (1 - p_j) s_j^2` and `corrected = max(0, BGV - noise_floor)`. The `delta` standard
    error is that of a quadratic form in normal estimates, `sqrt(4 sum p^2 s^2 (y - mu)^2 + 2 [(sum p^2 s^2)^2
    - sum p^4 s^4 + sum p^2 (1-p)^2 s^4])`.

    References
    ----------
    Ahn J, Harper S, Yu M, Feuer EJ, Liu B. Improved Monte Carlo methods for estimating confidence intervals
    for eleven commonly used health disparity measures. PLoS One 2019; 14: e0219542.

    Examples
    --------
    >>> from equity.disparity import subgroups
    >>> between_group_variance(subgroups([10, 20], population=[1, 3])).value
    18.75
    """
    prepared = ready(groups)
    if isinstance(prepared, Result):
        return prepared
    floor = noise_variance(prepared)
    value = float(prepared.share @ (prepared.y - prepared.mean) ** 2)
    result = with_spread(
        prepared.result(value, direction=UNSIGNED),
        prepared,
        _variance,
        interval=interval,
        level=level,
        draws=draws,
        se=_se_of_variance(prepared),
    )
    if prepared.se is None:
        return result
    return replace(result, noise_floor=floor, corrected=max(0.0, value - floor))


def _se_of_variance(prepared: Ready) -> float | None:
    if prepared.se is None:
        return None
    p, noise = prepared.share, prepared.se**2
    apart = prepared.y - prepared.mean
    linear = 4 * (p**2 * noise) @ apart**2
    of_noise = (p**2 @ noise) ** 2 - p**4 @ noise**2 + (p**2 * (1 - p) ** 2) @ noise**2
    return sqrt(linear + 2 * of_noise)


def between_group_sd(
    groups: Subgroups,
    *,
    level: float = LEVEL,
    interval: Interval = "corrected",
    draws: int = DRAWS,
) -> Result:
    """The standard deviation between groups: the root of `between_group_variance`, in the indicator's unit.

    References
    ----------
    Ahn J et al. 2019 (see `between_group_variance`).

    Examples
    --------
    >>> from equity.disparity import subgroups
    >>> round(between_group_sd(subgroups([10, 20], population=[1, 3])).value, 3)
    4.33
    """
    return _sd(groups, relative=False, level=level, interval=interval, draws=draws)


def coefficient_of_variation(
    groups: Subgroups,
    *,
    small_sample: bool = False,
    level: float = LEVEL,
    interval: Interval = "corrected",
    draws: int = DRAWS,
) -> Result:
    """The standard deviation between groups over the mean, as a fraction; needs a mean above 0.

    With `small_sample` the variance is divided by k - 1 groups rather than k; sensible for equal populations.

    Examples
    --------
    >>> from equity.disparity import subgroups
    >>> round(coefficient_of_variation(subgroups([10, 20], population=[1, 1])).value, 3)
    0.333
    """
    result = _sd(groups, relative=True, level=level, interval=interval, draws=draws)
    if not small_sample or result.value is None:
        return result
    count = len(groups.names) - len(result.left_out)
    factor = sqrt(count / (count - 1))
    return replace(
        result,
        value=result.value * factor,
        why_not_shown="the interval is not adapted to the small-sample form",
    )


def _sd(groups: Subgroups, *, relative: bool, level: float, interval: Interval, draws: int) -> Result:
    prepared = ready(groups)
    if isinstance(prepared, Result):
        return prepared
    if relative and prepared.mean <= 0:
        return prepared.undefined("undefined: the mean is not above 0")
    unit = prepared.mean if relative else 1.0
    variance = float(prepared.share @ (prepared.y - prepared.mean) ** 2)
    result = with_spread(
        prepared.result(sqrt(variance) / unit, direction=UNSIGNED),
        prepared,
        _relative_sd if relative else _absolute_sd,
        interval=interval,
        level=level,
        draws=draws,
    )
    if prepared.se is None:
        return result
    floor = noise_variance(prepared)
    return replace(result, noise_floor=sqrt(floor) / unit, corrected=sqrt(max(0.0, variance - floor)) / unit)


def _variance(values: FloatArray, share: FloatArray) -> FloatArray:
    apart = values - (values @ share)[:, np.newaxis]
    apart *= apart
    return np.asarray(apart @ share)


def _absolute_sd(values: FloatArray, share: FloatArray) -> FloatArray:
    return np.sqrt(_variance(values, share))


def _relative_sd(values: FloatArray, share: FloatArray) -> FloatArray:
    return np.sqrt(_variance(values, share)) / (values @ share)


def mean_difference_from_mean(
    groups: Subgroups,
    *,
    weighted: bool = True,
    level: float = LEVEL,
    interval: Interval = "corrected",
    draws: int = DRAWS,
) -> Result:
    """How far groups lie from the average, on average: `sum p_j |y_j - mu|`, or the plain mean of it.

    Examples
    --------
    >>> from equity.disparity import subgroups
    >>> two = subgroups([10, 20], population=[1, 3])
    >>> mean_difference_from_mean(two).value, mean_difference_from_mean(two, weighted=False).value
    (3.75, 5.0)
    """
    prepared = ready(groups)
    if isinstance(prepared, Result):
        return prepared
    return _spread(prepared, _from_mean(weighted=weighted), level, interval, draws)


def index_of_disparity(
    groups: Subgroups,
    *,
    weighted: bool = True,
    level: float = LEVEL,
    interval: Interval = "corrected",
    draws: int = DRAWS,
) -> Result:
    """The mean difference from the average as a fraction of it: `sum p_j |y_j - mu| / mu`.

    Needs a mean above 0. The weighted form is twice the Hoover index.

    References
    ----------
    Pearcy JN, Keppel KG. A summary measure of health disparity. Public Health Rep 2002; 117: 273-280.

    Examples
    --------
    >>> from equity.disparity import subgroups
    >>> round(index_of_disparity(subgroups([10, 20], population=[1, 3])).value, 4)
    0.2143
    """
    prepared = ready(groups)
    if isinstance(prepared, Result):
        return prepared
    if prepared.mean <= 0:
        return prepared.undefined("undefined: the mean is not above 0")
    return _spread(prepared, _from_mean(weighted=weighted, relative=True), level, interval, draws)


def mean_difference_from_best(
    groups: Subgroups,
    *,
    weighted: bool = True,
    level: float = LEVEL,
    interval: Interval = "corrected",
    draws: int = DRAWS,
) -> Result:
    """How far groups lie from the best one, on average: `sum p_j |y_j - y_best|`, or the plain mean of it.

    The best is the highest value of a favorable indicator, the lowest of an adverse one; it counts as one
    of the groups in the plain mean. In simulations the best is picked anew each time, since which group is
    best is itself uncertain.

    Examples
    --------
    >>> from equity.disparity import subgroups
    >>> mean_difference_from_best(subgroups([10, 20], population=[1, 3], favorable=False)).value
    7.5
    """
    prepared = ready(groups)
    if isinstance(prepared, Result):
        return prepared
    if prepared.favorable is None:
        return prepared.undefined("not computable: it is not declared whether higher or lower is better")
    result = _spread(
        prepared, _from_best(favorable=prepared.favorable, weighted=weighted), level, interval, draws
    )
    if result.why_not_shown:
        return result
    return replace(result, why_not_shown="the best group is picked by the data, which makes gaps look larger")


def mean_difference_from_reference(
    groups: Subgroups,
    *,
    weighted: bool = True,
    level: float = LEVEL,
    interval: Interval = "corrected",
    draws: int = DRAWS,
) -> Result:
    """How far groups lie from the declared reference, on average: `sum p_j |y_j - y_ref|`, or the plain mean.

    Examples
    --------
    >>> from equity.disparity import subgroups
    >>> mean_difference_from_reference(subgroups([10, 20], population=[1, 3], reference=0)).value
    7.5
    """
    prepared = ready(groups)
    if isinstance(prepared, Result):
        return prepared
    if prepared.reference is None:
        return prepared.undefined("not computable: no reference group is declared")
    return _spread(prepared, _from_one(prepared.reference, weighted=weighted), level, interval, draws)


def _spread(prepared: Ready, statistic: Statistic, level: float, interval: Interval, draws: int) -> Result:
    value = float(statistic(prepared.y[np.newaxis], prepared.share)[0])
    return with_spread(
        prepared.result(value, direction=UNSIGNED),
        prepared,
        statistic,
        interval=interval,
        level=level,
        draws=draws,
    )


def _averaged(distance: FloatArray, share: FloatArray, *, weighted: bool) -> FloatArray:
    return np.asarray(distance @ share if weighted else distance.mean(axis=1))


def _from_mean(*, weighted: bool, relative: bool = False) -> Statistic:
    def statistic(values: FloatArray, share: FloatArray) -> FloatArray:
        mean = values @ share
        distance = _averaged(np.abs(values - mean[:, np.newaxis]), share, weighted=weighted)
        return distance / mean if relative else distance

    return statistic


def _from_best(*, favorable: bool, weighted: bool) -> Statistic:
    def statistic(values: FloatArray, share: FloatArray) -> FloatArray:
        best = values.max(axis=1) if favorable else values.min(axis=1)
        return _averaged(np.abs(values - best[:, np.newaxis]), share, weighted=weighted)

    return statistic


def _from_one(reference: int, *, weighted: bool) -> Statistic:
    def statistic(values: FloatArray, share: FloatArray) -> FloatArray:
        return _averaged(np.abs(values - values[:, [reference]]), share, weighted=weighted)

    return statistic
