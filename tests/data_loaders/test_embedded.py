"""The embedded data are read fast, by ids and years, and a damaged file is told from a good one."""

import shutil
from pathlib import Path

import polars as pl
import pytest
import shapely

from data_loaders import embedded, pull
from equity import geography, outlines
from equity.errors import (
    DamagedPack,
    UnknownIndicator,
    UnknownLevel,
    UnknownSource,
    UnknownYear,
)
from equity.tables import OBSERVATIONS

OUTLINES = Path(__file__).parents[2] / "static" / "outlines"
PULLED = tuple(f"{level}_" for level in pull._OWN_SHAPES)  # what somebody has pulled lies there too
DRAWN = [tuple(name.rsplit("_", 1)) for name in embedded.manifest()["outlines"]]
CACHED = (
    embedded.manifest,
    embedded.sources,
    embedded.available,
    embedded._observations_of,
    embedded._checked,
)


@pytest.fixture
def damaged_copy(tmp_path, monkeypatch):
    """A copy of the pack that a test may damage, in place of the real one."""
    copy = shutil.copytree(embedded.PACK, tmp_path / "pack")
    monkeypatch.setattr(embedded, "PACK", copy)
    for each in CACHED:
        each.cache_clear()
    yield copy
    for each in CACHED:
        each.cache_clear()


def test_one_indicator_for_one_level_and_year():
    rows = embedded.observations("uninsured", "neighborhood", 2023)
    assert rows.schema == OBSERVATIONS
    assert rows.height == 262
    assert rows.select("indicator", "geo_level", "vintage").unique().rows() == [
        ("uninsured", "neighborhood", 2023)
    ]


def test_all_groups_come_together():
    groups = embedded.observations("residents_by_race_ethnicity", "state", 2023)["group"]
    assert {*groups} == {
        "hispanic",
        "white_not_hispanic",
        "everyone_else",
        "white_alone",
        "black_alone",
        "asian_alone",
    }


def test_what_the_pack_does_not_have_is_an_empty_table_of_the_schema():
    rows = embedded.observations("uninsured", "county", 2019)
    assert (rows.height, rows.schema) == (0, OBSERVATIONS)


def test_unknown_ids_are_named():
    with pytest.raises(UnknownIndicator, match="happiness"):
        embedded.observations("happiness", "county", 2019)
    with pytest.raises(UnknownLevel, match="galaxy"):
        embedded.observations("poverty", "galaxy", 2019)
    with pytest.raises(UnknownSource, match="hearsay"):
        embedded.source("hearsay")
    with pytest.raises(UnknownYear, match="1950"):
        embedded.places("county", 1950)
    with pytest.raises(UnknownLevel, match="nation"):
        embedded.shapes("nation", 2023)
    with pytest.raises(UnknownLevel, match="nation"):
        embedded.outline_file("nation", 2023)


@pytest.mark.parametrize("name", ["nyc_acs", "us_indicators"])
def test_every_row_of_a_file_is_found_by_its_indicator_level_and_year(name):
    """Each choice gives what a filter of the whole file gives, in its order."""
    parts = pl.read_parquet(embedded.PACK / f"{name}.parquet").partition_by(
        "indicator", "geo_level", "vintage", as_dict=True
    )
    assert len(parts) > 80
    for choice, rows in parts.items():
        assert embedded.observations(*choice).equals(rows), choice


def test_available_lists_only_what_has_values():
    found = embedded.available()
    assert found.columns == ["indicator", "geo_level", "vintage", "group", "rows"]
    assert found["rows"].min() > 0
    assert found.filter(indicator="uninsured", geo_level="borough", vintage=2023)["rows"].to_list() == [5]
    assert found.filter(indicator="uninsured", vintage=2011).height == 0


def test_vintages_are_years_with_values():
    assert embedded.vintages("poverty", "neighborhood") == [2011, 2016, 2023]
    assert embedded.vintages("poverty", "county") == [2019]
    assert embedded.vintages("death_rate", "county") == list(range(2011, 2020))
    assert embedded.vintages("uninsured", "county") == []


@pytest.mark.parametrize(("level", "vintage"), DRAWN)
def test_places_shapes_and_outlines_are_in_one_order(level, vintage):
    places = embedded.places(level, int(vintage))
    shapes = embedded.shapes(level, int(vintage))
    drawn = outlines.decode((OUTLINES / embedded.outline_file(level, int(vintage))).read_bytes())
    assert places["geoid"].to_list() == shapes["geoid"].to_list() == list(drawn.geoids)
    assert places["outline_index"].to_list() == list(range(places.height))
    assert places["name"].null_count() == 0
    assert places["name"].is_unique().all()
    assert all(drawn.polygons), "a place without a polygon would be blank on the map"


@pytest.mark.parametrize(("level", "vintage"), DRAWN)
def test_shapes_are_whole_and_in_degrees(level, vintage):
    shapes = embedded.shapes(level, int(vintage))
    assert shapes.crs.to_epsg() == 4326
    assert shapes.geometry.is_valid.all()
    assert not shapes.geometry.is_empty.any()
    west, south, east, north = shapes.total_bounds
    assert -180 <= west < east <= 180
    assert -15 < south < north < 72


@pytest.mark.parametrize(
    ("level", "year", "count"),
    [
        ("nation", 2023, 1),
        ("state", 2019, 56),
        ("county", 2019, 3_231),
        ("county", 2023, 3_233),
        ("city", 2023, 1),
        ("borough", 2011, 5),
        ("community_district", 2023, 71),
        ("council_district", 2023, 51),
        ("council_district_2013", 2016, 51),
        ("neighborhood", 2023, 262),
        ("zcta", 2023, 178),
        ("police_precinct", 2023, 77),
        ("school_district", 2023, 32),
    ],
)
def test_every_row_has_its_place(level, year, count):
    """Every area of the city files has a shape, and every shape a row: nothing is left over."""
    places = embedded.places(level, geography.boundary_vintage(level, year))
    assert places.height == count
    if count > 1 and level not in {"state", "county"}:
        rows = embedded.observations("poverty", level, year)
        assert {*rows["geoid"]} == {*places["geoid"]}


@pytest.mark.parametrize("year", [2017, 2023])
def test_counties_have_full_names_and_their_state(year):
    names = dict(embedded.places("county", year).select("geoid", "name").iter_rows())
    assert names["01001"] == "Autauga County, Alabama"
    assert names["02020"] == "Anchorage Municipality, Alaska"
    assert names["22001"] == "Acadia Parish, Louisiana"
    assert names["51610"] == "Falls Church city, Virginia"
    assert names["35013"] == "Doña Ana County, New Mexico"
    assert names["78030"] == "St. Thomas Island, United States Virgin Islands"
    parents = embedded.places("county", year)
    assert (parents["parent_geoid"] == parents["geoid"].str.head(2)).all()


def test_connecticut_has_names_of_its_time():
    before = dict(embedded.places("county", 2017).select("geoid", "name").iter_rows())
    after = dict(embedded.places("county", 2023).select("geoid", "name").iter_rows())
    assert before["09001"] == "Fairfield County, Connecticut"
    assert after["09110"] == "Capitol Planning Region, Connecticut"


def test_areas_of_the_city_have_readable_names_and_parents():
    def place(level: str, geoid: str) -> tuple[str, str]:
        return embedded.places(level, 2023).filter(geoid=geoid).select("name", "parent_geoid").row(0)

    assert place("neighborhood", "QN0303") == ("North Corona (Queens)", "36081")
    assert place("community_district", "205") == (
        "Bronx Community District 5 (Morris Heights-Mount Hope)",
        "36005",
    )
    assert place("community_district", "480") == ("LaGuardia Airport (Queens)", "36081")
    assert place("police_precinct", "22") == ("22nd Precinct (Central Park, Manhattan)", "36061")
    assert place("police_precinct", "123") == ("123rd Precinct (Staten Island)", "36085")
    assert place("zcta", "10451") == ("ZIP code area 10451 (Bronx)", "nyc")
    assert place("school_district", "7") == ("School District 7 (Bronx)", "nyc")
    assert place("council_district", "17") == ("City Council District 17", "nyc")
    assert place("borough", "36005") == ("The Bronx", "nyc")


def test_residents_come_with_places():
    assert embedded.places("city", 2023)["residents"].to_list() == [8_516_202]
    bronx = embedded.places("county", 2023).filter(geoid="36005")["residents"].item()
    assert bronx == 1_419_250


def test_rings_of_falls_church_survive():
    """The atlas squeezes the city to a line; here it has an area, and none of its neighbor's ground."""
    shapes = embedded.shapes("county", 2023).set_index("geoid").geometry
    church, fairfax = shapes["51610"], shapes["51059"]
    assert church.area > 0
    assert shapely.intersection(church, fairfax).area == 0


def test_shares_of_a_tract_add_up_to_one():
    sums = embedded.crosswalk().group_by("tract_geoid", "geo_level").agg(pl.col("share").sum())
    assert (sums["share"] - 1).abs().max() < 0.00001
    assert {*sums["geo_level"]} == {
        "community_district",
        "council_district",
        "council_district_2013",
        "neighborhood",
        "police_precinct",
        "school_district",
        "zcta",
    }


def test_every_tract_is_in_one_neighborhood():
    """2,327 tracts of 2020 and 262 neighborhoods, of which the tracts of Rikers Island are one (type 5)."""
    tracts = embedded.equivalency()
    assert tracts["tract_geoid"].n_unique() == tracts.height == 2_327
    assert tracts["neighborhood"].n_unique() == 262
    assert tracts.filter(nta_type=5)["neighborhood"].to_list() == ["QN0151"]
    known = {*embedded.places("neighborhood", 2023)["geoid"]}
    assert {*tracts["neighborhood"]} == known


def test_crosswalk_names_only_places_there_are():
    for level, geoids in embedded.crosswalk().group_by("geo_level").agg("geoid").iter_rows():
        assert {*geoids} <= {*embedded.places(level, 2023)["geoid"]}


def test_every_medicaid_value_has_its_federal_citation():
    facts = embedded.medicaid()
    assert facts["citation"].null_count() == 0
    assert facts["citation"].str.len_chars().min() > 10
    assert {*facts["source_id"]} <= {*embedded.sources()}
    states = facts.filter(pl.col("state_geoid") != "us")["state_geoid"]
    assert states.n_unique() == 51
    key = ["state_geoid", "year", "fiscal", "measure", "eligibility_group"]
    assert facts.select(key).is_unique().all()


def test_the_manifest_describes_every_file_and_the_pack_is_small():
    """At most 8 MB, outlines included; every file with its hash, rows and sources with their terms."""
    manifest = embedded.manifest()
    files = {path.name: path for path in embedded.PACK.iterdir() if path.name != "manifest.json"}
    drawn = {path.name: path for path in OUTLINES.glob("*.bin") if not path.name.startswith(PULLED)}
    assert {*files} == {*manifest["files"]}
    assert {*drawn} == {each["file"] for each in manifest["outlines"].values()}
    sizes = sum(path.stat().st_size for path in [*files.values(), *drawn.values()])
    assert sizes + (embedded.PACK / "manifest.json").stat().st_size < 8_000_000
    for each in [*manifest["files"].values(), *manifest["outlines"].values()]:
        assert each["rows"] > 0
        for source in each["sources"]:
            assert source["license"]
            assert source["citation"]
            assert source["caveats"]
            assert len(source["package"]["sha256"]) == 64


def test_notices_name_every_source():
    notices = (embedded.PACK.parents[1] / "THIRD_PARTY_DATA.md").read_text(encoding="utf-8")
    for source in embedded.sources().values():
        assert source.title in notices
        assert source.citation in notices


def test_a_changed_file_is_refused(damaged_copy):
    with (damaged_copy / "nyc_acs.parquet").open("ab") as file:
        file.write(b"one byte too many")
    with pytest.raises(DamagedPack, match="is not the file the manifest describes"):
        embedded.observations("poverty", "borough", 2023)
    assert embedded.observations("poverty", "county", 2019).height == 3_220


def test_a_missing_file_is_named(damaged_copy):
    (damaged_copy / "places.parquet").unlink()
    with pytest.raises(DamagedPack, match=r"places\.parquet cannot be read"):
        embedded.places("county", 2023)


def test_a_broken_manifest_is_named(damaged_copy):
    (damaged_copy / "manifest.json").write_text("{", encoding="utf-8")
    with pytest.raises(DamagedPack, match=r"manifest\.json cannot be read"):
        embedded.sources()
