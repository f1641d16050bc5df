"""A small State, drawn: two towns, two groups, and a Medicaid program whose rules are round numbers."""

import numpy as np

from equity.levers import LEVERS
from equity.simulation.cells import Cells
from equity.simulation.outcome import Outcome
from equity.simulation.run import run
from equity.simulation.scenario import Scenario
from equity.state_policy import Fact, StatePolicy

EVERYTHING = {
    "chw_offered": 0.5,
    "chw_workers": 3.0,
    "snap_mailed": 0.8,
    "snap_assisted": 0.5,
    "screening_duty": 0.9,
    "closed_loop": 0.5,
}


ALL_LEVERS = {
    setting.id: setting.off + 0.5 * (setting.high - setting.off)
    for lever in LEVERS.values()
    for setting in lever.settings
}
"""Every lever of the model in use, each half-way."""


def cells(**changes: object) -> Cells:
    """Northtown (10 % poor, 30,000 people) and Southtown (30 % poor, 20,000), each with two groups."""
    fields = {
        "level": "county",
        "state_geoid": "48",
        "places": ("48001", "48003"),
        "groups": ("black_not_hispanic", "everyone_else"),
        "residents": np.array([[5_000.0, 25_000.0], [12_000.0, 8_000.0]]),
        "poverty": np.array([0.10, 0.30]),
        "poverty_error": np.array([0.01, 0.02]),
        "public_coverage": np.array([np.nan, np.nan]),
        "public_coverage_error": np.array([np.nan, np.nan]),
        "uninsured": np.array([np.nan, np.nan]),
        "uninsured_error": np.array([np.nan, np.nan]),
        "derived_group_rates": True,
        "left_out": (),
        "notes": (),
        "vintages": {"poverty": 2019},
        "source_ids": ("drawn",),
    }
    return Cells(**(fields | changes))  # type: ignore[arg-type]


def policy(*, members: float = 12_000.0, **in_force: str) -> StatePolicy:
    """Half federal match, 80 % of members in plans; policies as given, else none in force."""
    facts = {
        "mco_share_pct": Fact(field="mco_share_pct", value="80", in_force=""),
        **{
            field: Fact(field=field, value=value, in_force=value)
            for field, value in (
                {
                    "sdoh_screening_in_mco_contract": "no",
                    "closed_loop_referral_required": "no",
                    "snap_medicaid_data_matching": "no",
                }
                | in_force
            ).items()
        },
    }
    return StatePolicy(
        state="TX",
        state_geoid="48",
        facts=facts,
        fmap={2026: 0.50},
        adult_share=0.5,
        child_share=0.4,
        expansion_share=0.5,
        members=members,
        members_year=2024,
        source_ids=("drawn",),
    )


def outcome(settings: dict[str, float] | None = None, **in_force: str) -> Outcome:
    """A run of a scenario in the drawn State, in 128 draws."""
    return run(Scenario(settings=settings or {}), cells(), policy(**in_force), draws=128)
