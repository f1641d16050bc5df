"""Many draws, States and scenarios: the run of `equity.simulation.run`, a block of draws at a time.

A block's tables by cell are small enough to stay near the processor; only its sums are kept. Blocks, and the
order in which they are added up, depend on nothing but the places and the number of draws. So one process,
several, or a cluster give the same bytes.
"""

from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, fields
from functools import lru_cache, partial

import numpy as np

from equity.errors import InvalidParameter
from equity.simulation import flows
from equity.simulation.cells import Cells
from equity.simulation.draws import BLOCK, Noise, Values
from equity.simulation.outcome import Outcome
from equity.simulation.parameters import FloatArray
from equity.simulation.payers import PARTIES
from equity.simulation.run import run_with, values_of
from equity.simulation.scenario import Scenario
from equity.state_policy import StatePolicy

DRAWS = 10_000
PLACES_AT_ONCE = 500_000
"""Places times draws of a block: tables of a million bytes each."""

_MOST_BLOCKS = 20  # at once: more are no faster, and tables by draw and year need more memory

ByDraw = Mapping[str, FloatArray]


@dataclass(frozen=True, kw_only=True)
class Totals:
    """The sums of a scenario in one State, or in several together.

    `averted` (events, by endpoint), `helped` (people) and `paid` (present value, dollars by party; below zero
    it receives) are [draw] over all years. `before` and `after` are events by endpoint and group, [draw,
    group]. `by_year` are mean events averted in each year. By place, over all years: `averted_in_place`
    (means) and `better_in_place` (the share of draws with fewer events), both [place].
    """

    places: tuple[str, ...]
    groups: tuple[str, ...]
    helped: FloatArray
    averted: ByDraw
    paid: ByDraw
    before: ByDraw
    after: ByDraw
    by_year: ByDraw
    averted_in_place: ByDraw
    better_in_place: ByDraw


def sweep(
    scenarios: Mapping[str, Scenario],
    areas: Sequence[tuple[Cells, StatePolicy]],
    *,
    draws: int = DRAWS,
    workers: Executor | None = None,
) -> dict[tuple[str, str], Totals]:
    """The sums of every scenario in every area, by scenario and State.

    Parameters
    ----------
    scenarios
        By name.
    areas
        Cells and policy of a State each.
    workers
        Where areas are worked on at once: a pool of processes, or `get_executor()` of a connected
        `distributed.Client`. The caller makes and closes it.

    Raises
    ------
    InvalidParameter
        Two areas are of one State, or the cells and the policy of an area are of different ones.
    """
    states = [cells.state_geoid for cells, _ in areas]
    if len(set(states)) < len(states):
        raise InvalidParameter("Two areas are of one State; give each State once.")
    # The largest first, so that no worker is left with one at the end.
    tasks = sorted(
        ((name, cells, policy) for name in scenarios for cells, policy in areas),
        key=lambda task: -task[1].count,
    )
    do = map if workers is None else workers.map
    done = do(
        partial(_in_area, draws=draws),
        [scenarios[name] for name, _, _ in tasks],
        [cells for _, cells, _ in tasks],
        [policy for _, _, policy in tasks],
    )
    found = {(name, cells.state_geoid): each for (name, cells, _), each in zip(tasks, done, strict=True)}
    return {(name, state): found[name, state] for name in scenarios for state in states}


def _in_area(scenario: Scenario, cells: Cells, policy: StatePolicy, *, draws: int) -> Totals:
    return totals(_drawn(scenario.seed, draws), scenario, cells, policy)


@lru_cache(maxsize=1)
def _drawn(seed: int, draws: int) -> Values:
    """Made by each worker for itself, which is faster than sending them."""
    return values_of(Scenario(seed=seed), draws=draws)


def totals(
    values: Values,
    scenario: Scenario,
    cells: Cells,
    policy: StatePolicy,
    at_once: int = PLACES_AT_ONCE,
) -> Totals:
    """The sums of one scenario in one State, from draws made before, about `at_once` places at a time."""
    draws = values.draws
    rows = min(max(1, at_once // (len(cells.places) * BLOCK)), _MOST_BLOCKS) * BLOCK
    parts = []
    for first in range(0, draws, rows):
        block, noise = values.between(first, first + rows), Noise(seed=scenario.seed, first=first)
        parts.append(_summed(run_with(block, scenario, cells, policy, noise=noise)))
    weights = [len(each.helped) / draws for each in parts]

    def joined(name: str) -> dict[str, FloatArray]:
        tables = [getattr(each, name) for each in parts]
        return {key: np.concatenate([each[key] for each in tables]) for key in tables[0]}

    def averaged(name: str) -> dict[str, FloatArray]:
        tables = [getattr(each, name) for each in parts]
        return {
            key: np.asarray(sum(weight * each[key] for weight, each in zip(weights, tables, strict=True)))
            for key in tables[0]
        }

    return Totals(
        places=cells.places,
        groups=cells.groups,
        helped=np.concatenate([each.helped for each in parts]),
        averted=joined("averted"),
        paid=joined("paid"),
        before=joined("before"),
        after=joined("after"),
        by_year=averaged("by_year"),
        averted_in_place=averaged("averted_in_place"),
        better_in_place=averaged("better_in_place"),
    )


def together(parts: Iterable[Totals]) -> Totals:
    """The sums of several States: draws are added up, places put side by side.

    Raises
    ------
    InvalidParameter
        There are none, or they differ in their groups.
    """
    each = list(parts)
    if len({one.groups for one in each}) != 1:
        raise InvalidParameter("Expected at least one State, all with the same groups.")

    def added(name: str) -> dict[str, FloatArray]:
        tables: list[ByDraw] = [getattr(one, name) for one in each]
        return {
            key: np.asarray(sum(table[key] for table in tables if key in table))
            for key in dict.fromkeys(key for table in tables for key in table)
        }

    def beside(name: str) -> dict[str, FloatArray]:
        tables: list[ByDraw] = [getattr(one, name) for one in each]
        return {
            key: np.concatenate(
                [table.get(key, np.zeros(len(one.places))) for one, table in zip(each, tables, strict=True)]
            )
            for key in dict.fromkeys(key for table in tables for key in table)
        }

    sums = {field.name: added(field.name) for field in fields(Totals) if field.name in _ADDED}
    return Totals(
        places=tuple(place for one in each for place in one.places),
        groups=each[0].groups,
        helped=np.asarray(sum(one.helped for one in each)),
        averted_in_place=beside("averted_in_place"),
        better_in_place=beside("better_in_place"),
        **sums,
    )


_ADDED = ("averted", "paid", "before", "after", "by_year")


def _summed(outcome: Outcome) -> Totals:
    """The sums of one block. A table by place is made once, however many levers and endpoints share it."""
    years = outcome.scenario.horizon
    before, after, averted, by_year, in_place, better = ({} for _ in range(6))
    for endpoint in outcome.endpoints:
        fewer = outcome.averted_flows(endpoint)
        in_places, events = outcome.by_place(fewer), outcome.averted_by_year(endpoint)
        before[endpoint] = outcome.by_group([outcome.expected(endpoint)])
        after[endpoint] = before[endpoint] - outcome.by_group(fewer)
        averted[endpoint], by_year[endpoint] = events.sum(axis=1), events.mean(axis=0)
        in_place[endpoint] = in_places.mean(axis=0, dtype=np.float64)
        better[endpoint] = (in_places > 0).mean(axis=0)
    helped = flows.by_year(outcome.people("helped"), draws=outcome.draws, years=years)
    return Totals(
        places=outcome.cells.places,
        groups=outcome.cells.groups,
        helped=helped.sum(axis=1),
        averted=averted,
        paid={party: outcome.present_value(outcome.paid(party)) for party in PARTIES},
        before=before,
        after=after,
        by_year=by_year,
        averted_in_place=in_place,
        better_in_place=better,
    )
