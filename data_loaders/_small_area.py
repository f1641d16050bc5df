"""The two small-area programs of the Census Bureau, asked through its time series API."""

import json
from collections.abc import Mapping, Sequence

import polars as pl

from data_loaders import _http
from data_loaders._area import Area
from data_loaders._failures import ChangedFormat, NoData, NoKey

LEVELS = ("nation", "state", "county")
_FOR = {"nation": "us:*", "state": "state:*", "county": "county:*"}
_CODES = {"nation": (), "state": ("state",), "county": ("state", "county")}


def rows(
    path: str,
    area: Area,
    *,
    columns: Sequence[str],
    year: int,
    filters: Mapping[str, str],
    source: str,
    connection: _http.Connection,
) -> tuple[pl.DataFrame, str]:
    """The reply of a time series as text with `geoid`, and its address without the key.

    Raises
    ------
    NoKey
        The connection has none.
    NoData
        The series has nothing for this area and year.
    ChangedFormat
        The reply lacks a column that was asked for.
    SourceFailure
        Its kind says the cause.
    """
    if not connection.key:
        raise NoKey(
            "This series comes through the Census API, which wants a key. Get a free one at "
            "https://api.census.gov/data/key_signup.html and set CENSUS_API_KEY."
        )
    asked = {"get": ",".join(columns), "for": _FOR[area.level], "time": str(year), **filters}
    if area.level == "county" and area.state:
        asked["in"] = f"state:{area.state}"
    url = _http.address(f"{_http.CENSUS_API}/data/timeseries/{path}", asked)
    with _http.session(connection, source=source, vintage=str(year)) as opened:
        reply = opened.get(url, params={"key": connection.key})
        if reply.status_code == 204 or not reply.content:
            raise NoData(f"The series {path} has nothing for {area} in {year}. Check the year and the level.")
    header, *cells = json.loads(reply.content)
    wanted = [*columns, *_CODES[area.level]]
    lacking = [name for name in wanted if name not in header]
    if lacking:
        raise ChangedFormat(
            f"The series {path} sent no {', '.join(lacking)}. Correct data_loaders/{source}.py."
        )
    table = pl.DataFrame(cells, schema=dict.fromkeys(header, pl.String), orient="row")
    geoid = pl.concat_str(_CODES[area.level]) if _CODES[area.level] else pl.lit("us")
    return table.with_columns(geoid=geoid), url
