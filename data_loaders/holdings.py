"""What this computer holds: the data that ship with the app and those that were pulled into its folder.

The functions are those of `embedded` and `pulled`. Where both have the same number (same place, year,
indicator and group), the pulled one counts: it is of the same survey and has its margin of error.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

import polars as pl

from data_loaders import city, embedded, pulled
from data_loaders._source import Origin, Source
from equity import geography
from equity.errors import UnknownLevel, UnknownSource, UnknownYear
from equity.tables import KEY

if TYPE_CHECKING:
    import geopandas as gpd


def observations(indicator: str, level: str, vintage: int) -> pl.DataFrame:
    """One indicator for every place of a level in one year, all groups, in the schema of `equity.tables`.

    Areas of New York City that no source gives are added up from its census tracts, where those were pulled.
    """
    given = _either(
        pulled.observations(indicator, level, vintage), embedded.observations(indicator, level, vintage)
    )
    return _either(given, city.observations(indicator, level, vintage))


def observations_of_place(level: str, geoid: str) -> pl.DataFrame:
    """Every indicator of one place in every year and for every group, in the schema of `equity.tables`."""
    given = _either(pulled.observations_of_place(level, geoid), embedded.observations_of_place(level, geoid))
    return _either(given, city.observations_of_place(level, geoid))


def available() -> pl.DataFrame:
    """What there is: each `indicator, geo_level, vintage, group` with `rows`, how many have a value."""
    came = pulled.available()
    if came.is_empty():
        return embedded.available()
    together = pl.concat([came, city.available(), embedded.available()])
    columns = ["indicator", "geo_level", "vintage", "group"]
    return together.group_by(columns).agg(pl.col("rows").max()).sort(columns)


def vintages(indicator: str, level: str) -> list[int]:
    """The years in which an indicator has values at a level, first to last."""
    added = city.available().filter(indicator=indicator, geo_level=level)["vintage"]
    return sorted({*pulled.vintages(indicator, level), *embedded.vintages(indicator, level), *added})


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


def drawn(level: str, boundary_vintage: int) -> frozenset[str] | None:
    """The states (FIPS codes) in which places of a level and edition can be drawn; None where all can.

    The nation and the city as a whole are never drawn.
    """
    if geography.level(level).parent is None:
        return None
    try:
        embedded.outline_file(level, boundary_vintage)
    except UnknownLevel:
        return pulled.states_drawn(level, boundary_vintage)
    return None


def origin_of(table: pl.DataFrame) -> Origin:
    """The sources of a table's numbers, and the days on which those that do not ship were pulled.

    Raises
    ------
    UnknownSource
        The table has no rows.
    """
    if table.is_empty():
        raise UnknownSource(
            "A table with no rows has no source. Choose an indicator, a level and a year that is here."
        )
    ids = table["source_id"]
    is_of_one = bool((ids == ids[0]).all())
    found = [source(each) for each in ([ids[0]] if is_of_one else ids.unique(maintain_order=True))]
    return Origin(sources=tuple(found), retrieved=retrieved([each.id for each in found], _choices(table)))


def retrieved(source_ids: Iterable[str], choices: Iterable[tuple[str, str, int]]) -> tuple[date, ...]:
    """The days on which numbers that do not ship with the app were pulled, the first one first.

    Parameters
    ----------
    choices
        Indicator, level and year of each table the numbers are from.
    """
    came = set(source_ids) - embedded.sources().keys()
    if not came:
        return ()
    days = {
        date.fromisoformat(each.retrieved[:10])
        for choice in choices
        for each in pulled.holding(*choice)
        if each.source in came
    }
    return tuple(sorted(days))


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


def _choices(table: pl.DataFrame) -> Iterator[tuple[str, str, int]]:
    """Looked up only where something was pulled."""
    yield from table.select("indicator", "geo_level", "vintage").unique().iter_rows()


def _either(first: pl.DataFrame, second: pl.DataFrame) -> pl.DataFrame:
    if first.is_empty() or second.is_empty():
        return second if first.is_empty() else first
    return pl.concat([first, second.join(first, on=list(KEY), how="anti")])
