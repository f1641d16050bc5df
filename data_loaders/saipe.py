"""Small Area Income and Poverty Estimates: poverty and income of one year, by county, from a model."""

import polars as pl

from data_loaders import _http, _small_area
from data_loaders._area import Area
from data_loaders._arrival import Arrival
from data_loaders._source import Source
from data_loaders._tidy import tidy
from equity.errors import UnknownYear
from equity.indicators import INDICATORS

SOURCE = Source(
    id="saipe",
    title="Small Area Income and Poverty Estimates",
    publisher="U.S. Census Bureau",
    license="Public domain (U.S. government work), under the terms of service of the Census Data API",
    citation=(
        "U.S. Census Bureau, Small Area Income and Poverty Estimates. This product uses the Census Bureau "
        "Data API but is not endorsed or certified by the Census Bureau."
    ),
    url="https://www.census.gov/programs-surveys/saipe.html",
    vintages=tuple(range(2005, 2025)),
    coverage="Nation, states and counties; Kalawao County in Hawaii is absent",
    caveats=(
        "Model estimates of one year, from the survey, tax returns and SNAP records: not to be mixed with "
        "five-year survey shares in one comparison.",
        "Errors of two counties are correlated: do not combine their margins.",
    ),
)
LEVELS = _small_area.LEVELS
NEEDS_KEY = True


def read(area: Area, *, year: int, connection: _http.Connection) -> Arrival:
    """Poverty, poverty of children and median household income with their published 90 % margins.

    Raises
    ------
    UnknownYear
        The series has no such year, or none that compares (before 2005).
    SourceFailure
        Its kind says the cause.
    """
    if year not in SOURCE.vintages:
        raise UnknownYear(f"The series compares from 2005 to {SOURCE.vintages[-1]}; {year} is outside.")
    series = {each.id: each for each in INDICATORS.values() if SOURCE.id in each.columns}
    names = {name: each.columns[SOURCE.id].numerator[0] for name, each in series.items()}
    columns = ["NAME", *(f"{stem}_{part}" for stem in names.values() for part in ("PT", "MOE"))]
    rows, url = _small_area.rows(
        "poverty/saipe", area, columns=columns, year=year, filters={}, source=SOURCE.id, connection=connection
    )
    scale = {"share": 100.0}
    tables = [
        rows.select(
            "geoid",
            indicator=pl.lit(name),
            estimate=pl.col(f"{stem}_PT").cast(pl.Float64, strict=False) / scale.get(series[name].unit, 1.0),
            moe=pl.col(f"{stem}_MOE").cast(pl.Float64, strict=False) / scale.get(series[name].unit, 1.0),
        )
        for name, stem in names.items()
    ]
    told = pl.concat(tables).with_columns(
        moe=pl.when(pl.col("moe") > 0).then("moe"),
        moe_method=pl.when((pl.col("moe") > 0) & pl.col("estimate").is_not_null()).then(pl.lit("published")),
        estimate_kind=pl.when(pl.col("estimate").is_null())
        .then(pl.lit("not_published"))
        .otherwise(pl.lit("modelled")),
    )
    return Arrival(
        observations=tidy(told, level=area.level, source=SOURCE.id, year=year),
        requests=(url,),
        release=f"Small Area Income and Poverty Estimates {year}",
    )
