"""Where a result comes from, and what it may not be credited with: shown with every number."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from equity.levers import Lever
from equity.simulation.cells import Cells
from equity.simulation.parameters import ASSUMPTION, Parameter
from equity.state_policy import Fact, StatePolicy

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


def policy_notes(on: Iterable[Lever], settings: Mapping[str, float], policy: StatePolicy) -> list[str]:
    """What a result says about what the State has in force already, one sentence a setting in use."""
    notes = []
    for lever in on:
        if IN_PLANS in lever.policy_fields and policy.fact(IN_PLANS).value == "0":
            notes.append(
                f"{lever.label}: this State has no comprehensive Medicaid plans for a contract to bind."
            )
        for each in lever.settings:
            if not each.in_force_field or settings.get(each.id, each.off) == each.off:
                continue
            what = f"{lever.label} ({each.label[0].lower()}{each.label[1:]})"
            in_force = policy.fact(each.in_force_field).in_force
            if in_force == "yes":
                notes.append(f"{what}: already in force in this State, so nothing is credited.")
            elif in_force != "no":
                known = "only partly known" if in_force == "partial" else "unknown"
                notes.append(
                    f"{what}: how much of it this State has in force already is {known}. Each draw takes a "
                    "share of it as given, evenly from none to full."
                )
    return notes
