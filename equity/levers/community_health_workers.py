"""Financing: pay for more community health workers to coordinate care for adults at high risk.

Only workers added to those at work today are counted, so nothing in force is credited. Who pays depends on
the authority the State uses, which is set apart from the money.
"""

import numpy as np

from equity.levers._case_management import UPTAKE_BEHIND_VISITS, VISITS_RATIO
from equity.levers._lever import Averted, Choice, Effect, Given, Lever, Parameter, Payment, Setting
from equity.simulation.cascade import reduction_per_helped, through
from equity.simulation.flows import Flow, part
from equity.simulation.parameters import ASSUMPTION
from equity.simulation.payers import FUNDING, paid_as

HIGH_RISK = Parameter(
    id="chw_high_risk_share",
    label="Share of adult members at high risk of hospital use",
    central=0.15,
    low=0.10,
    high=0.20,
    unit="share",
    distribution="beta",
    evidence=("cm_adm_rr", ASSUMPTION),
    anchor_stage="eligible",
    note="The trial in Contra Costa took the 15 % at highest predicted risk; the interval is a judgment.",
)
RISK_MULTIPLE = Parameter(
    id="chw_risk_multiple",
    label="Hospital use of members at high risk, against the average adult member",
    central=2.5,
    low=1.5,
    high=4.0,
    unit="ratio",
    distribution="lognormal",
    evidence=(ASSUMPTION, "impact_arms"),
    note="Gives about 0.21 stays a year; the usual-care arm of the Philadelphia trial had 98 among 152.",
)
ACCEPT = Parameter(
    id="chw_accept",
    label="Share of people offered a worker who take part",
    central=0.40,
    low=0.30,
    high=0.50,
    unit="share",
    distribution="beta",
    evidence=("cm_engagement",),
    anchor_stage="accepted",
    note="0.65 enrolled where a researcher asked at the bedside (chw_acceptance).",
)
PANEL = Parameter(
    id="chw_panel",
    label="People one full-time worker helps in a year",
    central=55.0,
    low=40.0,
    high=70.0,
    unit="people",
    distribution="triangular",
    evidence=(ASSUMPTION, "chw_cost_per_patient"),
)
STAYS_RATIO = Parameter(
    id="chw_stays_ratio",
    label="Hospital stays of people offered care coordination, against usual care",
    central=0.883,
    low=0.658,
    high=1.184,
    unit="ratio",
    distribution="lognormal",
    evidence=("pool_carecoord_adm", "pool_carecoord_adm_nodays", "camden_readmit_null", "swcc_rct_harm"),
    anchor_stage="reached",
    note="Pooled from five randomized programs; the interval is that for a new place and includes harm, so "
    "it is not shrunk again. Without one developer's result on hospital days it is 0.95 (0.87 to 1.04).",
)
UPTAKE_BEHIND_STAYS = Parameter(
    id="chw_stays_uptake",
    label="Share who took part in the trials behind the pooled ratio",
    central=0.64,
    low=0.40,
    high=1.00,
    unit="share",
    distribution="triangular",
    evidence=(ASSUMPTION, "pool_carecoord_adm", "cm_engagement"),
    note="Two programs counted only those enrolled (1.0), three everyone offered (about 0.40): 3.2 / 5.",
)
OUTPATIENT_RATIO = Parameter(
    id="chw_outpatient_ratio",
    label="Outpatient spending of people offered a worker, against usual care",
    central=1.15,
    low=1.034,
    high=1.279,
    unit="ratio",
    distribution="lognormal",
    evidence=("detroit_chw_ambulatory",),
    anchor_stage="reached",
    shrunk_by="high",
    note="More outpatient care is what the program is meant to bring about; it costs money all the same.",
)
OUTPATIENT_SPENDING = Parameter(
    id="chw_outpatient_spending",
    label="Outpatient spending of a member at high risk",
    central=4_000.0,
    low=2_000.0,
    high=7_000.0,
    unit="USD a year",
    distribution="gamma",
    evidence=(ASSUMPTION, "medicaid_pc_2022"),
    price_year=2022,
)
SERVICE_COST = Parameter(
    id="chw_cost",
    label="Cost of a worker's help for one person, supervision included",
    central=1_721.0,
    low=1_200.0,
    high=2_500.0,
    unit="USD a person",
    distribution="gamma",
    evidence=("chw_cost_per_patient", "chw_team_cost"),
    price_year=2020,
)
OUTREACH_COST = Parameter(
    id="chw_outreach_cost",
    label="Cost of finding and asking one person",
    central=15.0,
    low=5.0,
    high=40.0,
    unit="USD a person",
    distribution="lognormal",
    evidence=(ASSUMPTION,),
    price_year=2024,
)
RAMP = Parameter(
    id="chw_ramp",
    label="Time until a new program reaches 63 % of its full size",
    central=1.0,
    low=0.5,
    high=3.0,
    unit="years",
    distribution="triangular",
    evidence=("calaim_uptake", ASSUMPTION),
    note="Read from the uptake of California's Enhanced Care Management in 2022 to 2024.",
)


def effect(given: Given) -> Effect:
    """People helped by added workers, the hospital use they avoid, and what the work costs.

    Formula: ``helped = min(offered r(t) accept, workers panel r(t) / high risk)`` per member at high risk;
    ``averted = helped * baseline rate * (1 - RR) / uptake in the trials``. Reference: `pool_carecoord_adm`,
    `cm_ed_rr`; costs from `chw_cost_per_patient`.
    """
    years = given.ramp(RAMP)
    pool = part(given.baseline.adults, given.draws(HIGH_RISK))
    workers_per_person = given.settings["chw_workers"] / 10_000 / given.draws(HIGH_RISK)
    shares = through(
        {
            "reached": given.settings["chw_offered"] * years,
            "accepted": given.passing("accepted", given.draws(ACCEPT)),
        },
        capacity=years * (workers_per_person * given.draws(PANEL))[:, np.newaxis],
    )
    stages = {stage: Flow(base=pool, course=share) for stage, share in shares.items()}
    fewer_stays = reduction_per_helped(given.draws(STAYS_RATIO), given.draws(UPTAKE_BEHIND_STAYS))
    fewer_visits = reduction_per_helped(given.draws(VISITS_RATIO), given.draws(UPTAKE_BEHIND_VISITS))
    multiple = given.draws(RISK_MULTIPLE)
    more_outpatient = -reduction_per_helped(
        given.draws(OUTPATIENT_RATIO), given.draws(UPTAKE_BEHIND_VISITS)
    ) * given.dollars(OUTPATIENT_SPENDING)
    return Effect(
        stages=stages,
        averted=(
            Averted(
                endpoint="hospital_stays",
                pool=pool,
                share=shares["helped"],
                per_person=given.baseline.stays_per_adult * multiple * fewer_stays,
                relative=fewer_stays,
            ),
            Averted(
                endpoint="ed_visits",
                pool=pool,
                share=shares["helped"],
                per_person=given.baseline.visits_per_adult * multiple * fewer_visits,
                relative=fewer_visits,
            ),
        ),
        payments=(
            Payment(
                kind="program",
                rule=FUNDING,
                to="providers",
                amount=stages["reached"].times(given.dollars(OUTREACH_COST)),
            ),
            Payment(
                kind="program",
                rule=FUNDING,
                to="providers",
                amount=stages["helped"].times(given.dollars(SERVICE_COST)),
            ),
            Payment(
                kind="more_care",
                rule="medicaid_care",
                to="providers",
                amount=stages["helped"].times(more_outpatient),
            ),
        ),
    )


LEVER = Lever(
    id="community_health_workers",
    label="Community health workers",
    family="Financing",
    question="What if more community health workers coordinated care for adults at high risk?",
    settings=(
        Setting(
            id="chw_offered",
            label="Members at high risk who are offered a worker",
            unit="share",
            low=0.0,
            high=1.0,
            step=0.05,
            start=0.5,
            help="Once the program has grown to its full size.",
            studied="In the trials everyone in the treatment arm was offered help.",
        ),
        Setting(
            id="chw_workers",
            label="Full-time workers added, for every 10,000 adult members",
            unit="workers",
            low=0.0,
            high=20.0,
            step=0.5,
            start=3.0,
            help="Workers beyond those employed today. One helps about 55 people a year.",
            studied="The Philadelphia program ran teams of six.",
        ),
    ),
    choices=(
        Choice(
            id="chw_paid_by",
            label="Paid as",
            options=paid_as("benefit", "waiver", "ilos", "administration", "plan", "local", "grant"),
            help="A benefit needs a State plan amendment or a waiver; what the State has is shown below.",
        ),
    ),
    parameters=(
        HIGH_RISK,
        RISK_MULTIPLE,
        ACCEPT,
        PANEL,
        STAYS_RATIO,
        UPTAKE_BEHIND_STAYS,
        VISITS_RATIO,
        UPTAKE_BEHIND_VISITS,
        OUTPATIENT_RATIO,
        OUTPATIENT_SPENDING,
        SERVICE_COST,
        OUTREACH_COST,
        RAMP,
    ),
    formula=effect,
    paid_by="chw_paid_by",
    policy_fields=("chw_coverage", "chw_rate"),
    cannot_say=(
        "The trials of community health workers disagree: some cut hospital use by a third, one changed "
        "nothing, one raised it. In a new place the program may lose money.",
        "Run with the figures of the trial in Contra Costa, the model credits more than twice the savings "
        "seen there: savings shown here are more likely too high than too low.",
        "No change in general health is credited: the largest trial found none.",
    ),
)
