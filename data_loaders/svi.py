"""CDC/ATSDR Social Vulnerability Index: ranks of counties and census tracts among all of the country."""

import io

import polars as pl

from data_loaders import _http
from data_loaders._area import Area
from data_loaders._arrival import Arrival
from data_loaders._failures import ChangedFormat, NoData, Unavailable
from data_loaders._source import Source
from data_loaders._tidy import tidy
from equity.errors import UnknownYear
from equity.indicators import INDICATORS

SOURCE = Source(
    id="svi",
    title="Social Vulnerability Index",
    publisher="Centers for Disease Control and Prevention, Agency for Toxic Substances and Disease Registry",
    license="Public domain (U.S. government work)",
    citation="CDC/ATSDR Social Vulnerability Index, U.S. database.",
    url="https://www.atsdr.cdc.gov/place-health/php/svi/",
    vintages=(2018, 2020, 2022),
    coverage="Counties and census tracts of the 50 states and the District of Columbia",
    caveats=(
        "Ranks from 0 (least vulnerable) to 1 among all counties, or all tracts, of the country; no margins.",
        "Theme 3 is the share of people of color, and the overall rank has it in it: neither may serve as "
        "the gradient of a racial disparity. Use themes 1, 2 and 4.",
        "Themes changed between 2018 and 2020: do not read a change of rank across them.",
    ),
)
LEVELS = ("county", "tract")

_LEGACY = "https://svi.cdc.gov/Documents/Data/{year}/csv/{folder}/{name}.csv"
_SERVICE = "https://svi2.cdc.gov/webapi/Documents/download?year={year}&type=csv&category={folder}&name={name}"
_FILES = {"county": ("states_counties", "SVI_{year}_US_county"), "tract": ("states", "SVI_{year}_US")}
_DIGITS = {"county": 5, "tract": 11}
_NO_DATA = -999.0


def read(area: Area, *, year: int, connection: _http.Connection) -> Arrival:
    """The declared ranks of an area, from the national file (a state's own file ranks inside the state).

    Raises
    ------
    UnknownYear
        There is no index of that year.
    ChangedFormat
        A column that is relied on is missing, or a rank lies outside 0 to 1.
    SourceFailure
        Its kind says the cause.
    """
    if year not in SOURCE.vintages:
        raise UnknownYear(
            f"The index is read for {', '.join(map(str, SOURCE.vintages))}; {year} is none of them."
        )
    folder, stem = _FILES[area.level]
    name = stem.format(year=year)
    url = _LEGACY.format(year=year, folder=folder, name=name)
    try:
        body = _http.get(connection, url, source=SOURCE.id, vintage=str(year))
    except Unavailable:
        # CDC has begun to move these files; the newer service gave the same bytes in September 2026.
        url = _SERVICE.format(year=year, folder=folder, name=name)
        body = _http.get(connection, url, source=SOURCE.id, vintage=str(year))
    table = observations(pl.read_csv(io.BytesIO(body), infer_schema=False), level=area.level, year=year)
    if area.state:
        table = table.filter(pl.col("geoid").str.starts_with(area.state))
    if table.is_empty():
        raise NoData(f"The index of {year} has no place of {area}.")
    return Arrival(
        observations=table, requests=(url,), release=f"Social Vulnerability Index {year}, U.S. file"
    )


def observations(rows: pl.DataFrame, *, level: str, year: int) -> pl.DataFrame:
    """The tidy table of a national file, its columns as text.

    Raises
    ------
    ChangedFormat
        A column is missing, or a rank lies outside 0 to 1.
    """
    rows = rows.rename(lambda name: name.lstrip("\ufeff"))
    columns = {
        each.id: each.columns[SOURCE.id].numerator[0]
        for each in INDICATORS.values()
        if SOURCE.id in each.columns
    }
    lacking = [name for name in ("FIPS", *columns.values()) if name not in rows.columns]
    if lacking:
        raise ChangedFormat(
            f"The index of {year} has no column {', '.join(lacking)}. Correct data_loaders/svi.py."
        )
    told = (
        rows.select(
            geoid=pl.col("FIPS").str.zfill(_DIGITS[level]), **{k: pl.col(v) for k, v in columns.items()}
        )
        .unpivot(index="geoid", variable_name="indicator", value_name="rank")
        .with_columns(rank=pl.col("rank").cast(pl.Float64, strict=False))
        .with_columns(estimate=pl.when(pl.col("rank") != _NO_DATA).then("rank"))
    )
    outside = told.filter(~pl.col("estimate").is_between(0, 1))
    if outside.height:
        raise ChangedFormat(
            f"The index of {year} has {outside.height:,} ranks outside 0 to 1: {outside['rank'][0]} in "
            f"{outside['geoid'][0]}. Correct data_loaders/svi.py."
        )
    kind = pl.when(pl.col("estimate").is_null()).then(pl.lit("not_published")).otherwise(pl.lit("survey"))
    return tidy(
        told.with_columns(estimate_kind=kind),
        level=level,
        source=SOURCE.id,
        year=year,
    )
