"""Inequality with the groups ranked by the value itself: Lorenz curve, Gini and Hoover index."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from equity.disparity._draws import DRAWS, Spread, with_spread
from equity.disparity._result import LEVEL, FloatArray, IntArray, Interval, Result, Statistic, scaled
from equity.disparity._subgroups import Ready, Subgroups, ready, ridit_ranks
from equity.disparity.dispersion import index_of_disparity


@dataclass(frozen=True, kw_only=True)
class Curve:
    """Points from (0, 0) to (1, 1): cumulative share of people and of the value.

    `twice_area` is twice the area between the curve and the diagonal, negative where the curve lies above it.
    Without points, `reason` says why.
    """

    population: tuple[float, ...] = ()
    value: tuple[float, ...] = ()
    twice_area: float | None = None
    reason: str = ""


def curve_of(values: FloatArray, share: FloatArray) -> Curve:
    """The curve of groups in the order given; values of 0 or more with a mean above 0."""
    people = np.concatenate([[0.0], np.cumsum(share)])
    owned = np.concatenate([[0.0], np.cumsum(share * values)]) / float(share @ values)
    area = float(np.diff(people) @ (owned[1:] + owned[:-1]))
    people[-1] = owned[-1] = 1.0
    return Curve(population=tuple(people.tolist()), value=tuple(owned.tolist()), twice_area=1 - area)


def lorenz_curve(groups: Subgroups) -> Curve:
    """Which share of the total the lowest share of people has, groups ranked from lowest to highest value.

    References
    ----------
    Lorenz MO. Methods of measuring the concentration of wealth. Publ Am Stat Assoc 1905; 9: 209-219.

    Examples
    --------
    >>> from equity.disparity import subgroups
    >>> lorenz_curve(subgroups([10, 30], population=[1, 1])).value
    (0.0, 0.25, 1.0)
    """
    prepared = _fit(groups)
    if isinstance(prepared, Result):
        return Curve(reason=prepared.reason)
    rising = np.argsort(prepared.y, kind="stable")
    return curve_of(prepared.y[rising], prepared.share[rising])


def gini_index(
    groups: Subgroups,
    *,
    small_sample: bool = False,
    level: float = LEVEL,
    interval: Interval = "corrected",
    draws: int = DRAWS,
) -> Result:
    """The Gini index, 0 to 1: twice the area between the Lorenz curve and equality.

    `G = 2 sum p_j (y_j - mu) (r_j - 1/2) / mu`, with ranks r_j by the value itself. With `small_sample` it is
    multiplied by n / (n - 1), so that one of n groups having everything gives 1.

    References
    ----------
    Lerman RI, Yitzhaki S. A note on the calculation and interpretation of the Gini index. Econ Lett 1984; 15:
    363-368.

    Examples
    --------
    >>> from equity.disparity import subgroups
    >>> round(gini_index(subgroups([10, 20, 30, 40, 50], population=[1] * 5)).value, 4)
    0.2667
    """
    prepared = _fit(groups)
    if isinstance(prepared, Result):
        return prepared
    count = len(prepared.y)
    factor = count / (count - 1) if small_sample else 1.0
    statistic = _gini(factor=factor)
    value = float(statistic(prepared.y[np.newaxis], prepared.share)[0])
    rank = ridit_ranks(prepared.population, order=prepared.y)
    slopes = prepared.share / prepared.mean * (factor * (2 * rank - 1) - value)
    spread = Spread(statistic=statistic, slopes=slopes, lowest=0)
    return with_spread(prepared, spread, interval=interval, level=level, draws=draws)


def _gini(*, factor: float) -> Statistic:
    def statistic(values: FloatArray, share: FloatArray) -> FloatArray:
        rising, place = _sorted(values)
        people = share[place]
        owned = np.multiply(rising, people, out=rising)
        half_of_own = np.einsum("ij,ij->i", owned, people) / 2
        ranked = np.einsum("ij,ij->i", owned, np.cumsum(people, axis=1)) - half_of_own
        return np.asarray(factor * (2 * ranked / owned.sum(axis=1) - 1))

    return statistic


def _sorted(values: FloatArray) -> tuple[FloatArray, IntArray]:
    """Each row of values of 0 or more in rising order, and where each one stood.

    The position is written into the last bits of the number: sorting numbers takes a third of the time of
    sorting positions, and of a thousand values eleven digits remain.
    """
    count = values.shape[1]
    last_bits = (1 << (count - 1).bit_length()) - 1
    marked = np.abs(values).view(np.int64)
    marked &= ~last_bits
    marked |= np.arange(count)
    rising = marked.view(np.float64)
    rising.sort(axis=1)
    return rising, marked & last_bits


def hoover_index(
    groups: Subgroups, *, level: float = LEVEL, interval: Interval = "corrected", draws: int = DRAWS
) -> Result:
    """The share of the total that would have to move for all to be equal, 0 to 1.

    Also called Ricci-Schutz or Robin Hood index: `H = sum p_j |y_j - mu| / (2 mu)`, half the weighted index
    of disparity.

    References
    ----------
    Hoover EM. The measurement of industrial localization. Rev Econ Stat 1936; 18: 162-171.

    Examples
    --------
    >>> from equity.disparity import subgroups
    >>> hoover_index(subgroups([10, 30], population=[1, 1])).value
    0.25
    """
    prepared = _fit(groups)
    if isinstance(prepared, Result):
        return prepared
    return scaled(index_of_disparity(groups, level=level, interval=interval, draws=draws), 0.5)


def _fit(groups: Subgroups) -> Ready | Result:
    prepared = ready(groups)
    if isinstance(prepared, Result):
        return prepared
    if (prepared.y < 0).any():
        return prepared.undefined("undefined: a share of the total needs values of 0 or more")
    if prepared.mean == 0:
        return prepared.undefined("undefined: the mean is 0")
    return prepared
