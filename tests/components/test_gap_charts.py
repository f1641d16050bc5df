"""The pictures of gaps: every number in the table twin, the words say what is drawn, and nothing is lost."""

import polars as pl
import pytest

from components import charts, trends
from components.charts.over_time import Line, over_time
from components.look import DARK, LIGHT
from components.provenance import Provenance
from components.wording import SPACE
from data_loaders import cached, cached_findings
from equity.indicators import indicator
from equity.trends import Sides, series

ORIGIN = Provenance(title="Drawn", publisher="test", period="2023")
UNINSURED = indicator("uninsured")


def plain(words: str) -> str:
    return words.replace(SPACE, " ")


def texts(chart: charts.Chart) -> str:
    layout = chart.figure(LIGHT).layout
    return plain(" ".join(each.text for each in layout.annotations))


@pytest.fixture(scope="module")
def steps() -> charts.Chart:
    divided = cached_findings.divided("by_poverty", "uninsured", "neighborhood", "nyc", 2023)
    found = cached_findings.disparities("by_poverty", "uninsured", "neighborhood", "nyc", 2023)
    return charts.gradient(
        divided.parts,
        line=found.line,
        title="By poverty",
        measure="Uninsured",
        unit="share",
        most="the most poverty",
        least="the least poverty",
        provenance=ORIGIN,
    )


def test_the_line_that_the_slope_index_measures_is_drawn_and_its_ends_are_said(steps):
    """The page says the line falls by 4.1 points: from 8.5 to 4.4 %."""
    assert "line at 8.5 %" in texts(steps)
    assert "line at 4.4 %" in texts(steps)
    assert "from 8.5 % to 4.4 %" in plain(steps.alt)
    assert steps.table.height == 5


def test_names_of_ends_leave_the_source_below_them_free():
    """Its lines, and that of the value there, lie between the axis and the source."""
    parts = pl.DataFrame(
        {
            "name": ["first", "last"],
            "estimate": [0.1, 0.05],
            "low": [0.09, 0.04],
            "high": [0.11, 0.06],
            "reliability": ["reliable"] * 2,
            "denominator": [10.0, 10.0],
            "places": [1, 1],
            "ranked_by": [0.3, 0.1],
        }
    )
    long = "the most adults without a high school diploma"
    shared = {"line": (0.1, 0.05), "title": "T", "measure": "M", "unit": "share", "provenance": ORIGIN}
    chart = charts.gradient(parts, most=long, least="the least", **shared)
    notes = chart.figure(LIGHT).layout.annotations
    end = next(each for each in notes if each.text.startswith("← the most"))
    stamp = next(each for each in notes if each.text.startswith("Drawn, test"))
    lines = end.text.count("<br>") + 1
    assert lines == 4
    assert end.yshift - lines * 14 * 1.3 >= stamp.yshift


def test_steps_are_as_wide_as_their_people(steps):
    figure = steps.figure(DARK)
    first = next(trace for trace in figure.data if trace.line.width == 3)
    edges = [x for x in first.x if x is not None]
    assert len(edges) == 10
    assert edges[0] < 0.01
    assert edges[-1] > 0.99


def test_gaps_stand_in_the_order_of_their_lower_ends_with_their_chances():
    found = cached_findings.gaps("uninsured", "neighborhood", "nyc", 2023, "all")
    (chart,) = charts.of_gaps(found, UNINSURED, area="New York City", title="Gaps", provenance=ORIGIN)
    lows = chart.table["gap_low"].to_list()
    assert lows == sorted(lows, reverse=True)
    assert chart.table.height == found.found.height, "the table holds also what is not drawn"
    assert "North Corona (Queens)" in texts(chart)
    assert "more than 99 %" in texts(chart)
    assert "85 % sure to be in the worst tenth" in plain(chart.alt) or "85 % sure" in plain(chart.alt)


def test_gaps_without_margins_are_dots_by_name_and_no_ranking():
    """Neither lines nor chances are drawn or tabled, and the picture says so itself."""
    found = cached_findings.gaps("poverty", "county", "48", 2019, "all")
    (chart,) = charts.of_gaps(found, indicator("poverty"), area="Texas", title="Gaps", provenance=ORIGIN)
    assert list(chart.columns) == ["name", "gap"]
    assert chart.table["name"].to_list() == sorted(chart.table["name"].to_list())
    figure = chart.figure(LIGHT)
    line, marks = figure.data
    assert not any(line.x)
    assert len(marks.x) == min(chart.table.height, 20) > 3
    assert "Not a ranking" in texts(chart)
    first = chart.table.row(0, named=True)
    assert first["name"] in plain(chart.alt)
    assert f"{100 * first['gap']:.1f} percentage points" in plain(chart.alt)


def test_a_change_of_areas_is_marked_between_its_years():
    sides = [
        Sides(year=2016, one=0.12, one_se=0.01, other=0.06, other_se=0.01, is_modelled=True),
        Sides(year=2023, one=0.07, one_se=0.01, other=0.04, other_se=0.01),
    ]
    chart = over_time(
        series(sides),
        [Line(name="Gap", value="gap", low="gap_low", high="gap_high")],
        title="Gap",
        measure="Gap",
        unit="points",
        period=5,
        provenance=ORIGIN,
        no_gap=0.0,
    )
    marks = [each for each in chart.figure(LIGHT).layout.annotations if each.text == "areas changed"]
    assert [mark.x for mark in marks] == [2019.5]
    assert "2012–2016 6.0, 2019–2023 3.0" in plain(chart.alt)


def test_lines_are_named_only_where_there_are_any():
    """Counties of the data built in have no margins, neighborhoods have."""

    def of_two(of: str, level: str, within: str, places: tuple[str, str], year: int) -> str:
        history = cached.history(of, level, within, places)
        return texts(charts.by_place(history, indicator(of), title="Two", year=year, provenance=ORIGIN))

    assert "Lines: 90 %" not in of_two("poverty", "county", "48", ("48427", "48397"), 2019)
    assert "Lines: 90 %" in of_two("uninsured", "neighborhood", "nyc", ("QN0303", "BK0201"), 2023)
    for with_margin in (None, 0.01):
        sides = [Sides(year=2019, one=0.12, one_se=with_margin, other=0.06, other_se=with_margin)]
        lines = [Line(name="Gap", value="gap", low="gap_low", high="gap_high")]
        chart = over_time(
            series(sides), lines, title="Gap", measure="Gap", unit="points", period=5, provenance=ORIGIN
        )
        assert ("Lines: 90 %" in texts(chart)) is (with_margin is not None)


def test_a_trend_of_one_year_has_no_pictures_of_a_gap():
    """One dot on a line of years shows no trend, and the way from it to no gap looks long however small."""

    def drawn(indicator_id: str, level: str, within: str, place: str) -> list[str]:
        found = cached_findings.trend("place", indicator_id, level, within, group="all", place=place)
        rows = trends.pictures(found, indicator(indicator_id), title="T", provenance=ORIGIN)
        return [chart.title for row in rows for chart in row]

    assert drawn("poverty", "state", "us", "06") == ["T"]
    assert drawn("uninsured", "borough", "nyc", "36005") == ["T", "Absolute gap: T", "Relative gap: T"]


def test_every_group_place_and_year_is_in_the_twin_and_groups_keep_their_order():
    places = ("QN0303", "BK0201")
    history = cached.history("residents_by_race_ethnicity", "neighborhood", "nyc", places)
    chart = charts.by_place(
        history, indicator("residents_by_race_ethnicity"), title="Groups", year=2023, provenance=ORIGIN
    )
    assert chart.table.height == history.height == 2 * 8 * 3
    drawn = texts(chart)
    assert drawn.index("Asian, not Hispanic") < drawn.index("Black, not Hispanic") < drawn.index("White")
    assert drawn.index("North Corona") < drawn.index("Brooklyn Heights")


def test_a_group_without_a_value_says_so_in_its_row():
    history = pl.DataFrame(
        {
            "name": ["A"] * 2,
            "group": ["hispanic", "black_alone"],
            "group_name": ["Hispanic or Latino", "Black alone"],
            "vintage": [2023] * 2,
            "estimate": [0.1, None],
            "estimate_kind": ["survey", "suppressed"],
            "low": [0.08, None],
            "high": [0.12, None],
            "reliability": ["reliable", "suppressed"],
        }
    )
    chart = charts.by_place(history, UNINSURED, title="Groups", year=2023, provenance=ORIGIN)
    assert "No value: withheld to protect the privacy of few people" in texts(chart)
    assert "A, Black alone: no value" in chart.alt
