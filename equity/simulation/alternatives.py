"""The same scenario under other choices of structure, side by side and with the same draws.

Some doubt is no interval around a number: which study is believed, how an effect is carried over, who keeps
a saving. Each such choice is declared here once, as a patch of the model.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import polars as pl

from equity.levers import LEVERS
from equity.simulation.cells import Cells
from equity.simulation.draws import DRAWS, RHO
from equity.simulation.outcome import Outcome
from equity.simulation.parameters import Parameter
from equity.simulation.run import PARAMETERS, run_with, values_of
from equity.simulation.scenario import Scenario
from equity.simulation.sensitivity import result
from equity.simulation.summary import spread
from equity.state_policy import StatePolicy

AS_IS = "as_is"


@dataclass(frozen=True, kw_only=True)
class Alternative:
    """Another way to build the model.

    `numbers` replace parameters by (central, low, high), a value alone where all three are equal; `choices`
    are options of levers; `rho` is how closely parameters of one study err together.
    """

    id: str
    label: str
    what: str
    numbers: Mapping[str, tuple[float, float, float]] = field(default_factory=dict)
    choices: Mapping[str, str] = field(default_factory=dict)
    rho: float = RHO

    def parameters(self) -> dict[str, Parameter]:
        """All parameters of the model with this alternative's in place."""
        return {**PARAMETERS, **{name: _with(PARAMETERS[name], *ends) for name, ends in self.numbers.items()}}

    def concerns(self, outcome: Outcome) -> bool:
        """Whether a lever in use rests on anything this alternative changes."""
        numbers = {each.id for each in outcome.provenance.parameters}
        options = {each.id for lever in outcome.effects for each in LEVERS[lever].choices}
        return self.rho != RHO or bool(numbers & self.numbers.keys()) or bool(options & self.choices.keys())


def side_by_side(
    scenario: Scenario, cells: Cells, policy: StatePolicy, *, draws: int = DRAWS
) -> dict[str, Outcome]:
    """The scenario as it is and under every alternative that concerns it, by id, with the same draws."""
    usual = run_with(values_of(scenario, draws=draws), scenario, cells, policy)
    found = {AS_IS: usual}
    for each in ALTERNATIVES.values():
        if each.concerns(usual):
            parameters = each.parameters()
            values = values_of(scenario, parameters=parameters, draws=draws, rho=each.rho)
            chosen = replace(scenario, choices={**scenario.choices, **each.choices})
            found[each.id] = run_with(values, chosen, cells, policy, parameters=parameters)
    return found


def table(outcomes: Mapping[str, Outcome], quantity: str) -> pl.DataFrame:
    """One result under each alternative: `id`, `label`, `what`, p10, p50, p90, mean, `better` than nothing.

    `quantity` is as `equity.simulation.sensitivity.result` knows it: more is better. `other_sign` says that
    the middle has another sign than that of the model as it is.
    """
    rows = []
    for name, outcome in outcomes.items():
        values = result(outcome, quantity)
        numbers = {key: float(value) for key, value in spread(values).items() if key != "monte_carlo_error"}
        known = (
            {"id": name, "label": "As the model is", "what": ""}
            if name == AS_IS
            else {"id": name, "label": ALTERNATIVES[name].label, "what": ALTERNATIVES[name].what}
        )
        rows.append({**known, **numbers, "better": float((values > 0).mean())})
    found = pl.DataFrame(rows)
    usual = found.filter(id=AS_IS)["p50"][0]
    return found.with_columns(other_sign=pl.col("p50") * usual < 0)


def _with(parameter: Parameter, central: float, low: float, high: float) -> Parameter:
    kind = "fixed" if low == high else parameter.distribution
    return replace(
        parameter,
        central=central,
        low=low,
        high=high,
        distribution=kind,
        shrunk_by="" if kind == "fixed" else parameter.shrunk_by,
    )


ALTERNATIVES: Mapping[str, Alternative] = {
    each.id: each
    for each in (
        Alternative(
            id="without_hospital_days",
            label="Without one developer's result on hospital days",
            what="The pooled ratio for hospital stays leaves out the trials that counted days in hospital: "
            "0.95 (0.87 to 1.04) instead of 0.88 (0.66 to 1.18).",
            numbers={"chw_stays_ratio": (0.95, 0.87, 1.04)},
        ),
        Alternative(
            id="effect_on_everyone_offered",
            label="Trials' effects taken as those on people helped",
            what="The published ratios are applied to those helped as they stand, not divided by the share "
            "who took part in the trials: the smallest effect the trials allow.",
            numbers={
                "chw_stays_uptake": (1.0, 1.0, 1.0),
                "chw_outpatient_uptake": (1.0, 1.0, 1.0),
                "case_management_uptake": (1.0, 1.0, 1.0),
            },
        ),
        Alternative(
            id="spending_as_a_level",
            label="North Carolina's 85 USD read as a level",
            what="Spending on people who get services against social needs falls by 85 USD a month from the "
            "start and no further, instead of by 85 USD more with each month.",
            choices={"needs_reading": "level", "in_lieu_reading": "level"},
        ),
        Alternative(
            id="meals_corrected",
            label="Meals, corrected for bias",
            what="Studies of meals that did not draw lots are corrected for their bias: 0.975 instead of a "
            "pooled 0.77 drawn half-way to none.",
            choices={"meals_evidence": "corrected"},
        ),
        Alternative(
            id="plans_keep_nothing_in_year_2",
            label="Rates catch up at once",
            what="Plans keep savings, and bear costs, in the first year only.",
            numbers={"kept_by_plans_in_year_2": (0.0, 0.0, 0.0)},
        ),
        Alternative(
            id="plans_keep_all_in_year_2",
            label="Rates catch up a year later",
            what="Plans keep all savings, and bear all costs, in the first two years.",
            numbers={"kept_by_plans_in_year_2": (1.0, 1.0, 1.0)},
        ),
        Alternative(
            id="full_from_the_start",
            label="Full size from the first year",
            what="Programs need no time to grow.",
            numbers={
                name: (0.01, 0.01, 0.01)
                for name, each in PARAMETERS.items()
                if name.endswith("_ramp") and each.unit == "years"
            },
        ),
        Alternative(
            id="slow_start",
            label="Programs start slowly",
            what="Programs that grow fast at first grow along the S-curve of California's Community Supports "
            "instead, and are at 63 % of their size in the same year.",
            numbers={"slow_start": (1.0, 1.0, 1.0)},
        ),
        Alternative(
            id="neediest_first",
            label="Scarce places go to the neediest first",
            what="Where there is room for fewer than would take part, those in the places and groups with "
            "most poverty are helped first, instead of everyone in the same proportion.",
            numbers={"neediest_first": (1.0, 1.0, 1.0)},
        ),
        Alternative(
            id="membership_stays",
            label="Medicaid membership stays as it is",
            what="No adult loses Medicaid to the work requirement and six-month checks of the law of 2025.",
            numbers={"work_requirement_loss": (0.0, 0.0, 0.0)},
        ),
        Alternative(
            id="nothing_shared",
            label="Levers help different people",
            what="Two levers reach the same person no more often than chance has it, and keep their effects.",
            numbers={"joint_reach": (0.0, 0.0, 0.0), "same_need_discount": (1.0, 1.0, 1.0)},
        ),
        Alternative(
            id="errors_apart",
            label="Numbers of one study err apart",
            what="Numbers read from one study are drawn as if from different ones.",
            rho=0.0,
        ),
    )
}
