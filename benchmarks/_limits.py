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


LIMITS: tuple[Limit, ...] = (
    Limit(
        rows="All counties, 5 groups",
        cause="The errors of all places are 63 million normal numbers at 14 ns, 0.9 s of a processor; "
        "what depends on draws and years is worked out for each State under its own laws, about 0.08 s each. "
        "Two threads take as long as one (9.4 s, with 9.6 s of processor).",
        tried=(
            "people kept as tables by place, by group and by draw rather than by cell, and draws of "
            "parameters worked out only when asked for: from 21 s to 10 s of processor, other work running",
            "blocks of 256 to 10,240 draws: Texas takes 0.61 s of processor with 256 and 0.34 s with 2,048, "
            "no less with more",
        ),
    ),
    Limit(
        rows="Gini index, 85,000 places",
        cause="Half of 170 million simulated numbers are drawn (14 ns each, 1.2 s), and 2,000 tables of "
        "85,000 places are each sorted.",
        tried=(
            "numbers in single precision, 13.6 ns rather than 15.3 ns each",
            "a measure that needs no order, the variance between groups: still 6 s of processor",
        ),
    ),
    Limit(
        rows="85,000 places joined with 40 indicators",
        cause="The table stands in another order than the map, so that 85,000 codes are looked up and 27 MB "
        "are written in a new order; writing them alone takes 9 ms.",
        tried=(
            "codes as whole numbers rather than texts: 17 ms rather than 25, but codes are texts everywhere",
            "the order found first and each column taken by it: 16 ms, with more of both processors",
        ),
    ),
)


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
