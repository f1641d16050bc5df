import pytest

from equity.errors import InvalidParameter
from equity.simulation.scenario import Scenario, from_link, to_link
from equity.simulation.schedule import Schedule


def test_a_scenario_survives_its_link():
    scenario = Scenario(
        settings={"chw_offered": 0.5, "chw_workers": 3.0, "snap_mailed": 0.0},
        choices={"chw_paid_by": "administration"},
        horizon=10,
        seed=7,
    )
    link = to_link(scenario)
    assert link == {
        "chw_offered": "0.5",
        "chw_workers": "3",
        "chw_paid_by": "administration",
        "horizon": "10",
        "seed": "7",
    }
    assert to_link(from_link(link)) == link


def test_dates_and_own_figures_are_in_the_link():
    """Authority and money have dates of their own, and a State's own figure goes where the scenario goes."""
    scenario = Scenario(
        settings={"chw_offered": 0.5, "chw_workers": 3.0},
        schedules={"community_health_workers": Schedule(authority_from=2028, money_until=2029, then="local")},
        own_figures={"quality_withhold_pct": "2", "sdoh_screening_in_mco_contract": "yes"},
    )
    link = to_link(scenario)
    assert link["money_until_community_health_workers"] == "2029"
    assert link["own_quality_withhold_pct"] == "2"
    assert from_link(link) == scenario


@pytest.mark.parametrize(
    ("link", "words"),
    [
        ({"money_until_community_health_workers": "soon"}, "“soon”, which is not a whole number"),
        ({"money_until_community_health_workers": "9" * 5000}, "“9{40}”, which is not a whole number"),
        ({"money_from_chw_ratio": "2030", "money_until_chw_ratio": "2028"}, "before it begins in 2030"),
        ({"then_community_health_workers": "local"}, "no last year"),
        ({"money_until_chw_ratio": "2028", "then_chw_ratio": "local"}, "cannot pay afterwards"),
        ({"own_quality_withhold_pct": "lots"}, "expected a number"),
        ({"own_horoscope": "yes"}, "No fact is called"),
    ],
)
def test_dates_and_figures_that_contradict_are_explained(link, words):
    with pytest.raises(InvalidParameter, match=words):
        from_link(link)


def test_doing_nothing_needs_no_link():
    assert to_link(Scenario()) == {}
    assert from_link({}) == Scenario(settings={}, choices={})


@pytest.mark.parametrize(
    ("link", "words"),
    [
        ({"chw_offerred": "0.5"}, "no setting called|No lever has a setting called chw_offerred"),
        ({"chw_offered": "half"}, "“half”, which is not a number"),
        ({"chw_offered": "1.5"}, "expected 0 to 1"),
        ({"chw_offered": "nan"}, "expected 0 to 1"),
        ({"chw_paid_by": "lottery"}, "no option is called 'lottery'"),
        ({"horizon": "25"}, "horizon in years must be 1 to 10"),
        ({"discount": "0.5"}, "discount rate must be"),
    ],
)
def test_a_link_nobody_could_have_made_is_explained(link, words):
    with pytest.raises(InvalidParameter, match=words):
        from_link(link)


def test_the_largest_seed_and_a_fine_setting_survive_their_link():
    """2 ** 31 - 1 has ten digits; six of them would be another seed."""
    scenario = Scenario(settings={"chw_offered": 0.1234567}, seed=2**31 - 1)
    assert from_link(to_link(scenario)) == scenario
