"""What happens without any lever: members, hospital use, births, people without coverage, homes or SNAP.

The endpoints the model follows, each counted per cell and year, with the numbers they start from.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from equity.simulation.cells import Cells
from equity.simulation.draws import Noise
from equity.simulation.flows import Pool, part, pool
from equity.simulation.membership import UNINSURED_AFTER, lost_adults
from equity.simulation.parameters import FloatArray, Parameter
from equity.simulation.people import member_draws, poverty_draws, single, uninsured_draws
from equity.simulation.today import (
    ASTHMA_EVENTS,
    BIRTHS,
    CESAREAN_SHARE,
    CHRONIC_HOMELESSNESS,
    DEATH_RATE,
    GROUP_EFFECT_SPREAD,
    GROUP_UPTAKE_SPREAD,
    HUNGRY_SHARE,
    LOW_INCOME_ADULTS,
    NEED_SLOPE,
    PRETERM_SHARE,
    PREVENTABLE_SHARE,
    PREVENTABLE_VISITS,
    SNAP_ELIGIBLE_RATIO,
    SNAP_PARTICIPATION,
    STAY_SHARE,
    UNCONTROLLED_ASTHMA,
    WITH_NEED,
)
from equity.state_policy import StatePolicy

# The poverty rate of the nation, to which the share with a need is tied, by the last year of the survey: of
# 2019 from the table the counties' come from (42,510,843 of 316,715,051 people), of 2023 from ACS 5-year
# 2019-2023, B17001, which the embedded data have for New York City alone.
_POVERTY_OF_NATION = {2019: 0.1342, 2023: 0.124}
_LARGEST_NEED = 0.9


@dataclass(frozen=True, kw_only=True)
class Baseline:
    """The world a lever finds, by draw.

    `members` are Medicaid members of every age, `adults` those under 65 or who qualify by disability,
    `adults_in_need` the same counted by how much more or less need their place has than the nation, `poor`
    people in poverty and `uninsured` people without health insurance. `need` is the published share in
    poverty, by which cells are ranked, [cell]. `effect_ratio` is how strongly a group responds against the
    average and `uptake_ratio` how readily it takes part, [draw, group]. `values` are the draws behind all of
    it.
    """

    members: Pool
    adults: Pool
    adults_in_need: Pool
    poor: Pool
    uninsured: Pool
    need: FloatArray
    child_share: float
    effect_ratio: FloatArray
    uptake_ratio: FloatArray
    values: Mapping[str, FloatArray]

    def part(self, people: Pool, *of: Parameter) -> Pool:
        """A pool multiplied by the draws of parameters."""
        share = np.prod([self.values[each.id] for each in of], axis=0)
        return part(people, share)

    @cached_property
    def children(self) -> Pool:
        """Child members, whom the law of 2025 takes out of no program."""
        return replace(part(self.members, np.full_like(self.members.share, self.child_share)), trend=None)

    @cached_property
    def births(self) -> Pool:
        """Births in a year that Medicaid pays for; its work requirement spares pregnant people."""
        return replace(self.part(self.adults, BIRTHS), trend=None)

    @cached_property
    def without_snap(self) -> Pool:
        """People eligible for SNAP and not enrolled."""
        return part(self.poor, self.values[SNAP_ELIGIBLE_RATIO.id] * (1 - self.values[SNAP_PARTICIPATION.id]))

    @cached_property
    def low_income_adults(self) -> Pool:
        """Adults of 19 to 64 below 138 % of the poverty line, insured or not."""
        return self.part(self.poor, LOW_INCOME_ADULTS)

    @property
    def visits_per_adult(self) -> FloatArray:
        """Emergency visits of an adult member in a year, [draw]."""
        return self._acute * (1 - self.values[STAY_SHARE.id])

    @property
    def stays_per_adult(self) -> FloatArray:
        """Hospital stays of an adult member in a year, births aside, [draw]."""
        return self._acute * self.values[STAY_SHARE.id]

    @property
    def hungry_share(self) -> FloatArray:
        """Share of eligible people without SNAP with very low food security, [draw]."""
        return self.values[HUNGRY_SHARE.id]

    @property
    def _acute(self) -> FloatArray:
        return 12 / 1000 * self.values[PREVENTABLE_VISITS.id] / self.values[PREVENTABLE_SHARE.id]

    def yearly(self, endpoint: str) -> Pool:
        """What an endpoint amounts to in a year without any lever, by draw and cell."""
        return ENDPOINTS[endpoint].yearly(self)


@dataclass(frozen=True, kw_only=True)
class Endpoint:
    """One thing the model follows; fewer of it is better. `averted` names a fall in it, for a headline.

    `yearly` counts it in a year without any lever; no more of it can be averted than the parameter
    `ceiling` says, or than there is where that is empty.
    """

    id: str
    label: str
    averted: str
    unit: str
    yearly: Callable[[Baseline], Pool]
    ceiling: str = ""


ENDPOINTS: Mapping[str, Endpoint] = {
    each.id: each
    for each in (
        Endpoint(
            id="hospital_stays",
            label="Hospital stays of adult Medicaid members",
            averted="Hospital stays avoided",
            unit="stays",
            yearly=lambda world: part(world.adults, world.stays_per_adult),
            ceiling=PREVENTABLE_SHARE.id,
        ),
        Endpoint(
            id="ed_visits",
            label="Emergency department visits of adults in Medicaid, or newly in it",
            averted="Emergency department visits avoided",
            unit="visits",
            yearly=lambda world: part(world.adults, world.visits_per_adult),
            ceiling=PREVENTABLE_SHARE.id,
        ),
        Endpoint(
            id="urgent_asthma_events",
            label="Urgent asthma events of child Medicaid members",
            averted="Urgent asthma events avoided",
            unit="events",
            yearly=lambda world: world.part(world.children, UNCONTROLLED_ASTHMA, ASTHMA_EVENTS),
        ),
        Endpoint(
            id="cesareans",
            label="Cesarean births in Medicaid",
            averted="Cesarean births avoided",
            unit="births",
            yearly=lambda world: world.part(world.births, CESAREAN_SHARE),
        ),
        Endpoint(
            id="preterm_births",
            label="Preterm births in Medicaid",
            averted="Preterm births avoided",
            unit="births",
            yearly=lambda world: world.part(world.births, PRETERM_SHARE),
        ),
        Endpoint(
            id="uninsured",
            label="People without health insurance",
            averted="Person-years of insurance gained",
            unit="people",
            yearly=lambda world: world.uninsured,
        ),
        Endpoint(
            id="deaths",
            label="Deaths of adults under 65 with low income",
            averted="Deaths averted",
            unit="deaths",
            yearly=lambda world: world.part(world.low_income_adults, DEATH_RATE),
        ),
        Endpoint(
            id="without_a_home",
            label="Adult members who have been without a home for a year or more",
            averted="Person-years with a home gained",
            unit="people",
            yearly=lambda world: world.part(world.adults, CHRONIC_HOMELESSNESS),
        ),
        Endpoint(
            id="eligible_without_snap",
            label="People who could have SNAP and do not",
            averted="Person-years of SNAP gained",
            unit="people",
            yearly=lambda world: world.without_snap,
        ),
        Endpoint(
            id="very_low_food_security",
            label="People without SNAP whose meals are cut or skipped (very low food security)",
            averted="Person-years of very low food security avoided",
            unit="people",
            yearly=lambda world: part(world.without_snap, world.hungry_share),
        ),
    )
}
SPENDING = "spending"
"""Dollars of care, averted by levers whose studies counted total cost; not an endpoint of its own."""


def baseline(
    cells: Cells,
    policy: StatePolicy,
    values: Mapping[str, FloatArray],
    *,
    calendar: Sequence[int],
    noise: Noise,
) -> Baseline:
    """The baseline of all cells from the draws of the parameters, over the years of a calendar.

    Formulas: acute visits per member-year ``= 12 / 1000 * preventable visits / 0.40``, of which a share are
    hospital stays; ``without SNAP = residents * poverty * eligible ratio * (1 - participation)``; need in a
    place is to that of the nation as the ratio of their poverty to the power of the slope. Adult members fall
    and people without insurance rise over the years as `equity.simulation.membership` says. Groups without
    rates of their own share those of their place. Reference: rates from `acsc_rate`,
    `snap_participation_fy2022`, `ahc_screen_positive`.
    """
    poverty = poverty_draws(cells, values, noise=noise)
    members = member_draws(cells, poverty, values, members_of_state=policy.members, noise=noise)
    # Members of a place are spread over its groups as poverty is.
    poor_by_group = cells.poor_by_group
    share_of_place = poor_by_group / poor_by_group.sum(axis=1, keepdims=True)
    slope, with_need = (single(values[each.id])[:, np.newaxis] for each in (NEED_SLOPE, WITH_NEED))
    need = np.exp(slope * np.log(poverty / np.float32(_of_nation(cells))))
    need = np.minimum(need, np.float32(_LARGEST_NEED) / with_need)
    everyone = pool(members, share_of_place)
    in_need = pool(members * need * np.float32(policy.adult_share), share_of_place)
    uninsured = pool(uninsured_draws(cells, poverty, values, policy, noise=noise), cells.uninsured_by_group)
    adults = part(everyone, np.full_like(everyone.share, policy.adult_share))
    lost = lost_adults(policy, values, calendar)
    if lost is not None:
        then_uninsured = (
            lost * (values[UNINSURED_AFTER.id] * adults.total() / uninsured.total())[:, np.newaxis]
        )
        everyone = replace(everyone, trend=1 - policy.adult_share * lost)
        adults, in_need = (replace(each, trend=1 - lost) for each in (adults, in_need))
        uninsured = replace(uninsured, trend=1 + then_uninsured)
    return Baseline(
        members=everyone,
        adults=adults,
        adults_in_need=in_need,
        poor=pool(poverty, poor_by_group),
        uninsured=uninsured,
        need=cells.poverty_by_group.ravel(),
        child_share=policy.child_share,
        effect_ratio=_by_group(cells, values[GROUP_EFFECT_SPREAD.id], noise, "effect"),
        uptake_ratio=_by_group(cells, values[GROUP_UPTAKE_SPREAD.id], noise, "uptake"),
        values=values,
    )


def _of_nation(cells: Cells) -> float:
    """The nation's poverty in the year closest to that of the cells."""
    year = cells.vintages.get("poverty", max(_POVERTY_OF_NATION))
    return _POVERTY_OF_NATION[min(_POVERTY_OF_NATION, key=lambda known: abs(known - year))]


def _by_group(cells: Cells, spread: FloatArray, noise: Noise, what: str) -> FloatArray:
    """A ratio for each group, 1 on average, [draw, group]; the same in all places of a draw."""
    of_groups = np.column_stack(
        [noise.of_one(f"{what} for {group}", draws=len(spread)) for group in cells.groups]
    )
    return np.asarray(np.exp(spread[:, np.newaxis] * of_groups - spread[:, np.newaxis] ** 2 / 2))
