import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from equity.errors import InvalidParameter
from equity.simulation.cascade import beyond_today, ramp, reduction_per_helped, shifted, through

PROBABILITY = st.floats(0.01, 0.99)
SHIFT = st.floats(-2.0, 2.0)


def test_each_stage_is_a_share_of_the_one_before():
    """Of 1,000: 500 reached, 200 accept, 90 referred, 30 helped."""
    shares = through({"reached": 0.5, "accepted": 0.4, "referred": 0.45, "helped": 1 / 3})
    people = {stage: round(1000 * float(share[0, 0])) for stage, share in shares.items()}
    assert people == {
        "eligible": 1000,
        "reached": 500,
        "screened": 500,
        "with_need": 500,
        "accepted": 200,
        "referred": 90,
        "helped": 30,
    }


def test_capacity_bounds_those_helped_and_nothing_before():
    shares = through({"reached": 0.5, "accepted": 0.4}, capacity=np.array([[0.05, 0.5]]))
    assert shares["helped"].tolist() == [[0.05, 0.2]]
    assert shares["accepted"].tolist() == [[0.2, 0.2]]


def test_a_stage_nobody_declared_is_refused():
    with pytest.raises(InvalidParameter, match="no stage invited"):
        through({"invited": 0.5})


def test_a_probability_above_one_is_refused():
    with pytest.raises(InvalidParameter, match="expected 0 to 1"):
        through({"reached": 1.2})


@given(PROBABILITY, PROBABILITY, PROBABILITY)
def test_more_uptake_never_helps_fewer(reach, accept, more):
    fewer, most = sorted((accept, more))
    helped = [float(through({"reached": reach, "accepted": each})["helped"][0, 0]) for each in (fewer, most)]
    assert helped[0] <= helped[1] <= reach


def test_the_ramp_reaches_63_percent_at_its_time_constant():
    """1 - exp(-1) = 0.632; with tau 3 years, 28 % after one year."""
    assert ramp(np.array([1.0, 3.0]), np.array([3.0])) == pytest.approx(
        np.array([[0.2835, 0.6321]]), abs=1e-4
    )


@pytest.mark.parametrize(("odds", "arm"), [(1.94, 0.11), (3.44, 0.18)])
def test_odds_ratios_give_back_the_arms_of_the_snap_trial(odds, arm):
    """0.06 / 0.94 x 1.94 = 0.1238, and 0.1238 / 1.1238 = 0.110."""
    assert shifted(0.06, [np.array([np.log(odds)])]) == pytest.approx(arm, abs=0.001)


def test_the_smaller_shift_counts_half():
    """logit 0.5 = 0, plus 0.8 + 0.5 x 0.4 = 1.0: 1 / (1 + e^-1) = 0.7311."""
    moved = shifted(0.5, [np.array([0.4]), np.array([0.8])])
    assert moved == pytest.approx(0.7311, abs=1e-4)


@pytest.mark.parametrize("shifts", [(0.4, -0.4), (-0.4, 0.4)])
def test_of_two_equal_shifts_the_downward_one_counts_in_full(shifts):
    """logit 0.5 = 0, minus 0.4 + 0.5 x 0.4 = -0.2: 1 / (1 + e^0.2) = 0.4502."""
    assert shifted(0.5, [np.array([each]) for each in shifts]) == pytest.approx(0.4502, abs=1e-4)


@given(PROBABILITY, st.lists(SHIFT, min_size=2, max_size=4), st.randoms())
def test_the_order_of_shifts_does_not_matter(start, shifts, chance):
    shuffled = shifts.copy()
    chance.shuffle(shuffled)
    one, other = (shifted(start, [np.array([each]) for each in order]) for order in (shifts, shuffled))
    assert one == pytest.approx(other)
    assert 0 < float(one[0]) < 1


def test_an_effect_among_all_offered_is_larger_among_those_helped():
    """Contra Costa: (1 - 0.891) / 0.40 = 0.2725, so a ratio of 0.7275 among those who took part."""
    assert 1 - reduction_per_helped(np.array([0.891]), 0.40) == pytest.approx(0.7275)


def test_a_harm_is_carried_over_as_a_harm():
    """(1 - 1.06) / 0.40 = -0.15."""
    assert reduction_per_helped(np.array([1.06]), 0.40) == pytest.approx(-0.15)


def test_no_effect_among_those_helped_goes_below_a_ratio_of_three_tenths():
    """(1 - 0.5) / 0.4 = 1.25 would avert more events than there are; 0.7 is the most."""
    assert reduction_per_helped(np.array([0.5]), 0.40) == pytest.approx(0.7)


@given(st.floats(0, 1), st.floats(0, 1))
def test_what_is_in_force_is_never_credited(target, in_force):
    more = float(beyond_today(target, np.array([in_force]))[0])
    assert 0 <= more <= target
    assert more == pytest.approx(max(target - in_force, 0))
