"""Dated rules of law, and what the ledger works out after every lever has paid: remittances and savings."""

import numpy as np
import pytest

from data_loaders import evidence
from equity.levers import LEVERS
from equity.simulation import ledger
from equity.simulation.law import RULES, rules_for
from equity.simulation.outcome import Entry
from equity.simulation.payers import AUTHORITIES
from equity.simulation.run import run
from equity.simulation.scenario import Scenario
from tests.equity.simulation import drawn

MATCH = {"federal": np.array([[0.7]]), "state": np.array([[0.3]])}
VALUES = {"medical_loss_ratio": np.array([0.86]), "medical_loss_floor": np.array([0.85])}


def test_every_rule_touches_levers_or_authorities_that_exist_and_rests_on_a_card():
    assert {name for rule in RULES for name in rule.levers} <= LEVERS.keys()
    assert {name for rule in RULES for name in rule.authorities} <= AUTHORITIES.keys()
    assert {card for rule in RULES for card in rule.evidence} <= evidence.cards().keys()


@pytest.mark.parametrize(
    ("last_year", "expected"),
    [
        (2025, {"social_needs_guidance_withdrawn", "provider_tax_freeze"}),
        (2027, {"social_needs_guidance_withdrawn", "provider_tax_freeze", "budget_neutrality_certified"}),
    ],
)
def test_a_rule_counts_from_its_own_date(last_year, expected):
    """A waiver meets the withdrawn guidance of 2025-03-04, and section 1115(g) from 2027-01-01."""
    found = rules_for(levers=[], authorities=["waiver"], last_year=last_year)
    assert {rule.id for rule in found} == expected


def test_a_result_lists_the_rules_it_runs_into():
    settings = {"adults_covered": 1.0}
    notes = run(Scenario(settings=settings), drawn.cells(), drawn.policy(), draws=8).notes
    assert any(note.startswith("Since 2026-07-31") and "lost from 2027 on" in note for note in notes)
    assert not any("SNAP" in note for note in notes)


def test_coverage_is_lost_to_the_work_requirement_from_2027_on():
    """Of those newly covered in 2026 none is lost, in 2027 2.3 / 5 of what is lost from 2029 on."""
    scenario = Scenario(settings={"adults_covered": 1.0}, start_year=2026, horizon=2)
    effect = run(scenario, drawn.cells(), drawn.policy(expansion_status="no"), draws=64).effects
    reached = effect["adult_coverage"].stages["reached"].course
    ramp = 1 - np.exp(-np.array([1.0, 2.0])[np.newaxis, :] / 0.3)  # never more than the fastest ramp
    assert (reached <= ramp).all()
    values = run(scenario, drawn.cells(), drawn.policy(expansion_status="no"), draws=64).values
    tau, lost = values["expansion_ramp"], values["work_requirement_loss"]
    assert reached[:, 0] == pytest.approx(1 - np.exp(-1 / tau))
    assert reached[:, 1] == pytest.approx((1 - np.exp(-2 / tau)) * (1 - lost * 2.3 / 5))


def saving(dollars: float) -> Entry:
    """A fall in care that plans keep."""
    amount = np.array([[-dollars]])
    return Entry(kind="avoided_care", by_party={"plan": amount, "providers": -amount})


def test_plans_pay_back_what_savings_leave_above_the_floor():
    """Care at 86 % of 1,000,000 USD leaves 10,000 above 85 %; 30,000 saved: 20,000 go back, 70 : 30."""
    back = ledger.remittance(
        [saving(30_000)],
        premium=np.array([1_000_000.0]),
        remits=np.ones(1),
        match=MATCH,
        values=VALUES,
    ).by_party
    assert back["plan"][0, 0] == pytest.approx(20_000)
    assert -back["federal"][0, 0] == pytest.approx(14_000)
    assert sum(back.values())[0, 0] == pytest.approx(0)


@pytest.mark.parametrize(("dollars", "remits"), [(9_000, 1.0), (30_000, 0.0), (-30_000, 1.0)])
def test_nothing_goes_back_below_the_floor_without_the_rule_or_when_care_grows(dollars, remits):
    back = ledger.remittance(
        [saving(dollars)],
        premium=np.array([1_000_000.0]),
        remits=np.array([remits]),
        match=MATCH,
        values=VALUES,
    )
    assert not back.by_party["plan"].any()
