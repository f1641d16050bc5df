"""The nation by tract with all levers: one process, and a Dask cluster of one worker and of two.

Tracts are drawn: each county is cut into 27 that are as poor as it is, about as many as the nation has. The
bytes of all three must be the same, or the subject fails.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import fields, replace
from typing import Any

import numpy as np
from distributed import Client, LocalCluster
from playwright.sync_api import Browser

from benchmarks import _machine
from benchmarks._table import Row
from benchmarks.simulation import Area, all_levers
from data_loaders import sweep as counties
from data_loaders.sweep import processes
from equity.simulation.cells import Cells
from equity.simulation.sweep import Totals, sweep

TRACTS_A_COUNTY = 27
DRAWS = 1_000
LINEAR_TO_WITHIN = 1.2
Found = dict[tuple[str, str], Totals]


def rows(_browser: Browser) -> list[Row]:
    """Seconds of one process, and by how much two workers fall short of half the time of one."""
    areas = drawn_tracts()
    count = sum(len(cells.places) for cells, _ in areas)
    with processes(1) as process:
        alone, here, held = process.submit(_in_one_process).result()
    one, two = (on_workers(areas, workers) for workers in (1, 2))
    what = f"{count:,} tracts of the nation, all levers, {DRAWS:,} draws"
    if not (same_bytes(here, one[1]) and same_bytes(here, two[1])):
        raise AssertionError("A cluster gave other bytes than one process.")
    return [
        Row(what=what, ours=two[0], unit="s", alternative="one worker of the cluster", theirs=one[0]),
        Row(what=what, ours=two[0], unit="s", alternative="one process, one thread", theirs=alone),
        Row(
            what=f"{what}: two workers against half the time of one",
            ours=2 * two[0] / one[0],
            unit="",
            goal=LINEAR_TO_WITHIN,
        ),
        Row(what=f"{what}: memory of one process", ours=held, unit="GB", goal=2.0),
    ]


def drawn_tracts(states: Sequence[str] = (), *, a_county: int = TRACTS_A_COUNTY) -> list[Area]:
    """The areas of the States named, or of all, by drawn tract."""
    return [(_cut(cells, a_county), policy) for cells, policy in counties.areas(states)]


def on_workers(areas: Sequence[Area], workers: int, *, draws: int = DRAWS) -> tuple[float, Found]:
    """Seconds of a sweep on a cluster of processes with one thread each, and what it found."""
    # distributed's own constructors carry no types
    with (
        LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address=None) as cluster,  # type: ignore[no-untyped-call]
        Client(cluster, set_as_default=False) as client,  # type: ignore[no-untyped-call]
    ):
        executor = client.get_executor(pure=False)
        _timed(areas[:workers], executor, draws=2)  # the workers import what they need
        return _timed(areas, executor, draws=draws)


def same_bytes(one: Found, other: Found) -> bool:
    """Whether two sweeps found the same, to the last bit."""
    return one.keys() == other.keys() and all(
        _equal(getattr(each, field.name), getattr(other[key], field.name))
        for key, each in one.items()
        for field in fields(Totals)
    )


def _equal(one: object, other: object) -> bool:
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(np.array_equal(one[key], other[key]) for key in one)
    return bool(np.array_equal(np.asarray(one), np.asarray(other)))


def _timed(areas: Sequence[Area], workers: Executor | None, *, draws: int = DRAWS) -> tuple[float, Found]:
    started = time.perf_counter()
    found = sweep({"all": all_levers()}, areas, draws=draws, workers=workers)
    return time.perf_counter() - started, found


def _cut(cells: Cells, parts: int) -> Cells:
    """Every place in so many of the same size; amounts are shared out, rates and ratios stay."""

    by_place = (
        "poverty",
        "poverty_error",
        "public_coverage",
        "public_coverage_error",
        "uninsured",
        "uninsured_error",
        "poverty_ratio",
        "uninsured_ratio",
        "medicaid",
        "medicaid_error",
    )
    tables: dict[str, Any] = {name: getattr(cells, name) for name in by_place}
    cut: dict[str, Any] = {
        name: None if table is None else np.repeat(table, parts, axis=0) for name, table in tables.items()
    }
    return replace(
        cells,
        level="tract",
        places=tuple(f"{place}{at:06d}" for place in cells.places for at in range(parts)),
        residents=np.repeat(cells.residents / parts, parts, axis=0),
        **cut,
    )


def _in_one_process() -> tuple[float, Found, float]:
    """Seconds, what was found, and the gigabytes the process held at most."""
    seconds, found = _timed(drawn_tracts(), None)
    return seconds, found, _machine.peak_bytes() / 1e9
