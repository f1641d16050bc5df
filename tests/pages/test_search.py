"""Where there are many places, one is found by typing part of its name."""

from streamlit.testing.v1 import AppTest

from tests import declared
from tests.pages.test_every_page import opened

COUNTIES = {"level": "county", "within": "us", "indicator": "poverty", "group": "all", "year": "2019"}


def counties(name: str, **query: str) -> AppTest:
    page = next(each for each in declared.pages() if each.name == name)
    return opened(page, **{**COUNTIES, **query})


def search(app: AppTest, words: str) -> AppTest:
    box = next(box for box in app.text_input if box.key == "search")
    return box.set_value(words).run()


def listed(app: AppTest, key: str = "place") -> list[str] | None:
    found = [box.options for box in (*app.selectbox, *app.multiselect) if box.key == key]
    return found[0] if found else None


def test_nothing_is_listed_until_something_is_typed():
    assert listed(counties("map")) is None


def test_what_is_typed_narrows_the_list_and_accents_do_not_matter():
    """Nine States have a Clinton County."""
    found = listed(search(counties("map"), "clinton county"))
    assert found is not None
    assert len(found) == 9
    assert "Clinton County, Ohio" in found


def test_the_only_place_of_a_name_is_chosen_at_once():
    app = search(counties("map"), "dona ana")
    assert app.query_params["place"] == "35013"
    assert listed(app) == ["Doña Ana County, New Mexico"]


def test_a_name_that_nothing_bears_is_told():
    app = search(counties("map"), "xyzzy")
    assert any("No name here holds “xyzzy”" in words.value for words in app.caption)
    assert listed(app) is None


def test_places_to_compare_are_added_one_by_one():
    app = search(counties("compare", places="48201"), "dona ana")
    assert app.query_params["places"] == "48201,35013"


def test_the_places_that_compare_starts_with_are_in_its_list():
    app = counties("compare")
    names = listed(app, key="places")
    assert names is not None
    assert len(names) == 2
    said = " ".join(words.value for words in app.markdown)
    assert all(name in said for name in names)


def test_few_places_are_listed_whole():
    """California has 58 counties."""
    assert len(listed(counties("map", within="06")) or []) == 58
