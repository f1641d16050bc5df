"""Measure everything and write it down: `python -m benchmarks.performance` makes docs/performance.md anew."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import _limits, _machine, _table, growth
from benchmarks._subjects import measured
from benchmarks._table import Row
from benchmarks.growth import Growth
from tests.browser.chromium import launched

PAGE = Path(__file__).parents[1] / "docs" / "performance.md"
_PAGE = """\
# Performance

Made by `python -m benchmarks.performance`; do not edit by hand. Medians, each beside a named alternative of
the same run, but where the line on commits says otherwise. With software WebGL the browser and the server
share the same cores, so the times are far longer than on a computer with a graphics card; the ratios carry
over better.

{machine}
Measured {day} at commit {commit}.

{table}

## Goals not met

{limits}

## How each cost grows

Milliseconds at four sizes. A slope of 1 means twice as much costs twice as long, 0 that it costs the same.

{growth}

## Memory over time

`python -m benchmarks.soak` reruns the Map page 20,000 times and prints the server's memory on the way.
Streamlit's garbage collection after each rerun is off (`postScriptGC` in .streamlit/config.toml, with the
reason); Python's own runs now and then, and leaves out what start-up loaded (`cached.settle`). Last run to
its end on 2026-11-26 at commit 14ae0b4: 184.6 MB after 7,000 reruns, 183.8 MB after 15,000, 183.7 MB after
20,000; a thousand more added less than 0.01 MB over the second half (goal: less than 1 MB).
"""


def page(rows: Sequence[Row], growths: Sequence[Growth], *, machine: str, commit: str, day: str) -> str:
    """The text of the page."""
    return _PAGE.format(
        machine="\n".join(f"    {line}" for line in machine.splitlines()) + "\n",
        day=day,
        commit=commit,
        table=_markdown(_table.cells(rows)),
        limits="\n".join(_not_met(rows)) or "None: every goal is met.",
        growth=_markdown(
            [
                ["what grows", "sizes", "ms", "slope"],
                *(
                    [
                        each.what,
                        " / ".join(f"{size:,}" for size in each.sizes),
                        " / ".join(_table.number(ms) for ms in each.ms),
                        f"{each.slope:.2f}",
                    ]
                    for each in growths
                ),
            ]
        ),
    )


def main() -> None:
    """Measure every subject and every growth, write the page, and say what it leaves open."""
    with launched() as browser:
        machine = _machine.facts(browser.version)
        found = measured(browser)
    print(_table.printed(found.rows), flush=True)  # kept whatever comes next
    print("measuring how costs grow ...", file=sys.stderr, flush=True)
    git = ["git", "rev-parse", "--short", "HEAD"]
    commit = subprocess.run(git, capture_output=True, text=True, check=True, cwd=PAGE.parent).stdout.strip()  # noqa: S603 - a fixed command
    text = page(
        found.rows, growth.found(), machine=machine, commit=commit, day=f"{datetime.now(UTC):%Y-%m-%d}"
    )
    PAGE.write_text(text, encoding="utf-8")
    if open_questions := _limits.open_questions(found):
        raise SystemExit(open_questions)


def _not_met(rows: Iterable[Row]) -> list[str]:
    """A paragraph for each goal that is not met: measured limit, cause, and what was tried."""
    return [
        f"- **{row.what}**: {_table.number(row.ours)} {row.unit}, goal {_table.number(row.goal or 0)}. "
        + ("Not explained yet." if limit is None else f"{limit.cause} Tried: {'; '.join(limit.tried)}.")
        for row, limit in _limits.missed(rows)
    ]


def _markdown(lines: Sequence[Sequence[str]]) -> str:
    head, *rest = (f"| {' | '.join(line)} |" for line in lines)
    return "\n".join([head, "|" + "---|" * len(lines[0]), *rest])


if __name__ == "__main__":
    main()
