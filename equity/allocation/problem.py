"""One budget, many places: what may be bought where, what it brings, and what must not be exceeded.

The programme is linear: ``max sum(weight * tier * gain * x)`` over people served ``x[place, group, service,
tier]``, within the money, what organizations can take on, and the minimums that were promised.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from equity.allocation.weights import fifths
from equity.errors import InvalidParameter
from equity.simulation.parameters import ASSUMPTION, FloatArray, fixed

TIERS = (1.0, 0.6)
"""What a person gains against the mean of the studies: the half who gain most, the rest (assumption)."""

TIER_SHARE = 0.5
OVERLAP = fixed(
    "services_of_one_need",
    "People served by several services for the same need, beyond all who have it",
    0.5,
    unit="share",
    evidence=(ASSUMPTION,),
    note="At most half of those with a need get a second service for it.",
)


@dataclass(frozen=True, kw_only=True)
class Pool:
    """Money of which only some services may be paid: in-lieu-of services up to a share of capitation."""

    id: str
    label: str
    services: frozenset[str]
    limit: float


@dataclass(frozen=True, kw_only=True)
class Limits:
    """What a plan may not exceed and must not fall short of.

    `budget`, `state` (general-fund dollars) and the pools are dollars. The minimums are shares, 0 to 1, of
    what an even split of the same money would bring: `place_least` in dollars to each place, `group_least` in
    gain to each group (at 1 no group loses against an even split). `place_most` is the largest share of the
    budget one place may take, `neediest_least` the least share of the money spent that goes to the neediest
    fifth.
    """

    budget: float
    state: float | None = None
    pools: tuple[Pool, ...] = ()
    place_least: float = 0.0
    place_most: float = 1.0
    group_least: float = 0.0
    neediest_least: float = 0.0

    def __post_init__(self) -> None:
        """Refuse money below zero and shares outside 0 to 1."""
        money = {"budget": self.budget, "State money": self.state} | {
            each.label: each.limit for each in self.pools
        }
        for what, dollars in money.items():
            if dollars is not None and not 0 <= dollars < np.inf:
                raise InvalidParameter(f"The {what} must be 0 dollars or more, found {dollars:g}.")
        for what in ("place_least", "place_most", "group_least", "neediest_least"):
            if not 0 <= getattr(self, what) <= 1:
                raise InvalidParameter(f"{what} is a share: expected 0 to 1, found {getattr(self, what):g}.")


@dataclass(frozen=True, kw_only=True)
class Row:
    """A limit on a sum over all places: ``sum(coefficients * people) <= limit``; `binds` says what it is."""

    id: str
    binds: str
    coefficients: FloatArray
    limit: float


@dataclass(frozen=True, kw_only=True)
class Problem:
    """What one budget may buy.

    Parameters
    ----------
    people
        Who could be helped, [place, group, service].
    cost, state, gain
        Dollars, dollars of the State among what follows, and expected gain of a person helped; same shape.
        A gain may be below zero.
    weight
        How much a gain counts, [place].
    need, residents
        Share of residents in need, and residents, [place].
    capacity
        People whom the organizations of a place can help with a service, [place, service]; infinite where
        nothing is known to limit them.
    same_need
        Services that meet one need, as sets of their ids: together they serve at most `OVERLAP` more people
        than the largest of them could.
    gain_draws
        The gain in each draw, [draw, place, group, service], for plans that weigh risk; None without.

    Raises
    ------
    InvalidParameter
        A shape is wrong, or a number is missing, infinite or below zero where it must not be.
    """

    places: tuple[str, ...]
    groups: tuple[str, ...]
    services: tuple[str, ...]
    people: FloatArray
    cost: FloatArray
    state: FloatArray
    gain: FloatArray
    weight: FloatArray
    need: FloatArray
    residents: FloatArray
    capacity: FloatArray
    limits: Limits
    same_need: tuple[frozenset[str], ...] = ()
    gain_draws: FloatArray | None = None

    def __post_init__(self) -> None:
        """Name everything that is wrong at once."""
        cells = (len(self.places), len(self.groups), len(self.services))
        shapes = dict.fromkeys(("people", "cost", "state", "gain"), cells) | {
            **dict.fromkeys(("weight", "need", "residents"), cells[:1]),
            "capacity": (cells[0], cells[2]),
        }
        faults = [
            f"{name} has shape {getattr(self, name).shape}, expected {shape}"
            for name, shape in shapes.items()
            if getattr(self, name).shape != shape
        ]
        faults += [
            f"{name} holds a number below zero or none at all"
            for name in ("people", "cost", "state", "weight", "residents", "capacity")
            if not (getattr(self, name) >= 0).all()
        ]
        faults += [
            f"{name} is not finite everywhere"
            for name in ("people", "cost", "state", "gain", "weight", "need")
            if not np.isfinite(getattr(self, name)).all()
        ]
        if not faults and not (self.cost[self.people > 0] > 0).all():
            faults.append("a service costs nothing where it could help somebody")
        unknown = {one for pool in self.limits.pools for one in pool.services} | {
            one for need in self.same_need for one in need
        }
        if unknown - set(self.services):
            faults.append(f"no service is called {', '.join(sorted(unknown))}")
        if faults:
            raise InvalidParameter(f"This allocation cannot be computed: {'; '.join(faults)}.")

    @property
    def shape(self) -> tuple[int, int, int, int]:
        """Places, groups, services and tiers."""
        return (*self.people.shape, len(TIERS))

    @cached_property
    def upper(self) -> FloatArray:
        """Most people served in each tier, [place, group, service, tier]."""
        shares = np.array([TIER_SHARE, 1 - TIER_SHARE])
        return np.asarray(self.people[..., np.newaxis] * shares)

    @cached_property
    def value(self) -> FloatArray:
        """Expected gain of a person served, [place, group, service, tier], unweighted."""
        return np.asarray(self.gain[..., np.newaxis] * np.array(TIERS))

    @cached_property
    def weighted(self) -> FloatArray:
        """Expected gain of a person served as the plan counts it."""
        return np.asarray(self.value * self.weight[:, np.newaxis, np.newaxis, np.newaxis])

    def in_tiers(self, by_service: FloatArray) -> FloatArray:
        """A number of each service that does not differ between tiers, in the shape of `upper`."""
        return np.broadcast_to(by_service[..., np.newaxis], self.shape)

    @cached_property
    def fifths(self) -> FloatArray:
        """Which part of each place belongs to each fifth of residents, [fifth, place], neediest first."""
        return fifths(self.need, self.residents)

    @cached_property
    def together(self) -> tuple[tuple[FloatArray, FloatArray], ...]:
        """For each need with several services: which they are, [service], and their most, [place, group]."""
        found = []
        for need in self.same_need:
            members = np.array([float(one in need) for one in self.services])
            largest = (self.people * members).max(axis=2)
            found.append((members, (1 + OVERLAP.central) * largest))
        return tuple(found)

    @cached_property
    def even(self) -> FloatArray:
        """The even split, [place, group, service, tier]: the same share of everybody who could be helped.

        It ignores need and gain, uses as much of the money as it may, and keeps to the room of each place.
        """
        asked = self.people.sum(axis=1)
        within = np.minimum(1.0, np.divide(self.capacity, asked, out=np.ones_like(asked), where=asked > 0))
        served = self.people * within[:, np.newaxis, :]
        for members, most in self.together:
            both = (served * members).sum(axis=2)
            share = np.minimum(1.0, np.divide(most, both, out=np.ones_like(both), where=both > 0))
            served = served * np.where(members, share[..., np.newaxis], 1.0)
        wanted = [((row.coefficients[..., 0] * served).sum(), row.limit) for row in self.money]
        affordable = min([1.0, *(limit / asked for asked, limit in wanted if asked > 0)])
        return self.tiered(served * affordable)

    def tiered(self, served: FloatArray) -> FloatArray:
        """People served with each service, [place, group, service], those who gain most first."""
        first = np.minimum(served, self.upper[..., 0])
        return np.stack([first, served - first], axis=3)

    @cached_property
    def place_least(self) -> FloatArray:
        """The least dollars each place must get, [place]."""
        return np.asarray(self.limits.place_least * self._dollars(self.even))

    @cached_property
    def place_most(self) -> FloatArray:
        """The most dollars each place may get, [place]; never less than its minimum."""
        most = np.full(len(self.places), self.limits.place_most * self.limits.budget)
        return np.asarray(np.maximum(most, self.place_least))

    @cached_property
    def money(self) -> tuple[Row, ...]:
        """The limits on money: the budget, the State's part of it, and the pools."""
        cost = self.in_tiers(self.cost)
        rows = [Row(id="budget", binds="the budget", coefficients=cost, limit=self.limits.budget)]
        if self.limits.state is not None:
            state = self.in_tiers(self.state)
            rows.append(Row(id="state", binds="State money", coefficients=state, limit=self.limits.state))
        for pool in self.limits.pools:
            members = np.array([float(one in pool.services) for one in self.services])
            paid = self.in_tiers(self.cost * members)
            rows.append(Row(id=pool.id, binds=pool.label, coefficients=paid, limit=pool.limit))
        return tuple(rows)

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """Every limit on a sum over places: the money, then what was promised."""
        rows = [*self.money]
        if self.limits.neediest_least > 0:
            short = self.limits.neediest_least - self.fifths[0]
            spread = self.in_tiers(self.cost) * short[:, np.newaxis, np.newaxis, np.newaxis]
            rows.append(
                Row(id="neediest", binds="the share of the neediest fifth", coefficients=spread, limit=0.0)
            )
        if self.limits.group_least > 0:
            promised = (self.value * self.even).sum(axis=(0, 2, 3)) * self.limits.group_least
            for at, group in enumerate(self.groups):
                mine = np.zeros(self.shape)
                mine[:, at] = -self.value[:, at]
                rows.append(
                    Row(
                        id=f"group {group}",
                        binds="the minimum of a group",
                        coefficients=mine,
                        limit=-promised[at],
                    )
                )
        return tuple(rows)

    def _dollars(self, people: FloatArray) -> FloatArray:
        return np.asarray((people.sum(axis=3) * self.cost).sum(axis=(1, 2)))
