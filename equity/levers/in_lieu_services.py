"""Contract: let plans pay for services against social needs in lieu of medical ones.

Uptake binds long before the cap of 5 % does: in California's third year 0.9 % of members used such services.
The services are those of North Carolina's pilots, and so is their effect.
"""

import numpy as np

from equity.levers._community import served
from equity.levers._lever import Choice, Effect, Given, Lever, Parameter, Setting
from equity.levers._paid_services import COST, READINGS, averted
from equity.levers._paid_services import PARAMETERS as OF_PAID_SERVICES
from equity.levers._plan_money import PARAMETERS as OF_PLAN_MONEY
from equity.levers._plan_money import members, payment
from equity.simulation.flows import part
from equity.simulation.parameters import ASSUMPTION, fixed
from equity.simulation.rationing import NEEDIEST_FIRST
from equity.simulation.today import NEED_SLOPE, WITH_NEED

USED = Parameter(
    id="in_lieu_used",
    label="Share of adult members with a need who use such services once uptake has grown",
    central=0.05,
    low=0.02,
    high=0.10,
    unit="share",
    distribution="triangular",
    evidence=("calaim_cs_uptake", ASSUMPTION),
    anchor_stage="helped",
    note="0.9 % of all members in the third year, when an S-curve is half-way, and a need in 37 % of them.",
)
MIDPOINT = Parameter(
    id="in_lieu_midpoint",
    label="Time until uptake is half-way",
    central=3.0,
    low=2.5,
    high=4.5,
    unit="years",
    distribution="triangular",
    evidence=("calaim_cs_uptake",),
)
CAP = fixed(
    "in_lieu_cap",
    "Most that such services may cost, as a share of what a program pays its plans",
    0.05,
    unit="share",
    evidence=("ilos_cap",),
)


def effect(given: Given) -> Effect:
    """Members who use listed services, dollars and visits averted, and what plans pay.

    Formula: ``served = listed min(used S(t), 5 % * payments to plans / cost)`` of members in plans with a
    need. Reference: `calaim_cs_uptake`, `ilos_cap`, and `equity.levers._paid_services`.
    """
    pool = part(given.baseline.adults_in_need, given.in_plans)
    grown = given.s_curve(MIDPOINT)
    affordable = given.draws(CAP) * payment(given) * members(given).total() / given.dollars(COST)
    room = np.divide(affordable, pool.total(), out=np.zeros_like(affordable), where=pool.total() > 0)
    stages = given.with_room(
        pool,
        {
            "reached": given.beyond_today("services_listed")[:, np.newaxis] * (grown > 0),
            "with_need": given.by_year(WITH_NEED),
            "accepted": given.passing("accepted", given.draws(USED)) * grown,
        },
        capacity=room[:, np.newaxis] * given.running,
    )
    helped = stages["helped"]
    return Effect(
        stages=stages,
        averted=averted(given, helped.base, helped.course, reading=given.choices["in_lieu_reading"]),
        payments=served(helped, given.dollars(COST), rule="in_lieu"),
    )


LEVER = Lever(
    id="in_lieu_services",
    label="Services in lieu of medical ones",
    family="Contract",
    question="What if plans could pay for food, housing help and transport in lieu of medical services?",
    settings=(
        Setting(
            id="services_listed",
            label="Share of plan members whose plan offers the services",
            unit="share",
            high=1.0,
            step=0.05,
            start=0.0,
            in_force_field="ilos_social_needs",
            help="The State lists services; each plan may offer them and each member may refuse.",
            studied="In California 0.9 % of members used such services in the third year.",
        ),
    ),
    choices=(
        Choice(
            id="in_lieu_reading",
            label="What the study's 85 USD mean",
            options=READINGS,
            help="Texts about the study disagree.",
        ),
    ),
    parameters=(
        USED,
        MIDPOINT,
        CAP,
        NEEDIEST_FIRST,
        WITH_NEED,
        NEED_SLOPE,
        *OF_PAID_SERVICES,
        *OF_PLAN_MONEY,
    ),
    formula=effect,
    policy_fields=("mco_share_pct", "ilos_social_needs"),
    cannot_say=(
        "Whether such a service costs no more than it saves is for each State to show; the model tests all "
        "services together, by one State's pilots.",
        "California's own report finds nine of twelve services cost-effective without a comparison group.",
    ),
)
