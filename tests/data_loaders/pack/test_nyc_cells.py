"""From the cells of a city file to one number with its margin, by arithmetic on small cases."""

from math import sqrt

import pytest

from data_loaders.pack._nyc_cells import Cells, absent, count, share


def cells(**changes):
    """One part of 20 in 100, margins 5 and 10, no published margin, 300 residents."""
    usual = {
        "parts": (20.0,),
        "moes": (5.0,),
        "denominator": 100.0,
        "denominator_moe": 10.0,
        "share_moe": None,
        "residents": 300.0,
    }
    return Cells(**{**usual, **changes})


def test_the_published_margin_of_a_share_is_kept():
    found = share(cells(share_moe=0.07), kind="survey", is_remainder=False)
    assert (found["estimate"], found["moe"], found["moe_method"]) == (0.2, 0.07, "published")
    assert (found["numerator"], found["numerator_moe"]) == (20, 5)


def test_a_share_without_published_margin_follows_the_proportion_rule():
    """sqrt(5^2 - 0.2^2 * 10^2) / 100 = sqrt(21) / 100."""
    found = share(cells(), kind="survey", is_remainder=False)
    assert found["moe"] == pytest.approx(sqrt(21) / 100, abs=1e-6)
    assert found["moe_method"] == "proportion"


def test_parts_are_added_and_so_are_their_squared_margins():
    """20 + 30 of 100; margins 3 and 4 make 5; sqrt(25 - 0.25 * 0) / 100 = 0.05."""
    found = share(
        cells(parts=(20.0, 30.0), moes=(3.0, 4.0), denominator_moe=0.0), kind="survey", is_remainder=False
    )
    assert (found["estimate"], found["numerator"], found["numerator_moe"]) == (0.5, 50, 5)
    assert found["moe"] == 0.05


def test_a_remainder_has_the_margin_of_what_it_is_left_of():
    """80 of 100 are left, as uncertain as the 20 that were counted."""
    found = share(cells(share_moe=0.07), kind="survey", is_remainder=True)
    assert (found["estimate"], found["numerator"], found["moe"]) == (0.8, 80, 0.07)
    assert found["numerator_moe"] is None


def test_a_remainder_never_falls_below_nobody():
    """In modeled areas the parts can exceed the whole: 104 of 100 leave nobody, not minus 4 %."""
    found = share(cells(parts=(104.0,)), kind="modelled", is_remainder=True)
    assert (found["estimate"], found["moe"], found["moe_method"]) == (0, None, "not_estimable")


def test_a_zero_without_margin_stays_a_zero_without_margin():
    found = share(cells(parts=(0.0,), moes=(None,)), kind="survey", is_remainder=False)
    assert (found["estimate"], found["moe"], found["moe_method"]) == (0, None, "not_estimable")
    assert found["estimate_kind"] == "survey"


def test_a_sum_with_a_zero_of_unknown_margin_has_no_margin():
    found = share(cells(parts=(20.0, 0.0), moes=(5.0, None)), kind="survey", is_remainder=False)
    assert (found["estimate"], found["moe"], found["moe_method"]) == (0.2, None, "not_estimable")


def test_a_zero_margin_is_by_design_only_where_people_were_surveyed():
    official = share(cells(moes=(0.0,), denominator_moe=0.0), kind="survey", is_remainder=False)
    assert (official["moe"], official["moe_method"], official["estimate_kind"]) == (
        0,
        "controlled",
        "controlled",
    )
    modeled = share(cells(moes=(0.0,), denominator_moe=0.0), kind="modelled", is_remainder=False)
    assert (modeled["moe"], modeled["moe_method"], modeled["estimate_kind"]) == (
        None,
        "not_estimable",
        "modelled",
    )


@pytest.mark.parametrize(
    ("residents", "kind"), [(0.0, "no_residents"), (300.0, "not_published"), (None, "not_published")]
)
def test_a_share_of_nobody_is_absent_for_its_own_reason(residents, kind):
    found = share(
        cells(parts=(0.0,), moes=(None,), denominator=0.0, residents=residents),
        kind="survey",
        is_remainder=False,
    )
    assert (found["estimate"], found["estimate_kind"]) == (None, kind)


def test_a_missing_part_makes_the_share_missing():
    found = share(cells(parts=(20.0, None), moes=(5.0, None)), kind="survey", is_remainder=False)
    assert (found["estimate"], found["estimate_kind"]) == (None, "not_published")


def test_a_count_keeps_its_margin_and_a_fixed_count_says_that_it_is_fixed():
    assert count(cells(), kind="survey")["moe_method"] == "published"
    fixed = count(cells(moes=(0.0,)), kind="survey")
    assert (fixed["moe"], fixed["estimate_kind"], fixed["moe_method"]) == (0, "controlled", "controlled")
    empty = count(cells(parts=(0.0,), moes=(None,)), kind="survey")
    assert (empty["estimate"], empty["moe"], empty["moe_method"]) == (0, None, "not_estimable")
    assert count(cells(parts=(None,), moes=(None,)), kind="survey") == absent("not_published")
