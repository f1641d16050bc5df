"""Policy and legal clarity: say plainly what may be shared and paid for, so that programs start sooner.

The one study of it found that hospitals report fewer barriers, and no more records exchanged. So it shortens
the time other levers need and changes little else.
"""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from equity.levers import _referrals_today
from equity.levers._lever import SPEED, Effect, Given, Lever, Parameter, Payment, Setting
from equity.simulation.flows import Flow
from equity.simulation.parameters import ASSUMPTION, FloatArray

CONSENT = Parameter(
    id="legal_consent",
    label="Shift in the log-odds of accepting help where the rules are plain",
    central=0.1,
    low=-0.19,
    high=0.39,
    unit="log-odds",
    distribution="normal",
    evidence=(ASSUMPTION, "optin_barrier"),
    anchor_stage="accepted",
)
FASTER = Parameter(
    id="legal_time",
    label="Time until other levers reach their full size, against without",
    central=0.8,
    low=0.6,
    high=1.0,
    unit="ratio",
    distribution="uniform",
    evidence=(ASSUMPTION, "optin_barrier"),
)
COST = Parameter(
    id="legal_cost",
    label="Guidance, model agreements and training, in the first year",
    central=400_000.0,
    low=100_000.0,
    high=1_500_000.0,
    unit="USD",
    distribution="lognormal",
    evidence=(ASSUMPTION,),
    price_year=2024,
)


def live(given: Given) -> FloatArray:
    """How much of it is in force, [draw, year]: from the first year on, wherever the lever runs."""
    return np.asarray(given.beyond_today("rules_made_plain")[:, np.newaxis] * given.running)


def shifts(given: Given) -> Mapping[str, FloatArray]:
    """Shift of the log-odds of accepting, [draw, year], and a factor on other levers' time, [draw, 1].

    Formula: ``b * intensity`` and ``1 - intensity (1 - factor)``. Reference: `optin_barrier` for the
    barriers; the sizes are this model's own assumption.
    """
    intensity = given.beyond_today("rules_made_plain")
    in_force = float(given.running.any())
    return {
        "accepted": given.by_year(CONSENT) * live(given),
        SPEED: (1 - in_force * intensity * (1 - given.draws(FASTER)))[:, np.newaxis],
    }


def effect(given: Given) -> Effect:
    """People helped through today's referrals because more accept, and what guidance costs once."""
    members = replace(given.baseline.members, trend=None)  # guidance costs the same for fewer members
    once = given.nobody
    once[:, given.years == 1] = (given.dollars(COST) / members.total())[:, np.newaxis]
    guidance = Payment(
        kind="infrastructure",
        rule="medicaid_administration",
        to="providers",
        amount=Flow(base=members, course=once).times(given.beyond_today("rules_made_plain")),
    )
    return _referrals_today.effect(given, "legal_clarity", live=live(given), own=(guidance,))


LEVER = Lever(
    id="legal_clarity",
    label="Plain rules on what may be shared",
    family="Policy and legal clarity",
    question="What if the State said plainly what may be shared, with model agreements to sign?",
    settings=(
        Setting(
            id="rules_made_plain",
            label="Share of the rules in question that are made plain",
            unit="share",
            high=1.0,
            step=0.1,
            start=0.0,
            help="Guidance, model agreements, or a change of the law.",
            studied="States that share records unless people object, against those where people must agree.",
            covered=(1.0, 1.0),
        ),
    ),
    parameters=(CONSENT, FASTER, COST, *_referrals_today.PARAMETERS),
    formula=effect,
    shifts=shifts,
    policy_fields=("hie_statewide_law",),
    cannot_say=(
        "The only study found fewer barriers and no more exchange: what is gained is time.",
        "What people lose when more is shared about them is not counted.",
    ),
)
