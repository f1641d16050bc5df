"""What a run gives: changes by draw, year and cell, and a ledger that adds up to zero."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from equity.errors import InvalidParameter
from equity.levers import Effect
from equity.simulation import flows
from equity.simulation.baseline import ENDPOINTS, Baseline
from equity.simulation.cells import Cells
from equity.simulation.flows import Flow
from equity.simulation.parameters import FloatArray
from equity.simulation.provenance import Provenance
from equity.simulation.scenario import Scenario

KINDS: Mapping[str, str] = {
    "program": "Running the program",
    "services": "Services people are referred to",
    "rent": "Help with rent",
    "infrastructure": "Systems and set-up",
    "benefits": "SNAP benefits",
    "coverage": "Care of people newly insured",
    "more_care": "More outpatient care",
    "avoided_care": "Care avoided",
    "withheld": "Payment plans did not earn back",
    "reinvested": "Profit plans reinvest",
    "remittance": "What plans pay back for spending too little on care",
    "captured": "Savings passed on to the community",
}


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One kind of money: the dollars each party pays, [draw, year] by party; below zero it receives."""

    kind: str
    by_party: Mapping[str, FloatArray]


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """The result of a scenario against today's policy, with the same draws.

    `effects` hold the people at each stage by lever, `averted` the flows that sum up to what is averted of
    each endpoint (and, as `spending`, dollars of care by levers whose studies counted total cost), `ledger`
    the money. `values` are the draws behind them. `notes` are sentences to show
    with every result.
    """

    scenario: Scenario
    cells: Cells
    baseline: Baseline
    effects: Mapping[str, Effect]
    averted: Mapping[str, tuple[Flow, ...]]
    ledger: tuple[Entry, ...]
    values: Mapping[str, FloatArray]
    provenance: Provenance
    notes: tuple[str, ...]

    @property
    def draws(self) -> int:
        """How many draws there are."""
        return self.provenance.draws

    @property
    def endpoints(self) -> tuple[str, ...]:
        """Endpoints that a lever in use acts on, in declared order; all of them where no lever is in use."""
        if not self.effects:
            return tuple(ENDPOINTS)
        return tuple(each for each in ENDPOINTS if self.averted.get(each))

    def change(self, endpoint: str) -> FloatArray:
        """How an endpoint changes, [draw, year, cell]; below zero is fewer. Cells are places by groups.

        Raises
        ------
        InvalidParameter
            No endpoint has this id.
        """
        return -flows.whole(
            self.averted_flows(endpoint),
            draws=self.draws,
            years=self.scenario.horizon,
            cells=self.cells.count,
        )

    def averted_flows(self, endpoint: str) -> tuple[Flow, ...]:
        """The flows that sum up to what is averted of an endpoint; none where no lever acts on it.

        Raises
        ------
        InvalidParameter
            No endpoint has this id.
        """
        if endpoint not in ENDPOINTS:
            raise InvalidParameter(f"No endpoint is called {endpoint!r}. Use one of: {', '.join(ENDPOINTS)}.")
        return self.averted.get(endpoint, ())

    def averted_by_year(self, endpoint: str) -> FloatArray:
        """What is averted of an endpoint in all cells, [draw, year]; below zero is harm."""
        return flows.by_year(self.averted_flows(endpoint), draws=self.draws, years=self.scenario.horizon)

    @cached_property
    def averted_by_cell(self) -> Mapping[str, FloatArray]:
        """What is averted over all years, [draw, place, group], by endpoint; below zero is harm."""
        return {each: self.by_place_and_group(self.averted_flows(each)) for each in self.endpoints}

    @cached_property
    def expected_by_cell(self) -> Mapping[str, FloatArray]:
        """What would happen over all years without any lever, [draw, place, group], by endpoint."""
        shape = (self.draws, *self.cells.residents.shape)
        today = {each: self.baseline.yearly(each) for each in self.endpoints}
        return {
            each: (pool.by_cell() * pool.years(self.scenario.horizon)[:, np.newaxis]).reshape(shape)
            for each, pool in today.items()
        }

    def expected(self, endpoint: str) -> Flow:
        """What would happen of an endpoint in each year without any lever."""
        return Flow(
            base=self.baseline.yearly(endpoint),
            course=np.ones((self.draws, self.scenario.horizon), order="F"),
        )

    def by_place(self, of: Iterable[Flow]) -> FloatArray:
        """Sums of flows over all years and groups, [draw, place]."""
        return flows.by_place(of, draws=self.draws, places=len(self.cells.places))

    def by_group(self, of: Iterable[Flow]) -> FloatArray:
        """Sums of flows over all years and places, [draw, group]."""
        return flows.by_group(of, draws=self.draws, groups=len(self.cells.groups))

    def by_place_and_group(self, of: Iterable[Flow]) -> FloatArray:
        """Sums of flows over all years, [draw, place, group]."""
        total = flows.by_cell(of, draws=self.draws, cells=self.cells.count)
        return total.reshape(self.draws, *self.cells.residents.shape)

    def people(self, stage: str, *, lever: str | None = None) -> tuple[Flow, ...]:
        """People at a stage of the cascade beyond today's, for one lever or for all in use."""
        chosen = self.effects if lever is None else {lever: self.effects[lever]}
        return tuple(effect.stages[stage] for effect in chosen.values())

    def paid(self, party: str, *, kind: str | None = None) -> FloatArray:
        """Dollars a party pays, [draw, year]; below zero it receives. Undiscounted dollars of 2024."""
        total = np.zeros((self.draws, self.scenario.horizon), order="F")
        for entry in self.ledger:
            if kind in (None, entry.kind) and party in entry.by_party:
                total += entry.by_party[party]
        return total

    @property
    def discount(self) -> FloatArray:
        """What a dollar of each year is worth in the first, [year].

        Formula: ``1 / (1 + d) ** (t - 1)``.
        """
        return np.asarray((1 + self.scenario.discount) ** -np.arange(self.scenario.horizon))

    def present_value(self, by_year: FloatArray) -> FloatArray:
        """Sums over years, [draw], each discounted to the first year."""
        return np.asarray(by_year @ self.discount)
