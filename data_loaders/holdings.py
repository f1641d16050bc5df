"""What this computer holds: the data that ship with the app and, where a folder is named, the pulled ones.

The functions are those of `embedded` and `pulled`. Where both have the same number (same place, year,
indicator and group), the pulled one counts: it is of the same survey and has its margin of error.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from data_loaders import embedded, pulled
from data_loaders._source import Source
from equity.errors import UnknownLevel, UnknownYear
from equity.tables import KEY

if TYPE_CHECKING:
    import geopandas as gpd


def observations(indicator: str, level: str, vintage: int) -> pl.DataFrame:
    """One indicator for every place of a level in one year, all groups, in the schema of `equity.tables`."""
    return _either(
        pulled.observations(indicator, level, vintage), embedded.observations(indicator, level, vintage)
    )


def observations_of_place(level: str, geoid: str) -> pl.DataFrame:
    """Every indicator of one place in every year and for every group, in the schema of `equity.tables`."""
    return _either(pulled.observations_of_place(level, geoid), embedded.observations_of_place(level, geoid))


def available() -> pl.DataFrame:
    """What there is: each `indicator, geo_level, vintage, group` with `rows`, how many have a value."""
    if pulled.folder() is None:
        return embedded.available()
    together = pl.concat([pulled.available(), embedded.available()])
    columns = ["indicator", "geo_level", "vintage", "group"]
    return together.group_by(columns).agg(pl.col("rows").max()).sort(columns)


def vintages(indicator: str, level: str) -> list[int]:
    """The years in which an indicator has values at a level, first to last."""
    return sorted({*pulled.vintages(indicator, level), *embedded.vintages(indicator, level)})


def places(level: str, boundary_vintage: int) -> pl.DataFrame:
    """The places of a level in the order of its outlines, with the columns of `embedded.places`.

    Raises
    ------
    UnknownYear
        There are no boundaries of this year for the level: pull them.
    """
    try:
        return embedded.places(level, boundary_vintage)
    except UnknownYear:
        return pulled.places(level, boundary_vintage)


def shapes(level: str, boundary_vintage: int) -> gpd.GeoDataFrame:
    """The shapes of a level in degrees, in the order of `places`.

    Raises
    ------
    UnknownYear
        There are no boundaries of this year for the level: pull them.
    """
    try:
        return embedded.shapes(level, boundary_vintage)
    except UnknownLevel:
        return pulled.shapes(level, boundary_vintage)


def outline_file(level: str, boundary_vintage: int) -> str:
    """The name of a level's outlines in static/outlines.

    Raises
    ------
    UnknownLevel
        There are none of this level and year.
    """
    try:
        return embedded.outline_file(level, boundary_vintage)
    except UnknownLevel:
        return pulled.outline_file(level, boundary_vintage)


def sources() -> dict[str, Source]:
    """Every source whose numbers are here, by id."""
    return {**embedded.sources(), **pulled.sources()}


def source(source_id: str) -> Source:
    """The source with this id.

    Raises
    ------
    UnknownSource
        No numbers of such a source are here.
    """
    return embedded.source(source_id) if source_id in embedded.sources() else pulled.source(source_id)


def _either(first: pl.DataFrame, second: pl.DataFrame) -> pl.DataFrame:
    if first.is_empty():
        return second
    return pl.concat([first, second.join(first, on=list(KEY), how="anti")])
