"""Weights, fifths, what binds, why a place gets no more, and whole teams."""

import numpy as np
import pytest

from equity.allocation import live, why
from equity.allocation.teams import whole_teams
from equity.allocation.weights import atkinson, fifths, weights
from equity.errors import InvalidParameter
from tests.equity.allocation.drawn import drawn, small


def test_robsons_aversion_gives_the_poorest_six_to_seven_times_the_weight():
    """At 10.95 and a ratio of 1.185 in healthy life the published weight is 6 to 7: 1.185 ** 10.95 = 6.4."""
    made = atkinson(np.array([1.0, 1.185]), np.array([1.0, 1.0]), epsilon=10.95)
    assert 6 < made[0] / made[1] < 7


@pytest.mark.parametrize("rule", ["none", "atkinson", "fifths", "neediest"])
def test_weights_are_one_on_average_over_residents(rule):
    need, residents = np.array([0.05, 0.1, 0.3, 0.2]), np.array([10.0, 20.0, 30.0, 40.0])
    made = weights(rule, need, residents, epsilon=3.0)
    assert (made * residents).sum() / residents.sum() == pytest.approx(1)
    assert made[2] >= made[3] >= made[1] >= made[0]


def test_no_aversion_weighs_nothing():
    assert weights("atkinson", np.array([0.1, 0.4]), np.ones(2), epsilon=0.0).tolist() == [1, 1]


def test_places_of_one_need_share_their_fifths():
    """Two places of the same need and 50 residents each fill all five fifths together, half of each."""
    parts = fifths(np.array([0.2, 0.2]), np.array([50.0, 50.0]))
    assert parts == pytest.approx(np.full((5, 2), 0.2))


def test_the_neediest_fifth_may_be_part_of_a_place():
    """Of 60 residents in the neediest place and 40 in the other, the first fifth is a third of the first."""
    parts = fifths(np.array([0.4, 0.1]), np.array([60.0, 40.0]))
    assert parts[:, 0] == pytest.approx([1 / 3, 1 / 3, 1 / 3, 0, 0])


def test_an_unknown_rule_names_those_there_are():
    with pytest.raises(InvalidParameter, match="atkinson, none, fifths, neediest"):
        weights("max", np.array([0.1]), np.ones(1), epsilon=1.0)


def test_why_a_place_gets_no_more_by_hand():
    """Three dollars buy three people at weight 2 where there is room for three, seven buy others at weight 1.

    In the second place five gain 1 and two gain 0.6, so the last dollar brings 0.6. Room for one more in the
    first would bring 2 and cost that 0.6: 1.4. The third place counts 0.3 at best: half of what the last
    dollar brings.
    """
    plan = live.best(
        small(
            [[10], [10], [10]],
            cost=[1],
            gain=[1],
            weight=[2, 1, 0.3],
            capacity=[[3], [99], [99]],
            budget=10,
        )
    )
    found = why.reasons(plan)
    assert found.is_full[:, 0].tolist() == [True, False, False]
    assert found.room_price[0, 0] == pytest.approx(1.4, abs=1e-3)
    assert found.next_return[1:].tolist() == pytest.approx([1, 0.5], abs=1e-3)
    assert np.isnan(found.next_return[0])
    assert found.stops == ("people", "money", "money")


def test_nobody_left_is_not_called_a_lack_of_money():
    plan = live.best(small([[10]], cost=[1], gain=[1], budget=1_000))
    assert why.reasons(plan).stops == ("people",)


def test_whole_teams_by_hand():
    """A team helps four. Of ten people planned for in one place and two in the other, two teams and none.

    Money for twelve people is left for one more team of four, and the first place has room: three teams.
    """
    plan = live.best(small([[20], [4]], cost=[10], gain=[1], budget=120))
    made = whole_teams(plan, people_per_team=4)
    assert plan.served[:, 0, 0].tolist() == pytest.approx([10, 2], rel=1e-4)
    assert made.teams[:, 0].tolist() in ([3, 0], [2, 1])
    assert made.left_out.tolist() == [False, made.teams[1, 0] == 0]


def test_whole_teams_stay_within_the_money():
    problem = drawn(40, seed=6)
    plan = live.best(problem)
    made = whole_teams(plan, people_per_team=25)
    each = np.divide(25, plan.served.sum(axis=1), where=plan.served.sum(axis=1) > 0, out=np.zeros((40, 6)))
    for row in problem.money:
        used = ((row.coefficients * plan.people).sum(axis=(1, 3)) * each * made.teams).sum()
        assert used <= row.limit * (1 + 1e-9)
    assert 0.5 < made.gain_kept <= 1
