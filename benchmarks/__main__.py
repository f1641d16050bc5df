"""Measure everything, or the subjects named, and print one table: `python -m benchmarks [recolor ...]`."""

from __future__ import annotations

import sys

from benchmarks import (
    _machine,
    _table,
    allocation,
    disparity,
    first_map,
    growth,
    pull,
    recolor,
    simulation,
    tracts,
    visitors,
)
from tests.browser.chromium import launched

SUBJECTS = {
    module.__name__.rpartition(".")[2]: module
    for module in (first_map, recolor, tracts, visitors, simulation, allocation, disparity, growth, pull)
}


def main(names: list[str]) -> None:
    """Print the facts of the machine and a row for each thing measured."""
    unknown = [name for name in names if name not in SUBJECTS]
    if unknown:
        raise SystemExit(f"No subject {', '.join(unknown)}. There are: {', '.join(SUBJECTS)}.")
    with launched() as browser:
        print(_machine.facts(browser.version), end="\n\n", flush=True)
        rows = []
        for name in names or SUBJECTS:
            print(f"measuring {name} ...", file=sys.stderr, flush=True)
            rows += SUBJECTS[name].rows(browser)
    print(_table.printed(rows))


if __name__ == "__main__":
    main(sys.argv[1:])
