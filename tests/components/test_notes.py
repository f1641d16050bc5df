"""Pictures on a page: a light page until a reader asks for more."""

import pytest
from streamlit.testing.v1 import AppTest

PAGE = """
from datetime import date

import polars as pl
import streamlit as st

from components import charts, notes
from components.provenance import Provenance
from equity.geography import level
from equity.indicators import INDICATORS

known = st.session_state["places"] - 1
table = pl.DataFrame(
    {
        "name": [st.session_state["first"], *(f"Place {at}" for at in range(1, known + 1))],
        "estimate": [0.25] * known + [None],
        "low": [0.2] * known + [None],
        "high": [0.3] * known + [None],
        "estimate_kind": ["survey"] * known + ["suppressed"],
        "reliability": ["reliable"] * known + ["suppressed"],
        "residents": [100] * known + [20],
    }
)
source = Provenance(
    title="American Community Survey",
    publisher="U.S. Census Bureau",
    period="2019–2023",
    license="Public domain",
    is_embedded=True,
    made_on=date(2026, 2, 3),
)
notes.show(charts.dots(table, title="Poverty", measure="Poor", unit="share", provenance=source))
notes.source_and_certainty(INDICATORS["poverty"], table, level=level("county"), provenance=source)
"""


def opened(*, places=2, is_open=False, first="Place 0"):
    app = AppTest.from_string(PAGE, default_timeout=30)
    app.session_state["places"] = places
    app.session_state["first"] = first
    app.session_state["numbers Poverty"] = is_open
    app.run()
    assert not app.exception
    return app


def test_nothing_heavy_is_built_until_it_is_opened():
    app = opened()
    assert [each.label for each in app.expander] == ["See or download the numbers"]
    assert not app.table
    assert not app.dataframe
    assert not app.get("download_button")


@pytest.mark.parametrize(("places", "kind"), [(2, "table"), (200, "dataframe")])
def test_opening_gives_words_numbers_and_a_file(places, kind):
    app = opened(places=places, is_open=True)
    [numbers] = getattr(app, kind)
    assert list(numbers.value.columns) == [
        "Place",
        "Poor",
        "Low end of 90\u00a0% interval",
        "High end of 90\u00a0% interval",
        "How sure",
    ]
    assert numbers.value["How sure"].iloc[-1] == "Withheld for privacy"
    if kind == "dataframe":
        assert numbers.proto.placeholder == "", "a value that is missing leaves its cell empty"
    assert [button.label for button in app.get("download_button")] == ["Download CSV"]
    assert app.markdown[0].value.startswith("Poverty. Poor: Place 0 25")


@pytest.mark.parametrize(("first", "kind"), [("x" * 30, "table"), ("x" * 31, "dataframe")])
def test_a_name_too_long_for_a_column_of_a_phone_stands_in_a_table_that_scrolls(first, kind):
    assert getattr(opened(is_open=True, first=first), kind)


def test_the_source_and_the_missing_stand_under_the_picture():
    source, certainty = opened().caption[0].value.split("\n\n", 1)
    assert source == (
        "Source: American Community Survey, U.S. Census Bureau, 2019–2023. Public domain. "
        "Embedded in this app, so it needs no network."
    )
    assert certainty.partition("\n\nKeep in mind: ")[0] == (
        "The one value is reliable. 1 county has no value (1 withheld to protect the privacy of few people). "
        "20\u00a0people live there."
    )


UNMATCHED = """
import polars as pl

from components import notes
from equity.geography import Joined, Unmatched

gone = (Unmatched(geoid="2", name="Bedford", why="It merged in 2013."),
        Unmatched(geoid="1", name="Shannon", why="It was renamed in 2015."))
notes.unmatched(Joined(table=pl.DataFrame(), matched=0, without_value=(), without_shape=gone))
"""


def test_why_numbers_have_no_shape_is_said_in_one_sentence():
    [caption] = AppTest.from_string(UNMATCHED).run().caption
    assert caption.value.endswith(
        "so not drawn: Bedford and Shannon. Because: It merged in 2013; It was renamed in 2015."
    )
