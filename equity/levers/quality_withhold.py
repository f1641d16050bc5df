"""Contract: withhold a part of plans' payment until they screen, refer and connect enough members.

Most plans earn back what is withheld, and most studies of such incentives find nothing; gaps between groups
did not differ between plans in the one test with random assignment. So the lever moves the process a little,
and no gap by itself.
"""

from collections.abc import Mapping

import numpy as np

from equity.levers import _referrals_today
from equity.levers._lever import Effect, Given, Lever, Parameter, Payment, Setting
from equity.levers._plan_money import PARAMETERS as OF_PLAN_MONEY
from equity.levers._plan_money import members, payment
from equity.simulation.flows import Flow
from equity.simulation.parameters import ASSUMPTION, FloatArray

EARNED_BACK = Parameter(
    id="withhold_earned_back",
    label="Share of what is withheld that plans earn back",
    central=0.75,
    low=0.55,
    high=0.95,
    unit="share",
    distribution="beta",
    evidence=("cco_withhold_2013", "cco_withhold_2014", ASSUMPTION),
    note="11 of 15 and 13 of 16 plans in Oregon earned all of it.",
)
SHIFT = Parameter(
    id="withhold_shift",
    label="Shift in the log-odds of each step for each percent of payment that plans may really lose",
    central=0.03,
    low=-0.05,
    high=0.12,
    unit="log-odds",
    distribution="normal",
    evidence=("withhold_effect", "p4p_hu_overall", "p4p_rosenthal_mco", "p4p_ca_autoassign"),
    anchor_stage="screened",
    note="A judgment on mostly null studies; already wide, so not drawn further toward none.",
)
RAMP = Parameter(
    id="withhold_ramp",
    label="Time until plans have answered to 63 % to a withhold",
    central=2.0,
    low=1.0,
    high=4.0,
    unit="years",
    distribution="triangular",
    evidence=(ASSUMPTION,),
)
_PERCENT = 100.0


def at_risk(given: Given) -> FloatArray:
    """Percent of payment beyond today's that plans lose if they answer no more than others did, [draw].

    Formula: ``withheld * part on these measures * (1 - earned back)``. Reference: `cco_withhold_2013`.
    """
    tied = given.beyond_today("withheld") * given.settings["withhold_weight"]
    return np.asarray(tied * (1 - given.draws(EARNED_BACK)))


def shifts(given: Given) -> Mapping[str, FloatArray]:
    """Shifts of the log-odds of being screened, referred and connected, [draw, year].

    Formula: ``b * percent at risk * share in plans * r(t)``. Reference: `withhold_effect`.
    """
    live = (given.draws(SHIFT) * at_risk(given) * given.in_plans)[:, np.newaxis] * given.ramp(RAMP)
    return {"screened": live, "referred": live, "helped": live}


def effect(given: Given) -> Effect:
    """People helped through today's referrals because plans try harder, and what plans do not earn back."""
    running = np.broadcast_to(given.running, given.nobody.shape)
    lost = Payment(
        kind="withheld",
        rule="plan",
        to="medicaid_benefit",
        amount=Flow(base=members(given), course=running).times(at_risk(given) / _PERCENT * payment(given)),
    )
    return _referrals_today.effect(given, "quality_withhold", live=running * given.by_plans, own=(lost,))


LEVER = Lever(
    id="quality_withhold",
    label="Payment withheld for quality",
    family="Contract",
    question="What if a part of plans' payment depended on how many members they screen and connect?",
    settings=(
        Setting(
            id="withheld",
            label="Part of plans' payment that is withheld",
            unit="%",
            high=5.0,
            step=0.25,
            start=0.0,
            in_force_field="quality_withhold_pct",
            help="In all, with what is withheld today.",
            studied="Oregon withheld 2 and 3 %, New Hampshire 2 %.",
            covered=(2.0, 3.0),
        ),
        Setting(
            id="withhold_weight",
            label="Part of it tied to screening, referral and measures by group",
            unit="share",
            high=1.0,
            step=0.05,
            start=0.25,
            off=0.25,
            switches=False,
            studied="No study compares weights.",
        ),
    ),
    parameters=(EARNED_BACK, SHIFT, RAMP, *OF_PLAN_MONEY, *_referrals_today.PARAMETERS),
    formula=effect,
    shifts=shifts,
    policy_fields=(
        "mco_share_pct",
        "mco_withhold_any",
        "quality_withhold_pct",
        "equity_stratified_reporting",
    ),
    cannot_say=(
        "Among 118,101 people assigned to plans at random, Black-White gaps did not vary by plan: no change "
        "of a gap is credited to paying plans for it.",
        "Only what plans fail to earn back moves money; in most years that is little.",
    ),
)
