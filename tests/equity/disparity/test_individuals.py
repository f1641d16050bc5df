"""Concentration of an outcome over single people."""

import numpy as np
import pytest

from equity.disparity import individuals
from equity.errors import InvalidParameter

BOUNDS = (0, 5)
KINDS = ("relative", "generalized", "Erreygers", "Wagstaff")


def drawn(people):
    rng = np.random.default_rng(6)
    standing = rng.integers(0, 30, people)  # many share a standing
    return rng.binomial(5, 0.8 - 0.012 * standing).astype(float), standing, rng.integers(1, 5, people)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("is_weighted", [False, True])
def test_the_standard_error_agrees_with_leaving_out_one_person_at_a_time(kind, is_weighted):
    """The jackknife knows nothing of the formula: sqrt((n - 1) / n sum (C_-i - mean)^2)."""
    outcome, standing, weights = drawn(250)
    weights = weights if is_weighted else np.ones(250)
    without = []
    for one in range(250):
        rest = np.arange(250) != one
        without.append(
            individuals.concentration_index(
                outcome[rest], standing[rest], weights=weights[rest], kind=kind, bounds=BOUNDS
            ).value
        )
    jackknife = np.sqrt(249 / 250 * np.sum((np.array(without) - np.mean(without)) ** 2))
    found = individuals.concentration_index(outcome, standing, weights=weights, kind=kind, bounds=BOUNDS)
    assert found.standard_error == pytest.approx(jackknife, rel=0.02)
    assert found.is_interval_shown


def test_kinds_differ_by_the_mean_and_the_bounds():
    """G = m C; E = 4 G / 5; W = 5 G / ((5 - m) m)."""
    outcome, standing, _ = drawn(250)
    relative, absolute, erreygers, wagstaff = (
        individuals.concentration_index(outcome, standing, kind=kind, bounds=BOUNDS).value for kind in KINDS
    )
    mean = outcome.mean()
    assert absolute == pytest.approx(mean * relative)
    assert erreygers == pytest.approx(4 * absolute / 5)
    assert wagstaff == pytest.approx(5 * absolute / ((5 - mean) * mean))


def test_standard_errors_of_other_programs_are_not_shown():
    outcome, standing, _ = drawn(250)
    for error in ("delta", "convenience", "Kakwani"):
        found = individuals.concentration_index(outcome, standing, standard_error=error)
        assert found.low is not None
        assert "misses its level" in found.why_not_shown


def test_few_people_have_no_interval_to_show():
    outcome, standing, _ = drawn(199)
    found = individuals.concentration_index(outcome, standing)
    assert (found.low is None, found.why_not_shown) == (False, "fewer than 200 people")


def test_what_cannot_be_computed_says_why():
    assert individuals.concentration_index([0, 0, 0], [1, 2, 3]).reason == "undefined: the mean is 0"
    bare = individuals.concentration_index([0, 1, 1], [1, 2, 3], kind="Erreygers")
    assert bare.reason.startswith("not computable")
    full = individuals.concentration_index([1, 1, 1], [1, 2, 3], kind="Wagstaff", bounds=(0, 1))
    assert full.reason == "undefined: the mean lies on a bound"
    with pytest.raises(InvalidParameter, match="3 outcomes, 2 standings"):
        individuals.concentration_index([0, 1, 1], [1, 2])
