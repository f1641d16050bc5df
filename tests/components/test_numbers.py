"""Tables that stand beside or instead of a picture: words for readers, numbers for the file."""

import polars as pl

from components import numbers, tooltips
from components.provenance import Provenance
from equity import missing, standouts
from equity.comparison import compare
from equity.geography import level
from equity.indicators import INDICATORS, indicator
from tests.components.test_answers import CITY, rows

ORIGIN = Provenance(title="Survey", publisher="Bureau", period="2019–2023")
UNINSURED = indicator("uninsured")


def test_a_verdict_has_its_difference_and_interval_in_one_cell():
    """0.25 - 0.05 = 0.20; sqrt(0.02^2 + 0.005^2) = 0.0206: from 17.9 to 22.1 points."""
    pairs = compare(rows(("A", 0.25, 0.02, "reliable"), ("C", 0.05, 0.005, "reliable")))
    table = numbers.of_verdicts(pairs, UNINSURED, title="Pairs", provenance=ORIGIN).table
    assert table["difference_in_words"][0] == "20.0 (17.9–22.1)"
    assert table["verdict"][0] == "higher"
    assert table["difference_low"].dtype == pl.Float64


def test_a_difference_that_is_more_than_chance_is_not_printed_with_a_zero_end():
    """4.00 - 3.58 = 0.42 points, +- 0.38: from 0.04 to 0.80, which is not to be read as 0.0 to 0.8."""
    margin = 0.0038 / 2**0.5
    pairs = compare(rows(("A", 0.0400, margin, "reliable"), ("C", 0.0358, margin, "reliable")))
    table = numbers.of_verdicts(pairs, UNINSURED, title="Pairs", provenance=ORIGIN).table
    assert (table["verdict"][0], table["difference_in_words"][0]) == ("higher", "0.4 (0.04–0.8)")


def test_a_bound_is_told_from_a_value_in_the_table_and_at_the_pointer():
    """The survey publishes "$3,500 or more" of A, for which the data hold 3,501."""
    rent = indicator("median_rent_2_bedrooms")
    here = rows(("A", 3_501.0, None, "no_margin"), ("B", 900.0, None, "no_margin")).with_columns(
        pl.Series("estimate_kind", ["open_ended_high", "survey"]), is_outside=pl.lit(value=False)
    )
    table = numbers.of_map(here, rent, level("county"), title="T", alt="", provenance=ORIGIN).table
    assert table["reliability"].to_list() == [
        "No margin of error given; in the highest, open-ended band: the true value is this or higher",
        "No margin of error given",
    ]
    said = tooltips.lines(here, rent, "", {"no_margin": "No margin"})
    assert said == "A\t$3,500 or more\tNo margin\nB\t$900\tNo margin"


def test_one_place_that_is_missing_is_one():
    assert _missing([98], ["suppressed"]) == "T: 98 people in 1 county."


def test_places_whose_people_nobody_counted_are_not_among_those_with_so_many_people():
    """98 and 66 people in two counties; two islands have no value and no count of residents."""
    said = _missing([98, 66, None, None], ["unreliable", "unreliable", "not_published", "not_published"])
    assert said == "T: 164 people in 2 counties, and 2 counties with an unknown number of people."
    assert _missing([None], ["not_published"]) == "T: 1 county with an unknown number of people."


def _missing(residents: list[int | None], why: list[str]) -> str:
    places = pl.DataFrame({"residents": residents, "why": why}, schema_overrides={"residents": pl.Int64})
    counted = missing.counted(places, pl.col("why"))
    said = numbers.of_missing(counted, title="T", one="county", many="counties", provenance=ORIGIN).alt
    return said.replace("\u00a0", " ")


def test_without_margins_there_is_a_difference_and_no_interval():
    pairs = compare(rows(("A", 0.25, None, "no_margin"), ("C", 0.05, None, "no_margin")))
    table = numbers.of_verdicts(pairs, UNINSURED, title="Pairs", provenance=ORIGIN).table
    assert table["difference_in_words"][0] == "20.0"


def test_a_standout_is_said_in_its_own_unit_with_its_doubt():
    """A is 40,000 of 8.4 million, w = 0.00476: (0.02 (1 - w))^2 + 0.001^2 - (0.02 w)^2 = 0.01993^2, so its
    distance of 18.6 points has a margin of 2.0."""
    found = standouts.of(rows(("A", 0.25, 0.02, "reliable")), CITY, INDICATORS)
    table = numbers.of_standouts(
        found.ranked, title="Worse", here="A", parent="City", provenance=ORIGIN
    ).table
    assert table["label"][0] == "People without health insurance (2023)"
    cells = [table[name][0].replace("\u00a0", " ") for name in ("here", "parent", "gap")]
    assert cells == ["25.0 ± 2.0 %", "6.4 ± 0.1 %", "18.6 percentage points higher (16.6–20.6)"]


def test_the_file_of_what_stands_out_names_the_place():
    found = standouts.of(rows(("A", 0.25, 0.02, "reliable")), CITY, INDICATORS)
    table = numbers.of_standouts(found.ranked, title="Worse", here="A", parent="City", provenance=ORIGIN)
    assert table.provenance.about == "A beside City"


def test_a_standout_that_is_lower_or_asks_for_caution_says_so():
    """0.03 is 3.4 points below 0.064; sqrt((0.02 (1 - w))^2 + 0.001^2 - (0.02 w)^2) = 0.0199 as above."""
    found = standouts.of(rows(("A", 0.03, 0.02, "caution")), CITY, INDICATORS)
    table = numbers.of_standouts(
        found.ranked, title="Better", here="A", parent="City", provenance=ORIGIN
    ).table
    assert table["here"][0].replace("\u00a0", " ") == "3.0 ± 2.0 %, use with caution"
    assert table["gap"][0].replace("\u00a0", " ") == "3.4 percentage points lower (1.4–5.4)"


def test_what_was_not_tested_says_why():
    found = standouts.of(rows(("A", 0.25, 0.3, "unreliable")), CITY, INDICATORS)
    table = numbers.of_standouts(
        found.left_out, title="Not tested", here="A", parent="City", provenance=ORIGIN
    ).table
    assert table["gap"][0].endswith("Too uncertain to rely on")
