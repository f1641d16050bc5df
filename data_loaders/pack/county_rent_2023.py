"""Counties, states and the nation, ACS five-year 2019-2023: median rent of two bedrooms, without margins."""

import json
from pathlib import Path

import polars as pl

from data_loaders._source import Source
from data_loaders.pack._counties import rows_of
from data_loaders.pack.packages import SPM_CALCULATOR, member

SOURCE = Source(
    id="county_rent_2023",
    title="American Community Survey, five-year estimates 2019-2023, median gross rent of two bedrooms",
    publisher="U.S. Census Bureau",
    license="MIT (spm-calculator); the survey itself is in the public domain",
    citation=(
        "U.S. Census Bureau, American Community Survey 5-year estimates 2019-2023, table B25031, retrieved "
        "2026-09-08, as carried by spm-calculator 1.0.1."
    ),
    url="https://pypi.org/project/spm-calculator/1.0.1/",
    vintages=(2023,),
    years=5,
    coverage="The nation, the states, the District of Columbia and Puerto Rico, and their 3,222 counties",
    caveats=(
        "Comes without margins of error.",
        "52 counties are empty: the survey reached too few two-bedroom rentals there.",
        "$3,501 stands for any rent above $3,500.",
    ),
    package=SPM_CALCULATOR,
)

_TOP = 3501.0
_VARIABLE = "B25031_004E"


def county_names(wheel: Path) -> dict[str, str]:
    """Full names ("Autauga County, Alabama") of the counties of 2023, by code."""
    _, *rows = _tables(wheel)["county"]
    return {state + county: name for name, _, state, county in rows}


def observations(wheel: Path) -> pl.DataFrame:
    """Counties, states and the nation as published, in the tidy schema."""
    found = []
    for level, name in (("county", "county"), ("state", "state"), ("nation", "national")):
        _, *rows = _tables(wheel)[name]
        table = pl.DataFrame(
            {
                "geoid": ["us" if level == "nation" else "".join(row[2:]) for row in rows],
                _VARIABLE: [float(row[1]) for row in rows],
            }
        )
        found.append(
            rows_of(
                table,
                source_id=SOURCE.id,
                vintage=2023,
                kind="survey",
                moe_method="not_available",
                level=level,
            )
        )
    is_top = pl.col("estimate") == _TOP
    return pl.concat(found).with_columns(
        estimate_kind=pl.when(is_top).then(pl.lit("open_ended_high")).otherwise("estimate_kind")
    )


def _tables(wheel: Path) -> dict[str, list[list[str]]]:
    tables: dict[str, list[list[str]]] = json.loads(member(wheel, "spm_calculator/data/acs_rents_2023.json"))[
        "raw_tables"
    ]
    return tables
