"""Concentration of an outcome over single people ranked by their standing, for survey micro-data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import sqrt
from typing import Literal

import numpy as np

from equity.disparity._result import LEVEL, FloatArray, Result, scaled, undefined, with_normal_interval
from equity.disparity._subgroups import ridit_ranks
from equity.errors import InvalidParameter

Kind = Literal["relative", "generalized", "Erreygers", "Wagstaff"]
StandardError = Literal["delta", "convenience", "Kakwani"]


def concentration_index(
    outcome: Sequence[float],
    standing: Sequence[float],
    *,
    weights: Sequence[float] | None = None,
    kind: Kind = "relative",
    bounds: tuple[float, float] | None = None,
    standard_error: StandardError = "delta",
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
        `delta`: regression of the outcome on rank, with the sampling error of the mean; `convenience`: of the
        rescaled outcome, with the mean taken as known; `Kakwani`: the direct formula for unweighted samples.
        Mean and bounds are taken as known when an index is rescaled from the relative one.

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
    (-0.6, 0.4042)
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
    factor = _factor(kind, mean, bounds)
    if isinstance(factor, Result):
        return factor
    rank = ridit_ranks(w, order=x)
    index = 2 * float(w @ ((h - mean) * (rank - 0.5))) / mean
    errors = {"delta": _delta_se, "convenience": _convenience_se, "Kakwani": _kakwani_se}
    result = with_normal_interval(
        Result(value=index),
        errors[standard_error](h, rank, w, index),
        level=level,
        method=f"{standard_error} standard error, normal",
    )
    result = scaled(result, factor)
    where = "no gradient" if index == 0 else f"concentrated at {'higher' if index > 0 else 'lower'} standing"
    return replace(result, direction=where)


def _factor(kind: Kind, mean: float, bounds: tuple[float, float] | None) -> float | Result:
    if kind == "relative":
        return 1.0
    if kind == "generalized":
        return mean
    if bounds is None:
        return undefined("not computable: the bounds of the outcome are not declared")
    low, high = bounds
    if kind == "Erreygers":
        return 4 * mean / (high - low)
    room = (high - mean) * (mean - low)
    return mean * (high - low) / room if room > 0 else undefined("undefined: the mean lies on a bound")


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
