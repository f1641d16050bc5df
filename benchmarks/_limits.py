"""Goals this machine does not meet: what stands in the way of each, and two things that were tried."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from benchmarks._subjects import Measured
from benchmarks._table import Row


@dataclass(frozen=True, kw_only=True)
class Limit:
    """Why the goal of every row whose words start with `rows` is not met here, and what was `tried`."""

    rows: str
    cause: str
    tried: tuple[str, str]


LIMITS: tuple[Limit, ...] = ()


def missed(rows: Iterable[Row]) -> list[tuple[Row, Limit | None]]:
    """The rows whose goal is not met, one for each thing measured, with the limit that explains it."""
    found = {row.what: row for row in rows if row.is_missed}
    return [
        (row, next((each for each in LIMITS if row.what.startswith(each.rows)), None))
        for row in found.values()
    ]


def open_questions(found: Measured) -> str:
    """What the run leaves to be answered, in sentences; empty if nothing failed or is left unexplained."""
    said = [f"{name} failed: {words}" for name, words in found.failed.items()]
    said += [
        f"The goal of {row.what!r} is not met and benchmarks/_limits.py does not say why."
        for row, limit in missed(found.rows)
        if limit is None
    ]
    return "\n".join(said)
