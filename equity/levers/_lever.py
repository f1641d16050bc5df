"""What a lever is: what a reader can set, the numbers it rests on, and the formula that joins them.

A lever's file declares its parameters, each with the evidence behind it, above the formula. The formula
says how many people pass each stage, what is averted, and which dollar goes from whom to whom; it adds
nothing up. Sums, overlaps and who pays are the simulation's business.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from equity.errors import InvalidParameter
from equity.simulation.baseline import Baseline
from equity.simulation.cascade import beyond_today
from equity.simulation.flows import Flow
from equity.simulation.overlap import Averted
from equity.simulation.parameters import FloatArray, Parameter

__all__ = ["Averted", "Choice", "Effect", "Given", "Lever", "Parameter", "Payment", "Setting"]


@dataclass(frozen=True, kw_only=True)
class Setting:
    """A slider: `off` is where it does nothing, `start` where the page first shows it, `help` what it means.

    `id` is also its name in links. A setting that `switches` turns the whole lever off at `off`; another
    only changes how it works. `in_force_field` names the fact about a State that says whether it has this
    already; empty where only what is added is set. `studied` says in words what range the evidence covers.
    """

    id: str
    label: str
    unit: str
    low: float
    high: float
    step: float
    start: float
    off: float = 0.0
    switches: bool = True
    in_force_field: str = ""
    help: str = ""
    studied: str = ""


@dataclass(frozen=True, kw_only=True)
class Choice:
    """A choice between named options, by id; the first is taken where nothing is chosen."""

    id: str
    label: str
    options: Mapping[str, str]
    help: str = ""


@dataclass(frozen=True, kw_only=True)
class Given:
    """What a formula works with.

    `settings` and `choices` are the reader's; `values` holds each parameter's draws, [draw]; `years` is
    1, 2, ... to the horizon; `in_force` is, by setting, the share that the State already has, [draw], and
    `in_plans` the share of members in comprehensive plans, [draw].
    """

    settings: Mapping[str, float]
    choices: Mapping[str, str]
    values: Mapping[str, FloatArray]
    baseline: Baseline
    years: FloatArray
    in_force: Mapping[str, FloatArray]
    in_plans: FloatArray

    def draws(self, parameter: Parameter) -> FloatArray:
        """The draws of a parameter, [draw]; those of an amount are still in prices of its own year."""
        return self.values[parameter.id]

    def beyond_today(self, setting: str) -> FloatArray:
        """What a setting adds to the share already in force, [draw]; zero where it is all in force."""
        return beyond_today(self.settings[setting], self.in_force[setting])


@dataclass(frozen=True, kw_only=True)
class Payment:
    """Dollars of 2024: `rule` says who pays them (`equity.simulation.payers`), `to` who receives them."""

    kind: str
    rule: str
    to: str
    amount: Flow


@dataclass(frozen=True, kw_only=True)
class Effect:
    """What a formula gives: people at each stage beyond today's, what is averted, and what is paid."""

    stages: Mapping[str, Flow]
    averted: tuple[Averted, ...]
    payments: tuple[Payment, ...]


@dataclass(frozen=True, kw_only=True)
class Lever:
    """One policy lever.

    `family` is the kind of lever; `policy_fields` name the facts about a State that a page shows with it;
    `cannot_say` are limits that every result repeats. `misses_the_neediest` is a sentence where a trial
    found that those the lever brings in are less in need than those who come by themselves.
    """

    id: str
    label: str
    family: str
    question: str
    settings: tuple[Setting, ...]
    parameters: tuple[Parameter, ...]
    formula: Callable[[Given], Effect]
    choices: tuple[Choice, ...] = ()
    policy_fields: tuple[str, ...] = ()
    cannot_say: tuple[str, ...] = ()
    misses_the_neediest: str = ""

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
