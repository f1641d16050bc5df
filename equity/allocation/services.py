"""What each service offers in each place: who could be helped, what it costs and what it brings.

A service is a lever that helps people one by one. It is run by itself at its full size, on the same draws as
everything else, and divided by the people it helps. A new lever joins by being a lever.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from equity.allocation.problem import Limits, Problem
from equity.allocation.weights import weights
from equity.errors import InvalidParameter
from equity.levers import LEVERS, Lever
from equity.simulation.baseline import ENDPOINTS
from equity.simulation.cells import Cells
from equity.simulation.outcome import Outcome
from equity.simulation.parameters import FloatArray
from equity.simulation.scenario import Scenario

HELPED, CARE = "helped", "care"
COST, STATE = "cost", "state"
KEPT_DRAWS = 100
"""Draws kept for the doubt of a plan."""

_RUNNING = ("program", "services", "rent", "infrastructure")
# Who is entitled is law for a whole State: it cannot be bought place by place.
_BY_LAW = "coverage"
# A contract binds plans, and an enabler serves everybody, all over a State.
_FAMILIES = ("Financing", "Data access")
_OF_CARE = ("avoided_care", "more_care")
# Numbers of two places closer than this many Monte Carlo errors are taken as the same.
_TOLD_APART = 3.0
_ROUNDING = 1e-5  # of single precision
_HARDLY_ANYBODY = 1e-3


@dataclass(frozen=True, kw_only=True)
class Objective:
    """What a plan may be asked to bring the most of; `short` heads a column of a table."""

    id: str
    label: str
    short: str


OBJECTIVES: Mapping[str, Objective] = MappingProxyType(
    {
        HELPED: Objective(
            id=HELPED, label="People helped, whatever the help is", short="Gain in people helped"
        ),
        CARE: Objective(
            id=CARE, label="Dollars of care avoided, less care added", short="Care avoided less added"
        ),
    }
    | {each.id: Objective(id=each.id, label=each.averted, short=each.averted) for each in ENDPOINTS.values()}
)
"""By id. Different outcomes are never added up with weights of our own: the reader chooses one."""


@dataclass(frozen=True, kw_only=True)
class Service:
    """One service at its full size.

    `people` could be helped over all years, [place, group]; `cost`, `state` and `gains` (by objective) are
    what one of them costs, costs the State, and gains. Those of single draws have the draw as first axis; a
    gain or a cost is then that of a person helped in the draw.
    """

    id: str
    label: str
    people: FloatArray
    cost: FloatArray
    state: FloatArray
    gains: Mapping[str, FloatArray]
    people_draws: FloatArray
    cost_draws: FloatArray
    state_draws: FloatArray
    gain_draws: Mapping[str, FloatArray]

    def brings(self, objective: str) -> bool:
        """Whether it changes what this objective counts, for better or worse."""
        return objective in self.gains and bool(self.gains[objective].any())


@dataclass(frozen=True, kw_only=True)
class Offered:
    """Everything that may be bought in an area over `years` from the first; `notes` belong to every plan.

    `seed` starts the draws behind it.
    """

    cells: Cells
    first_year: int
    years: int
    services: tuple[Service, ...]
    notes: tuple[str, ...]
    seed: int

    @property
    def residents(self) -> FloatArray:
        """Residents of each place, [place]."""
        return self.cells.residents_by_place

    @property
    def objectives(self) -> tuple[str, ...]:
        """The objectives that some service changes, in declared order."""
        return tuple(each for each in OBJECTIVES if any(one.brings(each) for one in self.services))


def at_full_size(lever: Lever, *, years: int) -> Scenario:
    """One lever alone, as far as it goes: what switches it at its highest, the rest where the page starts."""
    return Scenario(
        settings={each.id: each.high if each.switches else each.start for each in lever.settings},
        horizon=years,
    )


def bought_by_place() -> tuple[Lever, ...]:
    """The levers that may be services: those somebody pays for, not contracts and enablers."""
    return tuple(each for each in LEVERS.values() if each.family in _FAMILIES)


def offered(outcomes: Iterable[Outcome]) -> Offered:
    """What may be bought, from one outcome for each lever, run by itself (`at_full_size`).

    Outcomes are looked at one after another, so that they need not all be in memory. Levers that help nobody
    one by one, that cost nothing for each person helped, or that change who is entitled by law, are left out.

    Raises
    ------
    InvalidParameter
        There is no outcome, or one has no lever or several.
    """
    found, notes = [], dict[str, None]()
    last: Outcome | None = None
    for outcome in outcomes:
        if len(outcome.effects) != 1:
            raise InvalidParameter("Expected outcomes with one lever each, at its full size.")
        last, service = outcome, service_of(outcome)
        if service is not None:
            found.append(service)
            notes |= dict.fromkeys(outcome.notes)
    if last is None:
        raise InvalidParameter("Expected at least one outcome, with one lever at its full size.")
    return Offered(
        cells=last.cells,
        first_year=last.scenario.start_year,
        years=last.scenario.horizon,
        services=tuple(found),
        notes=tuple(notes),
        seed=last.scenario.seed,
    )


def service_of(outcome: Outcome) -> Service | None:
    """The service behind one lever, or None where it helps nobody one by one or costs nothing.

    Formula: an amount for each person helped in a cell is ``E[A] / E[H] + E[a - h A / H] / E[h]``, with ``a``
    the amount and ``h`` the people helped in the cell, ``A`` and ``H`` those of all cells, by draw. The
    second term, what sets the cell apart, counts only where it exceeds three Monte Carlo errors, so that no
    place and no group comes first by chance. Dollars are present values.
    """
    (lever_id, effect) = next(iter(outcome.effects.items()))
    if LEVERS[lever_id].shifts is not None:
        return None  # An enabler helps nobody by itself: it acts on other levers and on today's practice.
    helped = outcome.by_place_and_group(outcome.people(HELPED)).astype(np.float64)
    payments = [each for each in effect.payments if each.kind in _RUNNING]
    if not helped.any() or not payments or any(each.kind == _BY_LAW for each in effect.payments):
        return None
    dollars = outcome.by_place_and_group([each.amount for each in payments]).astype(np.float64)
    by_year = sum((each.amount.by_year() for each in payments), start=np.zeros((1, 1)))
    paid, undiscounted = outcome.present_value(by_year), by_year.sum(axis=1)
    dollars = dollars * _ratio(paid, undiscounted)[:, np.newaxis, np.newaxis]
    if not dollars.any():
        return None
    of_state = sum(
        (outcome.paid("state", kind=kind) for kind in {each.kind for each in effect.payments}),
        start=np.zeros((1, 1)),
    )
    of_state = np.broadcast_to(of_state, by_year.shape)
    amounts = {
        COST: dollars,
        STATE: _alike(np.maximum(outcome.present_value(of_state), 0.0), helped),
        HELPED: helped,
        CARE: _alike(_care(outcome), helped),
        **{each: outcome.averted_by_cell[each].astype(np.float64) for each in outcome.endpoints},
    }
    means = {name: _expected(amount, helped) for name, amount in amounts.items()}
    gains = [name for name in amounts if name in OBJECTIVES]
    return Service(
        id=lever_id,
        label=LEVERS[lever_id].label,
        people=helped.mean(axis=0),
        cost=means[COST],
        state=means[STATE],
        gains={name: means[name] for name in gains},
        people_draws=helped[:KEPT_DRAWS].astype(np.float32),
        cost_draws=_as_expected(dollars, helped, means[COST]),
        state_draws=_as_expected(amounts[STATE], helped, means[STATE]),
        gain_draws={name: _each(amounts[name], helped) for name in gains},
    )


def _care(outcome: Outcome) -> FloatArray:
    """Dollars of care avoided less care added, present value, [draw]: what providers receive less."""
    received = sum((outcome.paid("providers", kind=kind) for kind in _OF_CARE), start=np.zeros((1, 1)))
    return outcome.present_value(np.broadcast_to(received, (outcome.draws, outcome.scenario.horizon)))


def _alike(amount: FloatArray, helped: FloatArray) -> FloatArray:
    """An amount of all cells together, [draw], as if each person helped had the same part of it."""
    return helped * _ratio(amount, helped.sum(axis=(1, 2)))[:, np.newaxis, np.newaxis]


def _ratio(amount: FloatArray, of: FloatArray) -> FloatArray:
    return np.divide(amount, of, out=np.zeros_like(amount, dtype=np.float64), where=of > 0)


def _together(amount: FloatArray, helped: FloatArray) -> FloatArray:
    """An amount for each person helped in all cells together, [draw, 1, 1]."""
    each = _ratio(amount.sum(axis=(1, 2)), helped.sum(axis=(1, 2)))
    return each[:, np.newaxis, np.newaxis]


def _expected(amount: FloatArray, helped: FloatArray) -> FloatArray:
    """The expected amount for each person helped, [place, group]; one for what draws cannot tell apart."""
    people = helped.mean(axis=0)
    all_cells = amount.sum(axis=(1, 2)).mean() / people.sum()
    apart = amount - _together(amount, helped) * helped
    error = apart.std(axis=0) / np.sqrt(len(amount)) + _ROUNDING * abs(all_cells) * people
    is_apart = np.abs(apart.mean(axis=0)) > _TOLD_APART * error
    return np.asarray(all_cells + np.where(is_apart, _ratio(apart.mean(axis=0), people), 0.0))


def _as_expected(amount: FloatArray, helped: FloatArray, expected: FloatArray) -> FloatArray:
    """An amount for each person helped in the draws kept, cells differing as much as is expected."""
    together = _together(amount, helped)[:KEPT_DRAWS]
    average = amount.sum(axis=(1, 2)).mean() / helped.sum(axis=(1, 2)).mean()
    return np.asarray(together * (expected / average if average else expected), dtype=np.float32)


def _each(amount: FloatArray, helped: FloatArray) -> FloatArray:
    """An amount for each person helped in the draws kept; of all cells where hardly anybody is."""
    amount, helped = amount[:KEPT_DRAWS], helped[:KEPT_DRAWS]
    everywhere = np.broadcast_to(_together(amount, helped), helped.shape)
    each = np.divide(amount, helped, out=everywhere.copy(), where=helped > _HARDLY_ANYBODY)
    return np.asarray(each, dtype=np.float32)


def problem_of(
    these: Offered,
    *,
    objective: str,
    rule: str,
    epsilon: float,
    limits: Limits,
    capacity: float = 1.0,
    draw: int | None = None,
) -> Problem:
    """The problem of bringing the most of one objective with one budget.

    Parameters
    ----------
    rule, epsilon
        How gains are weighted (`equity.allocation.weights`).
    capacity
        The share of those who could be helped whom the organizations of a place can serve, 0 to 1.
    draw
        The world as one draw has it, 0 to `KEPT_DRAWS` - 1; the expected one without.

    Raises
    ------
    InvalidParameter
        No service changes the objective, or capacity is not a share.
    """
    chosen = [each for each in these.services if each.brings(objective)]
    if not chosen or not 0 <= capacity <= 1:
        raise InvalidParameter(
            f"Nothing offered here changes {objective!r}, or a capacity of {capacity:g} is not a share. "
            f"Choose one of {', '.join(these.objectives)} and a capacity from 0 to 1."
        )

    def stacked(expected: str, drawn: str) -> FloatArray:
        return np.stack(
            [
                getattr(each, expected) if draw is None else getattr(each, drawn)[draw].astype(np.float64)
                for each in chosen
            ],
            axis=2,
        )

    people = stacked("people", "people_draws")
    gain = np.stack(
        [
            each.gains[objective] if draw is None else each.gain_draws[objective][draw].astype(np.float64)
            for each in chosen
        ],
        axis=2,
    )
    need = these.cells.poverty
    return Problem(
        places=these.cells.places,
        groups=these.cells.groups,
        services=tuple(each.id for each in chosen),
        people=np.where(stacked("cost", "cost_draws") > 0, people, 0.0),
        cost=stacked("cost", "cost_draws"),
        state=stacked("state", "state_draws"),
        gain=gain,
        weight=weights(rule, need, these.residents, epsilon=epsilon),
        need=need,
        residents=these.residents,
        capacity=capacity * np.stack([each.people for each in chosen], axis=2).sum(axis=1),
        limits=limits,
        same_need=_same_need(chosen),
        gain_draws=gain_by_draw(chosen, objective) if draw is None else None,
    )


def gain_by_draw(chosen: Sequence[Service], objective: str) -> FloatArray:
    """The gain of a person whom the plan means to serve, [draw, place, group, service].

    Where a draw finds fewer people to help than expected, fewer of those planned for are helped.
    """
    drawn = []
    for each in chosen:
        found = each.people_draws.sum(axis=(1, 2), dtype=np.float64) / each.people.sum()
        drawn.append(each.gain_draws[objective] * found[:, np.newaxis, np.newaxis])
    return np.stack(drawn, axis=3)


def _same_need(chosen: Sequence[Service]) -> tuple[frozenset[str], ...]:
    """Services that avert the same acute care meet, so far as the model knows, one need."""
    needs = (frozenset(one.id for one in chosen if one.brings(each)) for each in ENDPOINTS)
    return tuple(dict.fromkeys(need for need in needs if len(need) > 1))
