"""The services one by one: what each formula gives with numbers a reader can check.

The drawn State has 12,000 members: 6,000 adults, 4,800 children; 9,000 people in poverty; 80 % in plans.
"""

from types import SimpleNamespace

import numpy as np
import pytest

from equity.levers import _paid_services, asthma_visits
from equity.levers._payment_rate import room
from equity.simulation.run import PARAMETERS
from equity.simulation.schedule import Schedule
from tests.equity.levers.certain import one, run_pinned

ALL_FOUND = {"contacted": 1 - 1e-12}


def helped(result, lever: str) -> float:
    return one(result.effects[lever].stages["helped"].by_year())


def test_navigators_help_everyone_who_takes_part_and_connect_some():
    """6,000 x 0.18 = 1,080 with a need and two visits; 63.2 % found after a year of one; 40 % take part.

    Of 273 each avoids 2.5 x 0.04 / 0.40 = 0.25 visits. With a navigator odds 0.33 / 0.67 x 1.25 are 0.3811.
    """
    result = run_pinned(
        {"navigation_offered": 1.0}, navigation_ramp=1.0, screening_need_slope=0.0, **ALL_FOUND
    )
    taking_part = 1_080 * (1 - np.exp(-1)) * 0.40
    assert one(result.averted_by_year("ed_visits")) == pytest.approx(taking_part * 2.5 * 0.1, rel=1e-5)
    odds = 1.25 * 0.33 / 0.67
    assert helped(result, "navigation") == pytest.approx(taking_part * 0.43 * odds / (1 + odds), rel=1e-5)


def test_more_outpatient_care_is_that_of_those_helped_at_an_uptake_of_its_own():
    """Spending of those offered is 15 % higher; where half took part, theirs is 0.15 / 0.5 = 30 % higher.

    30 % of 4,000 USD of 2022 (x 1.0719) are 1,286 USD for each of those helped, and what is known of the
    uptake in Contra Costa, on which visits rest, changes none of it.
    """
    workers = {"chw_offered": 0.5, "chw_workers": 3.0}
    more = [
        run_pinned(workers, chw_outpatient_uptake=0.5, case_management_uptake=uptake) for uptake in (0.4, 0.8)
    ]
    for result in more:
        people = helped(result, "community_health_workers")
        spent = -one(result.paid("providers", kind="more_care"))
        assert spent == pytest.approx(people * 0.3 * 4_000 * 313.689 / 292.655, rel=1e-5)
    assert PARAMETERS["chw_outpatient_uptake"].is_assumption


def test_a_budget_buys_as_many_services_as_it_pays_for():
    """2 USD x 12 x 6,000 adults = 144,000 USD; at 1,598 USD of 2023 (x 1.0295) 87.5 people, 39 % of them."""
    result = run_pinned({"needs_budget": 2.0}, screening_need_slope=0.0)
    price = 1_598 * 313.689 / 304.702
    grown = 1 - np.exp(-0.5)
    assert helped(result, "social_needs_benefit") == pytest.approx(144_000 / price * grown, rel=1e-5)
    assert one(result.paid("household")) == pytest.approx(-144_000 * grown, rel=1e-5)
    assert one(result.paid("community")) == pytest.approx(0, abs=1e-6)


def change(years: int, reading: str):
    value = {
        "paid_services_trend": -85.0,
        "paid_services_break_even": 8.0,
        "paid_services_largest_fall": 1.0,
        "paid_services_spending_before": 1e6,
    }
    given = SimpleNamespace(
        dollars=lambda parameter: np.array([value[parameter.id]]),
        draws=lambda parameter: np.array([value[parameter.id]]),
        by_year=lambda parameter: np.array([[value[parameter.id]]]),
    )
    return _paid_services.change_by_tenure(given, years, reading=reading)[0]


def test_a_trend_breaks_even_in_month_8_and_a_level_at_once():
    """680 USD more in the first month, 85 less in each later: in year 1 the mean is 85 (8 - 5.5) = 212.50."""
    assert change(2, "slope").tolist() == pytest.approx([212.5, 212.5 - 12 * 85])
    assert change(2, "level").tolist() == [-85.0, -85.0]


def test_meals_show_stays_and_price_only_total_cost():
    """6,000 x 3 % = 180 people; the S-curve gives 0.0527 in the first year; 40 % accept: 3.8 people.

    A ratio of 0.769 leaves 0.231 of 0.52 stays; costs fall by 8 % of 38,400 USD of 2022 (x 1.0719).
    """
    result = run_pinned({"meals_offered": 1.0}, **ALL_FOUND)
    start, first = (1 / (1 + np.exp(-(at - 3) / 0.8)) for at in (0.0, 1.0))
    people = 180 * (first - start) / (1 - start) * 0.40
    assert helped(result, "medically_tailored_meals") == pytest.approx(people, rel=1e-4)
    assert one(result.averted_by_year("hospital_stays")) == pytest.approx(people * 0.52 * 0.231, rel=1e-4)
    saved = people * 0.08 * 38_400 * 313.689 / 292.655
    assert one(result.paid("providers", kind="avoided_care")) == pytest.approx(saved, rel=1e-4)


def test_the_corrected_reading_of_meals_is_the_ratio_that_was_published_for_it():
    """0.769 to the power ln 0.975 / ln 0.769 is 0.975: 0.025 of stays, not 0.231."""
    pooled, corrected = (
        run_pinned({"meals_offered": 1.0}, scenario={"choices": {"meals_evidence": reading}})
        for reading in ("pooled", "corrected")
    )
    ratio = one(corrected.averted_by_year("hospital_stays")) / one(pooled.averted_by_year("hospital_stays"))
    assert ratio == pytest.approx(0.025 / 0.231, rel=1e-3)


def test_a_home_counts_only_where_nobody_would_have_found_one():
    """21 people long without a home, 28.3 % in the first of three years, 79 % move in, 86 % stay.

    36 of 79 would have found a home anyway: 0.544 person-years for each at home; 145 USD a month saved.
    """
    result = run_pinned({"tenancy_offered": 1.0}, **ALL_FOUND)
    moved_in = 6_000 * 0.0035 * (1 - np.exp(-1 / 3)) * 0.79
    assert helped(result, "tenancy_support") == pytest.approx(moved_in, rel=1e-5)
    at_home = moved_in * 0.86
    assert one(result.averted_by_year("without_a_home")) == pytest.approx(
        at_home * (1 - 0.36 / 0.79), rel=1e-5
    )
    saved = at_home * 12 * 145 * 313.689 / 251.107
    assert one(result.paid("providers", kind="avoided_care")) == pytest.approx(saved, rel=1e-5)
    assert one(result.paid("federal", kind="rent")) == pytest.approx(moved_in * 10_800, rel=1e-5)


def test_of_those_who_moved_in_fewer_are_at_home_each_year_as_in_denver():
    """86, 81 and 77 of 100 are published; sqrt(0.77 / 0.86) a year gives 86, 81.4 and 77."""
    result = run_pinned(
        {"tenancy_offered": 1.0}, horizon=3, tenancy_ramp=0.001, tenancy_housed_anyway=0.0, **ALL_FOUND
    )
    moved_in = 6_000 * 0.0035 * 0.79
    at_home = result.averted_by_year("without_a_home")[0] / moved_in
    assert at_home == pytest.approx([0.86, 0.81, 0.77], abs=0.005)


def test_asthma_visits_return_1_90_for_a_dollar():
    """The trial: 1,340.92 USD for 707.04. Ours: 1.31 events at 1,024 USD and 707 USD a child make 1.897."""
    result = run_pinned({"asthma_offered": 1.0}, facts={"asthma_home_visits": "no"})
    back = one(result.paid("providers", kind="avoided_care")) / -one(result.paid("providers", kind="program"))
    assert back == pytest.approx(1.31 * 1_024 / 707)
    assert back == pytest.approx(1.90, abs=0.01)


def test_a_rate_below_half_of_the_cost_leaves_no_room_and_a_full_one_all_of_it():
    """(0.81) ** 0.5 = 0.9 of the room; at 0.49 of the cost none."""
    given = SimpleNamespace(draws=lambda parameter: np.array([0.5]), settings={})
    found = []
    for rate in (0.49, 0.81, 1.0):
        given.settings = {asthma_visits.RATE.id: rate}
        found.append(float(room(given, asthma_visits.RATE)[0]))
    assert found == pytest.approx([0.0, 0.9, 1.0])


def test_few_births_have_a_doula_and_odds_are_turned_into_births():
    """216 births, 39.3 % of the way, 0.9 % of them: 0.76. Odds of 0.32 / 0.68 x 0.59 make 21.73 %."""
    result = run_pinned({"doula_covered": 1.0}, facts={"doula_coverage": "no"})
    with_doula = 6_000 * 0.036 * (1 - np.exp(-0.5)) * 0.009
    assert helped(result, "doula_care") == pytest.approx(with_doula, rel=1e-5)
    odds = 0.59 * 0.32 / 0.68
    assert one(result.averted_by_year("cesareans")) == pytest.approx(
        with_doula * (0.32 - odds / (1 + odds)), rel=1e-4
    )


def test_coverage_lowers_deaths_and_the_uninsured_and_raises_emergency_visits():
    """9,000 poor x 0.8 = 7,200 adults; 73.6 % of the way after a year of 0.75; 90 % keep it in 2027
    (2.3 / 5 of 22 % are lost).

    7.4 % insured, 0.41 / 1.5 visits more for each of them, and 2.5 % of 0.6 % fewer deaths.
    """
    result = run_pinned({"adults_covered": 1.0}, facts={"expansion_status": "no"}, work_requirement_loss=0.22)
    reached = 7_200 * (1 - np.exp(-1 / 0.75)) * (1 - 0.22 * 2.3 / 5)
    assert one(result.averted_by_year("uninsured")) == pytest.approx(reached * 0.074, rel=1e-5)
    assert one(result.averted_by_year("ed_visits")) == pytest.approx(-reached * 0.074 * 0.41 / 1.5, rel=1e-5)
    assert one(result.averted_by_year("deaths")) == pytest.approx(reached * 0.025 * 0.006, rel=1e-5)
    cost = reached * 0.105 * 7_054 * 313.689 / 292.655
    assert one(result.paid("federal")) == pytest.approx(0.9 * cost, rel=1e-5)
    assert not result.paid("providers", kind="avoided_care").any()


def test_a_year_of_medicaid_after_birth_insures_6_5_of_100_for_ten_months():
    """216 births x 0.065 x 10 / 12 = 11.70 person-years where two months are in force, else none."""
    two, twelve = (
        run_pinned({"postpartum_months": 12.0}, facts={"postpartum_months": months}) for months in ("2", "12")
    )
    assert one(two.averted_by_year("uninsured")) == pytest.approx(216 * 0.065 * 10 / 12, rel=1e-5)
    assert not twelve.averted_by_year("uninsured").any()
    assert not twelve.ledger or not twelve.paid("federal").any()


def test_children_enrolled_by_records_are_5_5_percent_more():
    """4,800 children, 63.2 % of the way, 5.5 %: 166.9, of whom two thirds had no other insurance."""
    result = run_pinned({"express_lane_children": 1.0}, facts={"express_lane_eligibility": "no"})
    more = 4_800 * (1 - np.exp(-1)) * 0.055
    assert helped(result, "express_lane") == pytest.approx(more, rel=1e-5)
    assert one(result.averted_by_year("uninsured")) == pytest.approx(more * 0.67, rel=1e-5)


def test_what_a_grant_brought_fades_once_it_ends_and_someone_may_take_over():
    """Paid in 2027 alone: 2028 has 0.5 ** (1 / 2) = 71 % of 2027's fewer visits, and nobody pays."""
    settings = {"chw_offered": 0.5, "chw_workers": 3.0}
    granted = {"choices": {"chw_paid_by": "grant"}}
    ends = Schedule(money_until=2027)
    ended = run_pinned(
        settings, horizon=2, scenario=granted | {"schedules": {"community_health_workers": ends}}
    )
    visits, paid = ended.averted_by_year("ed_visits")[0], ended.paid("grant", kind="program")[0]
    assert visits[1] == pytest.approx(visits[0] * 0.5**0.5)
    assert paid[0] > 0 and paid[1] == 0
    then = Schedule(money_until=2027, then="local")
    taken = run_pinned(
        settings, horizon=2, scenario=granted | {"schedules": {"community_health_workers": then}}
    )
    assert taken.paid("grant", kind="program")[0, 1] == 0
    assert taken.paid("local", kind="program")[0, 1] > taken.paid("grant", kind="program")[0, 0]
    assert any("afterwards it is paid as Local money" in note for note in taken.notes)


def test_authority_and_money_are_two_switches():
    """Authority from 2028 and money until 2028: the lever runs in 2028 alone."""
    dates = Schedule(authority_from=2028, money_until=2028)
    result = run_pinned(
        {"asthma_offered": 1.0},
        horizon=3,
        facts={"asthma_home_visits": "no"},
        scenario={"schedules": {"asthma_visits": dates}},
    )
    served = result.effects["asthma_visits"].stages["helped"].by_year()[0]
    assert served[0] == served[2] == 0 < served[1]
