"""Two years on one map: the same classes, what changed by more than chance, and who is lit up by value."""

import polars as pl
import pytest

from components import years
from components.classes import OUTSIDE
from equity.geography import level
from tests.components.test_maps import HIGHER, POVERTY, _map, _places, _table


def test_both_years_get_the_same_classes():
    """10 and 20 % now, 20 and 30 % before: three values, a class for each; 20 % is the middle one twice."""
    places = _places("36", "36")
    now, before = _table(places, [0.10, 0.20]), _table(places, [0.20, 0.30])
    picture = _map(now, places, other_year=(2023, 2016, before))
    assert list(picture.places) == [0, 1]
    assert list(picture.beside.places) == [1, 2]
    assert (picture.beside.year, picture.beside.own_year) == ("2016", "2023")
    assert "2023; the classes are those of both years together" in picture.legend.method


def test_a_change_counts_where_it_is_larger_than_the_margin_of_the_difference():
    """Margins of 3 and 4 points make one of 5: up 6 and down 6 are changes, up 5 and down 4 are not."""
    places = _places(*["36"] * 5)
    now = _table(places, [0.26, 0.14, 0.25, 0.16, None], moe=0.03)
    before = _table(places, [0.20, 0.20, 0.20, 0.20, 0.20], moe=0.04)
    assert _map(now, places, other_year=(2023, 2016, before)).change == (
        "From 2016 to 2023, among 4 counties with a margin of error in both years: higher by more than "
        "chance in 1, lower in 1; 2 cannot be told apart."
    )


def test_without_margins_no_change_is_counted():
    places = _places("36", "36")
    now, before = (_table(places, values, moe=None) for values in ([0.1, 0.2], [0.3, 0.4]))
    assert "may be chance" in _map(now, places, other_year=(2023, 2016, before)).change


def test_the_tooltip_says_the_earlier_year_first():
    places = _places("36")
    now, before = _table(places, [0.1]), _table(places, [0.3])
    name, first, second = _map(now, places, other_year=(2023, 2016, before)).words().split("\t")
    assert (name, first[:5], second[:5]) == ("County 1", "2016:", "2023:")
    assert "30.0" in first
    assert "10.0" in second


def test_the_table_has_both_years():
    places = _places("36", "36")
    columns = {"geoid": places["geoid"], "estimate": [0.1, 0.2], "low": 0.0, "high": 0.5}
    numbers = years.Numbers(title="t", alt="a", table=pl.DataFrame(columns), columns={}, provenance=None)
    both = years.with_other(
        numbers, pl.DataFrame({**columns, "estimate": [0.3, None]}), year=2016, unit="share"
    )
    assert both.table["estimate_2016"].to_list() == [0.3, None]
    assert [both.columns[name].heading for name in ("estimate_2016", "low_2016")] == ["2016", "2016: low end"]


def test_a_place_reaches_the_steps_whose_value_it_has_or_exceeds():
    """Of 0, 1, ... 100 % the place of 37 % reaches step 37; no value reaches none."""
    places = _places(*["36"] * 102)
    values = [number / 100 for number in range(101)]
    steps = _map(_table(places, [*values, None]), places).steps()
    assert list(steps.reached) == [*range(101), 255]
    assert steps.labels[37].replace("\u00a0", " ").endswith("37.0 % or more")


def test_where_less_is_worse_steps_go_downward():
    places = _places("36", "36")
    steps = _map(_table(places, [1.0, 2.0]), places, HIGHER).steps()
    assert list(steps.reached) == [100, 99], "one is worse than two; all but the last step are two or less"
    assert steps.labels[0].endswith("or less")


@pytest.mark.parametrize("shown", [POVERTY, HIGHER])
def test_places_outside_reach_no_step(shown):
    places = _places("36", "48")
    picture = _map(_table(places, [0.1, 0.2]), places, shown, within="36")
    assert list(picture.steps().reached)[1] == 255
    assert picture.places[1] == OUTSIDE


def test_the_level_is_named_where_no_place_has_both_years():
    empty = pl.DataFrame(
        {"estimate": [None], "moe": [None], "is_outside": [False]},
        schema={"estimate": pl.Float64, "moe": pl.Float64, "is_outside": pl.Boolean},
    )
    assert years.changed(empty, empty, level("county"), since=2016, until=2023) == (
        "No county has a value in both years."
    )
