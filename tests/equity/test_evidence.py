import polars as pl
import pytest

from data_loaders import evidence
from equity.errors import InvalidParameter, InvalidTable
from equity.evidence import COLUMNS, Use, cards, check_support, search, used_by
from equity.levers import LEVERS
from equity.simulation.parameters import ASSUMPTION, Parameter
from equity.simulation.run import PARAMETERS

CARD = {
    "id": "a_trial",
    "topic": "Case management",
    "measure": "Admissions",
    "unit": "ratio",
    "central": 0.89,
    "low": 0.81,
    "high": 0.98,
    "interval": "95 % interval",
    "population": "Adults",
    "setting": "One county",
    "year": 2022,
    "citation": "Someone. A journal 2022",
    "grade": "high",
    "role": "effect",
    "anchor_stage": "reached",
    "caveat": "",
    "how_read": "Abstract",
}


def table(**change: object) -> pl.DataFrame:
    return pl.DataFrame([CARD | change], schema=COLUMNS)


def test_a_card_keeps_the_figure_as_published():
    card = cards(table())["a_trial"]
    assert (card.central, card.low, card.high, card.year) == (0.89, 0.81, 0.98, 2022)


def test_a_figure_that_is_not_printed_is_none_and_not_zero():
    card = cards(table(central=None, low=None, high=None, interval=""))["a_trial"]
    assert card.central is None


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"citation": None}, "citation is empty: a_trial"),
        ({"grade": "excellent"}, "grade is not"),
        ({"anchor_stage": "invited"}, "stage is not"),
        ({"low": 1.2}, "low is above high"),
        ({"interval": ""}, "not said to be one"),
    ],
)
def test_an_incomplete_card_is_refused(change, words):
    with pytest.raises(InvalidTable, match=words):
        cards(table(**change))


def test_a_missing_column_is_named():
    with pytest.raises(InvalidTable, match="caveat"):
        cards(table().drop("caveat"))


def test_a_parameter_must_point_to_a_card_or_be_an_assumption():
    parameter = Parameter(
        id="visits",
        label="Visits",
        central=0.9,
        low=0.8,
        high=1.0,
        unit="ratio",
        distribution="lognormal",
        evidence=("a_trial", ASSUMPTION),
    )
    check_support([parameter], cards(table()))
    with pytest.raises(InvalidParameter, match="visits points to a_trial"):
        check_support([parameter], {})


def test_a_search_wants_every_word_anywhere_on_the_card():
    every = list(evidence.cards().values())
    found = search(every, "ASTHMA  king")
    assert [card.topic for card in found] == ["Asthma home visits"] * len(found)
    assert found and all("King County" in card.setting for card in found)
    assert search(every, "asthma zebra") == []
    assert search(every, "") == every


def test_a_topic_narrows_a_search():
    every = list(evidence.cards().values())
    of_method = search(every, "", topic="Method")
    assert {card.topic for card in of_method} == {"Method"}


def test_what_rests_on_a_study_is_named_by_lever_and_number():
    uses = used_by(
        {lever.label: lever.parameters for lever in LEVERS.values()}, everything=PARAMETERS.values()
    )
    assert (
        Use(user="Community health workers", number="Share of people offered a worker who take part")
        in (uses["cm_engagement"])
    )
    assert "The model itself" in {use.user for use in uses["ed_unit_cost"]}
    assert "assumption" not in uses
