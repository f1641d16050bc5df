"""What community health workers do for adults at high risk, by benefit or by contract."""

import numpy as np

from equity.levers._case_management import UPTAKE_BEHIND_VISITS, VISITS_RATIO
from equity.levers._lever import Averted, Effect, Given, Parameter, Payment
from equity.simulation.cascade import reduction_per_helped
from equity.simulation.flows import Pool, part
from equity.simulation.parameters import ASSUMPTION, FloatArray
from equity.simulation.rationing import NEEDIEST_FIRST

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
UPTAKE_BEHIND_OUTPATIENT = Parameter(
    id="chw_outpatient_uptake",
    label="Share who took part in the trial behind the outpatient ratio",
    central=0.40,
    low=0.25,
    high=0.60,
    unit="share",
    distribution="beta",
    evidence=(ASSUMPTION, "cm_engagement"),
    note="The trial in Detroit counted everyone offered, and how many took part is not in what was read of "
    "it: the 0.40 of Contra Costa is borrowed, with a range to both sides that is a judgment.",
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
PARAMETERS = (
    HIGH_RISK,
    RISK_MULTIPLE,
    ACCEPT,
    PANEL,
    STAYS_RATIO,
    UPTAKE_BEHIND_STAYS,
    OUTPATIENT_RATIO,
    UPTAKE_BEHIND_OUTPATIENT,
    OUTPATIENT_SPENDING,
    SERVICE_COST,
    OUTREACH_COST,
    RAMP,
    NEEDIEST_FIRST,
    VISITS_RATIO,
    UPTAKE_BEHIND_VISITS,
)


def of_workers(given: Given, *, among: Pool, offered: FloatArray, workers: FloatArray, rule: str) -> Effect:
    """People helped by added workers, the hospital use they avoid, and what the work costs.

    Formula: ``helped = min(offered r(t) accept, workers panel r(t) / high risk)`` per member at high risk;
    ``averted = helped * baseline rate * (1 - RR) / uptake in the trials``. Reference: `pool_carecoord_adm`,
    `cm_ed_rr`; costs from `chw_cost_per_patient`.

    Parameters
    ----------
    among
        Adult members whom workers could help, of whom a share is at high risk.
    offered
        Share of those at high risk who are offered a worker, [draw].
    workers
        Full-time workers added for each adult, [draw].
    """
    years = given.ramp(RAMP)
    pool = part(among, given.draws(HIGH_RISK))
    room = workers / given.draws(HIGH_RISK) * given.draws(PANEL)
    stages = given.with_room(
        pool,
        {
            "reached": offered[:, np.newaxis] * years,
            "accepted": given.passing("accepted", given.draws(ACCEPT)),
        },
        capacity=years * room[:, np.newaxis],
    )
    helped = stages["helped"]
    fewer_stays = reduction_per_helped(given.draws(STAYS_RATIO), given.draws(UPTAKE_BEHIND_STAYS))
    fewer_visits = reduction_per_helped(given.draws(VISITS_RATIO), given.draws(UPTAKE_BEHIND_VISITS))
    more_outpatient = -reduction_per_helped(
        given.draws(OUTPATIENT_RATIO), given.draws(UPTAKE_BEHIND_OUTPATIENT)
    ) * given.dollars(OUTPATIENT_SPENDING)
    multiple = given.draws(RISK_MULTIPLE)
    avoided = (
        ("hospital_stays", given.baseline.stays_per_adult, fewer_stays),
        ("ed_visits", given.baseline.visits_per_adult, fewer_visits),
    )
    return Effect(
        stages=stages,
        averted=tuple(
            Averted(
                endpoint=endpoint,
                pool=helped.base,
                share=helped.course,
                per_person=rate * multiple * fewer,
                relative=fewer,
            )
            for endpoint, rate, fewer in avoided
        ),
        payments=tuple(
            Payment(kind=kind, rule=by, to="providers", amount=stages[stage].times(dollars))
            for kind, by, stage, dollars in (
                ("program", rule, "reached", given.dollars(OUTREACH_COST)),
                ("program", rule, "helped", given.dollars(SERVICE_COST)),
                ("more_care", "medicaid_care", "helped", more_outpatient),
            )
        ),
    )
