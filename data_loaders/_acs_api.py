"""One request to the Census API through the `census` package, and its reply as text cells."""

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import polars as pl

from data_loaders._arrival import Missing
from data_loaders._failures import ChangedFormat, NoData, SourceFailure, UnknownRequest

if TYPE_CHECKING:
    import census
    import requests

LINES_A_REQUEST = 12
"""Each line is four cells (estimate, margin and the annotation of both), and a request may have 50 fields."""

_PARTS = ("E", "EA", "M", "MA")
_CODES = {
    "nation": ("us",),
    "state": ("state",),
    "county": ("state", "county"),
    "tract": ("state", "county", "tract"),
    "us_place": ("state", "place"),
    "us_zcta": ("zip code tabulation area",),
}
_UNKNOWN_VARIABLE = re.compile(r"unknown variable '([BC]\d{5}[A-Z]*)_", re.IGNORECASE)


def client(session: "requests.Session", key: str) -> "census.Census":
    """The package's client, sending through `session`."""
    import census  # noqa: PLC0415 - the embedded path must not pay for it

    return census.Census(key, session=session)


def ask(
    client: "census.Census",
    lines: Sequence[str],
    *,
    level: str,
    where: Mapping[str, str],
    year: int,
) -> tuple[pl.DataFrame | None, tuple[Missing, ...]]:
    """The cells of at most 12 lines: `geoid`, then `B17001_002E`, `..EA`, `..M`, `..MA` as text.

    A table that the Bureau does not know in that year is left out and named in the second answer; where the
    reply is empty the first answer is None.

    Raises
    ------
    ChangedFormat
        The reply is not a table with the columns that were asked for.
    SourceFailure
        Its kind says the cause.
    """
    refused: list[Missing] = []
    while lines:
        fields = tuple(f"{line}{part}" for line in lines for part in _PARTS)
        try:
            rows = _rows(client, fields, where, year)
        except UnknownRequest as fault:
            named = _UNKNOWN_VARIABLE.search(str(fault))
            left = [line for line in lines if named is None or line.split("_")[0] != named.group(1)]
            if named is None or len(left) == len(lines):
                raise
            words = f"The Bureau has no table {named.group(1)} in the five-year data of {year}."
            refused.append(Missing(what=named.group(1), cause=UnknownRequest.cause, words=words))
            lines = left
            continue
        if rows:
            return _frame(rows, fields, level), tuple(refused)
        words = f"The Census API has no rows of {lines[0]} to {lines[-1]} for this level and place in {year}."
        refused.append(Missing(what=f"{lines[0]} to {lines[-1]}", cause=NoData.cause, words=words))
        break
    return None, tuple(refused)


def _rows(
    client: "census.Census", fields: tuple[str, ...], where: Mapping[str, str], year: int
) -> list[dict[str, str | None]]:
    problem = ""
    try:
        rows: list[dict[str, str | None]] = client.acs5.get(fields, geo=dict(where), year=year)
    except SourceFailure:
        raise
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, _package_error()) as fault:
        # The words of these may hold an address with its key: only their kind is told.
        problem = type(fault).__name__
    if problem:
        raise ChangedFormat(
            f"The Census API answered with JSON that is not its usual table ({problem}). Pull again; if it "
            "stays so, the API has changed and data_loaders/_acs_api.py must follow."
        )
    return rows


def _package_error() -> Any:
    from census.core import CensusException  # noqa: PLC0415 - the embedded path must not pay for it

    return CensusException


def _frame(rows: Sequence[Mapping[str, str | None]], fields: Sequence[str], level: str) -> pl.DataFrame:
    wanted = [*fields, *_CODES[level]]
    lacking = [name for name in wanted if name not in rows[0]]
    if lacking or any(len(row) < len(rows[0]) for row in rows):
        raise ChangedFormat(
            f"A row of the Census API lacks {', '.join(lacking[:3]) or 'cells'} that were asked for. Pull "
            "again; if it stays so, the API has changed and data_loaders/_acs_api.py must follow."
        )
    columns = {name: [row[name] for row in rows] for name in wanted}
    frame = pl.DataFrame(columns, schema=dict.fromkeys(wanted, pl.String))
    geoid = pl.lit("us") if level == "nation" else pl.concat_str(_CODES[level])
    return frame.select(geoid.alias("geoid"), *fields)
