"""Financing: pay for more community health workers to coordinate care for adults at high risk.

Only workers added to those at work today are counted, so nothing in force is credited. Who pays depends on
the authority the State uses, which is set apart from the money.
"""

import numpy as np

from equity.levers._health_workers import PARAMETERS, of_workers
from equity.levers._lever import Choice, Effect, Given, Lever, Setting
from equity.levers._payment_rate import ROOM_BY_RATE, room, setting
from equity.simulation.payers import FUNDING, paid_as

RATE = setting("chw_rate_to_cost", "What is paid for a worker, against what one costs")


def effect(given: Given) -> Effect:
    """People helped by added workers, as many more or fewer as the payment draws into the work.

    Formula: see `equity.levers._health_workers.of_workers`; workers grow with ``(rate / cost) ** eta``.
    """
    draws = np.ones_like(given.in_plans)
    return of_workers(
        given,
        among=given.baseline.adults,
        offered=given.settings["chw_offered"] * draws,
        workers=given.settings["chw_workers"] / 10_000 * room(given, RATE),
        rule=FUNDING,
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
            high=1.0,
            step=0.05,
            start=0.5,
            help="Once the program has grown to its full size.",
            studied="In the trials everyone in the treatment arm was offered help.",
            covered=(1.0, 1.0),
        ),
        Setting(
            id="chw_workers",
            label="Full-time workers added, for every 10,000 adult members",
            unit="workers",
            high=20.0,
            step=0.5,
            start=3.0,
            help="Workers beyond those employed today. One helps about 55 people a year.",
            studied="The Philadelphia program ran teams of six.",
        ),
        RATE,
    ),
    choices=(
        Choice(
            id="chw_paid_by",
            label="Paid as",
            options=paid_as("benefit", "waiver", "ilos", "administration", "plan", "local", "grant"),
            help="A benefit needs a State plan amendment or a waiver; what the State has is shown below.",
        ),
    ),
    parameters=(*PARAMETERS, ROOM_BY_RATE),
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
