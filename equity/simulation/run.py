"""Run a scenario: the same draws with and without it, and everything that differs."""

from collections.abc import Iterable, Mapping

import numpy as np

from equity.errors import InvalidParameter
from equity.levers import LEVERS, Effect, Given, Lever
from equity.simulation import baseline as baseline_of_cells
from equity.simulation import cells as cells_of_places
from equity.simulation import ledger, overlap, payers
from equity.simulation.baseline import ACUTE, ENDPOINTS, PREVENTABLE_SHARE, Baseline, baseline
from equity.simulation.cells import Cells
from equity.simulation.draws import DRAWS, Noise, draw
from equity.simulation.flows import Flow
from equity.simulation.outcome import Outcome
from equity.simulation.overlap import joint, within_ceiling
from equity.simulation.parameters import FloatArray, Parameter
from equity.simulation.provenance import IN_PLANS, policy_notes, provenance_of
from equity.simulation.scenario import Scenario
from equity.state_policy import StatePolicy

_MODEL: tuple[Parameter, ...] = (
    *cells_of_places.PARAMETERS,
    *baseline_of_cells.PARAMETERS,
    *overlap.PARAMETERS,
    *payers.PARAMETERS,
    *ledger.PARAMETERS,
)
PARAMETERS: Mapping[str, Parameter] = {
    each.id: each for each in (*_MODEL, *(own for lever in LEVERS.values() for own in lever.parameters))
}
"""Every parameter of the model by id, those of the levers included."""

_MAY_BE_UNKNOWN = {
    IN_PLANS,
    *(each.in_force_field for lever in LEVERS.values() for each in lever.settings if each.in_force_field),
}
_STANDING = (
    "A scenario explorer built from trials in other places; not a forecast; not for rate setting.",
    "Amounts are in dollars of 2024. Endpoints and people are not discounted; sums of money over several "
    "years are, to the first year.",
    "Households' time, travel and out-of-pocket costs are not counted.",
)


def run(
    scenario: Scenario,
    cells: Cells,
    policy: StatePolicy,
    *,
    parameters: Mapping[str, Parameter] = PARAMETERS,
    draws: int = DRAWS,
) -> Outcome:
    """What a scenario changes against today's policy.

    Parameters
    ----------
    cells
        Places by groups of one State (`equity.simulation.cells.cells_from`).
    policy
        The facts of the same State (`equity.state_policy.policy_of`).
    parameters
        Every parameter by id; replace one to run with another value or interval.

    Raises
    ------
    InvalidParameter
        The cells and the policy are of different States, or a parameter is missing.
    """
    values = values_of(scenario, parameters=parameters, draws=draws)
    return run_with(values, scenario, cells, policy, parameters=parameters)


def values_of(
    scenario: Scenario, *, parameters: Mapping[str, Parameter] = PARAMETERS, draws: int = DRAWS
) -> Mapping[str, FloatArray]:
    """The draws a scenario is run with, [draw] by parameter and fact that may be unknown.

    Raises
    ------
    InvalidParameter
        A parameter is missing.
    """
    if lost := sorted(PARAMETERS.keys() - parameters.keys()):
        raise InvalidParameter(f"Parameters are missing: {', '.join(lost)}. Start from PARAMETERS.")
    return draw(parameters.values(), unknown=_MAY_BE_UNKNOWN, draws=draws, seed=scenario.seed)


def run_with(
    values: Mapping[str, FloatArray],
    scenario: Scenario,
    cells: Cells,
    policy: StatePolicy,
    *,
    parameters: Mapping[str, Parameter] = PARAMETERS,
    first: int = 0,
) -> Outcome:
    """What a scenario changes in the draws given, or in a block of them that starts at number `first`.

    Run block by block, all draws give what `run` gives at once (`equity.simulation.sweep`).
    """
    if cells.state_geoid != policy.state_geoid:
        raise InvalidParameter(
            f"These places are in State {cells.state_geoid} and the policy is that of {policy.state_geoid}. "
            "Run each State with its own policy."
        )
    world = baseline(cells, policy, values, noise=Noise(seed=scenario.seed, first=first))
    in_plans = _share_in_plans(policy, values)
    on = [each for each in LEVERS.values() if each.is_on(each.settled(scenario.settings))]
    effects = {
        each.id: each.formula(
            Given(
                settings=each.settled(scenario.settings),
                choices=each.chosen(scenario.choices),
                values=values,
                baseline=world,
                years=np.arange(1.0, scenario.horizon + 1),
                in_force=_in_force(each, policy, values),
                in_plans=in_plans,
            )
        )
        for each in on
    }
    averted = _averted(effects.values(), world, values)
    return Outcome(
        scenario=scenario,
        cells=cells,
        baseline=world,
        effects=effects,
        averted=averted,
        ledger=ledger.entries(
            [payment for effect in effects.values() for payment in effect.payments],
            averted,
            rules=payers.shares(
                policy, values, in_plans=in_plans, start_year=scenario.start_year, years=scenario.horizon
            ),
            values=values,
        ),
        values=values,
        provenance=provenance_of(
            on,
            cells=cells,
            policy=policy,
            parameters=parameters,
            of_the_model=_MODEL,
            seed=scenario.seed,
            draws=len(in_plans),
        ),
        notes=(
            *_STANDING,
            *cells.notes,
            *policy_notes(on, scenario.settings, policy),
            *(limit for each in on for limit in each.cannot_say),
        ),
    )


def _averted(
    effects: Iterable[Effect], world: Baseline, values: Mapping[str, FloatArray]
) -> dict[str, tuple[Flow, ...]]:
    claims = [claim for effect in effects for claim in effect.averted]
    averted = {}
    for endpoint in ENDPOINTS:
        mine = [claim for claim in claims if claim.endpoint == endpoint]
        flows = joint(mine, effect_ratio=world.effect_ratio, values=values)
        if flows and endpoint in ACUTE:
            flows = within_ceiling(
                flows, baseline=world.yearly(endpoint), ceiling=values[PREVENTABLE_SHARE.id]
            )
        averted[endpoint] = tuple(flows)
    return averted


def _share_in_plans(policy: StatePolicy, values: Mapping[str, FloatArray]) -> FloatArray:
    fact = policy.fact(IN_PLANS)
    return values[IN_PLANS] if fact.is_unknown else np.full_like(values[IN_PLANS], float(fact.value) / 100)


def _in_force(lever: Lever, policy: StatePolicy, values: Mapping[str, FloatArray]) -> dict[str, FloatArray]:
    """By setting, the share the State already has: none, all, or anything between where it is unknown."""
    none = np.zeros_like(values[IN_PLANS])
    known = {"": none, "no": none, "yes": none + 1}
    return {
        each.id: known.get(policy.fact(each.in_force_field).in_force, values.get(each.in_force_field, none))
        if each.in_force_field
        else none
        for each in lever.settings
    }
