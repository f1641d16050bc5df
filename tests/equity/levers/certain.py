"""A run in which every parameter is certain, so that it is plain arithmetic."""

from dataclasses import replace

import numpy as np

from equity.simulation.run import PARAMETERS, run
from equity.simulation.scenario import Scenario
from tests.equity.simulation import drawn


def pinned(**central: float):
    """Every parameter at its central value, with some of them set, so that a run is plain arithmetic."""
    return {
        name: replace(
            each,
            central=(value := central.get(name, each.central)),
            low=value,
            high=value,
            distribution="fixed",
            shrunk_by="",
        )
        for name, each in PARAMETERS.items()
    }


def run_pinned(settings: dict[str, float], *, horizon: int = 1, facts=None, scenario=None, **central: float):
    certain = drawn.cells(poverty_error=np.zeros(2))
    plain = {
        "allocation_error": 0.0,
        "group_effect_spread": 0.0,
        "same_need_discount": 1.0,
        "joint_reach": 0.0,
        "work_requirement_loss": 0.0,
    }
    fixed = pinned(**plain | central)
    return run(
        Scenario(settings=settings, horizon=horizon, **(scenario or {})),
        certain,
        drawn.policy(**(facts or {})),
        parameters=fixed,
        draws=2,
    )


def one(values: np.ndarray) -> float:
    """The total of the first draw; with every parameter pinned all draws are the same."""
    return float(values[0].sum())
