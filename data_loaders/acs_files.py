"""American Community Survey, five-year data, from the table-based summary files: the way that needs no key.

One file holds one table for every place of the country, up to some 600,000 rows. It is read as it arrives:
only the rows of the wanted places are kept, so a whole file is never in memory or on disk. The files have no
annotations; an open-ended median shows by its margin alone (-333333333).
"""

import io
import re
from collections.abc import Iterator, Sequence

import polars as pl

from data_loaders import _area, _cache, _http
from data_loaders._acs_observations import Quantity, lines, observations
from data_loaders._area import Area
from data_loaders._arrival import Arrival, Missing
from data_loaders._failures import ChangedFormat, NoData, UnknownRequest
from data_loaders._source import Source
from data_loaders._zctas import zctas_of
from equity.errors import UnknownYear
from equity.indicators import CHECKED_SINCE

SOURCE = Source(
    id="acs_files",
    title="American Community Survey, five-year summary files",
    publisher="U.S. Census Bureau",
    license="Public domain (U.S. government work)",
    citation="U.S. Census Bureau, American Community Survey five-year table-based summary files.",
    url="https://www.census.gov/programs-surveys/acs/data/summary-file.html",
    vintages=tuple(range(CHECKED_SINCE, 2025)),
    years=5,
    coverage="Nation, states, counties, census tracts, cities and towns, ZIP code areas; with Puerto Rico",
    caveats=(
        "Answers of five years taken together, named by the last: they say nothing of one year alone.",
        "In small places the margins of error are wide: read them with every number.",
        "The files carry no annotations: why a number is missing is known only by its code.",
    ),
)

LEVELS = _area.LEVELS

_FOLDER = f"{_http.CENSUS_FILES}/programs-surveys/acs/summary_file"
# All nine characters count: other parts of the country (urban areas only, say) share the first three.
_PREFIX = {
    "nation": "0100000US",
    "state": "0400000US",
    "county": "0500000US",
    "tract": "1400000US",
    "us_place": "1600000US",
    "us_zcta": "860(?:Z2|00)00US",
}


def read(
    area: Area,
    *,
    year: int,
    quantities: Sequence[Quantity],
    connection: _http.Connection,
    with_whole: bool = False,
) -> Arrival:
    """These quantities for every place of an area, with their margins of error.

    `with_whole` adds what the places are compared with: their state, or the nation.

    A table that the Bureau does not publish for the year becomes rows of the kind `not_published` and an
    entry of `missing`.

    Raises
    ------
    UnknownYear
        There are no such files for `year`.
    SourceFailure
        Its kind says the cause. Rows of tables that had come are kept in the connection's folder.
    """
    if year not in SOURCE.vintages:
        known = f"{SOURCE.vintages[0]} to {SOURCE.vintages[-1]}"
        raise UnknownYear(f"Summary files by table are read for {known}; {year!r} is none of them.")
    wanted, areas = lines(quantities), _area.with_whole_of(area) if with_whole else (area,)
    tables, requests, missing = [], [], []
    for table in dict.fromkeys(line.split("_")[0] for line in wanted):
        url = _url(table, year)
        try:
            body = _kept_rows(url, areas, year=year, connection=connection)
        except UnknownRequest:
            words = f"The Bureau has no summary file of table {table} for {year}."
            missing.append(Missing(what=table, cause=UnknownRequest.cause, words=words))
            continue
        requests.append(url)
        tables.append(_cells(body, [line for line in wanted if line.startswith(f"{table}_")], url))
    numbers = []
    for each in areas:
        cells = _together(tables, each, year=year, connection=connection)
        if cells.is_empty():
            words = f"The summary files have no place of {each} in {year}. Check level, state and year."
            if each is area:
                raise NoData(words)
            missing.append(Missing(what=str(each), cause=NoData.cause, words=words))
            continue
        numbers.append(observations(cells, quantities, level=each.level, year=year, source=SOURCE.id))
    return Arrival(
        observations=pl.concat(numbers),
        requests=tuple(requests),
        release=f"ACS five-year summary files {year - 4}-{year}",
        missing=tuple(missing),
    )


def requests_needed(quantities: Sequence[Quantity]) -> int:
    """How many files an area takes; each has 15 to 350 MB, whatever the area."""
    return len({line.split("_")[0] for line in lines(quantities)})


def _url(table: str, year: int) -> str:
    folder = "table-based-SF/data" if year >= 2021 else "prototype"
    return f"{_FOLDER}/{year}/{folder}/5YRData/acsdt5y{year}-{table.lower()}.dat"


def _kept_rows(url: str, areas: Sequence[Area], *, year: int, connection: _http.Connection) -> bytes:
    """The header and the rows of areas, from the folder or, as they arrive, from the network."""
    address = f"{url}#{'+'.join(map(str, areas))}"
    if connection.folder is not None and not connection.fresh:
        kept = _cache.read(connection.folder, address)
        if kept is not None:
            age = _cache.age_in_words(kept[0].retrieved)
            connection.on_event(_http.Event(step="kept", url=url, detail=age))
            return kept[1]
    pieces = _whole_lines(_http.stream(connection, url, source=SOURCE.id))
    header = next(pieces, b"")
    starts = "|".join(_start(each) for each in areas)
    row = re.compile(rf"^(?:{starts})[^\n]*\n?".encode(), re.MULTILINE)
    body = header + b"".join(kept_row for piece in pieces for kept_row in row.findall(piece))
    if connection.folder is not None:
        _cache.keep(connection.folder, address, body, source=SOURCE.id, vintage=str(year))
    return body


def _start(area: Area) -> str:
    """How the rows of an area begin, as a regular expression."""
    return _PREFIX[area.level] + ("" if area.level == "us_zcta" else area.state or "")


def _whole_lines(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The first line, then the rest in pieces that end with a line."""
    rest, header_given = b"", False
    for piece in pieces:
        block = rest + piece
        if not header_given and b"\n" in block:
            header, _, block = block.partition(b"\n")
            header_given = True
            yield header + b"\n"
        end = block.rfind(b"\n") + 1 if header_given else 0
        rest = block[end:]
        if end:
            yield block[:end]
    if rest:
        yield rest


def _cells(body: bytes, wanted: Sequence[str], url: str) -> pl.DataFrame:
    names = {
        f"{table}_{part}{line}": f"{table}_{line}{part}"
        for table, line in (each.split("_") for each in wanted)
        for part in ("E", "M")
    }
    columns = body[: body.find(b"\n")].decode("ascii", "replace").strip().split("|")
    lacking = [name for name in ("GEO_ID", *names) if name not in columns]
    if lacking:
        raise ChangedFormat(
            f"The summary file {url} has no column {', '.join(lacking[:3])}: its lines were numbered anew, "
            "or its format has changed. Correct the indicator's lines or data_loaders/acs_files.py."
        )
    table = pl.read_csv(io.BytesIO(body), separator="|", infer_schema=False, columns=["GEO_ID", *names])
    geoid = pl.col("GEO_ID").str.split("US").list.last()
    geoid = pl.when(pl.col("GEO_ID") == "0100000US").then(pl.lit("us")).otherwise(geoid)
    return table.with_columns(geoid=geoid).rename(names)


def _together(
    tables: Sequence[pl.DataFrame], area: Area, *, year: int, connection: _http.Connection
) -> pl.DataFrame:
    """All tables side by side; a place that one table does not have gets empty cells in it."""
    if not tables:
        return pl.DataFrame()
    tables = [
        table.filter(pl.col("GEO_ID").str.contains(f"^(?:{_start(area)})")).drop("GEO_ID") for table in tables
    ]
    places = pl.concat([table.select("geoid") for table in tables]).unique(maintain_order=True)
    if area.level == "us_zcta" and area.state:
        codes = zctas_of(area.state, year=year, connection=connection)
        places = places.filter(pl.col("geoid").is_in(codes))
    for table in tables:
        places = places.join(table, on="geoid", how="left", validate="1:1", maintain_order="left")
    return places
