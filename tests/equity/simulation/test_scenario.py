import pytest

from equity.errors import InvalidParameter
from equity.simulation.scenario import Scenario, from_link, to_link


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


def test_doing_nothing_needs_no_link():
    assert to_link(Scenario()) == {}
    assert from_link({}) == Scenario(settings={}, choices={})


@pytest.mark.parametrize(
    ("link", "words"),
    [
        ({"chw_offerred": "0.5"}, "no setting called|No lever has a setting called chw_offerred"),
        ({"chw_offered": "half"}, "not a number"),
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
