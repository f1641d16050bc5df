"""The levers in an address: what it asks for, what it cannot have, and that nothing moves by itself."""

import pytest

from components import lever_controls
from data_loaders import state_policy
from equity.levers import LEVERS
from equity.simulation.scenario import Scenario
from equity.simulation.schedule import Schedule
from equity.state_policy import Fact

CHW = LEVERS["community_health_workers"]


def test_an_empty_address_moves_nothing():
    found, notices = lever_controls.asked({})
    assert found == Scenario()
    assert notices == []


def test_the_one_slider_of_a_lever_takes_the_rest_of_it_along():
    """Offered to half of members: the workers stand at their start, 3 for every 10,000."""
    found, _ = lever_controls.asked({"chw_offered": "0.5"})
    assert {"chw_offered": 0.5, "chw_workers": 3.0}.items() <= dict(found.settings).items()
    starts = {each.id: each.start for each in CHW.settings if each.id != "chw_offered"}
    assert starts.items() <= dict(found.settings).items()
    assert dict(found.choices) == {"chw_paid_by": "benefit"}


def test_what_is_off_leaves_no_trace():
    """Workers without an offer do nothing, so two such addresses are one scenario."""
    assert lever_controls.asked({"chw_workers": "7"})[0] == lever_controls.asked({})[0]


@pytest.mark.parametrize("wish", ["2", "-1", "nan", "inf", "half", "", "1e400", "<b>"])
def test_a_value_that_cannot_be_is_said_and_left_out(wish):
    found, notices = lever_controls.asked({"screening_duty": wish})
    assert found == Scenario()
    assert len(notices) == 1
    assert "which can be 0 to 1" in notices[0]
    assert "<b>" not in notices[0]


@pytest.mark.parametrize("name", ["chw_paid_by", "membership"])
def test_a_choice_that_cannot_be_is_said_and_the_usual_one_stands(name):
    found, notices = lever_controls.asked({"chw_offered": "0.5", name: "<b>nonsense"})
    assert found == lever_controls.asked({"chw_offered": "0.5"})[0]
    assert len(notices) == 1
    assert "nonsense" in notices[0] and "<b>" not in notices[0]
    assert "which cannot be chosen" in notices[0]


def test_no_digit_of_a_setting_is_lost_in_an_address():
    found, _ = lever_controls.asked(lever_controls.address(Scenario(settings={"snap_mailed": 0.1234567})))
    assert found.settings["snap_mailed"] == 0.1234567


def test_a_scenario_survives_its_address():
    scenario = Scenario(
        settings={
            "chw_offered": 0.35,
            "chw_workers": 12.5,
            "chw_rate_to_cost": 0.75,
            "snap_mailed": 0.8,
            "snap_assisted": 0.0,
        },
        choices={"chw_paid_by": "grant"},
        schedules={"community_health_workers": Schedule(money_until=2032, then="benefit")},
        own_figures={"capitation_pmpm": "412", "closed_loop_referral_required": "partial"},
        horizon=8,
        start_year=2030,
        discount=0.05,
        seed=2_147_483_647,
        membership="stays",
    )
    found, notices = lever_controls.asked(lever_controls.address(scenario))
    assert found == scenario
    assert notices == []


def test_dates_that_contradict_each_other_are_said_and_left_out():
    found, notices = lever_controls.asked({"chw_offered": "0.5", "then_community_health_workers": "local"})
    assert "chw_offered" in found.settings and not found.schedules
    assert "is left out" in notices[0]


def test_the_dates_of_a_lever_that_is_off_do_nothing():
    assert lever_controls.asked({"money_until_community_health_workers": "2028"})[0] == Scenario()


def test_every_slider_of_a_room_is_a_slider_of_a_lever():
    known = {setting.id for lever in LEVERS.values() for setting in lever.settings}
    assert set(lever_controls.ROOM) <= known


def test_a_slider_says_what_its_evidence_covers_or_that_it_is_an_assumption():
    duty, loop = LEVERS["screening_referral"].settings
    fact = Fact(field=duty.in_force_field, value="yes", in_force="yes", as_of="2024")
    said = lever_controls.evidence_in_words(duty, fact, "Texas")
    assert said.startswith("**Evidence:**")
    assert "Texas has this in force already (2024)" in said
    assert "Assumption" in lever_controls.evidence_in_words(loop, None, "Texas")
    unknown = Fact(field="x", value="unknown", in_force="unknown")
    assert "nobody could confirm it" in lever_controls.evidence_in_words(duty, unknown, "Texas")


def test_a_number_known_of_a_state_is_told_and_one_unknown_is_not_taken_for_none():
    """Arkansas ends Medicaid two months after a birth; what it withholds from plans nobody could confirm."""
    policy = state_policy.policy("05")
    said = {
        setting.id: lever_controls.evidence_in_words(setting, policy.fact(setting.in_force_field), "Arkansas")
        for lever in LEVERS.values()
        for setting in lever.settings
        if setting.id in ("postpartum_months", "withheld")
    }
    assert "**Now:** Arkansas is at 2 months" in said["postpartum_months"]
    assert "nobody could confirm it" in said["withheld"]
