"""A plan while the reader waits, with its own proof of how good it is.

Prices on the limits that places share (money, State money, what was promised) leave each place a small
problem of its own, solved by filling what is worth most. Each set of prices gives one way to serve every
place and, by duality, a bound that no plan can exceed. A small linear program mixes the ways found so far
into the best one within all limits, and its prices are tried next, until the best mixture comes close enough
to the bound. Reference: Dantzig and Wolfe, Operations Research 1960;8:101-111. With one or two limits on
money it does what a search over their two prices does, and it needs nothing new for a third.
"""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import linprog

from equity.allocation import exact
from equity.allocation._filling import IntArray, fill_all
from equity.allocation.plan import Plan
from equity.allocation.problem import Problem
from equity.simulation.parameters import FloatArray

CLOSE_ENOUGH = 1e-3
"""The gap that a live plan may have to the bound it proves; beyond it the exact method takes over."""

_AIM = 1e-4
_ROUNDS = 60
_PENALTY = 100.0  # for falling short of a limit by all of it, against the best worth without any limit
_SAME = 1e-9
_INSIDE = 1e-7  # how far inside a limit a mixture stays, as a share of it, so that rounding never crosses it


def best(problem: Problem) -> Plan:
    """The live plan where it proves itself to be close enough to the best, and the exact one where not.

    Raises
    ------
    InvalidParameter
        The minimums cannot all be kept with this money and this capacity.
    """
    plan = solve(problem)
    return plan if plan is not None and plan.gap <= CLOSE_ENOUGH else exact.solve(problem)


def solve(problem: Problem) -> Plan | None:
    """The best mixture found, with the bound it was measured against; None where none keeps the limits."""
    places = _places(problem)
    tried: list[_Way] = []
    bound, trial = np.inf, _first_prices(places)
    for _ in range(_ROUNDS):
        tried += [_way(places, prices) for prices in trial]
        bound = min([bound, *(way.bound for way in tried[-len(trial) :])])
        mix, prices, short = _mixture(tried, places)
        reached = float(mix @ [way.worth for way in tried])
        is_close = bound - reached <= _AIM * abs(bound)
        is_stuck = len(trial) == 1 and abs(prices - trial[0]).max() <= _SAME * abs(prices).max()
        if short <= _INSIDE and (is_close or is_stuck):
            break
        trial = [prices]
    if short > 2 * _INSIDE:
        return None
    people = np.zeros_like(places.upper)
    for share, way in zip(mix, tried, strict=True):
        if share > 0:
            people += share * _served(places, way.prices)[0]
    return Plan(
        problem=problem,
        people=people.reshape(problem.shape),
        prices={row.id: float(price) for row, price in zip(problem.rows, prices / places.sizes, strict=True)},
        goal=reached,
        bound=bound,
        solver="prices on shared limits",
    )


@dataclass(frozen=True, kw_only=True)
class _Places:
    """A problem as its places see it: [place, slot], their rows of room, and the rows they share.

    `sizes` are what a shared row is measured in, so that prices are of one order; `orders` remembers the
    order of slots from one filling to the next.
    """

    worth: FloatArray
    upper: FloatArray
    cost: FloatArray
    room: FloatArray
    rows: IntArray
    services: int
    least: FloatArray
    most: FloatArray
    shared: FloatArray
    limits: FloatArray
    sizes: FloatArray
    largest: float
    orders: IntArray


@dataclass(frozen=True, kw_only=True)
class _Way:
    """One way to serve every place: the prices it comes from, its worth, what it takes of each shared row.

    `bound` is a worth that no plan can exceed, as these prices prove.
    """

    prices: FloatArray
    worth: float
    taken: FloatArray
    bound: float


def _places(problem: Problem) -> _Places:
    count, groups, services, tiers = problem.shape
    slots = groups * services * tiers
    endless = services + len(problem.together) * groups
    rows = np.full((groups, services, tiers, 1 + len(problem.together)), endless, dtype=np.int64)
    rows[..., 0] = np.arange(services)[np.newaxis, :, np.newaxis]
    rooms = [problem.capacity]
    for at, (members, most) in enumerate(problem.together):
        own = services + at * groups + np.arange(groups)
        rows[..., 1 + at] = np.where(members > 0, own[:, np.newaxis], endless)[..., np.newaxis]
        rooms.append(most)
    shared = np.stack([row.coefficients.ravel() for row in problem.rows])
    limits = np.array([row.limit for row in problem.rows])
    all_taken = np.abs(shared) @ problem.upper.ravel()
    worth = problem.weighted.reshape(count, slots)
    return _Places(
        worth=worth,
        upper=problem.upper.reshape(count, slots),
        cost=problem.in_tiers(problem.cost).reshape(count, slots).copy(),
        room=np.column_stack([*rooms, np.full(count, np.inf)]),
        rows=rows.reshape(slots, -1),
        services=services,
        least=problem.place_least.copy(),
        most=problem.place_most if problem.limits.place_most < 1 else np.full(count, np.inf),
        shared=shared,
        limits=limits,
        sizes=np.where(limits != 0, np.abs(limits), np.where(all_taken > 0, all_taken, 1.0)),
        largest=float((np.maximum(worth, 0.0) * problem.upper.reshape(count, slots)).sum()) or 1.0,
        orders=np.tile(np.arange(slots), (count, 1)),
    )


def _served(places: _Places, prices: FloatArray) -> tuple[FloatArray, FloatArray, float]:
    """People served in every place at these prices, the prices of room there, and a bound on their worth."""
    left = places.worth - ((prices / places.sizes) @ places.shared).reshape(places.worth.shape)
    served, room_prices = np.zeros_like(places.upper), np.zeros_like(places.room)
    bound = fill_all(
        left,
        places.upper,
        places.cost,
        places.room,
        places.rows,
        places.services,
        places.least,
        places.most,
        _SAME * np.abs(places.worth).max(),
        places.orders,
        served,
        room_prices,
    )
    return served, room_prices, bound + float((prices / places.sizes) @ places.limits)


def _way(places: _Places, prices: FloatArray) -> _Way:
    served, _, bound = _served(places, prices)
    return _Way(
        prices=prices,
        worth=float((places.worth * served).sum()),
        taken=places.shared @ served.ravel(),
        bound=bound,
    )


def _first_prices(places: _Places) -> list[FloatArray]:
    """No price at all, and for each limit on money the price at which it alone would be just used up."""
    found: list[FloatArray] = [np.zeros(len(places.limits))]
    worth, upper = places.worth.ravel(), places.upper.ravel()
    for at, (taken, limit) in enumerate(zip(places.shared, places.limits, strict=True)):
        if limit <= 0:
            continue
        buys = (worth > 0) & (upper > 0) & (taken > 0)
        ratio = worth[buys] / taken[buys]
        order = np.argsort(-ratio, kind="stable")
        spent = np.cumsum((taken * upper)[buys][order])
        last = int(np.searchsorted(spent, limit))
        if last < len(order):
            # Just below this price what is worth exactly as much is bought, just above it is not.
            for near in (1 - 1e-6, 1 + 1e-6, 0.8, 1.25):
                prices = np.zeros(len(places.limits))
                prices[at] = ratio[order[last]] * near * places.sizes[at]
                found.append(prices)
    return found


def _mixture(tried: list[_Way], places: _Places) -> tuple[FloatArray, FloatArray, float]:
    """The best mixture of ways within the shared limits, their prices, and how far it falls short of one."""
    count, ways = len(places.limits), len(tried)
    taken = np.column_stack([way.taken for way in tried]) / places.sizes[:, np.newaxis]
    found = linprog(
        np.concatenate([[-way.worth / places.largest for way in tried], np.full(count, _PENALTY)]),
        A_ub=np.hstack([taken, -np.identity(count)]),
        b_ub=places.limits / places.sizes - _INSIDE,
        A_eq=np.concatenate([np.ones(ways), np.zeros(count)])[np.newaxis],
        b_eq=np.ones(1),
        method="highs",
    )
    mix = np.where(found.x[:ways] > 1e-12, found.x[:ways], 0.0)
    prices = np.maximum(-found.ineqlin.marginals, 0.0) * places.largest
    return mix / mix.sum(), prices, float(found.x[ways:].max())
