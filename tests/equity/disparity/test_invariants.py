"""What must hold for any data: units, splits, reversals, and how measures hang together."""

from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from equity.disparity import concentration, dispersion, entropy, gradient, lorenz, segregation, subgroups
from tests.equity.disparity import measures

FEWER = settings(max_examples=40)  # each runs a dozen measures

VALUES = st.floats(0.05, 0.95)
PEOPLE = st.integers(1, 1000)
GROUPS = st.lists(st.tuples(VALUES, PEOPLE), min_size=3, max_size=8)


def groups_of(drawn, **changes):
    values, people = zip(*drawn, strict=True)
    given_ = {
        "estimate": list(values),
        "population": list(people),
        "order": list(range(len(values))),
        "reference": 0,
        "favorable": True,
        "bounds": (0, 1),
    }
    return subgroups(**{**given_, **changes})


def same(a, b):
    return a == pytest.approx(b, rel=1e-7, abs=1e-9)


@given(drawn=GROUPS)
@FEWER
def test_relative_measures_do_not_depend_on_the_unit(drawn):
    tenfold = groups_of([(10 * value, people) for value, people in drawn], scale=10)
    for measure in (
        *measures.RELATIVE_SPREAD.values(),
        *measures.RELATIVE_GRADIENT.values(),
        measures.SIMPLE["ratio"],
        measures.IMPACT["PAF"],
        measures.GRADIENT["RCI"],
    ):
        before, after = measure(groups_of(drawn)), measure(tenfold)
        if before.value is None:
            assert after.value is None
        else:
            assert same(after.value, before.value)


@given(drawn=GROUPS)
@FEWER
def test_absolute_measures_grow_with_the_unit_and_the_variance_with_its_square(drawn):
    tenfold = groups_of([(10 * value, people) for value, people in drawn])
    absolute = {
        **measures.SPREAD,
        "difference": measures.SIMPLE["difference"],
        "PAR": measures.IMPACT["PAR"],
        "SII": measures.GRADIENT["SII"],
        "ACI": measures.GRADIENT["ACI"],
    }
    for name, measure in absolute.items():
        factor = 100 if name == "between-group variance" else 10
        assert same(measure(tenfold).value, factor * measure(groups_of(drawn)).value)


@given(drawn=GROUPS, at=st.integers(0, 7), part=st.floats(0.1, 0.9))
@FEWER
def test_splitting_a_group_in_two_identical_ones_changes_no_weighted_measure(drawn, at, part):
    """Both halves share the rank of the whole, so gradients stay too."""
    at %= len(drawn)
    value, people = drawn[at]
    split = [*drawn[:at], (value, part * people), (value, (1 - part) * people), *drawn[at + 1 :]]
    order = [place for place in range(len(drawn)) for _ in range(2 if place == at else 1)]
    whole, halves = groups_of(drawn), groups_of(split, order=order)
    for name, measure in measures.WEIGHTED.items():
        before, after = measure(whole), measure(halves)
        if "RII" in name or "SII" in name or name in measures.IMPACT or before.value is None:
            continue  # the line sees two points; the reference of PAR must be one group
        assert same(after.value, before.value), name


def test_splitting_a_group_changes_unweighted_measures():
    """Distances 0.1 and 0.1 from the mean of 0.2; after the split 0.1, 0.1, 0.1 over three; ranks differ."""
    whole = subgroups([0.1, 0.4], population=[2, 1], reference=0, favorable=False)
    halves = subgroups([0.1, 0.1, 0.4], population=[1, 1, 1], reference=0, favorable=False)
    for measure in measures.UNWEIGHTED.values():
        assert measure(whole).value != pytest.approx(measure(halves).value)


@given(drawn=GROUPS)
@FEWER
def test_reversing_the_order_flips_gradients_and_inverts_ratios(drawn):
    forward = groups_of(drawn)
    backward = groups_of(drawn, order=list(range(len(drawn), 0, -1)))
    for measure in measures.GRADIENT.values():
        assert same(measure(backward).value, -measure(forward).value)
    for measure in measures.RELATIVE_GRADIENT.values():
        one, other = measure(forward).value, measure(backward).value
        if one is not None and other is not None and one > 0:
            assert same(other, 1 / one)


@given(drawn=GROUPS)
@FEWER
def test_bounded_indices_mirror_when_coverage_becomes_non_coverage(drawn):
    mirrored = groups_of([(1 - value, people) for value, people in drawn])
    for index in (concentration.erreygers_index, concentration.wagstaff_index):
        assert same(index(mirrored).value, -index(groups_of(drawn)).value)


@given(drawn=GROUPS)
@FEWER
def test_measures_hang_together(drawn):
    groups = groups_of(drawn)
    variation = dispersion.coefficient_of_variation(groups).value
    assert same(variation**2 / 2, entropy.generalized_entropy_2(groups).value)
    assert same(dispersion.index_of_disparity(groups).value / 2, lorenz.hoover_index(groups).value)
    assert same(
        dispersion.between_group_sd(groups).value ** 2, dispersion.between_group_variance(groups).value
    )
    assert same(lorenz.lorenz_curve(groups).twice_area, lorenz.gini_index(groups).value)
    relative = concentration.relative_concentration_index(groups).value
    assert same(concentration.concentration_curve(groups).twice_area, relative)
    mean = dispersion.weighted_mean(groups).value
    assert same(concentration.absolute_concentration_index(groups).value, relative * mean)
    assert same(
        sum(
            gap.value * people
            for (_, gap), (_, people) in zip(dispersion.gap_to_mean(groups), drawn, strict=True)
        ),
        0,
    )


@given(drawn=GROUPS)
@FEWER
def test_bounds_of_measures(drawn):
    groups = groups_of(drawn)
    for name in ("Gini", "Hoover", "Atkinson 0.5", "Atkinson 1", "Atkinson 2"):
        assert 0 <= measures.RELATIVE_SPREAD[name](groups).value <= 1
    for name in (*measures.SPREAD, *measures.RELATIVE_SPREAD):
        assert {**measures.SPREAD, **measures.RELATIVE_SPREAD}[name](groups).value >= 0
    for name in ("RCI", "Erreygers", "Wagstaff"):
        assert -1 - 1e-12 <= measures.GRADIENT[name](groups).value <= 1 + 1e-12


@given(drawn=GROUPS, error=st.floats(0.001, 0.1))
@settings(max_examples=30)
def test_intervals_lie_around_their_value_and_the_correction_never_adds(drawn, error):
    groups = groups_of(drawn, se=[error] * len(drawn))
    for name, measure in measures.ALL.items():
        result = measure(groups)
        if result.low is None:
            continue
        assert result.low <= result.high, name
        assert result.level == 0.95
        assert result.method
        if name == "between-group variance":
            assert result.corrected <= result.value
        if name in (*measures.GRADIENT, *measures.RELATIVE_GRADIENT, *measures.SIMPLE):
            assert result.low <= result.value <= result.high, name


PLACES = st.lists(st.tuples(st.integers(0, 100), st.integers(0, 100)), min_size=2, max_size=10)


@given(drawn=PLACES)
@FEWER
def test_isolation_and_exposure_to_the_rest_add_up_to_one(drawn):
    members, total = [a for a, _ in drawn], [a + b for a, b in drawn]
    assume(sum(members) > 0)
    assert same(segregation.isolation(members, total).value + segregation.exposure(members, total).value, 1)


@given(drawn=PLACES)
@FEWER
def test_segregation_lies_between_none_and_all(drawn):
    members, total = [a for a, _ in drawn], [a + b for a, b in drawn]
    assume(0 < sum(members) < sum(total))
    for measure in (
        segregation.dissimilarity,
        segregation.information_theory_index,
        segregation.segregation_gini,
    ):
        assert -1e-12 <= measure(members, total).value <= 1 + 1e-12
    assert (
        segregation.segregation_gini(members, total).value
        >= segregation.dissimilarity(members, total).value - 1e-12
    )


@given(drawn=st.lists(st.tuples(VALUES, PEOPLE, st.integers(0, 2)), min_size=3, max_size=9))
@FEWER
def test_theil_between_and_within_add_up(drawn):
    values, people, sets = zip(*drawn, strict=True)
    split = entropy.theil_decomposition(values, sets, weights=people)
    total = entropy.theil_index(subgroups(values, population=people)).value
    assert same(split.total.value, total)
    assert same(split.between.value + split.within.value, total)
    assert split.between.value >= -1e-12


@given(drawn=GROUPS)
@FEWER
def test_slope_and_line_agree(drawn):
    groups = groups_of(drawn)
    bottom, top = gradient.fitted_ends(groups)
    assert same(gradient.slope_index(groups).value, top - bottom)


SMOOTH = (
    "coefficient of variation",
    "index of disparity",
    "Theil",
    "mean log deviation",
    "Atkinson 2",
    "Gini",
)


@given(drawn=st.lists(st.tuples(st.floats(0.1, 0.9), PEOPLE), min_size=3, max_size=6))
@settings(max_examples=25)
def test_standard_errors_of_spread_follow_the_slopes_of_the_measure(drawn):
    """Move each group by a hair: the change of the measure, times the group's error, is its part."""
    values = sorted(value for value, _ in drawn)
    mean = dispersion.weighted_mean(groups_of(drawn)).value
    assume(min(b - a for a, b in pairwise(values)) > 1e-3)  # ranks stay
    assume(min(abs(value - mean) for value in values) > 1e-3)  # and so do the sides of the mean
    hair, error = 1e-6, 1e-4
    for name in SMOOTH:
        measure = measures.RELATIVE_SPREAD[name]
        parts = []
        for at in range(len(drawn)):
            up, down = (
                [(value + step * (place == at), people) for place, (value, people) in enumerate(drawn)]
                for step in (hair, -hair)
            )
            slope = (measure(groups_of(up)).value - measure(groups_of(down)).value) / (2 * hair)
            parts.append((slope * error) ** 2)
        found = measure(groups_of(drawn, se=[error] * len(drawn)), draws=50).standard_error
        assert found == pytest.approx(sum(parts) ** 0.5, rel=1e-4, abs=1e-10), name
