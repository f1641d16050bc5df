"""Three levers on every county of Texas: the model alone, and a slider's move until the result is shown."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from statistics import median

from playwright.sync_api import Browser

import serve
from benchmarks import _apps, _pictures
from benchmarks._table import Row
from data_loaders import lever_cells, state_policy
from equity.levers import LEVERS
from equity.simulation.draws import DRAWS
from equity.simulation.run import run
from equity.simulation.scenario import Scenario

TEXAS = "48"
RUNS = 5
FEWEST = 2  # draws the model takes: fewer have no spread
MOVES = 5
GOAL_MS = 500.0
THREE = "screening_duty=1&chw_offered=0.5&snap_mailed=0.8"
# When an element or a text of the page last changed, in seconds since 1970.
REMEMBER_THE_LAST_CHANGE = """() => new MutationObserver(() => {
    window.lastChange = (performance.timeOrigin + performance.now()) / 1000;
}).observe(document.body, { subtree: true, childList: true, characterData: true })"""


def rows(browser: Browser) -> list[Row]:
    """The model with all draws at once and two at a time, and a move of a slider."""
    cells = lever_cells.cells("county", TEXAS)
    policy = state_policy.policy(TEXAS)
    scenario = Scenario(
        settings={each.id: each.start for lever in LEVERS.values() for each in lever.settings}
    )
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
            goal=GOAL_MS,
            alternative="the same model, two draws at a time",
            theirs=one_by_one * 1000,
        ),
        Row(
            what="A lever moved, key to last change, Texas",
            ours=_moved(browser) * 1000,
            unit="ms",
            goal=GOAL_MS,
        ),
    ]


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
