"""Contract: oblige plans to employ community health workers, one for so many members."""

from equity.levers._health_workers import PARAMETERS, of_workers
from equity.levers._lever import Effect, Given, Lever, Setting
from equity.simulation.flows import part

_ALL_AT_HIGH_RISK = 1.0


def effect(given: Given) -> Effect:
    """People helped by workers whom contracts require, the hospital use they avoid, and what plans pay.

    Formula: see `equity.levers._health_workers.of_workers`, among members in plans; everyone at high risk is
    offered a worker as far as there are workers.
    """
    among = part(given.baseline.adults, given.in_plans)
    workers = given.beyond_today("chw_required") / 10_000
    return of_workers(
        given, among=among, offered=workers * 0 + _ALL_AT_HIGH_RISK, workers=workers, rule="plan_duty"
    )


LEVER = Lever(
    id="chw_ratio",
    label="Community health workers required of plans",
    family="Contract",
    question="What if contracts required one community health worker for so many members?",
    settings=(
        Setting(
            id="chw_required",
            label="Full-time workers required, for every 10,000 adult plan members",
            unit="workers",
            high=10.0,
            step=0.5,
            start=0.0,
            help="Beyond those plans employ today. One for 2,000 members is 5.",
            studied="No study compares ratios.",
        ),
    ),
    parameters=PARAMETERS,
    formula=effect,
    policy_fields=("mco_share_pct", "chw_coverage"),
    cannot_say=(
        "The trials of community health workers disagree: some cut hospital use by a third, one changed "
        "nothing, one raised it. In a new place the program may lose money.",
        "Plans bear the cost in the first year and half of it in the second; then rates make it up.",
    ),
)
