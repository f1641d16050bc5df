"""Concentration of an outcome over single people ranked by their standing, for survey micro-data."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt
from typing import Literal

import numpy as np

from equity.disparity._result import LEVEL, FloatArray, Result, scaled, undefined, with_normal_interval
from equity.disparity._subgroups import ridit_ranks
from equity.errors import InvalidParameter

Kind = Literal["relative", "generalized", "Erreygers", "Wagstaff"]
_FEWEST_PEOPLE = 200  # for the interval to be shown
_OF_OTHER_PROGRAMS = "this standard error, kept for comparison with other programs, misses its level"

StandardError = Literal["linearized", "delta", "convenience", "Kakwani"]


def concentration_index(
    outcome: Sequence[float],
    standing: Sequence[float],
    *,
    weights: Sequence[float] | None = None,
    kind: Kind = "relative",
    bounds: tuple[float, float] | None = None,
    standard_error: StandardError = "linearized",
    level: float = LEVEL,
) -> Result:
    """How an outcome is concentrated among people of higher (above 0) or lower (below 0) standing.

    With ranks r by standing and weights w that add up to 1: relative `C = 2 sum w (h - mu)(r - 1/2) / mu`,
    generalized `mu C`, Erreygers `4 mu C / (max - min)`, Wagstaff `(max - min) mu C / ((max - mu)(mu -
    min))`, which for an outcome of 0 or 1 is `C / (1 - mu)`. People of equal standing share one rank.

    Parameters
    ----------
    outcome, standing, weights
        One entry a person; equal weights without any.
    bounds
        Lowest and highest value the outcome can take in theory; Erreygers and Wagstaff need them.
    standard_error
        `linearized`: from what each person adds to the index, with ranks and mean estimated too; the other
        three are those of other programs, never shown, since they miss their level for some outcomes.
        `delta`: regression of the outcome on rank, with the sampling error of the mean; `convenience`: of the
        rescaled outcome, with the mean taken as known; `Kakwani`: the direct formula for unweighted samples.
        In these three the mean is taken as known when an index is rescaled from the relative one.

    Raises
    ------
    InvalidParameter
        Lists of different lengths, fewer than three people, or negative weights.

    References
    ----------
    O'Donnell O, van Doorslaer E, Wagstaff A, Lindelow M. Analyzing Health Equity Using Household Survey Data.
    World Bank, 2008, chapter 8. Kakwani N, Wagstaff A, van Doorslaer E. J Econom 1997; 77: 87-103.

    Examples
    --------
    >>> sick = [1, 1, 0, 1, 0, 1, 0, 0, 1, 0, 0, 0]
    >>> index = concentration_index(sick, range(12), kind="Wagstaff", bounds=(0, 1))
    >>> round(index.value, 6), round(index.standard_error, 4)
    (-0.6, 0.2615)
    """
    h, x = np.asarray(outcome, dtype=np.float64), np.asarray(standing, dtype=np.float64)
    w = np.ones(len(h)) if weights is None else np.asarray(weights, dtype=np.float64)
    if not len(h) == len(x) == len(w) or len(h) < 3 or (w < 0).any() or w.sum() <= 0:
        raise InvalidParameter(
            f"{len(h)} outcomes, {len(x)} standings and {len(w)} weights; expected one of each for at least "
            "three people, with weights of 0 or more."
        )
    w = w / w.sum()
    mean = float(w @ h)
    if mean == 0:
        return undefined("undefined: the mean is 0")
    of_absolute = _factor(kind, mean, bounds)
    if isinstance(of_absolute, Result):
        return of_absolute
    factor, factor_slope = of_absolute
    rank = ridit_ranks(w, order=x)
    absolute = 2 * float(w @ ((h - mean) * (rank - 0.5)))
    index = absolute / mean
    where = "no gradient" if index == 0 else f"concentrated at {'higher' if index > 0 else 'lower'} standing"
    if standard_error == "linearized":
        added = factor * _added(h, x, w, rank) + factor_slope * absolute * h
        few = "" if len(h) >= _FEWEST_PEOPLE else f"fewer than {_FEWEST_PEOPLE} people"
        return with_normal_interval(
            Result(value=factor * absolute, direction=where, why_not_shown=few),
            sqrt(float(w**2 @ (added - w @ added) ** 2) * len(h) / (len(h) - 1)),
            level=level,
            method="linearized standard error, normal",
        )
    errors = {"delta": _delta_se, "convenience": _convenience_se, "Kakwani": _kakwani_se}
    result = with_normal_interval(
        Result(value=index, direction=where, why_not_shown=_OF_OTHER_PROGRAMS),
        errors[standard_error](h, rank, w, index),
        level=level,
        method=f"{standard_error} standard error, normal",
    )
    return scaled(result, factor * mean)


def _factor(kind: Kind, mean: float, bounds: tuple[float, float] | None) -> tuple[float, float] | Result:
    """What turns the absolute index into this one, and how that changes with the mean."""
    if kind == "relative":
        return 1 / mean, -1 / mean**2
    if kind == "generalized":
        return 1.0, 0.0
    if bounds is None:
        return undefined("not computable: the bounds of the outcome are not declared")
    low, high = bounds
    if kind == "Erreygers":
        return 4 / (high - low), 0.0
    room = (high - mean) * (mean - low)
    if room <= 0:
        return undefined("undefined: the mean lies on a bound")
    return (high - low) / room, (high - low) * (2 * mean - high - low) / room**2


def _added(h: FloatArray, x: FloatArray, w: FloatArray, rank: FloatArray) -> FloatArray:
    """What each person adds to the absolute index: by the own outcome, and by ranking below others."""
    _, block = np.unique(x, return_inverse=True)
    owned = np.bincount(block, weights=w * h)
    owned_above = (owned.sum() - np.cumsum(owned) + owned / 2)[block]
    return np.asarray(2 * (h * rank + owned_above) - h, dtype=np.float64)


def _rank_variance(rank: FloatArray, w: FloatArray) -> float:
    """The weighted variance of ranks as estimated from a sample; with equal weights it divides by n - 1."""
    return float(w @ (rank - w @ rank) ** 2) / (1 - float(w @ w))


def _line(target: FloatArray, rank: FloatArray, w: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Intercept and slope of weighted least squares, and their classical covariance."""
    design = np.column_stack([np.ones(len(rank)), rank])
    inverse = np.asarray(np.linalg.inv(design.T @ (w[:, np.newaxis] * design)))
    line = inverse @ (design.T @ (w * target))
    residual = target - design @ line
    return line, inverse * float(w @ residual**2) / (len(target) - 2)


def _delta_se(h: FloatArray, rank: FloatArray, w: FloatArray, _: float) -> float:
    line, covariance = _line(h, rank, w)
    steepness = 8 * _rank_variance(rank, w) / (2 * line[0] + line[1]) ** 2
    gradient = steepness * np.array([-line[1], line[0]])
    return sqrt(float(gradient @ covariance @ gradient))


def _convenience_se(h: FloatArray, rank: FloatArray, w: FloatArray, _: float) -> float:
    covariance = _line(2 * _rank_variance(rank, w) * h / float(w @ h), rank, w)[1]
    return sqrt(float(covariance[1, 1]))


def _kakwani_se(h: FloatArray, rank: FloatArray, w: FloatArray, index: float) -> float:
    rising = np.argsort(rank, kind="stable")
    h, rank = h[rising], rank[rising]
    curve = np.cumsum(h) / h.sum()
    before = np.concatenate([[0.0], curve[:-1]])
    terms = h / float(w[rising] @ h) * (2 * rank - 1 - index) + 2 - before - curve
    return sqrt(max(0.0, float((terms**2).mean()) - (1 + index) ** 2) / len(h))
