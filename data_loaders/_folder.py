"""The folder that a pull fills and the app reads with the network off.

    FOLDER/pulls/<source>_<area>_<year>.json       what came, when, from which requests, and what did not
    FOLDER/tables/<source>_<area>_<year>-<sha>.parquet      observations in the schema of `equity.tables`
    FOLDER/shapes/<level>_<edition>_<state>-<sha>.parquet   places with their shapes (GeoParquet)
    FOLDER/outlines/<level>_<edition>-<sha>.bin     the same for the map, all states together
    FOLDER/outlines/<level>_<edition>_<state>-<sha>.bin     where places are many: every point, named by that
    FOLDER/replies, FOLDER/requests                what the services sent (`_cache`)

A file is named by its content and its note is written last, so a reader meets the old state or the new one.
"""

import fcntl
import hashlib
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from data_loaders import _cache
from data_loaders._area import Area
from data_loaders._arrival import Arrival, Missing
from equity.errors import DamagedPack, InvalidTable
from equity.tables import KEY, NOTHING, OBSERVATIONS, validated

if TYPE_CHECKING:
    import geopandas as gpd


_ORDER = ("indicator", "group", "geo_level", "vintage", "geoid")
_ROWS_A_GROUP = 65_536


@dataclass(frozen=True, kw_only=True)
class Pull:
    """One kept table or set of shapes: where it is, and where it came from.

    `kind` is "observations", "shapes" or "outlines"; `vintage` the data year or the edition of the shapes;
    `requests` are addresses without keys; `missing` says what did not come.
    """

    kind: str
    source: str
    level: str
    state: str | None
    vintage: int
    release: str
    retrieved: str
    requests: tuple[str, ...]
    missing: tuple[Missing, ...]
    file: str
    sha256: str
    rows: int


def keep_observations(folder: Path, arrival: Arrival, area: Area, *, source: str, year: int) -> Pull:
    """Keep what came beside what an earlier pull of the same source, area and year brought.

    New rows take the place of old rows with the same key; other indicators stay.

    Raises
    ------
    FolderUnwritable
        The disk is full or the folder may not be written; what was there is untouched.
    """
    with alone(folder):
        return _keep_beside_earlier(folder, arrival, area, source=source, year=year)


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """While this lasts no other process adds to what the folder holds, so none overwrites what another added.

    Raises
    ------
    FolderUnwritable
        The disk is full or the folder may not be written.
    """
    lock = folder / ".lock"
    if not lock.exists():
        _cache.write_whole(lock, b"")
    with lock.open("rb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)  # given back when the file is closed
        yield


def _keep_beside_earlier(folder: Path, arrival: Arrival, area: Area, *, source: str, year: int) -> Pull:
    name = f"{source}_{area}_{year}"
    earlier = _note(_note_path(folder, name))
    table, requests = arrival.observations, arrival.requests
    if earlier is not None and (old := _observations(folder, earlier)) is not None:
        table = pl.concat([table, old.join(table, on=list(KEY), how="anti")])
        requests = tuple(dict.fromkeys((*requests, *earlier.requests)))
    body = io.BytesIO()
    # In this order, and in groups of rows with their bounds, a reader of one indicator skips the others.
    table.sort(*_ORDER).write_parquet(body, compression="zstd", row_group_size=_ROWS_A_GROUP)
    return _keep(
        folder,
        body.getvalue(),
        earlier,
        Pull(
            kind="observations",
            source=source,
            level=area.level,
            state=area.state,
            vintage=year,
            release=arrival.release,
            retrieved=_now(),
            requests=requests,
            missing=arrival.missing,
            file=f"tables/{name}.parquet",
            sha256="",
            rows=table.height,
        ),
        note=name,
    )


def keep_shapes(folder: Path, shapes: "gpd.GeoDataFrame", area: Area, *, edition: int, source: str) -> Pull:
    """Keep the places of an area with their shapes.

    Raises
    ------
    FolderUnwritable
        The disk is full or the folder may not be written; what was there is untouched.
    """
    name = f"{area.level}_{edition}_{area.state or 'us'}"
    body = io.BytesIO()
    shapes.to_parquet(body, compression="zstd", geometry_encoding="WKB")
    return _keep(
        folder,
        body.getvalue(),
        _note(_note_path(folder, f"shapes_{name}")),
        Pull(
            kind="shapes",
            source=source,
            level=area.level,
            state=area.state,
            vintage=edition,
            release=f"Edition of {edition}",
            retrieved=_now(),
            requests=(),
            missing=(),
            file=f"shapes/{name}.parquet",
            sha256="",
            rows=len(shapes),
        ),
        note=f"shapes_{name}",
    )


def keep_outlines(
    folder: Path,
    body: bytes,
    parts: Mapping[str, bytes],
    *,
    level: str,
    edition: int,
    places: int,
    source: str,
) -> Pull:
    """Keep the outlines of all kept places of a level and edition, and the `parts` that they name.

    Raises
    ------
    FolderUnwritable
        The disk is full or the folder may not be written; what was there is untouched.
    """
    name = f"outlines_{level}_{edition}"
    for file, part in parts.items():
        _cache.write_whole(folder / "outlines" / file, part)
    kept = _keep(
        folder,
        body,
        _note(_note_path(folder, name)),
        Pull(
            kind="outlines",
            source=source,
            level=level,
            state=None,
            vintage=edition,
            release=f"Edition of {edition}",
            retrieved=_now(),
            requests=(),
            missing=(),
            file=f"outlines/{level}_{edition}.bin",
            sha256="",
            rows=places,
        ),
        note=name,
    )
    for path in (folder / "outlines").glob(f"{level}_{edition}_*.bin"):
        if path.name not in parts:
            path.unlink()
    return kept


def pulls(folder: Path, kind: str) -> list[Pull]:
    """The notes of what is kept, in order of source, level, state and year."""
    found = (_note(path) for path in sorted((folder / "pulls").glob("*.json")))
    return [each for each in found if each is not None and each.kind == kind]


def observations(folder: Path, wanted: Sequence[Pull], *among: pl.Expr, **which: str | int) -> pl.DataFrame:
    """The rows `among` several kept tables whose columns have these values, in the order of their keys.

    Where two tables hold the same key, the one retrieved last counts.

    Raises
    ------
    DamagedPack
        A file is absent or is not the one its note describes.
    """
    newest_first = sorted(wanted, key=lambda each: each.retrieved, reverse=True)
    found = pl.collect_all([_scanned(folder, pull).filter(*among, **which) for pull in newest_first])
    if not found:
        return NOTHING
    try:
        together = validated(pl.concat(found), source="What was pulled")
    except (InvalidTable, pl.exceptions.PolarsError):  # in which of them?
        together = pl.concat(
            validated(table, source=pull.file) for table, pull in zip(found, newest_first, strict=True)
        )
    return together.unique(list(KEY), keep="first", maintain_order=True).sort(*KEY)


def has_some(folder: Path, kept: Pull, **which: str | int) -> bool:
    """Whether a kept table has a row whose columns have these values.

    Raises
    ------
    DamagedPack
        The file is absent or is not the one its note describes.
    """
    return not _scanned(folder, kept).filter(**which).head(1).collect().is_empty()


def available(folder: Path, wanted: Sequence[Pull]) -> pl.DataFrame:
    """Each `indicator, geo_level, vintage, group` of several kept tables with `rows`, how many have a value.

    Raises
    ------
    DamagedPack
        A file is absent or is not the one its note describes.
    """
    columns = ["indicator", "geo_level", "vintage", "group"]
    empty = pl.LazyFrame(schema=OBSERVATIONS)
    together = pl.concat([empty, *(_scanned(folder, pull) for pull in wanted)])
    counted = together.filter(pl.col("estimate").is_not_null()).unique(list(KEY)).group_by(columns)
    return counted.agg(rows=pl.len()).sort(columns).collect()


def _scanned(folder: Path, pull: Pull) -> pl.LazyFrame:
    path = folder / pull.file
    try:
        about = path.stat()
        is_whole = _is_whole(path, pull.sha256, about.st_size, about.st_mtime_ns)
    except OSError:
        is_whole = False
    if not is_whole:
        raise DamagedPack(_altered(folder, pull))
    return pl.scan_parquet(path)


@lru_cache(maxsize=1024)
def _is_whole(path: Path, sha256: str, _size: int, _changed: int) -> bool:
    """Whether the bytes are those the note describes; asked again when size or time of the file change."""
    return hashlib.sha256(path.read_bytes()).hexdigest() == sha256


def shapes(folder: Path, wanted: Sequence[Pull]) -> "gpd.GeoDataFrame":
    """The places of several kept files with their shapes, in order of geoid.

    Raises
    ------
    DamagedPack
        A file is absent or is not the one its note describes.
    """
    import geopandas as gpd  # noqa: PLC0415 - half a second that a table alone must not cost

    table = places(folder, wanted, with_shapes=True)
    columns = {name: table[name].to_list() for name in table.columns if name != "geometry"}
    return gpd.GeoDataFrame(columns, geometry=gpd.GeoSeries.from_wkb(table["geometry"].to_list()), crs=4326)


def places(folder: Path, wanted: Sequence[Pull], *, with_shapes: bool = False) -> pl.DataFrame:
    """The places of several kept files in order of geoid, their shapes as bytes (WKB) or left out.

    Raises
    ------
    DamagedPack
        A file is absent or is not the one its note describes.
    """
    tables = []
    for pull in wanted:
        names = ["geoid", "name", "state_geoid", "parent_geoid", *(["geometry"] if with_shapes else [])]
        table = pl.read_parquet(io.BytesIO(body(folder, pull)), columns=names)
        tables.append(table.with_columns(pl.col(names[:4]).cast(pl.String)))
    return pl.concat(tables).unique("geoid", keep="first").sort("geoid")


def body(folder: Path, pull: Pull) -> bytes:
    """The bytes of a kept file.

    Raises
    ------
    DamagedPack
        It is absent or is not the one its note describes.
    """
    found = _body(folder, pull)
    if found is None:
        raise DamagedPack(_altered(folder, pull))
    return found


def part(folder: Path, file: str, pull: Pull) -> bytes:
    """The bytes of a part that kept outlines name.

    Raises
    ------
    DamagedPack
        It is absent or is not the one its name describes.
    """
    try:
        found = (folder / "outlines" / file).read_bytes()
    except OSError:
        found = b""
    if f"-{hashlib.sha256(found).hexdigest()[:10]}." not in file:
        raise DamagedPack(_altered(folder, pull))
    return found


def damaged(folder: Path) -> Iterator[str]:
    """What in this folder is not what its note says: one sentence each."""
    for path in sorted((folder / "pulls").glob("*.json")):
        pull = _note(path)
        if pull is None:
            yield f"{path.name}: this note cannot be read. Pull the data again."
        elif _body(folder, pull) is None or not _has_parts(folder, pull):
            yield _altered(folder, pull)
    yield from _cache.damaged(folder)


def _keep(folder: Path, body: bytes, earlier: Pull | None, pull: Pull, *, note: str) -> Pull:
    digest = hashlib.sha256(body).hexdigest()
    stem, _, ending = pull.file.rpartition(".")
    fields = {**asdict(pull), "sha256": digest, "file": f"{stem}-{digest[:10]}.{ending}"}
    _cache.write_whole(folder / fields["file"], body)
    _cache.write_whole(_note_path(folder, note), json.dumps(fields, indent=1, sort_keys=True).encode())
    if earlier is not None and earlier.file != fields["file"]:
        (folder / earlier.file).unlink(missing_ok=True)
    return _pull(fields)


def _observations(folder: Path, pull: Pull) -> pl.DataFrame | None:
    body = _body(folder, pull)
    return None if body is None else validated(pl.read_parquet(io.BytesIO(body)), source=pull.file)


def _body(folder: Path, pull: Pull) -> bytes | None:
    try:
        body = (folder / pull.file).read_bytes()
    except OSError:
        return None
    return body if hashlib.sha256(body).hexdigest() == pull.sha256 else None


def _has_parts(folder: Path, pull: Pull) -> bool:
    """Whether every part that kept outlines name is there and whole."""
    if pull.kind != "outlines":
        return True
    from equity import outlines  # noqa: PLC0415 - geopandas, which a table alone must not cost

    try:
        for file in outlines.part_files(body(folder, pull)):
            part(folder, file, pull)
    except DamagedPack:
        return False
    return True


def _note_path(folder: Path, name: str) -> Path:
    return folder / "pulls" / f"{name}.json"


def _note(path: Path) -> Pull | None:
    try:
        return _pull(json.loads(path.read_bytes()))
    except (OSError, ValueError, TypeError, KeyError):
        return None


def _pull(fields: dict[str, Any]) -> Pull:
    # A folder may come from somebody else: a note must not lead out of it.
    if Path(fields["file"]).is_absolute() or ".." in Path(fields["file"]).parts:
        raise ValueError("The note leads out of its folder.")
    missing = tuple(Missing(**each) for each in fields["missing"])
    return Pull(**{**fields, "missing": missing, "requests": tuple(fields["requests"])})


def _altered(folder: Path, pull: Pull) -> str:
    return f"{folder / pull.file} is missing or altered. Pull {pull.source} for {pull.level} again."


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
