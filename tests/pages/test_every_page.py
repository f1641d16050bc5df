"""Each page run from app.py, as a visitor meets it, but without a browser."""

import re

import pytest
from streamlit.testing.v1 import AppTest

from components import notes
from tests import declared

LIMIT_SECONDS = 60


def opened(page: declared.Page, **query: str) -> AppTest:
    """The app after it was opened, and then the page, with the query in its address."""
    app = AppTest.from_file(declared.ROOT / "app.py", default_timeout=LIMIT_SECONDS).run()
    app.query_params.update(query)
    return app.switch_page(page.file).run()


def test_every_file_in_pages_is_declared_and_every_declared_page_is_a_file():
    files = {path.relative_to(declared.ROOT).as_posix() for path in (declared.ROOT / "pages").rglob("*.py")}
    assert {page.file for page in declared.pages()} == files


def test_addresses_are_distinct_and_one_page_is_the_start():
    addresses = [page.address for page in declared.pages()]
    assert len(set(addresses)) == len(addresses)
    assert addresses.count("") == 1


def test_a_page_runs_without_a_complaint(declared_page):
    app = opened(declared_page)
    assert not app.exception
    assert not app.error
    assert len(app.title) == 1, "one heading says what the page answers"


def test_all_numbers_of_a_page_can_be_open_at_once(declared_page, monkeypatch):
    """The button for each file needs a name of its own."""
    closed = notes.numbers_of
    monkeypatch.setattr(notes, "numbers_of", lambda *of, **how: closed(*of, **(how | {"is_open": True})))
    assert not opened(declared_page).exception


@pytest.mark.parametrize(
    "query",
    [
        declared.MISTAKES,
        {"indicator": "no_such_indicator"},
        {"within": "zz", "level": "galaxy"},
        {"year": "1066"},
        {"place": "99999999", "places": "1,2,3"},
        {"group": "<script>"},
    ],
    ids=lambda query: "all" if query == declared.MISTAKES else next(iter(query)),
)
def test_an_unknown_id_in_a_link_never_stops_a_page(declared_page, query):
    app = opened(declared_page, **query)
    assert not app.exception
    assert not app.error


@pytest.mark.parametrize(
    ("name", "query", "shown"),
    [
        ("map", {"beside": "1066"}, "“1066” under “Compare with”, .* It is “No other year”"),
        ("compare", {"reference": "zz"}, "“zz” under “Compared with”, .* It is “New York City as a whole”"),
        ("compare", {"reference": "target", "target": "half"}, "a target of “half”, which is no number"),
        ("disparities", {"ask": "zz"}, "“zz” under “You want to know”, "),
        ("trends", {"gap": "zz"}, "“zz” under “Gap between”, "),
        ("levers", {"view": "zz"}, "“zz” under “Look closer”, "),
        (
            "levers",
            {"chw_offered": "1", "depth": "analyst", "membership": "zz"},
            "“zz” as “Medicaid membersh",
        ),
        ("evidence", {"topic": "zz"}, "“zz” under “Topic”, .* It is “All topics"),
    ],
)
def test_what_a_link_asks_for_in_vain_is_said_once(name, query, shown):
    app = opened(next(each for each in declared.pages() if each.name == name), **query)
    assert len([each for each in app.warning if each.value.startswith("This link asks for")]) == 1
    assert any(re.search(shown, each.value) for each in app.warning)


def test_what_another_choice_takes_away_is_let_go_without_a_warning():
    """Of 2016 and 2023 each can be seen beside the other, and neither beside itself."""
    page = next(each for each in declared.pages() if each.name == "map")
    app = opened(page, within="nyc", level="neighborhood", indicator="poverty", year="2016", beside="2023")
    assert not app.warning
    app.selectbox(key="year").select(2023).run()
    assert app.selectbox(key="beside").value == ""
    assert not app.warning


def test_a_very_long_number_in_a_link_is_no_step_of_the_map():
    page = next(each for each in declared.pages() if each.name == "map")
    app = opened(page, lit="9" * 5000)
    assert not app.exception
