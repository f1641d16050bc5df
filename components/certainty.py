"""How sure the values of a table are, and what is missing, said in sentences."""

import polars as pl

from components import wording
from equity.rates import RELIABILITY


def how_sure(table: pl.DataFrame, *, one: str, many: str) -> str:
    """How sure the values are, counted: "170 neighborhoods are reliable; 12 neighborhoods are ...".

    Parameters
    ----------
    table
        A row a place, with `reliability` as from `equity.rates.of`.
    one, many
        What the places are called, as in `equity.geography.Level`.
    """
    counts = _counts(table)
    said = [
        f"{_counted(counts[state.id], one, many)} {_is(counts[state.id])} {state.words}"
        for state in RELIABILITY.values()
        if state.has_value and state.id in counts
    ]
    return "; ".join(said) + "." if said else ""


def missing(table: pl.DataFrame, *, one: str, many: str) -> str:
    """Which places have no value, why, and how many people live there; empty when none is missing.

    Parameters
    ----------
    table
        A row a place, with `reliability` and, where they are known, `residents`.
    one, many
        What the places are called, as in `equity.geography.Level`.
    """
    reasons = {state.id: state.words for state in RELIABILITY.values() if not state.has_value}
    gaps = table.filter(pl.col("reliability").is_in(list(reasons)))
    if gaps.is_empty():
        return ""
    counts = _counts(gaps)
    said = [f"{counts[state]:,} {words}" for state, words in reasons.items() if state in counts]
    has = "has" if gaps.height == 1 else "have"
    sentence = f"{_counted(gaps.height, one, many)} {has} no value ({'; '.join(said)})."
    if "residents" not in gaps.columns or gaps["residents"].null_count():
        return sentence
    residents = float(gaps["residents"].sum())
    if not residents:
        return sentence
    home = wording.people(residents)
    return f"{sentence} {home[:1].upper()}{home[1:]} {'lives' if residents == 1 else 'live'} there."


def _counts(table: pl.DataFrame) -> dict[str, int]:
    return dict(table.group_by("reliability").len().iter_rows())


def _counted(count: int, one: str, many: str) -> str:
    return f"{count:,} {one if count == 1 else many}"


def _is(count: int) -> str:
    return "is" if count == 1 else "are"
