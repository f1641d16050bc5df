"""Contract: pay for members' care from one budget that grows slowly, as Oregon did.

A budget is a package of payment, coordination, data and federal money. Its effect is that of the whole: no
other fall in hospital use is priced for its members, so that nothing is counted twice.
"""

import numpy as np

from equity.levers._lever import Averted, Effect, Given, Lever, Parameter, Payment, Setting
from equity.levers._plan_money import PARAMETERS as OF_PLAN_MONEY
from equity.levers._plan_money import members, payment
from equity.simulation.cascade import through
from equity.simulation.flows import Flow
from equity.simulation.parameters import ASSUMPTION

SPENDING_CHANGE = Parameter(
    id="budget_spending_change",
    label="Change in spending on five kinds of care under a budget",
    central=-0.07,
    low=-0.11,
    high=-0.03,
    unit="share",
    distribution="normal",
    evidence=("cco_spend", "cco_prev_hosp"),
    anchor_stage="reached",
    shrunk_by="moderate",
    note="Oregon against Washington. The interval is assumed.",
)
KINDS_COVERED = Parameter(
    id="budget_kinds_covered",
    label="Part of plans' payment that goes to these five kinds of care",
    central=0.5,
    low=0.35,
    high=0.65,
    unit="share",
    distribution="beta",
    evidence=(ASSUMPTION,),
)
SET_UP = Parameter(
    id="budget_set_up",
    label="New organizations, data and coordination, for each member",
    central=100.0,
    low=30.0,
    high=330.0,
    unit="USD a year",
    distribution="lognormal",
    evidence=(ASSUMPTION, "cco_spend"),
    price_year=2014,
    note="Oregon had 1.9 billion USD of federal money over five years, some 400 USD a member and year.",
)
RAMP = Parameter(
    id="budget_ramp",
    label="Time until a budget has 63 % of its full effect",
    central=2.0,
    low=1.0,
    high=4.0,
    unit="years",
    distribution="triangular",
    evidence=(ASSUMPTION,),
)


def effect(given: Given) -> Effect:
    """Members under a budget, dollars averted, and what it costs to set up.

    Formula: ``dollars averted = members v r(t) * payment * part covered * 7 %``, the effect drawn toward none
    by a quarter. Reference: `cco_spend`.
    """
    pool = members(given)
    under = given.settings["budget_share"] * given.ramp(RAMP)
    shares = through({"reached": under})
    stages = {stage: Flow(base=pool, course=share) for stage, share in shares.items()}
    cheaper = -given.draws(SPENDING_CHANGE) * given.draws(KINDS_COVERED)
    return Effect(
        stages=stages,
        averted=(
            Averted(
                endpoint="spending",
                pool=pool,
                share=under,
                per_person=payment(given) * cheaper,
                relative=cheaper,
                fades=False,
            ),
        ),
        payments=(
            Payment(
                kind="infrastructure",
                rule="medicaid_administration",
                to="providers",
                amount=stages["reached"].times(given.dollars(SET_UP)),
            ),
        ),
        budgeted=np.asarray(under * given.by_plans),
    )


LEVER = Lever(
    id="global_budget",
    label="One budget for members' care",
    family="Contract",
    question="What if plans and providers had one budget for all care of their members?",
    settings=(
        Setting(
            id="budget_share",
            label="Share of plan members whose care is paid from one budget",
            unit="share",
            high=1.0,
            step=0.05,
            start=0.0,
            help="A whole package, as in Oregon: budget, coordination, data, quality pool.",
            studied="Oregon moved nearly all members at once.",
        ),
    ),
    parameters=(SPENDING_CHANGE, KINDS_COVERED, SET_UP, RAMP, *OF_PLAN_MONEY),
    formula=effect,
    policy_fields=("mco_share_pct",),
    cannot_say=(
        "The fall of 7 % is in five kinds of care, not in all spending, and came with 1.9 billion USD of "
        "federal money; another study found Oregon and Colorado alike.",
        "No fewer stays or visits are shown: what the saving was made of is not known by group.",
    ),
)
