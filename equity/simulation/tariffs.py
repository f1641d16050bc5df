"""What care costs and what plans are paid: the numbers by which the ledger prices what changes."""

from equity.simulation.parameters import ASSUMPTION, Parameter, fixed

STAY_PRICE = Parameter(
    id="stay_price",
    label="Cost of a hospital stay to Medicaid",
    central=16_478.0,
    low=8_400.0,
    high=24_556.0,
    unit="USD a stay",
    distribution="gamma",
    evidence=("chw_cost_per_admission",),
    price_year=2020,
    note="One health system in Philadelphia; a coefficient of variation of 0.25 is assumed.",
)
VISIT_PRICE = Parameter(
    id="visit_price",
    label="Cost of an emergency visit",
    central=530.0,
    low=290.0,
    high=690.0,
    unit="USD a visit",
    distribution="triangular",
    evidence=("ed_unit_cost",),
    price_year=2017,
    note="What a visit costs hospitals, all payers; Medicaid pays less than that in most States.",
)
ASTHMA_EVENT_PRICE = Parameter(
    id="asthma_event_price",
    label="Cost of an urgent asthma event",
    central=1_024.0,
    low=600.0,
    high=1_600.0,
    unit="USD an event",
    distribution="gamma",
    evidence=("asthma_roi", "asthma_urgent", ASSUMPTION),
    price_year=2015,
    note="1,340.92 USD saved for 1.31 events averted; prices are taken to be those of the program's cost.",
)
CAPITATION = Parameter(
    id="capitation",
    label="What Medicaid pays a plan for a member",
    central=400.0,
    low=250.0,
    high=620.0,
    unit="USD a month",
    distribution="lognormal",
    evidence=(ASSUMPTION,),
    price_year=2024,
    note="Differs widely by State and by whom plans cover: enter the State's own figure.",
)
MLR_TODAY = Parameter(
    id="medical_loss_ratio",
    label="Share of their payment that plans spend on care",
    central=0.90,
    low=0.86,
    high=0.94,
    unit="share",
    distribution="beta",
    evidence=(ASSUMPTION,),
)
MLR_FLOOR = fixed(
    "medical_loss_floor",
    "Share below which plans pay back, where the State asks for it",
    0.85,
    unit="share",
    evidence=("rule_mlr_remit",),
)
CAPITATION_FIELD = "capitation_pmpm"
"""The fact that gives it for a State."""
PARAMETERS = (STAY_PRICE, VISIT_PRICE, ASTHMA_EVENT_PRICE, CAPITATION, MLR_TODAY, MLR_FLOOR)
