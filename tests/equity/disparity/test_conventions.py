"""The rules every measure keeps: what is missing, hidden, empty or undeclared."""

import numpy as np
import polars as pl
import pytest

from equity import rates
from equity.disparity import dispersion, from_rates, gradient, impact, pairwise, subgroups
from equity.errors import InvalidParameter
from equity.indicators import Indicator
from tests.equity.disparity import measures
from tests.equity.rows import rows

FIVE = {
    "estimate": [0.20, 0.30, 0.40, 0.50, 0.60],
    "se": [0.01, 0.02, 0.01, 0.02, 0.01],
    "population": [10, 20, 30, 20, 20],
    "order": [1, 2, 3, 4, 5],
    "reference": 0,
    "favorable": True,
    "bounds": (0, 1),
}


def five(**changes):
    return subgroups(**{**FIVE, **changes})


@pytest.mark.parametrize("name", measures.ALL)
def test_a_suppressed_group_withholds_every_summary(name):
    """The hidden value could be worked out from the summary and the other groups."""
    result = measures.ALL[name](five(suppressed=[False, True, False, False, False]))
    assert result.value is None
    assert result.reason.startswith("withheld")


@pytest.mark.parametrize("name", measures.ALL)
def test_an_ordered_group_may_not_be_missing(name):
    result = measures.ALL[name](five(estimate=[0.2, 0.3, None, 0.5, 0.6], names=list("abcde")))
    assert (result.value, result.reason) == (
        None,
        "refused: an ordered comparison needs every group; missing: c",
    )


def test_only_an_eligible_group_is_the_best_or_an_end():
    """Lower is better. The tiny group of 5 % may not lead, so 10 % is the best and 30 % the highest:
    the mean is (1 x 0.05 + 100 x 0.10 + 100 x 0.30) / 201 = 0.19925, 0.09925 above the best. The distances
    from it are 0.05, 0 and 0.20; the others' plain mean is (0.05 + 0.30) / 2 = 0.175, 1.75 times the best."""
    uneven = subgroups(
        [0.05, 0.10, 0.30], population=[1, 100, 100], eligible=[False, True, True], favorable=False
    )
    assert impact.population_attributable_risk(uneven).value == pytest.approx(-0.09925, abs=1e-5)
    assert pairwise.difference(uneven).value == pytest.approx(0.20)
    assert pairwise.ratio(uneven).value == pytest.approx(3.0)
    assert dispersion.mean_difference_from_best(uneven, weighted=False).value == pytest.approx(0.25 / 3)
    assert pairwise.healthy_people(uneven).summary_rate_ratio.value == pytest.approx(1.75)


def test_without_an_eligible_group_there_is_no_best():
    none = subgroups([0.1, 0.2, 0.3], population=[1, 1, 1], eligible=[False] * 3, favorable=False)
    for measure in (impact.population_attributable_risk, dispersion.mean_difference_from_best):
        assert measure(none).reason == "not computable: no value can be relied on to be the best"
    assert pairwise.difference(none).reason.startswith("not computable: fewer than 2 values")
    assert pairwise.healthy_people(none).summary_rate_ratio.value is None
    assert dispersion.between_group_sd(none).value is not None


@pytest.mark.parametrize("name", measures.WEIGHTED)
def test_overlapping_groups_have_no_weighted_summary(name):
    result = measures.WEIGHTED[name](five(exclusive=False))
    assert result.value is None
    assert "overlap" in result.reason


@pytest.mark.parametrize("name", measures.ALL)
def test_one_group_is_no_comparison(name):
    result = measures.ALL[name](
        subgroups([0.2], se=[0.1], population=[5], order=[1], reference=0, favorable=True, bounds=(0, 1))
    )
    assert (result.value, result.reason) == (None, "not computable: fewer than 2 groups")


@pytest.mark.parametrize("name", measures.ALL)
def test_a_missing_standard_error_leaves_no_interval_rather_than_a_partial_one(name):
    """Pairs too: which groups are compared must not depend on which margins happen to be known."""
    result = measures.ALL[name](five(se=[0.01, None, 0.01, 0.01, 0.01]))
    assert result.value is not None
    assert (result.low, result.standard_error, result.is_interval_shown) == (None, None, False)
    assert result.why_not_shown


@pytest.mark.parametrize("name", measures.ALL)
def test_equal_groups_show_no_inequality(name):
    result = measures.ALL[name](five(estimate=[0.3] * 5, se=None))
    is_ratio = name == "ratio" or name in measures.RELATIVE_GRADIENT
    assert result.value == pytest.approx(1 if is_ratio else 0, abs=1e-12)


@pytest.mark.parametrize("name", measures.ALL)
def test_a_group_without_people_changes_nothing(name):
    """Kept out of weighted and unweighted measures alike, and named."""
    with_empty = five(
        estimate=[*FIVE["estimate"], 0.99],
        se=[*FIVE["se"], 0.01],
        population=[*FIVE["population"], 0],
        order=[*FIVE["order"], 6],
        names=[*"abcde", "nobody"],
    )
    result, without = measures.ALL[name](with_empty), measures.ALL[name](five())
    assert result.value == without.value
    assert (result.low, result.high) == (without.low, without.high)
    assert (result.left_out, result.population_left_out) == (("nobody",), 0.0)


@pytest.mark.parametrize("name", measures.ALL)
def test_the_order_of_rows_does_not_matter(name):
    shuffle = [3, 0, 4, 2, 1]
    moved = {key: [FIVE[key][at] for at in shuffle] for key in ("estimate", "se", "population", "order")}
    assert measures.ALL[name](five(**moved, reference=1)).value == pytest.approx(
        measures.ALL[name](five()).value, rel=1e-12
    )


def test_few_missing_groups_are_dropped_and_named_with_their_people():
    """One of eight groups (12.5 %) with 30 of 100 people."""
    groups = subgroups(
        [0.1, 0.2, None, 0.2, 0.3, 0.1, 0.2, 0.3],
        population=[10, 10, 30, 10, 10, 10, 10, 10],
        names=list("abcdefgh"),
    )
    result = dispersion.between_group_sd(groups)
    assert result.value is not None
    assert (result.left_out, result.population_left_out) == (("c",), pytest.approx(0.3))


def test_more_than_15_percent_missing_is_refused():
    result = dispersion.between_group_sd(subgroups([0.1, 0.2, None, 0.2, 0.3, 0.1], population=[1] * 6))
    assert result.reason == "refused: 17% of subgroups missing exceeds 15%"


def test_polarity_of_pairs():
    """Ordered: a positive gap means the disadvantaged fare worse. Unordered with a reference: likewise."""
    for favorable, order, expected in (
        (True, [1, 2, 3], 0.3),  # most advantaged 0.5 less least advantaged 0.2
        (False, [1, 2, 3], -0.3),  # least advantaged 0.2 less most advantaged 0.5
        (None, None, 0.3),  # highest less lowest
    ):
        groups = subgroups([0.2, 0.4, 0.5], favorable=favorable, order=order)
        assert pairwise.difference(groups).value == pytest.approx(expected)
    for favorable, expected in ((True, 0.2), (False, 0.1)):
        # favorable: reference 0.4 less the lowest other 0.2; adverse: the highest other 0.5 less 0.4
        groups = subgroups([0.2, 0.4, 0.5], favorable=favorable, reference=1)
        assert pairwise.difference(groups).value == pytest.approx(expected)


def test_what_depends_on_polarity_is_not_guessed():
    for measure in (
        pairwise.difference,
        measures.IMPACT["PAR"],
        measures.SPREAD["mean difference from best"],
    ):
        result = measure(five(favorable=None))
        assert (result.value, "declared" in result.reason) == (None, True)


def test_bounds_and_order_and_reference_are_not_guessed():
    assert "bounds" in measures.GRADIENT["Erreygers"](five(bounds=(None, None))).reason
    assert "order" in measures.GRADIENT["SII"](five(order=None)).reason
    assert "reference" in measures.SPREAD["mean difference from reference"](five(reference=None)).reason
    assert "outside the bounds" in measures.GRADIENT["Erreygers"](five(bounds=(0, 0.5))).reason


def test_the_scale_is_taken_as_declared():
    """0.23 on a scale of 100 is 0.23 percent: nothing is multiplied behind the reader's back."""
    small = subgroups([0.23, 0.46], population=[1, 1], order=[1, 2], scale=100)
    assert gradient.slope_index(small).value == pytest.approx(0.46)
    too_large = subgroups([23, 46], population=[1, 1], order=[1, 2], scale=1)
    assert "between 0 and 1" in gradient.slope_index(too_large, model="logit").reason


def test_extremes_chosen_by_the_data_have_no_interval_to_show():
    unordered = five(order=None, reference=None)
    for result in (pairwise.difference(unordered), pairwise.ratio(unordered)):
        assert result.low is not None
        assert not result.is_interval_shown
    assert pairwise.difference(five()).is_interval_shown
    assert measures.IMPACT["PAR"](five()).is_interval_shown
    assert not measures.IMPACT["PAR"](unordered).is_interval_shown


def test_a_spread_that_is_mostly_noise_has_no_interval_to_show():
    """Variance of the estimates 0.0002; noise 2 x 0.25 x 0.01^2 = 0.00005: a quarter of what is seen."""
    noisy = subgroups([0.10, 0.10 + 0.0002**0.5 * 2], se=[0.01, 0.01], population=[1, 1])
    result = dispersion.between_group_variance(noisy)
    assert result.value == pytest.approx(0.0002)
    assert result.noise_floor == pytest.approx(0.00005)
    assert result.corrected == pytest.approx(0.00015)
    assert result.why_not_shown == "sampling noise makes up 25 % of the variance seen"
    clear = subgroups([0.10, 0.30], se=[0.01, 0.01], population=[1, 1])
    assert dispersion.between_group_variance(clear).is_interval_shown


def test_the_same_data_give_the_same_interval():
    first, second = (dispersion.index_of_disparity(five()) for _ in range(2))
    assert (first.low, first.high, first.noise_floor) == (second.low, second.high, second.noise_floor)


def test_attributable_risk_does_not_change_sides():
    """The most advantaged group does worse than the mean: nothing would be gained, so 0."""
    groups = five(estimate=[0.6, 0.5, 0.4, 0.3, 0.2])
    assert measures.IMPACT["PAR"](groups).value == 0
    assert measures.IMPACT["PAF"](groups).value == 0
    assert measures.IMPACT["PAR"](five(favorable=False)).value == 0


def test_a_registry_interval_needs_cases_and_is_for_the_fraction():
    """The most advantaged of 100 people each has 40 cases, then 20."""
    for cases, is_shown in ((0.4, True), (0.2, False)):
        groups = subgroups([0.9, 0.6, cases], population=[100] * 3, order=[1, 2, 3], favorable=False)
        fraction = impact.population_attributable_fraction(groups, interval="registry")
        assert (fraction.low is None, fraction.is_interval_shown) == (False, is_shown)
        risk = impact.population_attributable_risk(groups, interval="registry")
        assert (risk.low is None, risk.is_interval_shown) == (False, False)
    unordered = subgroups([0.9, 0.6, 0.4], population=[100] * 3, favorable=False)
    best = impact.population_attributable_fraction(unordered, interval="registry")
    assert best.why_not_shown == pairwise.CHOSEN_BY_THE_DATA


def test_of_equal_best_groups_the_most_populous_is_the_reference():
    tied = subgroups([0.1, 0.5, 0.5], population=[10, 10, 80], favorable=True, names=list("abc"))
    assert measures.IMPACT["PAR"](tied).direction.endswith("level of c")


@pytest.mark.parametrize(
    "wrong",
    [
        {"se": [0.1]},
        {"population": [1, 2, 3, 4, -5]},
        {"se": [0.1, 0.1, 0.1, 0.1, -0.1]},
        {"estimate": [0.1, 0.2, 0.3, 0.4, float("inf")]},
        {"scale": 0},
        {"reference": 5},
        {"names": ["a"]},
    ],
)
def test_wrong_input_is_refused_with_a_message(wrong):
    with pytest.raises(InvalidParameter):
        five(**wrong)


def test_groups_come_from_rated_rows_with_everything_declared():
    indicator = Indicator(
        id="uninsured",
        label="",
        short="",
        topic="",
        universe="",
        unit="share",
        better="lower",
        columns={},
    )
    table = rates.of(
        indicator,
        rows(
            {"group": "hispanic", "estimate": 0.20, "denominator": 300.0},
            {"group": "asian_not_hispanic", "estimate": 0.10, "denominator": 500.0},
            {
                "group": "white_not_hispanic",
                "estimate": None,
                "moe": None,
                "moe_method": "not_available",
                "estimate_kind": "suppressed",
            },
        ),
    )
    groups = from_rates(table, indicator, reference="asian_not_hispanic")
    assert groups.names == ("Hispanic or Latino", "Asian, not Hispanic", "White, not Hispanic")
    assert (groups.favorable, groups.bounds, groups.reference, groups.exclusive) == (
        False,
        (0.0, 1.0),
        1,
        True,
    )
    assert groups.suppressed.tolist() == [False, False, True]
    assert np.isclose(groups.se[0], 0.01 / 1.645)
    mixed = table.head(2).with_columns(group=pl.Series(["hispanic", "asian_alone"]))
    assert not from_rates(mixed, indicator).exclusive
    with pytest.raises(InvalidParameter, match="black_alone is not among"):
        from_rates(table, indicator, reference="black_alone")
    places = rates.of(indicator, rows({"geoid": "36005"}, {"geoid": "36061"})).with_columns(
        name=pl.Series(["Bronx", "Manhattan"]), poverty_rank=pl.Series([1, 2])
    )
    ranked = from_rates(places, indicator, order="poverty_rank")
    assert (ranked.names, ranked.exclusive) == (("Bronx", "Manhattan"), True)
    assert ranked.order is not None
