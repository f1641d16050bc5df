"""The pages about gaps on pulled tables by race and ethnicity, through the real loaders and a folder."""

from pathlib import Path

import pytest

from data_loaders import __main__ as command
from data_loaders import _http, cached, cached_findings, pulled
from equity import disparities
from equity.indicators import indicator
from tests.data_loaders.live.census_api import CensusApi
from tests.data_loaders.live.replay import Replay
from tests.pages.test_gaps import words

KEY = "0123456789abcdef0123456789abcdef01234567"
COUNTIES = ("44001", "44003", "44005", "44007", "44009")  # Rhode Island
PEOPLE = {"": 100_000, "A": 60_000, "B": 12_000, "C": 1_000, "D": 6_000, "E": 500, "F": 8_000, "G": 12_500}
PEOPLE |= {"H": 50_000, "I": 20_000}
# Percent without insurance: white alone 4, Black alone 8, Hispanic 12; each county has one point more.
PERCENT = {"A": 4, "B": 8, "C": 9, "D": 5, "E": 7, "F": 11, "G": 6, "H": 3, "I": 12, "": 6}


def cell(geoid: str, name: str) -> str | None:
    """Of each group, the first line is everybody; the share without insurance stands in one age line."""
    table, line = name.split("_")
    letter = table[6:]
    people, percent = PEOPLE[letter], PERCENT[letter] + (COUNTIES.index(geoid) if geoid in COUNTIES else 2)
    number = int(line[:3])
    first_uninsured = 4 if table.startswith("C27001") else 5
    if table.startswith("B17001"):
        percent, first_uninsured = 30 - 4 * (COUNTIES.index(geoid) if geoid in COUNTIES else 2), 2
    value = people if number == 1 else people * percent // 100 if number == first_uninsured else 0
    margin = 500 if number == 1 else 200 if number == first_uninsured else 12
    return {"E": str(value), "M": str(margin)}.get(line[3:])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory):
    """Rhode Island's counties and the State of two overlapping periods, pulled from a server on loopback."""
    here: Path = tmp_path_factory.mktemp("pulled")
    with Replay() as server, pytest.MonkeyPatch.context() as patch:
        places = {"county": COUNTIES, "state": ("44",)}
        for year in (2022, 2023):
            server.answer(f"/data/{year}/acs/acs5", CensusApi(cell=cell, places=places))
        patch.setenv(
            _http.MIRRORS_VARIABLE, f"{_http.CENSUS_API}={server.url} {_http.CENSUS_FILES}={server.url}"
        )
        patch.setenv(_http.KEY_VARIABLE, KEY)
        patch.setenv(pulled.DATA_VARIABLE, str(here))
        patch.setattr(pulled, "OUTLINES", here / "static")
        for year in ("2022", "2023"):
            ask = ["pull", "--source", "acs5", "--year", year, "--level", "county", "--state", "44"]
            assert command.main([*ask, "--indicators", "uninsured,poverty"]) == 0
        server.__exit__(None, None, None)  # the network is off from here on
        yield here


VIEW = {"within": "44", "level": "county", "indicator": "uninsured", "year": "2023"}


def test_groups_come_first_among_the_dimensions(folder):
    assert list(cached_findings.dimensions_of("uninsured", "county", "44", 2023))[:2] == [
        "race_ethnicity",
        "race",
    ]


def test_disparities_by_race_say_who_would_gain(folder):
    """Races of the State, two points above PERCENT: white alone 6 % is the best; the average is
    (60 x 6 + 12 x 10 + 1 x 11 + 6 x 7 + 0.5 x 9 + 8 x 13 + 12.5 x 8) / 100 = 7.415 %, so 1.415 points."""
    divided = cached_findings.divided("race", "uninsured", "county", "44", 2023)
    found = disparities.of(divided, indicator("uninsured"))
    assert found.by_id["attributable_risk"].result.value == pytest.approx(-0.01415)
    text = words("disparities", **VIEW, dimension="race")
    assert "If all did as well as White alone" in text
    assert "Groups stand in the order of the alphabet" in text
    assert "No interval is shown: what is compared was picked because it is extreme" in text


def test_compare_shows_every_group_of_every_place_with_its_margin(folder):
    text = words("compare", **VIEW, places=",".join(COUNTIES))
    assert "also counted in their race" in text
    history = cached.history("uninsured", "county", "44", COUNTIES)
    groups = history["group"].unique(maintain_order=True).to_list()
    assert groups[0] == "all"
    assert "white_not_hispanic" not in groups, "it shares people and color with white alone"
    assert history.height == len(COUNTIES) * len(groups) * 2
    row = history.filter(geoid="44001", group="hispanic", vintage=2023).row(0, named=True)
    assert row["estimate"] == pytest.approx(0.12)


def test_a_trend_of_a_group_allows_for_the_years_that_periods_share(folder):
    """2018-2022 and 2019-2023 share four of five years."""
    text = words("trends", **VIEW, group="hispanic", gap="group")
    assert "Hispanic or Latino against everyone in Rhode Island" in text
    assert "The two periods share 4 of 5 years" in text


def test_the_gap_finder_ranks_counties_once_they_have_margins(folder):
    """Newport's 10 % is 2 points above the State's 8 %; its margin is about 0.2."""
    text = words("gaps", **VIEW)
    assert "The largest gap that is sure: **Washington County, Rhode Island**" in text
    assert words("gaps", **VIEW, group="hispanic")


def test_hot_spots_run_on_pulled_tables(folder):
    assert "cannot be told from chance" in words("hot_spots", **VIEW)
