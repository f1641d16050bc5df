"""A download opens in a spreadsheet as the numbers it holds, and as nothing that runs."""

import csv
import io
from dataclasses import replace
from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from components import downloads
from components.provenance import Provenance
from equity.errors import InvalidTable

SOURCE = Provenance(
    title="American Community Survey",
    publisher="U.S. Census Bureau",
    period="2019–2023",
    made_on=date(2026, 2, 3),
)
FORMULA_SIGNS = set("=+-@\t\r\n\x00＝＋－＠")


def rows_of(file: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(file.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "\nx", "\x00=1", "＝1+1", '=HYPERLINK("http://x","y")'],
)
def test_a_formula_is_kept_as_text(text):
    table = pl.DataFrame({"name": [text]})
    assert rows_of(downloads.csv(table, title="Title", provenance=SOURCE))[1][0] == "'" + text


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=20))
def test_no_text_ever_starts_a_formula(text):
    header, row = rows_of(
        downloads.csv(pl.DataFrame({text or "a": [text]}), title="Title", provenance=SOURCE)
    )
    for cell, original in ((row[0], text), (header[0], text or "a")):
        assert cell[:1] not in FORMULA_SIGNS
        assert cell.removeprefix("'") == original.removeprefix("'")


def test_negative_numbers_stay_numbers():
    table = pl.DataFrame({"difference": [-0.034, 2.0, None, float("nan")], "people": [-3, 4, None, 0]})
    rows = rows_of(downloads.csv(table, title="Title", provenance=SOURCE))
    assert [row[:2] for row in rows[1:]] == [["-0.034", "-3"], ["2.0", "4"], ["", ""], ["", "0"]]


def test_binary_noise_is_no_precision():
    """0.1 + 0.2 is 0.30000000000000004 in binary."""
    table = pl.DataFrame({"share": [0.1 + 0.2], "usd": [12_345_678.5]})
    assert rows_of(downloads.csv(table, title="Title", provenance=SOURCE))[1][:2] == ["0.3", "12345678.5"]


def test_numbers_are_bare_and_text_is_quoted_with_crlf():
    table = pl.DataFrame({"place": ['O"Hare, "east"'], "share": [0.25]})
    file = downloads.csv(table, title="Title", provenance=SOURCE).decode("utf-8-sig")
    assert file == (
        '"place","share","about","source","years","made_with"\r\n'
        '"O""Hare, ""east""",0.25,"Title","American Community Survey, U.S. Census Bureau","2019–2023",'
        '"Equity Levers, 2026-02-03"\r\n'
    )


def test_a_file_says_what_it_is_about_in_every_row():
    """A column headed "estimate" says nothing once it is away from the page."""
    table = pl.DataFrame({"estimate": [0.25, 0.07]})
    found = downloads.csv(table, title="Uninsured: Queens, 2023", provenance=replace(SOURCE, about="A by B"))
    assert [row[1] for row in rows_of(found)[1:]] == ["Uninsured: Queens, 2023 · A by B"] * 2


def test_excel_is_told_that_it_is_unicode():
    assert downloads.csv(pl.DataFrame({"a": [1]}), title="Title", provenance=SOURCE).startswith(
        b"\xef\xbb\xbf"
    )


def test_categories_are_escaped_like_text():
    table = pl.DataFrame({"kind": pl.Series(["=1+1"], dtype=pl.Categorical)})
    assert rows_of(downloads.csv(table, title="Title", provenance=SOURCE))[1][0] == "'=1+1"


def test_a_cell_holds_one_value():
    with pytest.raises(InvalidTable, match="parts"):
        downloads.csv(pl.DataFrame({"parts": [[1, 2]]}), title="Title", provenance=SOURCE)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Where are people without health insurance?", "where-are-people-without-health-insurance.csv"),
        ("../../etc/passwd", "etc-passwd.csv"),
        ("¿?", "table.csv"),
        ("a" * 200, "table.csv"),
        ("word " * 40, "-".join(["word"] * 16) + ".csv"),  # 16 words and 15 hyphens: 79 characters
    ],
)
def test_file_names_are_plain(title, expected):
    assert downloads.file_name(title, ending="csv") == expected
