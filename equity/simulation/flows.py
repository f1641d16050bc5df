"""Amounts by draw, year and cell, kept as two small tables instead of one large one.

A cell is a place and a group. What differs between cells (how many people) does not depend on the year, and
what changes over the years (how far a program has come) does not depend on the cell. So an amount is
``course[draw, year] * base[draw, cell]``, and its sums need no array of all three.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from equity.simulation.parameters import FloatArray


@dataclass(frozen=True, kw_only=True)
class Flow:
    """People, events or dollars: `course` is [draw, year] and `base` [draw, cell].

    The base, by far the larger, is kept in single precision; sums over it are taken in double.
    """

    base: FloatArray
    course: FloatArray

    def __post_init__(self) -> None:
        """Keep the base small."""
        object.__setattr__(self, "base", np.asarray(self.base, dtype=np.float32))

    def times(self, factor: FloatArray | float) -> "Flow":
        """The flow multiplied by a number, or by an array of shape [draw] or [draw, year].

        Examples
        --------
        >>> patients = Flow(base=np.array([[100.0, 50.0]]), course=np.array([[0.5, 1.0]]))
        >>> patients.times(10).by_year().tolist()
        [[750.0, 1500.0]]
        """
        by = np.asarray(factor, dtype=np.float64)
        return Flow(base=self.base, course=self.course * (by[:, np.newaxis] if by.ndim == 1 else by))

    def by_year(self) -> FloatArray:
        """Sums over cells, [draw, year]."""
        return np.asarray(self.course * self.base.sum(axis=1, keepdims=True, dtype=np.float64))

    def by_cell(self) -> FloatArray:
        """Sums over years, [draw, cell]."""
        return np.asarray(self.base * self.course.sum(axis=1, keepdims=True).astype(np.float32))


def part(base: FloatArray, share: FloatArray) -> FloatArray:
    """A share of [draw] of an amount by [draw, cell], in single precision.

    Examples
    --------
    >>> part(np.array([[100.0, 50.0]]), np.array([0.1])).tolist()
    [[10.0, 5.0]]
    """
    return np.asarray(base, dtype=np.float32) * share.astype(np.float32)[:, np.newaxis]


def by_year(flows: Iterable[Flow], *, draws: int, years: int) -> FloatArray:
    """Sums over flows and cells, [draw, year]; zero without flows."""
    total = np.zeros((draws, years))
    for flow in flows:
        total += flow.by_year()
    return total


def by_cell(flows: Iterable[Flow], *, draws: int, cells: int) -> FloatArray:
    """Sums over flows and years, [draw, cell]; zero without flows."""
    total = np.zeros((draws, cells), dtype=np.float32)
    for flow in flows:
        total += flow.by_cell()
    return total


def whole(flows: Iterable[Flow], *, draws: int, years: int, cells: int) -> FloatArray:
    """Sums over flows with all three axes, [draw, year, cell]."""
    total = np.zeros((draws, years, cells), dtype=np.float32)
    for flow in flows:
        total += flow.course.astype(np.float32)[:, :, np.newaxis] * flow.base[:, np.newaxis, :]
    return total
