"""Data access: enroll children in Medicaid by what other programs know of their families already."""

import numpy as np

from equity.levers._coverage import COST_OF_CHILD
from equity.levers._lever import Averted, Effect, Given, Lever, Parameter, Payment, Setting
from equity.simulation.cascade import through
from equity.simulation.flows import Flow
from equity.simulation.parameters import ASSUMPTION

MORE_CHILDREN = Parameter(
    id="express_lane_children",
    label="Change in children enrolled in Medicaid after Express Lane began",
    central=0.055,
    low=0.040,
    high=0.073,
    unit="share",
    distribution="normal",
    evidence=("ele_enrol_did",),
    anchor_stage="eligible",
    shrunk_by="high",
    note="Eight States against others; the interval is the range over specifications.",
)
HAD_OTHER = Parameter(
    id="express_lane_had_other",
    label="Share of them who had other insurance",
    central=0.33,
    low=0.15,
    high=0.55,
    unit="share",
    distribution="beta",
    evidence=("pp_medicaid", ASSUMPTION),
    note="Not known for children; one in three of women after a birth.",
)
SET_UP = Parameter(
    id="express_lane_set_up",
    label="Agreement and matching system, once",
    central=600_000.0,
    low=200_000.0,
    high=1_800_000.0,
    unit="USD",
    distribution="lognormal",
    evidence=("ele_cost", ASSUMPTION),
    price_year=2015,
    note="Louisiana set it up with a grant of 600,000 USD.",
)
CHEAPER = Parameter(
    id="express_lane_cheaper",
    label="Cost of an enrollment by records, less that of an application",
    central=-102.0,
    low=-110.0,
    high=-60.0,
    unit="USD a child",
    distribution="triangular",
    evidence=("ele_cost",),
    price_year=2015,
    note="12 to 16 USD against 116.",
)
RAMP = Parameter(
    id="express_lane_ramp",
    label="Time until enrollment by records reaches 63 % of its full use",
    central=1.0,
    low=0.5,
    high=2.5,
    unit="years",
    distribution="triangular",
    evidence=(ASSUMPTION,),
)


def effect(given: Given) -> Effect:
    """Children newly enrolled and insured, what their care costs, and what enrolling them saves and costs.

    Formula: ``enrolled = 5.5 % * child members r(t)``, of whom a third had other insurance. Reference:
    `ele_enrol_did`, `ele_cost`.
    """
    pool = given.baseline.children
    in_reach = given.beyond_today("express_lane_children")[:, np.newaxis] * given.ramp(RAMP)
    more = np.maximum(given.draws(MORE_CHILDREN), 0.0)
    shares = through({"reached": in_reach, "accepted": more[:, np.newaxis]})
    stages = {stage: Flow(base=pool, course=share) for stage, share in shares.items()}
    set_up = given.nobody
    wanted = given.beyond_today("express_lane_children") > 0
    set_up[:, given.years == 1] = np.where(wanted, given.dollars(SET_UP) / pool.total(), 0.0)[:, np.newaxis]
    insured = 1 - given.draws(HAD_OTHER)
    return Effect(
        stages=stages,
        averted=(
            Averted(
                endpoint="uninsured",
                pool=pool,
                share=shares["helped"],
                per_person=insured,
                relative=np.zeros_like(insured),
            ),
        ),
        payments=(
            Payment(
                kind="coverage",
                rule="medicaid_benefit",
                to="providers",
                amount=stages["helped"].times(given.dollars(COST_OF_CHILD)),
            ),
            Payment(
                kind="program",
                rule="medicaid_administration",
                to="providers",
                amount=stages["helped"].times(given.dollars(CHEAPER)),
            ),
            Payment(
                kind="infrastructure",
                rule="medicaid_administration",
                to="providers",
                amount=Flow(base=pool, course=set_up),
            ),
        ),
    )


LEVER = Lever(
    id="express_lane",
    label="Children enrolled by other programs' records",
    family="Data access",
    question="What if children were enrolled in Medicaid by what SNAP or school meals know of them?",
    settings=(
        Setting(
            id="express_lane_children",
            label="Share of child members whose families' records may be used",
            unit="share",
            high=1.0,
            step=0.05,
            start=0.0,
            in_force_field="express_lane_eligibility",
            help="Express Lane Eligibility: Medicaid takes over what another program has found.",
            studied="Eight States began it between 2009 and 2012.",
        ),
    ),
    parameters=(MORE_CHILDREN, HAD_OTHER, SET_UP, CHEAPER, RAMP, COST_OF_CHILD),
    formula=effect,
    policy_fields=("express_lane_eligibility",),
    cannot_say=(
        "The gain is in enrollment. No fewer hospital visits are credited: none were measured.",
        "Whether the children reached had other insurance is not known.",
    ),
)
