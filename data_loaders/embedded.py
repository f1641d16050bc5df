"""The real data that ship with the app, read from assets/pack: no network, no key, no screen.

A file's hash is checked against the manifest the first time it is read. What these functions return may be
shared: read it, never change it.
"""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from data_loaders._source import Package, Source
from equity import geography
from equity.errors import DamagedPack, UnknownLevel, UnknownSource, UnknownYear
from equity.indicators import indicator as declared

if TYPE_CHECKING:
    import geopandas as gpd

PACK = Path(__file__).parents[1] / "assets" / "pack"
_BY_TIER = {"nyc": "nyc_acs.parquet", "us": "us_indicators.parquet"}


@cache
def manifest() -> dict[str, Any]:
    """What the pack says about itself: `files` and `outlines`, each by name with its hash and its sources.

    Raises
    ------
    DamagedPack
        There is no manifest, or it cannot be read.
    """
    try:
        content: dict[str, Any] = json.loads((PACK / "manifest.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise DamagedPack(
            f"{PACK / 'manifest.json'} cannot be read ({error}). Restore assets/pack from the repository, or "
            "rebuild it with python -m data_loaders.pack."
        ) from error
    return content


@cache
def sources() -> dict[str, Source]:
    """Every source of the pack, by id."""
    found: dict[str, Source] = {}
    for entry in manifest()["files"].values():
        for source in entry["sources"]:
            found.setdefault(
                source["id"],
                Source(
                    **{
                        **source,
                        "vintages": tuple(source["vintages"]),
                        "caveats": tuple(source["caveats"]),
                        "package": Package(**source["package"]) if source["package"] else None,
                    }
                ),
            )
    return found


def source(source_id: str) -> Source:
    """The source of the pack with this id.

    Raises
    ------
    UnknownSource
        The pack has no such source.
    """
    if source_id not in sources():
        raise UnknownSource(f"The pack has no source {source_id!r}. It has: {', '.join(sorted(sources()))}.")
    return sources()[source_id]


def observations(indicator: str, level: str, vintage: int) -> pl.DataFrame:
    """One indicator for every place of a level in one year, all groups, in the schema of `equity.tables`.

    The table has no rows where the pack has nothing for this choice.

    Raises
    ------
    UnknownIndicator, UnknownLevel
        No such thing is declared.
    """
    rows, parts = _observations_of(geography.level(level).tier)
    return rows.slice(*parts.get((declared(indicator).id, level, vintage), (0, 0)))


def observations_of_place(level: str, geoid: str) -> pl.DataFrame:
    """Every indicator of one place in every year and for every group, in the schema of `equity.tables`."""
    rows, _ = _observations_of(geography.level(level).tier)
    return rows.filter(geo_level=level, geoid=geoid)


@cache
def available() -> pl.DataFrame:
    """What there is: each `indicator, geo_level, vintage, group` with `rows`, how many have a value."""
    return (
        pl.concat(
            pl.scan_parquet(_checked(name))
            .filter(pl.col("estimate").is_not_null())
            .group_by("indicator", "geo_level", "vintage", "group")
            .agg(rows=pl.len())
            for name in _BY_TIER.values()
        )
        .collect()
        .sort("indicator", "geo_level", "vintage", "group")
    )


def vintages(indicator: str, level: str) -> list[int]:
    """The years in which an indicator has values at a level, first to last."""
    found = available().filter(indicator=declared(indicator).id, geo_level=geography.level(level).id)
    return found["vintage"].unique().sort().to_list()


def places(level: str, boundary_vintage: int) -> pl.DataFrame:
    """The places of a level in the order of its outlines.

    Columns: `geoid, geo_level, name, state_geoid, parent_geoid, residents, is_institutional, outline_index`.
    `is_institutional` marks parks, cemeteries, airports, Rikers Island and the like: leave them out of
    rankings. `residents` is empty where the pack has no count.

    Raises
    ------
    UnknownYear
        The pack has no boundaries of this year for the level.
    """
    found = (
        pl.scan_parquet(_checked("places.parquet"))
        .filter(geo_level=geography.level(level).id, boundary_vintage=boundary_vintage)
        .drop("boundary_vintage")
        .collect()
    )
    if not found.height:
        raise UnknownYear(f"The pack has no {level} boundaries of {boundary_vintage}.")
    return found.select("geoid", pl.exclude("geoid"))


def shapes(level: str, boundary_vintage: int) -> gpd.GeoDataFrame:
    """The shapes of a level in degrees, in the order of `places`: `geoid, parent_geoid, geometry`.

    Raises
    ------
    UnknownLevel
        Nothing is drawn at this level (the nation, the city), or not for this year.
    """
    import geopandas  # noqa: PLC0415 - a second of start-up that only shapes need

    name = f"shapes_{geography.level(level).id}_{boundary_vintage}.parquet"
    if name not in manifest()["files"]:
        raise UnknownLevel(f"The pack has no shapes of the level {level!r} of {boundary_vintage}.")
    return geopandas.read_parquet(_checked(name))


def outline_file(level: str, boundary_vintage: int) -> str:
    """The name of a level's outlines in static/outlines.

    Raises
    ------
    UnknownLevel
        Nothing is drawn at this level, or not for this year.
    """
    name = f"{geography.level(level).id}_{boundary_vintage}"
    if name not in manifest()["outlines"]:
        raise UnknownLevel(f"The pack has no outlines of the level {level!r} of {boundary_vintage}.")
    file: str = manifest()["outlines"][name]["file"]
    return file


def medicaid() -> pl.DataFrame:
    """Medicaid by state and year, a row a value.

    Columns: `state_geoid, year, fiscal, measure, eligibility_group, value, unit, status, since, citation,
    source_id`. Measures: `fmap` (0 to 1, federal fiscal year), `fmap_expansion_adults` (0 to 1, state "us"),
    `enrollment` (people; all, or by group), `spending_federal`, `spending_state`, `spending` by group (usd),
    `postpartum_days`, `adult_income_limit` (share of the poverty line, adults without children). A row of
    `status` "not_covered" (the state covers nobody) or "not_published" has no value.
    """
    return pl.read_parquet(_checked("medicaid.parquet"))


def crosswalk() -> pl.DataFrame:
    """How the residents of each census tract of New York City spread over areas.

    Columns: `tract_geoid, geo_level, geoid, residents, share`; the shares of a tract add up to 1 at a level.
    """
    return pl.read_parquet(_checked("nyc_tract_crosswalk.parquet"))


def equivalency() -> pl.DataFrame:
    """The neighborhood of each census tract of New York City.

    Columns: `tract_geoid, neighborhood, neighborhood_name, nta_type, cdta, cdta_name`.
    """
    return pl.read_parquet(_checked("nyc_tract_equivalency.parquet"))


@cache
def _observations_of(tier: str) -> tuple[pl.DataFrame, dict[tuple[str, str, int], tuple[int, int]]]:
    """All observations of a tier, 20 MB at most, and where in them a choice starts and how many rows it has.

    Those of one indicator, level and year stand one after the other in the file.
    """
    rows = pl.read_parquet(_checked(_BY_TIER[tier]))
    choice = ["indicator", "geo_level", "vintage"]
    parts = rows.with_row_index("at").group_by(choice).agg(pl.col("at").min(), pl.len())
    return rows, {(one, level, year): (at, count) for one, level, year, at, count in parts.iter_rows()}


@cache
def _checked(name: str) -> Path:
    """The path of a file of the pack, once its bytes are those that the manifest describes."""
    path, expected = PACK / name, manifest()["files"][name]["sha256"]
    try:
        found = hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise DamagedPack(
            f"{path} cannot be read ({error}). Restore assets/pack from the repository."
        ) from error
    if found != expected:
        raise DamagedPack(
            f"{path} is not the file the manifest describes: expected sha256 {expected}, got {found}. "
            "Restore assets/pack from the repository, or rebuild it with python -m data_loaders.pack."
        )
    return path
