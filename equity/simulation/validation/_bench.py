"""What a target is, and the State of one place in which studies are run again."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np

from equity.errors import InvalidParameter
from equity.levers import LEVERS
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


def as_it_is(settings: Mapping[str, float], *, years: int = 1, draws: int = 512) -> Outcome:
    """The scenario in the State of one place, with all its doubt."""
    return run(Scenario(settings=settings, horizon=years), _ONE_PLACE, _POLICY, draws=draws)


def pinned_run(settings: Mapping[str, float], *, years: int = 1, **inputs: float) -> Outcome:
    """The scenario in a State of one place, every parameter at its central value but for a study's inputs."""
    if unknown := sorted(inputs.keys() - PARAMETERS.keys()):
        raise InvalidParameter(f"The model has no parameter {', '.join(unknown)}. Use its ids.")
    values = {name: each.central for name, each in PARAMETERS.items()}
    values |= {"allocation_error": 0.0, "group_effect_spread": 0.0, **inputs}
    pinned: dict[str, Parameter] = {
        name: replace(each, central=value, low=value, high=value, distribution="fixed", shrunk_by="")
        for (name, each), value in zip(PARAMETERS.items(), values.values(), strict=True)
    }
    return run(Scenario(settings=settings, horizon=years), _ONE_PLACE, _POLICY, parameters=pinned, draws=2)


def money(result: Outcome, kind: str, *, to: str = "providers", year: int = 0) -> float:
    """Dollars of one kind that a party receives in a year (of care avoided: that it loses)."""
    return abs(float(result.paid(to, kind=kind)[0, year]))


def helped(result: Outcome, *, stage: str = "helped", year: int = 0) -> float:
    """People at a stage in a year, of all levers in use."""
    return sum(float(flow.by_year()[0, year]) for flow in result.people(stage))


def spent(result: Outcome, *, year: int = 0) -> float:
    """What governments and plans pay in a year, net of what they save."""
    return sum(float(result.paid(party)[0, year]) for party in ("federal", "state", "plan"))


def averted(result: Outcome, endpoint: str) -> float:
    """Events averted over all years."""
    return float(result.averted_by_year(endpoint)[0].sum())


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
    facts=MappingProxyType(
        {
            "mco_share_pct": Fact(field="mco_share_pct", value="74", in_force=""),
            "postpartum_months": Fact(field="postpartum_months", value="2", in_force=""),
            **{
                field: Fact(field=field, value="no", in_force="no")
                for lever in LEVERS.values()
                for setting in lever.settings
                if (field := setting.in_force_field) not in ("", "postpartum_months")
            },
        }
    ),
    fmap=MappingProxyType({2026: 0.50}),
    adult_share=0.5,
    child_share=0.4,
    expansion_share=0.0,
    members=20_000.0,
    members_year=2024,
    source_ids=(),
)
