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


def _not_run(_: Mapping[str, Card]) -> list[Target]:
    return [
        Target(id=target_id, target=target, published=published, kind=kind, why_not=why)
        for target_id, target, published, kind, why in _WITHOUT_LEVER
    ]


_NO_LEVER = "needs a lever that does not exist yet"
_WITHOUT_LEVER = (
    ("V4", "NC pilots: level break-even", "about month 8", "external", f"{_NO_LEVER} (social-need services)"),
    ("V7", "Expansion: deaths averted, 55 to 64", "19,200", "arithmetic", f"{_NO_LEVER} (eligibility)"),
    ("V8", "Enrollment times effect", "2.5 % = 12 % x 21 %", "arithmetic", f"{_NO_LEVER} (eligibility)"),
    ("V9", "National meals", "net 13.6 bn USD", "arithmetic", f"{_NO_LEVER} (meals)"),
    ("V10", "Asthma visits: return", "1.90", "arithmetic", f"{_NO_LEVER} (asthma visits)"),
    ("V11", "Pennsylvania supportive housing", "-162 USD = 13 %", "arithmetic", f"{_NO_LEVER} (tenancy)"),
    ("V14", "Oregon: visits after coverage", "+0.41 (+40 %)", "external", f"{_NO_LEVER} (eligibility)"),
    ("V16", "Postpartum uninsured", "-6.5 points", "external", f"{_NO_LEVER} (eligibility)"),
    ("V18", "EDIE", "at most -9.9 %", "external", f"{_NO_LEVER} (interoperability)"),
    ("V19", "Signs: NC pilots, supportive housing", "as published", "external", _NO_LEVER),
)

_BY_STUDY: tuple[Callable[[Mapping[str, Card]], list[Target]], ...] = (
    workers.impact,
    workers.contra_costa,
    workers.camden,
    workers.calaim,
    social_needs.accountable_health_communities,
    benefits.snap_trial,
    rules.robson,
    _not_run,
)
