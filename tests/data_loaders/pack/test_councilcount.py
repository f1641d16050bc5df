"""City files are read by their labels, on a drawn dictionary whose codes have moved."""

import polars as pl
import pytest

from data_loaders.pack.councilcount import AREAS, BOROUGHS, _dictionary, geoid_of
from equity import geography
from equity.errors import MissingColumns


def dictionary(code: str, year: int):
    """A dictionary of a period in which Hispanic residents stand under this code."""
    return _dictionary(
        pl.DataFrame(
            {
                "estimate_var_code": ["B01001_001E", code, "DP02_0088E"],
                "estimate_description": ["Total population", "Hispanic or Latino ", "Total population"],
                "denominator_var_code": [None, "DP02_0088E", None],
                "denominator_description": [None, "Total population", None],
            }
        ),
        year,
    )


def test_a_label_finds_its_code_of_the_period():
    assert dictionary("DP05_0076E", 2023).code("Hispanic or Latino") == "DP05_0076"
    assert dictionary("DP05_0066E", 2016).code("Hispanic or Latino") == "DP05_0066"


def test_the_package_says_what_its_percentage_is_of():
    assert dictionary("DP05_0076E", 2023).shares_of["Hispanic or Latino"] == ("DP02_0088", "Total population")


def test_a_label_of_another_period_is_refused_by_name():
    with pytest.raises(
        MissingColumns, match="councilcount 2011: expected a variable labeled 'With a disability'"
    ):
        dictionary("DP05_0066E", 2011).code("With a disability")


def test_every_area_is_a_declared_level_of_the_city():
    levels = [each.id for each in geography.LEVELS if each.tier == "nyc"]
    assert sorted(area.level for area in AREAS) == sorted(levels)


def test_boroughs_are_known_by_their_county():
    assert {geoid_of("borough", name) for name in BOROUGHS} == {"36005", "36047", "36061", "36081", "36085"}
    assert geoid_of("neighborhood", "QN0303") == "QN0303"
    assert geoid_of("city", "New York City") == "nyc"
