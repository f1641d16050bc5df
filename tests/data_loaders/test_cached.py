"""What pages ask for: the embedded data by ids and years, measured and named."""

import polars as pl
import pytest

from data_loaders import cached, embedded
from equity.errors import UnknownSource


def test_the_offer_is_what_the_pack_has():
    offer = cached.offer()
    assert {"us", "nyc", "01", "72"} <= {*offer.areas}
    assert len(offer.areas) == 2 + 52  # 50 states, the District of Columbia and Puerto Rico
    assert {"state", "county"} <= {*offer.levels("us")}
    assert "county" in offer.levels("48")
    assert "neighborhood" in offer.levels("nyc")
    assert offer.years("neighborhood", "uninsured", "all") == [2023, 2016]


def test_names_of_places_are_those_of_the_area_and_the_year():
    assert len(cached.names("county", 2019, "09")) == 8
    assert len(cached.names("county", 2023, "09")) == 9
    assert cached.names("state", 2023, "us")["36"] == "New York"


def test_a_measured_table_has_one_row_a_place_and_says_how_sure_it_is():
    boroughs = cached.measured("uninsured", "borough", 2023, "all")
    assert boroughs.height == 5
    assert boroughs["reliability"].unique().to_list() == ["reliable"]
    one_group = cached.measured("residents_by_race_ethnicity", "county", 2023, "hispanic")
    assert one_group["geoid"].is_unique().all()


def test_a_whole_area_is_one_row_with_its_name():
    city = cached.whole("poverty", "nyc", 2023)
    assert (city.height, city["name"].item()) == (1, "New York City")


def test_a_profile_has_each_indicator_once_in_its_latest_year():
    profile = cached.profile("neighborhood", "QN0303")
    assert profile["indicator"].is_unique().all()
    assert {*profile["geoid"]} == {"QN0303"}
    assert profile.filter(indicator="uninsured")["vintage"].to_list() == [2023]


def test_a_table_names_its_source():
    assert cached.source_of(cached.measured("poverty", "county", 2019, "all")).id == "county_acs_2019"


def test_a_table_without_rows_has_no_source():
    with pytest.raises(UnknownSource, match="no rows"):
        cached.source_of(pl.DataFrame(schema={"source_id": pl.String}))


def test_outlines_are_served_beside_the_app_and_follow_the_data_year():
    assert cached.outline_url("county", 2019).endswith(f"outlines/{embedded.outline_file('county', 2017)}")
    assert cached.outline_url("county", 2023).endswith(f"outlines/{embedded.outline_file('county', 2023)}")
