"""Financing: meals made for a person's illness, brought home to adults who cannot shop or cook.

The studies that compare people who got meals with people who did not show large gains; the one large
randomized trial shows none. The effect is therefore drawn half-way to nothing. It is measured as total cost,
so hospital stays are shown and not priced.
"""

import numpy as np

from equity.levers._community import served
from equity.levers._lever import Averted, Choice, Effect, Given, Lever, Parameter, Setting
from equity.levers._social_needs import ACCEPT, CONTACTED
from equity.simulation.cascade import through
from equity.simulation.flows import Flow, part
from equity.simulation.parameters import ASSUMPTION
from equity.simulation.payers import FUNDING, paid_as

ELIGIBLE = Parameter(
    id="meals_eligible",
    label="Share of adult members with an illness that diet affects who cannot shop or cook",
    central=0.03,
    low=0.015,
    high=0.05,
    unit="share",
    distribution="beta",
    evidence=("mtm_national_sim", ASSUMPTION),
    note="6.3 million of all insured adults in a published simulation; more among members of Medicaid.",
)
STAYS_RATIO = Parameter(
    id="meals_stays_ratio",
    label="Hospital stays of people who get meals, against people like them",
    central=0.769,
    low=0.555,
    high=1.066,
    unit="ratio",
    distribution="lognormal",
    evidence=("pool_mtm_adm", "mtm_admissions_rr", "hager_fsp_hosp", "mtm_nourish_rct"),
    anchor_stage="helped",
    shrunk_by="low",
    note="Pooled. Corrected for the bias of the studies that were not randomized it is 0.975.",
)
STAYS = Parameter(
    id="meals_stays",
    label="Hospital stays of such a person in a year",
    central=0.52,
    low=0.30,
    high=0.80,
    unit="stays a year",
    distribution="gamma",
    evidence=("mtm_national_sim", "mtm_admissions_rr", ASSUMPTION),
    note="1.59 million stays averted among 6.3 million people at a ratio of 0.51.",
)
COST_CHANGE = Parameter(
    id="meals_cost_change",
    label="Change in all health care costs of people who get meals",
    central=-0.08,
    low=-0.25,
    high=0.09,
    unit="share",
    distribution="normal",
    evidence=("mtm_cost_change", "hager_fsp_hosp", "mtm_nourish_rct"),
    anchor_stage="helped",
    shrunk_by="low",
    note="Half-way between a fall of 16 % and none. The interval is a judgment.",
)
COST_BEFORE = Parameter(
    id="meals_cost_before",
    label="Health care costs of such a person in a year",
    central=38_400.0,
    low=20_000.0,
    high=60_000.0,
    unit="USD a year",
    distribution="gamma",
    evidence=("mtm_national_sim", "mtm_cost_change", ASSUMPTION),
    price_year=2022,
    note="38.7 billion USD saved among 6.3 million people, at 16 %. People in one study cost twice as much.",
)
COST = Parameter(
    id="meals_cost",
    label="Ten meals a week for eight months, brought home",
    central=3_937.0,
    low=3_000.0,
    high=5_000.0,
    unit="USD a person",
    distribution="gamma",
    evidence=("mtm_unit_cost",),
    price_year=2022,
)
MIDPOINT = Parameter(
    id="meals_midpoint",
    label="Time until a new program of meals reaches half of its full size",
    central=3.0,
    low=2.0,
    high=5.0,
    unit="years",
    distribution="triangular",
    evidence=("calaim_cs_uptake", ASSUMPTION),
    note="As slow at first as California's Community Supports.",
)
BIAS_CORRECTED = 0.975


def effect(given: Given) -> Effect:
    """People who get meals, stays and dollars averted, and what the meals cost.

    Formula: ``stays averted = helped * stays * (1 - RR)``; ``dollars averted = - helped * costs * change``.
    Where the bias-corrected ratio is chosen, the fall in cost is scaled by ``ln 0.975 / ln 0.769`` with it.
    Reference: `pool_mtm_adm`, `mtm_cost_change`, `mtm_unit_cost`.
    """
    pool = part(given.baseline.adults, given.draws(ELIGIBLE))
    shares = through(
        {
            "reached": given.settings["meals_offered"]
            * given.s_curve(MIDPOINT)
            * given.passing("reached", given.draws(CONTACTED)),
            "accepted": given.passing("accepted", given.draws(ACCEPT)),
        }
    )
    stages = {stage: Flow(base=pool, course=share) for stage, share in shares.items()}
    weaker = np.log(BIAS_CORRECTED) / np.log(STAYS_RATIO.central)
    scale = weaker if given.choices["meals_evidence"] == "corrected" else 1.0
    fewer_stays = 1 - given.draws(STAYS_RATIO) ** scale
    cheaper = -given.draws(COST_CHANGE) * scale
    return Effect(
        stages=stages,
        averted=(
            Averted(
                endpoint="hospital_stays",
                pool=pool,
                share=shares["helped"],
                per_person=given.draws(STAYS) * fewer_stays,
                relative=fewer_stays,
                priced=0.0,
            ),
            Averted(
                endpoint="spending",
                pool=pool,
                share=shares["helped"],
                per_person=given.dollars(COST_BEFORE) * cheaper,
                relative=cheaper,
            ),
        ),
        payments=served(stages["helped"], given.dollars(COST), rule=FUNDING),
    )


LEVER = Lever(
    id="medically_tailored_meals",
    label="Meals made for a person's illness",
    family="Financing",
    question="What if Medicaid paid for meals made for people whose illness depends on what they eat?",
    settings=(
        Setting(
            id="meals_offered",
            label="Share of eligible adult members who are offered meals",
            unit="share",
            high=1.0,
            step=0.05,
            start=0.0,
            help="Once the program has grown to its full size, which took California years.",
            studied="Studies counted people who got meals.",
        ),
    ),
    choices=(
        Choice(
            id="meals_paid_by",
            label="Paid as",
            options=paid_as("ilos", "waiver", "plan", "local", "grant"),
        ),
        Choice(
            id="meals_evidence",
            label="Which reading of the studies",
            options={
                "pooled": "All studies pooled, drawn half-way to no effect",
                "corrected": "Corrected for the bias of studies without a lottery",
            },
        ),
    ),
    paid_by="meals_paid_by",
    parameters=(
        ELIGIBLE,
        CONTACTED,
        ACCEPT,
        STAYS_RATIO,
        STAYS,
        COST_CHANGE,
        COST_BEFORE,
        COST,
        MIDPOINT,
    ),
    formula=effect,
    policy_fields=("ilos_social_needs", "hrsn_1115"),
    cannot_say=(
        "The only large randomized trial of meals (1,977 people) found no fewer hospital stays; a trial of "
        "groceries for people with diabetes found no better blood sugar.",
        "Who the meals help most is not known, so no group is credited with more.",
    ),
)
