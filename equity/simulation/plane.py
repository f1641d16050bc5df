"""The equity-impact plane: does a scenario do good in all, and does it do it fairly?

Reference: Cookson and others, Value in Health 2017;20:206-212.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from equity.simulation.baseline import ENDPOINTS
from equity.simulation.distribution import Between, distribution
from equity.simulation.inequality import equally_distributed, is_share_of_residents
from equity.simulation.outcome import Outcome
from equity.simulation.parameters import FloatArray
from equity.simulation.sensitivity import result

QUADRANTS: Mapping[str, str] = {
    "win_win": "Better in all, and fairer",
    "win_lose": "Better in all, but less fair",
    "lose_win": "Worse in all, but fairer",
    "lose_lose": "Worse in all, and less fair",
}


@dataclass(frozen=True, kw_only=True)
class Plane:
    """A cloud of draws: `benefit` in all (more is better) against `fairness` (above 0 is fairer), [draw].

    `fairness_in_words` says what the second is measured in.
    """

    benefit: FloatArray
    fairness: FloatArray
    fairness_in_words: str

    @property
    def chances(self) -> Mapping[str, float]:
        """The share of draws in each of `QUADRANTS`; draws on an axis, without a change, are in none."""
        good, fair = np.sign(self.benefit), np.sign(self.fairness)
        signs = {"win_win": (1, 1), "win_lose": (1, -1), "lose_win": (-1, 1), "lose_lose": (-1, -1)}
        return {name: float(((good == one) & (fair == other)).mean()) for name, (one, other) in signs.items()}


def plane(
    outcome: Outcome,
    endpoint: str,
    *,
    quantity: str = "",
    between: Between = "groups",
    epsilon: float = 1.0,
) -> Plane:
    """Where each draw lies on the plane.

    Formula: for an outcome that is a share of residents fairness is ``change of EDE - change of mean`` of the
    share free of it (`equity.simulation.inequality`), per 1,000 residents. For counts of events, which have
    no upper bound, it is the fall of the gap between the worst and the best-off side today.

    Parameters
    ----------
    quantity
        What is good in all: a result as `equity.simulation.sensitivity.result` knows it; the endpoint
        itself where nothing is said.

    Raises
    ------
    InvalidParameter
        No lever in use acts on the endpoint, or nothing is called `quantity`.
    """
    rates = distribution(outcome, endpoint, between=between)
    if is_share_of_residents(endpoint):
        levels = [
            equally_distributed(1 - each, rates.share, epsilon=epsilon) - (1 - each) @ rates.share
            for each in (rates.before, rates.after)
        ]
        fairness = 1_000 * (levels[1] - levels[0])
        words = f"What less inequality is worth, per 1,000 residents (aversion {epsilon:g})"
    else:
        sides = rates.worst - rates.best
        fairness = 1_000 * ((rates.before - rates.after) @ sides)
        words = f"Fall of the gap between {between}, per 1,000 residents ({ENDPOINTS[endpoint].unit})"
    # Differences of rounding are no change.
    tiny = 1e-9 * max(1.0, float(np.abs(rates.before).max()) * 1_000)
    return Plane(
        benefit=result(outcome, quantity or endpoint),
        fairness=np.where(np.abs(fairness) > tiny, fairness, 0.0),
        fairness_in_words=words,
    )
