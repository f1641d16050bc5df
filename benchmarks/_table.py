"""What was measured, as one table of plain text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Row:
    """One thing measured: our median, the goal it must stay under, and an alternative's in the same run."""

    what: str
    ours: float
    unit: str
    goal: float | None = None
    alternative: str = ""
    theirs: float | None = None

    @property
    def is_missed(self) -> bool:
        """Whether there is a goal and ours lies above it."""
        return self.goal is not None and self.ours > self.goal

    @property
    def times(self) -> float | None:
        """How many times as much the alternative takes."""
        return None if self.theirs is None or not self.ours else self.theirs / self.ours


def printed(rows: Sequence[Row]) -> str:
    """The rows as aligned columns under a heading."""
    lines = cells(rows)
    widths = [max(len(line[column]) for line in lines) for column in range(len(lines[0]))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )


def cells(rows: Sequence[Row]) -> list[list[str]]:
    """A heading, then each row, as the texts of its columns."""
    head = ["measured", "ours", "goal", "met", "alternative", "theirs", "times"]
    return [head, *(_cells(row) for row in rows)]


def number(value: float) -> str:
    """A number with the digits that a measurement bears."""
    return f"{value:,.0f}" if value >= 10 else f"{value:.2g}"


def _cells(row: Row) -> list[str]:
    met = "" if row.goal is None else ("NO" if row.is_missed else "yes")
    times = "" if row.times is None else number(row.times)
    return [
        row.what,
        _with(row.ours, row),
        _with(row.goal, row),
        met,
        row.alternative,
        _with(row.theirs, row),
        times,
    ]


def _with(value: float | None, row: Row) -> str:
    return "" if value is None else f"{number(value)} {row.unit}"
