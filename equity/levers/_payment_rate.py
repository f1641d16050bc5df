"""Financing: how much room a service gains or loses with what is paid for it."""

import numpy as np

from equity.levers._lever import Given, Parameter, Setting
from equity.simulation.parameters import ASSUMPTION, FloatArray

ROOM_BY_RATE = Parameter(
    id="room_by_rate",
    label="How much room for a service grows with what is paid for it (elasticity)",
    central=0.5,
    low=0.0,
    high=1.1,
    unit="elasticity",
    distribution="normal",
    evidence=(ASSUMPTION, "chw_medicaid_rate"),
    note="Medicaid paid 10 to 35 USD for half an hour of a worker that costs about 50.",
)
_TOO_LITTLE = 0.5


def setting(setting_id: str, label: str) -> Setting:
    """The slider of a service's payment rate, against its cost."""
    return Setting(
        id=setting_id,
        label=label,
        unit="share",
        low=0.0,
        high=1.5,
        step=0.05,
        start=1.0,
        off=1.0,
        switches=False,
        help="Below half of the cost nobody can offer the service.",
        studied="No study gives the effect of a rate; the model's guess spans none.",
    )


def room(given: Given, rate: Setting) -> FloatArray:
    """Room for a service against that at full payment, [draw].

    Formula: ``(rate / cost) ** eta``, and none where the rate is below half of the cost. Reference: this
    model's own assumption; rates from `chw_medicaid_rate`.
    """
    paid = given.settings[rate.id]
    return np.where(paid < _TOO_LITTLE, 0.0, max(paid, _TOO_LITTLE) ** given.draws(ROOM_BY_RATE))
