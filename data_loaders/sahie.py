"""Small Area Health Insurance Estimates: people under 65 without insurance, by county, from a model."""

import polars as pl

from data_loaders import _http, _small_area
from data_loaders._area import Area
from data_loaders._arrival import Arrival
from data_loaders._failures import ChangedFormat
from data_loaders._source import Source
from data_loaders._tidy import tidy
from equity.errors import UnknownYear

SOURCE = Source(
    id="sahie",
    title="Small Area Health Insurance Estimates",
    publisher="U.S. Census Bureau",
    license="Public domain (U.S. government work), under the terms of service of the Census Data API",
    citation=(
        "U.S. Census Bureau, Small Area Health Insurance Estimates. This product uses the Census Bureau Data "
        "API but is not endorsed or certified by the Census Bureau."
    ),
    url="https://www.census.gov/programs-surveys/sahie.html",
    vintages=tuple(range(2008, 2025)),
    coverage="Nation, states (with four groups of race and ethnicity) and counties; Kalawao County is absent",
    caveats=(
        "Model estimates of one year for people under 65: not to be mixed with survey shares of all ages.",
        "Errors of two counties are correlated: do not combine their margins.",
    ),
)
LEVELS = _small_area.LEVELS
NEEDS_KEY = True

# Indicator: the code of the income group, of those whose income is known.
_INCOMES = {"uninsured_under_65_one_year": "0", "uninsured_under_65_below_138_one_year": "3"}
# Code of race or ethnicity, the group it is, and the word its description must have; states only.
_RACES = {
    "0": ("all", "all"),
    "1": ("white_not_hispanic", "white"),
    "2": ("black_not_hispanic", "black"),
    "3": ("hispanic", "hispanic"),
}


def read(area: Area, *, year: int, connection: _http.Connection) -> Arrival:
    """Shares of people under 65 without health insurance, of all incomes and of low ones, with 90 % margins.

    Raises
    ------
    UnknownYear
        The series has no such year, or none that compares (before 2008).
    ChangedFormat
        A code does not mean what it is taken for.
    SourceFailure
        Its kind says the cause.
    """
    if year not in SOURCE.vintages:
        raise UnknownYear(f"The series compares from 2008 to {SOURCE.vintages[-1]}; {year} is outside.")
    races = _RACES if area.level == "state" else {"0": _RACES["0"]}
    tables, requests = [], []
    for indicator, income in _INCOMES.items():
        for race, (group, word) in races.items():
            rows, url = _small_area.rows(
                "healthins/sahie",
                area,
                columns=(
                    "NAME",
                    "AGE_DESC",
                    "RACE_DESC",
                    "PCTUI_PT",
                    "PCTUI_MOE",
                    "NUI_PT",
                    "NUI_MOE",
                    "NIPR_PT",
                ),
                year=year,
                filters={"AGECAT": "0", "SEXCAT": "0", "RACECAT": race, "IPRCAT": income},
                source=SOURCE.id,
                connection=connection,
            )
            _check(rows, race, word)
            tables.append(_table(rows, indicator, group))
            requests.append(url)
    return Arrival(
        observations=tidy(pl.concat(tables), level=area.level, source=SOURCE.id, year=year),
        requests=tuple(requests),
        release=f"Small Area Health Insurance Estimates {year}",
    )


def _check(rows: pl.DataFrame, race: str, word: str) -> None:
    ages, races = (set(rows[name].drop_nulls().str.to_lowercase()) for name in ("AGE_DESC", "RACE_DESC"))
    if not all("under 65" in each for each in ages) or not all(word in each for each in races):
        raise ChangedFormat(
            f"The series sent {', '.join(sorted(ages | races))} for age code 0 and race code {race}; under "
            f"65 and {word} were expected. Correct data_loaders/sahie.py."
        )


def _table(rows: pl.DataFrame, indicator: str, group: str) -> pl.DataFrame:
    def number(name: str) -> pl.Expr:
        return pl.col(name).cast(pl.Float64, strict=False)

    # A margin of 0 is one that was rounded away, not a number without error.
    margin = pl.when(number("PCTUI_MOE") > 0).then(number("PCTUI_MOE") / 100)
    return rows.select(
        "geoid",
        indicator=pl.lit(indicator),
        group=pl.lit(group),
        estimate=number("PCTUI_PT") / 100,
        moe=margin,
        numerator=number("NUI_PT"),
        numerator_moe=pl.when(number("NUI_MOE") > 0).then(number("NUI_MOE")),
        denominator=number("NIPR_PT"),
        moe_method=pl.when(margin.is_not_null() & number("PCTUI_PT").is_not_null()).then(pl.lit("published")),
        estimate_kind=pl.when(number("PCTUI_PT").is_null())
        .then(pl.lit("not_published"))
        .otherwise(pl.lit("modelled")),
    )
