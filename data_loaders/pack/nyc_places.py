"""What the areas of New York City are called, which borough holds them, and where nobody lives by design."""

from bisect import bisect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl
import shapely

from data_loaders.pack import tracts
from data_loaders.pack.councilcount import BOROUGHS

Shapes = Mapping[str, shapely.Geometry]


@dataclass(frozen=True, kw_only=True)
class Place:
    """A place's name, the code of the place that holds it, and whether it is no residential area.

    `is_institutional` marks parks, cemeteries, airports, Rikers Island and other special areas: the few
    people counted there are left out of rankings.
    """

    name: str
    parent_geoid: str | None
    is_institutional: bool = False


_SHORT = {geoid: name.removeprefix("The ") for name, geoid in BOROUGHS.items()}
_PREFIX_OF_DIGIT = {"1": "MN", "2": "BX", "3": "BK", "4": "QN", "5": "SI"}
_BOROUGH_OF_PREFIX = {"MN": "36061", "BX": "36005", "BK": "36047", "QN": "36081", "SI": "36085"}
# The numbers of the Police Department's precincts run on from borough to borough.
_LAST_PRECINCTS = (34, 52, 94, 116)
_PRECINCT_BOROUGHS = ("36061", "36005", "36047", "36081", "36085")
_NAMED_PRECINCTS = {"14": "Midtown South", "18": "Midtown North", "22": "Central Park"}
_CENTRAL_PARK_PRECINCT = "22"
_NO_ZIP_CODE = "99999"


def places(wheel: Path, shapes: Mapping[str, Shapes]) -> dict[str, dict[str, Place]]:
    """Every place of every level of the city, by level and code; `shapes` are those of `nyc_boundaries`."""
    described: dict[str, Callable[[str], Place]] = {
        "borough": _borough,
        "community_district": _community_districts(tracts.equivalency(wheel)),
        "council_district": lambda code: Place(name=f"City Council District {code}", parent_geoid="nyc"),
        "council_district_2013": lambda code: Place(
            name=f"City Council District {code} (2013 lines)", parent_geoid="nyc"
        ),
        "neighborhood": _neighborhoods(tracts.equivalency(wheel)),
        "zcta": _zip_code_areas(shapes["zcta"], shapes["borough"]),
        "police_precinct": _precinct,
        "school_district": _school_districts(shapes["school_district"], shapes["borough"]),
    }
    found = {"city": {"nyc": Place(name="New York City", parent_geoid=None)}}
    for level, describe in described.items():
        found[level] = {code: describe(code) for code in sorted(shapes[level])}
    return found


def _borough(code: str) -> Place:
    return Place(name="The Bronx" if _SHORT[code] == "Bronx" else _SHORT[code], parent_geoid="nyc")


def _community_districts(equivalency: pl.DataFrame) -> Callable[[str], Place]:
    # "BX05 Morris Heights-Mount Hope (CD 5 Approximation)" keeps the neighborhoods' names.
    names = {
        code: name.removeprefix(f"{code} ").rsplit(" (", 1)[0]
        for code, name in equivalency.select("cdta", "cdta_name").iter_rows()
    }

    def describe(code: str) -> Place:
        prefix, number = _PREFIX_OF_DIGIT[code[0]], int(code[1:])
        parent, around = _BOROUGH_OF_PREFIX[prefix], names[f"{prefix}{number:02}"]
        # Parks and airports are numbered above the borough's own districts, of which there are 18 at most.
        if number > 18:
            return Place(name=f"{around} ({_SHORT[parent]})", parent_geoid=parent, is_institutional=True)
        return Place(name=f"{_SHORT[parent]} Community District {number} ({around})", parent_geoid=parent)

    return describe


def _neighborhoods(equivalency: pl.DataFrame) -> Callable[[str], Place]:
    known = {
        code: (name, kind)
        for code, name, kind in equivalency.select(
            "neighborhood", "neighborhood_name", "nta_type"
        ).iter_rows()
    }

    def describe(code: str) -> Place:
        (name, kind), parent = known[code], _BOROUGH_OF_PREFIX[code[:2]]
        return Place(name=f"{name} ({_SHORT[parent]})", parent_geoid=parent, is_institutional=kind != 0)

    return describe


def _zip_code_areas(shapes: Shapes, boroughs: Shapes) -> Callable[[str], Place]:
    def describe(code: str) -> Place:
        if code == _NO_ZIP_CODE:
            return Place(name="Without a ZIP code area", parent_geoid="nyc", is_institutional=True)
        return Place(
            name=f"ZIP code area {code} ({_SHORT[_mostly_in(shapes[code], boroughs)]})", parent_geoid="nyc"
        )

    return describe


def _precinct(code: str) -> Place:
    parent = _PRECINCT_BOROUGHS[bisect(_LAST_PRECINCTS, int(code) - 1)]
    within = ", ".join(filter(None, [_NAMED_PRECINCTS.get(code), _SHORT[parent]]))
    return Place(
        name=f"{_ordinal(int(code))} Precinct ({within})",
        parent_geoid=parent,
        is_institutional=code == _CENTRAL_PARK_PRECINCT,
    )


def _school_districts(shapes: Shapes, boroughs: Shapes) -> Callable[[str], Place]:
    def describe(code: str) -> Place:
        borough = _SHORT[_mostly_in(shapes[code], boroughs)]
        return Place(name=f"School District {code} ({borough})", parent_geoid="nyc")

    return describe


def _mostly_in(shape: shapely.Geometry, boroughs: Shapes) -> str:
    return max(boroughs, key=lambda code: shape.intersection(boroughs[code]).area)


def _ordinal(number: int) -> str:
    ending = "th" if number % 100 in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
