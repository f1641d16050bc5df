"""Population estimates by county, age and race and ethnicity: who lives here on 1 July of each year."""

import io

import polars as pl

from data_loaders import _http
from data_loaders._area import Area
from data_loaders._arrival import Arrival
from data_loaders._failures import ChangedFormat, NoData
from data_loaders._source import Source
from data_loaders._tidy import tidy
from equity.errors import UnknownPlace, UnknownYear

SOURCE = Source(
    id="population_estimates",
    title="Annual county resident population estimates by age, sex, race and Hispanic origin",
    publisher="U.S. Census Bureau",
    license="Public domain (U.S. government work)",
    citation="U.S. Census Bureau, Population Division, Annual County Resident Population Estimates.",
    url="https://www.census.gov/programs-surveys/popest.html",
    vintages=(2023, 2024, 2025),
    coverage="Counties, one state at a time, from July 2020 to July of the release; without Puerto Rico",
    caveats=(
        "From the last census, births, deaths and moves: not a survey, so there is no margin of error.",
        "Each release revises all earlier years: numbers of two releases must not be put in one series.",
    ),
)
LEVELS = ("county",)

_FILE = (
    f"{_http.CENSUS_FILES}/programs-surveys/popest/datasets/2020-{{year}}/counties/asrh/"
    "cc-est{year}-alldata-{state}.csv"
)
_GROUPS = {
    "hispanic": "H",
    "white_not_hispanic": "NHWA",
    "black_not_hispanic": "NHBA",
    "aian_not_hispanic": "NHIA",
    "asian_not_hispanic": "NHAA",
    "nhpi_not_hispanic": "NHNA",
    "two_or_more_not_hispanic": "NHTOM",
}
_ALL_AGES = 0
_JULY_2020 = 2  # 1 is the census base of April 2020
AGE_BANDS = (*(f"{first}-{first + 4}" for first in range(0, 85, 5)), "85+")


def read(area: Area, *, year: int, connection: _http.Connection) -> Arrival:
    """Residents, and their shares by race and ethnicity, in a state's counties, for each July since 2020.

    Raises
    ------
    UnknownYear
        There is no release of that year.
    UnknownPlace
        No state is named: there is one file for each.
    ChangedFormat
        A column is missing, or the years are coded otherwise than expected.
    SourceFailure
        Its kind says the cause.
    """
    ages, url = _rows(area, year=year, connection=connection)
    everyone = ages.filter(age=_ALL_AGES)
    counts = everyone.select("geoid", "vintage", estimate="all").with_columns(
        indicator=pl.lit("residents_in_july")
    )
    shares = [
        everyone.select(
            "geoid",
            "vintage",
            group=pl.lit(group),
            numerator=pl.col(group),
            denominator=pl.col("all"),
            estimate=pl.col(group) / pl.col("all"),
        )
        for group in _GROUPS
    ]
    told = pl.concat(
        [counts, pl.concat(shares).with_columns(indicator=pl.lit("residents_in_july_by_race_ethnicity"))],
        how="diagonal",
    ).with_columns(
        pl.col("group").fill_null("all"),
        estimate_kind=pl.lit("administrative"),
        moe_method=pl.lit("not_needed"),
    )
    return Arrival(
        observations=tidy(told, level="county", source=SOURCE.id),
        requests=(url,),
        release=f"Vintage {year}",
    )


def by_age(area: Area, *, year: int, connection: _http.Connection) -> pl.DataFrame:
    """Residents by age band, for everyone and each group: the weights of age-standardized rates.

    Columns: `geoid, vintage, age_band` (one of `AGE_BANDS`), `group, residents`. Raises as `read` does.
    """
    ages, _ = _rows(area, year=year, connection=connection)
    return (
        ages.filter(pl.col("age") != _ALL_AGES)
        .unpivot(
            on=["all", *_GROUPS],
            index=["geoid", "vintage", "age"],
            variable_name="group",
            value_name="residents",
        )
        .with_columns(
            age_band=pl.col("age").replace_strict(dict(enumerate(AGE_BANDS, start=1)), return_dtype=pl.String)
        )
        .select("geoid", "vintage", "age_band", "group", "residents")
    )


def _rows(area: Area, *, year: int, connection: _http.Connection) -> tuple[pl.DataFrame, str]:
    """Residents by place, year and age code, a column for everyone and each group; and the address."""
    if year not in SOURCE.vintages:
        raise UnknownYear(
            f"There are releases of {', '.join(map(str, SOURCE.vintages))}; {year} is none of them."
        )
    if area.state is None:
        raise UnknownPlace("Population estimates are pulled one state at a time: give a state, such as 37.")
    url = _FILE.format(year=year, state=area.state)
    body = _http.get(connection, url, source=SOURCE.id, vintage=str(year))
    table = pl.read_csv(io.BytesIO(body), infer_schema=False, encoding="utf8-lossy")
    parts = [f"{stem}_{sex}" for stem in _GROUPS.values() for sex in ("MALE", "FEMALE")]
    lacking = [
        name for name in ("STATE", "COUNTY", "YEAR", "AGEGRP", "TOT_POP", *parts) if name not in table.columns
    ]
    if lacking:
        raise ChangedFormat(f"The population estimates of {year} have no column {', '.join(lacking[:3])}.")
    if table.is_empty():
        raise NoData(f"The population estimates of {year} have no rows for {area}.")
    coded = table.with_columns(pl.col("YEAR", "AGEGRP", "TOT_POP", *parts).cast(pl.Float64))
    last = int(coded["YEAR"].max() or 0)  # type: ignore[arg-type]
    if last - _JULY_2020 + 2020 != year:
        raise ChangedFormat(
            f"The last year code of the release of {year} is {last}; {year - 2020 + _JULY_2020} was due. "
            "The years are coded otherwise: correct data_loaders/population_estimates.py."
        )
    return (
        coded.filter(pl.col("YEAR") >= _JULY_2020).select(
            geoid=pl.col("STATE").str.zfill(2) + pl.col("COUNTY").str.zfill(3),
            vintage=(pl.col("YEAR") - _JULY_2020 + 2020).cast(pl.Int32),
            age=pl.col("AGEGRP").cast(pl.Int32),
            all=pl.col("TOT_POP"),
            **{group: pl.col(f"{stem}_MALE") + pl.col(f"{stem}_FEMALE") for group, stem in _GROUPS.items()},
        ),
        url,
    )
