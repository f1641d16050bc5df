"""Numbers as a reader meets them. In these tables a plain space stands for the space that does not break."""

import pytest

from components import wording
from equity.errors import InvalidParameter
from equity.indicators import INDICATORS
from equity.rates import RELIABILITY


def plain(text):
    return text.replace(wording.SPACE, " ")


@pytest.mark.parametrize(
    ("value", "unit", "margin", "expected"),
    [
        (0.2503, "share", 0.0335, "25.0 %"),  # 3.35 points: two digits of doubt are tenths
        (0.2503, "share", 0.152, "25 %"),  # 15.2 points: whole points
        (0.2503, "share", 0.0004, "25.0 %"),  # never finer than a tenth
        (0.2503, "share", None, "25.0 %"),
        (0.0, "share", None, "0.0 %"),
        (1.0, "share", None, "100.0 %"),
        (12_345, "people", 1_234, "12,300"),  # 1,234: hundreds
        (12_345, "people", 12, "12,345"),
        (12_345, "people", None, "12,345"),
        (61_250, "usd", 4_100, "$61,200"),  # halves go to the even step
        (-1_240, "usd", None, "−\u2060$1,240"),
        (-0.0001, "share", None, "0.0 %"),  # nothing is left to be negative
        (3.24, "per_1000", None, "3.2"),
        (0.1234, "index", None, "0.123"),
    ],
)
def test_digits_end_where_doubt_begins(value, unit, margin, expected):
    assert plain(wording.number(value, unit_id=unit, margin=margin)) == expected


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        (1, "people", "1 person"),
        (0, "people", "0 people"),
        (2_000, "households", "2,000 households"),
        (0.034, "points", "3.4 percentage points"),
        (12.0, "per_1000", "12.0 per 1,000"),
        (36.4, "years", "36.4 years"),
    ],
)
def test_units_are_words(value, unit, expected):
    assert plain(wording.quantity(value, unit_id=unit)) == expected


@pytest.mark.parametrize(
    ("low", "high", "unit", "sentence", "label"),
    [
        (0.217, 0.284, "share", "between 21.7 and 28.4 %", "21.7–28.4 %"),
        (0.05, 0.45, "share", "between 5 and 45 %", "5–45 %"),  # 20 points of doubt
        (11_020, 13_480, "people", "between 11,000 and 13,500 people", "11,000–13,500 people"),
        (-0.01, 0.024, "points", "between −1.0 and 2.4 percentage points", "−1.0 to 2.4 percentage points"),
        (21_700, 28_400, "usd", "between $21,700 and $28,400", "$21,700–$28,400"),
    ],
)
def test_intervals_say_their_unit_once(low, high, unit, sentence, label):
    assert plain(wording.between(low, high, unit_id=unit)) == sentence
    assert plain(wording.span(low, high, unit_id=unit)) == label


def test_an_interval_apart_from_zero_has_no_zero_end():
    """0.004 to 0.8 points, and the same below zero."""
    for low, high, label in ((0.00004, 0.008, "0.004–0.8"), (-0.008, -0.00004, "−0.8 to −0.004")):
        said = plain(wording.span(low, high, unit_id="points", is_apart=True))
        assert said == f"{label} percentage points"
    assert plain(wording.span(0.00004, 0.008, unit_id="points")) == "0.0–0.8 percentage points"


@pytest.mark.parametrize(
    ("share", "expected"),
    [
        (0.25, "about one in four"),
        (0.26, "about one in four"),
        (0.063, "about one in 16"),
        (0.0112, "about one in 89"),
        (0.0034, "about one in 290"),  # 1 / 0.0034 = 294
        (0.0002, "fewer than one in 1,000"),
        (0.41, "about two in five"),
        (0.49, "about half"),
        (0.66, "about two in three"),
        (0.285, "about 28 in 100"),
        (0.345, "about one in three"),
        (0.91, "about nine in ten"),
        (0.99, "nearly everyone"),
    ],
)
def test_shares_can_be_pictured(share, expected):
    assert wording.share_in_words(share) == expected


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        (0.034, "share", "3.4 percentage points higher"),
        (-0.034, "share", "3.4 percentage points lower"),
        (0.0002, "share", "no different"),
        (0.02, "per_1000", "no different"),  # 0.0 per 1,000, which has another 1 in it
        (-1_200, "usd", "$1,200 lower"),
        (1, "people", "1 person higher"),
    ],
)
def test_differences_have_a_direction(value, unit, expected):
    assert plain(wording.difference(value, unit_id=unit)) == expected


@pytest.mark.parametrize(
    ("chance", "expected"),
    [
        (1.0, "almost certain (more than 99 %)"),
        (0.93, "very likely (93 %)"),
        (0.83, "likely (83 %)"),
        (0.5, "about as likely as not (50 %)"),
        (0.2, "unlikely (20 %)"),
        (0.05, "very unlikely (5 %)"),
        (0.0, "almost impossible (less than 1 %)"),
    ],
)
def test_chances_are_words_with_their_number(chance, expected):
    assert plain(wording.probability(chance)) == expected


@pytest.mark.parametrize(
    ("usd", "margin", "expected"),
    [
        (1_240_000, None, "$1.24 million"),
        (1_243_211, 300_000, "$1.24 million"),
        (12_345_678, 2_000_000, "$12.3 million"),
        (340_000_000, None, "$340 million"),
        (2_500_000_000, None, "$2.50 billion"),
        (-340_123, None, "−\u2060$340,000"),
        (999_700, None, "$1.00 million"),
        (12, None, "$12"),
        (0, None, "$0"),
    ],
)
def test_money_is_read_aloud(usd, margin, expected):
    assert plain(wording.money(usd, margin=margin)) == expected


@pytest.mark.parametrize(
    ("count", "expected"),
    [(12_345, "about 12,300 people"), (980, "980 people"), (1, "1 person"), (0, "0 people")],
)
def test_people_are_rounded_openly(count, expected):
    assert plain(wording.people(count)) == expected


@pytest.mark.parametrize(
    ("verdict", "expected"),
    [
        ("higher", "Corona is higher than Queens."),
        ("lower", "Corona is lower than Queens."),
        (
            "cannot tell apart",
            "We cannot tell Corona and Queens apart: the difference is within chance.",
        ),
        ("no margin: cannot be tested", "Corona and Queens cannot be compared: no margin."),
    ],
)
def test_verdicts_are_plain(verdict, expected):
    assert wording.comparison(verdict, this="Corona", other="Queens") == expected


def test_names_that_need_an_article_have_one():
    said = wording.comparison("higher", this="District of Columbia", other="United States")
    assert said == "The District of Columbia is higher than the United States."


def test_years_and_periods():
    """A five-year period is named by its last year: 2023 is 2019 to 2023."""
    assert wording.period(2023) == "2023"
    assert wording.period(2023, years=5) == "2019–2023"


def test_lists_read_as_sentences():
    assert wording.listed(["Bronx"]) == "Bronx"
    assert wording.listed(["Bronx", "Queens", "Kings"]) == "Bronx, Queens and Kings"


def test_every_state_of_knowing_has_its_own_label():
    assert set(wording.RELIABILITY_LABELS) == set(RELIABILITY)
    assert len(set(wording.RELIABILITY_LABELS.values())) == len(RELIABILITY)


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_what_is_not_a_number_is_not_printed_as_one(value):
    with pytest.raises(InvalidParameter, match="not finite"):
        wording.number(value, unit_id="share")


def test_every_indicator_has_a_unit_and_a_direction_in_words():
    for indicator in INDICATORS.values():
        assert wording.unit(indicator.unit)
        assert wording.BETTER[indicator.better].endswith(".")


def test_an_unknown_unit_is_refused():
    with pytest.raises(InvalidParameter, match="furlongs"):
        wording.number(1, unit_id="furlongs")


@pytest.mark.parametrize("say", [wording.percent_chance, wording.share_in_words])
def test_a_share_lies_between_nothing_and_all(say):
    with pytest.raises(InvalidParameter, match="from 0 to 1"):
        say(1.2)
