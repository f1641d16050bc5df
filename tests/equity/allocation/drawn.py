"""Problems to allocate: small ones that can be solved by hand, and larger ones from a seeded generator."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from equity.allocation.problem import Limits, Problem
from equity.allocation.weights import weights


def small(
    people: Sequence[Sequence[float]],
    *,
    cost: Sequence[float],
    gain: Sequence[float],
    state: Sequence[float] | None = None,
    weight: Sequence[float] | None = None,
    need: Sequence[float] | None = None,
    capacity: Sequence[Sequence[float]] | None = None,
    groups: int = 1,
    most_state: float | None = None,
    **limits: Any,
) -> Problem:
    """People by place and service, shared evenly by `groups`; costs and gains by service."""
    table = np.array(people, dtype=float)
    places, services = table.shape
    shape = (places, groups, services)
    return Problem(
        places=tuple(f"place {at}" for at in range(places)),
        groups=tuple(f"group {at}" for at in range(groups)),
        services=tuple(f"service {at}" for at in range(services)),
        people=np.broadcast_to(table[:, np.newaxis] / groups, shape).copy(),
        cost=np.broadcast_to(np.array(cost, dtype=float), shape).copy(),
        state=np.broadcast_to(np.array(state or [0.0] * services, dtype=float), shape).copy(),
        gain=np.broadcast_to(np.array(gain, dtype=float), shape).copy(),
        weight=np.array(weight or [1.0] * places, dtype=float),
        need=np.array(need or [0.2] * places, dtype=float),
        residents=np.full(places, 100.0),
        capacity=np.array(capacity, dtype=float) if capacity else np.full((places, services), np.inf),
        limits=Limits(state=most_state, **limits),
    )


def drawn(
    places: int,
    *,
    seed: int,
    epsilon: float = 1.0,
    services: int = 6,
    share_needs: bool = True,
    **limits: Any,
) -> Problem:
    """Places of very different size and need, four groups, services that cost and bring different things.

    A fifth of what everybody would cost is there to be spent, and about a third of the State money that would
    take. Where services `share_needs`, two pairs of them meet one need.
    """
    chance = np.random.default_rng(seed)
    groups = 4
    residents = chance.lognormal(10.5, 1.2, places)
    need = chance.beta(4, 20, places)
    shares = chance.dirichlet(np.full(groups, 2.0), places)
    wanted = chance.uniform(0.005, 0.05, services) * 5 * need[:, np.newaxis, np.newaxis]
    people = residents[:, np.newaxis, np.newaxis] * shares[:, :, np.newaxis] * wanted
    cost = np.exp(chance.normal(6.5, 0.8, services) + chance.normal(0, 0.15, (places, 1, services)))
    cost = np.broadcast_to(cost, people.shape).copy()
    gain = np.exp(chance.normal(0, 0.7, services) + chance.normal(0, 0.2, people.shape))
    everything = float((people * cost).sum())
    state = cost * chance.uniform(0.1, 0.6, services)
    return Problem(
        places=tuple(f"{at:05d}" for at in range(places)),
        groups=tuple("abcd"),
        services=tuple(f"service {at}" for at in range(services)),
        people=people,
        cost=cost,
        state=state,
        gain=gain,
        weight=weights("atkinson", need, residents, epsilon=epsilon),
        need=need,
        residents=residents,
        capacity=people.sum(axis=1) * chance.uniform(0.2, 1.2, (places, services)),
        limits=Limits(**({"budget": 0.2 * everything, "state": 0.065 * everything} | limits)),
        same_need=(frozenset({"service 0", "service 1"}), frozenset({"service 2", "service 3"}))
        if share_needs
        else (),
    )
