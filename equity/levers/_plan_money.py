"""What Medicaid pays plans for their members, on which contract levers are sized."""

import numpy as np

from equity.levers._lever import Given, Parameter
from equity.simulation.flows import Pool, part
from equity.simulation.parameters import FloatArray
from equity.simulation.tariffs import CAPITATION, CAPITATION_FIELD

MARGIN = Parameter(
    id="plan_margin",
    label="Plans' margin on what Medicaid pays them",
    central=1.25,
    low=0.35,
    high=3.15,
    unit="%",
    distribution="triangular",
    evidence=("mco_margin",),
    note="The margin built into rates; what plans really earn can be below zero. Enter it where known.",
)
PARAMETERS = (CAPITATION,)
_MONTHS = 12


def members(given: Given) -> Pool:
    """Members in comprehensive plans."""
    return part(given.baseline.members, given.in_plans)


def payment(given: Given) -> FloatArray:
    """What Medicaid pays for a member in a year, dollars of 2024, [draw]: as reported, entered or drawn."""
    return np.asarray(_MONTHS * given.figure(CAPITATION_FIELD, CAPITATION))
