"""Whether services in lieu of medical ones pass the test the rule sets: costing no more than they save."""

from dataclasses import dataclass

import numpy as np

from equity.simulation.baseline import SPENDING
from equity.simulation.flows import Flow
from equity.simulation.outcome import Outcome
from equity.simulation.parameters import FloatArray

_LEVER = "in_lieu_services"


@dataclass(frozen=True, kw_only=True)
class InLieuTest:
    """What the services cost and the covered care they avoid over all years, [draw].

    Dollars of 2024, discounted to the first year. The services are looked at by themselves: what another
    lever does for the same people is left out.
    """

    cost: FloatArray
    avoided: FloatArray

    @property
    def expected_cost(self) -> float:
        """The mean cost over draws."""
        return float(self.cost.mean())

    @property
    def expected_avoided(self) -> float:
        """The mean over draws of the care avoided."""
        return float(self.avoided.mean())

    @property
    def is_met(self) -> bool:
        """Whether the expected cost is at most the expected cost of the care avoided."""
        return self.expected_cost <= self.expected_avoided

    @property
    def chance(self) -> float:
        """The share of draws in which the services cost at most what they avoid."""
        return float(np.mean(self.cost <= self.avoided))


def in_lieu_test(outcome: Outcome) -> InLieuTest | None:
    """The test over the years of a scenario; None where plans pay for nothing in lieu.

    Formula: ``E[sum of cost[t] / (1 + d) ** (t - 1)] <= E[sum of avoided[t] / (1 + d) ** (t - 1)]``, with
    ``avoided = people served * fall in care per person``, the services' own cost not counted as care.
    Reference: `ilos_test` (assets/evidence.csv).
    """
    effect = outcome.effects.get(_LEVER)
    if effect is None:
        return None
    cost = sum(each.amount.by_year() for each in effect.payments if each.rule == "in_lieu")
    avoided = sum(
        Flow(base=each.pool, course=each.share * each.per_person).by_year()
        for each in effect.averted
        if each.endpoint == SPENDING
    )
    found = InLieuTest(
        cost=outcome.present_value(np.asarray(cost)), avoided=outcome.present_value(np.asarray(avoided))
    )
    return found if found.cost.any() else None
