"""Financing: doulas for births that Medicaid pays for.

The studies compare births with a doula to other births, and people who want a doula differ from others, so
effects are drawn toward none. Where Medicaid pays for doulas, fewer than one birth in a hundred has one: what
binds is how many doulas there are and who hears of them, not the benefit.
"""

import numpy as np

from equity.levers._lever import Averted, Choice, Effect, Given, Lever, Parameter, Payment, Setting
from equity.levers._payment_rate import ROOM_BY_RATE, room, setting
from equity.simulation.cascade import shifted, through
from equity.simulation.flows import Flow
from equity.simulation.parameters import ASSUMPTION, FloatArray
from equity.simulation.payers import FUNDING, paid_as
from equity.simulation.today import CESAREAN_SHARE, PRETERM_SHARE

UPTAKE = Parameter(
    id="doula_births",
    label="Share of Medicaid births with a doula where Medicaid pays for them",
    central=0.009,
    low=0.005,
    high=0.020,
    unit="share",
    distribution="triangular",
    evidence=("doula_uptake",),
    anchor_stage="accepted",
)
CESAREAN_ODDS = Parameter(
    id="doula_cesarean_odds",
    label="Odds of a cesarean birth with a doula, against without",
    central=0.59,
    low=0.50,
    high=0.70,
    unit="odds ratio",
    distribution="lognormal",
    evidence=("doula_cesarean_or", "doula_falconi_or", "doula_2024_cesarean"),
    anchor_stage="helped",
    shrunk_by="low",
)
PRETERM_ODDS = Parameter(
    id="doula_preterm_odds",
    label="Odds of a preterm birth with a doula, against without",
    central=0.77,
    low=0.61,
    high=0.96,
    unit="odds ratio",
    distribution="lognormal",
    evidence=("doula_preterm_or",),
    anchor_stage="helped",
    shrunk_by="moderate",
)
SAVING = Parameter(
    id="doula_saving",
    label="Change in the cost of a birth with a doula",
    central=-986.0,
    low=-1_047.0,
    high=-929.0,
    unit="USD a birth",
    distribution="normal",
    evidence=("doula_breakeven_price",),
    anchor_stage="helped",
    shrunk_by="low",
    price_year=2015,
    note="The price at which savings made good the cost, in a model of the unadjusted effects.",
)
COST = Parameter(
    id="doula_cost",
    label="A doula's care of one birth, visits before and after it included",
    central=1_200.0,
    low=800.0,
    high=1_800.0,
    unit="USD a birth",
    distribution="gamma",
    evidence=(ASSUMPTION, "doula_breakeven_price"),
    price_year=2024,
    note="States pay between 450 and 1,500 USD and more.",
)
RAMP = Parameter(
    id="doula_ramp",
    label="Time until a new doula benefit reaches 63 % of its full use",
    central=2.0,
    low=1.0,
    high=4.0,
    unit="years",
    distribution="triangular",
    evidence=(ASSUMPTION,),
)
RATE = setting("doula_rate_to_cost", "What is paid for a doula, against what one costs")


def effect(given: Given) -> Effect:
    """Births with a doula, cesareans and preterm births averted, and what is paid and saved.

    Formula: ``helped = covered r(t) 0.009 (rate / cost) ** eta`` of Medicaid births; cesareans averted
    ``= helped (p - p')`` with ``logit p' = logit p + log OR``. Reference: `doula_uptake`,
    `doula_cesarean_or`, `doula_preterm_or`.
    """
    pool = given.baseline.births
    uptake = np.minimum(given.draws(UPTAKE) * room(given, RATE), 1.0)
    shares = through(
        {
            "reached": given.beyond_today("doula_covered")[:, np.newaxis] * given.ramp(RAMP),
            "accepted": given.passing("accepted", uptake),
        }
    )
    stages = {stage: Flow(base=pool, course=share) for stage, share in shares.items()}
    claims: list[tuple[str, FloatArray, FloatArray]] = []
    for endpoint, base, odds in (
        ("cesareans", CESAREAN_SHARE, CESAREAN_ODDS),
        ("preterm_births", PRETERM_SHARE, PRETERM_ODDS),
    ):
        before = given.draws(base)
        fewer = before - shifted(before, [np.log(given.draws(odds))])
        claims.append((endpoint, fewer, fewer / before))
    saving = -given.dollars(SAVING)
    claims.append(("spending", saving, np.zeros_like(saving)))
    cost = given.figure("doula_rate", COST) if "doula_rate" in given.figures else given.dollars(COST)
    return Effect(
        stages=stages,
        averted=tuple(
            Averted(
                endpoint=endpoint,
                pool=pool,
                share=shares["helped"],
                per_person=per_person,
                relative=relative,
                fades=False,
            )
            for endpoint, per_person, relative in claims
        ),
        payments=(
            Payment(
                kind="program",
                rule=FUNDING,
                to="providers",
                amount=stages["helped"].times(cost * given.settings[RATE.id]),
            ),
        ),
    )


LEVER = Lever(
    id="doula_care",
    label="Doulas",
    family="Financing",
    question="What if Medicaid paid for a doula at every birth it covers?",
    settings=(
        Setting(
            id="doula_covered",
            label="Share of Medicaid births for which a doula is paid",
            unit="share",
            high=1.0,
            step=0.05,
            start=0.0,
            in_force_field="doula_coverage",
            help="A benefit for all births reaches few of them: there are not many doulas.",
            studied="Where it was paid for, 0.9 % of Medicaid births had a doula.",
            covered=(1.0, 1.0),
        ),
        RATE,
    ),
    choices=(
        Choice(
            id="doula_paid_by",
            label="Paid as",
            options=paid_as("benefit", "ilos", "plan", "local", "grant"),
        ),
    ),
    paid_by="doula_paid_by",
    parameters=(UPTAKE, CESAREAN_ODDS, PRETERM_ODDS, SAVING, COST, RAMP, ROOM_BY_RATE),
    formula=effect,
    policy_fields=("doula_coverage", "doula_rate"),
    cannot_say=(
        "People who have a doula wanted one: a part of what studies found is who they are, not the doula.",
        "Support, respect and how people felt at birth are not counted, and are why many ask for a doula.",
    ),
)
