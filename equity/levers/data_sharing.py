"""Data access: let plans, clinics and communities see who may be helped, so that more people are found.

It has no effect on health of its own. It raises the chance that people are found, for every lever that has
to find them, and for the few referrals made today.
"""

from collections.abc import Mapping

import numpy as np

from equity.levers import _referrals_today
from equity.levers._lever import Effect, Given, Lever, Parameter, Payment, Setting
from equity.simulation.flows import Flow
from equity.simulation.parameters import ASSUMPTION, FloatArray

FOUND = Parameter(
    id="data_sharing_found",
    label="Shift in the log-odds of being found where data are shared",
    central=0.3,
    low=-0.29,
    high=0.89,
    unit="log-odds",
    distribution="normal",
    evidence=(ASSUMPTION, "snap_takeup_info", "snap_takeup_assist"),
    anchor_stage="reached",
    note="For benefits letters from matched lists raised it by 0.66, and by 1.24 with help; for services no "
    "study gives it.",
)
COST = Parameter(
    id="data_sharing_cost",
    label="Agreements, extracts and their upkeep, for each member",
    central=1.5,
    low=0.5,
    high=4.0,
    unit="USD a year",
    distribution="lognormal",
    evidence=(ASSUMPTION,),
    price_year=2024,
)
RAMP = Parameter(
    id="data_sharing_ramp",
    label="Time until data flow to 63 % of those who use them",
    central=2.0,
    low=1.0,
    high=4.0,
    unit="years",
    distribution="triangular",
    evidence=(ASSUMPTION,),
)


def live(given: Given) -> FloatArray:
    """How much of it is live, [draw, year]: ``intensity * r(t)``."""
    return np.asarray(given.beyond_today("data_shared")[:, np.newaxis] * given.ramp(RAMP))


def shifts(given: Given) -> Mapping[str, FloatArray]:
    """Shift of the log-odds of being found, [draw, year].

    Formula: ``b * intensity * r(t)``. Reference: an assumption between none and what letters from matched
    lists did (`snap_takeup_info`).
    """
    return {"reached": given.by_year(FOUND) * live(given)}


def effect(given: Given) -> Effect:
    """People helped through today's referrals because more are found, and what sharing data costs."""
    members = given.baseline.members
    upkeep = Payment(
        kind="infrastructure",
        rule="medicaid_administration",
        to="providers",
        amount=Flow(base=members, course=live(given)).times(given.dollars(COST)),
    )
    return _referrals_today.effect(given, "data_sharing", live=live(given), own=(upkeep,))


LEVER = Lever(
    id="data_sharing",
    label="Data shared with plans, clinics and communities",
    family="Data access",
    question="What if those who could help knew who needs help?",
    settings=(
        Setting(
            id="data_shared",
            label="Share of clinics, plans and organizations that see the data",
            unit="share",
            high=1.0,
            step=0.05,
            start=0.0,
            help="Beyond those that see them today.",
            studied="No study gives the effect on services; the model's guess spans none.",
        ),
    ),
    parameters=(FOUND, COST, RAMP, *_referrals_today.PARAMETERS),
    formula=effect,
    shifts=shifts,
    policy_fields=("snap_medicaid_data_matching",),
    cannot_say=(
        "Shared data help nobody by themselves: they act only through people who use them to offer help.",
        "The data may be wrong about people, and people may not want to be found; neither is counted.",
    ),
)
