"""County Health Rankings' archive: births and deaths by race and ethnicity, with limits, from vital records.

The program loses its funding in December 2026. What is read here are the files that its analysts keep beside
their code, at commits that do not change; they worked them out from the records of all births and deaths.
"""

import io

import polars as pl

from data_loaders import _http
from data_loaders._area import Area
from data_loaders._arrival import Arrival
from data_loaders._failures import ChangedFormat, NoData
from data_loaders._source import Source
from data_loaders._tidy import tidy
from equity.errors import UnknownYear
from equity.rates import Z_90

SOURCE = Source(
    id="county_health_rankings",
    title="County Health Rankings & Roadmaps, measures by race and ethnicity",
    publisher="University of Wisconsin Population Health Institute",
    license="None stated with these files; the program asks for attribution. Not shipped with the app",
    citation="University of Wisconsin Population Health Institute, County Health Rankings & Roadmaps 2025.",
    url="https://github.com/County-Health-Rankings-and-Roadmaps/county_health_measure_calculations",
    vintages=(2025,),
    coverage="Nation, states and counties; the year is that of the release",
    caveats=(
        "From records of all births and deaths over several years, with limits for chance.",
        "Mothers and the dead are counted once: Hispanic of any race, or one race, or several, not Hispanic.",
        "Counts below 10 are withheld; life expectancies with limits over 10 years apart are left out here.",
        "Connecticut is given by its 8 counties, which shapes of 2022 and later do not have.",
    ),
)
LEVELS = ("nation", "state", "county")

_FILES = (
    "https://raw.githubusercontent.com/County-Health-Rankings-and-Roadmaps/county_health_measure_calculations/"
    "{commit}/measure_datasets/{name}.csv"
)
_GROUPS = {
    "white": "white_not_hispanic",
    "black": "black_not_hispanic",
    "aian": "aian_not_hispanic",
    "asian": "asian_not_hispanic",
    "nhopi": "nhpi_not_hispanic",
    "tom": "two_or_more_not_hispanic",
    "hispanic": "hispanic",
}
# Indicator: commit, file, last year of the records, and how its columns are named for a group {g}.
_MEASURES = {
    "low_birth_weight": (
        "1b7930bfaeaa28aff052087ab3bdb7ce5635e58b",
        "v037_singlerace_how",
        2023,
        {
            "estimate": "rate_{g}",
            "low": "lci_{g}",
            "high": "uci_{g}",
            "numerator": "num_{g}",
            "denominator": "denom_{g}",
        },
    ),
    "teen_births": (
        "c9394a0d97816ebf39f2865e87b8f53959dc1d2f",
        "v014_singlerace_how",
        2023,
        {
            "estimate": "rate_{g}",
            "low": "lci_{g}",
            "high": "uci_{g}",
            "numerator": "birthsums_{g}",
            "denominator": "pop_{g}",
        },
    ),
    "life_expectancy": (
        "118298a391cf9aa31f2db2b65c3b8bd1a6ad8c49",
        "v147_other_r2024_wide",
        2022,
        {"estimate": "v147_race_{g}", "low": "v147_race_{g}_cilow", "high": "v147_race_{g}_cihigh"},
    ),
}
_Z_95 = 1.96
_WIDEST_YEARS = 10.0
_FEWEST = 10


def read(area: Area, *, year: int, connection: _http.Connection) -> Arrival:
    """Low birth weight, births to teenagers and life expectancy for each group and place of an area.

    The margin is half of the published 95 % interval, brought to 90 %.

    Raises
    ------
    UnknownYear
        Only the release of 2025 is read.
    ChangedFormat
        A column that is relied on is missing.
    SourceFailure
        Its kind says the cause.
    """
    if year not in SOURCE.vintages:
        raise UnknownYear(f"The archive is read for the release of 2025; {year} was asked for.")
    tables, requests = [], []
    for indicator, (commit, name, _, _) in _MEASURES.items():
        url = _FILES.format(commit=commit, name=name)
        rows = pl.read_csv(io.BytesIO(_http.get(connection, url, source=SOURCE.id)), infer_schema=False)
        tables.append(observations(rows, indicator=indicator, level=area.level))
        requests.append(url)
    table = pl.concat(tables)
    if area.state and area.level == "county":
        table = table.filter(pl.col("geoid").str.starts_with(area.state))
    if table.is_empty():
        raise NoData(f"The archive has nothing for {area}.")
    return Arrival(observations=table, requests=tuple(requests), release="County Health Rankings 2025")


def observations(rows: pl.DataFrame, *, indicator: str, level: str) -> pl.DataFrame:
    """The tidy table of one measure's file, its columns as text.

    Raises
    ------
    ChangedFormat
        A column is missing.
    """
    _, name, vintage, columns = _MEASURES[indicator]
    wanted = {column.format(g=group) for column in columns.values() for group in _GROUPS}
    lacking = sorted({"statecode", "countycode", *wanted} - {*rows.columns})
    if lacking:
        raise ChangedFormat(
            f"{name} has no column {', '.join(lacking[:3])}. Correct data_loaders/county_health_rankings.py."
        )
    code = pl.col("statecode").str.zfill(2) + pl.col("countycode").str.zfill(3)
    is_state = code.str.ends_with("000")
    here = {"nation": code == "00000", "state": is_state & (code != "00000"), "county": ~is_state}[level]
    geoid = {"nation": pl.lit("us"), "state": code.str.head(2), "county": code}[level]
    groups = [
        rows.filter(here).select(
            geoid.alias("geoid"),
            pl.lit(group_id).alias("group"),
            **{role: _number(column.format(g=group)) for role, column in columns.items()},
        )
        for group, group_id in _GROUPS.items()
    ]
    return tidy(_told(pl.concat(groups), indicator), level=level, source=SOURCE.id, year=vintage)


def _told(table: pl.DataFrame, indicator: str) -> pl.DataFrame:
    width = pl.col("high") - pl.col("low")
    vague = (width > _WIDEST_YEARS) if indicator == "life_expectancy" else pl.lit(value=False)
    counted = "denominator" in table.columns
    value = pl.col("estimate").is_not_null()
    return table.with_columns(
        indicator=pl.lit(indicator),
        estimate=pl.when(~vague).then("estimate"),
        moe=width / 2 * (Z_90 / _Z_95),
        moe_method=pl.when(value & ~vague & width.is_not_null()).then(pl.lit("interval")),
        # A denominator without a rate: the count was below ten. Denominators that small are left out as well.
        estimate_kind=pl.when(value & vague)
        .then(pl.lit("too_few_sampled"))
        .when(value)
        .then(pl.lit("administrative"))
        .when(pl.col("denominator").is_not_null() if counted else pl.lit(value=False))
        .then(pl.lit("suppressed"))
        .otherwise(pl.lit("not_published")),
        **({"denominator": pl.when(pl.col("denominator") >= _FEWEST).then("denominator")} if counted else {}),
    )


def _number(column: str) -> pl.Expr:
    return pl.col(column).cast(pl.Float64, strict=False)
