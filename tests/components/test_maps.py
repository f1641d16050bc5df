"""Maps: a drawn table, and the bytes, legend and words a careful person would give it."""

import importlib
import json

import numpy as np
import polars as pl
import pytest
from numba.core import config

from components import classes, maps
from components.classes import MISSING, NO_RESIDENTS, OUTSIDE, SUPPRESSED, UNRELIABLE
from components.look import BURDEN, DIFFERENCE
from components.provenance import Provenance
from equity.errors import InvalidTable, UnknownPlace
from equity.geography import level
from equity.indicators import INDICATORS, indicator

POVERTY = indicator("poverty")
SURVEY = Provenance(title="Drawn survey", publisher="Test Bureau", period="2019–2023")
LOWER = next(one for one in INDICATORS.values() if one.better == "lower" and one.unit == "share")
HIGHER = next(one for one in INDICATORS.values() if one.better == "higher")
NEUTRAL = next(one for one in INDICATORS.values() if one.better == "neutral")


def _places(*states):
    geoids = [f"{state}{number:03d}" for number, state in enumerate(states, start=1)]
    names = [f"County {number}" for number in range(1, len(states) + 1)]
    return pl.DataFrame({"geoid": geoids, "name": names, "state_geoid": list(states)})


def _table(places, estimates, *, moe=0.01, reliability="reliable"):
    states = [reliability] * len(estimates) if isinstance(reliability, str) else reliability
    kind = pl.Float64
    return pl.DataFrame(
        {
            "geoid": places["geoid"][: len(estimates)],
            "estimate": pl.Series(estimates, dtype=kind),
            "moe": pl.Series([None if one is None else moe for one in estimates], dtype=kind),
            "low": pl.Series(
                [None if one is None or not moe else one - moe for one in estimates], dtype=kind
            ),
            "high": pl.Series(
                [None if one is None or not moe else one + moe for one in estimates], dtype=kind
            ),
            "reliability": states,
        }
    )


def _map(table, places, shown=POVERTY, **more):
    about = {"level": level("county"), "title": "A map", "provenance": SURVEY, "outlines": "/o.bin"}
    return maps.choropleth(table, places, shown, **(about | more))


def _layers(picture):
    return {layer["id"]: layer for layer in json.loads(picture.deck.to_json())["layers"]}


@pytest.mark.parametrize("skew", [0.3, 1.0, 2.0])
def test_classes_end_where_mapclassify_ends_them(skew, monkeypatch):
    """To half of what they are rounded to: a hundredth of the power of ten below a sixth of the range."""
    monkeypatch.setattr(config, "DISABLE_JIT", True)  # it would compile a method that is not used here
    mapclassify = importlib.import_module("mapclassify")
    values = np.random.default_rng(7).lognormal(mean=-3, sigma=skew, size=3_000)
    theirs = mapclassify.Percentiles(values, pct=[100 * part / 6 for part in range(1, 6)]).bins
    ours = classes.even(values, NEUTRAL).ends
    rounded_to = max(10 ** np.floor(np.log10(np.ptp(values) / 6)) / 100, 0.001)
    assert len(ours) == 7 and (ours[0], ours[-1]) == (values.min(), values.max())
    assert np.abs(np.array(ours[1:-1]) - theirs).max() <= rounded_to / 2


def test_twelve_values_make_six_classes_of_two():
    """1 to 12 %: each sixth holds two places, and the ends are the second value of each."""
    places = _places(*["36"] * 12)
    picture = _map(_table(places, [number / 100 for number in range(1, 13)]), places)
    assert list(picture.places) == [0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5]
    labels = [entry.label.replace("\u00a0", " ") for entry in picture.legend.entries]
    assert labels[1:5] == ["2.8–4.7 %", "4.7–6.5 %", "6.5–8.3 %", "8.3–10.2 %"]
    assert [entry.places for entry in picture.legend.entries] == [2] * 6
    assert "6 classes with about the same number of places each (quantiles)" in picture.legend.method


def test_classes_that_ties_make_uneven_are_not_called_even():
    """Ten of sixteen places are at zero: their class has ten, the other three have two each."""
    places = _places(*["36"] * 16)
    method = _map(_table(places, [0.0] * 10 + [0.1, 0.2, 0.3, 0.4, 0.5, 0.6]), places).legend.method
    assert "4 classes as even as shared values and rounded ends allow (quantiles)." in method


def test_classes_of_codes_share_no_code():
    """A code on an end belongs to the class below it. With one class a code, ends lie between: 1.5 and 3."""
    made = classes.Classes(ends=(1, 2, 3, 6, 9), colors=("#000000",) * 4, method="")
    entries = classes.legend_entries(np.zeros(12, dtype=np.uint8), made, indicator("rural_urban_code"))
    assert [entry.label for entry in entries] == ["1–2", "3", "4–6", "7–9"]
    each = classes.even(np.array([1.0, 2.0, 4.0, 4.0]), indicator("rural_urban_code"))
    entries = classes.legend_entries(np.zeros(4, dtype=np.uint8), each, indicator("rural_urban_code"))
    assert [entry.label for entry in entries] == ["1", "2–3", "4"]


def test_the_state_of_a_place_is_in_its_byte():
    """Two classes; then unreliable in the upper one, suppressed, three kinds of missing, and no residents."""
    places = _places(*["36"] * 8)
    table = _table(
        places,
        [0.10, 0.30, 0.30, None, None, None, None],
        reliability=[
            "reliable",
            "caution",
            "unreliable",
            "suppressed",
            "not_asked",
            "too_few_sampled",
            "no_residents",
        ],
    )
    picture = _map(table, places)
    assert list(picture.places) == [
        0,
        1,
        UNRELIABLE | 1,
        SUPPRESSED,
        MISSING,
        MISSING,
        NO_RESIDENTS,
        MISSING,  # the eighth place has no row at all
    ]
    states = {entry.state: entry.places for entry in picture.legend.entries if entry.state}
    assert states == {"unreliable": 1, "suppressed": 1, "missing": 3, "no_residents": 1}
    assert [entry.places for entry in picture.legend.entries if entry.state is None] == [1, 2]


def test_zeros_have_a_class_of_their_own():
    """Ten of sixteen places are at zero, so the lower three sixths end there."""
    places = _places(*["36"] * 16)
    picture = _map(_table(places, [0.0] * 10 + [0.1, 0.2, 0.3, 0.4, 0.5, 0.6]), places)
    assert picture.legend.entries[0].label.replace("\u00a0", " ") == "0.0 %"
    assert picture.legend.entries[0].places == 10


def test_five_boroughs_have_five_colors():
    """Ends lie half-way between neighbors: 15, 25, 40 and 60 %."""
    places = _places(*["36"] * 5)
    picture = _map(_table(places, [0.1, 0.2, 0.3, 0.5, 0.7]), places)
    assert list(picture.places) == [0, 1, 2, 3, 4]
    assert picture.legend.entries[1].label.replace("\u00a0", " ") == "15.0–25.0 %"


def test_zero_is_a_value():
    places = _places("36", "36")
    picture = _map(_table(places, [0.0, 0.5]), places)
    assert list(picture.places) == [0, 1]


def test_the_legend_has_no_line_for_what_does_not_occur():
    places = _places("36", "36")
    picture = _map(_table(places, [0.1, 0.5]), places)
    assert [entry.state for entry in picture.legend.entries] == [None, None]


@pytest.mark.parametrize(
    ("shown", "darkest"), [(LOWER, -1), (HIGHER, 0), (NEUTRAL, -1)], ids=["lower", "higher", "neutral"]
)
def test_dark_is_the_larger_burden(shown, darkest):
    """Where higher is better, the lowest class is the burden and has the darkest color."""
    made = classes.even(np.array([1.0, 2, 3, 4, 5, 6]), shown)
    assert made.colors[darkest] == BURDEN[-1]


def test_a_value_on_an_end_belongs_below():
    made = classes.Classes(ends=(0.0, 0.2, 1.0), colors=("#000000", "#ffffff"), method="")
    rows = pl.DataFrame(
        {"estimate": [0.2, 0.2001], "reliability": ["reliable"] * 2, "is_outside": [False] * 2}
    )
    assert list(classes.to_bytes(rows, made)) == [0, 1]


@pytest.mark.parametrize(("estimates", "count"), [([], 0), ([None, None], 0), ([0.2, 0.2], 1)])
def test_few_values_make_few_classes(estimates, count):
    places = _places("36", "36")
    picture = _map(_table(places, estimates), places)
    in_class = [entry for entry in picture.legend.entries if entry.state is None]
    assert len(in_class) == count == len(_layers(picture)["places"]["palette"])


def test_long_dollars_are_told_in_thousands_so_that_classes_stand_side_by_side():
    """Three values, classes that meet half-way: 24,089 and 131,658.50. Below 100,000 all is told in full."""
    places, value = _places(*["36"] * 3), indicator("median_home_value")
    picture = _map(_table(places, [7_778, 40_400, 222_917]), places, value)
    labels = [entry.label for entry in picture.legend.entries]
    assert labels == ["$7.78k–$24.1k", "$24.1k–$132k", "$132k–$223k"]
    shorter = _map(_table(places, [7_778, 40_400, 99_000]), places, value)
    assert shorter.legend.entries[-1].label == "$69,700–$99,000"


def test_only_the_chosen_state_is_drawn_and_counted():
    """The first county is in Connecticut: not drawn, and not in the legend or the words."""
    places = _places("09", "36", "36", "36", "36")
    picture = _map(_table(places, [0.9, 0.1, 0.2, 0.3, 0.4]), places, within="36")
    assert picture.places[0] == OUTSIDE
    assert sum(entry.places for entry in picture.legend.entries) == 4
    assert picture.words().split("\n")[0] == ""
    assert "borders" not in _layers(picture)


def test_an_area_that_is_no_state_draws_everything():
    places = _places("09", "36")
    picture = _map(_table(places, [0.1, 0.2]), places, within="us")
    assert OUTSIDE not in picture.places
    assert "borders" in _layers(picture)


def test_difference_from_a_reference_has_its_middle_at_the_reference():
    """Farthest value 30 points away, so classes are 10 points wide: 15 to 25 % is about the reference."""
    places = _places(*["36"] * 4)
    table = _table(places, [0.20, 0.24, 0.26, 0.50])
    picture = _map(table, places, reference=0.20, reference_name="New York State")
    labels = [entry.label.replace("\u00a0", " ") for entry in picture.legend.entries]
    assert labels == [
        "below -5.0 %".replace("-", "\u2212"),
        "\u22125.0–5.0 %",
        "5.0–15.0 %",
        "15.0–25.0 %",
        "25.0–35.0 %",
        "35.0–45.0 %",
        "above 45.0 %",
    ]
    assert list(picture.places) == [3, 3, 4, 6]
    assert len(_layers(picture)["places"]["palette"]) == len(DIFFERENCE)
    assert "New York State (20.0" in picture.legend.method


def test_the_tooltip_says_value_interval_and_reliability():
    places = _places("36", "36", "36")
    table = _table(places, [0.25, None, 0.3], moe=0.03, reliability=["caution", "suppressed", "reliable"])
    first, second, _ = _map(table, places).words().replace("\u00a0", " ").split("\n")
    assert first == "County 1\t25.0 %\tbetween 22.0 and 28.0 % (90 % interval)\tUse with caution"
    assert second == "County 2\tWithheld for privacy"


def test_a_source_without_margins_gives_no_interval():
    places = _places("36", "36")
    table = _table(places, [0.25, 0.5], moe=None, reliability="no_margin")
    assert _map(table, places).words().replace("\u00a0", " ").split("\n")[0] == (
        "County 1\t25.0 %\tNo margin of error given"
    )


def test_the_summary_says_where_the_middle_half_lies():
    """Of 10, 20, 30, 40 and 50 % the quarter points are 20 and 40 %, the middle one is 30 %."""
    places = _places(*["36"] * 6)
    picture = _map(_table(places, [0.1, 0.2, 0.3, 0.4, 0.5]), places)
    assert picture.summary.replace("\u00a0", " ") == (
        "5 counties with a value, 1 without. "
        "Half of them lie from 20.0 % to 40.0 %; the middle one is 30.0 %."
    )
    assert picture.alt.startswith("Map: A map. 5 counties")


def test_a_place_is_outlined_by_its_turn():
    places = _places("36", "36", "36")
    picture = _map(_table(places, [0.1, 0.2, 0.3]), places)
    assert _layers(picture.selecting("36003"))["selected"]["places"] == [2]
    assert "selected" not in _layers(picture.selecting(None))


def test_all_layers_draw_from_one_file_and_no_tiles():
    places = _places("36", "36")
    picture = _map(_table(places, [0.1, 0.2]), places).selecting("36001")
    assert {layer["data"] for layer in _layers(picture).values()} == {"/o.bin"}
    assert "http" not in picture.deck.to_json()


def test_only_the_plane_of_the_nation_has_a_pole():
    places = _places("36", "36")
    table = _table(places, [0.1, 0.2])
    assert _layers(_map(table, places))["places"]["pole"] == [0.0, 8_303_094.0]
    assert "pole" not in _layers(_map(table, places, level=level("neighborhood")))["places"]


def test_another_value_or_title_changes_the_mark():
    """The same class, another number: the tooltip has to be asked for again."""
    places = _places("36", "36")
    first = _map(_table(places, [0.1, 0.5]), places)
    assert first.mark == _map(_table(places, [0.1, 0.5]), places).mark
    assert first.mark != _map(_table(places, [0.11, 0.5]), places).mark
    assert first.mark != _map(_table(places, [0.1, 0.5]), places, title="Another map").mark


def test_two_rows_of_a_place_are_refused():
    places = _places("36", "36")
    table = _table(places, [0.1, 0.2])
    with pytest.raises(InvalidTable, match="36001 has several rows"):
        _map(pl.concat([table, table.head(1)]), places)


def test_an_unknown_place_is_named():
    places = _places("36", "36")
    with pytest.raises(UnknownPlace, match="99999"):
        _map(_table(places, [0.1, 0.2]), places).selecting("99999")
