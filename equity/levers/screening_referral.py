"""Contract: oblige Medicaid plans to have members screened for social needs and referred to help.

Members covered by the duty move from today's practice to that of the duty; the lever is the difference.
Emergency visits change through navigation, as measured among everyone offered it. They do not change
through needs that were met: in the largest trial use fell although needs were not resolved.
"""

import numpy as np

from equity.levers._case_management import UPTAKE_BEHIND_VISITS, VISITS_RATIO
from equity.levers._lever import Averted, Effect, Given, Lever, Parameter, Payment, Setting
from equity.levers._social_needs import (
    ACCEPT,
    CLOSED_LOOP,
    CONNECTED,
    FIDELITY,
    NAVIGATED,
    NAVIGATION,
    NAVIGATION_COST,
    PRACTICES_TODAY,
    REFERRED_TODAY,
    REFERRED_UNDER_DUTY,
    SEEN,
    SERVICE_COST,
    VISITS_OF_NAVIGATED,
)
from equity.levers._social_needs import PARAMETERS as OF_SOCIAL_NEEDS
from equity.simulation.cascade import reduction_per_helped, shifted, through
from equity.simulation.flows import Flow, part
from equity.simulation.overlap import ENABLER_OVERLAP
from equity.simulation.parameters import ASSUMPTION, STAGES, FloatArray
from equity.simulation.today import WITH_NEED

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


def effect(given: Given) -> Effect:
    """People screened, referred and connected beyond today's practice, visits avoided, and what it costs.

    Formula: members under the duty pass ``seen * fidelity * need * accept * 0.43 * connected`` instead of
    ``seen * practices today * fidelity * need * accept * 0.02 * connected``; the lever is the difference.
    ``visits averted = screened * navigated * accept * visits * (1 - RR) / 0.40``, where ``navigated`` have a
    need and two or more visits: the trial's ratio is of everyone offered, of whom 40 % took part.
    Reference: `wecare_screen_rate`, `wecare_referral_rate`, `pool_connect`, `cm_ed_rr`.
    """
    now_covered = given.beyond_today("screening_duty")
    covered = given.ramp(RAMP) * now_covered[:, np.newaxis]
    members = part(given.baseline.adults, given.in_plans)
    in_need = part(given.baseline.adults_in_need, given.in_plans)
    today, duty = _practice(given, under_duty=False), _practice(given, under_duty=True)
    more = {stage: covered * (duty[stage] - today[stage]) for stage in STAGES[1:]}
    stages = {"eligible": Flow(base=members, course=covered)} | {
        stage: Flow(base=members if stage in ("reached", "screened") else in_need, course=more[stage])
        for stage in STAGES[1:]
    }
    # Being seen is not what the duty changes; those it covers are the people it reaches.
    stages["reached"] = Flow(base=members, course=covered * duty["reached"])
    taking_part = more["screened"] * given.passing("accepted", given.draws(ACCEPT))
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
                amount=stages["screened"].times(given.dollars(SCREENING_COST)),
            ),
            Payment(
                kind="program",
                rule="plan_duty",
                to="providers",
                amount=stages["accepted"].times(given.dollars(NAVIGATION_COST)),
            ),
            Payment(
                kind="services",
                rule="community",
                to="household",
                amount=stages["helped"].times(given.dollars(SERVICE_COST)),
            ),
        ),
    )


def _practice(given: Given, *, under_duty: bool) -> dict[str, FloatArray]:
    """The cascade of a member, as it is today or under the duty; shares by stage, [draw, year]."""
    shifts = [
        np.log(given.draws(NAVIGATION)),
        given.draws(CLOSED_LOOP) * given.beyond_today("closed_loop"),
    ]
    overlap = given.draws(ENABLER_OVERLAP)
    connected = shifted(given.draws(CONNECTED), shifts if under_duty else [], overlap=overlap)
    practices = 1.0 if under_duty else given.by_year(PRACTICES_TODAY)
    return through(
        {
            "reached": given.passing("reached", given.draws(SEEN)),
            "screened": given.passing("screened", given.draws(FIDELITY)) * practices,
            "with_need": given.by_year(WITH_NEED),
            "accepted": given.passing("accepted", given.draws(ACCEPT)),
            "referred": given.passing(
                "referred", given.draws(REFERRED_UNDER_DUTY if under_duty else REFERRED_TODAY)
            ),
            "helped": given.passing("helped", connected),
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
        *OF_SOCIAL_NEEDS,
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
