"""Amounts by draw, year and cell, kept as small tables instead of one large one.

A cell is a place and a group. What differs between cells (how many people) does not depend on the year, and
what changes over the years (how far a program has come) does not depend on the cell. So an amount is
``course[draw, year] * share[draw] * people[draw, cell]``, and its sums need no array of all three. Nor is
there a table of people by draw and cell until somebody asks for one: doubt lies in places and in groups, so
``people = by_place[draw, place] * over_groups[group, place] * by_group[draw, group]``. Levers that act on
the same people share them, and their sums are taken once.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from equity.compiled import compiled
from equity.simulation.parameters import FloatArray


@dataclass(frozen=True, kw_only=True, eq=False)
class Residents:
    """People of places, `by_place` [draw, place], and of those the ones of each group, [group, place]."""

    by_place: FloatArray
    over_groups: FloatArray

    @cached_property
    def of_groups(self) -> FloatArray:
        """Sums over places in double precision, [draw, group]."""
        sums = np.empty((len(self.by_place), len(self.over_groups)))
        _over_places(self.by_place, self.over_groups, sums)
        return sums


@dataclass(frozen=True, kw_only=True, eq=False)
class Population:
    """Residents times what sets the groups of a draw apart, `by_group` [draw, group].

    `moved` is a further factor for each cell, [draw, cell], where somebody is moved from cell to cell.
    """

    residents: Residents
    by_group: FloatArray
    moved: FloatArray | None = None
    _products: dict[int, tuple[FloatArray, "Population"]] = field(default_factory=dict, repr=False)
    _extremes: dict[int, tuple["Population", tuple[FloatArray, FloatArray]]] = field(
        default_factory=dict, repr=False
    )

    @cached_property
    def cells(self) -> FloatArray:
        """People by draw and cell, with the groups of a place side by side, in single precision."""
        found = np.empty((len(self.by_group), self._count), dtype=np.float32)
        _in_cells(self.residents.by_place, self.residents.over_groups, self._single, found)
        if self.moved is not None:
            found *= self.moved
        return found

    @cached_property
    def of_groups(self) -> FloatArray:
        """Sums over places in double precision, [draw, group]."""
        if self.moved is None:
            return np.asarray(self.residents.of_groups * self.by_group)
        return np.asarray(self._whole.sum(axis=1, dtype=np.float64))

    @cached_property
    def of_places(self) -> FloatArray:
        """Sums over groups in single precision, [draw, place]."""
        if self.moved is not None:
            return np.asarray(self._whole.sum(axis=2))
        found = np.empty_like(self.residents.by_place)
        _over_groups(self.residents.by_place, self.residents.over_groups, self._single, found)
        return found

    @cached_property
    def total(self) -> FloatArray:
        """Sums over cells in double precision, [draw]."""
        return np.asarray(self.of_groups.sum(axis=1))

    def times(self, factor: FloatArray) -> "Population":
        """Each cell multiplied by an array that broadcasts to [draw, cell]."""
        moved = np.broadcast_to(np.asarray(factor, dtype=np.float32), (len(self.by_group), self._count))
        return replace(
            self, moved=moved if self.moved is None else self.moved * moved, _products={}, _extremes={}
        )

    def weighted(self, ratio: FloatArray) -> "Population":
        """Each group multiplied by its ratio, [draw, group]; computed once for one array."""
        return self._once(ratio, lambda: self.by_group * ratio)

    def spread_by(self, ratio: FloatArray) -> "Population":
        """As many people in each draw, more where a group's ratio is higher; computed once for one array."""

        def spread() -> FloatArray:
            total = np.maximum((self.of_groups * ratio).sum(axis=1), np.finfo(np.float64).tiny)
            return np.asarray(self.by_group * ratio * (self.total / total)[:, np.newaxis])

        return self._once(ratio, spread)

    def extremes_among(self, other: "Population") -> tuple[FloatArray, FloatArray]:
        """The largest and smallest ratio to another population over cells, [draw]; 0 where it has none."""
        known = self._extremes.get(id(other))
        if known is None:
            known = self._extremes[id(other)] = (other, _extremes(self, other))
        return known[1]

    @property
    def _count(self) -> int:
        return int(self.residents.over_groups.size)

    @property
    def _whole(self) -> FloatArray:
        return self.cells.reshape(len(self.cells), -1, len(self.residents.over_groups))

    @property
    def _single(self) -> FloatArray:
        return self.by_group.astype(np.float32)

    def _once(self, ratio: FloatArray, by_group: Callable[[], FloatArray]) -> "Population":
        known = self._products.get(id(ratio))
        if known is None:
            product = replace(self, by_group=by_group(), _products={}, _extremes={})
            known = self._products[id(ratio)] = (ratio, product)
        return known[1]


def _extremes(people: Population, among: Population) -> tuple[FloatArray, FloatArray]:
    if people.moved is not None or among.moved is not None:
        there = among.cells > 0
        ratio = np.divide(people.cells, among.cells, out=np.zeros_like(people.cells), where=there)
        return ratio.max(axis=1).astype(np.float64), ratio.min(axis=1).astype(np.float64)
    if people.residents is among.residents:
        of_cells = people.residents.over_groups
        of_groups = _over(people.by_group, among.by_group)[:, (of_cells > 0).any(axis=1)]
        least = of_groups.min(axis=1)
        return of_groups.max(axis=1), least if (of_cells > 0).all() else np.minimum(least, 0.0)
    ends = np.empty((2, len(people.by_group)), dtype=np.float32)
    _extremes_over(
        _over(people.residents.by_place, among.residents.by_place),
        _over(people.residents.over_groups, among.residents.over_groups),
        _over(people.by_group, among.by_group).astype(np.float32),
        ends,
    )
    most, least = ends.astype(np.float64)
    return most, least


def _over(some: FloatArray, whole: FloatArray) -> FloatArray:
    """The ratio, 0 where there is nobody."""
    return np.divide(some, whole, out=np.zeros_like(some), where=whole > 0)


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


def pool(by_place: FloatArray, over_groups: FloatArray | None = None) -> Pool:
    """All people of a table [draw, place], spread over groups, [place, group]; without these all of one.

    Examples
    --------
    >>> pool(np.array([[100.0, 50.0]]), np.array([[0.5, 0.5], [0.2, 0.8]])).by_cell().tolist()
    [[50.0, 50.0, 10.0, 40.0]]
    """
    if over_groups is None:
        over_groups = np.ones((by_place.shape[1], 1))
    residents = Residents(
        by_place=np.asarray(by_place, dtype=np.float32),
        over_groups=np.ascontiguousarray(over_groups.T, dtype=np.float32),
    )
    people = Population(residents=residents, by_group=np.ones((len(by_place), over_groups.shape[1])))
    return Pool(population=people, share=np.ones(len(by_place)))


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
    total = np.zeros((draws, years), order="F")
    for flow in flows:
        total += flow.by_year()
    return total


def by_cell(flows: Iterable[Flow], *, draws: int, cells: int) -> FloatArray:
    """Sums over flows and years, [draw, cell]; zero without flows."""
    total = np.zeros((draws, cells), dtype=np.float32)
    for people, per_unit in by_population(flows):
        total += people.cells * per_unit[:, np.newaxis].astype(np.float32)
    return total


def by_group(flows: Iterable[Flow], *, draws: int, groups: int) -> FloatArray:
    """Sums over flows, years and places in double precision, [draw, group]; zero without flows."""
    total = np.zeros((draws, groups))
    for people, per_unit in by_population(flows):
        total += people.of_groups * per_unit[:, np.newaxis]
    return total


def by_place(flows: Iterable[Flow], *, draws: int, places: int) -> FloatArray:
    """Sums over flows, years and groups, [draw, place]; zero without flows."""
    total = np.zeros((draws, places), dtype=np.float32)
    for people, per_unit in by_population(flows):
        total += people.of_places * per_unit[:, np.newaxis].astype(np.float32)
    return total


def whole(flows: Iterable[Flow], *, draws: int, years: int, cells: int) -> FloatArray:
    """Sums over flows with all three axes, [draw, year, cell]."""
    total = np.zeros((draws, years, cells), dtype=np.float32)
    for flow in flows:
        total += flow.in_years.astype(np.float32)[:, :, np.newaxis] * flow.base.by_cell()[:, np.newaxis, :]
    return total


# In the loops below the innermost runs over places, side by side in memory, so that several are worked on at
# once; no sum depends on how many.
_LANES = 8


@compiled
def _over_places(by_place: FloatArray, of_groups: FloatArray, sums: FloatArray) -> None:
    """Add up [draw, place] times [group, place] over places, in eight sums that are added up at the end."""
    lanes = np.zeros(_LANES)
    places = by_place.shape[1]
    whole = places - places % _LANES
    for draw in range(by_place.shape[0]):
        for group in range(of_groups.shape[0]):
            lanes[:] = 0.0
            for first in range(0, whole, _LANES):
                for lane in range(_LANES):
                    at = first + lane
                    lanes[lane] += np.float64(by_place[draw, at]) * np.float64(of_groups[group, at])
            total = lanes.sum()
            for at in range(whole, places):
                total += np.float64(by_place[draw, at]) * np.float64(of_groups[group, at])
            sums[draw, group] = total


@compiled
def _over_groups(by_place: FloatArray, of_groups: FloatArray, by_group: FloatArray, sums: FloatArray) -> None:
    for draw in range(by_place.shape[0]):
        here = sums[draw]
        here[:] = 0
        for group in range(of_groups.shape[0]):
            ratio = by_group[draw, group]
            for place in range(by_place.shape[1]):
                here[place] += of_groups[group, place] * ratio
        for place in range(by_place.shape[1]):
            here[place] *= by_place[draw, place]


@compiled
def _in_cells(by_place: FloatArray, of_groups: FloatArray, by_group: FloatArray, cells: FloatArray) -> None:
    groups = of_groups.shape[0]
    for draw in range(by_place.shape[0]):
        for place in range(by_place.shape[1]):
            for group in range(groups):
                share = of_groups[group, place] * by_group[draw, group]
                cells[draw, place * groups + group] = by_place[draw, place] * share


@compiled
def _extremes_over(
    by_place: FloatArray, of_cells: FloatArray, of_groups: FloatArray, ends: FloatArray
) -> None:
    """The largest and smallest of [draw, place] times [group, place] times [draw, group], [2, draw]."""
    places = by_place.shape[1]
    most, least = np.empty(places, dtype=np.float32), np.empty(places, dtype=np.float32)
    for draw in range(by_place.shape[0]):
        most[:] = -np.inf
        least[:] = np.inf
        for group in range(of_cells.shape[0]):
            ratio = of_groups[draw, group]
            for place in range(places):
                here = of_cells[group, place] * ratio
                most[place] = here if here > most[place] else most[place]
                least[place] = here if here < least[place] else least[place]
        largest, smallest = np.float32(-np.inf), np.float32(np.inf)
        for place in range(places):
            high, low = most[place] * by_place[draw, place], least[place] * by_place[draw, place]
            largest = high if high > largest else largest
            smallest = low if low < smallest else smallest
        ends[0, draw], ends[1, draw] = largest, smallest
