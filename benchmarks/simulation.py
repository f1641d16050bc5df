"""All levers at once in every county of Texas, a slider's move until the result is shown, and the nation.

The nation is every county split into five groups by the nation's shares, over ten years and with the levers
that are in use when the page opens, in processes of its own so that their memory can be told from the rest.
The alternative is `run`, a State and all its draws at a time, in one process.
"""

from __future__ import annotations

import multiprocessing
import os
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from dataclasses import replace
from statistics import median

import numpy as np
from playwright.sync_api import Browser

import serve
from benchmarks import _apps, _machine, _pictures
from benchmarks._table import Row
from data_loaders import lever_cells, state_policy, sweep
from equity.levers import LEVERS
from equity.simulation.cells import Cells
from equity.simulation.draws import DRAWS
from equity.simulation.run import run
from equity.simulation.scenario import Scenario
from equity.simulation.sweep import DRAWS as DRAWS_OF_NATION
from equity.simulation.sweep import Totals
from equity.simulation.sweep import sweep as swept
from equity.state_policy import StatePolicy

Area = tuple[Cells, StatePolicy]
TEXAS = "48"
RUNS = 5
FEWEST = 2  # draws the model takes: fewer have no spread
MOVES = 5
MOVE_GOAL_MS = 500.0
STATE_GOAL_MS = 700.0
NATION_GOAL_MS, NATION_GOAL_GB = 700.0, 2.0
YEARS_OF_NATION = 10
# Shares of the nation's residents in 2020; that they are the same everywhere changes no time.
FIVE_GROUPS = {
    "asian_not_hispanic": 0.06,
    "black_not_hispanic": 0.12,
    "everyone_else": 0.05,
    "hispanic": 0.19,
    "white_not_hispanic": 0.58,
}
EIGHT_GROUPS = {**FIVE_GROUPS, **{f"drawn_{at}": 0.02 for at in range(3)}}
THREE = "screening_duty=1&chw_offered=0.5&snap_mailed=0.8"
# When an element or a text of the page last changed, in seconds since 1970.
REMEMBER_THE_LAST_CHANGE = """() => new MutationObserver(() => {
    window.lastChange = (performance.timeOrigin + performance.now()) / 1000;
}).observe(document.body, { subtree: true, childList: true, characterData: true })"""


def rows(browser: Browser) -> list[Row]:
    """The model with all draws at once and two at a time, and a move of a slider."""
    cells = lever_cells.cells("county", TEXAS)
    policy = state_policy.policy(TEXAS)
    of_eight = in_groups(cells, EIGHT_GROUPS)
    scenario = all_levers()
    at_once = median(_seconds(lambda: run(scenario, cells, policy)) for _ in range(RUNS))
    one_by_one = _seconds(
        lambda: [
            run(replace(scenario, seed=seed), cells, policy, draws=FEWEST) for seed in range(DRAWS // FEWEST)
        ]
    )
    return [
        Row(
            what=f"{len(LEVERS)} levers, {len(cells.places)} counties of Texas, {DRAWS:,} draws",
            ours=at_once * 1000,
            unit="ms",
            goal=STATE_GOAL_MS,
            alternative="the same model, two draws at a time",
            theirs=one_by_one * 1000,
        ),
        Row(
            what=f"The same with 8 groups, {len(cells.places)} counties",
            ours=median(_seconds(lambda: run(scenario, of_eight, policy)) for _ in range(RUNS)) * 1000,
            unit="ms",
            goal=STATE_GOAL_MS,
        ),
        Row(
            what="A lever moved, key to last change, Texas",
            ours=_moved(browser) * 1000,
            unit="ms",
            goal=MOVE_GOAL_MS,
        ),
        *_nation(),
    ]


def all_levers() -> Scenario:
    """Every lever in use, each setting at its start or, where that is off, half-way up."""
    settings = {
        each.id: each.start if each.start > each.off else (each.off + each.high) / 2
        for lever in LEVERS.values()
        for each in lever.settings
    }
    return Scenario(settings=settings)


def _as_opened() -> Scenario:
    """The levers in use when the page opens, over ten years."""
    settings = {each.id: each.start for lever in LEVERS.values() for each in lever.settings}
    return Scenario(settings=settings, horizon=YEARS_OF_NATION)


def _nation() -> list[Row]:
    """The sums of all States in blocks of draws, on all processors and on one, and from whole runs."""
    ours, on_one, plain = (_alone(work) for work in (_on_all_processors, _in_blocks, _state_by_state))
    what = f"All counties, 5 groups, {YEARS_OF_NATION} years, {DRAWS_OF_NATION:,} draws"
    alternative = "each State whole, in numpy"
    return [
        *(
            Row(
                what=what,
                ours=ours[0] * 1000,
                unit="ms",
                goal=NATION_GOAL_MS,
                alternative=name,
                theirs=theirs[0] * 1000,
            )
            for name, theirs in ((alternative, plain), ("the same in one process", on_one))
        ),
        Row(
            what=f"{what}: memory at most",
            ours=ours[1],
            unit="GB",
            goal=NATION_GOAL_GB,
            alternative=alternative,
            theirs=plain[1],
        ),
    ]


def _alone(work: Callable[[], tuple[float, float]]) -> tuple[float, float]:
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=context) as process:
        return process.submit(work).result()


def _on_all_processors() -> tuple[float, float]:
    areas, count = areas_of_five_groups(), os.cpu_count() or 1
    with sweep.processes(count) as workers:
        in_blocks(areas[:count], draws=FEWEST, workers=workers)  # the processes import what they need
        seconds = _seconds(lambda: in_blocks(areas, workers=workers))
        held = sum(_machine.peak_bytes(each.pid or "self") for each in multiprocessing.active_children())
    return seconds, _peak_gb() + held / 1e9


def _in_blocks() -> tuple[float, float]:
    areas = areas_of_five_groups()
    in_blocks(areas[:1], draws=FEWEST)
    return _seconds(lambda: in_blocks(areas)), _peak_gb()


def _state_by_state() -> tuple[float, float]:
    areas = areas_of_five_groups()
    return _seconds(lambda: state_by_state(areas)), _peak_gb()


def in_blocks(
    areas: Sequence[Area], *, draws: int = DRAWS_OF_NATION, workers: Executor | None = None
) -> dict[tuple[str, str], Totals]:
    """The sums of every State, a block of draws at a time."""
    return swept({"all": _as_opened()}, areas, draws=draws, workers=workers)


def state_by_state(areas: Sequence[Area], *, draws: int = DRAWS_OF_NATION) -> None:
    """The same events by group from arrays of all draws, places and groups of a State at once."""
    scenario = _as_opened()
    for cells, policy in areas:
        found = run(scenario, cells, policy, draws=draws)
        for endpoint in found.endpoints:
            found.expected_by_cell[endpoint].sum(axis=1)
            found.averted_by_cell[endpoint].sum(axis=1)


def areas_of_five_groups(states: Iterable[str] = ()) -> list[Area]:
    """The counties of each State, or of all, with five groups in each place."""
    return [(in_groups(cells, FIVE_GROUPS), policy) for cells, policy in sweep.areas(states)]


def in_groups(cells: Cells, shares: Mapping[str, float]) -> Cells:
    """The places with other groups, of which each place has the same shares."""
    return replace(
        cells,
        groups=tuple(shares),
        residents=cells.residents_by_place[:, np.newaxis] * np.array(list(shares.values())),
        poverty_ratio=None,  # of the groups there were
        uninsured_ratio=None,
    )


def _peak_gb() -> float:
    return _machine.peak_bytes() / 1e9


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _moved(browser: Browser) -> float:
    """Seconds from a press of the arrow key on the first slider until the last change of the page."""
    seconds = []
    with serve.running() as server:
        page = _pictures.watched(browser, "canvas")
        page.goto(f"{server.address}/levers?within={TEXAS}&level=county&{THREE}")
        _apps.at_rest(page)
        page.evaluate(REMEMBER_THE_LAST_CHANGE)
        for _ in range(MOVES):
            page.get_by_role("slider").first.press("ArrowRight")
            _apps.at_rest(page, rest_ms=1000)
            seconds.append(float(page.evaluate("window.lastChange")) - _pictures.last_touch(page))
        page.close()
    return median(seconds)
