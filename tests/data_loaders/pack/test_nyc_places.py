"""Areas of the city are named, on a drawn city of two boroughs."""

import polars as pl
import pytest
import shapely

from data_loaders.pack import nyc_places

BRONX, QUEENS = shapely.box(0, 10, 10, 20), shapely.box(10, 0, 20, 10)
SHAPES = {
    "borough": {"36005": BRONX, "36081": QUEENS},
    "community_district": {"201": BRONX, "480": QUEENS},
    "council_district": {"8": BRONX},
    "council_district_2013": {"8": BRONX},
    "neighborhood": {"BX0101": BRONX, "QN0151": QUEENS},
    "zcta": {"10454": shapely.box(8, 8, 11, 16), "99999": QUEENS},
    "police_precinct": {"1": BRONX, "22": BRONX, "40": BRONX, "113": QUEENS},
    "school_district": {"7": shapely.box(0, 12, 5, 15)},
}
TRACTS = pl.DataFrame(
    {
        "neighborhood": ["BX0101", "QN0151"],
        "neighborhood_name": ["Mott Haven-Port Morris", "Rikers Island"],
        "nta_type": [0, 5],
        "cdta": ["BX01", "QN80"],
        "cdta_name": [
            "BX01 Melrose (North) (CD 1 Approximation)",
            "QN80 LaGuardia Airport (JIA 80 Approximation)",
        ],
    }
)


@pytest.fixture
def places(monkeypatch, tmp_path):
    monkeypatch.setattr(nyc_places.tracts, "equivalency", lambda _: TRACTS)
    return nyc_places.places(tmp_path, SHAPES)


def test_names_say_what_and_where(places):
    assert places["community_district"]["201"].name == "Bronx Community District 1 (Melrose (North))"
    assert places["neighborhood"]["BX0101"].name == "Mott Haven-Port Morris (Bronx)"
    assert places["zcta"]["10454"].name == "ZIP code area 10454 (Bronx)"
    assert places["council_district_2013"]["8"].name == "City Council District 8 (2013 lines)"


def test_precincts_are_numbered_on_through_the_boroughs(places):
    """Manhattan ends with 34, the Bronx with 52, Brooklyn with 94, Queens with 116."""
    names = {code: place.name for code, place in places["police_precinct"].items()}
    assert names == {
        "1": "1st Precinct (Manhattan)",
        "22": "22nd Precinct (Central Park, Manhattan)",
        "40": "40th Precinct (Bronx)",
        "113": "113th Precinct (Queens)",
    }


def test_what_is_no_residential_area_is_marked(places):
    marked = {code for level in places.values() for code, place in level.items() if place.is_institutional}
    assert marked == {"480", "QN0151", "99999", "22"}
