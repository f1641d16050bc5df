"""The data that were pulled into a folder, read with the network off, through the functions of `embedded`.

The folder is the one EQUITY_LEVERS_DATA names, else `pulled` beside the app; named but left empty, there is
none. A file is checked against its note the first time it is read. What these functions return may be shared:
read it, never change it.
"""

from __future__ import annotations

import gzip
import os
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from data_loaders import _area, _cache, _folder
from data_loaders._folder import Pull
from data_loaders._source import Source
from equity import geography
from equity.errors import UnknownLevel, UnknownSource, UnknownYear
from equity.indicators import indicator as declared
from equity.tables import NOTHING

if TYPE_CHECKING:
    import geopandas as gpd

_SURVEY = ("acs5", "acs_files")
DATA_VARIABLE = "EQUITY_LEVERS_DATA"
_ROOT = Path(__file__).parents[1]
_BESIDE_THE_APP = str(_ROOT / "pulled")
OUTLINES = _ROOT / "static" / "outlines"


def folder() -> Path | None:
    """The folder of pulled data, or None where there is to be none."""
    named = _named()
    return Path(named) if named else None


def state() -> str:
    """A text that is another one as soon as something was pulled; empty where nothing ever was.

    It is asked with every answer from memory, so it costs no more than one look at a folder.
    """
    here = _named()
    try:
        changed = os.stat(f"{here}/pulls").st_mtime_ns  # noqa: PTH116 - a Path costs ten times as much
    except OSError:
        return ""
    return f"{here} {changed}" if here else ""


def _named() -> str:
    named = os.environ.get(DATA_VARIABLE, _BESIDE_THE_APP).strip()
    return str(Path(named).expanduser()) if named.startswith("~") else named


def where() -> str:
    """In a sentence, where pulled data are kept and how another folder is chosen."""
    here = folder()
    if here is None:
        return f"No folder is set for pulled data. {DATA_VARIABLE} names one."
    return (
        f"Kept in {here}. To take the data along, copy that folder; to use another, set {DATA_VARIABLE} to "
        "it before the app starts."
    )


def pulls() -> list[Pull]:
    """The note of every kept table: source, area, release, when it was retrieved and from which requests."""
    here = folder()
    return [] if here is None else _folder.pulls(here, "observations")


def sources() -> dict[str, Source]:
    """The declarations of the sources whose numbers are here, by id, which is the name of the loader."""
    kept = sorted({each.source for each in pulls() if each.source.isidentifier()})
    loaders = [each for each in kept if Path(__file__).with_name(f"{each}.py").is_file()]
    return {each: import_module(f"{__package__}.{each}").SOURCE for each in loaders}


def source(source_id: str) -> Source:
    """The source with this id.

    Raises
    ------
    UnknownSource
        No numbers of such a source are here.
    """
    found = sources()
    if source_id not in found:
        raise UnknownSource(
            f"Nothing was pulled from a source {source_id!r}. There is: {', '.join(sorted(found))}."
        )
    return found[source_id]


def observations(indicator: str, level: str, vintage: int) -> pl.DataFrame:
    """One indicator for every place of a level in one year, all groups, in the schema of `equity.tables`.

    The table has no rows where nothing was pulled for this choice.

    Raises
    ------
    UnknownIndicator, UnknownLevel
        No such thing is declared.
    DamagedPack
        A file is absent or is not the one its note describes.
    """
    return _of_level(geography.level(level).id, indicator=declared(indicator).id, vintage=vintage)


def observations_of_place(level: str, geoid: str) -> pl.DataFrame:
    """Every indicator of one place in every year and for every group, in the schema of `equity.tables`."""
    return _of_level(geography.level(level).id, geoid=geoid)


def observations_of_places(level: str, geoids: Sequence[str]) -> pl.DataFrame:
    """The same of several places."""
    return _of_level(geography.level(level).id, pl.col("geoid").is_in(list(geoids)))


def available() -> pl.DataFrame:
    """What there is: each `indicator, geo_level, vintage, group` with `rows`, how many have a value."""
    here = folder()
    return _folder.available(here or Path(), [] if here is None else pulls())


def vintages(indicator: str, level: str) -> list[int]:
    """The years in which an indicator has values at a level, first to last."""
    found = _of_level(geography.level(level).id, indicator=declared(indicator).id)
    return found.filter(pl.col("estimate").is_not_null())["vintage"].unique().sort().to_list()


def holding(indicator: str, level: str, vintage: int) -> list[Pull]:
    """The notes of the kept tables that have numbers of an indicator for a level and data year.

    The year of a note is that of the release, which may hold numbers of other years. Areas of New York City
    are added up from census tracts.
    """
    here = folder()
    level = "tract" if geography.level(level).tier == "nyc" else level

    return [
        each
        for each in pulls()
        if level in _levels_in(each)
        and _folder.has_some(here or Path(), each, geo_level=level, indicator=indicator, vintage=vintage)
    ]


def requests(indicator: str, level: str, vintage: int) -> list[tuple[Pull, tuple[str, ...]]]:
    """Where the numbers of an indicator came from: each pull that holds them, with its requests for them.

    The addresses have no key. Of the survey only the requests for the indicator's own tables are given.
    """
    wanted = declared(indicator)
    tables = [each.table.lower() for each in (wanted.acs, wanted.acs_by_race) if each is not None]
    found = []
    for each in holding(indicator, level, vintage):
        own = [url for url in each.requests if any(table in url.lower() for table in tables)]
        found.append((each, tuple(own) if each.source in _SURVEY else each.requests))
    return found


def replies(asked: Sequence[str]) -> pl.DataFrame:
    """What services answered to these requests: `address, retrieved, sha256, bytes`, a row each.

    An address has no key. Where a reply is not kept any more, the last three are empty.
    """
    here = folder()
    notes = [] if here is None else list(_cache.notes(here))
    # The rows kept of a large file have the areas behind its address.
    kept = {note.url.partition("#")[0]: note for note in notes}
    found = [kept.get(each) for each in asked]
    return pl.DataFrame(
        {
            "address": list(asked),
            "retrieved": [note.retrieved if note else None for note in found],
            "sha256": [note.sha256 if note else None for note in found],
            "bytes": [note.size if note else None for note in found],
        },
        schema={"address": pl.String, "retrieved": pl.String, "sha256": pl.String, "bytes": pl.Int64},
    )


def places(level: str, boundary_vintage: int) -> pl.DataFrame:
    """The places of a level in the order of its outlines, with the columns of `embedded.places`.

    `residents` is of the latest pulled year that is drawn on these shapes, empty where none was pulled.

    Raises
    ------
    UnknownYear
        No boundaries of this year were pulled for the level.
    """
    here, wanted = _shapes_of(level, boundary_vintage)
    counted = (
        _of_level(level, indicator="residents", group="all")
        .filter(pl.col("estimate").is_not_null())
        .sort("vintage")
        .unique("geoid", keep="last")
        .select("geoid", residents="estimate")
    )
    return (
        _folder.places(here, wanted)
        .with_row_index("outline_index")
        .join(counted, on="geoid", how="left", maintain_order="left")
        .select(
            "geoid",
            pl.lit(level).alias("geo_level"),
            "name",
            "state_geoid",
            "parent_geoid",
            "residents",
            pl.lit(value=False).alias("is_institutional"),
            pl.col("outline_index").cast(pl.Int32),
        )
    )


def shapes(level: str, boundary_vintage: int) -> gpd.GeoDataFrame:
    """The shapes of a level in degrees, in the order of `places`.

    Raises
    ------
    UnknownYear
        No boundaries of this year were pulled for the level.
    """
    return _folder.shapes(*_shapes_of(level, boundary_vintage))


def outline_file(level: str, boundary_vintage: int) -> str:
    """The name of a level's outlines in static/outlines, where they are put if they are not there yet.

    Raises
    ------
    UnknownLevel
        No boundaries of this year were pulled for the level.
    """
    here = folder()
    for kept in [] if here is None else _folder.pulls(here, "outlines"):
        if here is not None and (kept.level, kept.vintage) == (level, boundary_vintage):
            name = Path(kept.file).name
            if not (OUTLINES / name).exists():
                _put_outlines(here, kept, name)
            return name
    raise UnknownLevel(f"No outlines of the level {level!r} of {boundary_vintage} were pulled.")


def states_drawn(level: str, boundary_vintage: int) -> frozenset[str]:
    """The states (FIPS codes) whose places of a level and edition were pulled with their shapes.

    ZIP code areas lie in no one state: they are those of "us".
    """
    here = folder()
    kept = [] if here is None else _folder.pulls(here, "shapes")
    found: set[str] = set()
    for each in kept:
        if (each.level, each.vintage) == (level, boundary_vintage):
            found |= {"us"} if level == "us_zcta" else {each.state} if each.state else {*_area.STATES}
    return frozenset(found)


def _put_outlines(here: Path, kept: Pull, name: str) -> None:
    """Put outlines and the parts they name where they are served, each also as it travels, compressed."""
    from equity import outlines  # noqa: PLC0415 - geopandas: only once after a pull

    body = _folder.body(here, kept)
    parts = {file: _folder.part(here, file, kept) for file in outlines.part_files(body)}
    for file, each in {**parts, name: body}.items():  # last the one by which the others are found
        _cache.write_whole(OUTLINES / f"{file}.gz", gzip.compress(each, mtime=0))
        _cache.write_whole(OUTLINES / file, each)


def _of_level(level: str, *among: pl.Expr, **which: str | int) -> pl.DataFrame:
    here = folder()
    if here is None:
        return NOTHING
    wanted = [each for each in pulls() if level in _levels_in(each)]
    return _folder.observations(here, wanted, *among, geo_level=level, **which)


def _levels_in(pull: Pull) -> set[str]:
    """The level that was asked for, and that of the whole which came with it."""
    return {part.level for part in _area.with_whole_of(_area.Area(level=pull.level, state=pull.state))}


def _shapes_of(level: str, boundary_vintage: int) -> tuple[Path, list[Pull]]:
    here = folder()
    kept = [] if here is None else _folder.pulls(here, "shapes")
    wanted = [each for each in kept if (each.level, each.vintage) == (level, boundary_vintage)]
    if here is None or not wanted:
        raise UnknownYear(
            f"No {level} boundaries of {boundary_vintage} were pulled. Run python -m data_loaders pull."
        )
    return here, wanted
