"""The test of services in lieu: expected cost against the covered care they avoid."""

import numpy as np
import pytest

from equity.simulation.in_lieu import in_lieu_test
from equity.simulation.prices import in_constant_dollars
from equity.simulation.run import run
from equity.simulation.scenario import Scenario
from tests.equity.simulation import drawn

LISTED = {"services_listed": 1.0}


def test_read_as_a_level_each_person_served_saves_a_year_of_the_trend():
    """The level of about 85 USD a month has the services' own cost in it, so per person and year
    ``avoided - cost = 12 * 85`` in prices of 2022, whatever the services cost.
    """
    scenario = Scenario(settings=LISTED, choices={"in_lieu_reading": "level"})
    made = run(scenario, drawn.cells(), drawn.policy(), draws=64)
    found = in_lieu_test(made)
    (served,) = made.people("helped")
    a_month = -made.values["paid_services_trend"] * in_constant_dollars(2022)
    assert found.avoided - found.cost == pytest.approx(
        12 * a_month * made.present_value(served.by_year()), rel=1e-6
    )
    assert found.is_met and found.chance == 1


def test_read_as_a_trend_the_first_year_costs_more_than_it_saves():
    """Month m of the first twelve (0 to 11) costs 85 (8 - m) more: 85 (96 - 66) = 2,550 USD over the year.

    Break-even in month 6, the earliest drawn, still leaves 85 (72 - 66) more.
    """
    made = run(Scenario(settings=LISTED, horizon=1), drawn.cells(), drawn.policy(), draws=64)
    found = in_lieu_test(made)
    assert found.expected_cost > found.expected_avoided
    assert not found.is_met and found.chance == 0


def test_the_expected_cost_decides_and_the_draws_give_its_chance():
    """Costs of 1, 1 and 1 against 0, 0 and 6 avoided: met on average (1 <= 2), and in one draw of three."""
    made = in_lieu_test(run(Scenario(settings=LISTED), drawn.cells(), drawn.policy(), draws=64))
    found = type(made)(cost=np.ones(3), avoided=np.array([0.0, 0.0, 6.0]))
    assert found.is_met
    assert found.chance == pytest.approx(1 / 3)


@pytest.mark.parametrize("settings", [{}, {"withheld": 1.0}])
def test_without_such_services_there_is_nothing_to_test(settings):
    assert in_lieu_test(run(Scenario(settings=settings), drawn.cells(), drawn.policy(), draws=8)) is None
