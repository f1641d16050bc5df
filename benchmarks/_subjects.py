"""What is measured, one subject after another; a subject that fails costs the others no row."""

from __future__ import annotations

import sys
import time
import traceback
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from subprocess import SubprocessError

from playwright.sync_api import Browser
from playwright.sync_api import Error as PlaywrightError

from benchmarks import (
    allocation,
    disparity,
    first_map,
    growth,
    pull,
    recolor,
    resting,
    server,
    simulation,
    sweep,
    tracts,
    visitors,
)
from benchmarks._table import Row
from equity.errors import EquityError

Subject = Callable[[Browser], Sequence[Row]]
SUBJECTS: Mapping[str, Subject] = {
    module.__name__.rpartition(".")[2]: module.rows
    for module in (
        first_map,
        recolor,
        resting,
        server,
        tracts,
        visitors,
        simulation,
        sweep,
        allocation,
        disparity,
        growth,
        pull,
    )
}

# What a measurement may fail with: a page that never stands, a server or a process that ends, and slips.
FAULTS = (
    PlaywrightError,
    EquityError,
    SubprocessError,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
)


@dataclass(frozen=True, kw_only=True)
class Measured:
    """The rows of all subjects that ran to their end, and what the others failed with, by name."""

    rows: tuple[Row, ...]
    failed: Mapping[str, str]


def measured(
    browser: Browser, names: Iterable[str] = SUBJECTS, *, subjects: Mapping[str, Subject] = SUBJECTS
) -> Measured:
    """Measure each subject named, saying on the way what is being measured and how long it took."""
    rows: list[Row] = []
    failed = {}
    for name in names:
        print(f"measuring {name} ...", file=sys.stderr, flush=True)
        started = time.perf_counter()
        try:
            rows += subjects[name](browser)
        except FAULTS as fault:
            traceback.print_exception(fault)
            failed[name] = f"{type(fault).__name__}: {fault}".splitlines()[0]
        print(f"... {name} took {time.perf_counter() - started:.0f} s", file=sys.stderr, flush=True)
    return Measured(rows=tuple(rows), failed=failed)
