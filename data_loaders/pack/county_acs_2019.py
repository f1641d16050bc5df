"""Counties, ACS five-year 2015-2019: people, poverty, income, broadband and unemployment, without margins."""

import json
from pathlib import Path

import polars as pl

from data_loaders._source import Source
from data_loaders.pack._counties import rows_of, with_states_and_nation
from data_loaders.pack.packages import LIBBEE, member

SOURCE = Source(
    id="county_acs_2019",
    title="American Community Survey, five-year estimates 2015-2019, counties",
    publisher="U.S. Census Bureau",
    license="MIT (libbee); the survey itself is in the public domain",
    citation=(
        "U.S. Census Bureau, American Community Survey 5-year estimates 2015-2019, tables B01003, B17001, "
        "B19013, B23025 and B28002, as carried by libbee 0.0.7."
    ),
    url="https://pypi.org/project/libbee/0.0.7/",
    vintages=(2019,),
    years=5,
    coverage="All 3,142 counties of the states and the District of Columbia, and Puerto Rico's 78 municipios",
    caveats=(
        "Comes without margins of error: how sure a small county's number is cannot be said offline.",
        "States and the nation are the sums of their counties; the nation is without Puerto Rico.",
        "Connecticut is given by its 8 counties of then.",
    ),
    package=LIBBEE,
)


def table(wheel: Path) -> pl.DataFrame:
    """One row a county: `geoid`, `NAME` and the survey's variables as numbers."""
    head, *rows = json.loads(member(wheel, "libbee/sources/_census_acs_2019_fallback.json"))
    read = pl.DataFrame(rows, schema=head, orient="row")
    variables = [name for name in head if name.endswith("E") and name != "NAME"]
    return read.select("NAME", pl.col(variables).cast(pl.Float64), geoid=pl.col("state") + pl.col("county"))


def observations(wheel: Path) -> pl.DataFrame:
    """Counties, states and the nation, in the tidy schema."""
    counties = rows_of(
        table(wheel), source_id=SOURCE.id, vintage=2019, kind="survey", moe_method="not_available"
    )
    return with_states_and_nation(counties)
