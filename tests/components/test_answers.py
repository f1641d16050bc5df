"""The sentences under the question say what the data say, with their doubt, and rank nothing by chance."""

import polars as pl
import pytest

from components import answers
from components.provenance import Provenance
from equity import dimensions, geography
from equity.indicators import indicator
from equity.standouts import Standouts

UNINSURED, LEVEL = indicator("uninsured"), geography.level("neighborhood")
ORIGIN = Provenance(title="Survey", publisher="Bureau", period="2019–2023")


def rows(*places: tuple[str, float | None, float | None, str]) -> pl.DataFrame:
    """Name, estimate, margin and reliability, as the tables behind a page have them."""
    return pl.DataFrame(
        [
            {
                "geoid": name,
                "name": name,
                "geo_level": "neighborhood" if name != "City" else "city",
                "vintage": 2023,
                "indicator": "uninsured",
                "group": "all",
                "estimate": estimate,
                "estimate_kind": "survey",
                "moe": moe,
                "standard_error": None if moe is None else moe / 1.645,
                "low": None if moe is None or estimate is None else estimate - moe,
                "high": None if moe is None or estimate is None else estimate + moe,
                "reliability": reliability,
                "residents": 40_000,
                "denominator": 40_000.0 if name != "City" else 8_400_000.0,
            }
            for name, estimate, moe, reliability in places
        ],
        schema_overrides=dict.fromkeys(("estimate", "moe", "standard_error", "low", "high"), pl.Float64),
    )


PLACE = (pl.lit("survey").alias("estimate_kind"), pl.lit(value=False).alias("is_institutional"))
CITY = rows(("City", 0.064, 0.001, "reliable"))


def plain(words: str) -> str:
    return words.replace("\u00a0", " ")


def test_a_place_is_said_with_its_interval_and_the_verdict():
    """0.25 - 0.034 = 0.216 and 0.25 + 0.034 = 0.284."""
    said = plain(answers.of_place(rows(("Corona", 0.25, 0.034, "reliable")), CITY, UNINSURED))
    assert "about one in four, 25.0 % (between 21.6 and 28.4 %)" in said
    assert said.endswith("Corona is higher than City.")


def test_a_place_within_chance_is_not_called_higher():
    said = plain(answers.of_place(rows(("Near", 0.066, 0.01, "reliable")), CITY, UNINSURED))
    assert "cannot tell Near and City apart" in said


def test_an_unreliable_value_is_not_pictured_and_is_said_to_be_uncertain():
    said = plain(answers.of_place(rows(("Tiny", 0.25, 0.3, "unreliable")), CITY, UNINSURED))
    assert "one in four" not in said
    assert "too uncertain to rely on" in said


def test_a_place_without_a_value_says_why():
    said = answers.of_place(rows(("Park", None, None, "no_residents")), CITY, UNINSURED)
    assert "nobody lives here" in said


def test_an_open_ended_value_is_said_as_the_bound_that_is_published():
    """The survey publishes "$3,500 or more"; the data hold 3,501 for it."""
    rent = indicator("median_rent_2_bedrooms")
    alpine = rows(("Alpine", 3_501.0, None, "no_margin")).with_columns(
        estimate_kind=pl.lit("open_ended_high")
    )
    assert answers.of_place(alpine, CITY.clear(), rent) == "**Alpine**: $3,500 or more."


def test_the_ends_of_a_map_count_who_is_level_with_them():
    """z of 0.25 against 0.24 is 0.01 / sqrt(2) / 0.0122 = 0.58: B is level with A; C is far off."""
    here = rows(("A", 0.25, 0.02, "reliable"), ("B", 0.24, 0.02, "reliable"), ("C", 0.05, 0.005, "reliable"))
    said = plain(answers.of_map(here, UNINSURED, LEVEL, place=None, whole=CITY))
    assert "in C to 25.0 %" in said
    assert said.endswith("One other cannot be told apart from the highest.")


def test_an_end_that_many_share_and_places_of_unknown_size_are_counted_and_not_named():
    """A and B both have 5 %; nobody counted who lives in D."""
    here = rows(
        *(
            (name, share, None, "no_margin")
            for name, share in (("A", 0.05), ("B", 0.05), ("C", 0.2), ("D", 0.01))
        )
    ).with_columns(residents=pl.when(pl.col("name") != "D").then("residents"))
    said = plain(answers.of_map(here, UNINSURED, LEVEL, place=None, whole=CITY))
    assert said.startswith(
        "From 5.0 % in 2 neighborhoods to 20.0 % in C, among 3 neighborhoods of 20,000 people or more. "
        "1 of unknown size is left out."
    )


def test_where_all_places_have_one_value_there_are_no_ends():
    here = rows(*((name, 0.05, None, "no_margin") for name in "ABC"))
    said = plain(answers.of_map(here, UNINSURED, LEVEL, place=None, whole=CITY))
    assert said.startswith("5.0 % in all 3 neighborhoods of 20,000 people or more. The source")


def test_codes_without_margins_are_not_said_to_be_chance():
    here = rows(("A", 1.0, None, "reliable"), ("B", 9.0, None, "reliable"))
    said = answers.of_map(here, indicator("rural_urban_code"), LEVEL, place=None, whole=CITY)
    assert said == "From 1 in A to 9 in B, among 2 neighborhoods with a value to rely on."


def test_a_map_without_reliable_values_says_so():
    here = rows(("A", 0.25, 0.4, "unreliable"))
    assert "No two neighborhoods" in answers.of_map(here, UNINSURED, LEVEL, place=None, whole=CITY)


def test_which_places_can_be_the_best_is_said():
    """Two of three have a reliable value; without margins, 40,000 people are enough to be held up."""
    sure, unsure = ("A", 0.25, 0.02, "reliable"), ("C", 0.05, 0.04, "unreliable")
    some = dimensions.each_place(rows(sure, ("B", 0.2, 0.01, "reliable"), unsure).with_columns(PLACE))
    assert "only among neighborhoods with a reliable value (2 of 3)" in answers.about(some, LEVEL)
    none = dimensions.each_place(rows(unsure, unsure).with_columns(PLACE))
    assert "There is no neighborhood with a reliable value" in answers.about(none, LEVEL)
    bare = dimensions.each_place(rows(("A", 0.2, None, "no_margin")).with_columns(PLACE))
    assert "neighborhoods of 20,000 people or more (1 of 1)" in answers.about(bare, LEVEL)


@pytest.mark.parametrize(
    ("verdicts", "said"),
    [
        ({"A": "higher", "B": "lower"}, "A is higher than City. B is lower than City."),
        ({"A": "higher", "B": "higher"}, "A and B are higher than City."),
        ({"A": "cannot tell apart"}, "A cannot be told apart from City."),
        ({"A": "no margin: cannot be tested"}, "no margin of error"),
    ],
)
def test_a_comparison_names_each_verdict(verdicts: dict[str, str], said: str):
    table = pl.DataFrame({"name": list(verdicts), "verdict": list(verdicts.values())})
    assert said in answers.of_comparison(table, "City")


def test_places_without_a_value_are_not_said_to_lack_a_margin():
    verdicts = pl.DataFrame({"name": ["Yard", "Island"], "verdict": ["no value: cannot be compared"] * 2})
    assert answers.of_comparison(verdicts, "City") == "Without a value on both sides nothing can be compared."


def test_where_nothing_can_be_tested_the_reason_is_the_places_own():
    nothing = pl.DataFrame({"direction": []})
    for state, why in (("no_residents", "nobody lives here"), ("no_margin", "no margin of error given")):
        found = Standouts(ranked=nothing, not_told_apart=nothing, left_out=pl.DataFrame({"why": [state] * 2}))
        assert answers.of_standouts(found, name="Yard", parent_name="District of Columbia") == (
            f"Nothing about Yard can be tested against the District of Columbia: {why}."
        )


def test_standouts_count_worse_and_better():
    ranked = pl.DataFrame({"direction": ["worse", "better", "worse", "neutral"]})
    alike = pl.DataFrame({"direction": ["neutral"]})
    found = Standouts(ranked=ranked, not_told_apart=alike, left_out=pl.DataFrame())
    said = answers.of_standouts(found, name="Corona", parent_name="Queens")
    assert "Of 5 things" in said
    assert "4: 2 for the worse, 1 for the better" in said


def test_who_is_left_out_of_an_average_is_counted_in_people():
    lived = pl.DataFrame(
        {"name": ["Hispanic or Latino", "Everyone else"], "residents_left_out": [1_150.0, 0.0]}
    )
    said = plain(answers.left_out_of(lived))
    assert "Hispanic or Latino: 1,150 people" in said
    assert "Everyone else" not in said


def test_a_title_names_the_group_it_is_about():
    assert answers.title(UNINSURED, "hispanic", "Texas", ORIGIN) == (
        "People without health insurance, Hispanic or Latino: Texas, 2019–2023"
    )
