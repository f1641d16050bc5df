"""Every picture can be read without seeing it, and shows exactly what its table holds."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

import plotly.graph_objects as go
import polars as pl
import pytest

from components import charts, look, wording
from components.charts import Reference
from components.provenance import Provenance
from equity.errors import UnknownPlace

SOURCE = Provenance(
    title="American Community Survey",
    publisher="U.S. Census Bureau",
    period="2019–2023",
    made_on=date(2026, 2, 3),
)
CITY = Reference(label="New York City", value=0.063, low=0.062, high=0.064)
SHARES = {"measure": "Without insurance", "unit": "share", "provenance": SOURCE}

PLACES = pl.DataFrame(
    [
        ("n1", "North Corona", 0.25, 0.217, 0.284, "reliable"),
        ("n2", "Springfield Gardens (South)-Brookville", 0.07, 0.05, 0.09, "caution"),
        ("n3", "Prospect Park", None, None, None, "no_residents"),
        ("n4", "Todt Hill", 0.05, 0.01, 0.09, "unreliable"),
    ],
    schema=["geoid", "name", "estimate", "low", "high", "reliability"],
    orient="row",
)
MANY = pl.DataFrame(
    {
        "geoid": [str(at) for at in range(2_000)],
        "name": [f"Place {at}" for at in range(2_000)],
        "estimate": [0.05 + at % 20 / 100 for at in range(2_000)],
        "low": 0.04,
        "high": 0.3,
        "reliability": "reliable",
    }
)
CHANGES = pl.DataFrame(
    {
        "name": ["Hispanic or Latino", "White, not Hispanic"],
        "before": [0.161, 0.051],
        "after": [0.139, 0.049],
        "low": [0.128, 0.047],
        "high": [0.151, 0.051],
    }
)
STAGES = pl.DataFrame(
    {
        "stage": ["Eligible", "Screened", "Helped"],
        "people": [1_000.0, 400.0, 100.0],
        "low": [900.0, 300.0, 50.0],
        "high": [1_100.0, 500.0, 100.0],
        "note": [None, None, "Limited by capacity"],
    }
)
MONEY = pl.DataFrame(
    [
        ("state", "State Medicaid", 2025, -1_500_000.0),
        ("state", "State Medicaid", 2026, -500_000.0),
        ("plan", "Plans", 2025, 200_000.0),
        ("plan", "Plans", 2026, 800_000.0),
    ],
    schema=["party", "name", "year", "usd"],
    orient="row",
)
SUMS = pl.DataFrame(
    {"party": ["state", "plan"], "low": [-2_500_000.0, -100_000.0], "high": [-1_500_000.0, 2_000_000.0]}
)
CURVE = pl.DataFrame({"share_of_people": [0.0, 0.1, 0.5, 1.0], "share_of_burden": [0.0, 0.3, 0.7, 1.0]})

POOLS = pl.DataFrame(
    {
        "name": ["May be spent in lieu of services, at most", "Held back until targets are met"],
        "usd": [1_350_000_000.0, 541_000_000.0],
        "low": [1_350_000_000.0, 541_000_000.0],
        "high": [1_350_000_000.0, 811_000_000.0],
        "remark": [
            "5 % of all that plans and their owners are paid: $20.00 a member a month",
            "about 25 % of it was lost: $2.00 a member a month",
        ],
    }
)

CHARTS = {
    "dots": charts.dots(PLACES, title="Six places", reference=CITY, **SHARES),
    "stacks": charts.distribution(
        PLACES, title="All places", many="neighborhoods", chosen="n1", reference=CITY, **SHARES
    ),
    "columns": charts.distribution(MANY, title="All counties", many="counties", chosen="7", **SHARES),
    "before_after": charts.before_after(CHANGES, title="The gap", gap="It narrows by 2 points.", **SHARES),
    "cascade": charts.cascade(STAGES, title="Who is helped", measure="People a year", provenance=SOURCE),
    "ledger": charts.ledger(MONEY, title="Who pays", totals=SUMS, provenance=SOURCE),
    "pools": charts.pools(POOLS, title="What a contract can move", measure="USD a year", provenance=SOURCE),
    "concentration": charts.concentration(
        CURVE,
        title="Unevenly",
        people="People, from the poorest",
        burden="Uninsured",
        doubt="Index −0.5 (−0.6 to −0.4)",
        provenance=SOURCE,
    ),
}
EVERY = pytest.mark.parametrize("chart", CHARTS.values(), ids=CHARTS)
THEMES = pytest.mark.parametrize("theme", [look.LIGHT, look.DARK], ids=lambda theme: theme.name)


def plain(text):
    return text.replace(wording.SPACE, " ")


def texts(figure):
    """Everything written in a figure, lines joined again."""
    return [plain(note.text.replace("<br>", " ")) for note in figure.layout.annotations]


@EVERY
def test_each_has_words_a_table_and_a_file_name(chart):
    assert chart.alt.startswith(chart.title)
    assert chart.alt.endswith(".")
    assert chart.table.height
    assert set(chart.columns) == set(chart.table.columns)
    assert chart.filename("png").endswith("-2019-2023.png")


@EVERY
@THEMES
def test_each_is_valid_small_and_dressed_in_its_theme(chart, theme):
    figure = chart.figure(theme)
    assert isinstance(figure, go.Figure)
    assert figure.layout.template.layout.paper_bgcolor == theme.paper
    assert len(figure.to_json()) < 7_500
    assert not {look.LIGHT.paper, look.LIGHT.ink} & set(figure.to_json().split('"')) or theme is look.LIGHT


@EVERY
def test_the_picture_carries_its_title_and_its_source(chart):
    written = texts(chart.figure())
    assert f"<b>{chart.title}</b>" in written
    assert "American Community Survey, U.S. Census Bureau, 2019–2023. Equity Levers, Feb 3, 2026." in written


@EVERY
def test_no_line_of_text_is_wider_than_a_phone(chart):
    """358 px hold about 50 letters of 14 px; the source line is smaller and leaves room for a button."""
    for note in chart.figure().layout.annotations:
        for line in note.text.split("<br>"):
            assert len(line.removeprefix("<b>").removesuffix("</b>").split("<span")[0]) <= 54


def test_dots_stand_at_their_numbers_in_the_order_given():
    """The first trace is the city's line; then sure dots, and hollow ones for what is too uncertain."""
    line, _, sure, _, unsure = CHARTS["dots"].figure().data
    assert line.x == (6.3, 6.3)
    assert sure.x == (25.0, 7.0)
    assert unsure.x == (5.0,)
    assert unsure.marker.color == look.LIGHT.paper
    assert all(above < below for above, below in pairwise(sure.y))


def test_what_has_no_value_is_said_and_not_drawn_at_zero():
    figure = CHARTS["dots"].figure()
    assert "No value: absent because nobody lives here" in texts(figure)
    assert 0 not in [x for trace in figure.data for x in trace.x]
    assert "Prospect Park: no value: absent because nobody lives here" in CHARTS["dots"].alt


def test_the_reference_is_named_in_picture_words_and_table():
    chart = CHARTS["dots"]
    assert "New York City 6.3 %" in texts(chart.figure())
    assert plain(chart.alt).endswith("New York City: 6.3 %.")
    assert chart.table.row(-1) == ("New York City", 0.063, 0.062, 0.064, None)


def test_a_group_has_its_color_and_mark_everywhere():
    table = PLACES.head(2).with_columns(group=pl.Series(["hispanic", "black_alone"]))
    for theme in (look.LIGHT, look.DARK):
        _, one, _, other = charts.dots(table, title="Groups", **SHARES).figure(theme).data
        assert (one.marker.color, one.marker.symbol) == (theme.groups["hispanic"], "triangle-up")
        assert (other.marker.color, other.marker.symbol) == (theme.groups["black_alone"], "circle")


def test_few_places_are_dots_and_each_is_drawn():
    stack = CHARTS["stacks"].figure().data[0]
    assert len(stack.x) == 3  # the fourth place has no value
    assert stack.mode == "markers"


def test_very_many_places_are_columns_as_high_as_their_counts():
    """2,000 places at 20 values: 100 places each, so all columns are equally high."""
    bars = CHARTS["columns"].figure().data[0]
    assert bars.type == "bar"
    assert {height for height in bars.y if height} == {-150.0}
    assert sum(1 for height in bars.y if height) == 20


def test_a_place_that_is_not_there_cannot_be_pointed_out():
    with pytest.raises(UnknownPlace, match="n9 is not among these neighborhoods"):
        charts.distribution(PLACES, title="All", many="neighborhoods", chosen="n9", **SHARES)


def test_a_chosen_place_without_a_value_is_said_to_have_none():
    chart = charts.distribution(PLACES, title="All", many="neighborhoods", chosen="n3", **SHARES)
    assert chart.alt.endswith("Prospect Park: no value.")
    assert chart.figure()


def test_the_interval_of_the_chosen_place_lies_within_the_axis():
    """North Corona has the highest value, 25.0 %; its interval ends at 28.4 %, the reference's at 31 %."""
    for reference, end in ((None, 28.4), (replace(CITY, high=0.31), 31)):
        chart = charts.distribution(
            PLACES, title="All", many="neighborhoods", chosen="n1", reference=reference, **SHARES
        )
        assert chart.figure().layout.xaxis.range[1] >= end


def test_places_without_any_value_still_make_an_honest_picture():
    chart = charts.distribution(PLACES.slice(2, 1), title="All", many="parks", **SHARES)
    assert chart.alt.endswith("none has a value.")
    assert not chart.figure().data[0].x


def test_one_place_is_one():
    chart = charts.distribution(PLACES.head(1), title="All", many="neighborhoods", **SHARES)
    assert " in one place: " in chart.alt
    assert "Each dot is one of" not in chart.figure().to_json()


def test_before_and_after_are_joined():
    interval, joined, before, after = CHARTS["before_after"].figure().data
    assert interval.x == (12.8, 15.1, None, 4.7, 5.1, None)
    assert joined.x == (16.1, 13.9, None, 5.1, 4.9, None)
    assert (before.x, after.x) == ((16.1, 5.1), (13.9, 4.9))
    assert "It narrows by 2 points." in CHARTS["before_after"].alt


def test_each_stage_has_its_share_of_the_one_before():
    """Of 1,000, 400 are 40 %; of 400, 100 are 25 %."""
    chart = CHARTS["cascade"]
    assert chart.table["share_of_stage_before"].to_list() == [None, 0.4, 0.25]
    assert chart.figure().data[0].x == (1000.0, 400.0, 100.0)
    assert "Limited by capacity" in texts(chart.figure())
    assert "Limited by capacity." in chart.alt


def test_a_stage_that_nobody_leaves_keeps_all_however_its_numbers_are_rounded():
    """0.1 + 0.2 is 0.30000000000000004 to a computer: of 0.3 that is 100 %, and no fault."""
    stages = pl.DataFrame(
        {"stage": ["Reached", "Helped"], "people": [0.3, 0.1 + 0.2], "low": [0.1, 0.1], "high": [0.5, 0.5]}
    )
    chart = charts.cascade(stages, title="Nobody is lost", measure="People a year", provenance=SOURCE)
    assert any("100.0 %" in text for text in texts(chart.figure()))


def test_money_sums_by_party_and_by_year():
    """In millions: the state pays 1.5 + 0.5 = 2, plans gain 0.2 + 0.8 = 1; together -1.3, then 0.3."""
    table = CHARTS["ledger"].table
    assert table.select("party", "2025", "2026", "all_years").rows() == [
        ("State Medicaid", -1_500_000, -500_000, -2_000_000),
        ("Plans", 200_000, 800_000, 1_000_000),
        ("All parties together", -1_300_000, 300_000, -1_000_000),
    ]
    assert table["low"].to_list() == [-2_500_000, -100_000, None]


def test_paying_points_down_and_is_said():
    figure = CHARTS["ledger"].figure()
    written = texts(figure)
    assert "<b>pays $2.00 million</b>" in written
    assert "$1.50 million to $2.50 million" in written
    assert "<b>gains $1.00 million</b>" in written
    assert "from paying $100,000 to gaining $2.00 million" in written
    [bars] = figure.data
    assert [height > 0 for height in bars.y] == [True, True, False, False]  # y counts px downwards
    assert max(bars.y) == 56


def test_a_long_name_of_a_party_ends_before_its_sum():
    """A sum leaves room for some 26 letters on a phone; a line more moves what stands below by a line."""
    long = "Hospitals, clinics and service organizations"
    named = MONEY.with_columns(pl.col("name").replace({"Plans": long}))
    figure = charts.ledger(named, title="Who pays", provenance=SOURCE).figure()
    written = [each.text for each in figure.layout.annotations]
    assert "<b>Hospitals, clinics and</b><br><b>service organizations</b>" in written
    short = charts.ledger(MONEY, title="Who pays", provenance=SOURCE).figure()
    assert figure.layout.height - short.layout.height == 18  # 14 px with a leading of 1.3


def test_the_curve_is_read_between_its_points():
    """At 20 % of people, a quarter of the way from (10 %, 30 %) to (50 %, 70 %): 40 %."""
    chart = CHARTS["concentration"]
    assert plain(chart.alt).startswith(
        "Unevenly. People, from the poorest. Where the first 20 % of people live lies 40 % of"
    )
    assert chart.figure().data[2].y == (40.0,)


def test_a_long_curve_keeps_its_ends():
    steps = [at / 3_000 for at in range(3_001)]
    curve = pl.DataFrame({"share_of_people": steps, "share_of_burden": steps})
    drawn = (
        charts.concentration(curve, title="Even", people="All", burden="It", doubt="No", provenance=SOURCE)
        .figure()
        .data[1]
    )
    assert (drawn.x[0], drawn.x[-1]) == (0, 100)
    assert len(drawn.x) < 70
