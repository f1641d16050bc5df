"""The tables that go with a publication say what the run says, and leave empty what nobody knows."""

from dataclasses import replace

import numpy as np
import polars as pl
import pytest

from data_loaders import evidence
from equity.simulation import reporting
from equity.simulation.gaps import gaps
from equity.simulation.run import run
from equity.simulation.scenario import Scenario
from tests.equity.simulation.drawn import EVERYTHING, cells, outcome, policy

WHOLE = outcome(EVERYTHING)


def test_cheers_has_its_28_items_in_order():
    """CHEERS 2022 numbers its items from 1, Title, to 28, Conflicts of interest; 8 is the perspective."""
    table = reporting.cheers(WHOLE, gaps(WHOLE), area="Texas")
    assert table["item"].to_list() == list(range(1, 29))
    names = dict(table.select("item", "name").iter_rows())
    assert (names[1], names[8], names[10], names[28]) == (
        "Title",
        "Perspective",
        "Discount rate",
        "Conflicts of interest",
    )
    assert table.filter(item=10)["reported"][0].startswith("3.0\u00a0%")
    assert table.filter(item=12)["reported"][0].startswith("People helped are counted once a year.")


def test_a_report_names_settings_and_data_in_words():
    table = reporting.cheers(outcome({"snap_mailed": 0.8}), [], area="Texas")
    said = dict(table.select("item", "reported").iter_rows())
    assert "against the same with: Share of the matched list written to each year: 80\u00a0%." in said[7]
    assert "People below the poverty line 2019" in said[5]
    assert "_" not in said[5] + said[7]


def test_one_year_and_one_place_are_said_as_one():
    """Northtown alone, 30,000 people, for one year."""
    whole = cells()
    measures = ("poverty", "public_coverage", "uninsured")
    of_places = ("places", "residents", *measures, *(f"{each}_error" for each in measures))
    alone = replace(whole, **{name: getattr(whole, name)[:1] for name in of_places})
    made = run(Scenario(settings=EVERYTHING, horizon=1), alone, policy(), draws=64)
    table = reporting.cheers(made, gaps(made), area="Texas")
    said = dict(table.select("item", "reported").iter_rows())
    assert said[5].startswith("30,000 residents of 1 place, ")
    assert said[9] == "1 year."


def test_what_the_model_cannot_know_is_left_to_whoever_publishes():
    table = reporting.cheers(WHOLE, gaps(WHOLE), area="Texas")
    left = table.filter(reported=reporting.NOT_OURS)["item"].to_list()
    assert left == [4, 21, 25, 27, 28]


def test_an_uncounted_box_is_empty_and_not_zero():
    table = reporting.impact_inventory(WHOLE)
    assert (
        table.filter(~pl.col("is_quantified"))["p50"].null_count()
        == table.filter(~pl.col("is_quantified")).height
    )
    assert table.filter(impact="Arrests, courts and jails")["p50"].to_list() == [None]
    assert table.filter("is_quantified")["p50"].null_count() == 0


def test_the_counted_boxes_are_the_whole_ledger():
    """Every dollar has a payer and a receiver, so over all parties the mean present value is zero."""
    parties = [party for sector in reporting.SECTORS for party in sector.parties]
    total = sum(WHOLE.present_value(WHOLE.paid(party)) for party in parties)
    assert np.abs(total).max() == pytest.approx(0.0, abs=1e-4)


def test_every_number_has_a_grade_and_something_it_rests_on():
    table = reporting.parameter_table(WHOLE, evidence.cards())
    assert table.height == len(WHOLE.provenance.parameters)
    assert set(table["grade"]) <= {"high", "moderate", "low", "assumption"}
    assert table.filter(pl.col("rests_on") == "").is_empty()
