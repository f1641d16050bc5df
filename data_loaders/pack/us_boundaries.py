"""Boundaries of states and counties, in the editions before and after Connecticut's planning regions."""

import json
from pathlib import Path

import shapely

from data_loaders._source import Package, Source
from data_loaders.pack._topology import shapes_of
from data_loaders.pack.packages import US_ATLAS, US_ATLAS_2023, member

_CAVEATS = (
    "Simplified for maps of the nation: a border may lie some 300 m off.",
    "Falls Church, Virginia, is drawn as a triangle, from the coarser edition in socviz-py 0.0.6.",
)


def _source(year: int, package: Package, coverage: str) -> Source:
    return Source(
        id=f"us_boundaries_{year}",
        title=f"Cartographic boundaries of states and counties, {year} edition",
        publisher="U.S. Census Bureau",
        license=f"ISC ({package.name}); the boundaries themselves are in the public domain",
        citation=(
            f"U.S. Census Bureau, Cartographic Boundary Files, {year}, 1:10,000,000, as simplified in "
            f"{package.name} {package.version}."
        ),
        url=f"https://www.npmjs.com/package/{package.name}",
        vintages=(year,),
        coverage=coverage,
        caveats=_CAVEATS,
        package=package,
    )


BEFORE = _source(
    2017, US_ATLAS, "3,231 counties: Connecticut's 8 counties, Valdez-Cordova in Alaska, and the island areas"
)
AFTER = _source(
    2023,
    US_ATLAS_2023,
    "3,233 counties: Connecticut's 9 planning regions, Chugach and Copper River in Alaska",
)
SOURCES = (BEFORE, AFTER)


# The atlas squeezes Falls Church to a line, and the city would vanish. These are its corners in the coarser
# county map of socviz-py 0.0.6 (county_map.parquet).
_FALLS_CHURCH = "51610"
_ITS_SHAPE = shapely.Polygon([(-77.19471, 38.89907), (-77.14979, 38.87336), (-77.18975, 38.87814)])


def shapes(tarball: Path, level: str) -> dict[str, tuple[str, shapely.Geometry]]:
    """Short name and shape in degrees of each state or county, by its code."""
    topology = json.loads(member(tarball, "package/counties-10m.json"))
    found = shapes_of(topology, {"state": "states", "county": "counties"}[level])
    if _FALLS_CHURCH in found:
        for code, (name, shape) in found.items():
            if shape.intersects(_ITS_SHAPE):
                found[code] = (name, shape.difference(_ITS_SHAPE))
        found[_FALLS_CHURCH] = (found[_FALLS_CHURCH][0], _ITS_SHAPE)
    return found
