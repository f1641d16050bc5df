"""What health insurance costs and brings, shared by the levers that insure more people."""

from equity.levers._lever import Parameter
from equity.simulation.parameters import ASSUMPTION

COST_OF_ADULT = Parameter(
    id="cost_of_adult",
    label="Medicaid spending on an adult outside the adult group",
    central=5_006.0,
    low=4_000.0,
    high=6_300.0,
    unit="USD a year",
    distribution="gamma",
    evidence=("medicaid_pc_2022", ASSUMPTION),
    price_year=2022,
    note="The nation's average; the interval is a judgment.",
)
COST_OF_EXPANSION_ADULT = Parameter(
    id="cost_of_expansion_adult",
    label="Medicaid spending on an adult of the adult group",
    central=7_054.0,
    low=5_600.0,
    high=8_900.0,
    unit="USD a year",
    distribution="gamma",
    evidence=("medicaid_pc_2022", ASSUMPTION),
    price_year=2022,
    note="The nation's average; the interval is a judgment.",
)
COST_OF_CHILD = Parameter(
    id="cost_of_child",
    label="Medicaid spending on a child",
    central=3_538.0,
    low=2_800.0,
    high=4_500.0,
    unit="USD a year",
    distribution="gamma",
    evidence=("medicaid_pc_2022", ASSUMPTION),
    price_year=2022,
    note="The nation's average; the interval is a judgment.",
)
