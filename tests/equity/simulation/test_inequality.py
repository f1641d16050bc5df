"""Measures of the model's draws, against those of `equity.disparity` and arithmetic by hand."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from equity.disparity import concentration, dispersion, entropy, gradient, subgroups
from equity.errors import InvalidParameter
from equity.simulation import decomposition, inequality, plane
from equity.simulation.distribution import Distribution, distribution
from equity.simulation.gaps import gaps, harms
from equity.simulation.inequality import EPSILONS, equally_distributed, equity_weights
from tests.equity.simulation.drawn import ALL_LEVERS, outcome

WHOLE = outcome(ALL_LEVERS)
SHARES = st.lists(st.tuples(st.floats(0.05, 0.95), st.floats(1, 100)), min_size=2, max_size=6)


def rates(before: list[float], after: list[float]) -> Distribution:
    """Three groups of 1,000, 3,000 and 6,000 residents, the first the neediest."""
    return Distribution(
        endpoint="very_low_food_security",
        between="groups",
        ids=("first", "second", "third"),
        residents=np.array([1_000.0, 3_000.0, 6_000.0]),
        need=np.array([0.3, 0.2, 0.1]),
        before=np.array([before]),
        after=np.array([after]),
    )


DRAWN = rates([0.30, 0.20, 0.10], [0.25, 0.18, 0.10])


def value(found: list[inequality.BeforeAfter], measure: str) -> float:
    return float(next(each.before[0] for each in found if each.measure.id == measure))


def test_every_measure_agrees_with_the_disparity_engine():
    """The same three groups, put through the functions that work on one table at a time."""
    groups = subgroups(
        [0.30, 0.20, 0.10], population=[1_000, 3_000, 6_000], order=[1, 2, 3], bounds=(0, 1), favorable=False
    )
    free = subgroups([0.70, 0.80, 0.90], population=[1_000, 3_000, 6_000])
    found = inequality.before_and_after(DRAWN)
    expected = {
        "variance": 1e6 * dispersion.between_group_variance(groups).value,
        "theil": entropy.theil_index(groups).value,
        "log_deviation": entropy.mean_log_deviation(groups).value,
        "slope": 1e3 * gradient.slope_index(groups).value,
        "relative_slope": gradient.relative_index(groups).value,
        "concentration": concentration.relative_concentration_index(groups).value,
        "erreygers": concentration.erreygers_index(groups).value,
        **{
            f"atkinson_{each:g}": entropy.atkinson_index(free, epsilon=each).value
            for each in EPSILONS
            if each > 0
        },
    }
    assert {name: value(found, name) for name in expected} == pytest.approx(expected)
    assert {each.measure.id for each in found} == {*expected, "difference", "ratio", "attributable"}


def test_gaps_to_the_best_to_the_mean_and_to_a_group_of_choice():
    """Rates 0.30, 0.20, 0.10; mean (300 + 600 + 600) / 10,000 = 0.15.

    To the best: 200 per 1,000, 3 times, and 1,500 - 1,000 = 500 fewer if all had 0.10. To the mean: 150 and
    2 times. To the second group: 100, 1.5 times, and 500 more, not fewer.
    """
    found = {ref: inequality.before_and_after(DRAWN, reference=ref) for ref in ("best", "mean", "second")}
    got = {
        ref: [round(value(each, name), 6) for name in ("difference", "ratio")] for ref, each in found.items()
    }
    assert got == {"best": [200.0, 3.0], "mean": [150.0, 2.0], "second": [100.0, 1.5]}
    assert value(found["best"], "attributable") == pytest.approx(500)
    assert value(found["second"], "attributable") == pytest.approx(-500)
    undefined = next(each for each in found["mean"] if each.measure.id == "attributable")
    assert "nothing left to gain" in undefined.reason


def test_a_gap_that_closes_at_the_bottom_narrows_on_every_measure():
    for each in inequality.before_and_after(DRAWN):
        assert (each.narrows, each.widens) == (1.0, 0.0), each.measure.id


def test_no_change_neither_narrows_nor_widens():
    for each in inequality.before_and_after(rates([0.3, 0.2, 0.1], [0.3, 0.2, 0.1])):
        assert (each.narrows, each.widens) == (0.0, 0.0), each.measure.id


def test_a_reference_nobody_knows_is_explained():
    with pytest.raises(InvalidParameter, match="first, second, third"):
        inequality.before_and_after(DRAWN, reference="fourth")


def test_events_have_no_equivalent_and_say_why():
    """Visits per resident have no upper bound, so nobody is "free" of a share of them."""
    table = inequality.table(inequality.before_and_after(distribution(WHOLE, "ed_visits")))
    undefined = table.filter(id="atkinson_1").row(0, named=True)
    assert undefined["before_p50"] is None and "no upper bound" in undefined["reason"]
    assert table.filter(id="difference")["before_p50"].null_count() == 0
    with pytest.raises(InvalidParameter, match="no upper bound"):
        inequality.ede_curve(distribution(WHOLE, "ed_visits"))


@given(SHARES, st.sampled_from(EPSILONS))
def test_the_equivalent_is_never_above_the_mean(units, epsilon):
    level, people = (np.array(each) for each in zip(*units, strict=True))
    share = people / people.sum()
    found = float(equally_distributed(level[np.newaxis], share, epsilon=epsilon)[0])
    assert level.min() * (1 - 1e-9) <= found <= level @ share * (1 + 1e-9)
    if epsilon == 0:
        assert found == pytest.approx(level @ share)


@given(SHARES, st.sampled_from(EPSILONS), st.floats(0.01, 100))
def test_the_equivalent_scales_with_its_unit(units, epsilon, factor):
    level, people = (np.array(each) for each in zip(*units, strict=True))
    share = people / people.sum()
    one, many = (
        float(equally_distributed(each[np.newaxis], share, epsilon=epsilon)[0])
        for each in (level, factor * level)
    )
    assert many == pytest.approx(factor * one)


@given(st.floats(0.05, 0.95), st.sampled_from(EPSILONS))
def test_the_equivalent_of_equal_levels_is_their_level(level, epsilon):
    alike = np.full((1, 3), level)
    assert float(equally_distributed(alike, np.full(3, 1 / 3), epsilon=epsilon)[0]) == pytest.approx(level)


def test_the_equivalent_of_three_individuals():
    """10, 20, 30: harmonic mean 3 / (1/10 + 1/20 + 1/30) = 180 / 11 at 2; cube root of 6,000 at 1."""
    three, share = np.array([[10.0, 20.0, 30.0]]), np.full(3, 1 / 3)
    assert float(equally_distributed(three, share, epsilon=2)[0]) == pytest.approx(180 / 11)
    assert float(equally_distributed(three, share, epsilon=1)[0]) == pytest.approx(6_000 ** (1 / 3))


def test_a_level_of_zero_is_refused():
    with pytest.raises(InvalidParameter, match="0 or below"):
        equally_distributed(np.array([[0.0, 1.0]]), np.array([0.5, 0.5]), epsilon=1)


def test_weights_are_the_slopes_of_the_equivalent():
    """A small gain of one group raises the equivalent by its share, its weight and a common factor."""
    level, share, step = np.array([0.7, 0.8, 0.9]), np.array([0.1, 0.3, 0.6]), 1e-6
    before = equally_distributed(level[np.newaxis], share, epsilon=3.52)[0]
    slopes = [
        (
            equally_distributed((level + step * (np.arange(3) == at))[np.newaxis], share, epsilon=3.52)[0]
            - before
        )
        / step
        for at in range(3)
    ]
    weighted = equity_weights(level, share, epsilon=3.52) * share
    assert np.array(slopes) / sum(slopes) == pytest.approx(weighted, rel=1e-4)
    assert weighted.sum() == pytest.approx(1)


def test_the_curve_has_the_mean_at_no_aversion():
    """Free of it on average 0.85 before and (750 + 2,460 + 5,400) / 10,000 = 0.861 after: 0.011 gained."""
    curve = inequality.ede_curve(DRAWN)
    first = curve.row(0, named=True)
    assert (first["before_p50"], first["change_p50"]) == pytest.approx((0.85, 0.011))
    assert first["fairer_p50"] == pytest.approx(0, abs=1e-12)
    assert (curve["fairer_p50"][1:] > 0).all()
    assert curve["before_p50"].is_sorted(descending=True)


@pytest.mark.parametrize("between", ["groups", "places"])
@pytest.mark.parametrize("endpoint", WHOLE.endpoints)
def test_the_parts_of_a_change_add_up_to_it(endpoint, between):
    gap = next(each for each in gaps(WHOLE) if (each.endpoint, each.between) == (endpoint, between))
    parts = decomposition.parts(WHOLE, endpoint, between=between)
    total = sum(part.change for part in parts)
    assert total == pytest.approx(gap.after - gap.before, rel=1e-6, abs=1e-9)
    assert decomposition.table(parts)["mean"].sum() == pytest.approx(float(total.mean()))


def test_where_groups_differ_in_need_alone_the_change_comes_from_need():
    """Without a limit by place, reach and capacity are alike; groups differ in how readily they accept."""
    one = outcome({"snap_mailed": 0.8})
    parts = {
        each.factor: np.abs(each.change).max()
        for each in decomposition.parts(one, "eligible_without_snap", between="places")
    }
    assert parts["need"] > 0
    for factor in ("reach", "capacity"):
        assert parts[factor] < 1e-3 * parts["need"]


@settings(max_examples=30)
@given(st.lists(st.tuples(st.floats(0, 2), st.floats(0, 2)), min_size=2, max_size=5))
def test_shapley_values_add_up_and_are_symmetric(pairs):
    one, other = (np.array(each)[:, np.newaxis] for each in zip(*pairs, strict=True))
    found = decomposition.shapley(one, other)
    assert found.sum() == pytest.approx(one.prod() - other.prod(), abs=1e-9)
    assert decomposition.shapley(one[::-1], other[::-1])[::-1] == pytest.approx(found, abs=1e-9)
    assert decomposition.shapley(other, one) == pytest.approx(-found, abs=1e-9)


def test_the_plane_puts_a_scenario_that_gains_most_where_need_is_greatest_into_better_and_fairer():
    found = plane.plane(outcome({"snap_mailed": 0.8}), "eligible_without_snap", between="places")
    assert found.chances["win_win"] > 0.9
    assert sum(found.chances.values()) <= 1 + 1e-9


def test_the_plane_of_nothing_is_a_point():
    found = plane.plane(outcome({}), "ed_visits")
    assert not found.benefit.any() and not found.fairness.any()
    assert set(found.chances.values()) == {0.0}


def test_a_harm_to_any_group_in_a_draw_counts():
    """Workers may raise stays; the warning counts the draws in which at least one group has more."""
    result = outcome({"chw_offered": 0.5, "chw_workers": 3.0})
    worse = (result.averted_by_cell["hospital_stays"].sum(axis=1) < 0).any(axis=1).mean()
    assert worse > 0.1
    assert any(f"in {worse * 100:.0f}\u00a0% of draws" in each for each in harms(result, []))


def test_a_lever_that_brings_in_the_less_needy_is_flagged():
    assert any("less in need" in each for each in harms(outcome({"snap_mailed": 0.8}), []))
    assert not any("less in need" in each for each in harms(outcome({"chw_offered": 0.5}), []))
    in_force = outcome({"snap_mailed": 0.8}, snap_medicaid_data_matching="yes")
    assert harms(in_force, gaps(in_force)) == []


def test_a_distribution_of_an_endpoint_nobody_touches_is_explained():
    with pytest.raises(InvalidParameter, match="eligible_without_snap"):
        distribution(outcome({"snap_mailed": 0.8}), "hospital_stays")


def test_one_group_has_no_gap():
    alone = replace(
        DRAWN,
        ids=("first",),
        residents=np.array([1_000.0]),
        need=np.array([0.3]),
        before=DRAWN.before[:, :1],
        after=DRAWN.after[:, :1],
    )
    assert all("only one" in each.reason for each in inequality.before_and_after(alone))
