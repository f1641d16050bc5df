"""A plan: who is served where, what it costs and brings, and how far from the best possible it may be."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from equity.allocation.problem import TIERS, Problem
from equity.errors import InvalidParameter
from equity.simulation.parameters import FloatArray

# Of a limit: closer than this it is used up.
_USED_UP = 1e-4


@dataclass(frozen=True, kw_only=True)
class Plan:
    """People served, [place, group, service, tier], and the proof of how good that is.

    `prices` say what one more unit of each limit on a sum (`Problem.rows`, by id) would bring in weighted
    gain. `goal` is what was maximized, the weighted gain unless risk was weighed too, and `bound` a value of
    it that no plan within the limits can exceed. `solver` names what found the plan.
    """

    problem: Problem
    people: FloatArray
    prices: Mapping[str, float]
    goal: float
    bound: float
    solver: str

    @property
    def weighted(self) -> float:
        """The gain as the plan counts it, each place by its weight."""
        return float((self.problem.weighted * self.people).sum())

    @property
    def gain(self) -> float:
        """The gain with everybody counted alike."""
        return float((self.problem.value * self.people).sum())

    @property
    def gap(self) -> float:
        """How far below the best possible plan this may be, as a share of it; never below zero."""
        return max(0.0, (self.bound - self.goal) / self.bound) if self.bound > 0 else 0.0

    @cached_property
    def served(self) -> FloatArray:
        """People served with each service, [place, group, service]."""
        return np.asarray(self.people.sum(axis=3))

    @cached_property
    def dollars(self) -> FloatArray:
        """Dollars spent, [place, group, service]."""
        return self.served * self.problem.cost

    @cached_property
    def gain_by_place(self) -> FloatArray:
        """The gain with everybody counted alike, [place]."""
        return np.asarray((self.problem.value * self.people).sum(axis=(1, 2, 3)))

    @cached_property
    def gain_draws_by_place(self) -> FloatArray:
        """The same gain in each draw, [draw, place].

        Raises
        ------
        InvalidParameter
            The problem was stated without draws.
        """
        drawn = self.problem.gain_draws
        if drawn is None:
            raise InvalidParameter("This problem was stated without draws: give gain_draws.")
        in_full = (self.people * np.array(TIERS)).sum(axis=3)
        return np.asarray(np.einsum("dpgs,pgs->dp", drawn, in_full))

    @cached_property
    def unmet_by_fifth(self) -> FloatArray:
        """Gain out of reach of the plan, for each resident of each fifth, neediest first, [fifth].

        What a place could gain at most is that of helping everybody there who could be helped.
        """
        return self._unmet(self.gain_by_place)

    @property
    def gap_closed(self) -> float:
        """How much of the distance between the neediest and the least needy fifth the plan closes.

        Formula: ``1 - (u1 - u5) / (m1 - m5)`` with u the gain still out of reach for each resident of a fifth
        and m the same if nothing were done. Below zero the distance grows; 0 where there is no distance.
        """
        now = self._unmet(np.zeros(len(self.problem.places)))
        before, after = now[0] - now[-1], self.unmet_by_fifth[0] - self.unmet_by_fifth[-1]
        return float(1 - after / before) if before != 0 else 0.0

    @property
    def neediest_share(self) -> float:
        """The share of the gain that goes to the neediest fifth of residents; 0 without any gain."""
        return float(self.problem.fifths[0] @ self.gain_by_place / self.gain) if self.gain else 0.0

    @cached_property
    def used(self) -> Mapping[str, float]:
        """How much of each limit on money is used, as a share of it, by id."""
        spent = {
            row.id: float((row.coefficients * self.people).sum() / row.limit) if row.limit else 1.0
            for row in self.problem.money
        }
        return {row_id: min(share, 1.0) for row_id, share in spent.items()}

    @property
    def full(self) -> FloatArray:
        """Whether a place has no room left to serve more people with a service, [place, service]."""
        asked = self.problem.people.sum(axis=1)
        room = np.minimum(self.problem.capacity, asked)
        return np.asarray((room > 0) & (self.served.sum(axis=1) >= room * (1 - _USED_UP)))

    def _unmet(self, gained: FloatArray) -> FloatArray:
        problem = self.problem
        most = (problem.value * problem.upper).sum(axis=(1, 2, 3))
        return np.asarray(problem.fifths @ (most - gained) / (problem.fifths @ problem.residents))
