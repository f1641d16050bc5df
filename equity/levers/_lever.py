"""What a lever is: what a reader can set, the numbers it rests on, and the formula that joins them.

A lever's file declares its parameters, each with the evidence behind it, above the formula. The formula
says how many people pass each stage, what is averted, and which dollar goes from whom to whom; it adds
nothing up. Sums, overlaps and who pays are the simulation's business.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from equity.errors import InvalidParameter
from equity.simulation.baseline import Baseline
from equity.simulation.cascade import SLOW_START, beyond_today, ramp, s_curve, shifted, slow_start, through
from equity.simulation.flows import Flow, Pool
from equity.simulation.overlap import ENABLER_OVERLAP, Averted
from equity.simulation.parameters import FloatArray, Parameter
from equity.simulation.prices import in_constant_dollars
from equity.simulation.rationing import NEEDIEST_FIRST, neediest_first

__all__ = [
    "FAMILIES",
    "SPEED",
    "Averted",
    "Choice",
    "Effect",
    "Given",
    "Lever",
    "Parameter",
    "Payment",
    "Setting",
]


FAMILIES = (
    "Financing",
    "Contract",
    "Data access",
    "Policy and legal clarity",
    "Shared services",
    "Interoperability",
)


@dataclass(frozen=True, kw_only=True)
class Setting:
    """A slider: `off` is where it does nothing, `start` where the page first shows it, `help` what it means.

    `id` is also its name in links. A setting that `switches` turns the whole lever off at `off`; another
    only changes how it works. `in_force_field` names the fact about a State that says whether, or how much of
    it, the State has already; empty where only what is added is set. `studied` says in words what range the
    evidence covers, `covered` on the scale of the slider; None where no study can be read on it.

    Raises
    ------
    InvalidParameter
        What is covered lies outside the slider.
    """

    id: str
    label: str
    unit: str
    high: float
    step: float
    start: float
    low: float = 0.0
    off: float = 0.0
    switches: bool = True
    in_force_field: str = ""
    help: str = ""
    studied: str = ""
    covered: tuple[float, float] | None = None

    def __post_init__(self) -> None:
        """Refuse a range that the slider does not have."""
        if self.covered and not self.low <= self.covered[0] <= self.covered[1] <= self.high:
            raise InvalidParameter(
                f"Setting {self.id!r}: studies cover {self.covered}, which is not within {self.low:g} to "
                f"{self.high:g}. Correct it where it is declared."
            )


@dataclass(frozen=True, kw_only=True)
class Choice:
    """A choice between named options, by id; the first is taken where nothing is chosen."""

    id: str
    label: str
    options: Mapping[str, str]
    help: str = ""


SPEED = "speed"
"""A shift by which an enabler shortens the time until other levers reach their full size."""


@dataclass(frozen=True, kw_only=True)
class Given:
    """What a formula works with.

    `settings` and `choices` are the reader's; `values` holds each parameter's draws, [draw]. `calendar` are
    the years of the horizon; `years` counts, for each, those a lever has run by its end, 0 before it starts,
    and `running` is 1 in those in which it has both authority and money, [year]. `in_force` is, by setting,
    what the State already has, [draw], `in_plans` the share of members in comprehensive plans, [draw], and
    `figures` are quantities known of the State or entered by the reader. `shifts` are those of the enablers
    in use, by lever and stage, [draw, year].
    """

    settings: Mapping[str, float]
    choices: Mapping[str, str]
    values: Mapping[str, FloatArray]
    baseline: Baseline
    years: FloatArray
    calendar: Sequence[int]
    in_force: Mapping[str, FloatArray]
    in_plans: FloatArray
    running: FloatArray
    figures: Mapping[str, float] = field(default_factory=dict)
    shifts: Mapping[str, Mapping[str, FloatArray]] = field(default_factory=dict)

    def draws(self, parameter: Parameter) -> FloatArray:
        """The draws of a parameter, [draw]; those of an amount are still in prices of its own year."""
        return self.values[parameter.id]

    def by_year(self, parameter: Parameter) -> FloatArray:
        """The draws of a parameter as a column, [draw, 1]."""
        return self.values[parameter.id][:, np.newaxis]

    def dollars(self, parameter: Parameter) -> FloatArray:
        """The draws of an amount in dollars of 2024, [draw].

        Raises
        ------
        InvalidParameter
            The parameter has no year of prices.
        """
        if parameter.price_year is None:
            raise InvalidParameter(f"Parameter {parameter.id!r} is no amount of money: give it a price_year.")
        return self.values[parameter.id] * in_constant_dollars(parameter.price_year)

    def figure(self, fact: str, parameter: Parameter) -> FloatArray:
        """What the State reports or the reader entered, or the draws of a parameter where nobody knows."""
        known = self.figures.get(fact)
        return self.values[parameter.id] if known is None else np.full_like(self.values[parameter.id], known)

    @property
    def by_plans(self) -> FloatArray:
        """Share of members in comprehensive plans as a column, [draw, 1]."""
        return self.in_plans[:, np.newaxis]

    @property
    def nobody(self) -> FloatArray:
        """A course of nothing, [draw, year]."""
        return np.zeros((len(self.in_plans), len(self.years)), order="F")

    def beyond_today(self, setting: str) -> FloatArray:
        """What a setting adds to that already in force, [draw]; zero where it is all in force."""
        return beyond_today(self.settings[setting], self.in_force[setting])

    def ramp(self, tau: Parameter) -> FloatArray:
        """How far the lever has come in each year in which it runs, [draw, year]; 0 where it does not."""
        faster = np.ones_like(self.in_plans)
        for shifts in self.shifts.values():
            faster = faster * shifts.get(SPEED, np.ones((1, 1)))[:, 0]
        time = self.draws(tau) * faster
        slowly = self.by_year(SLOW_START)
        grown = slow_start(self.years, time) if slowly.any() else ramp(self.years, time)
        return grown * self.running

    def s_curve(self, midpoint: Parameter) -> FloatArray:
        """As `ramp`, for a service that few take up at first."""
        return s_curve(self.years, self.draws(midpoint)) * self.running

    def with_room(
        self, pool: Pool, passing: Mapping[str, FloatArray], *, capacity: FloatArray
    ) -> dict[str, Flow]:
        """The people of a pool at each stage where there is room to help only so many of them.

        Who they are is a choice of structure (`equity.simulation.rationing`): everyone in proportion, or the
        neediest first by how much of the demand there is room for over all years.
        """
        shares, helped = through(passing, capacity=capacity), pool
        if self.draws(NEEDIEST_FIRST).any():
            wanted = through(passing)["helped"].sum(axis=1)
            met = np.divide(shares["helped"].sum(axis=1), wanted, out=np.ones_like(wanted), where=wanted > 0)
            helped = neediest_first(pool, need=self.baseline.need, met=met)
        return {
            stage: Flow(base=helped if stage == "helped" else pool, course=share)
            for stage, share in shares.items()
        }

    def passing(
        self,
        stage: str,
        probability: FloatArray,
        *,
        shifts: Mapping[str, Mapping[str, FloatArray]] | None = None,
    ) -> FloatArray:
        """The chance of passing a stage with the enablers in use, [draw, year] (or [draw, 1] without).

        Give `shifts` for other enablers than those in use.
        """
        enablers = self.shifts if shifts is None else shifts
        moved = [each[stage] for each in enablers.values() if stage in each]
        start = probability[:, np.newaxis] if probability.ndim == 1 else probability
        return shifted(start, moved, overlap=self.by_year(ENABLER_OVERLAP))


@dataclass(frozen=True, kw_only=True)
class Payment:
    """Dollars of 2024: `rule` says who pays them and `to` who receives them (`equity.simulation.payers`).

    `to` is a party or, where several receive, a rule that splits it among them.
    """

    kind: str
    rule: str
    to: str
    amount: Flow


@dataclass(frozen=True, kw_only=True)
class Effect:
    """What a formula gives: people at each stage beyond today's, what is averted, and what is paid.

    `budgeted` is the share of members whose care is paid from one budget, so that no other fall in hospital
    use is priced for them; `captured` the share of their savings that plans and the State pass on.
    """

    stages: Mapping[str, Flow]
    averted: tuple[Averted, ...]
    payments: tuple[Payment, ...]
    budgeted: FloatArray | None = None
    captured: float = 0.0


@dataclass(frozen=True, kw_only=True)
class Lever:
    """One policy lever.

    `family` is the kind of lever, one of `FAMILIES`; `policy_fields` name the facts about a State that a page
    shows with it; `cannot_say` are limits that every result repeats. `misses_the_neediest` is a sentence
    where a trial found that those the lever brings in are less in need than those who come by themselves.
    `paid_by` names the choice that says who funds it, empty where law says so. An enabler has `shifts`
    besides its formula: what it does to the stages of other levers, by stage.
    """

    id: str
    label: str
    family: str
    question: str
    settings: tuple[Setting, ...]
    parameters: tuple[Parameter, ...]
    formula: Callable[[Given], Effect]
    choices: tuple[Choice, ...] = ()
    paid_by: str = ""
    policy_fields: tuple[str, ...] = ()
    cannot_say: tuple[str, ...] = ()
    misses_the_neediest: str = ""
    shifts: Callable[[Given], Mapping[str, FloatArray]] | None = None

    def is_on(self, settings: Mapping[str, float]) -> bool:
        """Whether the settings make the lever do anything: each one that switches it lies above `off`."""
        return all(settings[each.id] > each.off for each in self.settings if each.switches)

    def settled(self, settings: Mapping[str, float]) -> dict[str, float]:
        """This lever's settings, `off` where nothing is said.

        Raises
        ------
        InvalidParameter
            A setting lies outside its range.
        """
        values = {each.id: float(settings.get(each.id, each.off)) for each in self.settings}
        for each in self.settings:
            if not each.low <= values[each.id] <= each.high:
                raise InvalidParameter(
                    f"{each.label}: expected {each.low:g} to {each.high:g} {each.unit}, "
                    f"found {values[each.id]:g}. Move it back into its range."
                )
        return values

    def chosen(self, choices: Mapping[str, str]) -> dict[str, str]:
        """This lever's choices, the first option where nothing is said.

        Raises
        ------
        InvalidParameter
            No option has this id.
        """
        values = {each.id: choices.get(each.id, next(iter(each.options))) for each in self.choices}
        for each in self.choices:
            if values[each.id] not in each.options:
                raise InvalidParameter(
                    f"{each.label}: no option is called {values[each.id]!r}. Use one of: "
                    f"{', '.join(each.options)}."
                )
        return values
