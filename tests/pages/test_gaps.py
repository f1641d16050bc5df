"""What the pages about gaps say, read as a visitor reads them, on the data that ship with the app."""

import pytest

from components.wording import SPACE
from tests import declared
from tests.pages.test_every_page import opened


def words(name: str, **query: str) -> str:
    page = next(each for each in declared.pages() if each.name == name)
    app = opened(page, **query)
    assert not app.exception
    assert not app.error
    texts = [*app.title, *app.header, *app.subheader, *app.markdown, *app.caption]
    tables = [" ".join(map(str, each.value.to_numpy().ravel())) for each in app.table]
    metrics = [f"{each.label} {each.value}" for each in app.metric]
    return "\n".join([*(each.value for each in texts), *tables, *metrics]).replace(SPACE, " ")


def test_disparities_answers_the_question_in_people_before_anything_else():
    """New York City's uninsured by poverty of the neighborhood: 6.4 % on average, 3.8 % in the best-off
    fifth, so 2.6 points of 8.46 million people, about 222,000."""
    text = words("disparities")
    assert "about 222,000 fewer people" in text
    assert text.index("about 222,000 fewer people") < text.index("slope index of inequality")
    assert "draw the straight line that fits best" in text
    assert "not who in these places carries it" in text


@pytest.mark.parametrize("ask", ["gain", "ends", "steps", "spread"])
@pytest.mark.parametrize("along", ["by_poverty", "by_education", "places"])
def test_every_question_has_an_answer_along_every_dimension(ask, along):
    text = words("disparities", ask=ask, dimension=along)
    assert "Absolute:" in text
    assert "Relative:" in text
    assert "nan" not in text.lower().split()


def test_disparities_of_counties_work_without_margins_and_say_so():
    text = words("disparities", within="48", level="county", indicator="no_broadband", year="2019")
    assert "No interval is shown: the standard error of at least one group is not known." in text


def test_the_best_of_many_places_is_one_to_rely_on():
    """Texas in 2019 has 254 counties. Sterling County has the lowest poverty of all and 1,194 people whose
    income is known; without margins it is not held up to the others. Rockwall County, of about 97,000
    people, has the lowest poverty of those of 20,000 people or more."""
    text = words("disparities", within="48", level="county", indicator="poverty", year="2019")
    assert "If all did as well as Rockwall County, Texas" in text
    assert "Sterling" not in text
    assert "only among counties of 20,000 people or more (122 of 254)" in text


def test_the_gap_finder_names_the_surest_large_gap_and_gives_chances_not_ranks():
    """North Corona: 25.0 - 6.4 = 18.6 points, at 90 % at least 15.3 (both margins combined)."""
    text = words("gaps")
    assert "The largest gap that is sure: **North Corona (Queens)**, worse by at least 15.3" in text
    assert "almost certain (more than 99 %)" in text
    assert "likely (85 %)" in text
    assert "This is not a ranking" in text
    assert "Widest gaps: New York City" in text


def test_the_gap_finder_ranks_nothing_where_there_are_no_margins():
    text = words("gaps", within="48", level="county", indicator="poverty", year="2019")
    assert "nobody can say which gaps are more than chance" in text
    assert "Among the worst tenth?" not in text
    assert "likely" not in text


def test_a_place_is_not_listed_as_worse_than_itself():
    """The District of Columbia is its only county, so its gap is 0."""
    text = words("gaps", within="11", level="county", indicator="poverty", year="2019")
    assert "The only county of 20,000 people or more is not worse than the District of Columbia." in text
    assert "Place by place" not in text


def test_hot_spots_say_what_could_be_chance_and_who_is_left_out():
    text = words("hot_spots")
    assert "North Corona (Queens)" in text
    assert "cannot be told from chance" in text
    assert "the share of false alarms among the colored ones is held to 5 %" in text
    nation = words("hot_spots", within="us", level="county", indicator="poverty", year="2019")
    assert "they border no other county with a value" in nation
    assert "Nantucket County, Massachusetts" in nation


def test_trends_say_how_likely_it_is_that_the_gap_is_closing():
    text = words("trends")
    assert "the fifth with the most poverty against the fifth with the least poverty" in text
    assert "that it became smaller" in text or "that it became larger" in text
    assert "areas were redrawn or counted in another way" in text


def test_one_place_against_the_area_can_be_followed():
    text = words("trends", gap="place", place="QN0303")
    assert "North Corona (Queens) against New York City" in text


def test_trends_say_where_no_year_has_both():
    """Nobody lives in Astoria Park."""
    text = words("trends", gap="place", place="QN0191")
    assert "There is no year with both" in text
    assert "only one year" not in text


def test_trends_of_counties_give_no_chance_where_there_are_no_margins():
    text = words("trends", within="48", level="county", indicator="no_broadband", year="2019")
    assert "only one year with both" in text
    assert "The chance looks at sampling alone" not in text
