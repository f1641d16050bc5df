"""Intervals of counts and shares, presentation rules and standardized rates; more in tests/golden."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from equity.errors import InvalidParameter
from equity.rates import intervals, presentation, standardized


def test_exact_limits_at_none_and_all():
    """No case of 10: upper limit 1 - 0.025^(1/10)."""
    assert intervals.clopper_pearson(0, 10) == (0.0, pytest.approx(1 - 0.025**0.1))
    assert intervals.clopper_pearson(10, 10) == (pytest.approx(0.025**0.1), 1.0)
    assert intervals.exact_poisson(0)[0] == 0.0
    assert intervals.byar(0)[0] == 0.0


@given(people=st.integers(1, 2000), part=st.floats(0, 1))
def test_intervals_hold_their_share(people, part):
    cases = round(part * people)
    for low, high in (intervals.clopper_pearson(cases, people), intervals.wilson(cases, people)):
        assert 0 <= low <= cases / people + 1e-12
        assert cases / people - 1e-12 <= high <= 1


def test_a_design_effect_shrinks_the_sample_but_never_grows_it():
    plain = intervals.clopper_pearson(24, 100)
    assert intervals.korn_graubard(0.24, 100, design_effect=0.5) == pytest.approx(plain)
    assert intervals.korn_graubard(0.24, 200, design_effect=2) == pytest.approx(plain)
    with pytest.raises(InvalidParameter):
        intervals.korn_graubard(0.24, 100, design_effect=0)


@pytest.mark.parametrize(("cases", "people"), [(1, 0), (-1, 5), (6, 5)])
def test_impossible_shares_are_refused(cases, people):
    with pytest.raises(InvalidParameter):
        intervals.clopper_pearson(cases, people)
    with pytest.raises(InvalidParameter):
        intervals.wilson(cases, people)


def test_impossible_counts_are_refused():
    for interval in (intervals.exact_poisson, intervals.byar):
        with pytest.raises(InvalidParameter):
            interval(-1)


@pytest.mark.parametrize(
    ("cases", "people", "decision", "flags"),
    [
        (14, 29, "suppress", ("n<30",)),
        (15, 31, "suppress", ("width>=0.30",)),
        (3, 40, "suppress", ("relative width>130%",)),
        (12, 50, "show", ()),
        (37, 40, "show", ("complement unreliable",)),
        (2, 4000, "show", ()),  # narrower than 0.05, whatever the relative width
        (0, 40, "show", ("all or none",)),
        (40, 40, "show", ("all or none",)),
    ],
)
def test_presentation_of_shares(cases, people, decision, flags):
    shown = presentation.of_share(cases, people)
    assert (shown.decision, shown.flags) == (decision, flags)


def test_the_effective_sample_decides():
    """50 people with a design effect of 2 are worth 25."""
    assert presentation.of_share(12, 50, design_effect=2).flags == ("n<30",)
    assert presentation.of_share(120, 500, degrees_of_freedom=7).flags == ("df<8",)


def test_presentation_of_rates():
    assert presentation.of_rate(9, 5000).decision == "suppress"
    assert presentation.of_rate(10, 5000).decision == "show"
    assert presentation.of_rate(10, 5000, degrees_of_freedom=3).flags == ("df<8",)
    for rule in (presentation.of_rate, presentation.of_share):
        with pytest.raises(InvalidParameter):
            rule(0, 0)


def test_the_standard_population_is_renormalized_for_adults():
    weights = standardized.standard_weights([38077, 37233])
    assert weights == pytest.approx((38077 / 75310, 37233 / 75310))
    with pytest.raises(InvalidParameter):
        standardized.standard_weights([0, 0])


def test_an_age_band_without_people_makes_no_rate():
    found = standardized.age_adjusted_rate([1, 0], [100, 0], [1, 1])
    assert (found.value, found.reason) == (None, "not computable: an age band has no people")


def test_no_events_still_have_an_upper_limit():
    """One band: the upper limit is that of a Poisson count of 0, -ln(0.025), over 1,000 people."""
    found = standardized.age_adjusted_rate([0], [1000], [1])
    assert (found.value, found.low) == (0.0, 0.0)
    assert found.high == pytest.approx(3.688879 / 1000, rel=1e-6)


def test_with_the_standard_proportional_to_the_population_nothing_is_adjusted():
    found = standardized.age_adjusted_rate([3, 9], [100, 300], [1, 3])
    assert found.value == pytest.approx(found.crude)


def test_impossible_rates_are_refused():
    with pytest.raises(InvalidParameter):
        standardized.age_adjusted_rate([1], [1, 2], [1, 1])
    with pytest.raises(InvalidParameter):
        standardized.age_adjusted_rate([-1], [1], [1])
    with pytest.raises(InvalidParameter):
        standardized.standardized_ratio(1, -1)
    assert standardized.indirectly_standardized_rate(1, 0, 400).value is None
