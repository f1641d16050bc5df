"""Why a gap changes: how much of it comes from need, reach, acceptance, capacity and effect.

What a lever averts for a side of the gap is a product of five factors, so the difference between the sides
can be shared out over them. The shares are Shapley values: the average, over every order in which one side's
factors could be replaced by the other's, of what each replacement changes. They add up to the whole.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from math import factorial

import numpy as np
import polars as pl

from equity.levers import LEVERS, Effect
from equity.simulation import flows
from equity.simulation.distribution import Between, Distribution, distribution
from equity.simulation.outcome import Outcome
from equity.simulation.overlap import joint
from equity.simulation.parameters import FloatArray
from equity.simulation.summary import spread

FACTORS: Mapping[str, str] = {
    "need": "How many could be helped, and have a need",
    "reach": "How many of them are reached and seen",
    "accept": "How many of those accept help",
    "capacity": "How many who accept get a place",
    "effect": "What help averts for each person helped",
}
OVERLAP = "overlap"
_OVERLAP_IN_WORDS = "What several levers would avert twice, and what cannot be averted"
_PER_1000 = 1_000


@dataclass(frozen=True, kw_only=True)
class Part:
    """What one factor of one lever adds to the change of a gap, [draw], per 1,000 residents and year.

    Below zero it narrows the gap. `lever` is empty for what no single lever does.
    """

    lever: str
    factor: str
    change: FloatArray


def shapley(one: FloatArray, other: FloatArray) -> FloatArray:
    """What each factor adds to the difference of two products; both arrays and the result [factor, draw].

    Formula: ``phi[i] = sum over sets S without i of |S|! (k - |S| - 1)! / k! (f(S and i) - f(S))``, where
    f(S) takes the factors in S from `one` and the rest from `other`. Reference: Shapley, Contributions to
    the Theory of Games II (1953); Shorrocks, Journal of Economic Inequality 2013;11:99-126.

    Examples
    --------
    >>> shapley(np.array([[3.0], [5.0]]), np.array([[1.0], [2.0]])).tolist()  # 3 x 5 - 1 x 2 = 13
    [[7.0], [6.0]]
    """
    count = len(one)
    found = np.zeros(np.broadcast_shapes(one.shape, other.shape))
    for each in range(count):
        rest = [at for at in range(count) if at != each]
        for size in range(count):
            weight = factorial(size) * factorial(count - size - 1) / factorial(count)
            for taken in combinations(rest, size):
                left = [at for at in rest if at not in taken]
                product = one[list(taken)].prod(axis=0) * other[left].prod(axis=0)
                found[each] += weight * product * (one[each] - other[each])
    return found


def parts(outcome: Outcome, endpoint: str, *, between: Between = "groups") -> list[Part]:
    """How the change of the gap between the worst and the best-off side today comes about.

    The parts of a draw add up to ``gap after - gap before`` (`equity.simulation.gaps`).

    Raises
    ------
    InvalidParameter
        No lever in use acts on the endpoint.
    """
    rates = distribution(outcome, endpoint, between=between)
    sides = (rates.worst, rates.best)
    found, explained = [], np.zeros(outcome.draws)
    for lever, effect in outcome.effects.items():
        one, other = (_factors(outcome, rates, effect, side) for side in sides)
        changes = -_PER_1000 * shapley(one, other)
        if changes.any():
            found += [
                Part(lever=lever, factor=factor, change=change)
                for factor, change in zip(FACTORS, changes, strict=True)
            ]
            explained += changes.sum(axis=0)
    whole = _PER_1000 * ((rates.after - rates.before) @ (rates.worst - rates.best))
    return [*found, Part(lever="", factor=OVERLAP, change=whole - explained)]


def table(found: list[Part]) -> pl.DataFrame:
    """The parts in numbers: `lever`, `lever_label`, `factor`, `what`, p10, p50, p90, mean of the change.

    Events per 1,000 residents and year; below zero the part narrows the gap. The means add up to the mean
    change of the gap, the medians need not.
    """
    rows = [
        {
            "lever": each.lever,
            "lever_label": LEVERS[each.lever].label if each.lever else "All levers together",
            "factor": each.factor,
            "what": FACTORS.get(each.factor, _OVERLAP_IN_WORDS),
            **{
                name: float(value)
                for name, value in spread(each.change).items()
                if name in ("p10", "p50", "p90", "mean")
            },
        }
        for each in found
    ]
    return pl.DataFrame(rows)


def _factors(outcome: Outcome, rates: Distribution, effect: Effect, side: FloatArray) -> FloatArray:
    """The five factors of a side, [factor, draw]; their product is what is averted per resident and year."""
    claims = [claim for claim in effect.averted if claim.endpoint == rates.endpoint]
    averted = [
        flow
        for claim in claims
        for flow in joint([claim], values=outcome.values)
        .responding(uptake=outcome.baseline.uptake_ratio, effect=outcome.baseline.effect_ratio)
        .flows
    ]
    people = {
        stage: _per_resident(outcome, rates, [flow], side) for stage, flow in effect.stages.items() if claims
    }
    if not people:
        return np.zeros((len(FACTORS), outcome.draws))
    return np.stack(
        [
            people["eligible"] * _over(people["with_need"], people["screened"]),
            _over(people["screened"], people["eligible"]),
            _over(people["accepted"], people["with_need"]),
            _over(people["helped"], people["accepted"]),
            _over(_per_resident(outcome, rates, averted, side), people["helped"]),
        ]
    )


def _per_resident(
    outcome: Outcome, rates: Distribution, of: list[flows.Flow], side: FloatArray
) -> FloatArray:
    ids, summed = (
        (outcome.cells.groups, outcome.by_group)
        if rates.between == "groups"
        else (outcome.cells.places, outcome.by_place)
    )
    counts = summed(of)[:, np.isin(ids, rates.ids)].astype(np.float64)
    return np.asarray(counts @ (side / rates.residents) / outcome.scenario.horizon)


def _over(of: FloatArray, by: FloatArray) -> FloatArray:
    return np.divide(of, by, out=np.zeros_like(of), where=by != 0)
