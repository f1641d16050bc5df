"""Financing: pay for the systems, staff and training that community organizations need to take part.

North Carolina set 15 % of its pilots' money aside for it. It acts with a delay, on whether referrals are
placed and end in a service.
"""

from collections.abc import Mapping

import numpy as np

from equity.levers import _referrals_today
from equity.levers._lever import Choice, Effect, Given, Lever, Parameter, Payment, Setting
from equity.simulation.flows import Flow
from equity.simulation.parameters import ASSUMPTION, FloatArray
from equity.simulation.payers import FUNDING, paid_as

FULL_COST = Parameter(
    id="infrastructure_full_cost",
    label="Spending at which all organizations are equipped",
    central=1.5,
    low=0.6,
    high=4.0,
    unit="USD a member and month",
    distribution="lognormal",
    evidence=("hop_authorized", ASSUMPTION),
    price_year=2024,
    note="100 of 650 million USD over five years for some 1.7 million members in plans are about one USD.",
)
DELAY = Parameter(
    id="infrastructure_delay",
    label="Time until what is paid for is in use",
    central=1.5,
    low=1.0,
    high=2.0,
    unit="years",
    distribution="uniform",
    evidence=(ASSUMPTION,),
)
REFERRED = Parameter(
    id="infrastructure_referred",
    label="Shift in the log-odds of being referred where organizations are equipped",
    central=0.4,
    low=-0.19,
    high=0.99,
    unit="log-odds",
    distribution="normal",
    evidence=(ASSUMPTION, "wecare_referral_rate"),
    anchor_stage="referred",
)
CONNECTED = Parameter(
    id="infrastructure_connected",
    label="Shift in the log-odds of a service received where organizations are equipped",
    central=0.14,
    low=-0.35,
    high=0.63,
    unit="log-odds",
    distribution="normal",
    evidence=(ASSUMPTION, "connect_211mo"),
    anchor_stage="helped",
    note="Want of funds and of room, not of information, is why most referrals end in nothing.",
)
_MONTHS = 12


def live(given: Given) -> FloatArray:
    """How far organizations are equipped, [draw, year]: ``min(spending / full, 1)``, after the delay."""
    equipped = np.minimum(given.settings["infrastructure_budget"] / given.dollars(FULL_COST), 1.0)
    after = np.clip(given.years[np.newaxis, :] - given.by_year(DELAY), 0.0, 1.0)
    return np.asarray(equipped[:, np.newaxis] * after * given.running)


def shifts(given: Given) -> Mapping[str, FloatArray]:
    """Shifts of the log-odds of being referred and of a service received, [draw, year].

    Formula: ``b * live``. Reference: this model's own assumptions.
    """
    return {
        stage: given.by_year(shift) * live(given)
        for stage, shift in (("referred", REFERRED), ("helped", CONNECTED))
    }


def effect(given: Given) -> Effect:
    """People helped through today's referrals because organizations are equipped, and what it costs."""
    running = np.broadcast_to(given.running, given.nobody.shape)
    spending = Payment(
        kind="infrastructure",
        rule=FUNDING,
        to="providers",
        amount=Flow(base=given.baseline.members, course=running).times(
            _MONTHS * given.settings["infrastructure_budget"]
        ),
    )
    return _referrals_today.effect(given, "infrastructure", live=live(given), own=(spending,))


LEVER = Lever(
    id="infrastructure",
    label="Money for systems and staff of community organizations",
    family="Financing",
    question="What if community organizations were paid for the systems and staff they need to take part?",
    settings=(
        Setting(
            id="infrastructure_budget",
            label="Spending for each member",
            unit="USD a month",
            high=4.0,
            step=0.1,
            start=0.0,
            studied="North Carolina set aside 100 of 650 million USD over five years.",
        ),
    ),
    choices=(
        Choice(
            id="infrastructure_paid_by",
            label="Paid as",
            options=paid_as("waiver", "administration", "plan", "local", "grant"),
        ),
    ),
    paid_by="infrastructure_paid_by",
    parameters=(FULL_COST, DELAY, REFERRED, CONNECTED, *_referrals_today.PARAMETERS),
    formula=effect,
    shifts=shifts,
    policy_fields=("hrsn_1115", "referral_platform"),
    cannot_say=(
        "No study counts what such money brings; the effect is an assumption that spans none.",
        "Organizations that never apply for it, often the smallest, are not told apart.",
    ),
)
