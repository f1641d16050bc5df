"""How far all groups lie from the mean, from the best, or from a chosen one.

Every measure is zero when all groups are equal and grows with inequality, so it has no sign. Weighted forms
count people, unweighted forms count groups; the mean itself is always weighted by population. Each comes
with what chance alone would show (`noise_floor`) and with a value corrected for it.
"""

from __future__ import annotations

from dataclasses import replace
from math import sqrt

import numpy as np

from equity.disparity._draws import DRAWS, Spread, noise_variance, variance_of_noise, with_spread
from equity.disparity._result import (
    LEVEL,
    FloatArray,
    Interval,
    Result,
    Statistic,
    scaled,
    with_normal_interval,
)
from equity.disparity._subgroups import Ready, Subgroups, ready

_PROPAGATED = "propagated standard errors, normal"
_MOST_NEAR = 0.10  # of the weight, at most, may belong to groups that cannot be told from the reference


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
    se = None if prepared.se is None else float(np.sqrt(prepared.share**2 @ prepared.se**2))
    return with_normal_interval(prepared.result(prepared.mean), se, level=level, method=_PROPAGATED)


def gap_to_mean(groups: Subgroups, *, level: float = LEVEL) -> tuple[tuple[str, Result], ...]:
    """Each group's name and how far it lies above (or, negative, below) the population's average.

    `y_j - mu`; its standard error allows for the group being part of the average:
    `sqrt((1 - 2 p_j) s_j^2 + sum_i p_i^2 s_i^2)`.

    Examples
    --------
    >>> from equity.disparity import subgroups
    >>> [(name, gap.value) for name, gap in gap_to_mean(subgroups([10, 20], population=[1, 3]))]
    [('group 1', -7.5), ('group 2', 2.5)]
    """
    prepared = ready(groups)
    if isinstance(prepared, Result):
        return tuple((name, prepared) for name in groups.names)
    gaps = prepared.y - prepared.mean
    se = None
    if prepared.se is not None:
        noise = prepared.se**2
        se = np.sqrt(noise * (1 - 2 * prepared.share) + prepared.share**2 @ noise)
    return tuple(
        (
            name,
            with_normal_interval(
                prepared.result(float(gaps[at]), direction=_above_or_below(float(gaps[at]))),
                None if se is None else float(se[at]),
                level=level,
                method=_PROPAGATED,
            ),
        )
        for at, name in enumerate(prepared.names)
    )


def _above_or_below(gap: float) -> str:
    return "at the average" if gap == 0 else "above the average" if gap > 0 else "below the average"


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
    spread = Spread(
        statistic=_variance,
        slopes=_slopes_of_variance(prepared),
        variance_of_noise=variance_of_noise(prepared),
    )
    result = with_spread(prepared, spread, interval=interval, level=level, draws=draws)
    if prepared.se is None or result.value is None:
        return result
    floor = noise_variance(prepared)
    return replace(result, noise_floor=floor, corrected=max(0.0, result.value - floor))


def _slopes_of_variance(prepared: Ready) -> FloatArray:
    return 2 * prepared.share * (prepared.y - prepared.mean)


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
    count = len(groups.names) - len(result.left_out)
    return scaled(result, sqrt(count / (count - 1))) if small_sample and count > 1 else result


def _sd(groups: Subgroups, *, relative: bool, level: float, interval: Interval, draws: int) -> Result:
    prepared = ready(groups)
    if isinstance(prepared, Result):
        return prepared
    if relative and prepared.mean <= 0:
        return prepared.undefined("undefined: the mean is not above 0")
    unit = prepared.mean if relative else 1.0
    sd = sqrt(float(_variance(prepared.y[np.newaxis], prepared.share)[0]))
    # Where all groups are equal the root has no slope, and no interval.
    slopes = _slopes_of_variance(prepared) / (2 * sd) if sd > 0 else np.full(len(prepared.y), np.nan)
    spread = Spread(
        statistic=_relative_sd if relative else _absolute_sd,
        slopes=(slopes - sd / unit * prepared.share) / unit if relative else slopes,
        variance_of_noise=variance_of_noise(prepared) / (2 * sd * unit) ** 2 if sd > 0 else 0.0,
    )
    result = with_spread(prepared, spread, interval=interval, level=level, draws=draws)
    if prepared.se is None:
        return result
    floor = noise_variance(prepared)
    return replace(result, noise_floor=sqrt(floor) / unit, corrected=sqrt(max(0.0, sd**2 - floor)) / unit)


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
    spread = _from_mean(prepared, weighted=weighted, relative=False)
    return with_spread(prepared, spread, interval=interval, level=level, draws=draws)


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
    spread = _from_mean(prepared, weighted=weighted, relative=True)
    return with_spread(prepared, spread, interval=interval, level=level, draws=draws)


def mean_difference_from_best(
    groups: Subgroups,
    *,
    weighted: bool = True,
    level: float = LEVEL,
    interval: Interval = "corrected",
    draws: int = DRAWS,
) -> Result:
    """How far groups lie from the best one, on average: `sum p_j |y_j - y_best|`, or the plain mean of it.

    The best is the highest value of a favorable indicator, the lowest of an adverse one, among the eligible
    groups; it counts as one of the groups in the plain mean. In simulations the best is picked anew each
    time, since which group is best is itself uncertain.

    Examples
    --------
    >>> from equity.disparity import subgroups
    >>> mean_difference_from_best(subgroups([10, 20], population=[1, 3], favorable=False)).value
    7.5
    """
    prepared = ready(groups)
    if isinstance(prepared, Result):
        return prepared
    best = prepared.best()
    if isinstance(best, Result):
        return best
    spread = replace(
        _from_one(prepared, best, weighted=weighted), statistic=_from_best(prepared, weighted=weighted)
    )
    result = with_spread(prepared, spread, interval=interval, level=level, draws=draws)
    if result.low is None:
        return result
    return replace(result, why_not_shown="the best one is picked by the data, which makes gaps look larger")


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
    spread = _from_one(prepared, prepared.reference, weighted=weighted)
    return with_spread(prepared, spread, interval=interval, level=level, draws=draws)


def _weights(share: FloatArray, *, weighted: bool) -> FloatArray:
    return share if weighted else np.full(len(share), 1 / len(share))


def _from_mean(prepared: Ready, *, weighted: bool, relative: bool) -> Spread:
    def statistic(values: FloatArray, share: FloatArray) -> FloatArray:
        mean = values @ share
        distance = np.abs(values - mean[:, np.newaxis]) @ _weights(share, weighted=weighted)
        return np.asarray(distance / mean if relative else distance)

    weights, share, mean = _weights(prepared.share, weighted=weighted), prepared.share, prepared.mean
    side = np.sign(prepared.y - mean)
    slopes = weights * side - share * float(weights @ side)
    if relative:
        slopes = (slopes - share * float(statistic(prepared.y[np.newaxis], share)[0])) / mean
    return Spread(statistic=statistic, slopes=slopes)


def _from_best(prepared: Ready, *, weighted: bool) -> Statistic:
    def statistic(values: FloatArray, share: FloatArray) -> FloatArray:
        among = values[:, prepared.eligible]
        best = among.max(axis=1) if prepared.favorable else among.min(axis=1)
        return np.asarray(np.abs(values - best[:, np.newaxis]) @ _weights(share, weighted=weighted))

    return statistic


def _from_one(prepared: Ready, reference: int, *, weighted: bool) -> Spread:
    def statistic(values: FloatArray, share: FloatArray) -> FloatArray:
        return np.asarray(np.abs(values - values[:, [reference]]) @ _weights(share, weighted=weighted))

    weights = _weights(prepared.share, weighted=weighted)
    apart = prepared.y - prepared.y[reference]
    slopes = weights * np.sign(apart)
    slopes[reference] = -slopes.sum()
    return Spread(statistic=statistic, slopes=slopes, why_not_shown=_why_near(prepared, weights, reference))


def _why_near(prepared: Ready, weights: FloatArray, reference: int) -> str:
    """Groups near the reference may lie on either side of it, and the measure bends there."""
    if prepared.se is None:
        return ""
    apart = np.abs(prepared.y - prepared.y[reference])
    near = apart < 3 * np.hypot(prepared.se, prepared.se[reference])
    near[reference] = False
    if weights[near].sum() <= _MOST_NEAR:
        return ""
    return f"groups with {100 * weights[near].sum():.0f} % of the weight cannot be told from the reference"
