"""Two groups against each other: how far apart, and how many times as high.

Simple measures: they look at two groups only and ignore the rest and everyone's size. Absolute and relative
gaps can move in opposite directions, so a trend needs both.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import hypot

import numpy as np

from equity.disparity._result import LEVEL, Result, with_log_interval, with_normal_interval
from equity.disparity._subgroups import Ready, Subgroups, ready
from equity.rates import CV_CAUTION

CHOSEN_BY_THE_DATA = (
    "what is compared was picked because it is extreme, which makes a gap look larger than it is"
)


@dataclass(frozen=True, kw_only=True)
class _Pair:
    first: int
    second: int
    chosen_by_the_data: bool


def difference(groups: Subgroups, *, level: float = LEVEL) -> Result:
    """How much higher one group is than another: `y_1 - y_2`, in the indicator's unit.

    Ordered groups: most less least advantaged for a favorable indicator, least less most advantaged for an
    adverse one, so that a positive value means the disadvantaged fare worse. Unordered groups with a
    reference: reference less the lowest other (favorable), or the highest other less the reference (adverse).
    Unordered without reference: highest less lowest, of the eligible groups.

    Notes
    -----
    `se = sqrt(s_1^2 + s_2^2)`, normal interval. Where the data choose the groups (extremes), the interval is
    given but not shown: the gap between extremes is biased upwards.

    References
    ----------
    Schlotheuber A, Hosseinpoor AR. Summary measures of health inequality: a review of existing measures and
    their application. Int J Environ Res Public Health 2022; 19: 3697.

    Examples
    --------
    >>> from equity.disparity import subgroups
    >>> difference(subgroups([20, 30, 60], order=[1, 2, 3], favorable=True, scale=100)).value
    40.0
    """
    prepared = ready(groups, weighted=False)
    if isinstance(prepared, Result):
        return prepared
    pair = _pair(prepared)
    if isinstance(pair, Result):
        return pair
    first, second = prepared.y[pair.first], prepared.y[pair.second]
    result = _described(prepared, pair, float(first - second))
    return with_normal_interval(
        result,
        _se_of_pair(prepared, pair, 1.0, 1.0),
        level=level,
        method="propagated standard errors, normal",
    )


def ratio(groups: Subgroups, *, level: float = LEVEL) -> Result:
    """How many times as high one group is as another: `y_1 / y_2`, for the same two groups as `difference`.

    Undefined unless both are at least 0 and the second is above 0. Show it on a log axis.

    Notes
    -----
    `se(ln R) = sqrt((s_1/y_1)^2 + (s_2/y_2)^2)`; the interval is made on the log scale. A ratio of
    0 has none.

    References
    ----------
    Schlotheuber A, Hosseinpoor AR, 2022 (see `difference`).

    Examples
    --------
    >>> from equity.disparity import subgroups
    >>> ratio(subgroups([20, 30, 60], order=[1, 2, 3], favorable=True, scale=100)).value
    3.0
    """
    prepared = ready(groups, weighted=False)
    if isinstance(prepared, Result):
        return prepared
    pair = _pair(prepared)
    if isinstance(pair, Result):
        return pair
    first, second = prepared.y[pair.first], prepared.y[pair.second]
    if second == 0:
        return prepared.undefined("undefined: zero denominator")
    if first < 0 or second < 0:
        return prepared.undefined("undefined: a ratio needs values of 0 or more")
    result = _described(prepared, pair, float(first / second))
    if first == 0:
        return replace(result, why_not_shown="a ratio of 0 has no interval on the log scale")
    cv = None if prepared.se is None else max(prepared.se[[pair.first, pair.second]] / (first, second))
    if cv is not None and cv > CV_CAUTION and not result.why_not_shown:
        result = replace(result, why_not_shown="one of the two values is too uncertain for a ratio")
    return with_log_interval(
        result,
        _se_of_pair(prepared, pair, 1 / first, 1 / second),
        level=level,
        method="propagated standard errors, log scale",
    )


def _se_of_pair(prepared: Ready, pair: _Pair, of_first: float, of_second: float) -> float | None:
    if prepared.se is None:
        return None
    return hypot(of_first * prepared.se[pair.first], of_second * prepared.se[pair.second])


def _pair(prepared: Ready) -> _Pair | Result:
    y, favorable = prepared.y, prepared.favorable
    if prepared.order is None and prepared.reference is None:
        eligible = np.flatnonzero(prepared.eligible)
        if len(eligible) < 2:
            return prepared.undefined("not computable: fewer than 2 values can be relied on to be the ends")
        return _Pair(
            first=int(eligible[y[eligible].argmax()]),
            second=int(eligible[y[eligible].argmin()]),
            chosen_by_the_data=len(y) > 2,
        )
    if favorable is None:
        return prepared.undefined("not computable: it is not declared whether higher or lower is better")
    if prepared.order is not None:
        least, most = int(prepared.order.argmin()), int(prepared.order.argmax())
        ends = (prepared.order == prepared.order[least]).sum(), (prepared.order == prepared.order[most]).sum()
        if max(ends) > 1:
            return prepared.undefined("not computable: several groups share one end of the order")
        first, second = (most, least) if favorable else (least, most)
        return _Pair(first=first, second=second, chosen_by_the_data=False)
    reference = prepared.reference or 0
    others = np.array([at for at in range(len(y)) if at != reference])
    far = int(others[y[others].argmin() if favorable else y[others].argmax()])
    first, second = (reference, far) if favorable else (far, reference)
    return _Pair(first=first, second=second, chosen_by_the_data=len(y) > 2)


def _described(prepared: Ready, pair: _Pair, value: float) -> Result:
    result = prepared.result(
        value, direction=f"{prepared.names[pair.first]} against {prepared.names[pair.second]}"
    )
    return replace(result, why_not_shown=CHOSEN_BY_THE_DATA) if pair.chosen_by_the_data else result


@dataclass(frozen=True, kw_only=True)
class HealthyPeople:
    """The measures of Healthy People 2030: everyone against the best group.

    `best` is the best group's position and `best_name` its name. `maximal_rate_difference` is highest less
    lowest, `maximal_rate_ratio` highest over lowest, `summary_rate_ratio` compares the plain mean of the
    other groups with the best; all ratios are at least 1. `ratios_to_best` has one result a group.
    """

    best: int | None
    best_name: str
    maximal_rate_difference: Result
    maximal_rate_ratio: Result
    summary_rate_ratio: Result
    ratios_to_best: tuple[Result, ...]


def healthy_people(groups: Subgroups, *, level: float = LEVEL) -> HealthyPeople:
    """How every group compares with the best one, as the national objectives measure it.

    The best of the eligible groups has the highest value of a favorable indicator, the lowest of an adverse
    one. The summary rate ratio is the mean of the others over the best (adverse) or the best over that mean
    (favorable); less 1, for an adverse indicator, it is the index of disparity of Healthy People 2010.

    Notes
    -----
    Log-scale delta intervals, not shown: the best group is chosen by the data.

    References
    ----------
    National Center for Health Statistics. Healthy People Statistical Notes 27.

    Examples
    --------
    >>> from equity.disparity import subgroups
    >>> found = healthy_people(subgroups([12.0, 18, 24, 30], favorable=False))
    >>> found.maximal_rate_difference.value, found.maximal_rate_ratio.value, found.summary_rate_ratio.value
    (18.0, 2.5, 2.0)
    """
    prepared = ready(replace(groups, order=None, reference=None), weighted=False)
    if isinstance(prepared, Result):
        return _nothing(prepared)
    best = prepared.best()
    if isinstance(best, Result):
        return _nothing(best)
    y, se = prepared.y, prepared.se
    others = np.arange(len(y)) != best
    mean = float(y[others].mean())
    se_of_mean = None if se is None else float(np.sqrt((se[others] ** 2).sum()) / others.sum())
    name = prepared.names[best]

    def against_best(value: float, value_se: float | None, described: str) -> Result:
        high, low = (y[best], value) if prepared.favorable else (value, y[best])
        if low <= 0:
            return prepared.undefined("undefined: zero denominator")
        result = replace(
            prepared.result(float(high / low), direction=f"{described} against {name}, the best"),
            why_not_shown=CHOSEN_BY_THE_DATA,
        )
        if se is None or value_se is None or high <= 0:
            return result
        return with_log_interval(
            result, hypot(se[best] / y[best], value_se / value), level=level, method="delta, log scale"
        )

    return HealthyPeople(
        best=groups.names.index(name),
        best_name=name,
        maximal_rate_difference=difference(replace(groups, order=None, reference=None), level=level),
        maximal_rate_ratio=ratio(replace(groups, order=None, reference=None), level=level),
        summary_rate_ratio=against_best(mean, se_of_mean, "the mean of the others"),
        ratios_to_best=tuple(
            against_best(float(y[at]), None if se is None else float(se[at]), prepared.names[at])
            for at in range(len(y))
        ),
    )


def _nothing(why: Result) -> HealthyPeople:
    return HealthyPeople(
        best=None,
        best_name="",
        maximal_rate_difference=why,
        maximal_rate_ratio=why,
        summary_rate_ratio=why,
        ratios_to_best=(),
    )
