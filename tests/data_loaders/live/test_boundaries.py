"""Shapes by level, edition and state, and files that are not what they should be, named."""

from pathlib import Path

import pytest
from shapely.geometry import Polygon

from data_loaders import _http, boundaries
from data_loaders._area import area
from data_loaders._failures import ChangedFormat, NoData, Unavailable
from equity.errors import UnknownYear
from equity.geography import boundary_vintage
from tests.data_loaders.live.replay import Answer, Replay
from tests.data_loaders.live.shapefile import zipped


def connection(server: Replay, folder: Path | None = None) -> _http.Connection:
    return _http.Connection(
        folder=folder,
        mirrors={_http.CENSUS_FILES: server.url},
        timeout_seconds=(1.0, 5.0),
        sleep=lambda seconds: None,
    )


TRACTS = [
    {"STATEFP": "37", "AFFGEOID": "1400000US37001020200", "GEOID": "37001020200", "NAME": "202"},
    {"STATEFP": "37", "AFFGEOID": "1400000US37001020100", "GEOID": "37001020100", "NAME": "201"},
]
NEWER = [
    {
        **row,
        "NAMELSAD": f"Census Tract {row['NAME']}",
        "NAMELSADCO": "Alamance County",
        "STATE_NAME": "North Carolina",
    }
    for row in TRACTS
]
OLDEST = [
    {"GEO_ID": "1400000US37001020100", "STATE": "37", "TRACT": "020100", "NAME": "201", "LSAD": "Tract"}
]


def test_tracts_come_in_order_with_names_and_what_holds_them(server: Replay, tmp_path: Path) -> None:
    server.answer("/GENZ2023/shp/cb_2023_37_tract_500k.zip", Answer(body=zipped(NEWER, tmp_path / "s")))
    found = boundaries.read(area("tract", "37"), edition=2023, connection=connection(server))
    assert list(found["geoid"]) == ["37001020100", "37001020200"]
    assert found["name"][0] == "Census Tract 201, Alamance County, North Carolina"
    assert (found["parent_geoid"][0], found["state_geoid"][0]) == ("37001", "37")
    assert found.crs == 4326


EDITIONS = [
    (2010, OLDEST, "/GENZ2010/gz_2010_37_140_00_500k.zip"),
    (2014, TRACTS, "/GENZ2014/shp/cb_2014_37_tract_500k.zip"),
    (2019, TRACTS, "/GENZ2019/shp/cb_2019_37_tract_500k.zip"),
]


@pytest.mark.parametrize("case", EDITIONS, ids=[str(year) for year, *_ in EDITIONS])
def test_each_edition_has_its_own_file_and_columns(server: Replay, tmp_path: Path, case: tuple) -> None:
    year, rows, path = case
    server.answer(path, Answer(body=zipped(rows, tmp_path / "s")))
    found = boundaries.read(area("tract", "37"), edition=year, connection=connection(server))
    assert found["name"][0] == "Census Tract 201, NC"


def test_data_years_lead_to_editions_that_are_there(server: Replay) -> None:
    for level in ("tract", "us_place", "us_zcta"):
        for year in range(2010, 2025):
            assert boundaries._url(area(level, "37"), boundary_vintage(level, year)).endswith("_500k.zip")
    with pytest.raises(NoData, match="tracts of 2000"):
        boundaries.read(
            area("tract", "37"), edition=boundary_vintage("tract", 2009), connection=connection(server)
        )
    with pytest.raises(UnknownYear, match="2021"):
        boundaries.read(area("tract", "37"), edition=2021, connection=connection(server))
    with pytest.raises(UnknownYear, match="2023"):
        boundaries.read(area("us_zcta", "37"), edition=2023, connection=connection(server))


def test_zip_code_areas_of_a_state_are_picked_from_the_national_file(server: Replay, tmp_path: Path) -> None:
    rows = [
        {"ZCTA5CE20": code, "GEOID20": code, "AFFGEOID20": f"860Z200US{code}"} for code in ("90210", "27601")
    ]
    server.answer("/GENZ2020/shp/cb_2020_us_zcta520_500k.zip", Answer(body=zipped(rows, tmp_path / "s")))
    server.answer("/geo/docs", Answer(body=b"GEOID_ZCTA5_20|GEOID_COUNTY_20\n27601|37183\n90210|06037\n"))
    found = boundaries.read(area("us_zcta", "37"), edition=2020, connection=connection(server))
    assert found[["geoid", "name", "parent_geoid"]].values.tolist() == [["27601", "27601", "us"]]


def test_a_bow_tie_is_made_a_valid_shape(server: Replay, tmp_path: Path) -> None:
    bow_tie = Polygon([(0, 0), (1, 1), (1, 0), (0, 1)])
    server.answer("/GENZ", Answer(body=zipped(OLDEST, tmp_path / "s", shape=bow_tie)))
    found = boundaries.read(area("tract", "37"), edition=2010, connection=connection(server))
    assert found.geometry.is_valid.all()
    assert found.geometry.iloc[0].area == pytest.approx(0.5)


def test_a_file_got_by_hand_serves_when_the_server_refuses(server: Replay, tmp_path: Path) -> None:
    server.answer("/GENZ", Answer(status=403, body=b"Forbidden"))
    how = connection(server, tmp_path)
    with pytest.raises(Unavailable, match="403"):
        boundaries.read(area("tract", "37"), edition=2019, connection=how)
    (tmp_path / "downloads").mkdir()
    (tmp_path / "downloads" / "cb_2019_37_tract_500k.zip").write_bytes(zipped(TRACTS, tmp_path / "s"))
    assert len(boundaries.read(area("tract", "37"), edition=2019, connection=how)) == 2


def test_a_file_is_fetched_once(server: Replay, tmp_path: Path) -> None:
    server.answer("/GENZ", Answer(body=zipped(TRACTS, tmp_path / "s")))
    for _ in range(2):
        boundaries.read(area("tract", "37"), edition=2019, connection=connection(server, tmp_path))
    assert len(server.asked) == 1


WRONG = [
    ("no zip", b"Thank you for your visit", "not a zip"),
    ("a cut zip", b"PK\x03\x04 cut", "cannot be read"),
    ("other columns", [{"ID": "37001020100", "NAME": "201"}], "has no column GEOID"),
    ("codes of another level", [{"GEOID": "37001", "NAME": "Alamance"}], "not those of a census tract"),
    ("a code twice", [TRACTS[0], TRACTS[0]], "there twice"),
]


@pytest.mark.parametrize("case", WRONG, ids=[name for name, *_ in WRONG])
def test_a_file_that_is_not_what_it_should_be_is_named(server: Replay, tmp_path: Path, case: tuple) -> None:
    _, content, words = case
    body = content if isinstance(content, bytes) else zipped(content, tmp_path / "s")
    server.answer("/GENZ", Answer(body=body))
    with pytest.raises(ChangedFormat, match=words):
        boundaries.read(area("tract", "37"), edition=2019, connection=connection(server))


@pytest.mark.filterwarnings("ignore:'crs' was not provided")
def test_a_file_without_coordinate_system_or_places_is_named(server: Replay, tmp_path: Path) -> None:
    server.answer("/GENZ", Answer(body=zipped(TRACTS, tmp_path / "s", crs=None)))
    with pytest.raises(ChangedFormat, match="coordinate system"):
        boundaries.read(area("tract", "37"), edition=2019, connection=connection(server))
    server.answer("/GENZ", Answer(body=zipped(TRACTS, tmp_path / "t")))
    with pytest.raises(NoData):
        boundaries.read(area("tract", "36"), edition=2019, connection=connection(server))
