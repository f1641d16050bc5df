from dataclasses import replace

import numpy as np
import pytest

from equity.errors import InvalidParameter
from equity.simulation.draws import draw
from equity.simulation.parameters import ASSUMPTION, Parameter, after_shrinkage, fixed, quantile

SHARE = Parameter(
    id="connected",
    label="Referrals that end in a service",
    central=0.33,
    low=0.15,
    high=0.55,
    unit="share",
    distribution="beta",
    evidence=("pool_connect",),
)
RATIO = replace(
    SHARE, id="stays", central=0.883, low=0.658, high=1.184, unit="ratio", distribution="lognormal"
)
EVENLY = np.linspace(0.0005, 0.9995, 1000)


def test_a_parameter_without_evidence_does_not_load():
    with pytest.raises(InvalidParameter, match="names no evidence"):
        replace(SHARE, evidence=())


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"id": "Two Words"}, "snake_case"),
        ({"low": 0.4}, "low <= central <= high"),
        ({"high": 1.2}, "between 0 and 1"),
        ({"distribution": "cauchy"}, "not one of"),
        ({"central": float("nan")}, "finite"),
        ({"anchor_stage": "invited"}, "anchor_stage"),
        ({"shrunk_by": "low"}, "only a lognormal or normal effect"),
        ({"distribution": "fixed"}, "no interval"),
        ({"distribution": "lognormal", "low": 0.0}, "above 0"),
        ({"central": 0.5, "low": 0.5, "high": 0.5}, "are the same"),
    ],
)
def test_a_declaration_that_contradicts_itself_is_refused(change, words):
    with pytest.raises(InvalidParameter, match=words):
        replace(SHARE, **change)


def test_judgment_is_marked_even_beside_a_study():
    assert replace(SHARE, evidence=("pool_connect", ASSUMPTION)).is_assumption
    assert not SHARE.is_assumption


def test_beta_has_the_mean_and_interval_of_the_pooled_connection_rate():
    """The pooled record is Beta(6.4, 13.1): mean 6.4 / 19.5 = 0.328, 95 % from 0.14 to 0.55."""
    values = quantile(SHARE, EVENLY)
    assert values.mean() == pytest.approx(0.328, abs=0.005)
    assert np.quantile(values, [0.025, 0.975]) == pytest.approx([0.14, 0.55], abs=0.01)


def test_lognormal_keeps_its_median_and_interval():
    """0.658 to 1.184 is symmetric on the log scale around 0.883: sqrt(0.658 x 1.184) = 0.8826."""
    values = quantile(RATIO, np.array([0.025, 0.5, 0.975]))
    assert values == pytest.approx([0.658, 0.883, 1.184], rel=0.002)


def test_gamma_keeps_its_mean_and_is_never_negative():
    cost = replace(SHARE, id="cost", central=4000.0, low=2000.0, high=7000.0, distribution="gamma")
    values = quantile(cost, EVENLY)
    assert values.mean() == pytest.approx(4000, rel=0.005)
    assert values.std() == pytest.approx(5000 / 3.92, rel=0.02)
    assert values.min() > 0


def test_triangular_reaches_its_mode_at_the_share_of_area_below_it():
    """From 0 to 10 with its mode at 4, 4 / 10 of the area lies below the mode."""
    shape = replace(SHARE, id="tri", central=4.0, low=0.0, high=10.0, distribution="triangular")
    assert quantile(shape, np.array([0.4]))[0] == pytest.approx(4.0)


def test_a_beta_too_wide_to_exist_is_refused():
    impossible = replace(SHARE, id="wide", central=0.5, low=0.0, high=1.0)
    narrow_enough = replace(impossible, low=0.1, high=0.9)
    assert quantile(narrow_enough, EVENLY).std() == pytest.approx(0.8 / 3.92, rel=0.02)
    with pytest.raises(InvalidParameter, match="no beta distribution"):
        quantile(replace(impossible, central=0.02), EVENLY)


@pytest.mark.parametrize(
    ("grade", "mean", "low", "high"),
    [
        # ln 0.72 = -0.3285 and ln(0.90 / 0.55) / 2 = 0.2462, times the factors of each grade.
        ("high", 0.720, 0.563, 0.921),
        ("moderate", 0.782, 0.540, 1.131),
        ("low", 0.849, 0.519, 1.388),
    ],
)
def test_an_effect_is_drawn_toward_none_by_its_grade(grade, mean, low, high):
    """exp(w ln 0.72) with w = 1, 0.75, 0.5 and half-widths 1, 1.5, 2 times 0.2462 on the log scale."""
    effect = replace(RATIO, id="vlfs", central=0.72, low=0.55, high=0.90, shrunk_by=grade)
    assert after_shrinkage(effect) == pytest.approx((mean, low, high), abs=0.001)


def test_the_same_seed_gives_the_same_draws_whatever_the_order():
    one, other = draw([SHARE, RATIO], seed=5), draw([RATIO, SHARE], seed=5)
    assert {name: values.tobytes() for name, values in one.items()} == {
        name: values.tobytes() for name, values in other.items()
    }
    assert (draw([SHARE, RATIO], seed=6)["stays"] != one["stays"]).any()


def test_an_unknown_fact_is_drawn_evenly_between_none_and_full():
    share = draw([SHARE], unknown=["in_force"], draws=1024)["in_force"]
    assert np.histogram(share, bins=4, range=(0, 1))[0].tolist() == [256, 256, 256, 256]


def test_two_parameters_of_one_id_are_refused():
    with pytest.raises(InvalidParameter, match="Declared twice: connected"):
        draw([SHARE, SHARE])


def test_a_fixed_value_does_not_vary():
    match = fixed("match", "Match", 0.5, unit="share", evidence=("ffp_admin",))
    assert set(draw([match], draws=16)["match"].tolist()) == {0.5}
