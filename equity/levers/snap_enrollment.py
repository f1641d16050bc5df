"""Data access: find members who could have SNAP by matching records, write to them, and help them apply.

The effect is that of a randomized trial in which people on a matched list were written to, with and without
help. It was measured among everyone on the list, so it is applied there and not to those who apply.
"""

import numpy as np

from equity.levers._lever import Averted, Effect, Given, Lever, Parameter, Payment, Setting
from equity.simulation.cascade import shifted
from equity.simulation.flows import Flow
from equity.simulation.parameters import ASSUMPTION, FloatArray

TAKE_UP = Parameter(
    id="snap_take_up",
    label="Share of a matched list that enrolls within nine months when nobody writes to them",
    central=0.06,
    low=0.055,
    high=0.065,
    unit="share",
    distribution="beta",
    evidence=("snap_takeup_control",),
    anchor_stage="reached",
)
LETTER = Parameter(
    id="snap_letter_odds",
    label="Odds of enrolling after a letter, against no letter",
    central=1.94,
    low=1.77,
    high=2.12,
    unit="odds ratio",
    distribution="lognormal",
    evidence=("snap_takeup_info", "snap_takeup_control"),
    anchor_stage="reached",
    shrunk_by="high",
    note="0.11 / 0.89 over 0.06 / 0.94. The interval is that of the two shares.",
)
LETTER_AND_HELP = Parameter(
    id="snap_help_odds",
    label="Odds of enrolling after a letter and help with applying, against no letter",
    central=3.44,
    low=3.16,
    high=3.74,
    unit="odds ratio",
    distribution="lognormal",
    evidence=("snap_takeup_assist", "snap_takeup_control"),
    anchor_stage="reached",
    shrunk_by="high",
    note="0.18 / 0.82 over 0.06 / 0.94. The interval is that of the two shares.",
)
ON_THE_LIST = Parameter(
    id="snap_on_the_list",
    label="Share of eligible people without SNAP whom a match with Medicaid records finds",
    central=0.65,
    low=0.45,
    high=0.85,
    unit="share",
    distribution="beta",
    evidence=(ASSUMPTION,),
    anchor_stage="reached",
    note="Those who are in Medicaid, with an address that works.",
)
ELSEWHERE = Parameter(
    id="snap_effect_elsewhere",
    label="Effect outside the trial, against the trial's people of 60 and older",
    central=0.8,
    low=0.5,
    high=1.2,
    unit="ratio",
    distribution="lognormal",
    evidence=(ASSUMPTION, "snap_takeup_assist"),
    note="Younger people enroll more readily without help, so that fewer are left whom a letter can move.",
)
SECOND_LETTER = Parameter(
    id="snap_second_letter",
    label="Effect on people who were written to before, against the first letter",
    central=0.5,
    low=0.2,
    high=0.8,
    unit="share",
    distribution="triangular",
    evidence=(ASSUMPTION,),
)
LIST_TURNOVER = Parameter(
    id="snap_list_turnover",
    label="Share of the list that is new each year",
    central=0.30,
    low=0.15,
    high=0.50,
    unit="share",
    distribution="triangular",
    evidence=(ASSUMPTION,),
)
STILL_ENROLLED = Parameter(
    id="snap_still_enrolled",
    label="Share still enrolled a year later",
    central=0.60,
    low=0.45,
    high=0.75,
    unit="share",
    distribution="beta",
    evidence=(ASSUMPTION,),
)
RAMP = Parameter(
    id="snap_ramp",
    label="Time until matching and mailing reach 63 % of their full size",
    central=1.0,
    low=0.5,
    high=2.5,
    unit="years",
    distribution="triangular",
    evidence=(ASSUMPTION,),
)
BENEFIT = Parameter(
    id="snap_benefit",
    label="SNAP benefit of a person who enrolls because of the lever",
    central=140.0,
    low=90.0,
    high=190.0,
    unit="USD a month",
    distribution="gamma",
    evidence=("snap_benefit_fy2024", ASSUMPTION),
    price_year=2024,
    note="The average person received 187 USD in fiscal year 2024; those whom the trial moved were better "
    "off and received less.",
)
FOOD_SECURITY = Parameter(
    id="snap_food_security_odds",
    label="Odds of very low food security with SNAP, against without",
    central=0.72,
    low=0.55,
    high=0.90,
    unit="odds ratio",
    distribution="lognormal",
    evidence=("snap_vlfs_or",),
    anchor_stage="helped",
    shrunk_by="moderate",
)
MATCHING_COST = Parameter(
    id="snap_matching_cost",
    label="Agreement and matching system, once",
    central=600_000.0,
    low=200_000.0,
    high=1_800_000.0,
    unit="USD",
    distribution="lognormal",
    evidence=(ASSUMPTION, "ele_cost"),
    price_year=2024,
    note="Louisiana set up its Express Lane match with a grant of this size.",
)
LETTER_COST = Parameter(
    id="snap_letter_cost",
    label="Letter and reminder for one person",
    central=1.5,
    low=0.8,
    high=2.8,
    unit="USD a person",
    distribution="lognormal",
    evidence=(ASSUMPTION,),
    price_year=2024,
)
HELP_COST = Parameter(
    id="snap_help_cost",
    label="Help with applying, for each person who enrolls because of it",
    central=60.0,
    low=15.0,
    high=240.0,
    unit="USD a person",
    distribution="lognormal",
    evidence=(ASSUMPTION,),
    price_year=2024,
)
CERTIFICATION_COST = Parameter(
    id="snap_certification_cost",
    label="Agency's cost of certifying one more person",
    central=150.0,
    low=80.0,
    high=280.0,
    unit="USD a person",
    distribution="lognormal",
    evidence=(ASSUMPTION,),
    price_year=2024,
)


def take_up(letter_odds: FloatArray, help_odds: FloatArray, control: FloatArray, helped: float) -> FloatArray:
    """Additional share of a list that enrolls, when a part of it is helped as well as written to; [draw].

    Formula: ``(1 - a) p(letter) + a p(letter and help) - p(nothing)`` with ``logit p = logit p(nothing) +
    log OR``. Reference: Finkelstein and Notowidigdo, Quarterly Journal of Economics 2019;134:1505-1556.

    Examples
    --------
    >>> arms = take_up(np.array([1.94]), np.array([3.44]), np.array([0.06]), helped=1.0)
    >>> arms.round(2).tolist()  # 18 % with a letter and help, less the 6 % who enroll anyway
    [0.12]
    """
    with_letter = shifted(control, [np.log(letter_odds)])
    with_help = shifted(control, [np.log(help_odds)])
    return np.asarray((1 - helped) * with_letter + helped * with_help - control)


def effect(given: Given) -> Effect:
    """People who enroll because of the lever, their benefits, and what matching and certifying cost.

    Formula: each year ``new = mailed * not enrolled * take-up``, weaker for those written to before, and
    ``enrolled[t] = still enrolled * enrolled[t-1] + new``; a person who enrolls counts half a year in the
    first. Very low food security falls by ``p - p'`` with ``logit p' = logit p + log OR``. Reference:
    `snap_takeup_assist`, `snap_vlfs_or`.
    """
    pool = given.baseline.without_snap
    helped_part = given.settings["snap_assisted"]
    gain = given.draws(ELSEWHERE) * take_up(
        given.draws(LETTER), given.draws(LETTER_AND_HELP), given.draws(TAKE_UP), helped_part
    )
    mailed_to = given.beyond_today("snap_mailed") * given.draws(ON_THE_LIST)
    mailed = given.ramp(RAMP) * mailed_to[:, np.newaxis]
    new, years_with_snap = _course(given, mailed, gain)
    written_to, enroll = Flow(base=pool, course=mailed), Flow(base=pool, course=new)
    stages = {
        "eligible": Flow(base=pool, course=np.ones_like(mailed)),
        **dict.fromkeys(("reached", "screened", "with_need"), written_to),
        **dict.fromkeys(("accepted", "referred", "helped"), enroll),
    }
    hungry = given.baseline.hungry_share
    fewer_hungry = hungry - shifted(hungry, [np.log(given.draws(FOOD_SECURITY))])
    set_up = np.zeros_like(mailed)
    set_up[:, given.years == 1] = np.where(mailed_to > 0, given.dollars(MATCHING_COST), 0.0)[:, np.newaxis]
    one = np.ones_like(gain)
    gained = (
        ("eligible_without_snap", one, one),
        ("very_low_food_security", fewer_hungry, fewer_hungry / hungry),
    )
    return Effect(
        stages=stages,
        averted=tuple(
            Averted(
                endpoint=endpoint,
                pool=pool,
                share=years_with_snap,
                per_person=per_person,
                relative=relative,
                fades=False,
            )
            for endpoint, per_person, relative in gained
        ),
        payments=(
            _administration(Flow(base=pool, course=set_up / pool.total()[:, np.newaxis])),
            _administration(written_to.times(given.dollars(LETTER_COST))),
            _administration(enroll.times(given.dollars(CERTIFICATION_COST))),
            _administration(enroll.times(given.dollars(HELP_COST) * helped_part)),
            Payment(
                kind="benefits",
                rule="snap_benefit",
                to="household",
                amount=Flow(base=pool, course=years_with_snap).times(12 * given.dollars(BENEFIT)),
            ),
        ),
    )


def _course(given: Given, mailed: FloatArray, gain: FloatArray) -> tuple[FloatArray, FloatArray]:
    """People newly enrolled and person-years with SNAP, per person of the pool; [draw, year]."""
    stays, turnover = given.draws(STILL_ENROLLED), given.draws(LIST_TURNOVER)
    weaker = 1 - given.draws(SECOND_LETTER)
    enrolled, known = np.zeros_like(gain), np.zeros_like(gain)
    new, years_with_snap = np.zeros_like(mailed), np.zeros_like(mailed)
    for year in range(mailed.shape[1]):
        response = np.minimum(gain * (1 - weaker * known), 1.0)
        new[:, year] = mailed[:, year] * (1 - stays * enrolled) * response
        years_with_snap[:, year] = stays * enrolled + new[:, year] / 2
        enrolled = stays * enrolled + new[:, year]
        known = (1 - turnover) * (1 - (1 - mailed[:, year]) * (1 - known))
    return new, years_with_snap


def _administration(amount: Flow) -> Payment:
    return Payment(kind="program", rule="snap_administration", to="providers", amount=amount)


LEVER = Lever(
    id="snap_enrollment",
    label="SNAP enrollment through data matching",
    family="Data access",
    question="What if Medicaid and SNAP records were matched and people who miss out were helped to enroll?",
    settings=(
        Setting(
            id="snap_mailed",
            label="Share of the matched list written to each year",
            unit="share",
            high=1.0,
            step=0.05,
            start=0.8,
            in_force_field="snap_medicaid_data_matching",
            help="Needs an agreement between the agencies to match their records.",
            studied="In the trial the whole list, people of 60 and older, was written to.",
            covered=(1.0, 1.0),
        ),
        Setting(
            id="snap_assisted",
            label="Share of them also offered help with applying",
            unit="share",
            high=1.0,
            step=0.05,
            start=0.5,
            switches=False,
            studied="The trial had an arm with a letter alone and an arm with help.",
            covered=(0.0, 1.0),
        ),
    ),
    parameters=(
        TAKE_UP,
        LETTER,
        LETTER_AND_HELP,
        ON_THE_LIST,
        ELSEWHERE,
        SECOND_LETTER,
        LIST_TURNOVER,
        STILL_ENROLLED,
        RAMP,
        BENEFIT,
        FOOD_SECURITY,
        MATCHING_COST,
        LETTER_COST,
        HELP_COST,
        CERTIFICATION_COST,
    ),
    formula=effect,
    policy_fields=("snap_medicaid_data_matching", "express_lane_eligibility"),
    misses_the_neediest="the people whom letters and help brought in were less in need than those who "
    "enroll by themselves, so more enrollment does not by itself narrow a gap.",
    cannot_say=(
        "No saving in health care is credited: the only estimate compares people who chose to enroll with "
        "people who did not.",
    ),
)
