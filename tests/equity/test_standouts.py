from types import SimpleNamespace

import pytest

from equity import rates, standouts
from tests.equity.rows import rows

INDICATORS = {
    name: SimpleNamespace(id=name, unit="share", better=better)
    for name, better in (
        ("uninsured", "lower"),
        ("broadband", "higher"),
        ("poverty", "lower"),
        ("renters", "neutral"),
        ("no_vehicle", "lower"),
        ("disability", "lower"),
    )
}


def rated(**estimates):
    return rates.of(
        INDICATORS["uninsured"],
        rows(*[{"indicator": name, **change} for name, change in estimates.items()]),
    )


PLACE = rated(
    uninsured={"estimate": 0.25, "moe": 0.03},
    broadband={"estimate": 0.70, "moe": 0.02},
    poverty={"estimate": 0.20, "moe": 0.05},
    renters={"estimate": 0.80, "moe": 0.02},
    no_vehicle={"estimate": 0.02, "moe": 0.03},
    disability={"estimate": None, "moe": None, "estimate_kind": "no_residents"},
)
WHOLE = {"denominator": 1e9}
PARENT = rated(
    uninsured={"estimate": 0.06, "moe": 0.001, **WHOLE},
    broadband={"estimate": 0.90, "moe": 0.001, **WHOLE},
    poverty={"estimate": 0.18, "moe": 0.002, **WHOLE},
    renters={"estimate": 0.67, "moe": 0.002, **WHOLE},
    no_vehicle={"estimate": 0.50, "moe": 0.002, **WHOLE},
    disability={"estimate": 0.10, "moe": 0.002, **WHOLE},
)


def test_the_surest_difference_comes_first_and_says_which_way_it_points():
    """z: broadband -0.20/0.0122 = -16.4; renters 0.13/0.0122 = 10.6; uninsured 0.19/0.0182 = 10.4."""
    found = standouts.of(PLACE, PARENT, INDICATORS).ranked
    assert found.select("indicator", "verdict", "direction").rows() == [
        ("broadband", "lower", "worse"),
        ("renters", "higher", "neutral"),
        ("uninsured", "higher", "worse"),
    ]


def test_a_borough_is_told_from_its_city_by_the_error_that_is_not_shared():
    """Half of the city, 12 % (se 2 points) against 10 % (se 1.1): 4 (1 - 1) + 1.21, so z = 2 / 1.1 = 1.818
    and the two differ; as two samples z = 2 / sqrt 5.21 = 0.876."""
    place = rated(uninsured={"estimate": 0.12, "moe": 0.0329, "denominator": 4_000.0})
    parent = rated(uninsured={"estimate": 0.10, "moe": 0.018095, "denominator": 8_000.0})
    found = standouts.of(place, parent, INDICATORS).ranked
    assert found["z"].to_list() == pytest.approx([1.818], abs=0.001)


def test_what_is_within_chance_is_not_ranked():
    """Poverty: 2 points apart with a margin of 5."""
    found = standouts.of(PLACE, PARENT, INDICATORS)
    assert found.not_told_apart.select("indicator", "verdict", "direction").rows() == [
        ("poverty", "cannot tell apart", "neutral")
    ]


def test_unreliable_and_absent_values_are_listed_with_the_reason_and_never_ranked():
    """No vehicle: 48 points apart, but the cv is 0.03 / 1.645 / 0.02 = 91 %."""
    found = standouts.of(PLACE, PARENT, INDICATORS)
    assert found.left_out.select("indicator", "why").rows() == [
        ("no_vehicle", "unreliable"),
        ("disability", "no_residents"),
    ]


def test_an_indicator_the_parent_lacks_or_gives_without_margin_is_left_out():
    found = standouts.of(
        PLACE.filter(PLACE["indicator"].is_in(["uninsured", "poverty"])),
        rated(poverty={"estimate": 0.18, "moe": None, "moe_method": "not_available"}),
        INDICATORS,
    )
    assert found.left_out.select("indicator", "why").rows() == [
        ("uninsured", "not_published"),
        ("poverty", "no_margin"),
    ]
    assert found.ranked.is_empty()
