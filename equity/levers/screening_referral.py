"""Contract: oblige Medicaid plans to have members screened for social needs and referred to help.

Members covered by the duty move from today's practice to that of the duty; the lever is the difference.
Emergency visits change through navigation, as measured among everyone offered it. They do not change
through needs that were met: in the largest trial use fell although needs were not resolved.
"""

import numpy as np

from equity.levers._case_management import UPTAKE_BEHIND_VISITS, VISITS_RATIO
from equity.levers._lever import Averted, Effect, Given, Lever, Parameter, Payment, Setting
from equity.simulation.cascade import ramp, reduction_per_helped, shifted, through
from equity.simulation.flows import Flow, part
from equity.simulation.overlap import ENABLER_OVERLAP
from equity.simulation.parameters import ASSUMPTION, STAGES, FloatArray

SEEN = Parameter(
    id="screening_seen",
    label="Share of adult members seen by a practice in a year",
    central=0.75,
    low=0.60,
    high=0.88,
    unit="share",
    distribution="beta",
    evidence=(ASSUMPTION,),
    anchor_stage="reached",
)
PRACTICES_TODAY = Parameter(
    id="screening_practices_today",
    label="Share of practices that screen for social needs today",
    central=0.27,
    low=0.20,
    high=0.35,
    unit="share",
    distribution="beta",
    evidence=("screen_prev_2022",),
    anchor_stage="screened",
    note="Practices that say they screen for five needs; the interval is a judgment.",
)
FIDELITY = Parameter(
    id="screening_fidelity",
    label="Share of patients really screened where a practice screens",
    central=0.29,
    low=0.15,
    high=0.45,
    unit="share",
    distribution="beta",
    evidence=("wecare_screen_rate",),
    anchor_stage="screened",
)
WITH_NEED = Parameter(
    id="screening_with_need",
    label="Share of those screened who have a social need",
    central=0.37,
    low=0.33,
    high=0.41,
    unit="share",
    distribution="beta",
    evidence=("ahc_screen_positive",),
    anchor_stage="with_need",
)
NAVIGATED = Parameter(
    id="screening_navigated",
    label="Share of those screened who have a need and two or more emergency visits",
    central=0.18,
    low=0.15,
    high=0.21,
    unit="share",
    distribution="beta",
    evidence=("ahc_nav_eligible",),
    anchor_stage="eligible",
)
NEED_SLOPE = Parameter(
    id="screening_need_slope",
    label="How much need rises with a place's poverty (elasticity)",
    central=0.25,
    low=0.0,
    high=0.5,
    unit="elasticity",
    distribution="uniform",
    evidence=(ASSUMPTION,),
    note="Members everywhere have low incomes, so need rises less than poverty does.",
)
ACCEPT = Parameter(
    id="screening_accept",
    label="Share of people with a need who accept help",
    central=0.40,
    low=0.30,
    high=0.50,
    unit="share",
    distribution="beta",
    evidence=("cm_engagement", "accept_interest_needs"),
    anchor_stage="accepted",
    note="58 % said they were interested; 40 % took part when a plan offered it.",
)
REFERRED_TODAY = Parameter(
    id="screening_referred_today",
    label="Share of those who accept that are referred today",
    central=0.02,
    low=0.01,
    high=0.03,
    unit="share",
    distribution="beta",
    evidence=("wecare_referral_rate",),
    anchor_stage="referred",
)
REFERRED_UNDER_DUTY = Parameter(
    id="screening_referred_under_duty",
    label="Share of those who accept that are referred under the duty",
    central=0.43,
    low=0.25,
    high=0.60,
    unit="share",
    distribution="beta",
    evidence=("wecare_referral_rate", ASSUMPTION),
    anchor_stage="referred",
    note="As with a referral system inside the health record; the interval is a judgment.",
)
CONNECTED = Parameter(
    id="screening_connected",
    label="Share of accepted referrals that end in a service received",
    central=0.33,
    low=0.15,
    high=0.55,
    unit="share",
    distribution="beta",
    evidence=("pool_connect", "connect_211mo"),
    anchor_stage="helped",
    note="By need from 0.17 (housing) to 0.67 (food) where nobody pays for the service.",
)
NAVIGATION = Parameter(
    id="screening_navigation_odds",
    label="Odds that a referral ends in a service with a navigator, against without",
    central=1.25,
    low=0.95,
    high=1.65,
    unit="odds ratio",
    distribution="lognormal",
    evidence=("nav_connect_or", "ahc_no_resolution", ASSUMPTION),
    anchor_stage="helped",
    note="One trial found 1.60 (0.96 to 2.67) and three found nothing: a judgment between them.",
)
CLOSED_LOOP = Parameter(
    id="screening_closed_loop",
    label="Shift in the log-odds of a service received when plans must close the loop",
    central=0.20,
    low=-0.29,
    high=0.69,
    unit="log-odds",
    distribution="normal",
    evidence=(ASSUMPTION,),
    anchor_stage="helped",
)
VISITS_OF_NAVIGATED = Parameter(
    id="screening_visits_of_navigated",
    label="Emergency visits in the next year of people who had two or more in the last",
    central=2.5,
    low=1.5,
    high=4.0,
    unit="visits a year",
    distribution="lognormal",
    evidence=(ASSUMPTION,),
)
SCREENING_COST = Parameter(
    id="screening_cost",
    label="Cost of screening one person",
    central=12.0,
    low=5.0,
    high=29.0,
    unit="USD a person",
    distribution="lognormal",
    evidence=(ASSUMPTION,),
    price_year=2024,
)
NAVIGATION_COST = Parameter(
    id="screening_navigation_cost",
    label="Cost of navigating one person who accepts",
    central=250.0,
    low=136.0,
    high=1_000.0,
    unit="USD a person",
    distribution="triangular",
    evidence=("navigation_cost", ASSUMPTION),
    price_year=2024,
)
SERVICE_COST = Parameter(
    id="screening_service_cost",
    label="Cost to community organizations of one service received",
    central=600.0,
    low=150.0,
    high=1_600.0,
    unit="USD a person",
    distribution="triangular",
    evidence=(ASSUMPTION, "hop_cost_enrollee"),
    price_year=2024,
    note="Up to what North Carolina's pilots paid for an enrollee; a referral without payment buys less.",
)
RAMP = Parameter(
    id="screening_ramp",
    label="Time until a duty is met to 63 % of its full extent",
    central=2.0,
    low=1.0,
    high=4.0,
    unit="years",
    distribution="triangular",
    evidence=(ASSUMPTION,),
)

# The poverty rate of the nation, to which the share with a need is tied (ACS 5-year 2019-2023, B17001).
_POVERTY_OF_NATION = 0.124
_LARGEST_NEED = 0.9


def effect(given: Given) -> Effect:
    """People screened, referred and connected beyond today's practice, visits avoided, and what it costs.

    Formula: members under the duty pass ``seen * fidelity * need * accept * 0.43 * connected`` instead of
    ``seen * practices today * fidelity * need * accept * 0.02 * connected``; the lever is the difference.
    ``visits averted = offered navigation * visits * (1 - RR)``, at the stage where the trial measured it.
    Reference: `wecare_screen_rate`, `wecare_referral_rate`, `pool_connect`, `cm_ed_rr`.
    """
    now_covered = given.beyond_today("screening_duty")
    covered = ramp(given.years, given.draws(RAMP)) * now_covered[:, np.newaxis]
    members = part(given.baseline.adults, given.in_plans)
    in_need = members * _need_ratio(given)
    today, duty = _practice(given, under_duty=False), _practice(given, under_duty=True)
    more = {stage: covered * (duty[stage] - today[stage]) for stage in STAGES[1:]}
    stages = {"eligible": Flow(base=members, course=covered)} | {
        stage: Flow(base=members if stage in ("reached", "screened") else in_need, course=more[stage])
        for stage in STAGES[1:]
    }
    # Being seen is not what the duty changes; those it covers are the people it reaches.
    stages["reached"] = Flow(base=members, course=covered * duty["reached"])
    taking_part = more["screened"] * given.draws(ACCEPT)[:, np.newaxis]
    fewer_visits = reduction_per_helped(given.draws(VISITS_RATIO), given.draws(UPTAKE_BEHIND_VISITS))
    return Effect(
        stages=stages,
        averted=(
            Averted(
                endpoint="ed_visits",
                pool=part(in_need, given.draws(NAVIGATED)),
                share=taking_part,
                per_person=given.draws(VISITS_OF_NAVIGATED) * fewer_visits,
                relative=fewer_visits,
            ),
        ),
        payments=(
            Payment(
                kind="program",
                rule="plan_duty",
                to="providers",
                amount=stages["screened"].times(given.draws(SCREENING_COST)),
            ),
            Payment(
                kind="program",
                rule="plan_duty",
                to="providers",
                amount=stages["accepted"].times(given.draws(NAVIGATION_COST)),
            ),
            Payment(
                kind="services",
                rule="local",
                to="household",
                amount=stages["helped"].times(given.draws(SERVICE_COST)),
            ),
        ),
    )


def _need_ratio(given: Given) -> FloatArray:
    """Need of a cell against the trial's sites, [draw, cell], bounded so that no share exceeds 0.9."""
    ratio = np.exp(part(np.log(given.baseline.need / _POVERTY_OF_NATION), given.draws(NEED_SLOPE)))
    largest = (_LARGEST_NEED / given.draws(WITH_NEED)).astype(np.float32)
    return np.asarray(np.minimum(ratio, largest[:, np.newaxis]))


def _practice(given: Given, *, under_duty: bool) -> dict[str, FloatArray]:
    """The cascade of a member, as it is today or under the duty; shares by stage, [draw, 1]."""
    column = {
        each.id: given.draws(each)[:, np.newaxis]
        for each in (SEEN, FIDELITY, PRACTICES_TODAY, WITH_NEED, ACCEPT, REFERRED_TODAY, REFERRED_UNDER_DUTY)
    }
    shifts = [
        np.log(given.draws(NAVIGATION)),
        given.draws(CLOSED_LOOP) * given.beyond_today("closed_loop"),
    ]
    overlap = given.draws(ENABLER_OVERLAP)
    connected = shifted(given.draws(CONNECTED), shifts if under_duty else [], overlap=overlap)
    return through(
        {
            "reached": column[SEEN.id],
            "screened": column[FIDELITY.id] * (1.0 if under_duty else column[PRACTICES_TODAY.id]),
            "with_need": column[WITH_NEED.id],
            "accepted": column[ACCEPT.id],
            "referred": column[(REFERRED_UNDER_DUTY if under_duty else REFERRED_TODAY).id],
            "helped": connected[:, np.newaxis],
        }
    )


LEVER = Lever(
    id="screening_referral",
    label="Screening and referral duty for plans",
    family="Contract",
    question="What if contracts obliged Medicaid plans to screen for social needs and refer to help?",
    settings=(
        Setting(
            id="screening_duty",
            label="Share of plan members covered by the duty",
            unit="share",
            low=0.0,
            high=1.0,
            step=0.05,
            start=1.0,
            in_force_field="sdoh_screening_in_mco_contract",
            help="Through contracts with Medicaid managed care plans; members outside plans are not reached.",
            studied="Where practices took screening up, about 3 in 10 visits had it.",
        ),
        Setting(
            id="closed_loop",
            label="Share of referrals whose end plans must report",
            unit="share",
            low=0.0,
            high=1.0,
            step=0.05,
            start=0.0,
            switches=False,
            in_force_field="closed_loop_referral_required",
            help="A closed-loop clause. No study gives its effect; the model's guess spans none.",
        ),
    ),
    parameters=(
        SEEN,
        PRACTICES_TODAY,
        FIDELITY,
        WITH_NEED,
        NAVIGATED,
        NEED_SLOPE,
        ACCEPT,
        REFERRED_TODAY,
        REFERRED_UNDER_DUTY,
        CONNECTED,
        NAVIGATION,
        CLOSED_LOOP,
        VISITS_RATIO,
        UPTAKE_BEHIND_VISITS,
        VISITS_OF_NAVIGATED,
        SCREENING_COST,
        NAVIGATION_COST,
        SERVICE_COST,
        RAMP,
    ),
    formula=effect,
    policy_fields=(
        "mco_comprehensive",
        "mco_share_pct",
        "sdoh_screening_in_mco_contract",
        "closed_loop_referral_required",
    ),
    cannot_say=(
        "Screening may raise the use of care: in one trial more children were in hospital where families "
        "were screened and referred.",
        "No fewer hospital stays are credited: no trial of navigation alone shows them.",
        "Whether a referral helps depends on community organizations with room; the model asks them to serve "
        "more people and shows what that costs them.",
    ),
)
