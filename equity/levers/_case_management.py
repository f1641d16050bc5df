"""What case management does to emergency visits: one trial result that several levers rest on."""

from equity.simulation.parameters import Parameter, fixed

VISITS_RATIO = Parameter(
    id="case_management_visits_ratio",
    label="Emergency visits of people offered case management, against usual care",
    central=0.96,
    low=0.935,
    high=0.985,
    unit="ratio",
    distribution="lognormal",
    evidence=("cm_ed_rr",),
    anchor_stage="reached",
    shrunk_by="high",
)
UPTAKE_BEHIND_VISITS = fixed(
    "case_management_uptake",
    "Share who took part in the trials of case management",
    0.40,
    unit="share",
    evidence=("cm_engagement",),
    note="Of 57,972 enrollments in Contra Costa, which outweigh the 2,457 people of Detroit in the ratio.",
)
