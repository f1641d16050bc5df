"""Values that are not simply of a survey say so on every page that shows them."""

import pytest

from tests import declared
from tests.pages.test_every_page import opened
from tests.pages.test_gaps import words

PAGES = ("map", "compare", "place", "gaps", "disparities", "hot_spots", "trends")
IN_CALIFORNIA = {"within": "06", "level": "county", "indicator": "median_rent_2_bedrooms", "year": "2023"}
ALPINE = "06003"


@pytest.mark.parametrize("page", PAGES)
def test_numbers_of_community_districts_are_modeled(page: str) -> None:
    """The city's files spread the survey's numbers of tracts over these districts."""
    text = words(page, within="nyc", level="community_district", indicator="uninsured", year="2023")
    assert "modeled: survey estimates of other areas were spread over these by where people live" in text


def test_numbers_of_boroughs_are_of_the_survey() -> None:
    assert "modeled" not in words("map", within="nyc", level="borough", indicator="uninsured", year="2023")


def test_the_rent_of_alpine_county_is_a_bound_and_not_a_value() -> None:
    """The highest band of rents is "$3,500 or more", for which the survey's files hold 3,501."""
    text = words("map", **IN_CALIFORNIA, place=ALPINE)
    assert "**Alpine County, California**: $3,500 or more." in text
    assert "1 value is only a bound: the survey publishes “$3,500 or more” there." in text
    compared = words("compare", **IN_CALIFORNIA, places=f"{ALPINE},06001")
    assert "**Alpine County, California**: $3,500 or more" in compared
    assert "one is only a bound: cannot be compared" in compared
    assert "Median rent of a two-bedroom home (2023) $3,500 or more" in words(
        "place", **IN_CALIFORNIA, place=ALPINE
    )


@pytest.mark.parametrize("page", ["map", "compare", "place"])
def test_no_page_shows_the_number_that_stands_for_a_bound(page: str) -> None:
    opened_page = opened(
        next(each for each in declared.pages() if each.name == page),
        **IN_CALIFORNIA,
        place=ALPINE,
        places=f"{ALPINE},06001",
    )
    drawn = [each.proto.spec for each in opened_page.get("plotly_chart")]
    said = [words(page, **IN_CALIFORNIA, place=ALPINE, places=f"{ALPINE},06001"), *drawn]
    assert "3,501" not in "".join(said)
