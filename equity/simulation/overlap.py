"""No double counting: what several levers avert together among the same people.

Two programs that find the same frequent visitors of emergency departments do not avert the same visit
twice. Their joint effect is the larger one and a part of the smaller; all of them together avert at most
the visits that good primary care could have prevented.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from equity.simulation.flows import Flow, Pool, Population, fewer
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

    `pool` are the people the lever could help and `share` the part of them it helps, [draw,
    year]; `per_person` are events averted for each person helped in a year and `relative` the share of that
    person's events, both [draw] and negative where a draw does harm.
    """

    endpoint: str
    pool: Pool
    share: FloatArray
    per_person: FloatArray
    relative: FloatArray


def joint(
    averted: Sequence[Averted], *, effect_ratio: FloatArray, values: Mapping[str, FloatArray]
) -> list[Flow]:
    """Events averted by all levers that act on one endpoint, as flows to be added up.

    Formula: ``sum(n a) - sum over pairs of n12 a_small (1 - kappa + kappa d_large)``, where a is what a
    person helped avoids and d the share of their events; ``n12 = min(pools) min(s1 s2 (1 + theta), s1, s2)``
    are the people both reach. A person with both keeps ``1 - (1 - d_large)(1 - kappa d_small)``. Nothing is
    subtracted where one of the two does harm: a benefit is not counted twice, a harm is not forgiven.
    Reference: this model's own rule. It is symmetric, so the order of levers does not matter.
    """
    flows = [
        Flow(base=each.pool * effect_ratio, course=each.share).times(each.per_person) for each in averted
    ]
    kappa, theta = values[SAME_NEED.id], values[TOGETHER.id][:, np.newaxis]
    for one, other in combinations(averted, 2):
        both = np.minimum(one.share * other.share * (1 + theta), np.minimum(one.share, other.share))
        smaller = np.maximum(np.minimum(one.per_person, other.per_person), 0.0)
        counted_twice = smaller * (1 - kappa + kappa * np.maximum(one.relative, other.relative))
        pool = fewer(one.pool, other.pool)
        flows.append(Flow(base=pool * effect_ratio, course=both).times(-counted_twice))
    return flows


def within_ceiling(flows: Sequence[Flow], *, baseline: Pool, ceiling: FloatArray) -> list[Flow]:
    """The same flows, scaled down in draws and years in which they would avert too much in some cell.

    Formula: all are multiplied by ``min(1, ceiling / largest share averted in any cell)``.

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
    >>> kept = within_ceiling([too_much], baseline=events, ceiling=np.array([0.4]))
    >>> kept[0].by_cell().tolist()
    [[40.0, 5.0]]
    """
    largest = np.zeros((1, 1))
    extremes: dict[int, tuple[FloatArray, FloatArray]] = {}
    for flow in flows:
        people = flow.base.population
        if id(people) not in extremes:
            extremes[id(people)] = _extremes(people, baseline.population)
        most, least = (
            (each * flow.base.share / baseline.share)[:, np.newaxis] for each in extremes[id(people)]
        )
        largest = largest + flow.course * np.where(flow.course > 0, most, least)
    scale = ceiling[:, np.newaxis] / np.maximum(largest, ceiling[:, np.newaxis])
    return [flow.times(scale) for flow in flows]


def _extremes(of: Population, events: Population) -> tuple[FloatArray, FloatArray]:
    """The largest and the smallest ratio of two populations over cells, [draw]; 0 where nothing happens."""
    ratio = np.divide(of.cells, events.cells, out=np.zeros_like(of.cells), where=events.cells > 0)
    return ratio.max(axis=1).astype(np.float64), ratio.min(axis=1).astype(np.float64)
