"""Shapes of places by level, year and state, from the Bureau's cartographic boundary files.

Which edition belongs to which data is the rule of `equity.geography.boundary_vintage`. A file is looked for
among the kept replies, then among those downloaded by hand (the server has refused scripts for days at a
time), then on the network.
"""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

from data_loaders import _cache, _http
from data_loaders._area import STATES, Area
from data_loaders._failures import ChangedFormat, NoData
from data_loaders._source import Source
from data_loaders._zctas import zctas_of
from equity.errors import UnknownYear
from equity.geography import level as level_of

if TYPE_CHECKING:
    import geopandas as gpd

SOURCE = Source(
    id="boundaries",
    title="Cartographic boundary files",
    publisher="U.S. Census Bureau",
    license="Public domain (U.S. government work)",
    citation="U.S. Census Bureau, Cartographic Boundary Files, 1:500,000.",
    url="https://www.census.gov/geographies/mapping-files/time-series/geo/cartographic-boundary.html",
    vintages=(2010, 2014, 2019, 2020, 2023),
    coverage="States, counties, census tracts, cities and towns, ZIP code areas; with Puerto Rico",
    caveats=(
        "Simplified for maps: a border may lie some 100 m off, and areas of water alone have no shape.",
        "There is no edition of ZIP code areas after 2020.",
    ),
)

_FOLDER = f"{_http.CENSUS_FILES}/geo/tiger"
_SUMMARY_LEVEL = {"state": "040", "county": "050", "tract": "140", "us_place": "160"}
_LAYER = {"state": "state", "county": "county", "tract": "tract", "us_place": "place"}
_ZCTA_FILE = {2019: "cb_2019_us_zcta510_500k", 2020: "cb_2020_us_zcta520_500k"}
_CENSUS_2000 = 2000
_ID_COLUMNS = ("GEOID", "GEOID20", "GEOID10", "GEO_ID")


def read(area: Area, *, edition: int, connection: _http.Connection) -> gpd.GeoDataFrame:
    """The places of an area: `geoid, name, state_geoid, parent_geoid, geometry`, in order of geoid.

    Geometries are valid polygons in degrees (WGS 84). `edition` is a year from
    `equity.geography.boundary_vintage`.

    Raises
    ------
    UnknownYear
        There is no edition of that year for the level.
    ChangedFormat
        The file is not what this relies on; the message names the fact.
    SourceFailure
        The file cannot be had; its kind says why. Of the tracts of the 2000 census there is none.
    """
    url = _url(area, edition)
    shapes = _shapes(_zip(url, connection), url, area.level)
    form = re.compile(level_of(area.level).form)
    odd = [geoid for geoid in shapes["geoid"] if not form.match(geoid)]
    if odd or shapes["geoid"].duplicated().any():
        raise ChangedFormat(
            f"The boundary file {url} has codes that are not those of a "
            f"{level_of(area.level).one} or are there twice ({', '.join(odd[:3])}). Correct "
            "data_loaders/boundaries.py."
        )
    if area.state and area.level == "us_zcta":
        codes = zctas_of(area.state, year=edition, connection=connection)
        shapes = shapes[shapes["geoid"].isin(codes)]
    elif area.state:
        shapes = shapes[shapes["geoid"].str.startswith(area.state)]
    if shapes.empty:
        raise NoData(f"The boundary file of {edition} has no place of {area}. Check the level and the state.")
    shapes["state_geoid"] = None if area.level == "us_zcta" else shapes["geoid"].str[:2]
    shapes["parent_geoid"] = {
        "state": "us",
        "us_zcta": "us",
        "tract": shapes["geoid"].str[:5],
    }.get(area.level, shapes["geoid"].str[:2])
    wanted = ["geoid", "name", "state_geoid", "parent_geoid", "geometry"]
    return shapes[wanted].sort_values("geoid", ignore_index=True)


def _url(area: Area, edition: int) -> str:
    if area.level == "tract" and edition == _CENSUS_2000:
        raise NoData(
            "Data that end in 2009 are of the census tracts of 2000, and shapes of those are not built in. "
            "The numbers are kept and cannot be drawn on a map; for a map choose 2010 or later."
        )
    if area.level == "us_zcta":
        if edition not in _ZCTA_FILE:
            raise UnknownYear(f"ZIP code areas have editions of 2019 and 2020; {edition} is none of them.")
        return f"{_FOLDER}/GENZ{edition}/shp/{_ZCTA_FILE[edition]}.zip"
    if edition not in SOURCE.vintages or area.level not in _LAYER:
        raise UnknownYear(
            f"There is no boundary file of {edition} for the level {area.level}. Editions: "
            f"{', '.join(map(str, SOURCE.vintages))}; levels: {', '.join((*_LAYER, 'us_zcta'))}."
        )
    # States and counties come for the whole country; from 2019 on so do places. Tracts are asked by state.
    whole = area.level in {"state", "county"} or (area.level == "us_place" and not area.state)
    part = "us" if whole else area.state
    if edition == 2010:
        return f"{_FOLDER}/GENZ2010/gz_2010_{part}_{_SUMMARY_LEVEL[area.level]}_00_500k.zip"
    return f"{_FOLDER}/GENZ{edition}/shp/cb_{edition}_{part}_{_LAYER[area.level]}_500k.zip"


def _zip(url: str, connection: _http.Connection) -> bytes:
    if connection.folder is not None:
        kept = _cache.read(connection.folder, url)
        if kept is not None and not connection.fresh:
            connection.on_event(
                _http.Event(step="kept", url=url, detail=_cache.age_in_words(kept[0].retrieved))
            )
            return kept[1]
    body = _checked_zip(b"".join(_http.stream(connection, url, source=SOURCE.id)), url)
    if connection.folder is not None:
        _cache.keep(connection.folder, url, body, source=SOURCE.id)
    return body


def _checked_zip(body: bytes, where: str) -> bytes:
    if not body.startswith(b"PK"):
        raise ChangedFormat(f"{where} is not a zip archive. Remove it, or download the file by hand again.")
    return body


def _shapes(body: bytes, url: str, level: str) -> gpd.GeoDataFrame:
    import geopandas as gpd  # noqa: PLC0415 - it takes half a second that the embedded path must not pay
    from pyogrio.errors import DataSourceError  # noqa: PLC0415 - as above

    try:
        table = gpd.read_file(io.BytesIO(body))
    except DataSourceError as fault:
        raise ChangedFormat(f"The boundary file {url} cannot be read ({fault}). Pull it again.") from fault
    id_column = next((name for name in _ID_COLUMNS if name in table.columns), None)
    if id_column is None or table.crs is None:
        raise ChangedFormat(
            f"The boundary file {url} has no column {' or '.join(_ID_COLUMNS)}, or does not say its "
            "coordinate system. Correct data_loaders/boundaries.py."
        )
    table["geoid"] = table[id_column].astype(str).str.split("US").str[-1]
    table["name"] = _names(table, level)
    table = table.to_crs(4326)
    table["geometry"] = table.geometry.make_valid(method="structure", keep_collapsed=False)
    return table


def _names(table: gpd.GeoDataFrame, level: str) -> list[str]:
    """Names with the county and the state that hold each place, as far as the edition tells them."""
    if level == "us_zcta":
        return list(table["geoid"])
    if level == "state":
        return list(table["NAME"])
    stem = table["NAMELSAD"] if "NAMELSAD" in table.columns else table["NAME"].astype(str)
    if level == "tract" and "NAMELSAD" not in table.columns:
        stem = "Census Tract " + stem
    county = ", " + table["NAMELSADCO"] if "NAMELSADCO" in table.columns else ""
    postal = table["geoid"].str[:2].map(STATES).fillna("island areas")
    state = table["STATE_NAME"] if "STATE_NAME" in table.columns else postal
    return list(stem + county + ", " + state)
