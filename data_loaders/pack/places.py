"""Every place of every level: its name, what holds it, how many live there, and its turn in the map."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl
import shapely

from data_loaders._source import Package, Source
from data_loaders.pack import (
    county_acs_2019,
    county_rent_2023,
    nyc_boundaries,
    nyc_places,
    packages,
    rural_urban_2013,
    us_boundaries,
)
from data_loaders.pack.nyc_places import Place

SCHEMA = {
    "geo_level": pl.String,
    "boundary_vintage": pl.Int32,
    "geoid": pl.String,
    "name": pl.String,
    "state_geoid": pl.String,
    "parent_geoid": pl.String,
    "residents": pl.Float64,
    "is_institutional": pl.Boolean,
    "outline_index": pl.Int32,
}
_NYC_VINTAGE = 2023
_NEW_YORK = "36"


@dataclass(frozen=True, kw_only=True)
class Places:
    """The places of one level in drawing order: their `table`, and their `shapes` in degrees.

    The nation and the city have no shapes: a single place is not drawn.
    """

    level: str
    boundary_vintage: int
    source: Source
    table: pl.DataFrame
    shapes: list[shapely.Geometry]


def new_york_city(wheel: Path, observations: pl.DataFrame) -> Iterator[Places]:
    """The city and its eight kinds of areas, with the residents of the last period in `observations`."""
    shapes = {level: nyc_boundaries.shapes(wheel, level) for level in nyc_boundaries.FILES}
    for level, places in nyc_places.places(wheel, shapes).items():
        yield _places(
            level,
            _NYC_VINTAGE,
            places,
            shapes.get(level, {}),
            source=nyc_boundaries.SOURCE,
            residents=_residents(observations, level, 2023),
        )


def the_nation(fetched: Mapping[Package, Path], observations: pl.DataFrame) -> Iterator[Places]:
    """The nation, its states and its counties in both editions of their boundaries.

    `fetched` gives the files of the packages. Residents are those of 2019 for the older edition and of 2023
    for the newer one; Puerto Rico and the island areas have none in the newer one.
    """
    older = {
        row["geoid"]: row["NAME"]
        for row in county_acs_2019.table(fetched[packages.LIBBEE]).iter_rows(named=True)
    }
    newer = county_rent_2023.county_names(fetched[packages.SPM_CALCULATOR])
    islands = rural_urban_2013.table(
        fetched[packages.MEDICAID_UTILS], excel_reader=fetched[packages.XLRD]
    ).select("geoid", "name")
    for source, package, data_year, full in (
        (us_boundaries.BEFORE, packages.US_ATLAS, 2019, older),
        (us_boundaries.AFTER, packages.US_ATLAS_2023, 2023, newer),
    ):
        (vintage,), tarball = source.vintages, fetched[package]
        states = us_boundaries.shapes(tarball, "state")
        counties = us_boundaries.shapes(tarball, "county")
        names = {
            code: f"{name}, {states[code[:2]][0]}" for code, name in islands.iter_rows() if code in counties
        }
        described = {
            "nation": {"us": Place(name="United States", parent_geoid=None)},
            "state": {code: Place(name=states[code][0], parent_geoid="us") for code in sorted(states)},
            "county": {
                code: Place(name=(names | full)[code], parent_geoid=code[:2]) for code in sorted(counties)
            },
        }
        drawn = {
            "state": {code: shape for code, (_, shape) in states.items()},
            "county": {code: shape for code, (_, shape) in counties.items()},
        }
        for level, places in described.items():
            yield _places(
                level,
                vintage,
                places,
                drawn.get(level, {}),
                source=source,
                residents=_residents(observations, level, data_year),
            )


def _places(
    level: str,
    vintage: int,
    places: Mapping[str, Place],
    shapes: Mapping[str, shapely.Geometry],
    *,
    source: Source,
    residents: Mapping[str, float],
) -> Places:
    table = pl.DataFrame(
        [
            {
                "geo_level": level,
                "boundary_vintage": vintage,
                "geoid": code,
                "name": place.name,
                "state_geoid": _state(level, code),
                "parent_geoid": place.parent_geoid,
                "residents": residents.get(code),
                "is_institutional": place.is_institutional,
                "outline_index": turn if shapes else None,
            }
            for turn, (code, place) in enumerate(places.items())
        ],
        schema=SCHEMA,
    )
    return Places(
        level=level,
        boundary_vintage=vintage,
        source=source,
        table=table,
        shapes=[shapes[code] for code in places] if shapes else [],
    )


def _residents(observations: pl.DataFrame, level: str, year: int) -> dict[str, float]:
    rows = observations.filter(indicator="residents", geo_level=level, vintage=year)
    return dict(rows.select("geoid", "estimate").iter_rows())


def _state(level: str, code: str) -> str | None:
    if level == "nation":
        return None
    return code[:2] if level in {"state", "county"} else _NEW_YORK
