"""Counties, ACS five-year 2019-2023: residents by race and ethnicity, without margins."""

from io import BytesIO
from pathlib import Path

import polars as pl

from data_loaders._source import Source
from data_loaders.pack._counties import rows_of, with_states_and_nation
from data_loaders.pack.packages import SOCVIZ, member

SOURCE = Source(
    id="county_race_2023",
    title="American Community Survey, five-year estimates 2019-2023, residents of counties",
    publisher="U.S. Census Bureau",
    license="MIT (socviz-py); the survey itself is in the public domain",
    citation=(
        "U.S. Census Bureau, American Community Survey 5-year estimates 2019-2023, population by race and "
        "Hispanic origin, as carried by socviz-py 0.0.6."
    ),
    url="https://pypi.org/project/socviz-py/0.0.6/",
    vintages=(2023,),
    years=5,
    coverage="All 3,144 counties of the states and the District of Columbia; no Puerto Rico",
    caveats=(
        "Comes without margins of error.",
        "Three groups count everybody once: Hispanic or Latino, White not Hispanic, and everyone else, which "
        "is the total less those two. White, Black and Asian alone include Hispanic residents.",
        "The package does not name its vintage: its sum and the Bronx agree with 2019-2023 to the person.",
        "States and the nation are the sums of their counties.",
    ),
    package=SOCVIZ,
)


def postal_codes(wheel: Path) -> dict[str, str]:
    """The two-digit code of each state by its postal abbreviation."""
    pairs = _file(wheel).select("st", "state").unique(maintain_order=True)
    return dict(pairs.iter_rows())


def table(wheel: Path) -> pl.DataFrame:
    """One row a county: `geoid` and numbers of residents."""
    read = _file(wheel)
    everyone_else = pl.col("pop") - pl.col("hispanic") - pl.col("nh_white")
    return read.select(
        "pop",
        "hispanic",
        "nh_white",
        "white",
        "black",
        "asian",
        everyone_else.alias("pop less hispanic and nh_white"),
        geoid=pl.col("id"),
    )


def observations(wheel: Path) -> pl.DataFrame:
    """Counties, states and the nation, in the tidy schema."""
    counties = rows_of(
        table(wheel), source_id=SOURCE.id, vintage=2023, kind="survey", moe_method="not_available"
    )
    return with_states_and_nation(counties)


def _file(wheel: Path) -> pl.DataFrame:
    return pl.read_parquet(BytesIO(member(wheel, "socviz_data/_data/county_data.parquet")))
