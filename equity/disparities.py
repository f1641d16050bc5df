"""What every measure of disparity finds among the parts of a population."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from equity.dimensions import Divided
from equity.disparity import Result, from_rates
from equity.disparity.concentration import concentration_curve
from equity.disparity.gradient import fitted_ends
from equity.disparity.lorenz import Curve
from equity.indicators import Indicator
from equity.measures import MEASURES, QUESTIONS, Measure


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What a measure found among some parts; `people` is everybody counted in them."""

    measure: Measure
    result: Result


@dataclass(frozen=True, kw_only=True)
class Findings:
    """Every measure that fits a dimension, by id, of these `parts` with all `people` counted in them.

    `part` is what one of them is called: "fifth", "group" or "place". `line` is the straight line through
    ordered parts, from its start to its end, and `curve` their concentration curve; None where there is none.
    """

    parts: pl.DataFrame
    part: str
    people: float
    by_id: dict[str, Finding]
    line: tuple[float, float] | None = None
    curve: Curve | None = None


@dataclass(frozen=True, kw_only=True)
class Before:
    """The same findings of an earlier year."""

    year: int
    found: Findings


def of(divided: Divided, shown: Indicator) -> Findings:
    """Every measure of the parts of a dimension, with intervals at 95 %.

    Measures that follow an order are left out where the dimension has none.
    """
    parts = divided.parts
    ordered = parts["order"].null_count() == 0
    groups = from_rates(parts, shown, order="order" if ordered else None)
    line = fitted_ends(groups) if ordered else None
    curve = concentration_curve(groups) if ordered else Curve()
    return Findings(
        line=line if isinstance(line, tuple) else None,
        curve=curve if curve.value else None,
        parts=parts,
        part=divided.dimension.part,
        people=float(parts["denominator"].sum()),
        by_id={
            each.id: Finding(measure=each, result=each.of(groups))
            for each in MEASURES.values()
            if ordered or not each.needs_order
        },
    )


def questions(found: Findings) -> dict[str, str]:
    """The questions that these findings can answer, by id."""
    return {each.id: each.words for each in QUESTIONS if each.absolute in found.by_id}
