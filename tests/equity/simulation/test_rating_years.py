"""Plans bear what a contract asks for, and keep what it saves, by the rating years of each lever."""

import numpy as np
import pytest

from equity.simulation.run import run
from equity.simulation.scenario import Scenario
from equity.simulation.schedule import Schedule
from tests.equity.simulation import drawn


def of_plans(result, kind: str) -> list[float]:
    """The part of the plans in each year's payments of a kind, in the middle of the draws; 0 without any."""
    entries = [entry.by_party for entry in result.ledger if entry.kind == kind]
    by_plans = sum(each.get("plan", np.zeros((1, 1))) for each in entries)
    whole = sum(-each["providers"] for each in entries)
    part = np.divide(by_plans, whole, out=np.zeros_like(whole), where=whole != 0)
    return np.median(part, axis=0).round(3).tolist()


def from_2027_to_2031(**scenario):
    """A run of these five years in the drawn State."""
    dated = Scenario(start_year=2027, horizon=5, **scenario)
    return run(dated, drawn.cells(), drawn.policy(), draws=128)


def test_a_duty_that_starts_later_falls_on_plans_in_its_own_first_years():
    """All of it in 2029, about half in 2030; of a change in care 80 % of that, as 80 % are in plans."""
    dates = {"screening_referral": Schedule(authority_from=2029)}
    late = from_2027_to_2031(settings={"screening_duty": 1.0}, schedules=dates)
    program, care = of_plans(late, "program"), of_plans(late, "avoided_care")
    assert program == pytest.approx([0, 0, 1, 0.5, 0], abs=0.03)
    assert care == pytest.approx([0, 0, 0.8, 0.4, 0], abs=0.03)


def test_services_in_lieu_fall_on_plans_in_the_first_years_after_a_grant():
    paid = from_2027_to_2031(
        settings={"chw_offered": 0.5, "chw_workers": 3.0},
        choices={"chw_paid_by": "grant"},
        schedules={"community_health_workers": Schedule(money_until=2028, then="ilos")},
    )
    assert of_plans(paid, "program") == pytest.approx([0, 0, 1, 0.5, 0], abs=0.03)
