"""Counties, fiscal years 2024-2026: the income limits of federal housing programs."""

from io import BytesIO
from pathlib import Path

import polars as pl

from data_loaders._source import Source
from data_loaders.pack._counties import rows_of
from data_loaders.pack.packages import POLICYENGINE_US, member

SOURCE = Source(
    id="hud_income_limits",
    title="Section 8 income limits, fiscal years 2024 to 2026",
    publisher="U.S. Department of Housing and Urban Development",
    license="Public domain (federal government); figures taken as facts from policyengine-us",
    citation=(
        "U.S. Department of Housing and Urban Development, Income Limits, FY 2024, FY 2025 and FY 2026 "
        "(effective 2026-05-01), https://www.huduser.gov/portal/datasets/il.html."
    ),
    url="https://www.huduser.gov/portal/datasets/il.html",
    vintages=(2024, 2025, 2026),
    coverage="Counties of the states, the District of Columbia, Puerto Rico, Guam and the Virgin Islands; "
    "American Samoa and the Northern Marianas as one area each",
    caveats=(
        "Where HUD sets limits for parts of a county, the middle one of them stands for the county.",
        "FY 2024 has Connecticut's 8 counties, later years its 9 planning regions.",
        "Codes 29056, 60999 and 69999 belong to no county and appear in no map.",
    ),
    package=POLICYENGINE_US,
)


def observations(wheel: Path) -> pl.DataFrame:
    """Every county and year, in the tidy schema."""
    file = "policyengine_us/parameters/gov/hud/income_limits/section8_income_limits.csv"
    limits = pl.read_csv(BytesIO(member(wheel, file))).with_columns(
        geoid=pl.col("county_fips").cast(pl.String).str.zfill(5)
    )
    return pl.concat(
        rows_of(
            limits.filter(pl.col("year") == year),
            source_id=SOURCE.id,
            vintage=year,
            kind="modelled",
            moe_method="not_available",
        )
        for year in SOURCE.vintages
    )
