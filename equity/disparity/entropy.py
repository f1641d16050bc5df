"""Relative inequality from information theory: Theil, mean log deviation, Atkinson, generalized entropy.

All look at each group's value over the mean, `rho_j = y_j / mu`, so a change of unit changes nothing. Zero
means equality. They need values of 0 or more, some strictly above 0: a logarithm of zero is not replaced
by a small number, since the answer would then depend on that number.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from equity.disparity._draws import DRAWS, UNSIGNED, Spread, variance_of_noise, with_spread
from equity.disparity._result import LEVEL, FloatArray, Interval, Result, Statistic, undefined
from equity.disparity._subgroups import Ready, Subgroups, ready
from equity.errors import InvalidParameter


def theil_index(
    groups: Subgroups, *, level: float = LEVEL, interval: Interval = "corrected", draws: int = DRAWS
) -> Result:
    """The Theil index: `T = sum p_j rho_j ln rho_j`, with `0 ln 0 = 0`. Sensitive to high values.

    Notes
    -----
    The `delta` standard error is `sqrt(sum [(p_j s_j / mu) (1 + ln rho_j - sum_i p_i rho_i (1 + ln
    rho_i))]^2)`. The World Health Organization prints the index times 1,000.

    References
    ----------
    Theil H. Economics and Information Theory. North-Holland, 1967.

    Examples
    --------
    >>> from equity.disparity import subgroups
    >>> round(theil_index(subgroups([10, 20], population=[1, 1])).value, 4)
    0.0566
    """
    prepared = _fit(groups, strictly=False)
    if isinstance(prepared, Result):
        return prepared
    rho, p, mean = prepared.y / prepared.mean, prepared.share, prepared.mean
    rise = 1 + np.log(np.where(rho > 0, rho, np.nan))
    slopes = p / mean * (rise - float(np.nansum(p * rho * rise)))
    spread = Spread(statistic=_theil, slopes=slopes, lowest=0)
    return with_spread(prepared, spread, interval=interval, level=level, draws=draws)


def mean_log_deviation(
    groups: Subgroups, *, level: float = LEVEL, interval: Interval = "corrected", draws: int = DRAWS
) -> Result:
    """The mean log deviation: `MLD = - sum p_j ln rho_j`. Sensitive to low values; needs all above 0.

    Notes
    -----
    The `delta` standard error is `sqrt(sum [(p_j s_j / mu) (1 - 1 / rho_j)]^2)`.

    References
    ----------
    Cowell FA. Measuring Inequality. Oxford University Press, 2011.

    Examples
    --------
    >>> from equity.disparity import subgroups
    >>> round(mean_log_deviation(subgroups([10, 20], population=[1, 1])).value, 4)
    0.0589
    """
    prepared = _fit(groups, strictly=True)
    if isinstance(prepared, Result):
        return prepared
    slopes = prepared.share / prepared.mean * (1 - prepared.mean / prepared.y)
    spread = Spread(statistic=_log_deviation, slopes=slopes, lowest=0)
    return with_spread(prepared, spread, interval=interval, level=level, draws=draws)


def atkinson_index(
    groups: Subgroups,
    *,
    epsilon: float = 1.0,
    level: float = LEVEL,
    interval: Interval = "corrected",
    draws: int = DRAWS,
) -> Result:
    """The Atkinson index: the part of the mean that inequality costs, 0 to 1.

    `A = 1 - (sum p_j rho_j^(1 - epsilon))^(1 / (1 - epsilon))`, for epsilon 1: `1 - exp(sum p_j ln rho_j)`.
    The larger epsilon, the more the lowest values count. From epsilon 1 on, all values must be above 0.

    Raises
    ------
    InvalidParameter
        epsilon is not above 0.

    References
    ----------
    Atkinson AB. On the measurement of inequality. J Econ Theory 1970; 2: 244-263.

    Examples
    --------
    >>> from equity.disparity import subgroups
    >>> round(atkinson_index(subgroups([10, 20, 30, 40, 50], population=[1] * 5), epsilon=0.5).value, 5)
    0.06315
    """
    if epsilon <= 0:
        raise InvalidParameter(f"epsilon is {epsilon}; expected a number above 0, such as 0.5, 1 or 2.")
    prepared = _fit(groups, strictly=epsilon >= 1)
    if isinstance(prepared, Result):
        return prepared
    y, p, mean = prepared.y, prepared.share, prepared.mean
    equal = mean * (1 - float(_atkinson(epsilon)(y[np.newaxis], p)[0]))
    slopes = p / mean * (equal / mean - (equal / np.where(y > 0, y, np.nan)) ** epsilon)
    spread = Spread(statistic=_atkinson(epsilon), slopes=slopes, lowest=0)
    return with_spread(prepared, spread, interval=interval, level=level, draws=draws)


def generalized_entropy_2(
    groups: Subgroups, *, level: float = LEVEL, interval: Interval = "corrected", draws: int = DRAWS
) -> Result:
    """Generalized entropy of order 2: `(sum p_j rho_j^2 - 1) / 2`, half the squared coefficient of variation.

    Needs a mean above 0.

    References
    ----------
    Cowell FA, 2011 (see `mean_log_deviation`).

    Examples
    --------
    >>> from equity.disparity import subgroups
    >>> round(generalized_entropy_2(subgroups([10, 20], population=[1, 1])).value, 4)
    0.0556
    """
    prepared = ready(groups)
    if isinstance(prepared, Result):
        return prepared
    if prepared.mean <= 0:
        return prepared.undefined("undefined: the mean is not above 0")
    y, p, mean = prepared.y, prepared.share, prepared.mean
    slopes = p / mean * (y / mean - float(p @ y**2) / mean**2)
    spread = Spread(
        statistic=_half_squared_variation,
        slopes=slopes,
        variance_of_noise=variance_of_noise(prepared) / (2 * mean**2) ** 2,
    )
    return with_spread(prepared, spread, interval=interval, level=level, draws=draws)


def _fit(groups: Subgroups, *, strictly: bool) -> Ready | Result:
    prepared = ready(groups)
    if isinstance(prepared, Result):
        return prepared
    if (prepared.y < 0).any():
        return prepared.undefined("undefined: values below 0 have no logarithm")
    if prepared.mean == 0:
        return prepared.undefined("undefined: the mean is 0")
    if strictly and (prepared.y == 0).any():
        return prepared.undefined("undefined: a group at 0 has no logarithm")
    return prepared


def _relative(values: FloatArray, share: FloatArray) -> FloatArray:
    return values / (values @ share)[:, np.newaxis]


_SMALLEST = np.finfo(np.float64).tiny


def _theil(values: FloatArray, share: FloatArray) -> FloatArray:
    rho = _relative(values, share)
    logs = np.log(np.maximum(rho, _SMALLEST))
    logs *= rho
    return np.asarray(logs @ share)


def _log_deviation(values: FloatArray, share: FloatArray) -> FloatArray:
    mean = values @ share
    logs = np.log(np.maximum(values, _SMALLEST))
    return np.asarray(np.log(mean) - logs @ share)


def _half_squared_variation(values: FloatArray, share: FloatArray) -> FloatArray:
    apart = _relative(values, share) - 1
    apart *= apart
    return np.asarray(apart @ share) / 2


def _atkinson(epsilon: float) -> Statistic:
    def statistic(values: FloatArray, share: FloatArray) -> FloatArray:
        if epsilon == 1:
            return -np.expm1(-_log_deviation(values, share))
        rho = np.maximum(_relative(values, share), _SMALLEST)
        return np.asarray(1 - (rho ** (1 - epsilon) @ share) ** (1 / (1 - epsilon)))

    return statistic


@dataclass(frozen=True, kw_only=True)
class Decomposition:
    """The Theil index of all values, split into what lies between sets and what lies within them."""

    total: Result
    between: Result
    within: Result


def theil_decomposition(
    values: Sequence[float],
    sets: Sequence[object],
    *,
    weights: Sequence[float] | None = None,
    suppressed: Sequence[bool] | None = None,
) -> Decomposition:
    """How much of the inequality lies between sets of groups (states) and how much within (their counties).

    `between = sum_g P_g rho_g ln rho_g`, `within = sum_g P_g rho_g T_g`, with P_g the set's population share,
    rho_g its mean over the mean of all and T_g its own Theil index. The two add up to the total.

    Parameters
    ----------
    values
        One value of 0 or more for each group.
    sets
        The set each group belongs to.
    weights
        Populations; equal without them.
    suppressed
        Groups whose value is known but must not be shown: one of them withholds all three.

    References
    ----------
    Shorrocks AF. The class of additively decomposable inequality measures. Econometrica 1980; 48: 613-625.

    Examples
    --------
    >>> split = theil_decomposition([10, 20, 30, 60], ["a", "a", "b", "b"])
    >>> round(split.between.value, 4), round(split.within.value, 4), round(split.total.value, 4)
    (0.1308, 0.0566, 0.1874)
    """
    y = np.asarray(values, dtype=np.float64)
    n = np.ones(len(y)) if weights is None else np.asarray(weights, dtype=np.float64)
    if not len(y) == len(sets) == len(n):
        raise InvalidParameter(
            f"{len(y)} values, {len(sets)} sets and {len(n)} weights; expected one of each."
        )
    if suppressed is not None and any(suppressed):
        hidden = undefined("withheld: a suppressed group could be worked out from the summary")
        return Decomposition(total=hidden, between=hidden, within=hidden)
    wrong = undefined("undefined: values must be 0 or more, with a mean above 0")
    if not len(y) or (y < 0).any() or n.sum() <= 0 or y @ n <= 0:
        return Decomposition(total=wrong, between=wrong, within=wrong)
    labels = {label: at for at, label in enumerate(dict.fromkeys(sets))}
    block = np.array([labels[label] for label in sets])
    share, mean = n / n.sum(), float(y @ n / n.sum())
    share_of_set = np.bincount(block, weights=share).astype(np.float64)
    owned_by_set = np.bincount(block, weights=share * y) / mean
    rho = owned_by_set / np.where(share_of_set > 0, share_of_set, 1)
    between = float(_theil(rho[np.newaxis], share_of_set)[0])
    total = float(_theil(y[np.newaxis] / mean, share)[0])
    return Decomposition(
        total=_part(total),
        between=_part(between),
        within=_part(total - between),
    )


def _part(value: float) -> Result:
    return Result(
        value=value, direction=UNSIGNED, why_not_shown="a decomposition comes without standard errors"
    )
