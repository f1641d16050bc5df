"""Tracts of Alaska of 2021 lie in two counties that are not on the map of counties of that year."""

from pathlib import Path

import pytest

from data_loaders import _http, pull, pulled
from tests.data_loaders.live.census_api import CensusApi
from tests.data_loaders.live.replay import Answer, Replay
from tests.data_loaders.live.shapefile import zipped
from tests.pages.test_gaps import words

IN_ANCHORAGE, IN_CHUGACH = "02020000101", "02063000100"
TRACTS = (IN_ANCHORAGE, IN_CHUGACH)


def cell(_geoid: str, name: str) -> str | None:
    """Of 1,000 people 100 are poor, with margins of 25."""
    line, part = name.split("_")[1][:3], name.split("_")[1][3:]
    return {"E": "1000" if line == "001" else "100", "M": "25"}.get(part)


@pytest.fixture(autouse=True)
def pulled_tracts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [
        {"GEOID": code, "NAME": "1", "NAMELSAD": f"Census Tract {code}", "STATE_NAME": "Alaska"}
        for code in TRACTS
    ]
    with Replay() as server:
        server.answer("/data/2021/acs/acs5", CensusApi(cell=cell, places={"tract": TRACTS, "state": ("02",)}))
        server.answer("/cb_2020_02_tract_500k.zip", Answer(body=zipped(rows, tmp_path / "shp")))
        monkeypatch.setenv(
            _http.MIRRORS_VARIABLE, f"{_http.CENSUS_API}={server.url} {_http.CENSUS_FILES}={server.url}"
        )
        monkeypatch.setenv(pulled.DATA_VARIABLE, str(tmp_path / "data"))
        monkeypatch.setattr(pulled, "OUTLINES", tmp_path / "static")
        wanted = pull.Request(
            source="acs5", area=pull.area("tract", "02"), year=2021, indicators=("poverty", "residents")
        )
        pull.run(wanted, _http.from_environment(key="0" * 40, folder=tmp_path / "data"))


@pytest.mark.parametrize(
    ("place", "held_by"), [(IN_ANCHORAGE, "Anchorage Municipality, Alaska: "), (IN_CHUGACH, "Alaska: ")]
)
def test_a_tract_without_a_county_on_the_map_is_set_against_its_state(place: str, held_by: str) -> None:
    text = words("place", within="02", level="tract", indicator="poverty", year="2021", place=place)
    assert f"Nothing about Census Tract {place}, Alaska can be tested against {held_by}" in text
