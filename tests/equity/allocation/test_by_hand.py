"""Plans that a careful person can find with a pencil; both solvers must find them too."""

from dataclasses import replace

import numpy as np
import pytest

from equity.allocation import exact, live
from equity.allocation.problem import Pool
from equity.allocation.step import second_step
from equity.allocation.weights import atkinson
from equity.errors import InvalidParameter
from tests.equity.allocation.drawn import small

both = pytest.mark.parametrize("solve", [exact.solve, live.best], ids=["exact", "live"])


@both
def test_money_goes_first_to_those_who_gain_most(solve):
    """Two places of ten people at 10 dollars. Half gain 1, half 0.6. Of 12 served, 2 gain 0.6."""
    plan = solve(small([[10], [10]], cost=[10], gain=[1], budget=120))
    assert plan.goal == pytest.approx(11.2, rel=1e-4)
    assert plan.prices["budget"] == pytest.approx(0.06, rel=1e-4)
    assert plan.dollars.sum() == pytest.approx(120, rel=1e-4)


def test_what_is_worth_the_same_is_shared_alike():
    """Nothing tells 10 and 30 people apart: of 8 served, 2 are in the first place and 6 in the second."""
    plan = live.best(small([[10], [30]], cost=[10], gain=[1], budget=80, groups=2))
    assert plan.served.sum(axis=(1, 2)).tolist() == pytest.approx([2, 6], rel=1e-4)
    assert np.ptp(plan.served[0, :, 0]) < 1e-9


@both
def test_a_weight_sends_money_to_the_needier_place(solve):
    """At weight 2 a gain of 0.6 in the second place counts 1.2, more than 1 in the first: all ten."""
    plan = solve(small([[10], [10]], cost=[10], gain=[1], weight=[1, 2], budget=120))
    assert plan.served.sum(axis=(1, 2)).tolist() == pytest.approx([2, 10], rel=1e-4)
    assert plan.goal == pytest.approx(2 + 2 * (5 + 5 * 0.6), rel=1e-4)
    assert plan.gain == pytest.approx(2 + 8, rel=1e-4)


@both
def test_state_money_has_a_price_of_its_own(solve):
    """Ten people a service, 100 dollars. The first gains 1 and takes 5 State dollars of 20: four.

    Of the second, which gains 0.8 and takes none, five gain 0.8 and one 0.48: 4 + 4 + 0.48. One State dollar
    more serves a fifth of a person with the first instead of the second: (1 - 0.48) / 5.
    """
    plan = solve(small([[10, 10]], cost=[10, 10], gain=[1, 0.8], state=[5, 0], budget=100, most_state=20))
    assert plan.goal == pytest.approx(8.48, rel=1e-4)
    assert plan.prices["state"] == pytest.approx(0.104, rel=1e-3)
    assert plan.used["state"] == pytest.approx(1, rel=1e-4)


@both
def test_a_full_place_leaves_money_to_the_next(solve):
    """Room for three in the better place: 3 gain 2 and 5 of the other gain 1, then 2 gain 0.6."""
    plan = solve(small([[10], [10]], cost=[1], gain=[1], weight=[2, 1], capacity=[[3], [99]], budget=10))
    assert plan.goal == pytest.approx(2 * 3 + 5 + 2 * 0.6, rel=1e-4)
    assert plan.full[:, 0].tolist() == [True, False]


@both
def test_in_lieu_services_stay_below_their_cap(solve):
    """The better service may take 30 dollars: 3 people gain 2 there, 5 gain 1 and 2 gain 0.6 elsewhere."""
    pool = Pool(id="in_lieu", label="in-lieu-of services", services=frozenset({"service 0"}), limit=30)
    plan = solve(small([[10, 10]], cost=[10, 10], gain=[2, 1], budget=100, pools=(pool,)))
    assert plan.goal == pytest.approx(6 + 5 + 1.2, rel=1e-4)


@both
def test_minimums_of_places_are_kept(solve):
    """Half of an even split of 100 dollars: 25 go where nothing is gained, 75 elsewhere."""
    plan = solve(small([[10], [10]], cost=[10], gain=[1], weight=[0, 1], budget=100, place_least=0.5))
    assert plan.dollars.sum(axis=(1, 2)).tolist() == pytest.approx([25, 75], rel=1e-4)


@both
def test_no_place_takes_more_than_its_share(solve):
    plan = solve(small([[10], [10]], cost=[10], gain=[1], weight=[1, 5], budget=100, place_most=0.6))
    assert plan.dollars.sum(axis=(1, 2)).tolist() == pytest.approx([40, 60], rel=1e-4)


@both
def test_the_neediest_fifth_gets_its_share(solve):
    """Five equal places: the fifth is the neediest, counts nothing here and still gets half."""
    problem = small(
        [[10]] * 5,
        cost=[10],
        gain=[1],
        weight=[1, 1, 1, 1, 0],
        need=[0.1, 0.1, 0.1, 0.1, 0.3],
        budget=60,
        neediest_least=0.5,
    )
    plan = solve(problem)
    assert plan.dollars.sum(axis=(1, 2))[4] == pytest.approx(30, rel=1e-4)
    assert plan.dollars.sum() == pytest.approx(60, rel=1e-4)


@both
def test_no_group_loses_against_an_even_split(solve):
    """Each group gains at least what an even split of 50 dollars would bring it."""
    problem = small([[10], [10]], cost=[10], gain=[1], weight=[1, 3], budget=50, groups=2, group_least=1.0)
    plan = solve(problem)
    promised = (problem.value * problem.even).sum(axis=(0, 2, 3))
    got = (problem.value * plan.people).sum(axis=(0, 2, 3))
    assert (got >= promised * (1 - 1e-5)).all()


@both
def test_nothing_that_harms_is_bought(solve):
    plan = solve(small([[10, 10]], cost=[1, 1], gain=[-1, 1], budget=100))
    assert plan.served[0, 0].tolist() == pytest.approx([0, 10], abs=1e-6)


@both
def test_no_money_buys_nothing(solve):
    assert solve(small([[10]], cost=[10], gain=[1], budget=0)).people.sum() == pytest.approx(0, abs=1e-4)


@both
def test_minimums_that_cannot_all_be_kept_are_said(solve):
    """Each place is to get all of an even split and the neediest fifth half, which is more than that."""
    problem = small(
        [[10]] * 5,
        cost=[10],
        gain=[1],
        need=[0.1, 0.1, 0.1, 0.1, 0.3],
        budget=60,
        place_least=1.0,
        neediest_least=0.5,
    )
    with pytest.raises(InvalidParameter, match="Lower a minimum"):
        solve(problem)


def test_a_plan_that_weighs_risk_leaves_the_gamble():
    """Ten draws: one service gains 1 in each, the other 3 in nine and -10 in one, 1.7 on average.

    The worst tenth is that draw. By its mean the gamble wins; minus the mean loss of the worst tenth it
    counts 1.7 - 10 against 1 + 1. Ten dollars serve ten people, five of them with 1 and five with 0.6: a mean
    of 8, and 8 + 8 with the risk counted.
    """
    problem = small([[10, 10]], cost=[1, 1], gain=[1, 1.7], budget=10)
    draws = np.ones((10, 1, 1, 2))
    draws[:, 0, 0, 1] = [3] * 9 + [-10]
    problem = replace(problem, gain_draws=draws)
    bold, careful = exact.solve(problem), exact.solve(problem, risk=1.0)
    assert bold.served[0, 0, 1] > 5
    assert careful.served[0, 0].tolist() == pytest.approx([10, 0], abs=1e-6)
    assert careful.goal == pytest.approx(16)


def test_the_careful_goal_of_any_plan():
    """The bold plan of the same problem by its worst draw of ten.

    Five gain 1.7 and five 0.6 of it: 13.6 in the mean. At a loss of 10 for each, in the worst draw 5 + 3 lose
    10: a goal of 13.6 - 80.
    """
    problem = small([[10, 10]], cost=[1, 1], gain=[1, 1.7], budget=10)
    draws = np.ones((10, 1, 1, 2))
    draws[:, 0, 0, 1] = [3] * 9 + [-10]
    bold = exact.solve(replace(problem, gain_draws=draws))
    assert exact.tail_loss(bold) == pytest.approx(80)
    assert exact.goal(bold, risk=1.0) == pytest.approx(-66.4)
    assert exact.goal(bold) == pytest.approx(13.6)


def test_where_gains_are_large_a_second_step_is_seen():
    """Two places of 100, a fifth and a tenth poor, 40 to be helped in each and money for 40; epsilon 8.

    At today's weights all goes to the needier: 20 + 0.6 * 20 = 32 gain, so h is 1.12 there and 0.9 in the
    other, which now is needier. A third of the way back both have 1.01. The equivalent is then
    1.01; it was ((1.12 ** -7 + 0.9 ** -7) / 2) ** (-1 / 7) = 0.96626 after the first step, and 0.83857 with
    0.8 and 0.9 before: 0.04374 more on a rise of 0.12769.
    """
    weight = atkinson(np.array([0.8, 0.9]), np.array([100.0, 100.0]), epsilon=8.0)
    problem = small([[40], [40]], cost=[1], gain=[1], need=[0.2, 0.1], weight=weight.tolist(), budget=40)
    assert second_step(exact.solve(problem), epsilon=8.0) == pytest.approx(0.3425, abs=2e-4)
