"""Contract: oblige plans to put a part of their profit back into the communities they serve.

The pool is small: five percent of a margin of 1.25 % is 25 cents a member and month. It buys pilots.
"""

import numpy as np

from equity.levers._case_management import UPTAKE_BEHIND_VISITS, VISITS_RATIO
from equity.levers._lever import Averted, Effect, Given, Lever, Payment, Setting
from equity.levers._plan_money import MARGIN, members, payment
from equity.levers._plan_money import PARAMETERS as OF_PLAN_MONEY
from equity.levers._social_needs import NAVIGATED, NAVIGATION_COST, SERVICE_COST, VISITS_OF_NAVIGATED
from equity.simulation.cascade import reduction_per_helped
from equity.simulation.flows import Flow, part
from equity.simulation.parameters import STAGES, FloatArray
from equity.simulation.today import NEED_SLOPE

_PERCENT = 100.0


def pool_per_member(given: Given) -> FloatArray:
    """Dollars that plans reinvest beyond today for each member and year, [draw].

    Formula: ``rho max(margin, 0) * payment``. Reference: `reinvest_pct`, `mco_margin`.

    Examples
    --------
    >>> round(0.05 * 0.0125 * 12 * 400, 2)  # 5 % of a margin of 1.25 % of 400 USD a month
    3.0
    """
    margin = np.maximum(given.figure("plan_margin_pct", MARGIN), 0.0) / _PERCENT
    return np.asarray(given.beyond_today("reinvested") / _PERCENT * margin * payment(given))


def effect(given: Given) -> Effect:
    """People whom the reinvested money helps, visits avoided, and where the money goes.

    Formula: ``helped = pool / (navigation + service)``, at most all with a need and two or more visits;
    visits as for navigators (`cm_ed_rr`). Reference: `reinvest_pct`, `mco_margin`, `navigation_cost`.
    """
    people = part(given.baseline.adults_in_need, given.draws(NAVIGATED))
    running = np.broadcast_to(given.running, given.nobody.shape)
    per_person = given.dollars(NAVIGATION_COST) + given.dollars(SERVICE_COST)
    room = pool_per_member(given) * members(given).total() / per_person / people.total()
    helped = np.minimum(room, 1.0)[:, np.newaxis] * running
    stages = {stage: Flow(base=people, course=helped) for stage in STAGES[1:]}
    stages[STAGES[0]] = Flow(base=people, course=running)
    fewer = reduction_per_helped(given.draws(VISITS_RATIO), given.draws(UPTAKE_BEHIND_VISITS))
    return Effect(
        stages={stage: stages[stage] for stage in STAGES},
        averted=(
            Averted(
                endpoint="ed_visits",
                pool=people,
                share=helped,
                per_person=given.draws(VISITS_OF_NAVIGATED) * fewer,
                relative=fewer,
            ),
        ),
        payments=(
            Payment(
                kind="reinvested",
                rule="plan",
                to="community",
                amount=Flow(base=members(given), course=running).times(pool_per_member(given)),
            ),
            Payment(
                kind="program",
                rule="community",
                to="providers",
                amount=stages["helped"].times(given.dollars(NAVIGATION_COST)),
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
    id="community_reinvestment",
    label="Profit reinvested in the community",
    family="Contract",
    question="What if plans had to put a part of their profit back into communities?",
    settings=(
        Setting(
            id="reinvested",
            label="Part of plans' profit that is reinvested",
            unit="% of profit",
            high=20.0,
            step=0.5,
            start=0.0,
            in_force_field="reinvestment_pct",
            help="In all, with what is reinvested today. Spent on navigators and services.",
            studied="States ask for 3 to 7.5 %.",
            covered=(3.0, 7.5),
        ),
    ),
    parameters=(
        MARGIN,
        NAVIGATED,
        NEED_SLOPE,
        NAVIGATION_COST,
        SERVICE_COST,
        VISITS_RATIO,
        UPTAKE_BEHIND_VISITS,
        VISITS_OF_NAVIGATED,
        *OF_PLAN_MONEY,
    ),
    formula=effect,
    policy_fields=("mco_share_pct", "community_reinvestment", "mlr_remittance"),
    cannot_say=(
        "The margin is that built into rates. In a year without profit nothing is reinvested.",
        "What communities would choose to spend it on is not known; navigators and services stand for it.",
    ),
)
