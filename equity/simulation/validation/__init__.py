"""Published results beside what the model gives with the inputs of their study.

Each target is run with the model's own levers, ledger and rules, in a State of one place where everything
but the study's inputs is pinned to its central value. What a row proves depends on its kind (`KINDS`).
"""

from collections.abc import Callable, Mapping

import polars as pl

from equity.evidence import Card
from equity.simulation.validation import benefits, rules, social_needs, workers
from equity.simulation.validation._bench import Target

__all__ = ["KINDS", "Target", "targets"]

KINDS: Mapping[str, str] = {
    "arithmetic": "Run with a study's own inputs: shows that a formula is written down as in the study, not "
    "that it is right elsewhere.",
    "calibration": "Fitted to this figure: shows that the fit holds, and proves nothing more.",
    "external": "Not used in fitting anything: could have failed.",
}


def targets(cards: Mapping[str, Card], medicaid: pl.DataFrame) -> list[Target]:
    """Every target in order.

    Parameters
    ----------
    cards
        The evidence records by id.
    medicaid
        The tidy Medicaid table, as `equity.state_policy.policy_of` takes it.
    """
    found = [row for measured in _BY_STUDY for row in measured(cards)] + rules.federal_share(medicaid)
    return sorted(found, key=lambda row: (int(row.id.split()[0][1:]), row.id))


_BY_STUDY: tuple[Callable[[Mapping[str, Card]], list[Target]], ...] = (
    workers.impact,
    workers.contra_costa,
    workers.camden,
    workers.calaim,
    social_needs.accountable_health_communities,
    social_needs.healthy_opportunities,
    social_needs.national_meals,
    social_needs.king_county,
    social_needs.pennsylvania,
    social_needs.emergency_exchange,
    social_needs.signs,
    benefits.snap_trial,
    benefits.expansion_deaths,
    benefits.two_routes_to_deaths,
    benefits.oregon,
    benefits.postpartum,
    rules.robson,
)
