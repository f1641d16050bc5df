"""Boundaries of New York City's areas, simplified together so that neighbors keep their common edge."""

import json
from pathlib import Path

import numpy as np
import pyproj
import shapely

from data_loaders._source import Source
from data_loaders.pack.councilcount import geoid_of
from data_loaders.pack.packages import COUNCILCOUNT, member

SOURCE = Source(
    id="nyc_boundaries",
    title="Boundaries of New York City's areas",
    publisher="City of New York; New York City Council Data Team",
    license="MIT (councilcount); the boundaries themselves are public data of the City",
    citation=(
        "City of New York, boundaries of boroughs, community districts, City Council districts (2013 and "
        "2023 lines), neighborhoods (2020 NTAs), police precincts, school districts and ZIP code areas "
        "(MODZCTA), as carried by councilcount 0.11.4."
    ),
    url="https://pypi.org/project/councilcount/0.11.4/",
    vintages=(2023,),
    coverage="New York City: eight kinds of areas",
    caveats=("Simplified by 120 feet, neighbors together: a border may lie some 40 m off.",),
    package=COUNCILCOUNT,
)

# The column of the code beside the shapes; the names differ from those of the files of numbers.
FILES = {
    "borough": ("borough-boundaries", "borough"),
    "community_district": ("communitydist-boundaries", "communitydist"),
    "council_district": ("councildist_2023-boundaries", "councildist_2023"),
    "council_district_2013": ("councildist_2013-boundaries", "councildist_2013"),
    "neighborhood": ("nta-boundaries", "nta2020"),
    "zcta": ("modzcta-boundaries", "modzcta"),
    "police_precinct": ("policeprct-boundaries", "policeprct"),
    "school_district": ("schooldist-boundaries", "schooldist"),
}
_TOLERANCE_FT = 120.0
_GRID_DEGREES = 1e-5


def shapes(wheel: Path, level: str) -> dict[str, shapely.Geometry]:
    """The shape in degrees of each area of a level, by its code."""
    stem, key = FILES[level]
    features = json.loads(member(wheel, f"councilcount/data/{stem}.geojson"))["features"]
    codes = [geoid_of(level, str(feature["properties"][key])) for feature in features]
    in_feet = [shapely.geometry.shape(feature["geometry"]) for feature in features]
    to_degrees = pyproj.Transformer.from_crs(2263, 4326, always_xy=True)
    in_degrees = shapely.transform(
        shapely.coverage_simplify(in_feet, _TOLERANCE_FT),
        lambda points: np.column_stack(to_degrees.transform(*points.T)),
    )
    return dict(zip(codes, shapely.set_precision(in_degrees, _GRID_DEGREES), strict=True))
