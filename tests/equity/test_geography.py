import polars as pl
import pytest

from equity import geography
from equity.errors import InvalidParameter, InvalidTable, UnknownLevel, UnknownYear
from tests.equity.rows import rows


def places(*geoids: str, level: str = "county") -> pl.DataFrame:
    return pl.DataFrame(
        {"geoid": geoids, "geo_level": [level] * len(geoids), "name": [f"Place {code}" for code in geoids]}
    ).with_row_index("outline_index")


def test_levels_name_parents_that_exist():
    known = {each.id: each for each in geography.LEVELS}
    for each in geography.LEVELS:
        assert each.parent is None or known[each.parent].tier == each.tier
    with pytest.raises(UnknownLevel, match=r"parish.*county"):
        geography.level("parish")


def test_connecticut_has_counties_until_2021_and_regions_from_2022():
    assert [geography.boundary_vintage("county", year) for year in (2013, 2019, 2021, 2022, 2023)] == [
        2017,
        2017,
        2017,
        2023,
        2023,
    ]
    assert geography.boundary_vintage("neighborhood", 2011) == geography.boundary_vintage(
        "neighborhood", 2023
    )
    with pytest.raises(UnknownYear):
        geography.boundary_vintage("county", 23)


def test_tracts_are_drawn_on_the_shapes_of_their_own_census():
    """2010-census tracts end with the 2015-2019 data; Connecticut's regions begin with 2018-2022."""
    years = (2012, 2014, 2015, 2019, 2020, 2021, 2022, 2024)
    assert [geography.boundary_vintage("tract", year) for year in years] == [
        *(2010, 2014, 2019, 2019, 2020, 2020, 2023, 2023)
    ]
    assert [geography.boundary_vintage("us_zcta", year) for year in (2019, 2020, 2024)] == [2019, 2020, 2020]


@pytest.mark.parametrize(
    ("a", "b", "shared"), [(2019, 2023, 0.2), (2023, 2022, 0.8), (2018, 2023, 0.0), (2011, 2023, 0)]
)
def test_five_year_periods_share_years(a, b, shared):
    """2015-2019 and 2019-2023 share one year of five."""
    assert geography.overlap_of_periods(a, b) == shared


def test_a_period_has_a_year():
    with pytest.raises(InvalidParameter):
        geography.overlap_of_periods(2019, 2023, years=0)


def test_a_join_drops_nothing_and_keeps_the_drawing_order():
    joined = geography.join(
        rows({"geoid": "36061", "estimate": 0.2}, {"geoid": "99999"}), places("36005", "36061")
    )
    assert joined.table["geoid"].to_list() == ["36005", "36061", "99999"]
    assert joined.table["estimate"].to_list() == [None, 0.2, 0.1]
    assert joined.table["estimate_kind"].to_list() == ["not_published", "survey", "survey"]
    assert joined.table["outline_index"].to_list() == [0, 1, None]
    assert joined.matched == 1
    assert [each.geoid for each in joined.without_value] == ["36005"]
    assert joined.without_value[0].name == "Place 36005"
    assert [each.geoid for each in joined.without_shape] == ["99999"]
    assert joined.without_shape[0].why == ""


def test_connecticut_of_one_vintage_is_not_filled_from_the_other():
    """Eight counties of 2019 on the nine regions of 2023: none matches, and both lists say why."""
    regions = places(*[f"09{number}" for number in range(110, 200, 10)])
    counties = rows(*[{"geoid": f"09{number:03}"} for number in range(1, 16, 2)])
    joined = geography.join(counties, regions)
    assert (joined.matched, len(joined.without_value), len(joined.without_shape)) == (0, 9, 8)
    assert joined.table["estimate"].head(9).null_count() == 9
    assert all("planning regions" in each.why for each in (*joined.without_value, *joined.without_shape))


@pytest.mark.parametrize(
    ("old", "new", "word"),
    [
        ("02261", "02063", "Valdez-Cordova"),
        ("02261", "02066", "Valdez-Cordova"),
        ("46113", "46102", "Oglala"),
        ("02270", "02158", "Kusilvak"),
        ("51515", "51019", "Bedford"),
    ],
)
def test_codes_that_gave_way_are_explained(old, new, word):
    joined = geography.join(rows({"geoid": old}), places(new))
    assert joined.matched == 0
    assert word in joined.without_shape[0].why
    assert word in joined.without_value[0].why


def test_a_join_refuses_two_rows_for_a_place_and_two_levels():
    with pytest.raises(InvalidTable, match="36005 has several rows"):
        geography.join(rows({}, {"group": "hispanic"}), places("36005"))
    with pytest.raises(InvalidTable, match="county, state"):
        geography.join(rows({}), places("36", level="state"))


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("09001010101", "09110010101", "Connecticut's 8 counties"),
        ("02261000100", "02063000100", "Valdez-Cordova"),
        ("46113940500", "46102940500", "Oglala Lakota"),
        ("51515050100", "51019050100", "Bedford"),
    ],
)
def test_a_tract_without_a_shape_is_explained_by_the_change_of_its_county(old, new, words):
    """The codes are real: the tracts kept their numbers when their county's code changed."""
    for data, shapes in ((old, new), (new, old)):
        joined = geography.join(rows({"geoid": data, "geo_level": "tract"}), places(shapes, level="tract"))
        assert joined.matched == 0
        assert words in joined.without_shape[0].why
        assert words in joined.without_value[0].why


def test_zip_code_areas_are_not_taken_for_counties():
    """46113 and 46102 are also ZIP codes, of Indianapolis."""
    joined = geography.join(
        rows({"geoid": "46113", "geo_level": "us_zcta"}), places("46102", level="us_zcta")
    )
    assert joined.without_shape[0].why == ""
