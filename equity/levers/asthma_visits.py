"""Financing: home visits for children whose asthma is not under control.

As in a randomized trial among children in Medicaid: a community health worker visits, teaches, and helps to
rid the home of what sets asthma off.
"""

import numpy as np

from equity.levers._lever import Averted, Choice, Effect, Given, Lever, Parameter, Payment, Setting
from equity.levers._payment_rate import ROOM_BY_RATE, room, setting
from equity.levers._social_needs import CONTACTED
from equity.simulation.cascade import through
from equity.simulation.flows import Flow, part
from equity.simulation.parameters import ASSUMPTION
from equity.simulation.payers import FUNDING, paid_as
from equity.simulation.today import ASTHMA_EVENTS, UNCONTROLLED_ASTHMA

ACCEPT = Parameter(
    id="asthma_accept",
    label="Share of families asked who take part",
    central=0.5,
    low=0.35,
    high=0.65,
    unit="share",
    distribution="beta",
    evidence=(ASSUMPTION, "cm_engagement"),
    anchor_stage="accepted",
)
EVENTS_AVERTED = Parameter(
    id="asthma_events_averted",
    label="Change in urgent asthma events of a child in a year",
    central=-1.31,
    low=-2.10,
    high=-0.52,
    unit="events a year",
    distribution="normal",
    evidence=("asthma_urgent", "asthma_cg_acute"),
    anchor_stage="helped",
    shrunk_by="high",
    note="A review of ten studies found a median of 0.57 fewer visits, in children less ill.",
)
COST = Parameter(
    id="asthma_visits_cost",
    label="Visits for one child",
    central=707.0,
    low=500.0,
    high=1_200.0,
    unit="USD a child",
    distribution="gamma",
    evidence=("asthma_cost", "asthma_cg_cost"),
    price_year=2015,
    note="The trial's lean program; work on the home itself costs far more.",
)
RAMP = Parameter(
    id="asthma_ramp",
    label="Time until a new program of visits reaches 63 % of its full size",
    central=1.5,
    low=0.5,
    high=3.0,
    unit="years",
    distribution="triangular",
    evidence=(ASSUMPTION,),
)
RATE = setting("asthma_rate_to_cost", "What is paid for the visits, against what they cost")


def effect(given: Given) -> Effect:
    """Children visited, urgent events averted, and what the visits cost.

    Formula: ``helped = offered (rate / cost) ** eta r(t) contacted accept`` of children with asthma not under
    control; ``events averted = helped * 1.31``. Reference: `asthma_urgent`, `asthma_cost`.
    """
    pool = part(given.baseline.children, given.draws(UNCONTROLLED_ASTHMA))
    offered = np.minimum(given.beyond_today("asthma_offered") * room(given, RATE), 1.0)
    shares = through(
        {
            "reached": offered[:, np.newaxis]
            * given.ramp(RAMP)
            * given.passing("reached", given.draws(CONTACTED)),
            "accepted": given.passing("accepted", given.draws(ACCEPT)),
        }
    )
    stages = {stage: Flow(base=pool, course=share) for stage, share in shares.items()}
    events = -given.draws(EVENTS_AVERTED)
    return Effect(
        stages=stages,
        averted=(
            Averted(
                endpoint="urgent_asthma_events",
                pool=pool,
                share=shares["helped"],
                per_person=np.minimum(events, 0.9 * given.draws(ASTHMA_EVENTS)),
                relative=np.minimum(events / given.draws(ASTHMA_EVENTS), 0.9),
            ),
        ),
        payments=(
            Payment(
                kind="program",
                rule=FUNDING,
                to="providers",
                amount=stages["helped"].times(given.dollars(COST)),
            ),
        ),
    )


LEVER = Lever(
    id="asthma_visits",
    label="Home visits for children with asthma",
    family="Financing",
    question="What if children whose asthma is not under control were visited at home?",
    settings=(
        Setting(
            id="asthma_offered",
            label="Share of child members with asthma not under control who are offered visits",
            unit="share",
            high=1.0,
            step=0.05,
            start=0.0,
            in_force_field="asthma_home_visits",
            help="Once the program has grown to its full size.",
            studied="The trial offered visits to everyone in its treatment arm.",
            covered=(1.0, 1.0),
        ),
        RATE,
    ),
    choices=(
        Choice(
            id="asthma_paid_by",
            label="Paid as",
            options=paid_as("benefit", "administration", "ilos", "plan", "local", "grant"),
        ),
    ),
    paid_by="asthma_paid_by",
    parameters=(CONTACTED, ACCEPT, EVENTS_AVERTED, COST, RAMP, ROOM_BY_RATE),
    formula=effect,
    policy_fields=("asthma_home_visits",),
    cannot_say=(
        "The trial was small and in one city; a review of other programs found less than half the effect.",
        "Symptom-free days and days at school are not counted.",
    ),
)
