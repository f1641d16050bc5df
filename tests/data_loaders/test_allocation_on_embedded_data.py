"""One budget allocated on the data that ship with the app: Texas by county, New York City by district."""

import numpy as np
import pytest

from data_loaders import lever_cells, state_policy
from equity.allocation import exact, live, rules_of_thumb, why
from equity.allocation.problem import Limits
from equity.allocation.services import KEPT_DRAWS, at_full_size, bought_by_place, offered, problem_of
from equity.allocation.step import second_step
from equity.levers import LEVERS
from equity.simulation.payers import PAYERS
from equity.simulation.run import run


def offer(level, within):
    cells = lever_cells.cells(level, within)
    policy = state_policy.policy(cells.state_geoid)
    return offered([run(at_full_size(each, years=5), cells, policy, draws=256) for each in bought_by_place()])


@pytest.fixture(scope="module")
def texas():
    return offer("county", "48")


def plan_for(these, objective, **more):
    asked = {"rule": "atkinson", "epsilon": 3.52, "limits": Limits(budget=5e7, state=3e7), "capacity": 0.5}
    return live.best(problem_of(these, objective=objective, **(asked | more)))


def test_every_objective_in_texas_is_within_a_thousandth_of_the_best(texas):
    for objective in texas.objectives:
        plan = plan_for(texas, objective)
        assert plan.goal >= exact.solve(plan.problem).goal * (1 - 1e-3)
        assert max(plan.used.values()) <= 1


@pytest.mark.parametrize("epsilon", [1.0, 3.52, 10.95])
def test_weighing_need_anew_adds_less_than_one_in_five_hundred(texas, epsilon):
    """Gains are small against today's need: 25 million dollars for 30 million residents."""
    for objective in ("helped", "hospital_stays", "ed_visits"):
        problem = problem_of(
            texas,
            objective=objective,
            rule="atkinson",
            epsilon=epsilon,
            limits=Limits(budget=25e6),
            capacity=0.5,
        )
        assert 0 <= second_step(exact.solve(problem), epsilon=epsilon) < 1 / 500


def test_a_plan_for_texas_beats_an_even_split_and_the_neediest_first(texas):
    plan = plan_for(texas, "helped")
    assert plan.goal > rules_of_thumb.even(plan.problem).goal
    assert plan.goal > rules_of_thumb.neediest_first(plan.problem).goal


def test_chance_puts_no_group_and_no_county_first(texas):
    """The levers give every county and group the same effect but for chance: their gains are one number."""
    for service in texas.services:
        for objective, gain in service.gains.items():
            assert np.ptp(gain) <= 1e-6 * abs(gain).max(), objective


def test_alike_counties_share_alike_without_a_weight_on_need(texas):
    """Workers and letters cost the same everywhere: where need does not count, money follows people."""
    plan = plan_for(texas, "hospital_stays", rule="none")
    served, people = plan.served.sum(axis=(1, 2)), plan.problem.people.sum(axis=(1, 2))
    shares = served[people > 0] / people[people > 0]
    assert np.ptp(shares) < 1e-3


def test_costs_are_those_of_the_ledger(texas):
    """Cost times people is what the lever's own ledger pays to run it at full size."""
    cells = lever_cells.cells("county", "48")
    lever = LEVERS["community_health_workers"]
    outcome = run(at_full_size(lever, years=5), cells, state_policy.policy("48"), draws=256)
    paid = sum(outcome.paid(party, kind="program") for party in PAYERS)
    service = next(each for each in texas.services if each.id == lever.id)
    expected = outcome.present_value(paid).mean()
    assert (service.cost * service.people).sum() == pytest.approx(expected, rel=1e-3)


def test_what_binds_a_whole_state_is_not_bought_by_county(texas):
    """Coverage is law, a global budget a contract, legal clarity an enabler; visits for asthma a service."""
    ids = {each.id for each in texas.services}
    assert {"community_health_workers", "snap_enrollment", "asthma_visits"} <= ids
    assert not ids & {"adult_coverage", "postpartum_coverage", "global_budget", "legal_clarity"}


def test_a_draw_is_a_world_of_its_own(texas):
    plans = [plan_for(texas, "ed_visits", draw=draw) for draw in (0, KEPT_DRAWS - 1)]
    assert plans[0].gain != pytest.approx(plans[1].gain, rel=1e-3)


def test_new_york_city_by_community_district():
    these = offer("community_district", "nyc")
    plan = plan_for(these, "helped")
    assert "101" in plan.problem.places
    assert plan.goal == pytest.approx(exact.solve(plan.problem).goal, rel=1e-3)
    assert set(why.reasons(plan).stops) <= set(why.STOPS)
    assert plan.gain_draws_by_place.shape == (KEPT_DRAWS, len(plan.problem.places))
