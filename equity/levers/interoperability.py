"""Interoperability: standards by which records of one sector can be read in another.

Alerts and shared records are the only enabler with a measured effect of its own on hospital use, and it is
small: records are opened in few visits, and the controlled study of alerts found nothing.
"""

from collections.abc import Mapping

import numpy as np

from equity.levers import _referrals_today
from equity.levers._lever import Averted, Effect, Given, Lever, Parameter, Payment, Setting
from equity.simulation.cascade import shifted
from equity.simulation.flows import Flow
from equity.simulation.parameters import ASSUMPTION, FloatArray

FOUND = Parameter(
    id="interop_found",
    label="Shift in the log-odds of being found where records can be read",
    central=0.1,
    low=-0.1,
    high=0.3,
    unit="log-odds",
    distribution="normal",
    evidence=(ASSUMPTION, "hie_event_notice"),
    anchor_stage="reached",
)
SCREENED = Parameter(
    id="interop_screened",
    label="Shift in the log-odds of being screened where records can be read",
    central=0.2,
    low=-0.19,
    high=0.59,
    unit="log-odds",
    distribution="normal",
    evidence=(ASSUMPTION,),
    anchor_stage="screened",
)
CONNECTED = Parameter(
    id="interop_connected",
    label="Shift in the log-odds of a service received where records can be read",
    central=0.1,
    low=-0.19,
    high=0.39,
    unit="log-odds",
    distribution="normal",
    evidence=(ASSUMPTION,),
    anchor_stage="helped",
)
OPENED = Parameter(
    id="record_opened",
    label="Share of emergency visits in which a shared record is opened",
    central=0.045,
    low=0.024,
    high=0.068,
    unit="share",
    distribution="beta",
    evidence=("hie_access_share",),
)
ADMITTED = Parameter(
    id="record_admission_odds",
    label="Odds of being admitted where the shared record is opened, against not",
    central=0.70,
    low=0.52,
    high=0.95,
    unit="odds ratio",
    distribution="lognormal",
    evidence=("hie_admission_or", "hie_rct_null", "hie_repeat_img_null"),
    shrunk_by="low",
    note="Who opens a record differs from who does not.",
)
ADMISSION_CHANCE = Parameter(
    id="admission_chance",
    label="Share of emergency visits that end in a hospital stay",
    central=0.12,
    low=0.08,
    high=0.17,
    unit="share",
    distribution="beta",
    evidence=(ASSUMPTION,),
)
ALERTS = Parameter(
    id="alerts_visits",
    label="Change in emergency visits where clinics are alerted to them",
    central=0.0,
    low=-0.039,
    high=0.039,
    unit="share",
    distribution="normal",
    evidence=("edie_ed",),
    note="The controlled study found none; a fall of 9.9 % came with seven other changes and no comparison.",
)
COST = Parameter(
    id="interop_cost",
    label="Interfaces, standards and their upkeep, for each member",
    central=4.0,
    low=1.5,
    high=10.0,
    unit="USD a year",
    distribution="lognormal",
    evidence=(ASSUMPTION,),
    price_year=2024,
)
RAMP = Parameter(
    id="interop_ramp",
    label="Time until 63 % of those who will exchange records do",
    central=3.0,
    low=1.5,
    high=5.0,
    unit="years",
    distribution="triangular",
    evidence=(ASSUMPTION,),
)


def live(given: Given) -> FloatArray:
    """How much of it is live, [draw, year]: ``intensity * r(t)``."""
    return np.asarray(given.beyond_today("records_exchanged")[:, np.newaxis] * given.ramp(RAMP))


def shifts(given: Given) -> Mapping[str, FloatArray]:
    """Shifts of the log-odds of being found, screened and connected, [draw, year].

    Formula: ``b * intensity * r(t)``. Reference: this model's own assumptions.
    """
    on = live(given)
    return {
        stage: given.by_year(shift) * on
        for stage, shift in (("reached", FOUND), ("screened", SCREENED), ("helped", CONNECTED))
    }


def effect(given: Given) -> Effect:
    """Visits changed by alerts, stays avoided where a record is opened, and what exchange costs.

    Formula: of all adults' visits ``live * alerts``; of their stays ``live * opened (1 - p' / p)`` with
    ``logit p' = logit p + log OR``. Reference: `edie_ed`, `hie_access_share`, `hie_admission_or`.
    """
    adults, on = given.baseline.adults, live(given)
    chance = given.draws(ADMISSION_CHANCE)
    admitted = shifted(chance, [np.log(given.draws(ADMITTED))])
    fewer_stays = given.draws(OPENED) * (1 - admitted / chance)
    fewer_visits = -given.draws(ALERTS)
    upkeep = Payment(
        kind="infrastructure",
        rule="medicaid_administration",
        to="providers",
        amount=Flow(base=given.baseline.members, course=on).times(given.dollars(COST)),
    )
    through_referrals = _referrals_today.effect(given, "interoperability", live=on, own=(upkeep,))
    return Effect(
        stages=through_referrals.stages,
        averted=tuple(
            Averted(
                endpoint=endpoint,
                pool=adults,
                share=on,
                per_person=rate * fewer,
                relative=fewer,
                fades=False,
            )
            for endpoint, rate, fewer in (
                ("hospital_stays", given.baseline.stays_per_adult, fewer_stays),
                ("ed_visits", given.baseline.visits_per_adult, fewer_visits),
            )
        ),
        payments=through_referrals.payments,
    )


LEVER = Lever(
    id="interoperability",
    label="Records that others can read",
    family="Interoperability",
    question="What if health, housing and social services could read what the others record?",
    settings=(
        Setting(
            id="records_exchanged",
            label="Share of clinics and organizations that exchange records",
            unit="share",
            high=1.0,
            step=0.05,
            start=0.0,
            help="Beyond those that do today, by standards such as FHIR, HSDS and HMIS.",
            studied="Where hospitals could open shared records, they did so in 2 to 7 % of visits.",
        ),
    ),
    parameters=(
        FOUND,
        SCREENED,
        CONNECTED,
        OPENED,
        ADMITTED,
        ADMISSION_CHANCE,
        ALERTS,
        COST,
        RAMP,
        *_referrals_today.PARAMETERS,
    ),
    formula=effect,
    shifts=shifts,
    policy_fields=("hie_statewide_law",),
    cannot_say=(
        "In a randomized trial alerts with help after a hospital stay did not lower hospital use.",
        "Fewer repeated tests are not credited: one study found them, another did not.",
    ),
)
