"""Financing: keep Medicaid for longer after a birth, from two months to as many as twelve."""

import numpy as np

from equity.levers._coverage import COST_OF_ADULT
from equity.levers._lever import Averted, Effect, Given, Lever, Parameter, Payment, Setting
from equity.simulation.cascade import through
from equity.simulation.flows import Flow
from equity.simulation.today import BIRTHS

UNINSURED = Parameter(
    id="postpartum_uninsured",
    label="Change in the share without insurance after a birth that Medicaid paid for",
    central=-0.065,
    low=-0.080,
    high=-0.050,
    unit="share",
    distribution="normal",
    evidence=("pp_uninsured",),
    anchor_stage="helped",
    shrunk_by="high",
    note="When nobody was disenrolled in the pandemic. Effects were alike across race and ethnicity.",
)
ENROLLED = Parameter(
    id="postpartum_enrolled",
    label="Change in the share with Medicaid after a birth that Medicaid paid for",
    central=0.107,
    low=0.087,
    high=0.126,
    unit="share",
    distribution="normal",
    evidence=("pp_medicaid", "pp_medicaid_acs"),
    anchor_stage="helped",
    shrunk_by="high",
    note="Over everyone who gave birth it is 0.028 (0.007 to 0.048). One in three had private insurance.",
)
_MONTHS_ADDED = 10.0
_MONTHS = 12.0


def effect(given: Given) -> Effect:
    """Person-years of insurance gained after births, and what the coverage costs.

    Formula: ``births * months added / 12 * 6.5 %`` fewer person-years without insurance, and 10.7 % more with
    Medicaid, for up to the ten months between two and twelve. Reference: `pp_uninsured`, `pp_medicaid`.
    """
    pool = given.baseline.births
    months = np.minimum(given.beyond_today("postpartum_months"), _MONTHS_ADDED)
    in_reach = (months / _MONTHS_ADDED)[:, np.newaxis] * given.running
    enrolled = np.maximum(given.draws(ENROLLED), 0.0)
    shares = through({"reached": in_reach, "accepted": enrolled[:, np.newaxis]})
    stages = {stage: Flow(base=pool, course=share) for stage, share in shares.items()}
    insured = -given.draws(UNINSURED) * _MONTHS_ADDED / _MONTHS
    years = _MONTHS_ADDED / _MONTHS
    return Effect(
        stages=stages,
        averted=(
            Averted(
                endpoint="uninsured",
                pool=pool,
                share=shares["reached"],
                per_person=insured,
                relative=np.zeros_like(insured),
                fades=False,
            ),
        ),
        payments=(
            Payment(
                kind="coverage",
                rule="medicaid_benefit",
                to="providers",
                amount=stages["helped"].times(years * given.dollars(COST_OF_ADULT)),
            ),
        ),
    )


LEVER = Lever(
    id="postpartum_coverage",
    label="Medicaid after a birth",
    family="Financing",
    question="What if Medicaid went on for a year after a birth?",
    settings=(
        Setting(
            id="postpartum_months",
            label="Months of Medicaid after a birth",
            unit="months",
            high=12.0,
            step=1.0,
            start=0.0,
            in_force_field="postpartum_months",
            help="Two by federal law; twelve in all States of the table but one.",
            studied="The study compared two months with no end.",
            covered=(2.0, 12.0),
        ),
    ),
    parameters=(BIRTHS, UNINSURED, ENROLLED, COST_OF_ADULT),
    formula=effect,
    policy_fields=("postpartum_months",),
    cannot_say=(
        "Health, deaths of mothers and use of care are not credited: the studies count insurance.",
        "The effect was measured while nobody was disenrolled at all, and may be larger than the option's.",
    ),
)
