"""Amounts by draw, year and cell, kept as small tables instead of one large one.

A cell is a place and a group. What differs between cells (how many people) does not depend on the year, and
what changes over the years (how far a program has come) does not depend on the cell. So an amount is
``course[draw, year] * share[draw] * people[draw, cell]``, and its sums need no array of all three. Levers
that act on the same people share one table of them, whose sums are taken once.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from equity.simulation.parameters import FloatArray


@dataclass(frozen=True, kw_only=True, eq=False)
class Population:
    """People by draw and cell, `cells`: by far the largest table, in single precision and shared."""

    cells: FloatArray
    _products: dict[int, tuple[FloatArray, "Population"]] = field(default_factory=dict, repr=False)
    _extremes: dict[int, tuple["Population", tuple[FloatArray, FloatArray]]] = field(
        default_factory=dict, repr=False
    )

    @cached_property
    def total(self) -> FloatArray:
        """Sums over cells in double precision, [draw]."""
        return np.asarray(self.cells.sum(axis=1, dtype=np.float64))

    def times(self, factor: FloatArray) -> "Population":
        """Each cell multiplied by an array that broadcasts to [draw, cell]; computed once for one array."""
        return self._once(factor, lambda: self.cells * factor)

    def spread_by(self, ratio: FloatArray) -> "Population":
        """As many people in each draw, more where the ratio is higher; computed once for one array."""

        def spread() -> FloatArray:
            product = self.cells * ratio
            total = np.maximum(product.sum(axis=1, dtype=np.float64), np.finfo(np.float64).tiny)
            product *= (self.total / total).astype(np.float32)[:, np.newaxis]
            return np.asarray(product)

        return self._once(ratio, spread)

    def extremes_among(self, other: "Population") -> tuple[FloatArray, FloatArray]:
        """The largest and smallest ratio to another population over cells, [draw]; 0 where it has none."""
        known = self._extremes.get(id(other))
        if known is None:
            there = other.cells > 0
            ratio = np.divide(self.cells, other.cells, out=np.zeros_like(self.cells), where=there)
            ends = (ratio.max(axis=1).astype(np.float64), ratio.min(axis=1).astype(np.float64))
            known = self._extremes[id(other)] = (other, ends)
        return known[1]

    def _once(self, factor: FloatArray, product: Callable[[], FloatArray]) -> "Population":
        known = self._products.get(id(factor))
        if known is None:
            cells = np.asarray(product(), dtype=np.float32)
            known = self._products[id(factor)] = (factor, Population(cells=cells))
        return known[1]


@dataclass(frozen=True, kw_only=True, eq=False)
class Pool:
    """A share [draw] of a population, for example its members at high risk.

    `trend` is its size in each year against today's, [draw, year]; None where it stays. `by_cell` and `total`
    are those of today.

    Examples
    --------
    >>> adults = pool(np.array([[100.0, 50.0]]))
    >>> at_risk = part(adults, np.array([0.1]))
    >>> at_risk.by_cell().tolist(), at_risk.total().tolist()
    ([[10.0, 5.0]], [15.0])
    >>> (at_risk * np.array([[1.0, 2.0]])).by_cell().tolist()
    [[10.0, 10.0]]
    """

    population: Population
    share: FloatArray
    trend: FloatArray | None = None

    def __mul__(self, factor: FloatArray) -> "Pool":
        """The pool with each cell multiplied by an array that broadcasts to [draw, cell]."""
        return replace(self, population=self.population.times(factor))

    def years(self, horizon: int) -> FloatArray:
        """How many years of today's size it amounts to over a horizon, [draw].

        Examples
        --------
        >>> people = pool(np.array([[100.0]]))
        >>> shrinking = replace(people, trend=np.array([[1.0, 0.9]]))
        >>> people.years(2).tolist(), shrinking.years(2).tolist()
        ([2.0], [1.9])
        """
        return np.full(len(self.share), float(horizon)) if self.trend is None else self.trend.sum(axis=1)

    def by_cell(self) -> FloatArray:
        """People of each cell, [draw, cell]."""
        return np.asarray(self.population.cells * self.share[:, np.newaxis].astype(np.float32))

    def total(self) -> FloatArray:
        """People of all cells, [draw]."""
        return np.asarray(self.population.total * self.share)


def pool(cells: FloatArray) -> Pool:
    """All people of a table [draw, cell]."""
    people = Population(cells=np.asarray(cells, dtype=np.float32))
    return Pool(population=people, share=np.ones(len(people.cells)))


def part(base: Pool, share: FloatArray) -> Pool:
    """A share of [draw] of a pool; the table behind it is not copied."""
    return replace(base, share=base.share * share)


def fewer(one: Pool, other: Pool) -> Pool:
    """As many people in each draw as the smaller of two pools holds, spread as in that which is smaller.

    Within one population that is the smaller share of it. Pools of different populations are compared by
    their totals, so that people whom both could hold are counted rather too high than too low.

    Examples
    --------
    >>> adults = pool(np.array([[100.0, 50.0]]))
    >>> fewer(part(adults, np.array([0.5])), part(adults, np.array([0.1]))).by_cell().tolist()
    [[10.0, 5.0]]
    >>> fewer(pool(np.array([[3.0, 5.0]])), pool(np.array([[4.0, 1.0]]))).by_cell().tolist()
    [[4.0, 1.0]]
    """
    if one.population is other.population:
        return replace(one, share=np.minimum(one.share, other.share))
    totals = (one.total(), other.total())
    smaller = one if totals[0].mean() <= totals[1].mean() else other
    people = np.maximum(smaller.population.total, np.finfo(np.float64).tiny)
    return replace(smaller, share=np.minimum(*totals) / people)


@dataclass(frozen=True, kw_only=True)
class Flow:
    """People, events or dollars: a pool of [draw, cell] and its `course`, [draw, year]."""

    base: Pool
    course: FloatArray

    @property
    def in_years(self) -> FloatArray:
        """The course as the pool's own size allows in each year, [draw, year]."""
        return self.course if self.base.trend is None else self.course * self.base.trend

    def times(self, factor: FloatArray | float) -> "Flow":
        """The flow multiplied by a number, or by an array of shape [draw] or [draw, year].

        Examples
        --------
        >>> patients = Flow(base=pool(np.array([[100.0, 50.0]])), course=np.array([[0.5, 1.0]]))
        >>> patients.times(10).by_year().tolist()
        [[750.0, 1500.0]]
        """
        by = np.asarray(factor, dtype=np.float64)
        return Flow(base=self.base, course=self.course * (by[:, np.newaxis] if by.ndim == 1 else by))

    def by_year(self) -> FloatArray:
        """Sums over cells, [draw, year]."""
        return np.asarray(self.in_years * self.base.total()[:, np.newaxis])

    def over_years(self) -> FloatArray:
        """Sums over years for each unit of the population, [draw]."""
        return np.asarray(self.in_years.sum(axis=1) * self.base.share)

    def by_cell(self) -> FloatArray:
        """Sums over years, [draw, cell]."""
        return np.asarray(self.base.population.cells * self.over_years()[:, np.newaxis].astype(np.float32))


def by_population(flows: Iterable[Flow]) -> list[tuple[Population, FloatArray]]:
    """The populations behind flows, each with the sum of what happens over all years to a unit of it, [draw].

    Examples
    --------
    >>> adults = pool(np.array([[100.0, 50.0]]))
    >>> twice = [Flow(base=adults, course=np.array([[0.1, 0.2]]))] * 2
    >>> [(people.total.tolist(), each.round(2).tolist()) for people, each in by_population(twice)]
    [([150.0], [0.6])]
    """
    found: dict[int, tuple[Population, FloatArray]] = {}
    for flow in flows:
        people, per_unit = flow.base.population, flow.over_years()
        before = found.get(id(people))
        found[id(people)] = (people, per_unit if before is None else before[1] + per_unit)
    return list(found.values())


def by_year(flows: Iterable[Flow], *, draws: int, years: int) -> FloatArray:
    """Sums over flows and cells, [draw, year]; zero without flows."""
    total = np.zeros((draws, years))
    for flow in flows:
        total += flow.by_year()
    return total


def by_cell(flows: Iterable[Flow], *, draws: int, cells: int) -> FloatArray:
    """Sums over flows and years, [draw, cell]; zero without flows."""
    total = np.zeros((draws, cells), dtype=np.float32)
    for people, per_unit in by_population(flows):
        total += people.cells * per_unit[:, np.newaxis].astype(np.float32)
    return total


def whole(flows: Iterable[Flow], *, draws: int, years: int, cells: int) -> FloatArray:
    """Sums over flows with all three axes, [draw, year, cell]."""
    total = np.zeros((draws, years, cells), dtype=np.float32)
    for flow in flows:
        total += flow.in_years.astype(np.float32)[:, :, np.newaxis] * flow.base.by_cell()[:, np.newaxis, :]
    return total
