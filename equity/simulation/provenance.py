"""Where a result comes from, and what it may not be credited with: shown with every number."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from equity.in_words import percent
from equity.levers import Lever
from equity.simulation.cells import Cells
from equity.simulation.law import rules_for
from equity.simulation.parameters import ASSUMPTION, Parameter
from equity.simulation.payers import AUTHORITIES, match_by_year
from equity.simulation.scenario import Scenario
from equity.state_policy import Fact, StatePolicy, field

# Match rates of this fiscal year are in force and not in the embedded data.
_IN_FORCE_SINCE = 2027
IN_PLANS = "mco_share_pct"
"""The fact that says which share of a State's members is in comprehensive plans."""


@dataclass(frozen=True, kw_only=True)
class Provenance:
    """Where a result comes from: enough to run it again and to argue with it.

    `parameters` are those that the levers in use drew from; `facts` the State's facts they were credited
    against; `vintages` the data years by indicator or table.
    """

    parameters: tuple[Parameter, ...]
    evidence_ids: tuple[str, ...]
    facts: tuple[Fact, ...]
    vintages: Mapping[str, int]
    source_ids: tuple[str, ...]
    seed: int
    draws: int


def provenance_of(
    on: Iterable[Lever],
    *,
    cells: Cells,
    policy: StatePolicy,
    parameters: Mapping[str, Parameter],
    of_the_model: Iterable[Parameter],
    seed: int,
    draws: int,
) -> Provenance:
    """The provenance of a run with these levers in use."""
    levers = list(on)
    ids = dict.fromkeys(each.id for lever in levers for each in lever.parameters)
    ids |= dict.fromkeys(each.id for each in of_the_model)
    used = tuple(parameters[each] for each in ids)
    fields = dict.fromkeys(field for lever in levers for field in (*lever.policy_fields, IN_PLANS))
    return Provenance(
        parameters=used,
        evidence_ids=tuple(
            sorted({found for each in used for found in each.evidence if found != ASSUMPTION})
        ),
        facts=tuple(policy.fact(each) for each in fields),
        vintages={
            **cells.vintages,
            "medicaid_enrollment": policy.members_year,
            "fmap_latest_fiscal_year": max(policy.fmap),
        },
        source_ids=tuple(sorted({*cells.source_ids, *policy.source_ids})),
        seed=seed,
        draws=draws,
    )


def policy_notes(on: Iterable[Lever], scenario: Scenario, policy: StatePolicy) -> list[str]:
    """What a result says about law, money and what the State has in force already."""
    levers = list(on)
    if not levers:
        return []
    return [
        *_match_notes(policy, scenario),
        *(note for lever in levers for note in _in_force_notes(lever, scenario, policy)),
        *(note for lever in levers for note in _schedule_notes(lever, scenario)),
        *_law_notes(levers, scenario),
    ]


def _match_notes(policy: StatePolicy, scenario: Scenario) -> list[str]:
    notes = []
    latest = max(match_by_year(policy))
    if latest < scenario.calendar[-1]:
        notes.append(
            f"The federal match of fiscal year {latest} is used for all later years. Rates of fiscal year "
            "2027 are in force (90 FR 54696) and not in the embedded data: enter your State's to use it."
            if latest < _IN_FORCE_SINCE
            else f"The federal match of fiscal year {latest} is used for all later years."
        )
    match = policy.fact("fmap_regular_fy2026")
    if match.other_value:
        one, other, used = (
            percent(float(rate), digits=2) for rate in (match.value, match.other_value, policy.fmap[2026])
        )
        notes.append(
            f"Two sources give different match rates for fiscal year 2026: {one} and {other}. The model uses "
            f"{used}."
        )
    if scenario.own_figures:
        entered = ", ".join(
            f"{field(each).label[0].lower()}{field(each).label[1:]}: {value}"
            for each, value in sorted(scenario.own_figures.items())
        )
        notes.append(f"Figures entered by the reader, not checked: {entered}.")
    return notes


def _in_force_notes(lever: Lever, scenario: Scenario, policy: StatePolicy) -> list[str]:
    """One sentence for each setting in use that the State may have already."""
    notes = []
    if IN_PLANS in lever.policy_fields and policy.fact(IN_PLANS).value == "0":
        notes.append(f"{lever.label}: this State has no comprehensive Medicaid plans for a contract to bind.")
    for each in lever.settings:
        set_to = scenario.settings.get(each.id, each.off)
        if not each.in_force_field or set_to == each.off:
            continue
        what = f"{lever.label} ({each.label[0].lower()}{each.label[1:]})"
        fact, number = policy.fact(each.in_force_field), policy.number(each.in_force_field)
        if fact.in_force == "yes" or (number is not None and number >= set_to):
            notes.append(f"{what}: already in force in this State, so nothing is credited.")
        elif fact.in_force != "no" and number is None:
            known = "only partly known" if fact.in_force == "partial" else "unknown"
            asked = " Enter your State's own figure." if field(each.in_force_field).asked else ""
            notes.append(
                f"{what}: how much of it this State has in force already is {known}. Each draw takes a "
                f"share of it as given, evenly from none to full.{asked}"
            )
    return notes


def _schedule_notes(lever: Lever, scenario: Scenario) -> list[str]:
    """When the authority and the money begin and end, and who pays afterwards."""
    dates = scenario.schedule(lever.id)
    notes = []
    for words, first, last in (
        ("authority", dates.authority_from, dates.authority_until),
        ("money", dates.money_from, dates.money_until),
    ):
        if first is not None:
            notes.append(f"{lever.label}: the {words} begins in {first}.")
        if last is not None:
            notes.append(f"{lever.label}: the {words} ends with {last}.")
    if dates.money_until is not None:
        notes.append(
            f"{lever.label}: afterwards it is paid as {AUTHORITIES[dates.then].label}."
            if dates.then
            else f"{lever.label}: afterwards nobody pays; it ends and what it brought fades."
        )
    return notes


def _law_notes(levers: list[Lever], scenario: Scenario) -> list[str]:
    paying = {lever.chosen(scenario.choices).get(lever.paid_by, "") for lever in levers}
    paying |= {scenario.schedule(lever.id).then for lever in levers}
    rules = rules_for(
        levers=[lever.id for lever in levers], authorities=paying, last_year=scenario.calendar[-1]
    )
    return [f"Since {rule.since}: {rule.label}. {rule.in_model}" for rule in rules]
