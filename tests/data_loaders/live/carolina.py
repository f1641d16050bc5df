"""A North Carolina to pull: all its counties, 24 tracts of two of them on a grid, the survey's tables."""

import re
from pathlib import Path
from tempfile import TemporaryDirectory

import shapely

from data_loaders import _http, embedded
from tests.data_loaders.live.census_api import CensusApi
from tests.data_loaders.live.replay import Answer, Replay
from tests.data_loaders.live.shapefile import zipped

STATE = "37"
COUNTIES = tuple(embedded.places("county", 2023).filter(state_geoid=STATE)["geoid"])
TRACTS = tuple(f"{county}{number:04}00" for county in COUNTIES[:2] for number in range(101, 113))
WEST, SOUTH, SIDE = -80.0, 35.5, 0.05  # degrees

RACE_AND_ETHNICITY = {
    "003": 600,
    "004": 210,
    "005": 10,
    "006": 30,
    "007": 1,
    "008": 9,
    "009": 40,
    "012": 100,
}  # of 1,000 people: lines of B03002, not Hispanic by race and then Hispanic


def cell(geoid: str, name: str) -> str | None:
    """The first line is the people, any other 0.1 % of them times the place of the tract.

    Only race and ethnicity add up to all of them, as they do in the survey.

    The State has the people of its counties, 9 million.
    """
    table, line, part = re.fullmatch(r"(\w+)_(\d{3})(\w+)", name).groups()
    people = 1000 * (1 + TRACTS.index(geoid) % 7 if geoid in TRACTS else 90)
    people *= len(COUNTIES) if geoid == STATE else 1
    at = TRACTS.index(geoid) + 1 if geoid in TRACTS else 12
    thousandths = RACE_AND_ETHNICITY.get(line, 0) if table == "B03002" else at
    value = people if line == "001" else people * thousandths // 1000
    return {"E": str(value), "M": str(value // (40 if line == "001" else 9))}.get(part)


def shapes(folder: Path) -> bytes:
    """The boundary file of these tracts, six a row."""
    squares = [
        shapely.box(
            WEST + SIDE * (at % 6),
            SOUTH + SIDE * (at // 6),
            WEST + SIDE * (at % 6 + 1),
            SOUTH + SIDE * (at // 6 + 1),
        )
        for at in range(len(TRACTS))
    ]
    rows = [
        {
            "GEOID": code,
            "NAME": code[5:9].lstrip("0"),
            "NAMELSAD": f"Census Tract {int(code[5:9])}",
            "NAMELSADCO": f"{'Alamance' if code[:5] == COUNTIES[0] else 'Alexander'} County",
            "STATE_NAME": "North Carolina",
        }
        for code in TRACTS
    ]
    return zipped(rows, folder, shapes=squares)


def census_api() -> CensusApi:
    """The Census API of this State."""
    return CensusApi(cell=cell, places={"tract": TRACTS, "county": COUNTIES, "state": (STATE,), "us": ("1",)})


def answer_with(server: Replay) -> None:
    """Have a server answer as the Census API and the Bureau's boundary files do for this State."""
    for year in (2022, 2023, 2024):
        server.answer(f"/data/{year}/acs/acs5", census_api())
    with TemporaryDirectory() as folder:
        server.answer("/cb_2023_37_tract_500k.zip", Answer(body=shapes(Path(folder) / "shp")))


def mirrors(server: Replay) -> str:
    """The setting that puts a server in place of the Bureau."""
    return f"{_http.CENSUS_API}={server.url} {_http.CENSUS_FILES}={server.url}"
