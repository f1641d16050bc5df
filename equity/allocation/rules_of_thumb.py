"""What is done without a model: an even split, and the neediest place first. A plan must beat both."""

import numpy as np

from equity.allocation.plan import Plan
from equity.allocation.problem import Problem
from equity.simulation.parameters import FloatArray


def even(problem: Problem) -> Plan:
    """The same share of everybody who could be helped, everywhere and with every service."""
    return _plan(problem, problem.even, "an even split")


def neediest_first(problem: Problem) -> Plan:
    """Place after place in the order of need, each served as far as its room and the money allow.

    Within a place what brings most for a dollar comes first. Minimums are not looked at.
    """
    people = np.zeros(problem.shape)
    left = np.array([row.limit for row in problem.money])
    taken = np.stack([row.coefficients for row in problem.money])
    for place in np.argsort(-problem.need, kind="stable"):
        room = problem.capacity[place].copy()
        needs = [most[place].copy() for _, most in problem.together]
        dollars = problem.place_most[place]
        worth = problem.weighted[place] / np.maximum(problem.cost[place], 1e-12)[..., np.newaxis]
        for slot in np.argsort(-worth, axis=None, kind="stable"):
            group, service, tier = np.unravel_index(slot, worth.shape)
            if worth[group, service, tier] <= 0:
                break
            asks = taken[:, place, group, service, tier]
            wanted = min(problem.upper[place, group, service, tier], room[service])
            for at, (members, _) in enumerate(problem.together):
                wanted = min(wanted, needs[at][group]) if members[service] else wanted
            wanted = min([wanted, dollars / problem.cost[place, group, service], *_affordable(left, asks)])
            people[place, group, service, tier] = wanted
            room[service] -= wanted
            dollars -= wanted * problem.cost[place, group, service]
            left = np.maximum(left - asks * wanted, 0.0)
            for at, (members, _) in enumerate(problem.together):
                needs[at][group] -= wanted * members[service]
    return _plan(problem, people, "the neediest place first")


def _affordable(left: FloatArray, asks: FloatArray) -> list[float]:
    return [float(money / each) for money, each in zip(left, asks, strict=True) if each > 0]


def _plan(problem: Problem, people: FloatArray, solver: str) -> Plan:
    goal = float((problem.weighted * people).sum())
    return Plan(problem=problem, people=people, prices={}, goal=goal, bound=np.inf, solver=solver)
