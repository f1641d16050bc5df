"""What the levers page says of a run: the numbers of the run, in words, with nothing added."""

import polars as pl
import pytest

from components import levers
from data_loaders import evidence, lever_cells, state_policy
from equity.levers import LEVERS
from equity.simulation import gaps, summary
from equity.simulation.outcome import Outcome
from equity.simulation.run import run
from equity.simulation.scenario import Scenario

SETTINGS = {"chw_offered": 0.5, "chw_workers": 3.0, "snap_mailed": 0.8, "screening_duty": 1.0}


@pytest.fixture(scope="module")
def outcome() -> Outcome:
    """All three levers in the community districts of New York City, with few draws."""
    cells = lever_cells.cells("community_district", "nyc")
    return run(Scenario(settings=SETTINGS), cells, state_policy.policy("36"), draws=128)


def test_there_is_a_figure_for_each_lever_each_outcome_and_the_cost(outcome):
    shown = levers.figures(summary.headline(outcome))
    assert len(shown) == len(outcome.effects) + len(outcome.endpoints) + 1
    assert shown[-1].label == "Net cost to all payers"
    assert shown[-1].chance.startswith("Pays for itself: ")
    assert all("80\u00a0% interval" in figure.interval for figure in shown)


def test_the_answer_counts_the_people_and_says_the_cost_once(outcome):
    said = levers.answer(outcome, summary.headline(outcome), "New York City")
    assert said.startswith("Over 5 years in New York City")
    assert "SNAP enrollment" in said
    assert said.count("all payers together") == 1


def test_without_a_lever_nothing_is_claimed():
    cells = lever_cells.cells("community_district", "nyc")
    nothing = run(Scenario(), cells, state_policy.policy("36"), draws=16)
    said = levers.answer(nothing, summary.headline(nothing), "New York City")
    assert said == "No lever is moved, so nothing changes in New York City. Move one to begin."


@pytest.mark.parametrize("view", levers.VIEWS)
def test_every_view_has_something_to_show(outcome, view):
    shown = levers.view(
        view,
        outcome,
        gaps.gaps(outcome),
        names={},
        cards=evidence.cards(),
        endpoint=outcome.endpoints[0],
        origin=levers.provenance(outcome, title="Scenario"),
    )
    assert shown


def test_the_ledger_of_a_year_adds_up_to_nothing(outcome):
    """Every dollar has a payer and a receiver, households' unknown costs left aside."""
    table = levers.ledger(outcome, levers.provenance(outcome, title="Scenario")).table
    usd = [name for name in table.columns if table[name].dtype.is_float()]
    assert usd
    drawn = summary.ledger(outcome).filter(pl.col("mean").is_not_null())
    by_year = drawn.group_by("year").agg(pl.col("mean").sum(), gross=pl.col("mean").abs().sum())
    assert (by_year["mean"].abs() <= 1e-6 * by_year["gross"]).all()


def test_every_number_behind_a_lever_has_a_card_that_says_what_it_rests_on(outcome):
    for lever in outcome.effects:
        cards = levers.of_parameters(LEVERS[lever], evidence.cards())
        assert len(cards.texts) == len(LEVERS[lever].parameters)
        assert all("Rests on: " in text for text in cards.texts)


def test_an_assumption_is_called_one():
    texts = " ".join(levers.of_parameters(LEVERS["screening_referral"], evidence.cards()).texts)
    assert "**an assumption**" in texts


def test_a_gap_is_said_with_the_chance_that_it_widens(outcome):
    found = gaps.gaps(outcome)[0]
    said = levers.gap_in_words(found)
    assert "per 1,000 residents" in said
    assert "That it widens is " in said
