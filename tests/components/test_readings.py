"""Measures read aloud: each sentence says what its number means, with its sign, unit and doubt."""

import polars as pl
import pytest

from components import readings
from components.provenance import Provenance
from components.wording import SPACE
from equity import disparities, measures
from equity.dimensions import DIMENSIONS, Divided
from equity.indicators import indicator

ORIGIN = Provenance(title="Survey", publisher="Bureau", period="2023")
UNINSURED = indicator("uninsured")
NAMES = ("the fifth with the most poverty", "the middle", "the fifth with the least poverty")


def found_of(
    values: list[float], errors: list[float] | None, along: str = "by_poverty"
) -> disparities.Findings:
    ordered = along == "by_poverty"
    parts = pl.DataFrame(
        {
            "geoid": ["a", "b", "c"],
            "name": NAMES,
            "group": "all",
            "estimate": values,
            "standard_error": errors or [None] * 3,
            "denominator": [1_000_000.0] * 3,
            "estimate_kind": "survey",
            "order": [1.0, 2.0, 3.0] if ordered else [None] * 3,
        },
        schema_overrides={"standard_error": pl.Float64, "order": pl.Float64},
    )
    return disparities.of(
        Divided(dimension=DIMENSIONS[along], parts=parts, missing=pl.DataFrame()), UNINSURED
    )


# 12, 9 and 6 % of a million people each: the average is 9 %, and the best-off have 6 %.
FOUND = found_of([0.12, 0.09, 0.06], [0.002] * 3)


def said(measure: str, found: disparities.Findings = FOUND) -> str:
    return readings.aloud(found.by_id[measure], found, UNINSURED).replace(SPACE, " ")


def test_every_measure_is_read_aloud_in_a_whole_sentence():
    for measure in measures.MEASURES:
        sentence = said(measure)
        assert sentence.endswith(".")
        assert "{" not in sentence
        assert "nan" not in sentence


def test_the_curve_says_how_much_lies_where_and_how_sure_that_is():
    """12 of 27 in the first third: at a fifth of the people 0.2 / (1/3) x 12/27 = 26.7 %. The index is
    2 / 0.09 x (0.12 (1/6 - 1/2) + 0.06 (5/6 - 1/2)) / 3 = -0.148."""
    (chart,) = readings.curve(FOUND, UNINSURED, title="By poverty", provenance=ORIGIN)
    assert chart.title == "How unevenly it lies: By poverty"
    assert chart.table["share_of_burden"].to_list() == pytest.approx([0, 12 / 27, 21 / 27, 1])
    said = chart.alt.replace(SPACE, " ")
    assert (
        "Where the first 20 % of people live lies 27 % of the burden; spread evenly, it would be 20 %."
        in said
    )
    assert "Relative concentration index with its 95 % interval: −0.148 (" in said


def test_only_a_burden_along_an_order_has_a_curve():
    """Places have no order; of people with a job nobody carries a burden."""
    places = found_of([0.12, 0.09, 0.06], [0.002] * 3, along="places")
    shown = {"title": "T", "provenance": ORIGIN}
    assert readings.curve(places, UNINSURED, **shown) == []
    assert readings.curve(FOUND, indicator("employed"), **shown) == []


def test_what_would_be_gained_is_said_in_people():
    """9 % - 6 % = 3 points of 3 million people: 90,000 fewer. Its standard error is that of the sum of
    (1/3 - 0) y1, (1/3) y2 and (1/3 - 1) y3: sqrt(1/9 + 1/9 + 4/9) x 0.002 = 0.001633; x 1.96 = 0.0032,
    so from 0.0268 to 0.0332 of 3 million: 80,400 to 99,600."""
    assert said("attributable_risk") == (
        "If all did as well as the fifth with the least poverty, the average would fall by 3.0 percentage "
        "points. That is 90,000 fewer people (80,400 to 99,600): people without health insurance."
    )
    assert "33.3 % of the whole burden" in said("attributable_fraction")


def test_the_slope_is_told_as_the_line_that_it_is():
    """The ranks of three equal parts are 1/6, 1/2 and 5/6; the line falls 6 points from 1/6 to 5/6, so 9
    from one end to the other."""
    assert said("slope_index") == (
        "Line everybody up, from the fifth with the most poverty to the fifth with the least poverty, and "
        "draw the straight line that fits best. From its start to its end it falls by 9.0 percentage points."
    )


def test_gap_and_ratio_name_both_sides():
    """12 % against 6 %: 6 points higher, 2 times as high."""
    assert said("difference") == (
        "It is 6.0 percentage points higher for the fifth with the most poverty than for the fifth with the "
        "least poverty."
    )
    assert "2.00 times as high for the fifth with the most poverty" in said("ratio")


def test_an_interval_that_is_not_shown_says_why():
    bare = found_of([0.12, 0.09, 0.06], None)
    assert "No interval is shown: the standard error" in said("difference", bare)
    assert "(" not in readings.value(bare.by_id["difference"], UNINSURED)


def test_the_two_views_disagree_when_the_average_moved():
    """From 20 against 10 % to 12 against 5 %: the gap falls from 10 to 7 points, the ratio grows from 2 to
    2.4."""
    before = disparities.Before(year=2016, found=found_of([0.20, 0.15, 0.10], [0.002] * 3))
    now = found_of([0.12, 0.08, 0.05], [0.002] * 3)
    lines = readings.two_views(measures.question("ends"), now, before, UNINSURED, year=2023)
    text = " ".join(lines).replace(SPACE, " ")
    assert "They disagree" in text
    assert "the absolute gap became smaller, from 10.0 percentage points to 7.0 percentage points" in text
    assert "the relative gap became larger, from 2.00 times to 2.40 times" in text


def test_the_other_side_of_a_share_has_another_ratio():
    """88 % against 94 % without the burden: 0.94, and not 2."""
    text = " ".join(readings.two_views(measures.question("ends"), FOUND, None, UNINSURED, year=2023))
    assert "is 0.94 and not 2.00" in text


@pytest.mark.parametrize(
    ("universe", "noun"),
    [("uninsured", "people"), ("no_vehicle", "households"), ("snap", "households")],
)
def test_households_are_not_called_people(universe, noun):
    assert readings.counted(indicator(universe)) == noun


def test_the_table_holds_every_measure_of_its_scale_with_its_interval_as_numbers():
    from components.provenance import Provenance  # noqa: PLC0415 - used once

    origin = Provenance(title="Drawn", publisher="test", period="2023")
    absolute, relative = (
        readings.table(FOUND, UNINSURED, scale, title=scale, provenance=origin).table
        for scale in ("absolute", "relative")
    )
    assert absolute.height + relative.height == len(measures.MEASURES)
    row = absolute.filter(pl.col("measure").str.contains("slope")).row(0, named=True)
    assert row["low"] < row["value"] < row["high"]
