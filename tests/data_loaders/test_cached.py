"""What pages ask for: the embedded data by ids and years, measured and named."""

import inspect
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import sleep

import polars as pl
import pytest

from data_loaders import _folder, cached, cached_findings, cached_levers, embedded, holdings, pulled
from data_loaders._area import area
from data_loaders._arrival import Arrival
from data_loaders._tidy import tidy
from equity.errors import UnknownSource


def test_the_offer_is_what_the_pack_has():
    offer = cached.offer()
    assert {"us", "nyc", "01", "72"} <= {*offer.areas}
    assert len(offer.areas) == 2 + 52  # 50 states, the District of Columbia and Puerto Rico
    assert {"state", "county"} <= {*offer.levels("us")}
    assert "county" in offer.levels("48")
    assert "neighborhood" in offer.levels("nyc")
    assert offer.years("neighborhood", "uninsured", "all") == [2023, 2016]
    assert offer.years("city", "uninsured", "all") == [2023, 2016]


def test_names_of_places_are_those_of_the_area_and_the_year():
    assert len(cached.names("county", 2019, "09")) == 8
    assert len(cached.names("county", 2023, "09")) == 9
    assert cached.names("state", 2023, "us")["36"] == "New York"


def test_what_is_kept_is_kept_once():
    """An argument that may be left out would make two keys, and two copies, of one answer."""
    functions = [
        each
        for room in (cached, cached_findings, cached_levers)
        for each in vars(room).values()
        if hasattr(each, "__wrapped__") and each.__module__ == room.__name__
    ]
    optional = [
        f"{each.__name__}: {one.name}"
        for each in functions
        for one in inspect.signature(each).parameters.values()
        if one.default is not one.empty
    ]
    assert len(functions) > 20
    assert not optional


def test_a_measured_table_has_one_row_a_place_and_says_how_sure_it_is():
    boroughs = cached.measured("uninsured", "borough", 2023, "all")
    assert boroughs.height == 5
    assert boroughs["reliability"].unique().to_list() == ["reliable"]
    one_group = cached.measured("residents_by_race_ethnicity", "county", 2023, "hispanic")
    assert one_group["geoid"].is_unique().all()


def test_a_whole_area_is_one_row_with_its_name():
    city = cached.whole("poverty", "nyc", 2023, "all")
    assert (city.height, city["name"].item()) == (1, "New York City")


def test_residents_by_group_are_those_of_the_area():
    """Texas has 254 counties."""
    texas = cached.residents_by_group("county", 2023, "48")["geoid"].unique()
    assert (len(texas), texas.str.starts_with("48").all()) == (254, True)
    assert len(cached.residents_by_group("county", 2023, "us")["geoid"].unique()) > 3_000
    assert "QN0303" in cached.residents_by_group("neighborhood", 2023, "nyc")["geoid"]


def test_a_profile_has_each_indicator_once_in_its_latest_year():
    profile = cached.profile("neighborhood", "QN0303")
    assert profile["indicator"].is_unique().all()
    assert {*profile["geoid"]} == {"QN0303"}
    assert profile.filter(indicator="uninsured")["vintage"].to_list() == [2023]


def test_a_table_names_its_source():
    origin = cached.source("poverty", "county", 2019, "all")
    assert ([each.id for each in origin.sources], origin.retrieved) == (["county_acs_2019"], ())


def test_a_table_without_rows_has_no_source():
    with pytest.raises(UnknownSource, match="no rows"):
        holdings.origin_of(pl.DataFrame(schema={"source_id": pl.String}))


def test_outlines_are_served_beside_the_app_and_follow_the_data_year():
    assert cached.outline_url("county", 2019).endswith(f"outlines/{embedded.outline_file('county', 2017)}")
    assert cached.outline_url("county", 2023).endswith(f"outlines/{embedded.outline_file('county', 2023)}")


def keep(folder: Path, estimate: float) -> None:
    rows = pl.DataFrame(
        {
            "geoid": ["01001"],
            "indicator": ["poverty"],
            "estimate": [estimate],
            "moe": [0.02],
            "moe_method": ["proportion"],
            "estimate_kind": ["survey"],
        }
    )
    arrival = Arrival(observations=tidy(rows, level="county", source="acs5", year=2023), requests=())
    _folder.keep_observations(folder, arrival, area("county", "01"), source="acs5", year=2023)


def test_what_is_pulled_while_the_app_runs_is_there_at_once(tmp_path, monkeypatch):
    monkeypatch.setenv(pulled.DATA_VARIABLE, str(tmp_path))
    assert 2023 not in cached.offer().years("county", "poverty", "all")
    for estimate in (0.25, 0.5):
        keep(tmp_path, estimate)
        assert cached.offer().years("county", "poverty", "all")[0] == 2023
        assert cached.measured("poverty", "county", 2023, "all")["estimate"].to_list() == [estimate]
    origin = cached.source("poverty", "county", 2023, "all")
    assert [each.id for each in origin.sources] == ["acs5"]
    assert len(origin.retrieved) == 1
    monkeypatch.setenv(pulled.DATA_VARIABLE, "")
    assert 2023 not in cached.offer().years("county", "poverty", "all")


def test_each_function_keeps_its_own_answers():
    """The decorator wraps every function alike, and Streamlit tells functions apart by name and text."""
    assert cached.names("state", 2023, "us")["36"] == "New York"
    assert "36" in cached.places("state", 2023)["geoid"]
    assert cached.whole("poverty", "us", 2019, "all").height <= 1


def test_what_a_page_makes_of_a_view_is_made_once_for_each_view():
    made = []

    def make():
        made.append(len(made))
        return made[-1]

    one, other = ("us", "poverty"), ("us", "uninsured")
    assert [cached.made("map", view, make) for view in (one, other, one)] == [0, 1, 0]
    assert cached.made("answer", one, make) == 2


def test_visitors_who_ask_for_the_same_at_once_wait_for_the_first():
    made = []

    def make():
        made.append(1)
        sleep(0.3)
        return "slow"

    with ThreadPoolExecutor(4) as visitors:
        answers = [visitors.submit(cached.made, "slow", "one view of four", make) for _ in range(4)]
        assert [each.result() for each in answers] == ["slow"] * 4
    assert len(made) == 1


def test_what_is_made_of_a_view_is_kept_by_the_view_beside_pulled_data_too(tmp_path, monkeypatch):
    """The function that makes it is no part of the key, and the view is."""
    monkeypatch.setenv(pulled.DATA_VARIABLE, str(tmp_path))
    keep(tmp_path, 0.25)
    assert cached.made("word", "one view", lambda: "one") == "one"
    assert cached.made("word", "another view", lambda: "another") == "another"
    assert cached.made("word", "one view", lambda: "made again") == "one"
    keep(tmp_path, 0.5)
    assert cached.made("word", "one view", lambda: "made again") == "made again"
