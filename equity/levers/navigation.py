"""Financing: pay for navigators who help adults with social needs and repeated emergency visits.

Navigation is what screening leads to; here it is offered to people who are found without a duty to screen.
Emergency visits change as measured among everyone offered it, whether or not their needs were met.
"""

import numpy as np

from equity.levers._case_management import UPTAKE_BEHIND_VISITS, VISITS_RATIO
from equity.levers._lever import Averted, Choice, Effect, Given, Lever, Parameter, Payment, Setting
from equity.levers._social_needs import (
    ACCEPT,
    CONNECTED,
    CONTACTED,
    NAVIGATED,
    NAVIGATION,
    NAVIGATION_COST,
    REFERRED_UNDER_DUTY,
    SERVICE_COST,
    VISITS_OF_NAVIGATED,
)
from equity.simulation.cascade import reduction_per_helped, shifted, through
from equity.simulation.flows import Flow, part
from equity.simulation.parameters import ASSUMPTION
from equity.simulation.payers import FUNDING, paid_as
from equity.simulation.today import NEED_SLOPE

RAMP = Parameter(
    id="navigation_ramp",
    label="Time until a new program of navigators reaches 63 % of its full size",
    central=1.5,
    low=0.5,
    high=3.0,
    unit="years",
    distribution="triangular",
    evidence=("calaim_uptake", ASSUMPTION),
)


def effect(given: Given) -> Effect:
    """People navigated, services they are connected to, visits avoided, and what it costs.

    Formula: ``taking part = offered r(t) contacted accept`` of adults with a need and two or more visits;
    ``visits averted = taking part * visits * (1 - RR) / uptake in the trials``; connected with the odds of a
    navigator. Reference: `cm_ed_rr`, `nav_connect_or`, `ahc_no_resolution`.
    """
    pool = part(given.baseline.adults_in_need, given.draws(NAVIGATED))
    connected = shifted(given.draws(CONNECTED), [np.log(given.draws(NAVIGATION))])
    shares = through(
        {
            "reached": given.settings["navigation_offered"]
            * given.ramp(RAMP)
            * given.passing("reached", given.draws(CONTACTED)),
            "accepted": given.passing("accepted", given.draws(ACCEPT)),
            "referred": given.passing("referred", given.draws(REFERRED_UNDER_DUTY)),
            "helped": given.passing("helped", connected),
        }
    )
    stages = {stage: Flow(base=pool, course=share) for stage, share in shares.items()}
    fewer_visits = reduction_per_helped(given.draws(VISITS_RATIO), given.draws(UPTAKE_BEHIND_VISITS))
    return Effect(
        stages=stages,
        averted=(
            Averted(
                endpoint="ed_visits",
                pool=pool,
                share=shares["accepted"],
                per_person=given.draws(VISITS_OF_NAVIGATED) * fewer_visits,
                relative=fewer_visits,
            ),
        ),
        payments=(
            Payment(
                kind="program",
                rule=FUNDING,
                to="providers",
                amount=stages["accepted"].times(given.dollars(NAVIGATION_COST)),
            ),
            Payment(
                kind="services",
                rule="community",
                to="household",
                amount=stages["helped"].times(given.dollars(SERVICE_COST)),
            ),
        ),
    )


LEVER = Lever(
    id="navigation",
    label="Navigators for adults with social needs",
    family="Financing",
    question="What if navigators helped adults with social needs who come to emergency rooms often?",
    settings=(
        Setting(
            id="navigation_offered",
            label="Share of adults with a need and two or more emergency visits who are offered a navigator",
            unit="share",
            high=1.0,
            step=0.05,
            start=0.0,
            help="Once the program has grown to its full size.",
            studied="In the largest trial everyone in the group with help was offered a navigator.",
            covered=(1.0, 1.0),
        ),
    ),
    choices=(
        Choice(
            id="navigation_paid_by",
            label="Paid as",
            options=paid_as("administration", "benefit", "waiver", "ilos", "plan", "local", "grant"),
        ),
    ),
    paid_by="navigation_paid_by",
    parameters=(
        NAVIGATED,
        NEED_SLOPE,
        CONTACTED,
        ACCEPT,
        REFERRED_UNDER_DUTY,
        CONNECTED,
        NAVIGATION,
        VISITS_RATIO,
        UPTAKE_BEHIND_VISITS,
        VISITS_OF_NAVIGATED,
        NAVIGATION_COST,
        SERVICE_COST,
        RAMP,
    ),
    formula=effect,
    policy_fields=("hrsn_1115",),
    cannot_say=(
        "In the largest trial of navigation emergency visits fell although needs were not resolved: what "
        "navigators change is not known.",
        "No fewer hospital stays are credited: no trial of navigation alone shows them.",
    ),
)
