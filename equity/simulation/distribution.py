"""Rates of groups or places without and with a scenario, draw by draw: what measures of a gap start from."""

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np

from equity.disparity import ridit_ranks
from equity.errors import InvalidParameter
from equity.simulation.flows import Flow
from equity.simulation.outcome import Outcome
from equity.simulation.parameters import FloatArray

Between = Literal["groups", "places"]

_FIFTH = 0.2
# Relative to a rate, more than rounding can make of two that are the same.
_APART = 1e-6


@dataclass(frozen=True, kw_only=True)
class Distribution:
    """Yearly events per resident of each group or place, fewer of which is better.

    `before` and `after` are [draw, unit], `residents` and `need` (the average poverty rate) are [unit].
    Units without residents are left out.
    """

    endpoint: str
    between: Between
    ids: tuple[str, ...]
    residents: FloatArray
    need: FloatArray
    before: FloatArray
    after: FloatArray

    @cached_property
    def share(self) -> FloatArray:
        """Each unit's share of residents."""
        return np.asarray(self.residents / self.residents.sum())

    @cached_property
    def rank(self) -> FloatArray:
        """Where each unit stands among residents ordered by need, from the neediest (0) to the least (1)."""
        residents, need = (each.astype(np.float64) for each in (self.residents, self.need))
        return ridit_ranks(residents, order=-need)

    @cached_property
    def tells_apart(self) -> bool:
        """Whether any two units differ today: where all carry one rate, no gap is measured."""
        return bool((np.ptp(self.before, axis=1) > _APART * self.before.max(axis=1)).any())

    @cached_property
    def worst(self) -> FloatArray:
        """How much each unit counts in the worst-off side today; adds up to 1.

        The group with the highest mean rate, or the fifth of residents in the places with the highest.
        """
        return self._side(self._from_best[::-1])

    @cached_property
    def best(self) -> FloatArray:
        """How much each unit counts in the best-off side today; adds up to 1."""
        return self._side(self._from_best)

    def named(self, side: FloatArray) -> str:
        """The id of the group a side is, or how many places it is made of."""
        members = [name for name, weight in zip(self.ids, side, strict=True) if weight > 0]
        return members[0] if self.between == "groups" else f"{len(members)} places with a fifth of residents"

    @cached_property
    def _from_best(self) -> np.ndarray:
        return np.argsort(self.before.mean(axis=0), kind="stable")

    def _side(self, order: np.ndarray) -> FloatArray:
        weights = np.zeros(len(self.ids))
        if self.between == "groups":
            weights[order[0]] = 1.0
            return weights
        wanted = _FIFTH * self.residents.sum()
        counted = np.cumsum(self.residents[order]) - self.residents[order]
        weights[order] = np.clip(wanted - counted, 0.0, self.residents[order])
        return np.asarray(weights / weights.sum())


def distribution(outcome: Outcome, endpoint: str, *, between: Between = "groups") -> Distribution:
    """An endpoint's yearly rates by group or by place, without and with the scenario.

    Raises
    ------
    InvalidParameter
        No lever in use acts on the endpoint.
    """
    if endpoint not in outcome.endpoints:
        raise InvalidParameter(
            f"No lever in use acts on {endpoint!r}. Choose one of: {', '.join(outcome.endpoints) or 'none'}."
        )
    if between == "groups":
        over, ids, summed = 0, outcome.cells.groups, outcome.by_group
    else:
        over, ids, summed = 1, outcome.cells.places, outcome.by_place
    residents = outcome.cells.residents.sum(axis=over)
    peopled = residents > 0
    person_years = residents[peopled] * outcome.scenario.horizon
    expected, averted, poor = (
        summed(of)[:, peopled]
        for of in (
            [outcome.expected(endpoint)],
            outcome.averted_flows(endpoint),
            [Flow(base=outcome.baseline.poor, course=np.ones((outcome.draws, 1)))],
        )
    )
    after = np.subtract(expected, averted, dtype=np.float64)
    after /= person_years  # in place: fresh memory for all draws takes longer than the division
    return Distribution(
        endpoint=endpoint,
        between=between,
        ids=tuple(name for name, is_in in zip(ids, peopled, strict=True) if is_in),
        residents=residents[peopled],
        need=poor.mean(axis=0, dtype=np.float64) / residents[peopled],
        before=expected / person_years,
        after=after,
    )
