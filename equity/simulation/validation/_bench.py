"""What a target is, and the State of one place in which studies are run again."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np

from equity.simulation.cells import Cells
from equity.simulation.outcome import Outcome
from equity.simulation.parameters import FloatArray, Parameter
from equity.simulation.run import PARAMETERS, run
from equity.simulation.scenario import Scenario
from equity.state_policy import Fact, StatePolicy


@dataclass(frozen=True, kw_only=True)
class Target:
    """A published result and ours.

    `holds` is None where the model cannot be run on it, and `why_not` then says why. `evidence` are the ids
    of the records it comes from.
    """

    id: str
    target: str
    published: str
    kind: str
    ours: str = ""
    holds: bool | None = None
    why_not: str = ""
    evidence: tuple[str, ...] = ()

    @property
    def verdict(self) -> str:
        """Whether the target holds, in a word or two."""
        return {True: "holds", False: "missed", None: "not run"}[self.holds]


# What the central values of `preventable_visits`, `preventable_share` and `stay_share` give: 12 / 1000 x 28 /
# 0.40 x 0.10.
STAYS_OF_AN_ADULT = 0.084


def pinned_run(settings: Mapping[str, float], *, years: int = 1, **inputs: float) -> Outcome:
    """The scenario in a State of one place, every parameter at its central value but for a study's inputs."""
    values = {name: each.central for name, each in PARAMETERS.items()}
    values |= {"allocation_error": 0.0, "group_effect_spread": 0.0, **inputs}
    pinned: dict[str, Parameter] = {
        name: replace(each, central=value, low=value, high=value, distribution="fixed", shrunk_by="")
        for (name, each), value in zip(PARAMETERS.items(), values.values(), strict=True)
    }
    return run(Scenario(settings=settings, horizon=years), _ONE_PLACE, _POLICY, parameters=pinned, draws=2)


def money(result: Outcome, kind: str) -> float:
    """Dollars of one kind that providers receive in the first year (of care avoided: that they lose)."""
    return abs(float(result.paid("providers", kind=kind)[0, 0]))


def _single(value: float) -> FloatArray:
    return np.array([value])


_ONE_PLACE = Cells(
    level="county",
    state_geoid="00",
    places=("00001",),
    groups=("everyone_else",),
    residents=np.array([[100_000.0]]),
    poverty=_single(0.124),
    poverty_error=_single(0.0),
    public_coverage=_single(np.nan),
    public_coverage_error=_single(np.nan),
    uninsured=_single(np.nan),
    uninsured_error=_single(np.nan),
    derived_group_rates=True,
    left_out=(),
    notes=(),
    vintages={},
    source_ids=(),
)
_POLICY = StatePolicy(
    state="",
    state_geoid="00",
    facts=MappingProxyType({"mco_share_pct": Fact(field="mco_share_pct", value="74", in_force="")}),
    fmap=MappingProxyType({2026: 0.50}),
    adult_share=0.5,
    child_share=0.4,
    expansion_share=0.0,
    members=20_000.0,
    members_year=2024,
    source_ids=(),
)
