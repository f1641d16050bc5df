"""What people need before any lever, by arithmetic on two towns."""

import numpy as np
import pytest

from equity.simulation.baseline import baseline
from equity.simulation.draws import Noise
from equity.simulation.run import values_of
from equity.simulation.scenario import Scenario
from tests.equity.simulation import drawn

NOW = Scenario()


@pytest.mark.parametrize(("poverty", "in_need"), [(0.10, 0.298), (0.30, 0.894), (0.40, 0.9)])
def test_need_follows_poverty_up_to_nine_people_in_ten(poverty, in_need):
    """4 in 10 members have a need where poverty is the nation's 13.42 %, and the slope is 1.

    At 10 % they are 0.4 * 10 / 13.42 = 29.8 %, at 30 % 0.4 * 30 / 13.42 = 89.4 %; at 40 % 119 %, so 90 %.
    """
    certain = {"screening_with_need": np.full(16, 0.4), "screening_need_slope": np.ones(16)}
    world = baseline(
        drawn.cells(poverty=np.full(2, poverty), poverty_error=np.zeros(2)),
        drawn.policy(),
        {**values_of(NOW, draws=16), **certain},
        calendar=NOW.calendar,
        noise=Noise(seed=NOW.seed),
    )
    share = 0.4 * world.adults_in_need.by_cell() / world.adults.by_cell()
    assert share == pytest.approx(np.full_like(share, in_need), rel=1e-3)
