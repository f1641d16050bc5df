"""What happens without any lever: members, hospital use, and people who could have SNAP and do not.

The four endpoints the model follows, each counted per cell and year, with the numbers they start from.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from equity.simulation.cells import Cells, member_draws, poverty_draws
from equity.simulation.draws import Noise
from equity.simulation.flows import Pool, part, pool
from equity.simulation.parameters import ASSUMPTION, FloatArray, Parameter, fixed
from equity.state_policy import StatePolicy


@dataclass(frozen=True, kw_only=True)
class Endpoint:
    """One thing the model follows; fewer of it is better. `averted` names a fall in it, for a headline."""

    id: str
    label: str
    averted: str
    unit: str


ENDPOINTS: Mapping[str, Endpoint] = {
    each.id: each
    for each in (
        Endpoint(
            id="hospital_stays",
            label="Hospital stays of adult Medicaid members",
            averted="Hospital stays avoided",
            unit="stays",
        ),
        Endpoint(
            id="ed_visits",
            label="Emergency department visits of adult Medicaid members",
            averted="Emergency department visits avoided",
            unit="visits",
        ),
        Endpoint(
            id="eligible_without_snap",
            label="People who could have SNAP and do not",
            averted="Person-years of SNAP gained",
            unit="people",
        ),
        Endpoint(
            id="very_low_food_security",
            label="People without SNAP whose meals are cut or skipped (very low food security)",
            averted="Person-years of very low food security avoided",
            unit="people",
        ),
    )
}
ACUTE = ("hospital_stays", "ed_visits")

PREVENTABLE_VISITS = Parameter(
    id="preventable_visits",
    label="Acute visits for conditions good primary care can prevent",
    central=28.0,
    low=17.8,
    high=39.0,
    unit="visits per 1,000 member-months",
    distribution="triangular",
    evidence=("acsc_rate",),
    note="The published range over States; the central value is its middle.",
)
PREVENTABLE_SHARE = fixed(
    "preventable_share",
    "Share of all acute visits that such conditions make up",
    0.40,
    unit="share",
    evidence=("acsc_rate",),
    note="Also the most that all levers together may avert.",
)
STAY_SHARE = Parameter(
    id="stay_share",
    label="Share of acute visits that are hospital stays, births aside",
    central=0.10,
    low=0.06,
    high=0.15,
    unit="share",
    distribution="beta",
    evidence=(ASSUMPTION,),
    note="Gives 0.084 stays a year for an adult member.",
)
SNAP_ELIGIBLE_RATIO = Parameter(
    id="snap_eligible_ratio",
    label="People eligible for SNAP for each person in poverty",
    central=1.25,
    low=1.05,
    high=1.50,
    unit="ratio",
    distribution="lognormal",
    evidence=(ASSUMPTION,),
    note="Gross income may reach 130 % of the poverty line, and more in many States, but net income and "
    "immigration rules exclude others.",
)
SNAP_PARTICIPATION = Parameter(
    id="snap_participation",
    label="Share of eligible people who receive SNAP",
    central=0.86,
    low=0.72,
    high=0.95,
    unit="share",
    distribution="beta",
    evidence=("snap_participation_fy2022", ASSUMPTION),
    note="88 % for the nation in fiscal year 2022, from 80 % in the Southwest to 98 % in the Midwest; a "
    "little lower here because rules have tightened since.",
)
HUNGRY_SHARE = Parameter(
    id="very_low_food_security_share",
    label="Share of eligible people without SNAP who live with very low food security",
    central=0.15,
    low=0.08,
    high=0.24,
    unit="share",
    distribution="beta",
    evidence=(ASSUMPTION, "vlfs_households_2023"),
    note="5.1 % of all households in 2023; about three times that among those with low income.",
)
GROUP_EFFECT_SPREAD = fixed(
    "group_effect_spread",
    "How much an effect may differ between groups (standard deviation of the log ratio)",
    0.10,
    unit="log ratio",
    evidence=(ASSUMPTION,),
    note="No trial used here gives effects by group that could be carried over; the ratio is 1 on average.",
)
PARAMETERS = (
    PREVENTABLE_VISITS,
    PREVENTABLE_SHARE,
    STAY_SHARE,
    SNAP_ELIGIBLE_RATIO,
    SNAP_PARTICIPATION,
    HUNGRY_SHARE,
    GROUP_EFFECT_SPREAD,
)


@dataclass(frozen=True, kw_only=True)
class Baseline:
    """The world a lever finds, by draw.

    `adults` are adult Medicaid members, `without_snap` people eligible for SNAP and not enrolled, `need` the
    poverty rate [draw, cell]; `visits_per_adult` and `stays_per_adult` are yearly rates, [draw];
    `effect_ratio` is how strongly a cell responds against the average, [draw, cell]. What has cells is in
    single precision.
    """

    adults: Pool
    without_snap: Pool
    need: FloatArray
    visits_per_adult: FloatArray
    stays_per_adult: FloatArray
    hungry_share: FloatArray
    effect_ratio: FloatArray

    def yearly(self, endpoint: str) -> Pool:
        """What an endpoint amounts to in a year without any lever, by draw and cell."""
        match endpoint:
            case "hospital_stays":
                return part(self.adults, self.stays_per_adult)
            case "ed_visits":
                return part(self.adults, self.visits_per_adult)
            case "eligible_without_snap":
                return self.without_snap
            case _:
                return part(self.without_snap, self.hungry_share)


def baseline(
    cells: Cells, policy: StatePolicy, values: Mapping[str, FloatArray], *, noise: Noise
) -> Baseline:
    """The baseline of all cells from the draws of the parameters.

    Formulas: acute visits per member-year ``= 12 / 1000 * preventable visits / 0.40``, of which a share are
    hospital stays; ``without SNAP = residents * poverty * eligible ratio * (1 - participation)``. Groups of
    a place share its rates. Reference: rates from `acsc_rate` and `snap_participation_fy2022`.
    """
    poverty = poverty_draws(cells, values, noise=noise)
    members = member_draws(cells, poverty, values, members_of_state=policy.members, noise=noise)
    acute = 12 / 1000 * values[PREVENTABLE_VISITS.id] / values[PREVENTABLE_SHARE.id]
    unenrolled = values[SNAP_ELIGIBLE_RATIO.id] * (1 - values[SNAP_PARTICIPATION.id])
    share_of_place = cells.residents / cells.residents_by_place[:, np.newaxis]
    return Baseline(
        adults=pool(_spread(members * policy.adult_share, share_of_place)),
        without_snap=pool(_spread(poverty * unenrolled[:, np.newaxis], cells.residents)),
        need=_spread(poverty, np.ones_like(cells.residents)),
        visits_per_adult=acute * (1 - values[STAY_SHARE.id]),
        stays_per_adult=acute * values[STAY_SHARE.id],
        hungry_share=values[HUNGRY_SHARE.id],
        effect_ratio=_effect_ratio(cells, values[GROUP_EFFECT_SPREAD.id], noise),
    )


def _spread(by_place: FloatArray, over_groups: FloatArray) -> FloatArray:
    """[draw, place] times [place, group], as [draw, cell] with the groups of a place side by side."""
    single = by_place.astype(np.float32)[:, :, np.newaxis] * over_groups.astype(np.float32)
    return np.asarray(single.reshape(len(by_place), -1))


def _effect_ratio(cells: Cells, spread: FloatArray, noise: Noise) -> FloatArray:
    of_groups = np.column_stack(
        [noise.standard_normal(f"effect for {group}", draws=len(spread), count=1) for group in cells.groups]
    )
    by_group = np.exp(spread[:, np.newaxis] * of_groups - spread[:, np.newaxis] ** 2 / 2)
    return np.tile(by_group.astype(np.float32), len(cells.places))
