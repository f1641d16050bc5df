"""What more fairness costs: the best plans as more weight is put on need, and the price of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from equity.allocation.live import best
from equity.allocation.plan import Plan
from equity.allocation.problem import Problem
from equity.allocation.weights import MOST_AVERSE, weights
from equity.simulation.parameters import FloatArray

EPSILONS = (0.0, 0.5, 1.0, 2.0, 3.52, 5.0, 7.5, MOST_AVERSE)
"""Aversions to inequality on the frontier; 3.52 and 10.95 are those found in published surveys."""


@dataclass(frozen=True, kw_only=True)
class Point:
    """The best plan for one aversion to inequality: its gain, everybody counted alike, and how fair it is."""

    epsilon: float
    gain: float
    gap_closed: float
    neediest_share: float


@dataclass(frozen=True, kw_only=True)
class Price:
    """What a plan gives up and gets for fairness, against the plan that counts everybody alike.

    `gain_lost` is a share of the other plan's gain, with an 80 % interval over draws (of a loss that draws
    agree on the ends are equal); `closed_before` and `closed` are the parts of the gap that either closes.
    """

    gain_lost: float
    gain_lost_low: float
    gain_lost_high: float
    closed_before: float
    closed: float


def frontier(problem: Problem, epsilons: Sequence[float] = EPSILONS) -> tuple[Point, ...]:
    """The best plan at each aversion to inequality, from none on."""
    found = []
    for epsilon in epsilons:
        plan = best(with_aversion(problem, epsilon))
        found.append(
            Point(
                epsilon=epsilon,
                gain=plan.gain,
                gap_closed=plan.gap_closed,
                neediest_share=plan.neediest_share,
            )
        )
    return tuple(found)


def with_aversion(problem: Problem, epsilon: float) -> Problem:
    """The same problem with the weights of this aversion to inequality."""
    weight = weights("atkinson", problem.need, problem.residents, epsilon=epsilon)
    return replace(problem, weight=weight)


def price_of_equity(alike: Plan, plan: Plan) -> Price:
    """The price of a plan's fairness.

    Formula: ``gain lost = 1 - gain(plan) / gain(alike)``, the interval from the same ratio in each draw in
    which `alike` gains. Reference: Bertsimas, Farias and Trichakis, Operations Research 2011;59:17-31 (price
    of fairness).
    """
    before, after = (each.gain_draws_by_place.sum(axis=1) for each in (alike, plan))
    lost = _lost(before[before > 0], after[before > 0])
    low, high = np.quantile(lost, [0.1, 0.9]) if lost.size else (np.nan, np.nan)
    return Price(
        gain_lost=float(_lost(np.array([alike.gain]), np.array([plan.gain]))[0]) if alike.gain else 0.0,
        gain_lost_low=float(low),
        gain_lost_high=float(high),
        closed_before=alike.gap_closed,
        closed=plan.gap_closed,
    )


def _lost(before: FloatArray, after: FloatArray) -> FloatArray:
    return np.asarray(1 - after / before)
