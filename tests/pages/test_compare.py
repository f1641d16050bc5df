"""What the Compare page says, read as a visitor reads it."""

import pytest

from tests import declared
from tests.pages.test_every_page import opened
from tests.pages.test_gaps import words

CORONA_AND_HEIGHTS = {
    "within": "nyc",
    "level": "neighborhood",
    "indicator": "uninsured",
    "year": "2023",
    "places": "QN0303,BK0201",
}


def test_north_corona_against_brooklyn_heights_is_told_as_it_should_be():
    """25.03 % +- 3.35 against 1.58 % +- 0.82, whose standard error 0.82 / 1.645 is 31 % of it. Their
    difference is 23.4 points, +- sqrt(3.35^2 + 0.82^2) = 3.45: from 20.0 to 26.9. The ratio 15.8 has a
    factor of exp(1.645 sqrt(0.0814^2 + 0.3147^2)) = 1.707: from 9.3 to 27, too wide to quote one number."""
    text = words("compare", **CORONA_AND_HEIGHTS)
    assert (
        "**North Corona (Queens)**: 25.0 % ± 3.4, against **Brooklyn Heights (Brooklyn)**: 1.6 % ± 0.8, "
        "which is itself unreliable (its standard error is 31 % of it)."
    ) in text
    assert "North Corona (Queens) is higher than Brooklyn Heights (Brooklyn)." in text
    assert "The gap is 23.4 percentage points (between 20.0 and 26.9 percentage points)" in text
    assert "how many times as high is unsure: between 9.3 and 27.0 times" in text.replace(
        "27 times", "27.0 times"
    )


def test_the_whole_area_is_the_reference_unless_another_is_chosen():
    text = words("compare", **CORONA_AND_HEIGHTS)
    assert "Each against New York City, absolute and relative" in text
    chosen = words("compare", **CORONA_AND_HEIGHTS, reference="BK0201")
    assert "Each against Brooklyn Heights (Brooklyn), absolute and relative" in chosen
    best = words("compare", **CORONA_AND_HEIGHTS, reference="best")
    assert "looks better than it is" in best


def test_the_files_say_what_is_compared():
    app = opened(next(page for page in declared.pages() if page.name == "compare"), **CORONA_AND_HEIGHTS)
    what = "People without health insurance: New York City, 2019–2023"
    keys = [each.proto.id for each in app.get("download_button")]
    for title in ("Against the reference", "Each against each"):
        assert any(key.endswith(f"csv {title}: {what}") for key in keys)


def test_where_nothing_can_be_chosen_there_is_no_empty_chart():
    """The District of Columbia is one county."""
    page = next(page for page in declared.pages() if page.name == "compare")
    app = opened(page, within="11", level="county", indicator="poverty", year="2019")
    assert "Choose two or more places to compare." in [each.value for each in app.markdown]
    assert len(app.get("plotly_chart")) == 1, "who lives where it is high"


def test_a_target_in_the_link_is_in_percent():
    """Against a target of 20 %, 25.0 +- 3.4 is 5.0 points higher."""
    text = words("compare", **CORONA_AND_HEIGHTS, reference="target", target="20")
    assert "North Corona (Queens) is higher than the target." in text
    assert "5.0 (1.7 to 8.4)" in text or "5.0 (1.7–8.4)" in text


@pytest.mark.parametrize("target", ["inf", "nan", "1e400"])
def test_a_target_that_is_no_number_is_left_out(target: str):
    """The field then starts where it does without one."""
    view = {"within": "36", "level": "county", "indicator": "median_household_income", "year": "2019"}
    page = next(page for page in declared.pages() if page.name == "compare")
    without, asked = (opened(page, **view, reference="target", **more) for more in ({}, {"target": target}))
    assert not asked.exception and not asked.error
    assert asked.number_input(key="target").value == without.number_input(key="target").value
    assert [each.value for each in asked.warning if f"“{target}”, which is no number" in each.value]


def test_a_target_keeps_its_digits_in_the_link():
    """12.345678 % and not 12.3457 %."""
    page = next(page for page in declared.pages() if page.name == "compare")
    app = opened(page, **CORONA_AND_HEIGHTS, reference="target")
    app.number_input(key="target").set_value(12.345678).run()
    assert app.query_params["target"] in ("12.345678", ["12.345678"])


def test_groups_are_told_in_their_declared_order_where_there_are_any():
    text = words("compare", **(CORONA_AND_HEIGHTS | {"indicator": "residents_by_race_ethnicity"}))
    assert "Groups stand in the order of the alphabet" in text
    assert "groups in places" in text, "who among them has no value to rely on is counted"
    without = words("compare", **CORONA_AND_HEIGHTS)
    assert "do not say how groups within a place fare" in without


def test_who_is_missing_is_told_in_people():
    text = words("compare", **CORONA_AND_HEIGHTS)
    assert "Who is missing" in text
    assert "people in 18 neighborhoods" in text


def test_counties_without_margins_can_be_compared_and_are_not_tested():
    text = words(
        "compare", within="48", level="county", indicator="poverty", year="2019", places="48201,48113"
    )
    assert "given without a margin of error" in text
    assert "cannot be compared: no margin" in text


def test_areas_that_were_redrawn_are_compared_all_the_same():
    """Connecticut's counties of 2019 have no residents by group, who are counted by planning region."""
    text = words("compare", within="09", level="county", indicator="poverty", year="2019")
    assert "Who lives where was counted for other areas than these" in text


def test_a_comparison_of_one_place_with_itself_has_no_empty_table():
    text = words("compare", within="nyc", level="borough", indicator="uninsured", year="2023", places="36061")
    assert "There is nothing to list here." in text


def test_people_outside_an_area_are_not_left_out_of_it():
    """The District is its only county, and has a value: nobody who lives there is missing."""
    text = words("compare", within="11", level="county", indicator="poverty", year="2019")
    assert "Nobody is left out of these averages." in text
