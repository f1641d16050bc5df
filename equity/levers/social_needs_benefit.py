"""Financing: a budget of Medicaid for services against social needs (food, housing, transport, safety).

As in North Carolina's pilots: people with a need are enrolled, and Medicaid pays organizations for what they
receive. The budget sets how many can be served. The pilots' effect on spending is total cost, services
included, so no visit is priced besides.
"""

import numpy as np

from equity.levers._community import served
from equity.levers._lever import Choice, Effect, Given, Lever, Parameter, Setting
from equity.levers._paid_services import CONNECTED_WHEN_PAID, COST, READINGS, averted
from equity.levers._paid_services import PARAMETERS as OF_PAID_SERVICES
from equity.levers._social_needs import ACCEPT, CONTACTED
from equity.simulation.parameters import ASSUMPTION
from equity.simulation.payers import FUNDING, paid_as
from equity.simulation.rationing import NEEDIEST_FIRST
from equity.simulation.today import NEED_SLOPE, WITH_NEED

RAMP = Parameter(
    id="needs_benefit_ramp",
    label="Time until a new benefit reaches 63 % of its full size",
    central=2.0,
    low=1.0,
    high=4.0,
    unit="years",
    distribution="triangular",
    evidence=("hop_authorized", ASSUMPTION),
)
_MONTHS = 12


def effect(given: Given) -> Effect:
    """People served as far as the budget goes, dollars and visits averted, and what is paid.

    Formula: ``served = min(contacted need accept connected, 12 budget / cost) r(t)`` per adult member.
    Reference: see `equity.levers._paid_services`.
    """
    pool, grown = given.baseline.adults_in_need, given.ramp(RAMP)
    budget = _MONTHS * given.settings["needs_budget"] / given.dollars(COST)
    # The budget is for members; in places with more need, more of them are served.
    per_adult_in_need = budget * given.baseline.adults.total() / pool.total()
    stages = given.with_room(
        pool,
        {
            "reached": given.passing("reached", given.draws(CONTACTED)) * grown,
            "with_need": given.by_year(WITH_NEED),
            "accepted": given.passing("accepted", given.draws(ACCEPT)),
            "helped": given.passing("helped", given.draws(CONNECTED_WHEN_PAID)),
        },
        capacity=grown * per_adult_in_need[:, np.newaxis],
    )
    helped = stages["helped"]
    return Effect(
        stages=stages,
        averted=averted(given, helped.base, helped.course, reading=given.choices["needs_reading"]),
        payments=served(helped, given.dollars(COST), rule=FUNDING),
    )


LEVER = Lever(
    id="social_needs_benefit",
    label="Medicaid benefit for social needs",
    family="Financing",
    question="What if Medicaid paid for food, housing help and transport for members who need them?",
    settings=(
        Setting(
            id="needs_budget",
            label="Budget, for each adult member",
            unit="USD a month",
            high=40.0,
            step=1.0,
            start=0.0,
            help="What services may cost, spread over all adult members. It sets how many can be served.",
            studied="North Carolina's pilots paid about 1,600 USD for each person enrolled.",
        ),
    ),
    choices=(
        Choice(
            id="needs_paid_by",
            label="Paid as",
            options=paid_as("waiver", "ilos", "plan", "local", "grant"),
            help="Authority and money are two things: North Carolina kept the first and lost the second.",
        ),
        Choice(
            id="needs_reading",
            label="What the study's 85 USD mean",
            options=READINGS,
            help="Texts about the study disagree.",
        ),
    ),
    paid_by="needs_paid_by",
    parameters=(CONTACTED, WITH_NEED, NEED_SLOPE, ACCEPT, *OF_PAID_SERVICES, RAMP, NEEDIEST_FIRST),
    formula=effect,
    policy_fields=("hrsn_1115", "ilos_social_needs"),
    cannot_say=(
        "The pilots were not randomized, and the fall in spending has been questioned: read as a trend it is "
        "held at a tenth of what was spent before.",
        "No fewer hospital stays are credited: the pilots found none.",
        "In North Carolina services stopped on 2025-07-01 when the State's money ended, with the authority "
        "still in force.",
    ),
)
