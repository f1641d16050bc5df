"""What would be gained if every group did as well as the best-placed one."""

from __future__ import annotations

from dataclasses import replace
from math import sqrt

import numpy as np

from equity.disparity._result import LEVEL, Interval, Result, scaled, with_normal_interval
from equity.disparity._subgroups import Ready, Subgroups, ready
from equity.disparity.pairwise import CHOSEN_BY_THE_DATA
from equity.errors import InvalidParameter

_FEWEST_CASES = 30  # in the reference group, for Walter's interval to be shown
_WALTER_IS_FOR_THE_FRACTION = "Walter's error is that of the fraction; the mean's own doubt is not in it"


def population_attributable_risk(
    groups: Subgroups, *, level: float = LEVEL, interval: Interval = "propagated"
) -> Result:
    """How far the average would move if all groups had the reference's value: `PAR = y_ref - mu`.

    The reference is the most advantaged group where groups are ordered, otherwise the best of those eligible.
    For a favorable indicator PAR is 0 or more (a negative value counts as 0), for an adverse one 0 or less.

    Notes
    -----
    `propagated`: `se = sqrt(sum_j (d_j - p_j)^2 s_j^2)`, d_j = 1 for the reference; the interval is that of
    the uncut difference. It is not shown where the data pick the reference. `registry`: Walter's standard
    error of the attributable fraction times mu, which takes the populations for a sample: right for
    registries, where the cases are counted, wrong for survey percentages of census populations. Its
    interval is shown for the fraction only, from 30 cases in the reference group on.

    References
    ----------
    Walter SD. Calculation of attributable risks from epidemiological data. Int J Epidemiol 1978; 7: 175-182.

    Examples
    --------
    >>> from equity.disparity import subgroups
    >>> three = subgroups([20, 30, 60], population=[1, 1, 2], order=[1, 2, 3], favorable=True, scale=100)
    >>> population_attributable_risk(three).value
    17.5
    """
    prepared = ready(groups)
    if isinstance(prepared, Result):
        return prepared
    reference = _reference(prepared)
    if isinstance(reference, Result):
        return reference
    gap = float(prepared.y[reference] - prepared.mean)
    value = max(0.0, gap) if prepared.favorable else min(0.0, gap)
    result = prepared.result(
        value,
        direction=f"the average would {'rise' if value > 0 else 'fall' if value < 0 else 'not move'} "
        f"if all groups were at the level of {prepared.names[reference]}",
    )
    if interval == "registry":
        fraction_se = _walter(prepared, reference)
        if fraction_se is None:
            return replace(result, why_not_shown="the registry standard error needs cases and non-cases")
        return with_normal_interval(
            replace(result, why_not_shown=_WALTER_IS_FOR_THE_FRACTION),
            prepared.mean * fraction_se,
            level=level,
            method="Walter, cases as a sample, normal",
        )
    if interval != "propagated":
        raise InvalidParameter(f"There is no {interval!r} interval here; use propagated or registry.")
    if prepared.order is None and len(prepared.y) > 2:
        result = replace(result, why_not_shown=result.why_not_shown or CHOSEN_BY_THE_DATA)
    if prepared.se is None:
        return result
    weights = -prepared.share
    weights[reference] += 1
    se = float(np.sqrt(weights**2 @ prepared.se**2))
    around_gap = with_normal_interval(
        replace(result, value=gap), se, level=level, method="propagated standard errors, normal"
    )
    return replace(around_gap, value=value)


def population_attributable_fraction(
    groups: Subgroups, *, level: float = LEVEL, interval: Interval = "propagated"
) -> Result:
    """The population attributable risk as a fraction of the average: `PAF = (y_ref - mu) / mu`.

    Needs a mean above 0. See `population_attributable_risk` for the reference and the intervals.

    Notes
    -----
    `propagated`, by the delta method on `y_ref / mu`: `se = sqrt(sum_j ((d_j - p_j y_ref / mu) / mu)^2
    s_j^2)`.

    References
    ----------
    Walter SD, 1978 (see `population_attributable_risk`).

    Examples
    --------
    >>> from equity.disparity import subgroups
    >>> three = subgroups([20, 30, 60], population=[1, 1, 2], order=[1, 2, 3], favorable=True, scale=100)
    >>> round(population_attributable_fraction(three).value, 4)
    0.4118
    """
    prepared = ready(groups)
    if isinstance(prepared, Result):
        return prepared
    risk = population_attributable_risk(groups, level=level, interval=interval)
    if risk.value is None:
        return risk
    mean = prepared.mean
    if mean <= 0:
        return prepared.undefined("undefined: the mean is not above 0")
    fraction = scaled(risk, 1 / mean)
    reference = _reference(prepared)
    if isinstance(reference, Result) or (prepared.se is None and interval == "propagated"):
        return fraction
    if interval == "registry" or prepared.se is None:
        return replace(fraction, why_not_shown=_why_not_registry(prepared, reference, fraction))
    level_of_reference = float(prepared.y[reference] / mean)
    weights = -prepared.share * level_of_reference / mean
    weights[reference] += 1 / mean
    se = float(np.sqrt(weights**2 @ prepared.se**2))
    around_gap = with_normal_interval(
        replace(fraction, value=level_of_reference - 1), se, level=level, method="delta method, normal"
    )
    return replace(around_gap, value=fraction.value)


def _why_not_registry(prepared: Ready, reference: int, fraction: Result) -> str:
    if fraction.low is None:
        return fraction.why_not_shown
    if prepared.order is None and len(prepared.y) > 2:
        return CHOSEN_BY_THE_DATA
    cases = prepared.y[reference] / prepared.scale * prepared.population[reference]
    return "" if cases >= _FEWEST_CASES else f"the reference group has fewer than {_FEWEST_CASES} cases"


def _reference(prepared: Ready) -> int | Result:
    """The most advantaged group, or without an order the best one."""
    if prepared.order is None:
        return prepared.best()
    if prepared.favorable is None:
        return prepared.undefined("not computable: it is not declared whether higher or lower is better")
    candidates = np.flatnonzero(prepared.order == prepared.order.max())
    if len(candidates) > 1:
        return prepared.undefined("not computable: several groups share the top of the order")
    return int(candidates[0])


def _walter(prepared: Ready, reference: int) -> float | None:
    """Walter's standard error of the attributable fraction, from cases and non-cases; None without any."""
    cases = prepared.y / prepared.scale * prepared.population
    c, n_reference = cases[reference], prepared.population[reference]
    a, d = cases.sum() - c, n_reference - c
    b, total = prepared.population.sum() - n_reference - a, prepared.population.sum()
    if min(a, b, c, d) < 0 or a + c <= 0 or c + d <= 0:
        return None
    return sqrt(c * total * (a * d * (total - c) + b * c**2) / ((a + c) ** 3 * (c + d) ** 3))
