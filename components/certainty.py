"""How sure the values of a table are, and what is missing, said in sentences."""

import polars as pl

from components import wording
from equity.geography import Level
from equity.indicators import Indicator
from equity.rates import RELIABILITY
from equity.tables import ESTIMATE_KINDS, OPEN_ENDED

_SURE = {
    "reliable": "reliable",
    "caution": "uncertain (use with caution)",
    "unreliable": "too uncertain to rely on",
    "no_margin": "given without a margin of error, so nobody can say how sure",
}


_SPREAD = (
    "survey estimates of other areas were spread over these by where people live, and the margins do not say "
    "how sure that step is"
)
_WORKED_OUT = "the source worked them out from data about other places or years too"


def how_sure(table: pl.DataFrame, *, many: str) -> str:
    """How sure the values are, counted: "Of 213 values for neighborhoods, 49 are reliable, 149 ...".

    Parameters
    ----------
    table
        A row a place, with `reliability` as from `equity.rates.of`.
    many
        What the places are called, as in `equity.geography.Level`.
    """
    counts = {state: count for state, count in _counts(table).items() if state in _SURE}
    if not counts:
        return ""
    if len(counts) == 1:
        [(state, count)] = counts.items()
        which = {1: "The one value is", 2: f"Both values for {many} are"}
        return f"{which.get(count, f'All {count:,} values for {many} are')} {_SURE[state]}."
    (first, words), *rest = [(counts[state], words) for state, words in _SURE.items() if state in counts]
    said = [
        f"{first:,} {'is' if first == 1 else 'are'} {words}",
        *(f"{count:,} {words}" for count, words in rest),
    ]
    return f"Of {sum(counts.values()):,} values for {many}, {wording.listed(said)}."


def modeled(table: pl.DataFrame, level: Level) -> str:
    """How many values are not of a survey made there, and how they came about; empty where all are.

    Parameters
    ----------
    table
        A row a place, with `estimate` and `estimate_kind`.
    """
    kinds = table["estimate_kind"].filter(table["estimate"].is_not_null())
    count = int((kinds == "modelled").sum())
    if not count:
        return ""
    which = f"{count:,} of them {'is' if count == 1 else 'are'}"
    if count == len(kinds):
        which = {1: "It is", 2: "Both are"}.get(count, "All are")
    return f"{which} modeled: {_SPREAD if level.tier == 'nyc' else _WORKED_OUT}."


def row_by_row(table: pl.DataFrame) -> pl.Expr:
    """How sure each value is, and of an open-ended band that the true value lies beyond its bound.

    Parameters
    ----------
    table
        A row a value, with `reliability` and, where a value may be only a bound, `estimate_kind`.
    """
    said = pl.col("reliability").replace_strict(
        wording.RELIABILITY_LABELS, default=None, return_dtype=pl.String
    )
    if "estimate_kind" not in table.columns:
        return said
    bounds = {each: f"; {ESTIMATE_KINDS[each].words}" for each in OPEN_ENDED}
    return said + pl.col("estimate_kind").replace_strict(bounds, default="", return_dtype=pl.String)


def open_ended(table: pl.DataFrame, indicator: Indicator) -> str:
    """How many values are only a bound, and which; empty where none is.

    Parameters
    ----------
    table
        A row a place, with `estimate` and `estimate_kind`.
    """
    is_bound = table["estimate_kind"].is_in(OPEN_ENDED)
    if not is_bound.any():
        return ""
    bounds = table.filter(is_bound)
    published = [
        f"“{wording.value(estimate, unit_id=indicator.unit, kind=kind)}”"
        for estimate, kind in bounds.select("estimate", "estimate_kind").unique().sort("estimate").iter_rows()
    ]
    count = wording.counted(bounds.height, "value is only a bound", "values are only a bound")
    return f"{count}: the survey publishes {wording.listed(published)} there."


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
    counts = {state: count for state, count in _counts(table).items() if state in reasons}
    if not counts:
        return ""
    gaps = table.filter(pl.col("reliability").is_in(list(counts)))
    said = [
        f"{counts[state]:,} {words.removeprefix('absent ')}"
        for state, words in reasons.items()
        if state in counts
    ]
    has = "has" if gaps.height == 1 else "have"
    sentence = f"{wording.counted(gaps.height, one, many)} {has} no value ({'; '.join(said)})."
    if "residents" not in gaps.columns or gaps["residents"].null_count():
        return sentence
    residents = float(gaps["residents"].sum())
    if not residents:
        return sentence
    home = wording.people(residents)
    return f"{sentence} {home[:1].upper()}{home[1:]} {'lives' if residents == 1 else 'live'} there."


def _counts(table: pl.DataFrame) -> dict[str, int]:
    return dict(table["reliability"].value_counts().iter_rows())
