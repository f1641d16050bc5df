"""Census tracts of New York City: the neighborhood of each, and how its residents spread over areas."""

from io import BytesIO
from pathlib import Path

import polars as pl

from data_loaders._source import Source
from data_loaders.pack.councilcount import file_of
from data_loaders.pack.packages import COUNCILCOUNT, member

SOURCE = Source(
    id="nyc_tracts",
    title="Census tracts of New York City, and the areas in which their residents live",
    publisher="City of New York; New York City Council Data Team",
    license="MIT (councilcount); the equivalency is public data of the City",
    citation=(
        "City of New York, 2020 Census Tracts to 2020 NTAs and CDTAs Equivalency, 5 September 2024; "
        "residents of buildings in 2023 as estimated by the New York City Council Data Team; both in "
        "councilcount 0.11.4."
    ),
    url="https://pypi.org/project/councilcount/0.11.4/",
    vintages=(2020, 2023),
    coverage="New York City: the census tracts of 2020",
    caveats=("Residents of a tract are spread over areas by an estimate for each building, not by a count.",),
    package=COUNCILCOUNT,
)

_EQUIVALENCY = "2020_Census_Tracts_to_2020_NTAs_and_CDTAs_Equivalency_20240905.csv"
_BUILDINGS = "councilcount/data/bbl-population-estimates_2023.csv"
_AREAS = {
    "council_district": "councildist_2023",
    "council_district_2013": "councildist_2013",
    "community_district": "communitydist",
    "police_precinct": "policeprct",
    "school_district": "schooldist",
    "zcta": "modzcta",
}


def equivalency(wheel: Path) -> pl.DataFrame:
    """One row a tract of 2020: `tract_geoid`, its `neighborhood` (NTA) and what kind that is.

    `nta_type` 0 is residential; 5 is Rikers Island, 6 another special area, 7 a cemetery, 8 an airport and
    9 a park. `cdta` is the approximation of a community district made of whole neighborhoods.
    """
    return (
        file_of(wheel, _EQUIVALENCY)
        .select(
            tract_geoid="GEOID",
            neighborhood="NTACode",
            neighborhood_name="NTAName",
            nta_type=pl.col("NTAType").cast(pl.Int8),
            cdta="CDTACode",
            cdta_name="CDTAName",
        )
        .sort("tract_geoid")
    )


def crosswalk(wheel: Path) -> pl.DataFrame:
    """How the residents of each tract of 2020 spread over each kind of area.

    `share` is the part of the tract's residents, 0 to 1, who live in the area `geoid` of `geo_level`, by the
    package's estimate of residents in every building in 2023; shares of a tract add up to 1 at each level. A
    tract without residents has no rows, but for its neighborhood, which always holds the whole tract.
    """
    read = pl.read_csv(
        BytesIO(member(wheel, _BUILDINGS)),
        columns=["county_fips", "ct2020", *_AREAS.values(), "bbl_population_estimate"],
    )
    county, tract = pl.col("county_fips").cast(pl.String), pl.col("ct2020").cast(pl.String)
    buildings = read.with_columns(tract_geoid="36" + county.str.zfill(3) + tract.str.zfill(6)).rename(
        {"bbl_population_estimate": "residents"}
    )
    by_tract = buildings.group_by("tract_geoid").agg(pl.col("residents").sum())
    spread = [
        buildings.filter(pl.col("residents") > 0)
        .group_by("tract_geoid", pl.col(column).cast(pl.String).alias("geoid"))
        .agg(pl.col("residents").sum())
        .with_columns(geo_level=pl.lit(level))
        for level, column in _AREAS.items()
    ]
    whole = (
        equivalency(wheel)
        .select("tract_geoid", geoid="neighborhood")
        .join(by_tract, on="tract_geoid", how="left")
        .with_columns(pl.col("residents").fill_null(0.0), geo_level=pl.lit("neighborhood"), share=pl.lit(1.0))
    )
    total = pl.col("residents").sum().over("tract_geoid", "geo_level")
    parts = pl.concat(spread).with_columns(share=pl.col("residents") / total)
    columns = ["tract_geoid", "geo_level", "geoid", "residents", "share"]
    return (
        pl.concat([parts.select(columns), whole.select(columns)])
        .with_columns(pl.col("residents").round(2), pl.col("share").round(6))
        .sort("geo_level", "tract_geoid", "geoid")
    )
