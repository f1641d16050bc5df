"""How many adults lose Medicaid under the federal law of 2025, and how many of them are then uninsured.

Adults of the adult group must show work or an exemption (States by 2027-01-01) and are checked every six
months (from 2026-12-31). Cells hold the members of today; this says how many are left in each year to come.
"""

from collections.abc import Mapping, Sequence

import numpy as np

from equity.in_words import percent
from equity.simulation.parameters import ASSUMPTION, FloatArray, Parameter
from equity.state_policy import StatePolicy

FALLS, STAYS = "falls", "stays"
CHOICES = {
    FALLS: "Falls from 2027 on, as the law of 2025 lets expect",
    STAYS: "Stays as it is today",
}
"""What may be taken of Medicaid's membership in the years to come; the first is usual."""

LOSS = Parameter(
    id="work_requirement_loss",
    label="Share of the adult group that has lost Medicaid from 2029 on to the law of 2025",
    central=0.22,
    low=0.14,
    high=0.44,
    unit="share",
    distribution="triangular",
    evidence=("rule_work_req_ifc", "rule_redetermination", "expansion_adults_2022", ASSUMPTION),
    note="Federal estimates: 2.3 million in 2027, 3.2 million a year later and about 5 million after that; "
    "others 4.9 to 10.1 million by 2028. Of about 23 million: 25.3 million in fiscal year 2022 (MACPAC), "
    "less the 9 % by which all membership has fallen since. The share of the whole is a judgment.",
)
UNINSURED_AFTER = Parameter(
    id="uninsured_after_medicaid",
    label="Share of those who lose Medicaid to the law that are then uninsured",
    central=0.85,
    low=0.60,
    high=0.98,
    unit="share",
    distribution="beta",
    evidence=("obbba_uninsured", ASSUMPTION),
    note="The law as a whole leaves 10 million more people uninsured by 2034; a few find other insurance.",
)
PARAMETERS = (LOSS, UNINSURED_AFTER)
# 2.3, 3.2 and 5 million: how much of the later loss has come about by then.
_COME_ABOUT = {2027: 2.3 / 5, 2028: 3.2 / 5}
_FIRST = min(_COME_ABOUT)


def lost(values: Mapping[str, FloatArray], calendar: Sequence[int]) -> FloatArray:
    """The share of the adult group that has lost Medicaid in each calendar year, [draw, year].

    Formula: ``loss * (2.3, 3.2, 5, 5, ...) / 5`` from 2027 on, nothing before. Reference: P.L. 119-21 and
    CMS-2454-IFC (`rule_work_req_ifc`).

    Examples
    --------
    >>> lost({LOSS.id: np.array([0.22])}, range(2026, 2030)).round(3).tolist()
    [[0.0, 0.101, 0.141, 0.22]]
    """
    come_about = np.array([_COME_ABOUT.get(year, float(year > _FIRST)) for year in calendar])
    return np.asarray(values[LOSS.id] * come_about[:, np.newaxis]).T


def lost_adults(
    policy: StatePolicy, values: Mapping[str, FloatArray], calendar: Sequence[int]
) -> FloatArray | None:
    """The share of a State's adult members lost, [draw, year]; None where none are lost in these years.

    A State without the adult group loses nobody to these rules.
    """
    share = policy.expansion_share * lost(values, calendar)
    return share if share.any() else None


def notes(policy: StatePolicy, values: Mapping[str, FloatArray], calendar: Sequence[int]) -> tuple[str, ...]:
    """What a result says of membership; nothing where the law takes nobody out in these years."""
    if calendar[-1] < _FIRST or not (
        policy.expansion_share or policy.fact("expansion_status").in_force == "yes"
    ):
        return ()
    if not policy.expansion_share:
        return (
            "This State has come to cover the adult group since its members were last counted by group "
            "(fiscal year 2022), so the model counts nobody in it: neither those whom federal law "
            "(P.L. 119-21) will take out from 2027 on, nor the 90 % match for them, are in this result.",
        )
    share = lost_adults(policy, values, calendar)
    if share is None:
        return (
            "Medicaid membership is taken to stay as it is today, although federal law (P.L. 119-21) asks "
            "for work or an exemption from 2027-01-01 on, and for a check every six months.",
        )
    low, middle, high = np.quantile(share[:, -1], [0.1, 0.5, 0.9])
    return (
        f"Medicaid membership: by {calendar[-1]} adult members are taken to be {percent(middle)} fewer than "
        f"today (80 % interval {percent(low)} to {percent(high)}), and most of those to be without "
        "insurance, as federal law (P.L. 119-21) asks for work or an exemption from 2027-01-01 on and for a "
        "check every six months from 2026-12-31. Every lever starts from this; it is an effect of none. That "
        "it is spread evenly over places and groups is an assumption. Deaths and food do not follow it.",
    )
