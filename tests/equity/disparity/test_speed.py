"""Every measure over all counties of the country, with 2,000 simulations, in under half a second."""

from time import process_time

import numpy as np
import pytest

from equity.disparity import subgroups
from tests.equity.disparity import measures

COUNTIES = 3142


@pytest.fixture(scope="module")
def counties():
    rng = np.random.default_rng(4)
    share = rng.beta(4, 20, COUNTIES)
    people = np.exp(rng.normal(10.2, 1.5, COUNTIES))
    return subgroups(
        share,
        se=np.sqrt(1.5 * share * (1 - share) / (0.12 * people)),
        population=people,
        order=np.arange(COUNTIES),
        reference=0,
        favorable=False,
        bounds=(0, 1),
    )


@pytest.mark.parametrize("name", measures.ALL)
def test_all_counties_take_less_than_half_a_second(counties, name):
    """Of the processor, in the best of three tries: the machine may be busy with something else."""
    for _ in range(3):
        start = process_time()
        result = measures.ALL[name](counties)
        took = process_time() - start
        if took < 0.5:
            break
    assert result.low is not None
    assert took < 0.5
