"""Given prices, the best for each place by itself: fill what is worth most, as far as room lasts.

Compiled with numba. A place has slots, one for each group, service and tier, and rows of room: one for each
service, one for each group and need, and a last one without end. `rows` names the rows a slot takes room of,
that of its service first. Slots worth the same share what room there is, so that nobody comes first for
standing first in a list.
"""

import numpy as np
from numpy.typing import NDArray

from equity.compiled import compiled
from equity.simulation.parameters import FloatArray

IntArray = NDArray[np.int64]

_DOUBLINGS, _HALVINGS = 200, 60


def _sort(worth: FloatArray, order: IntArray) -> None:
    """Put slots in the order of falling worth; quick where the order given is nearly right."""
    for at in range(1, order.size):
        slot, before = order[at], at - 1
        while before >= 0 and worth[order[before]] < worth[slot]:
            order[before + 1] = order[before]
            before -= 1
        order[before + 1] = slot


def _fill(  # noqa: PLR0917 - compiled code is called by position
    worth: FloatArray,
    upper: FloatArray,
    room: FloatArray,
    rows: IntArray,
    same: float,
    order: IntArray,
    served: FloatArray,
    price: FloatArray,
) -> None:
    """Serve slots by falling worth; `price` of a row is the worth of the best slot it turned away.

    Worth closer than `same` is the same, and what is worth no more than that is not served.
    """
    _sort_fast(worth, order)
    served[:] = 0.0
    price[:] = 0.0
    left, wanted = room.copy(), np.zeros_like(room)
    first = 0
    while first < order.size and worth[order[first]] > same:
        last = first
        wanted[:] = 0.0
        while last < order.size and worth[order[last]] >= worth[order[first]] - same:
            for row in rows[order[last]]:
                wanted[row] += upper[order[last]]
            last += 1
        for slot in order[first:last]:
            share = 1.0
            for row in rows[slot]:
                if wanted[row] > left[row]:
                    share = min(share, left[row] / wanted[row])
                    price[row] = max(price[row], worth[slot])
            served[slot] = share * upper[slot]
        for slot in order[first:last]:
            for row in rows[slot]:
                left[row] = max(left[row] - served[slot], 0.0)
        first = last


def _worth_at_most(
    worth: FloatArray, upper: FloatArray, room: FloatArray, rows: IntArray, price: FloatArray
) -> float:
    """What no way to serve the place can exceed: by duality, for any prices of 0 or more."""
    total = 0.0
    for row in range(room.size):
        if price[row] > 0.0:
            total += price[row] * room[row]
    for slot in range(worth.size):
        left = worth[slot]
        for row in rows[slot]:
            left -= price[row]
        total += max(left, 0.0) * upper[slot]
    return float(total)


def _fill_within(  # noqa: PLR0917 - compiled code is called by position
    worth: FloatArray,
    upper: FloatArray,
    cost: FloatArray,
    room: FloatArray,
    rows: IntArray,
    wanted: float,
    same: float,
    order: IntArray,
    served: FloatArray,
    price: FloatArray,
) -> float:
    """Serve a place so that it spends `wanted` dollars; gives the price on its dollars that does it.

    A premium, for a place that must spend more than it is worth, is a price below zero.
    """
    other = np.zeros_like(served)
    sign = 1.0 if (cost * served).sum() > wanted else -1.0
    near, far = 0.0, 1e-12 + np.abs(worth).max() / cost.max()
    for _ in range(_DOUBLINGS):
        _fill_fast(worth - sign * far * cost, upper, room, rows, same, order, other, price)
        if ((cost * other).sum() - wanted) * sign <= 0.0:
            break
        near, far = far, 2.0 * far
    for _ in range(_HALVINGS):
        middle = 0.5 * (near + far)
        _fill_fast(worth - sign * middle * cost, upper, room, rows, same, order, other, price)
        if ((cost * other).sum() - wanted) * sign <= 0.0:
            far = middle
        else:
            near = middle
    _fill_fast(worth - sign * near * cost, upper, room, rows, same, order, served, price)
    _fill_fast(worth - sign * far * cost, upper, room, rows, same, order, other, price)
    one, two = (cost * served).sum(), (cost * other).sum()
    part = (wanted - two) / (one - two) if one != two else 0.0
    served[:] = part * served + (1.0 - part) * other
    return float(sign * far)


def _fill_all(  # noqa: PLR0917 - compiled code is called by position
    worth: FloatArray,
    upper: FloatArray,
    cost: FloatArray,
    room: FloatArray,
    rows: IntArray,
    services: int,
    least: FloatArray,
    most: FloatArray,
    same: float,
    orders: IntArray,
    served: FloatArray,
    prices: FloatArray,
) -> float:
    """Fill every place, [place, slot], with the `prices` of its rows; gives a bound on the worth of all."""
    bound = 0.0
    for place in range(worth.shape[0]):
        mine, price = worth[place], prices[place]
        _fill_fast(mine, upper[place], room[place], rows, same, orders[place], served[place], price)
        spent = (cost[place] * served[place]).sum()
        if spent < least[place] or spent > most[place]:
            wanted = most[place] if spent > most[place] else least[place]
            on_dollars = _fill_within_fast(
                mine,
                upper[place],
                cost[place],
                room[place],
                rows,
                wanted,
                same,
                orders[place],
                served[place],
                price,
            )
            mine = mine - on_dollars * cost[place]
            bound += on_dollars * wanted
        at_most = _worth_at_most_fast(mine, upper[place], room[place], rows, price)
        # A slot turned away by a service and by a need must not be charged twice.
        of_services = price.copy()
        of_services[services:] = 0.0
        at_most = min(at_most, _worth_at_most_fast(mine, upper[place], room[place], rows, of_services))
        price[services:] = 0.0
        for slot in range(mine.size):
            if served[place, slot] < upper[place, slot]:
                for row in rows[slot, 1:]:
                    beyond = mine[slot] - of_services[rows[slot, 0]]
                    if room[place, row] < np.inf:
                        price[row] = max(price[row], beyond)
        bound += min(at_most, _worth_at_most_fast(mine, upper[place], room[place], rows, price))
    return bound


_sort_fast = compiled(_sort)
_fill_fast = compiled(_fill)
_worth_at_most_fast = compiled(_worth_at_most)
_fill_within_fast = compiled(_fill_within)
fill_all = compiled(_fill_all)
"""`_fill_all`, compiled."""
