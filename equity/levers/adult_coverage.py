"""Financing: cover adults up to 138 % of the poverty line, as under the Affordable Care Act.

Coverage lowers deaths and the number of people without insurance, and raises emergency visits: people use
care they went without. Its cost is all that Medicaid spends on them, so no visit is priced besides.
"""

import numpy as np

from equity.levers._coverage import COST_OF_EXPANSION_ADULT
from equity.levers._lever import Averted, Effect, Given, Lever, Parameter, Payment, Setting
from equity.simulation.cascade import through
from equity.simulation.flows import Flow
from equity.simulation.membership import LOSS, lost
from equity.simulation.parameters import ASSUMPTION
from equity.simulation.today import DEATH_RATE, LOW_INCOME_ADULTS

UNINSURED = Parameter(
    id="expansion_uninsured",
    label="Change in the share without insurance among adults with low income",
    central=-0.074,
    low=-0.113,
    high=-0.034,
    unit="share",
    distribution="normal",
    evidence=("exp_coverage", "exp_new_mothers"),
    anchor_stage="eligible",
    shrunk_by="high",
    note="In the first year; measured among citizens of 19 to 64 below 138 % of the poverty line.",
)
ENROLLED = Parameter(
    id="expansion_enrolled",
    label="Change in the share with Medicaid among adults with low income",
    central=0.105,
    low=0.065,
    high=0.145,
    unit="share",
    distribution="normal",
    evidence=("exp_medicaid",),
    anchor_stage="eligible",
    shrunk_by="high",
    note="About three in ten of them had other insurance before.",
)
DEATHS = Parameter(
    id="expansion_deaths",
    label="Change in deaths among adults with low income",
    central=-0.025,
    low=-0.04,
    high=-0.01,
    unit="share",
    distribution="normal",
    evidence=("exp_mort_allages", "exp_mort_nearelderly", "exp_mort_enrollee"),
    anchor_stage="eligible",
    shrunk_by="high",
    note="Of everyone who could enroll: 12 % enrolled, among whom deaths fell by 21 %. One route is used.",
)
MORE_VISITS = Parameter(
    id="coverage_visits",
    label="Emergency visits in 18 months of an adult who gains Medicaid, more than without",
    central=0.41,
    low=0.18,
    high=0.64,
    unit="visits",
    distribution="normal",
    evidence=("ohie_ed",),
    anchor_stage="helped",
    shrunk_by="high",
    note="Oregon's lottery: 40 % more.",
)
RAMP = Parameter(
    id="expansion_ramp",
    label="Time until enrollment of a new group reaches 63 % of its full size",
    central=0.75,
    low=0.3,
    high=1.5,
    unit="years",
    distribution="triangular",
    evidence=(ASSUMPTION,),
)
_MONTHS_MEASURED = 18 / 12


def effect(given: Given) -> Effect:
    """Adults newly insured, deaths averted, more emergency visits, and what their care costs.

    Formula: of adults below 138 % of the poverty line ``10.5 % r(t) (1 - loss)`` enroll, with the loss of
    `equity.simulation.membership`, and ``7.4 %`` fewer are without insurance; deaths fall by ``2.5 %`` of
    theirs; those newly insured make ``0.41 / 1.5`` more visits a year. Reference: `exp_coverage`,
    `exp_medicaid`, `exp_mort_allages`, `ohie_ed`.
    """
    pool = given.baseline.low_income_adults
    in_reach = (
        given.beyond_today("adults_covered")[:, np.newaxis]
        * given.ramp(RAMP)
        * (1 - lost(given.values, given.calendar))
    )
    insured = np.maximum(-given.draws(UNINSURED), 0.0)
    enrolled = np.maximum(given.draws(ENROLLED), insured)
    shares = through({"reached": in_reach, "accepted": enrolled[:, np.newaxis]})
    stages = {stage: Flow(base=pool, course=share) for stage, share in shares.items()}
    visits = insured * given.draws(MORE_VISITS) / _MONTHS_MEASURED
    claims = (
        ("uninsured", insured, insured),
        ("deaths", -given.draws(DEATHS) * given.draws(DEATH_RATE), -given.draws(DEATHS)),
        ("ed_visits", -visits, -visits / given.baseline.visits_per_adult),
    )
    return Effect(
        stages=stages,
        averted=tuple(
            Averted(
                endpoint=endpoint,
                pool=pool,
                share=shares["reached"],
                per_person=per_person,
                relative=relative,
                priced=0.0,
                fades=False,
            )
            for endpoint, per_person, relative in claims
        ),
        payments=(
            Payment(
                kind="coverage",
                rule="adult_group",
                to="providers",
                amount=stages["helped"].times(given.dollars(COST_OF_EXPANSION_ADULT)),
            ),
        ),
    )


LEVER = Lever(
    id="adult_coverage",
    label="Medicaid for adults with low income",
    family="Financing",
    question="What if Medicaid covered all adults up to 138 % of the poverty line?",
    settings=(
        Setting(
            id="adults_covered",
            label="Share of adults below 138 % of the poverty line who may enroll",
            unit="share",
            high=1.0,
            step=0.05,
            start=0.0,
            in_force_field="expansion_status",
            help="1 is the adult group of the Affordable Care Act. Who may enroll is not who does.",
            studied="States took up the whole group.",
            covered=(1.0, 1.0),
        ),
    ),
    parameters=(
        LOW_INCOME_ADULTS,
        UNINSURED,
        ENROLLED,
        DEATHS,
        DEATH_RATE,
        MORE_VISITS,
        LOSS,
        COST_OF_EXPANSION_ADULT,
        RAMP,
    ),
    formula=effect,
    policy_fields=("expansion_status",),
    cannot_say=(
        "Emergency visits rise with coverage: that is care people went without, not a failure.",
        "What hospitals no longer give away, and employers and households no longer pay, is not counted.",
        "The effects are those of 2014 to 2022, before work requirements and six-month checks.",
    ),
)
