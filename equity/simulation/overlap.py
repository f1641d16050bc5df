"""No double counting: what several levers avert together among the same people.

Two programs that find the same frequent visitors of emergency departments do not avert the same visit
twice. Their joint effect is the larger one and a part of the smaller; all of them together avert at most
the visits that good primary care could have prevented.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np

from equity.simulation.flows import Flow, Pool, fewer
from equity.simulation.parameters import ASSUMPTION, FloatArray, fixed

SAME_NEED = fixed(
    "same_need_discount",
    "Part of the smaller effect that is kept where two levers help the same people",
    0.5,
    unit="share",
    evidence=(ASSUMPTION,),
)
TOGETHER = fixed(
    "joint_reach",
    "How much more often two levers reach the same person than chance would have it",
    0.5,
    unit="share",
    evidence=(ASSUMPTION,),
)
ENABLER_OVERLAP = fixed(
    "enabler_overlap",
    "Part of the smaller shifts that counts where several act on one stage",
    0.5,
    unit="share",
    evidence=(ASSUMPTION,),
)
PARAMETERS = (SAME_NEED, TOGETHER, ENABLER_OVERLAP)


@dataclass(frozen=True, kw_only=True)
class Averted:
    """What one lever averts of one endpoint.

    `pool` are the people the lever could help and `share` the part of them it helps, [draw, year];
    `per_person` are events averted for each person helped in a year and `relative` the share of that
    person's events, both [draw] or [draw, year] and negative where a draw does harm. `priced` is the share
    of it that the ledger prices: none of it where the study behind the lever counted total cost instead, so
    that each service saves by one route, and `kept` the share of those savings that plans keep until rates
    follow, by the lever's own rating years. `fades` says that what is averted wanes once the lever has ended,
    rather than ending with it or following a course of its own.
    """

    endpoint: str
    pool: Pool
    share: FloatArray
    per_person: FloatArray
    relative: FloatArray
    priced: float | FloatArray = 1.0
    kept: float | FloatArray = 1.0
    fades: bool = True


@dataclass(frozen=True, kw_only=True)
class Joint:
    """What all levers avert of one endpoint: flows to be added up.

    `priced` is what the ledger prices of it, and `kept` what plans would keep of that if all members were in
    plans.
    """

    flows: tuple[Flow, ...]
    priced: tuple[Flow, ...]
    kept: tuple[Flow, ...]

    def times(self, factor: FloatArray) -> "Joint":
        """All of it multiplied by an array of shape [draw, year]."""
        return self._each(lambda flow: flow.times(factor))

    def responding(self, *, uptake: FloatArray, effect: FloatArray) -> "Joint":
        """Spread over groups by how readily they take part and how strongly they respond, [draw, group]."""
        return self._each(lambda flow: _responding(flow, uptake, effect))

    def _each(self, change: Callable[[Flow], Flow]) -> "Joint":
        flows, priced, kept = (tuple(map(change, each)) for each in (self.flows, self.priced, self.kept))
        return Joint(flows=flows, priced=priced, kept=kept)


def joint(averted: Sequence[Averted], *, values: Mapping[str, FloatArray]) -> Joint:
    """Events averted by all levers that act on one endpoint, one flow for each population.

    Formula: ``sum(n a) - sum over pairs of n12 a_small (1 - kappa + kappa d_large)``, where a is what a
    person helped avoids and d the share of their events; ``n12 = min(pools) min(s1 s2 (1 + theta), s1, s2)``
    are the people both reach. A person with both keeps ``1 - (1 - d_large)(1 - kappa d_small)``. Nothing is
    subtracted where one of the two does harm: a benefit is not counted twice, a harm is not forgiven. Where
    pools come from different populations, as many people as the smaller holds are taken to be in both. What
    is counted twice is taken from the savings of the younger lever, of which plans keep more.
    Reference: this model's own rule. It is symmetric, so the order of levers does not matter.
    """
    found = [
        (each.pool, each.share * _by_year(each.per_person), _by_year(each.priced), _by_year(each.kept))
        for each in averted
    ]
    kappa, theta = values[SAME_NEED.id][:, np.newaxis], values[TOGETHER.id][:, np.newaxis]
    for one, other in combinations(averted, 2):
        both = np.minimum(one.share * other.share * (1 + theta), np.minimum(one.share, other.share))
        smaller = np.maximum(np.minimum(_by_year(one.per_person), _by_year(other.per_person)), 0.0)
        larger = np.maximum(_by_year(one.relative), _by_year(other.relative))
        counted_twice = both * smaller * (1 - kappa + kappa * larger)
        priced, kept = (
            np.maximum(_by_year(mine), _by_year(theirs))
            for mine, theirs in ((one.priced, other.priced), (one.kept, other.kept))
        )
        found.append((fewer(one.pool, other.pool), -counted_twice, priced, kept))
    return Joint(
        flows=_summed((pool, course) for pool, course, *_ in found),
        priced=_summed((pool, course * priced) for pool, course, priced, _ in found),
        kept=_summed((pool, course * priced * kept) for pool, course, priced, kept in found),
    )


def _by_year(values: float | FloatArray) -> FloatArray:
    """[draw] as [draw, 1]; what has years already, and a plain number, as it is."""
    array = np.asarray(values, dtype=np.float64)
    return array[:, np.newaxis] if array.ndim == 1 else array


def _summed(parts: Iterable[tuple[Pool, FloatArray]]) -> tuple[Flow, ...]:
    """One flow for each population and its trend, of all of it."""
    found: dict[tuple[int, int], tuple[Pool, FloatArray]] = {}
    for pool, course in parts:
        of_each, same = course * pool.share[:, np.newaxis], (id(pool.population), id(pool.trend))
        before = found.get(same)
        found[same] = (pool, of_each if before is None else before[1] + of_each)
    return tuple(
        Flow(base=replace(pool, share=np.ones_like(pool.share)), course=course)
        for pool, course in found.values()
    )


def below_ceiling(flows: Sequence[Flow], *, baseline: Pool, ceiling: FloatArray) -> FloatArray:
    """By how much flows are scaled down in draws and years in which they would avert too much in some cell.

    Formula: ``min(1, ceiling / largest share averted in any cell)``, [draw, year].

    Parameters
    ----------
    baseline
        Yearly events without any lever.
    ceiling
        Largest share of them that may be averted, [draw].

    Examples
    --------
    >>> from equity.simulation.flows import pool
    >>> too_much = Flow(base=pool(np.array([[80.0, 10.0]])), course=np.array([[1.0]]))
    >>> events = pool(np.array([[100.0, 100.0]]))
    >>> below_ceiling([too_much], baseline=events, ceiling=np.array([0.4])).round(3).tolist()
    [[0.5]]
    """
    largest = np.zeros((1, 1))
    for flow in flows:
        most, least = (
            (each * flow.base.share / baseline.share)[:, np.newaxis]
            for each in flow.base.population.extremes_among(baseline.population)
        )
        largest = largest + flow.course * np.where(flow.course > 0, most, least)
    return np.asarray(ceiling[:, np.newaxis] / np.maximum(largest, ceiling[:, np.newaxis]))


def _responding(flow: Flow, uptake: FloatArray, effect: FloatArray) -> Flow:
    people = flow.base.population.spread_by(uptake).weighted(effect)
    return replace(flow, base=replace(flow.base, population=people))
