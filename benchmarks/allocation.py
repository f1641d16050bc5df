"""One budget for the counties of a State and of the nation: the live plan against HiGHS in the same run."""

from __future__ import annotations

import time
from collections.abc import Callable
from statistics import median

from playwright.sync_api import Browser

from benchmarks._table import Row
from data_loaders import lever_cells, state_policy
from equity.allocation import exact, live
from equity.allocation.asked import Asked, problem_for
from equity.allocation.problem import Problem
from equity.allocation.services import at_full_size, bought_by_place, offered
from equity.simulation.run import run
from tests.equity.allocation.drawn import drawn

TEXAS = "48"
NATION = 3_142
RUNS = 5
STATE_GOAL_MS, NATION_GOAL_MS = 300.0, 1_000.0


def rows(_browser: Browser) -> list[Row]:
    """Texas with what the levers offer there, and as many drawn places as the nation has counties."""
    state = counties_of(TEXAS)
    nation = drawn(NATION, seed=1, share_needs=False)
    live.solve(drawn(10, seed=1))  # compiled once, and kept on disk
    return [
        Row(
            what=f"One budget, {len(state.places)} counties of Texas, {len(state.services)} services",
            ours=_milliseconds(lambda: live.best(state), RUNS),
            unit="ms",
            goal=STATE_GOAL_MS,
            alternative="HiGHS, exact",
            theirs=_milliseconds(lambda: exact.solve(state), RUNS),
        ),
        Row(
            what=f"One budget, {NATION:,} counties x 4 groups x 6 services x 2 tiers",
            ours=_milliseconds(lambda: live.best(nation), RUNS),
            unit="ms",
            goal=NATION_GOAL_MS,
            alternative="HiGHS, exact",
            theirs=_milliseconds(lambda: exact.solve(nation), 1),
        ),
    ]


def counties_of(state_geoid: str) -> Problem:
    """What the levers offer in the counties of a State for one budget."""
    cells, policy = lever_cells.cells("county", state_geoid), state_policy.policy(state_geoid)
    these = offered([run(at_full_size(each, years=5), cells, policy) for each in bought_by_place()])
    return problem_for(these, Asked(epsilon=3.5, budget=100.0, state=40.0))


def _milliseconds(work: Callable[[], object], runs: int) -> float:
    seconds = []
    for _ in range(runs):
        started = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - started)
    return 1_000 * median(seconds)
