"""HRSA: areas short of primary care, and the sites of health centers, counted by county."""

from __future__ import annotations

import io

import polars as pl

from data_loaders import _http, embedded
from data_loaders._area import STATES, Area
from data_loaders._arrival import Arrival, Missing
from data_loaders._failures import ChangedFormat, NoData
from data_loaders._source import Source
from data_loaders._tidy import tidy
from equity.errors import UnknownYear

SOURCE = Source(
    id="hrsa",
    title="Shortage areas for primary care, and health center sites",
    publisher="Health Resources and Services Administration",
    license="Public domain (U.S. government work); usage limitations: none",
    citation="Health Resources and Services Administration, HRSA Data Warehouse. data.hrsa.gov.",
    url="https://data.hrsa.gov/data/download",
    vintages=(2026,),
    coverage="Counties that have a designation or a site; the files hold the state of the day they are read",
    caveats=(
        "Administrative lists: a county without a number has no designated area and no site.",
        "A designation can cover part of a county, or one group of its people.",
        "Distances and opening hours are not in these numbers.",
    ),
)
LEVELS = ("county",)

_FOLDER = "https://data.hrsa.gov/DataDownload/DD_Files"
SHORTAGE_FILE = f"{_FOLDER}/BCD_HPSA_FCT_DET_PC.csv"
SITES_FILE = f"{_FOLDER}/Health_Center_Service_Delivery_and_LookAlike_Sites.csv"
_COUNTY = "Common State County FIPS Code"
_SHORTAGE_COLUMNS = ("HPSA ID", "HPSA Status", "HPSA Score", "Designation Type", _COUNTY)
_LONGITUDE = "Geocoding Artifact Address Primary X Coordinate"
_LATITUDE = "Geocoding Artifact Address Primary Y Coordinate"
_SITE_COLUMNS = ("Site Name", "Site State Abbreviation", "Site Status Description", _LONGITUDE, _LATITUDE)
_HIGHEST_SCORE = 26
_SHAPES = 2023


def read(area: Area, *, year: int, connection: _http.Connection) -> Arrival:
    """The highest shortage score of each county, and how many active health center sites it has.

    Raises
    ------
    UnknownYear
        The files hold the present only.
    ChangedFormat
        A column that is relied on is missing, or a score lies outside 0 to 26.
    SourceFailure
        Its kind says the cause.
    """
    if year < SOURCE.vintages[0]:
        raise UnknownYear(f"HRSA's files hold the present, not the past: {year} cannot be had.")
    shortage = shortage_scores(_table(SHORTAGE_FILE, connection))
    sites, placeless = site_counts(_table(SITES_FILE, connection))
    table = pl.concat([shortage, sites])
    if area.state:
        table = table.filter(pl.col("geoid").str.starts_with(area.state))
    if table.is_empty():
        raise NoData(f"HRSA lists nothing in {area}.")
    words = f"{placeless:,} health center sites of the country lie in no county by their coordinates."
    missing = (Missing(what="sites without a county", cause=NoData.cause, words=words),) if placeless else ()
    return Arrival(
        observations=tidy(table, level="county", source=SOURCE.id, year=year),
        requests=(SHORTAGE_FILE, SITES_FILE),
        release="HRSA Data Warehouse, state of the day",
        missing=missing,
    )


def shortage_scores(rows: pl.DataFrame) -> pl.DataFrame:
    """The highest score among the designated areas and population groups of each county.

    A row of the file is one component of a designation; facilities, such as prisons, are left out.

    Raises
    ------
    ChangedFormat
        A column is missing, or a score lies outside 0 to 26.
    """
    _check_columns(rows, _SHORTAGE_COLUMNS, SHORTAGE_FILE)
    kept = rows.filter(
        pl.col("HPSA Status") == "Designated",
        pl.col("Designation Type").str.contains("Geographic|Population"),
        pl.col(_COUNTY).str.contains(r"^\d{4,5}$"),
    ).select(geoid=pl.col(_COUNTY).str.zfill(5), score=pl.col("HPSA Score").cast(pl.Float64, strict=False))
    outside = kept.filter(~pl.col("score").is_between(0, _HIGHEST_SCORE))
    if outside.height:
        raise ChangedFormat(f"A shortage score is {outside['score'][0]}; 0 to {_HIGHEST_SCORE} was expected.")
    scored = kept.drop_nulls("score").group_by("geoid").agg(estimate=pl.col("score").max())
    return _counted(scored, "primary_care_shortage")


def site_counts(rows: pl.DataFrame) -> tuple[pl.DataFrame, int]:
    """Active sites of each county, by their coordinates, and how many sites lie in no county.

    Raises
    ------
    ChangedFormat
        A column is missing.
    """
    import geopandas as gpd  # noqa: PLC0415 - half a second that declarations must not cost

    _check_columns(rows, _SITE_COLUMNS, SITES_FILE)
    active = rows.filter(
        pl.col("Site Status Description") == "Active",
        pl.col("Site State Abbreviation").is_in([*STATES.values()]),
    ).with_columns(pl.col(_LONGITUDE, _LATITUDE).cast(pl.Float64, strict=False))
    points = gpd.GeoDataFrame(
        geometry=gpd.points_from_xy(active[_LONGITUDE].to_list(), active[_LATITUDE].to_list()), crs=4326
    )
    counties = embedded.shapes("county", _SHAPES)[["geoid", "geometry"]]
    found = gpd.sjoin(points, counties, predicate="within", how="inner")
    counted = pl.DataFrame({"geoid": found["geoid"].to_list()}, schema={"geoid": pl.String})
    sites = counted.group_by("geoid").agg(estimate=pl.len().cast(pl.Float64))
    return _counted(sites, "health_center_sites"), active.height - len(found)


def _counted(table: pl.DataFrame, indicator: str) -> pl.DataFrame:
    return table.sort("geoid").with_columns(
        indicator=pl.lit(indicator), estimate_kind=pl.lit("administrative"), moe_method=pl.lit("not_needed")
    )


def _table(url: str, connection: _http.Connection) -> pl.DataFrame:
    # These connections drop in mid-body: the file is read in pieces that go on where they were cut.
    body = b"".join(_http.stream(connection, url, source=SOURCE.id))
    return pl.read_csv(
        io.BytesIO(body), infer_schema=False, encoding="utf8-lossy", truncate_ragged_lines=True
    )


def _check_columns(rows: pl.DataFrame, wanted: tuple[str, ...], url: str) -> None:
    lacking = [name for name in wanted if name not in rows.columns]
    if lacking:
        raise ChangedFormat(f"{url} has no column {', '.join(lacking)}. Correct data_loaders/hrsa.py.")
