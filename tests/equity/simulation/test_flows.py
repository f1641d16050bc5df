import numpy as np
import pytest

from equity.errors import UnknownYear
from equity.simulation import flows
from equity.simulation.flows import Flow, pool
from equity.simulation.prices import in_constant_dollars

# Two draws; 100 and 50 people in two cells (90 and 60 in the second draw); half in year 1, all in year 2.
PEOPLE = Flow(base=pool(np.array([[100.0, 50.0], [90.0, 60.0]])), course=np.array([[0.5, 1.0], [0.5, 1.0]]))


def test_sums_by_year_and_by_cell_are_those_of_the_whole():
    whole = flows.whole([PEOPLE], draws=2, years=2, cells=2)
    assert whole[0].tolist() == [[50.0, 25.0], [100.0, 50.0]]
    assert PEOPLE.by_year().tolist() == whole.sum(axis=2).tolist() == [[75.0, 150.0], [75.0, 150.0]]
    assert PEOPLE.by_cell().tolist() == whole.sum(axis=1).tolist() == [[150.0, 75.0], [135.0, 90.0]]


def test_a_factor_by_draw_or_by_year_multiplies_the_whole():
    assert PEOPLE.times(np.array([2.0, 0.0])).by_year().tolist() == [[150.0, 300.0], [0.0, 0.0]]
    assert PEOPLE.times(np.array([[0.0, 1.0]] * 2)).by_year().tolist() == [[0.0, 150.0], [0.0, 150.0]]


def test_no_flows_are_exactly_nothing():
    assert not flows.by_year([], draws=2, years=3).any()
    assert not flows.whole([], draws=2, years=3, cells=4).any()


def test_prices_follow_the_consumer_price_index():
    """313.689 / 245.120 = 1.2797, so 530 USD of 2017 are 678 USD of 2024."""
    assert in_constant_dollars(2017) == pytest.approx(1.2797, abs=1e-4)
    assert in_constant_dollars(2024) == 1.0
    with pytest.raises(UnknownYear, match="2014 to 2024"):
        in_constant_dollars(2013)
