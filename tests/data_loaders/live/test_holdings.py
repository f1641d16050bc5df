"""Shipped and pulled data side by side: the app reads both through one door, and loses nothing by it."""

from pathlib import Path

import polars as pl
import pytest

from data_loaders import _folder, embedded, holdings, pulled
from data_loaders._area import area
from data_loaders._arrival import Arrival
from data_loaders._tidy import tidy
from equity.errors import UnknownSource, UnknownYear

AUTAUGA, BALDWIN = "01001", "01003"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(pulled.DATA_VARIABLE, str(tmp_path))
    rows = pl.DataFrame(
        {
            "geoid": [AUTAUGA, AUTAUGA],
            "indicator": ["poverty", "diabetes"],
            "estimate": [0.123456, 0.11],
            "moe": [0.02, 0.01],
            "moe_method": ["proportion", "interval"],
            "estimate_kind": ["survey", "modelled"],
        }
    )
    arrival = Arrival(observations=tidy(rows, level="county", source="acs5", year=2019), requests=())
    _folder.keep_observations(tmp_path, arrival, area("county", "01"), source="acs5", year=2019)
    return tmp_path


def test_a_pulled_number_takes_the_place_of_a_shipped_one_and_the_rest_stays(folder):
    shipped = embedded.observations("poverty", "county", 2019)
    held = holdings.observations("poverty", "county", 2019)
    assert held.height == shipped.height
    by_place = {row["geoid"]: row for row in held.to_dicts()}
    assert (by_place[AUTAUGA]["estimate"], by_place[AUTAUGA]["moe"]) == (0.123456, 0.02)
    assert by_place[BALDWIN] == shipped.filter(geoid=BALDWIN).row(0, named=True)


def test_what_is_only_pulled_is_there_too(folder):
    assert holdings.observations("diabetes", "county", 2019)["geoid"].to_list() == [AUTAUGA]
    assert holdings.vintages("diabetes", "county") == [2019]
    assert "diabetes" in holdings.available()["indicator"]
    assert {"diabetes", "residents"} <= {*holdings.observations_of_place("county", AUTAUGA)["indicator"]}
    assert holdings.source("acs5").id == "acs5"
    assert holdings.source("nyc_acs").id == "nyc_acs"
    assert {"acs5", "nyc_acs"} <= holdings.sources().keys()


def test_without_a_folder_it_is_the_shipped_data_and_nothing_else(monkeypatch):
    monkeypatch.setenv(pulled.DATA_VARIABLE, "")
    assert holdings.available().equals(embedded.available())
    assert holdings.observations("poverty", "county", 2019).equals(
        embedded.observations("poverty", "county", 2019)
    )
    assert holdings.places("county", 2023).equals(embedded.places("county", 2023))
    assert holdings.outline_file("county", 2023) == embedded.outline_file("county", 2023)
    with pytest.raises(UnknownYear, match="pull"):
        holdings.places("tract", 2023)
    with pytest.raises(UnknownSource):
        holdings.source("acs5")
