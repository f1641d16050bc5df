"""Measure everything, or the subjects named, and print one table: `python -m benchmarks [recolor ...]`."""

from __future__ import annotations

import sys

from benchmarks import _limits, _machine, _table
from benchmarks._subjects import SUBJECTS, measured
from tests.browser.chromium import launched


def main(names: list[str]) -> None:
    """Print the facts of the machine and a row for each thing measured."""
    unknown = [name for name in names if name not in SUBJECTS]
    if unknown:
        raise SystemExit(f"No subject {', '.join(unknown)}. There are: {', '.join(SUBJECTS)}.")
    with launched() as browser:
        print(_machine.facts(browser.version), end="\n\n", flush=True)
        found = measured(browser, names or SUBJECTS)
    print(_table.printed(found.rows))
    if open_questions := _limits.open_questions(found):
        raise SystemExit(open_questions)


if __name__ == "__main__":
    main(sys.argv[1:])
