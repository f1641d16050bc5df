"""What every lever must keep, and the arithmetic of each formula with numbers a reader can check."""

import re
from pathlib import Path

import numpy as np
import pytest

from data_loaders import evidence, state_policy
from equity import levers
from equity.errors import InvalidParameter
from equity.evidence import check_support
from equity.levers import FAMILIES, LEVERS
from equity.levers.snap_enrollment import take_up
from equity.simulation.baseline import ENDPOINTS, SPENDING
from equity.simulation.outcome import KINDS
from equity.simulation.parameters import STAGES
from equity.simulation.payers import PARTIES
from equity.simulation.run import PARAMETERS, run
from equity.simulation.scenario import Scenario
from equity.state_policy import FIELDS
from tests.equity.levers.certain import one, run_pinned
from tests.equity.simulation import drawn

ALL = sorted(LEVERS)


def test_every_lever_is_found_and_a_stranger_is_refused():
    files = {path.stem for path in Path(levers.__path__[0]).glob("[a-z]*.py")}
    assert set(LEVERS) == files
    assert {each.family for each in LEVERS.values()} == set(FAMILIES)
    assert levers.lever("snap_enrollment").family == "Data access"
    with pytest.raises(InvalidParameter, match="No lever is called 'magic'"):
        levers.lever("magic")


def test_every_parameter_rests_on_a_card_or_says_it_is_an_assumption():
    check_support(PARAMETERS.values(), evidence.cards())


@pytest.mark.parametrize("lever_id", ALL)
def test_a_lever_declares_everything_its_formula_touches(lever_id):
    lever = LEVERS[lever_id]
    top = {each.id: each.high for each in lever.settings}
    assert lever.is_on(top) and not lever.is_on({each.id: each.off for each in lever.settings})
    effect = run(Scenario(settings=top), drawn.cells(), drawn.policy(), draws=8).effects[lever_id]
    assert set(effect.stages) == set(STAGES)
    assert {claim.endpoint for claim in effect.averted} <= {*ENDPOINTS, SPENDING}
    assert {payment.kind for payment in effect.payments} <= KINDS.keys()
    assert {payment.to for payment in effect.payments} <= {*PARTIES, "medicaid_benefit"}
    assert all(
        each.paid_by in {choice.id for choice in each.choices} for each in LEVERS.values() if each.paid_by
    )
    assert lever.question.endswith("?")
    assert lever.cannot_say


def test_a_limit_names_its_lever_where_several_are_on():
    """That no hospital stays are credited is so of screening, and not of the workers beside it."""
    limit = "No fewer hospital stays are credited: no trial of navigation alone shows them."
    notes = [
        run(Scenario(settings=settings), drawn.cells(), drawn.policy(), draws=8).notes
        for settings in ({"screening_duty": 1.0}, {"screening_duty": 1.0, "snap_mailed": 0.5})
    ]
    assert limit in notes[0]
    assert limit not in notes[1]
    assert f"Screening and referral duty for plans: {limit}" in notes[1]


@pytest.mark.parametrize("lever_id", ALL)
def test_a_lever_asks_for_facts_that_the_state_table_has(lever_id):
    known = set(state_policy.facts()["field"]) | {each.id for each in FIELDS.values() if each.asked}
    lever = LEVERS[lever_id]
    assert set(lever.policy_fields) <= known
    assert {each.in_force_field for each in lever.settings} - {""} <= known & FIELDS.keys()


def test_setting_ids_are_unique_and_fit_a_link():
    ids = [each.id for lever in LEVERS.values() for each in (*lever.settings, *lever.choices)]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"[a-z_]+", each) for each in ids)


def test_workers_help_as_many_as_they_have_room_for():
    """12,000 members, half adults: 6,000, of whom 900 at high risk; 450 offered, 180 would accept.

    Three workers for 10,000 adults are 1.8 workers, with room for 55 each: 99 people. After one year of a
    ramp of one year, 63.2 % of either: 62.6 people.
    """
    result = run_pinned({"chw_offered": 0.5, "chw_workers": 3.0})
    stages = result.effects["community_health_workers"].stages
    ramp = 1 - np.exp(-1)
    assert one(stages["eligible"].by_year()) == pytest.approx(900)
    assert one(stages["reached"].by_year()) == pytest.approx(450 * ramp)
    assert one(stages["accepted"].by_year()) == pytest.approx(180 * ramp)
    assert one(stages["helped"].by_year()) == pytest.approx(99 * ramp)


def test_workers_avert_visits_at_the_stage_where_the_trial_counted():
    """62.58 people with 0.84 x 0.90 x 2.5 = 1.89 visits, and (1 - 0.96) / 0.40 = 0.1 of them avoided: 11.8.

    Stays: 0.84 x 0.10 x 2.5 = 0.21 each, and (1 - 0.883) / 0.64 = 0.1828 of them avoided: 2.4.
    """
    result = run_pinned({"chw_offered": 0.5, "chw_workers": 3.0})
    helped = 99 * (1 - np.exp(-1))
    assert one(result.averted_by_year("ed_visits")) == pytest.approx(helped * 1.89 * 0.1)
    assert one(result.averted_by_year("hospital_stays")) == pytest.approx(helped * 0.21 * 0.1828125)


def test_workers_cost_what_they_cost_in_dollars_of_2024():
    """62.58 people at 1,721 USD of 2020 (x 1.21204) and 284.5 people asked at 15 USD."""
    result = run_pinned({"chw_offered": 0.5, "chw_workers": 3.0})
    ramp = 1 - np.exp(-1)
    expected = 99 * ramp * 1_721 * 313.689 / 258.811 + 450 * ramp * 15
    assert -one(result.paid("providers", kind="program")) == pytest.approx(expected)


def test_snap_arms_are_those_of_the_trial():
    """5 points more with a letter, 12 with help, halfway 8.5 with help for half."""
    arms = [
        float(take_up(np.array([1.94]), np.array([3.44]), np.array([0.06]), part)[0]) for part in (0, 0.5, 1)
    ]
    assert arms == pytest.approx([0.05, 0.085, 0.12], abs=0.001)


def test_letters_enroll_a_share_of_those_on_the_list():
    """People in poverty 3,000 + 6,000, times 1.25 eligible, times 0.14 without SNAP: 1,575.

    80 % of the list, which holds 65 % of them, after one year (63.2 %): 517.7 written to. With help for all
    12.0 points more enroll, times 0.8 outside the trial.
    """
    result = run_pinned({"snap_mailed": 0.8, "snap_assisted": 1.0})
    stages = result.effects["snap_enrollment"].stages
    written_to = 1_575 * 0.8 * 0.65 * (1 - np.exp(-1))
    gain = 3.44 * 0.06 / (0.94 + 3.44 * 0.06) - 0.06
    assert one(stages["reached"].by_year()) == pytest.approx(written_to)
    assert one(stages["helped"].by_year()) == pytest.approx(written_to * gain * 0.8)


def test_an_enrolled_person_counts_half_a_year_first_and_stays_with_a_chance_of_60_percent():
    """With nobody written to twice mattering less: years with SNAP 0.5 n1, then 0.6 n1 + 0.5 n2."""
    result = run_pinned({"snap_mailed": 1.0}, horizon=2, snap_second_letter=1.0)
    new = result.effects["snap_enrollment"].stages["helped"].by_year()[0]
    years = result.averted_by_year("eligible_without_snap")[0]
    assert years == pytest.approx([0.5 * new[0], 0.6 * new[0] + 0.5 * new[1]])


def test_food_security_improves_by_the_odds_ratio_among_those_enrolled():
    """At 15 % very low food security odds of 0.1765 x 0.72 make 11.3 %: 3.7 points fewer."""
    result = run_pinned({"snap_mailed": 1.0})
    share = one(result.averted_by_year("very_low_food_security")) / one(
        result.averted_by_year("eligible_without_snap")
    )
    assert share == pytest.approx(0.15 - 0.12706 / 1.12706, abs=1e-4)


def test_snap_benefits_go_to_households_and_are_not_a_saving():
    """140 USD a month for each person-year; federal alone until October 2027."""
    result = run_pinned({"snap_mailed": 1.0})
    received = -one(result.paid("household"))
    assert received == pytest.approx(12 * 140 * one(result.averted_by_year("eligible_without_snap")))
    assert not result.paid("providers", kind="avoided_care").any()


def test_a_duty_moves_members_from_todays_practice_to_its_own():
    """6,000 adults, 80 % in plans, 39.3 % of the way after a year of a two-year ramp: 1,889 covered.

    Seen 75 %, screened 29 % where practices screen, and 27 % of them do so already: 299.9 more screened.
    """
    result = run_pinned({"screening_duty": 1.0})
    stages = result.effects["screening_referral"].stages
    covered = 6_000 * 0.8 * (1 - np.exp(-0.5))
    assert one(stages["eligible"].by_year()) == pytest.approx(covered)
    assert one(stages["screened"].by_year()) == pytest.approx(covered * 0.75 * 0.29 * 0.73)


def test_a_referral_ends_in_a_service_more_often_under_the_duty():
    """0.33 with odds x 1.25 is 0.381; 0.43 referred instead of 0.02, and all of them screened, not 27 %."""
    result = run_pinned({"screening_duty": 1.0}, screening_need_slope=0.0)
    stages = result.effects["screening_referral"].stages
    with_need = 6_000 * 0.8 * (1 - np.exp(-0.5)) * 0.75 * 0.29 * 0.37 * 0.40
    connected = 1.25 * 0.33 / (0.67 + 1.25 * 0.33)
    assert one(stages["helped"].by_year()) == pytest.approx(
        with_need * (0.43 * connected - 0.27 * 0.02 * 0.33)
    )


def test_navigation_averts_visits_among_everyone_offered_it():
    """Newly screened people with a need and two visits (18 %), 2.5 visits each, 4 % of them avoided."""
    result = run_pinned({"screening_duty": 1.0}, screening_need_slope=0.0)
    screened = 6_000 * 0.8 * (1 - np.exp(-0.5)) * 0.75 * 0.29 * 0.73
    assert one(result.averted_by_year("ed_visits")) == pytest.approx(screened * 0.18 * 2.5 * 0.04)


def test_services_after_a_referral_are_paid_by_the_community():
    result = run_pinned({"screening_duty": 1.0})
    helped = one(result.effects["screening_referral"].stages["helped"].by_year())
    assert one(result.paid("community")) == pytest.approx(helped * 600)


def test_a_slider_out_of_its_range_is_refused():
    with pytest.raises(InvalidParameter, match="expected 0 to 20 workers, found 40"):
        Scenario(settings={"chw_workers": 40.0})
