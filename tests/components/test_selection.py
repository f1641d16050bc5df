"""A view is its address: by id, surviving reload, and saying what it does not know."""

import polars as pl
import pytest

from components.selection import MOST_PLACES, as_query, resolved, with_choice
from equity.offer import Offer, offer_of

NAMES = {
    "neighborhood": {f"BX{number:02}": f"Neighborhood {number}" for number in range(10)},
    "borough": {"36005": "Bronx", "36047": "Brooklyn"},
    "county": {"36005": "Bronx County, New York", "48201": "Harris County, Texas"},
}


def _names(level: str, year: int, within: str) -> dict[str, str]:
    named = NAMES[level]
    everywhere = within in ("us", "nyc")
    return {geoid: name for geoid, name in named.items() if everywhere or geoid.startswith(within)}


@pytest.fixture
def offer() -> Offer:
    rows = [
        ("neighborhood", "uninsured", "all", 2016),
        ("neighborhood", "uninsured", "all", 2023),
        ("borough", "uninsured", "all", 2023),
        ("borough", "poverty", "all", 2011),
        ("county", "poverty", "all", 2019),
        ("county", "residents_by_race_ethnicity", "hispanic", 2023),
        ("county", "residents_by_race_ethnicity", "everyone_else", 2023),
    ]
    table = pl.DataFrame(rows, schema=["geo_level", "indicator", "group", "vintage"], orient="row")
    areas = {"nyc": "New York City", "us": "United States", "36": "New York", "48": "Texas"}
    return offer_of(table, areas=areas, names=_names)


def test_an_empty_address_shows_the_first_view(offer: Offer) -> None:
    seen, notices = resolved({}, offer)
    assert (seen.within, seen.level, seen.indicator, seen.year) == ("nyc", "neighborhood", "uninsured", 2023)
    assert notices == []


def test_an_address_comes_back_as_itself(offer: Offer) -> None:
    query = {
        "within": "48",
        "level": "county",
        "indicator": "residents_by_race_ethnicity",
        "group": "hispanic",
        "year": "2023",
        "place": "48201",
        "places": "48201",
    }
    seen, notices = resolved(query, offer)
    assert as_query(seen) == query
    assert notices == []


@pytest.mark.parametrize(
    ("field", "wish", "said"),
    [
        ("within", "atlantis", "atlantis"),
        ("level", "planet", "planet"),
        ("indicator", "happiness", "happiness"),
        ("group", "martians", "martians"),
        ("year", "1066", "1066"),
        ("place", "99999", "99999"),
        ("places", "BX01,nowhere", "nowhere"),
    ],
)
def test_an_unknown_id_is_said_and_the_rest_is_shown(offer: Offer, field: str, wish: str, said: str) -> None:
    seen, notices = resolved({field: wish}, offer)
    assert len(notices) == 1
    assert said in notices[0]
    assert (seen.within, seen.level) == ("nyc", "neighborhood")


@pytest.mark.parametrize("field", ["within", "year", "place", "places"])
def test_what_a_link_asks_for_in_vain_is_no_link_itself(offer: Offer, field: str) -> None:
    _, (notice,) = resolved({field: "[click](http://evil.example)"}, offer)
    assert r"\[click\]\(http\://evil\.example\)" in notice


def test_a_declared_indicator_that_is_not_here_is_said_by_its_label(offer: Offer) -> None:
    _, notices = resolved({"indicator": "median_household_income"}, offer)
    assert "“Median household income”" in notices[0]
    assert "median_household_income" not in notices[0]


def test_an_empty_place_is_none(offer: Offer) -> None:
    assert resolved({"place": "", "places": ""}, offer) == resolved({}, offer)


def test_a_very_long_id_is_cut_before_it_is_repeated(offer: Offer) -> None:
    _, notices = resolved({"place": "x" * 5000}, offer)
    assert len(notices[0]) < 150


def test_more_than_six_places_are_cut_and_said(offer: Offer) -> None:
    seen, notices = resolved({"places": ",".join(NAMES["neighborhood"])}, offer)
    assert len(seen.places) == MOST_PLACES
    assert str(MOST_PLACES) in notices[0]


def test_a_place_named_twice_is_compared_once(offer: Offer) -> None:
    assert resolved({"places": "BX01,BX01"}, offer)[0].places == ("BX01",)


def test_another_area_brings_its_own_level_indicator_and_year(offer: Offer) -> None:
    """New York City's neighborhoods do not exist in Texas: counties, poverty and 2019 are what is there."""
    seen, _ = resolved({"place": "BX01", "places": "BX01,BX02"}, offer)
    moved = with_choice(seen, offer, within="48")
    assert (moved.level, moved.indicator, moved.year) == ("county", "poverty", 2019)
    assert (moved.place, moved.places) == (None, ())


def test_another_year_keeps_the_place(offer: Offer) -> None:
    seen, _ = resolved({"place": "BX01"}, offer)
    assert with_choice(seen, offer, year=2016).place == "BX01"


def test_a_group_is_chosen_where_there_is_no_everyone(offer: Offer) -> None:
    seen, _ = resolved({"within": "us", "indicator": "residents_by_race_ethnicity"}, offer)
    assert seen.group == "everyone_else"  # first by label: "Everyone else" comes before "Hispanic or Latino"
