"""How an indicator climbs or falls along an order of groups, from the most to the least disadvantaged.

A line is fitted to the groups against their rank in the population (0 bottom, 1 top). The slope index is the
fitted value at the very top less that at the very bottom; the relative index is the one over the other. A
positive slope, or a ratio above 1, means higher among the advantaged, for favorable and adverse
indicators alike.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import sqrt
from typing import Literal

import numpy as np
import scipy

from equity.disparity._result import (
    LEVEL,
    FloatArray,
    Interval,
    Result,
    with_log_interval,
    with_normal_interval,
)
from equity.disparity._subgroups import Ready, Subgroups, ready
from equity.errors import InvalidParameter

Model = Literal["linear", "logit", "log of the value", "logit of the value"]
"""How the line is fitted: to the value itself, by logistic regression, or to a transform of the value."""

_ENDS = np.array([[1.0, 0.0], [1.0, 1.0]])
_ROUNDS = 100
_SMALL_STEP = 1e-10
_VANISHING = 1e-18
_LARGEST_CV = 1 / 3  # of a fitted end, beyond which the interval of a ratio is not shown


@dataclass(frozen=True, kw_only=True, eq=False)
class Fit:
    """The fitted values at rank 0 and rank 1, in the unit of the indicator.

    `slopes` (2 by groups) is how each changes with each group's value; `lack_of_fit` (2 by 2) is their
    covariance from the residuals around the line (HC1), None with fewer than three groups.
    """

    at_bottom: float
    at_top: float
    slopes: FloatArray
    lack_of_fit: FloatArray | None


def slope_index(
    groups: Subgroups, *, model: Model = "linear", level: float = LEVEL, interval: Interval = "propagated"
) -> Result:
    """The slope index of inequality (SII): fitted value at the top of the population less that at the bottom.

    Least squares weighted by population (`linear`), a logistic regression with the populations as weights
    (`logit`), or least squares on a transform of the value, transformed back at both ends.

    Notes
    -----
    `propagated` carries the groups' own standard errors through the fit: `se = sqrt(sum c_j^2 s_j^2)`, for
    the linear model `c_j = p_j (r_j - 1/2) / sum p (r - 1/2)^2`. `regression` (HC1) measures how badly a few
    points lie on a line and ignores sampling error; it is a named alternative, not shown.

    References
    ----------
    Pamuk ER. Social class inequality in mortality from 1921 to 1972 in England and Wales. Popul Stud 1985;
    39: 17-31. Low A, Low A. Measuring the gap. J Public Health 2004; 26: 388-395.

    Examples
    --------
    >>> from equity.disparity import subgroups
    >>> round(slope_index(subgroups([20, 30, 40], population=[1, 1, 1], order=[1, 2, 3])).value, 6)
    30.0
    """
    prepared = ready(groups, ordered=True)
    if isinstance(prepared, Result):
        return prepared
    fit = _fit(prepared, model)
    if isinstance(fit, Result):
        return fit
    value = fit.at_top - fit.at_bottom
    result = prepared.result(value, direction=_direction(value, 0))
    return _doubted(result, prepared, fit, np.array([-1.0, 1.0]), interval=interval, level=level)


def relative_index(
    groups: Subgroups, *, model: Model = "linear", level: float = LEVEL, interval: Interval = "propagated"
) -> Result:
    """The relative index of inequality (RII): fitted value at the top over that at the bottom.

    Undefined where the fitted value at the bottom is not above 0. It is not the slope over the mean, which
    some authors call by the same name.

    Notes
    -----
    Models and standard errors as in `slope_index`; the interval is made on the log scale.

    References
    ----------
    Mackenbach JP, Kunst AE. Measuring the magnitude of socio-economic inequalities in health. Soc Sci Med
    1997; 44: 757-771.

    Examples
    --------
    >>> from equity.disparity import subgroups
    >>> round(relative_index(subgroups([20, 30, 40], population=[1, 1, 1], order=[1, 2, 3])).value, 6)
    3.0
    """
    prepared = ready(groups, ordered=True)
    if isinstance(prepared, Result):
        return prepared
    fit = _fit(prepared, model)
    if isinstance(fit, Result):
        return fit
    if fit.at_bottom <= 0:
        return prepared.undefined("undefined: the fitted value at the bottom is not above 0")
    value = fit.at_top / fit.at_bottom
    result = prepared.result(value, direction=_direction(value, 1))
    if value <= 0:
        return replace(result, why_not_shown="the fitted value at the top is not above 0")
    toward = np.array([-1 / fit.at_bottom, 1 / fit.at_top])
    result = _doubted(result, prepared, fit, toward, interval=interval, level=level, is_ratio=True)
    if prepared.se is not None:
        se_of_ends = np.sqrt(fit.slopes**2 @ prepared.se**2)
        if (se_of_ends > _LARGEST_CV * np.array([fit.at_bottom, fit.at_top])).any():
            return replace(result, why_not_shown="a fitted end cannot be told from 0 well enough")
    return result


def _direction(value: float, none: float) -> str:
    if value == none:
        return "no gradient"
    return f"higher among the {'advantaged' if value > none else 'disadvantaged'}"


def _doubted(
    result: Result,
    prepared: Ready,
    fit: Fit,
    toward: FloatArray,
    *,
    interval: Interval,
    level: float,
    is_ratio: bool = False,
) -> Result:
    """The result with the interval asked for; `toward` leads from the two ends to the measure."""
    attach = with_log_interval if is_ratio else with_normal_interval
    scale = ", log scale" if is_ratio else ", normal"
    if interval == "propagated":
        if prepared.se is None:
            return result
        se = float(np.sqrt((toward @ fit.slopes) ** 2 @ prepared.se**2))
        return attach(result, se, level=level, method=f"propagated standard errors{scale}")
    if interval != "regression":
        raise InvalidParameter(f"There is no {interval!r} interval here; use propagated or regression.")
    if fit.lack_of_fit is None:
        return replace(result, why_not_shown="a regression standard error needs at least three groups")
    se = sqrt(max(0.0, float(toward @ fit.lack_of_fit @ toward)))
    result = attach(result, se, level=level, method=f"lack of fit to the line (HC1){scale}")
    return replace(result, why_not_shown="it measures lack of fit to a line, not sampling error")


def fitted_ends(groups: Subgroups, *, model: Model = "linear") -> tuple[float, float] | Result:
    """The fitted values at the bottom (rank 0) and the top (rank 1) of the population, for drawing the line.

    Examples
    --------
    >>> from equity.disparity import subgroups
    >>> bottom, top = fitted_ends(subgroups([20, 30, 40], population=[1, 1, 1], order=[1, 2, 3]))
    >>> round(bottom, 6), round(top, 6)
    (15.0, 45.0)
    """
    prepared = ready(groups, ordered=True)
    fit = prepared if isinstance(prepared, Result) else _fit(prepared, model)
    return fit if isinstance(fit, Result) else (fit.at_bottom, fit.at_top)


def _fit(prepared: Ready, model: Model) -> Fit | Result:
    y, share = prepared.y, prepared.y / prepared.scale
    needs = {
        "linear": (False, ""),
        "log of the value": ((y <= 0).any(), "undefined: a logarithm needs values above 0"),
        "logit of the value": (
            ((share <= 0) | (share >= 1)).any(),
            "undefined: a logit needs shares strictly between 0 and 1",
        ),
        "logit": (
            ((share < 0) | (share > 1)).any(),
            f"undefined: shares must lie between 0 and {prepared.scale:g}",
        ),
    }
    if model not in needs:
        raise InvalidParameter(f"No model is called {model!r}. Use one of: {', '.join(needs)}.")
    if np.ptp(prepared.rank) == 0:
        return prepared.undefined("not computable: all groups share one rank")
    fails, reason = needs[model]
    if fails:
        return prepared.undefined(reason)
    if model == "log of the value":
        return _least_squares(prepared, np.log(y), y_slope=1 / y, back=_exponential)
    if model == "logit of the value":
        slope = 1 / (prepared.scale * share * (1 - share))
        return _least_squares(
            prepared, scipy.special.logit(share), y_slope=slope, back=_share_of(prepared.scale)
        )
    if model == "logit" and np.ptp(y) > 0:
        return _logistic(prepared, share)
    return _least_squares(prepared, y, y_slope=np.ones(len(y)), back=_as_it_is)


Back = Callable[[FloatArray], tuple[FloatArray, FloatArray]]
"""From the scale of the line to that of the indicator: the value there, and its slope."""


def _as_it_is(ends: FloatArray) -> tuple[FloatArray, FloatArray]:
    return ends, np.ones(2)


def _exponential(ends: FloatArray) -> tuple[FloatArray, FloatArray]:
    return np.exp(ends), np.exp(ends)


def _share_of(scale: float) -> Back:
    return lambda ends: (
        scale * scipy.special.expit(ends),
        scale * scipy.special.expit(ends) * scipy.special.expit(-ends),
    )


def _least_squares(prepared: Ready, target: FloatArray, *, y_slope: FloatArray, back: Back) -> Fit:
    weight = prepared.share
    design = np.column_stack([np.ones(len(target)), prepared.rank])
    inverse = np.asarray(np.linalg.inv(design.T @ (weight[:, np.newaxis] * design)), dtype=np.float64)
    of_target = inverse @ (design.T * weight)
    line: FloatArray = of_target @ target
    residual = target - design @ line
    return _ends(
        line,
        back,
        line_slopes=of_target * y_slope,
        inverse=inverse,
        design=design,
        score=weight * residual,
    )


def _logistic(prepared: Ready, share: FloatArray) -> Fit | Result:
    """Newton's steps for a binomial model with a logit link, each group weighted by its population, once.

    A step that lowers the likelihood is halved. Groups that are all at 0 or 1, in order, have no finite fit.
    """
    weight = prepared.share
    design = np.column_stack([np.ones(len(share)), prepared.rank])

    def likelihood(line: FloatArray) -> float:
        at = design @ line
        return float(weight @ (share * at - np.logaddexp(0, at)))

    line = np.array([float(scipy.special.logit((weight @ share).clip(1e-6, 1 - 1e-6))), 0.0])
    for _ in range(_ROUNDS):
        fitted = scipy.special.expit(design @ line)
        inverse = _inverse(design, weight * fitted * (1 - fitted))
        if inverse is None:
            break
        step = inverse @ (design.T @ (weight * (share - fitted)))
        while np.abs(step).max() > _SMALL_STEP and likelihood(line + step) < likelihood(line):
            step = step / 2
        line = line + step
        if np.abs(step).max() <= _SMALL_STEP:
            return _ends(
                line,
                _share_of(prepared.scale),
                line_slopes=inverse @ (design.T * weight) / prepared.scale,
                inverse=inverse,
                design=design,
                score=weight * (share - scipy.special.expit(design @ line)),
            )
    return prepared.undefined("undefined: the logistic model does not converge")


def _inverse(design: FloatArray, weight: FloatArray) -> FloatArray | None:
    """Of X'WX; None where the weights have vanished."""
    cross = design.T @ (weight[:, np.newaxis] * design)
    if np.linalg.det(cross) < _VANISHING:
        return None
    return np.asarray(np.linalg.inv(cross), dtype=np.float64)


def _ends(
    line: FloatArray,
    back: Back,
    *,
    line_slopes: FloatArray,
    inverse: FloatArray,
    design: FloatArray,
    score: FloatArray,
) -> Fit:
    """The fit at both ends, from the line, how each value moves it, and the weighted residuals."""
    values, back_slope = back(_ENDS @ line)
    to_ends = back_slope[:, np.newaxis] * _ENDS
    count = len(score)
    lack_of_fit = None
    if count > 2:
        scattered = design * score[:, np.newaxis]
        of_line = count / (count - 2) * inverse @ (scattered.T @ scattered) @ inverse
        lack_of_fit = to_ends @ of_line @ to_ends.T
    return Fit(
        at_bottom=float(values[0]),
        at_top=float(values[1]),
        slopes=to_ends @ line_slopes,
        lack_of_fit=lack_of_fit,
    )
