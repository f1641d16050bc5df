"""Why this place and not that: what one more dollar would bring there, and what stops more."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from equity.allocation.plan import Plan
from equity.simulation.parameters import FloatArray

STOPS: Mapping[str, str] = {
    "money": "the next dollar brings more elsewhere",
    "people": "nobody is left whom these services could help",
    "most": "it has the most one place may get",
    "gain": "what is left to buy would bring no gain",
}
"""What keeps a place from getting more where there is room, by id, in words."""

# Of the largest there is: closer than this it is the same.
_CLOSE = 1e-6


@dataclass(frozen=True, kw_only=True)
class Reasons:
    """Why each place gets what it gets.

    `next_return` is what the best help still to be had in a place brings for what it takes of the limits that
    bind, against the last help bought anywhere, [place]: 1 is the line. It is NaN where no more can be
    served. `is_full` says where organizations could not serve more people although it would pay, [place,
    service], and `room_price` the weighted gain of room for one more person there. `stops` are ids of
    `STOPS`, one a place, for what is not full.
    """

    next_return: FloatArray
    is_full: FloatArray
    room_price: FloatArray
    stops: tuple[str, ...]


def reasons(plan: Plan) -> Reasons:
    """Why each place gets what it gets.

    Formula: the return of a person not served is ``weight * gain / sum(price * what one takes of a limit)``,
    with the prices of the plan's limits; where it is above 1 as many are served as there is room for.
    Reference: complementary slackness of linear programs, for example Boyd and Vandenberghe, Convex
    Optimization (2004), section 5.5.
    """
    problem = plan.problem
    charge = sum(
        (plan.prices[row.id] * row.coefficients for row in problem.rows if plan.prices[row.id] > 0),
        start=np.zeros(problem.shape),
    )
    left = (problem.upper - plan.people > _CLOSE * problem.upper) & (problem.upper > 0)
    beyond = np.where(left, problem.weighted - charge, -np.inf).max(axis=(1, 3))
    is_full = plan.full & (beyond > _CLOSE * np.abs(problem.weighted).max())
    to_be_had = left & ~is_full[:, np.newaxis, :, np.newaxis]
    ratio = np.divide(
        problem.weighted, charge, out=np.full(problem.shape, -np.inf), where=to_be_had & (charge > 0)
    ).max(axis=(1, 2, 3))
    dollars = plan.dollars.sum(axis=(1, 2))
    at_most = (problem.limits.place_most < 1) & (dollars >= problem.place_most * (1 - 1e-4))
    could_gain = (to_be_had & (problem.weighted > 0)).any(axis=(1, 2, 3))
    could_serve = to_be_had.any(axis=(1, 2, 3))
    return Reasons(
        next_return=np.where(np.isfinite(ratio), ratio, np.nan),
        is_full=is_full,
        room_price=np.where(is_full, np.maximum(beyond, 0.0), 0.0),
        stops=tuple(
            "most" if most else "money" if gain else "gain" if serve else "people"
            for most, gain, serve in zip(at_most, could_gain, could_serve, strict=True)
        ),
    )
