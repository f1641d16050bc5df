"""Run a scenario: the same draws with and without it, and everything that differs."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from equity.errors import InvalidParameter
from equity.levers import LEVERS, Effect, Given, Lever
from equity.simulation import cascade, ledger, membership, overlap, payers, tariffs, today
from equity.simulation import cells as cells_of_places
from equity.simulation.baseline import ENDPOINTS, SPENDING, Baseline, baseline
from equity.simulation.cascade import LASTING, fading
from equity.simulation.cells import Cells
from equity.simulation.draws import DRAWS, RHO, Noise, Values, draw
from equity.simulation.flows import Pool
from equity.simulation.outcome import Entry, Outcome
from equity.simulation.overlap import Joint, below_ceiling, joint
from equity.simulation.parameters import FloatArray, Parameter
from equity.simulation.provenance import IN_PLANS, policy_notes, provenance_of
from equity.simulation.scenario import Scenario
from equity.simulation.schedule import ALWAYS
from equity.state_policy import FIELDS, StatePolicy, with_own_figures

_MODEL: tuple[Parameter, ...] = (
    *cells_of_places.PARAMETERS,
    *today.PARAMETERS,
    *cascade.PARAMETERS,
    *membership.PARAMETERS,
    *overlap.PARAMETERS,
    *payers.PARAMETERS,
    *tariffs.PARAMETERS,
)
PARAMETERS: Mapping[str, Parameter] = {
    each.id: each for each in (*_MODEL, *(own for lever in LEVERS.values() for own in lever.parameters))
}
"""Every parameter of the model by id, those of the levers included."""

_MAY_BE_UNKNOWN = {
    IN_PLANS,
    "mlr_remittance",
    *(each.in_force_field for lever in LEVERS.values() for each in lever.settings if each.in_force_field),
}
# Numbers of one table by draw and cell: more, and a page takes seconds.
_VALUES_AT_ONCE = 3_000_000
_FEWEST_DRAWS = 64
_FEWER_DRAWS = (
    "Run with {draws} draws rather than {usual:,}, since there are {places:,} places: intervals and chances "
    "are a little rougher."
)
# Groups differ in who takes part: everyone after the stage at which people say yes.
_TAKING_PART = ("accepted", "referred", "helped")
_STANDING = (
    "A scenario explorer built from trials in other places; not a forecast; not for rate setting.",
    "Amounts are in dollars of 2024. Endpoints and people are not discounted; sums of money over several "
    "years, and the years of a ledger that add up to them, are, to the first year. What each party pays "
    "there is an average over the draws, since only averages add up.",
    "Households' time, travel and out-of-pocket costs are not counted.",
)


def run(
    scenario: Scenario,
    cells: Cells,
    policy: StatePolicy,
    *,
    parameters: Mapping[str, Parameter] = PARAMETERS,
    draws: int | None = None,
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
    draws
        How many; without, 1,000, or fewer where there are too many cells to wait for (`draws_for`).

    Raises
    ------
    InvalidParameter
        The cells and the policy are of different States, or a parameter is missing.
    """
    values = values_of(scenario, parameters=parameters, draws=draws or draws_for(cells.count))
    return run_with(values, scenario, cells, policy, parameters=parameters)


def draws_for(cells: int) -> int:
    """How many draws of so many cells a reader can wait for: 1,000, or a power of two of at least 64.

    Examples
    --------
    >>> draws_for(762), draws_for(8 * 2_672), draws_for(8 * 9_129)  # Texas' counties; tracts of two States
    (1000, 128, 64)
    """
    affordable = _VALUES_AT_ONCE // cells
    return DRAWS if affordable >= DRAWS else max(_FEWEST_DRAWS, 2 ** (affordable.bit_length() - 1))


def values_of(
    scenario: Scenario,
    *,
    parameters: Mapping[str, Parameter] = PARAMETERS,
    draws: int = DRAWS,
    rho: float = RHO,
) -> Values:
    """The draws a scenario is run with, [draw] by parameter and fact that may be unknown.

    `rho` is how closely parameters of one study err together (`equity.simulation.draws.draw`).

    Raises
    ------
    InvalidParameter
        A parameter is missing.
    """
    if lost := sorted(PARAMETERS.keys() - parameters.keys()):
        raise InvalidParameter(f"Parameters are missing: {', '.join(lost)}. Start from PARAMETERS.")
    return draw(parameters.values(), unknown=_MAY_BE_UNKNOWN, draws=draws, seed=scenario.seed, rho=rho)


def run_with(
    values: Mapping[str, FloatArray],
    scenario: Scenario,
    cells: Cells,
    policy: StatePolicy,
    *,
    parameters: Mapping[str, Parameter] = PARAMETERS,
    noise: Noise | None = None,
) -> Outcome:
    """What a scenario changes in the draws given, with the errors of places and groups that belong to them.

    Run block by block, all draws give what `run` gives at once (`equity.simulation.sweep`).
    """
    if cells.state_geoid != policy.state_geoid:
        raise InvalidParameter(
            f"These places are in State {cells.state_geoid} and the policy is that of {policy.state_geoid}. "
            "Run each State with its own policy."
        )
    policy = with_own_figures(policy, scenario.own_figures)
    if scenario.membership == membership.STAYS:
        values = {**values, membership.LOSS.id: np.zeros_like(values[membership.LOSS.id])}
    world = baseline(
        cells, policy, values, calendar=scenario.calendar, noise=noise or Noise(seed=scenario.seed)
    )
    in_plans = _share_in_plans(policy, values)
    on = [each for each in LEVERS.values() if each.is_on(each.settled(scenario.settings))]
    setting = _Setting(scenario=scenario, policy=policy, world=world, in_plans=in_plans)
    effects = _effects(on, setting)
    joined = _joined(effects, world)
    return Outcome(
        scenario=scenario,
        cells=cells,
        baseline=world,
        effects=effects,
        averted={endpoint: each.flows for endpoint, each in joined.items()},
        ledger=_ledger(on, effects, joined, setting),
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
            *(membership.notes(policy, values, scenario.calendar) if on else ()),
            *_rougher(cells, draws=len(in_plans)),
            *policy_notes(on, scenario, policy),
            *(f"{each.label}: {limit}" if len(on) > 1 else limit for each in on for limit in each.cannot_say),
        ),
    )


def _rougher(cells: Cells, *, draws: int) -> tuple[str, ...]:
    if draws >= DRAWS or draws_for(cells.count) == DRAWS:
        return ()
    return (_FEWER_DRAWS.format(draws=draws, usual=DRAWS, places=len(cells.places)),)


@dataclass(frozen=True, kw_only=True)
class _Setting:
    """What all levers of a run have in common: the scenario, the State, its people, and who is in plans."""

    scenario: Scenario
    policy: StatePolicy
    world: Baseline
    in_plans: FloatArray


def _effects(on: Iterable[Lever], setting: _Setting) -> dict[str, Effect]:
    """What each lever in use does: enablers first say what they shift, then every formula is worked out."""
    scenario, policy, world = setting.scenario, setting.policy, setting.world
    calendar = scenario.calendar
    figures = {each: number for each in FIELDS if (number := policy.number(each)) is not None}
    given = {
        lever.id: Given(
            settings=lever.settled(scenario.settings),
            choices=lever.chosen(scenario.choices),
            values=world.values,
            baseline=world,
            years=scenario.schedule(lever.id).age(calendar),
            calendar=calendar,
            running=scenario.schedule(lever.id).running(calendar),
            in_force=_in_force(lever, policy, world.values),
            in_plans=setting.in_plans,
            figures=figures,
        )
        for lever in on
    }
    shifts = {lever.id: lever.shifts(given[lever.id]) for lever in on if lever.shifts}
    return {
        lever.id: _in_its_years(
            lever.formula(replace(given[lever.id], shifts=shifts)), given[lever.id], world
        )
        for lever in on
    }


def _in_its_years(effect: Effect, given: Given, world: Baseline) -> Effect:
    """The effect with those who take part, and the pay for them, spread by uptake.

    It fades once the lever ended, and plans keep of it by the lever's own rating years.
    """
    kept = payers.kept_by_plans(world.values, given.years.tolist())
    lasting = world.values[LASTING.id]
    of_those = {id(effect.stages[stage].base.population) for stage in _TAKING_PART}
    return replace(
        effect,
        stages={
            stage: replace(flow, base=_spread(flow.base, world)) if stage in _TAKING_PART else flow
            for stage, flow in effect.stages.items()
        },
        averted=tuple(
            replace(
                each,
                kept=kept,
                share=fading(each.share, given.running, lasting) if each.fades else each.share,
            )
            for each in effect.averted
        ),
        payments=tuple(
            replace(each, amount=replace(each.amount, base=_spread(each.amount.base, world)))
            if id(each.amount.base.population) in of_those
            else each
            for each in effect.payments
        ),
    )


def _spread(people: Pool, world: Baseline) -> Pool:
    return replace(people, population=people.population.spread_by(world.uptake_ratio))


def _joined(effects: Mapping[str, Effect], world: Baseline) -> dict[str, Joint]:
    """What all levers avert of each endpoint, and as `spending` in dollars, each counted once."""
    values = world.values
    claims = [claim for effect in _within_budget(effects).values() for claim in effect.averted]
    found = {}
    for endpoint in (*ENDPOINTS, SPENDING):
        mine = [claim for claim in claims if claim.endpoint == endpoint]
        if not mine:
            continue
        whole = joint(mine, values=values).responding(uptake=world.uptake_ratio, effect=world.effect_ratio)
        if endpoint in ENDPOINTS:
            most = values.get(ENDPOINTS[endpoint].ceiling, np.ones(len(values[IN_PLANS])))
            whole = whole.times(below_ceiling(whole.flows, baseline=world.yearly(endpoint), ceiling=most))
        found[endpoint] = whole
    return found


def _within_budget(effects: Mapping[str, Effect]) -> dict[str, Effect]:
    """No other fall in hospital use is priced for members whose care is paid from one budget."""
    budgets = {name: each.budgeted for name, each in effects.items() if each.budgeted is not None}
    if not budgets:
        return dict(effects)
    outside = 1 - np.max(list(budgets.values()), axis=0)
    return {
        name: effect
        if name in budgets
        else replace(
            effect, averted=tuple(replace(each, priced=each.priced * outside) for each in effect.averted)
        )
        for name, effect in effects.items()
    }


def _ledger(
    on: Iterable[Lever], effects: Mapping[str, Effect], joined: Mapping[str, Joint], setting: _Setting
) -> tuple[Entry, ...]:
    """Every payment by those whom its rule names, then what follows from what plans and the State save."""
    scenario, policy, world, in_plans = setting.scenario, setting.policy, setting.world, setting.in_plans
    values, calendar = world.values, scenario.calendar

    @cache
    def rules(age: tuple[float, ...]) -> Mapping[str, payers.Shares]:
        return payers.shares(policy, values, in_plans=in_plans, start_year=scenario.start_year, age=age)

    def paid(rule: str, lever: Lever) -> payers.Shares:
        schedule = scenario.schedule(lever.id)
        of_lever = rules(tuple(schedule.age(calendar)))
        if rule != payers.FUNDING:
            return of_lever[rule]
        first = of_lever[payers.AUTHORITIES[lever.chosen(scenario.choices)[lever.paid_by]].rule]
        if not schedule.then:
            return first
        followed = schedule.followed(calendar)
        later = rules(tuple(np.cumsum(followed)))[payers.AUTHORITIES[schedule.then].rule]
        return payers.followed_by(first, later, followed=followed)

    whatever_age = rules(tuple(ALWAYS.age(calendar)))
    booked = ledger.entries(
        [(each, paid(each.rule, lever)) for lever in on for each in effects[lever.id].payments],
        joined,
        in_plans=in_plans,
        rules=whatever_age,
        values=values,
        years=scenario.horizon,
    )
    if not booked:
        return ()
    known = policy.number(tariffs.CAPITATION_FIELD)
    capitation = values[tariffs.CAPITATION.id] if known is None else np.full_like(in_plans, known)
    back = ledger.remittance(
        booked,
        premium=12 * capitation * in_plans * world.members.total(),
        remits=_share_in_force("mlr_remittance", policy, values),
        match=whatever_age["medicaid_benefit"],
        values=values,
    )
    booked = (*booked, *((back,) if back.by_party["plan"].any() else ()))
    passed_on = max((each.captured for each in effects.values()), default=0.0)
    return (*booked, ledger.captured(booked, share=passed_on)) if passed_on else booked


def _share_in_plans(policy: StatePolicy, values: Mapping[str, FloatArray]) -> FloatArray:
    fact = policy.fact(IN_PLANS)
    return values[IN_PLANS] if fact.is_unknown else np.full_like(values[IN_PLANS], float(fact.value) / 100)


def _in_force(lever: Lever, policy: StatePolicy, values: Mapping[str, FloatArray]) -> dict[str, FloatArray]:
    """By setting, what the State already has: none, all, a known amount, or anything between if unknown."""
    found = {}
    for each in lever.settings:
        number = policy.number(each.in_force_field) if each.in_force_field else 0.0
        if number is None:
            found[each.id] = each.high * _share_in_force(each.in_force_field, policy, values)
        else:
            found[each.id] = np.full_like(values[IN_PLANS], number)
    return found


def _share_in_force(field: str, policy: StatePolicy, values: Mapping[str, FloatArray]) -> FloatArray:
    """None, all, or any share between where it is unknown or only partly so, [draw]."""
    none = np.zeros_like(values[IN_PLANS])
    return {"no": none, "yes": none + 1}.get(policy.fact(field).in_force, values[field])
