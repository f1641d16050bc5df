import numpy as np
import pytest

from equity.simulation.payers import of_calendar_year, shares
from tests.equity.simulation.drawn import policy

ONE = np.ones(1)
VALUES = {
    "expansion_match": 0.9 * ONE,
    "administrative_match": 0.5 * ONE,
    "snap_state_share": 0.10 * ONE,
    "kept_by_plans_in_year_2": 0.5 * ONE,
}


def rules(*, age: tuple[float, ...] = (1, 2, 3)):
    return shares(policy(), VALUES, in_plans=0.8 * ONE, start_year=2026, age=age)


def test_every_dollar_is_paid_once():
    for rule in rules().values():
        assert sum(rule.values()) == pytest.approx(np.ones((1, 3)))


def test_a_benefit_is_matched_by_group():
    """Half of adults in the adult group at 0.90 and half at 0.50: 0.70 federal."""
    assert rules()["medicaid_benefit"]["federal"] == pytest.approx(np.full((1, 3), 0.7))


def test_a_calendar_year_has_nine_months_of_its_fiscal_year():
    """SNAP administration in 2026: 9 months at 50 % and 3 at 25 % make 43.75 %; from 2027 on 25 %."""
    assert rules()["snap_administration"]["federal"][0].tolist() == [0.4375, 0.25, 0.25]
    assert of_calendar_year({2024: 0.6, 2025: 0.64}, 2024) == pytest.approx(0.61)


def test_a_year_after_the_last_on_record_takes_its_rate():
    assert of_calendar_year({2025: 0.6, 2026: 0.58}, 2031) == pytest.approx(0.58)


def test_states_pay_for_snap_benefits_from_october_2027():
    """A State share of 10 %: none in 2026, a quarter of it in 2027, all of it in 2028."""
    assert rules()["snap_benefit"]["state"][0] == pytest.approx([0.0, 0.025, 0.10])


def test_plans_keep_savings_until_rates_catch_up():
    """80 % of members in plans: plans keep 0.8, 0.4 and 0 of a change in cost in the first three years."""
    care = rules()["medicaid_care"]
    assert care["plan"][0] == pytest.approx([0.8, 0.4, 0.0])
    assert care["federal"][0] == pytest.approx([0.2 * 0.7, 0.6 * 0.7, 0.7])


def test_a_duty_falls_on_plans_first():
    assert rules()["plan_duty"]["plan"][0] == pytest.approx([1.0, 0.5, 0.0])


def test_rating_years_are_those_of_the_lever():
    """A duty that begins in the second year falls on plans alone in that year, half in the third."""
    assert rules(age=(0, 1, 2))["plan_duty"]["plan"][0, 1:] == pytest.approx([1.0, 0.5])
