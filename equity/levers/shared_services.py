"""Shared services: one platform on which clinics, plans and community organizations place referrals.

A platform raises how many people are referred. That more of them end up with a service is not shown: in the
largest trial neither connection nor needs changed.
"""

from collections.abc import Mapping

import numpy as np

from equity.levers import _referrals_today
from equity.levers._lever import Effect, Given, Lever, Parameter, Payment, Setting
from equity.simulation.flows import Flow
from equity.simulation.parameters import ASSUMPTION, FloatArray

REFERRED = Parameter(
    id="platform_referred",
    label="Shift in the log-odds of being referred on a platform",
    central=0.8,
    low=-0.18,
    high=1.78,
    unit="log-odds",
    distribution="normal",
    evidence=("wecare_referral_rate", ASSUMPTION),
    anchor_stage="referred",
    note="A system inside the health record raised it from 1.9 to 43 %, far more: drawn toward none.",
)
CONNECTED = Parameter(
    id="platform_connected",
    label="Shift in the log-odds of a service received on a platform",
    central=0.14,
    low=-0.35,
    high=0.63,
    unit="log-odds",
    distribution="normal",
    evidence=(ASSUMPTION, "ahc_no_resolution", "nav_connect_or"),
    anchor_stage="helped",
    note="Odds of 1.15: a platform without people who follow up.",
)
COST = Parameter(
    id="platform_cost",
    label="Licenses, support and upkeep of a platform, for each member",
    central=2.5,
    low=1.0,
    high=6.0,
    unit="USD a year",
    distribution="lognormal",
    evidence=(ASSUMPTION,),
    price_year=2024,
)
RAMP = Parameter(
    id="platform_ramp",
    label="Time until 63 % of those who will use a platform do",
    central=2.0,
    low=1.0,
    high=4.0,
    unit="years",
    distribution="triangular",
    evidence=(ASSUMPTION,),
)


def live(given: Given) -> FloatArray:
    """How much of it is live beyond today, [draw, year]: ``intensity * r(t)``."""
    return np.asarray(given.beyond_today("on_a_platform")[:, np.newaxis] * given.ramp(RAMP))


def shifts(given: Given) -> Mapping[str, FloatArray]:
    """Shifts of the log-odds of being referred and of a service received, [draw, year].

    Formula: ``b * intensity * r(t)``. Reference: `wecare_referral_rate`, `ahc_no_resolution`.
    """
    return {
        "referred": given.by_year(REFERRED) * live(given),
        "helped": given.by_year(CONNECTED) * live(given),
    }


def effect(given: Given) -> Effect:
    """People helped through today's referrals because more are placed, and what the platform costs."""
    upkeep = Payment(
        kind="infrastructure",
        rule="medicaid_administration",
        to="providers",
        amount=Flow(base=given.baseline.members, course=live(given)).times(given.dollars(COST)),
    )
    return _referrals_today.effect(given, "shared_services", live=live(given), own=(upkeep,))


LEVER = Lever(
    id="shared_services",
    label="One platform for referrals",
    family="Shared services",
    question="What if clinics, plans and community organizations placed referrals on one platform?",
    settings=(
        Setting(
            id="on_a_platform",
            label="Share of clinics and organizations on the platform",
            unit="share",
            high=1.0,
            step=0.05,
            start=0.0,
            in_force_field="referral_platform",
            help="Paid for by the State, for all.",
            studied="In clinics with a referral system in the record, 43 of 100 families were referred.",
            covered=(1.0, 1.0),
        ),
    ),
    parameters=(REFERRED, CONNECTED, COST, RAMP, *_referrals_today.PARAMETERS),
    formula=effect,
    shifts=shifts,
    policy_fields=("referral_platform",),
    cannot_say=(
        "A referral is not a service: in the largest trial neither connection nor needs changed.",
        "Community organizations have to serve those who are sent; what that costs them is shown.",
    ),
)
