"""Who bears the money, by arithmetic on small ledgers drawn by hand."""

from dataclasses import replace

import numpy as np
import polars as pl
import pytest

from equity.simulation import incidence
from equity.simulation.outcome import Entry, Outcome
from equity.simulation.payers import PAYERS
from tests.equity.simulation.drawn import EVERYTHING, outcome

NOTHING = outcome()


def with_ledger(*entries: Entry) -> Outcome:
    return replace(NOTHING, ledger=entries)


def yearly(*usd: float) -> np.ndarray:
    return np.tile(np.array(usd), (128, 1))


def test_nobody_is_in_the_wrong_pocket_where_everyone_saves_what_they_pay():
    shares = incidence.wrong_pocket_share(np.array([[60.0, 40.0]]), np.array([[6.0, 4.0]]))
    assert shares.tolist() == [0.0]


def test_all_savings_are_in_the_wrong_pocket_where_those_who_pay_save_nothing():
    assert incidence.wrong_pocket_share(np.array([[100.0, 0.0]]), np.array([[0.0, 7.0]])).tolist() == [1.0]


def test_without_savings_there_is_no_pocket_to_be_wrong():
    """A draw in which care grows has no savings to place: unknown, not zero."""
    found = incidence.wrong_pocket_share(np.array([[100.0, 0.0]]), np.array([[-5.0, -2.0]]))
    assert np.isnan(found).all()


def test_a_plan_that_pays_100_and_saves_60_a_year_breaks_even_in_the_second_year():
    """Undiscounted: 60 - 100 = -40 after the first year, +20 after the second, +200 after the fifth."""
    made = with_ledger(
        Entry(
            kind="program", by_party={"plan": yearly(100, 0, 0, 0, 0), "providers": yearly(-100, 0, 0, 0, 0)}
        ),
        Entry(
            kind="avoided_care",
            by_party={"plan": yearly(-60, -60, -60, -60, -60), "providers": yearly(60, 60, 60, 60, 60)},
        ),
    )
    made = replace(made, scenario=replace(made.scenario, discount=0.0))
    plan = incidence.break_even(made).row(by_predicate=pl.col("party") == "plan", named=True)
    assert (plan["chance"], plan["year"], plan["p50"]) == (1.0, 2028, 200.0)


def test_a_party_no_money_touches_has_no_chance_at_all():
    made = with_ledger(Entry(kind="program", by_party={"plan": yearly(1, 1, 1, 1, 1)}))
    state = incidence.break_even(made).row(by_predicate=pl.col("party") == "state", named=True)
    assert (state["chance"], state["year"], state["p50"]) == (None, None, 0.0)


def test_a_later_loss_takes_a_break_even_back():
    """Gains 10 in the first four years and loses 100 in the fifth: in the end it never broke even."""
    made = with_ledger(Entry(kind="program", by_party={"state": yearly(-10, -10, -10, -10, 100)}))
    state = incidence.break_even(made).row(by_predicate=pl.col("party") == "state", named=True)
    assert (state["chance"], state["year"]) == (0.0, None)


def test_what_is_spent_in_a_year_is_carried_whole():
    """75 by the plan and 25 by the State; the 40 the plan saves is no spending."""
    made = with_ledger(
        Entry(kind="program", by_party={"plan": yearly(75, 0, 0, 0, 0), "state": yearly(25, 0, 0, 0, 0)}),
        Entry(kind="avoided_care", by_party={"plan": yearly(-40, 0, 0, 0, 0)}),
    )
    rows = incidence.who_pays(made)
    assert dict(rows.select("party", "share").iter_rows()) == {"plan": 0.75, "state": 0.25}
    assert rows["year"].unique().to_list() == [2027]


def test_plans_carry_less_from_the_third_year_on():
    """What a contract puts on plans is in the rates from year 3, so their part of it falls to nothing."""
    rows = incidence.who_pays(outcome(EVERYTHING)).filter(party="plan")
    assert rows["year"].to_list() == [2027, 2028]


def test_gains_and_losses_of_the_parties_are_those_of_the_ledger():
    made = outcome(EVERYTHING)
    rows = incidence.break_even(made)
    drawn = sum(-made.present_value(made.paid(party)) for party in PAYERS)
    assert rows.filter(party="payers")["p50"][0] == pytest.approx(float(np.median(drawn)))


def test_with_nothing_moved_nobody_pays():
    assert incidence.who_pays(NOTHING).is_empty()
    assert incidence.break_even(NOTHING)["chance"].null_count() == 7
    assert np.isnan(incidence.wrong_pockets(NOTHING)).all()
