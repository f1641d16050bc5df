"""The same scenario and seed give the same bytes, in whichever process and order they are asked for."""

import hashlib
import subprocess
import sys

import polars as pl

from equity.simulation import alternatives, decomposition, gaps, inequality, information, summary
from equity.simulation.distribution import distribution
from equity.simulation.run import run
from equity.simulation.scenario import Scenario
from equity.simulation.sensitivity import tornado
from tests.equity.simulation import drawn
from tests.equity.simulation.drawn import ALL_LEVERS

SETTINGS = dict(reversed(ALL_LEVERS.items()))


def tables(settings: dict[str, float]) -> list[pl.DataFrame]:
    """Everything a page shows of a scenario in the drawn State."""
    cells, policy, scenario = drawn.cells(), drawn.policy(), Scenario(settings=settings)
    outcome = run(scenario, cells, policy, draws=64)
    endpoint = "very_low_food_security"
    return [
        summary.headline(outcome),
        summary.by_place(outcome),
        summary.by_group(outcome),
        summary.ledger(outcome),
        gaps.gap_table(gaps.gaps(outcome)),
        inequality.table(inequality.before_and_after(distribution(outcome, endpoint))),
        inequality.ede_curve(distribution(outcome, endpoint)),
        decomposition.table(decomposition.parts(outcome, endpoint)),
        tornado(outcome, policy, "payers"),
        information.worth_knowing(outcome, "payers"),
        alternatives.table(alternatives.side_by_side(scenario, cells, policy, draws=32), "payers"),
    ]


def digest(settings: dict[str, float]) -> str:
    return hashlib.sha256("".join(each.write_json() for each in tables(settings)).encode()).hexdigest()


def test_every_table_is_the_same_in_a_fresh_process_and_in_any_order_of_levers():
    code = "from tests.equity.simulation import test_reproducible as t; print(t.digest(t.SETTINGS))"
    there = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert there.stdout.strip() == digest(ALL_LEVERS)
