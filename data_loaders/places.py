"""CDC PLACES: health of adults by county, census tract and ZIP code area, from a model.

The dataset behind the current release's id is replaced at each release, so the name that CDC gives it is read
and stored, and a release that is not the one asked for is refused.
"""

import io
import json
import re

import polars as pl

from data_loaders import _http
from data_loaders._area import STATES, Area
from data_loaders._arrival import Arrival, Missing
from data_loaders._failures import ChangedFormat, NoData
from data_loaders._source import Source
from data_loaders._tidy import tidy
from data_loaders._zctas import zctas_of
from equity.errors import UnknownYear
from equity.in_words import counted
from equity.indicators import INDICATORS
from equity.rates import Z_90

SOURCE = Source(
    id="places",
    title="PLACES: Local Data for Better Health",
    publisher="Centers for Disease Control and Prevention",
    license="Public domain (U.S. government work)",
    citation="Centers for Disease Control and Prevention, PLACES. data.cdc.gov.",
    url="https://www.cdc.gov/places",
    vintages=(2023, 2024, 2025),
    coverage="Counties, tracts (2024, 2025) and ZIP code areas (2023, 2025); years are those of the release",
    caveats=(
        "Model estimates: what a national survey found among people of the same age, sex, race and "
        "schooling, laid on those who live here. CDC says not to judge local programs by them.",
        "The model uses race and ethnicity: do not correlate it with who lives where and call it a finding.",
        "In the 2025 release Kentucky and Pennsylvania are absent from the measures of 2023; those of social "
        "needs cover 39 states and the District of Columbia.",
        "Crude shares say how many people to plan for; age-adjusted ones compare places of unlike age.",
    ),
)
LEVELS = ("county", "tract", "us_zcta")

_PORTAL = "https://data.cdc.gov"
# The first three ids are those of the current release and will hold the next one when it comes.
_DATASETS = {
    (2025, "county"): "swc5-untb",
    (2025, "tract"): "cwsq-ngmh",
    (2025, "us_zcta"): "qnzd-25i4",
    (2024, "county"): "fu4u-a9bh",
    (2024, "tract"): "ai6z-tcin",
    (2023, "county"): "h3ej-a9ec",
    (2023, "us_zcta"): "9umn-c3jf",
}
_COLUMNS = (
    "year",
    "locationid",
    "measureid",
    "datavaluetypeid",
    "data_value",
    "data_value_footnote_symbol",
    "low_confidence_limit",
    "high_confidence_limit",
)
_ROWS_A_REQUEST = 50_000
_DIGITS = {"county": 5, "tract": 11, "us_zcta": 5}
_TYPES = {"CrdPrv", "AgeAdjPrv"}
_Z_95 = 1.96


def read(area: Area, *, year: int, connection: _http.Connection) -> Arrival:
    """Every declared measure for the places of an area, from the release of `year`.

    The margin is half of the published 95 % interval, brought to 90 %.

    Raises
    ------
    UnknownYear
        No release of that year has this level.
    ChangedFormat
        The dataset holds another release, or its columns or codes have changed.
    SourceFailure
        Its kind says the cause.
    """
    if (year, area.level) not in _DATASETS:
        known = ", ".join(f"{release} {level}" for release, level in _DATASETS)
        raise UnknownYear(f"PLACES has no release of {year} for the level {area.level}. There are: {known}.")
    dataset = _DATASETS[year, area.level]
    release = _release(dataset, year, connection)
    where = f"stateabbr='{STATES[area.state]}'" if area.state and area.level != "us_zcta" else ""
    pages: list[pl.DataFrame] = []
    requests = [f"{_PORTAL}/api/views/{dataset}.json"]
    while not pages or pages[-1].height == _ROWS_A_REQUEST:
        params = {
            "$select": ",".join(_COLUMNS),
            **({"$where": where} if where else {}),
            "$order": ":id",
            "$limit": str(_ROWS_A_REQUEST),
            "$offset": str(len(pages) * _ROWS_A_REQUEST),
        }
        url = _http.address(f"{_PORTAL}/resource/{dataset}.csv", params)
        body = _http.get(connection, url, source=SOURCE.id, vintage=str(year))
        pages.append(pl.read_csv(io.BytesIO(body), infer_schema=False))
        requests.append(url)
    rows = pl.concat(pages, how="diagonal")
    if area.level == "us_zcta" and area.state:
        codes = zctas_of(area.state, year=2020, connection=connection)
        rows = rows.filter(pl.col("locationid").is_in(codes))
    if rows.is_empty():
        raise NoData(f"{release} has no rows for {area}.")
    table = observations(rows, level=area.level)
    return Arrival(
        observations=table, requests=tuple(requests), release=release, missing=_absent(table, area, release)
    )


def observations(rows: pl.DataFrame, *, level: str) -> pl.DataFrame:
    """The tidy table of rows in the long form that CDC publishes, by the API's or the file's column names.

    Raises
    ------
    ChangedFormat
        A column is missing, or a measure is given in a way that is not known.
    """
    rows = rows.rename(str.lower)
    lacking = [name for name in _COLUMNS if name not in rows.columns]
    if lacking:
        raise ChangedFormat(
            f"PLACES has no column {', '.join(lacking)} any more. Correct data_loaders/places.py."
        )
    odd = set(rows["datavaluetypeid"].drop_nulls()) - _TYPES
    if odd:
        raise ChangedFormat(
            f"PLACES has a new kind of value, {', '.join(odd)}. Correct data_loaders/places.py."
        )
    kept = rows.join(_measures(), on=["measureid", "datavaluetypeid"]).with_columns(
        geoid=pl.col("locationid").str.zfill(_DIGITS[level]),
        estimate=pl.col("data_value").cast(pl.Float64, strict=False) / 100,
        low=pl.col("low_confidence_limit").cast(pl.Float64, strict=False) / 100,
        high=pl.col("high_confidence_limit").cast(pl.Float64, strict=False) / 100,
    )
    value, symbol = pl.col("estimate").is_not_null(), pl.col("data_value_footnote_symbol")
    moe = (pl.col("high") - pl.col("low")) / 2 * (Z_90 / _Z_95)
    # The row of the whole country has the code 59 among counties.
    told = kept.filter(pl.col("locationid") != "59").with_columns(
        moe=moe,
        moe_method=pl.when(value & moe.is_not_null()).then(pl.lit("interval")),
        estimate_kind=pl.when(value)
        .then(pl.lit("modelled"))
        .when(symbol == "*")
        .then(pl.lit("suppressed"))
        .otherwise(pl.lit("not_published")),
        vintage=pl.col("year").cast(pl.Int32),
    )
    return tidy(told, level=level, source=SOURCE.id)


def _measures() -> pl.DataFrame:
    """The indicator behind each measure and way of counting, by the names that CDC's wide files use."""
    rows = []
    for each in INDICATORS.values():
        if SOURCE.id in each.columns:
            (column,) = each.columns[SOURCE.id].numerator
            measure, _, way = column.rpartition("_")
            kind = {"crudeprev": "CrdPrv", "adjprev": "AgeAdjPrv"}[way]
            rows.append((measure.upper(), kind, each.id))
    return pl.DataFrame(rows, schema=["measureid", "datavaluetypeid", "indicator"], orient="row")


def _release(dataset: str, year: int, connection: _http.Connection) -> str:
    url = f"{_PORTAL}/api/views/{dataset}.json"
    body = _http.get(connection, url, source=SOURCE.id, vintage=str(year), accept="application/json")
    name = str(json.loads(body).get("name", ""))
    told = re.search(r"PLACES.*\b(20\d\d) release", name)
    if told is None or int(told.group(1)) != year:
        raise ChangedFormat(
            f"CDC's dataset {dataset} is now called {name!r}; the release of {year} was expected. Look up "
            "the id of the release you want and correct data_loaders/places.py."
        )
    return name


def _absent(table: pl.DataFrame, area: Area, release: str) -> tuple[Missing, ...]:
    """The measures that a release does not have here at all, as two states and much of social needs lack."""
    given = set(table.filter(pl.col("estimate").is_not_null())["indicator"])
    lacking = [
        INDICATORS[each].label
        for each in _measures().filter(~pl.col("indicator").is_in(given))["indicator"]
        if area.level == "county" or not each.endswith("_age_adjusted")
    ]
    if not lacking:
        return ()
    words = f"{release} has no value of these here: {'; '.join(lacking)}."
    return (Missing(what=counted(len(lacking), "measure", "measures"), cause=NoData.cause, words=words),)
