"""What the tooltip of a map says: a line a place, its parts divided by tabs; nothing of a place outside."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from components import wording
from equity.clusters import KINDS
from equity.indicators import Indicator


def lines(
    rows: pl.DataFrame,
    indicator: Indicator,
    interval: str,
    how_sure: Mapping[str, str],
    *,
    first: int = 0,
    count: int | None = None,
) -> str:
    """What is said of `count` places, in the words of the table."""
    columns = rows.slice(first, count).select(
        "name", "estimate", "estimate_kind", "moe", "low", "high", "reliability", "is_outside"
    )
    said = []
    for name, estimate, kind, moe, low, high, reliability, is_outside in columns.iter_rows():
        if is_outside:
            said.append("")
            continue
        parts = [name]
        if estimate is not None:
            parts.append(wording.value(estimate, unit_id=indicator.unit, kind=kind, margin=moe))
        if low is not None:
            parts.append(f"{wording.between(low, high, unit_id=indicator.unit)} ({interval})")
        parts.append(how_sure[reliability])
        said.append("\t".join(parts))
    return "\n".join(said)


def of_two(
    rows: pl.DataFrame,
    other: pl.DataFrame,
    indicator: Indicator,
    of: tuple[int, int],
    *,
    first: int = 0,
    count: int | None = None,
) -> str:
    """What is said of each place in two years, the earlier first."""
    single = [
        lines(each, indicator, wording.INTERVAL_90, wording.RELIABILITY_LABELS, first=first, count=count)
        for each in (rows, other)
    ]
    earlier = 0 if of[0] < of[1] else 1
    said = []
    for two in zip(*(each.split("\n") for each in single), strict=True):
        name, *_ = two[0].split("\t")
        parts = [f"{of[at]}: " + ", ".join(two[at].split("\t")[1:]) for at in (earlier, 1 - earlier)]
        said.append("\t".join([name, *parts]) if name else "")
    return "\n".join(said)


def with_kinds(rows: pl.DataFrame, indicator: Indicator, *, first: int = 0, count: int | None = None) -> str:
    """What is said of each place, with what it is among its neighbors."""
    kinds = [KINDS.get(kind or "", "") for kind in rows["kind"].slice(first, count)]
    said = lines(rows, indicator, wording.INTERVAL_90, wording.RELIABILITY_LABELS, first=first, count=count)
    return "\n".join(
        f"{line}\t{kind}" if line and kind else line
        for line, kind in zip(said.split("\n"), kinds, strict=True)
    )
