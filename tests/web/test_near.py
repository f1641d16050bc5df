"""What lies near to what a visitor looks at."""

from collections.abc import Iterator
from itertools import product
from urllib.parse import parse_qsl

import pytest
from streamlit.testing.v1 import AppTest

import serve
from components import selection
from data_loaders import cached
from tests import declared
from web import near, near_maps


def test_near_is_every_page_then_maps_one_choice_away_then_those_of_the_nation():
    links = list(near.links(""))
    menu = [page.address for page in declared.pages() if page.address]
    assert sorted(links[: len(menu)]) == sorted(menu)
    assert links[len(menu) :] == [*near_maps.one_choice_away(""), *near_maps.nation()]


def test_a_map_of_a_states_counties_shares_its_numbers_with_one_of_the_nation():
    """What is seen at the start of the server: every map of counties and of States that has values."""
    offer = cached.offer()
    nation = [selection.resolved(query, offer)[0] for query in queries_of(near.at_start())]
    there = {
        (level, indicator, group, year)
        for level in ("state", "county")
        for indicator, by_group in offer.with_values[level].items()
        for group, years in by_group.items()
        for year in years
    }
    assert {(view.level, view.indicator, view.group, view.year) for view in nation} == there
    assert len(nation) == len(there)
    assert {view.within for view in nation} == {"us"}
    in_texas = {
        ("county", view.indicator, view.group, view.year) for view in selection.every_view("48", offer)
    }
    assert in_texas <= there


def queries_of(links: Iterator[str]) -> list[dict[str, str]]:
    return [dict(parse_qsl(link.removeprefix("map?"))) for link in links]


def test_near_to_a_view_are_the_maps_one_choice_away():
    """Poverty in the counties of Texas: itself, every other indicator there, States, and every other area."""
    offer = cached.offer()
    address = "within=48&level=county&indicator=poverty&group=all&year=2019&place=48001"
    queries = queries_of(near_maps.one_choice_away(address))
    assert len(queries) == len({tuple(query.items()) for query in queries})
    assert not any(selection.resolved(query, offer)[1] for query in queries), (
        "each link asks for what is there"
    )
    seen = {"within": "48", "level": "county", "indicator": "poverty", "group": "all", "year": "2019"}
    assert queries[0] == seen
    in_texas = [query for query in queries if query["within"] == "48" and query["level"] == "county"]
    assert {query["indicator"] for query in in_texas} == set(offer.indicators("county", "48"))
    assert {query["within"] for query in queries} == set(offer.areas)


def test_places_in_their_thousands_are_left_until_somebody_asks(monkeypatch):
    monkeypatch.setattr(near_maps, "MOST_PLACES", 300)
    maps = list(near_maps.one_choice_away("within=nyc&level=neighborhood"))
    assert maps
    assert not any("level=county" in link for link in maps), "there are 3,231 counties, 262 neighborhoods"


def test_all_that_is_near_has_room_in_memory():
    """What the page made of a view is still there after all that lies near to three views, and the nation."""
    view, notices = selection.resolved({}, cached.offer())
    assert not notices
    app = AppTest.from_file(serve.APP, default_timeout=60).run()
    app.switch_page("pages/explore/map.py").run()
    keys = {"map": (view, None), "map with its place": (view, None), "answer": view, "certainty": view}
    others = 3 * len(list(near_maps.one_choice_away(""))) + len(list(near_maps.nation()))
    for what, other in product(keys, range(others)):
        cached.made(what, ("another", other), str)
    for what, key in keys.items():
        cached.made(what, key, pytest.fail)
