"""Who pays a dollar: federal match by date, what plans keep, and what falls on States and communities.

A rule gives each party's share of a dollar by draw and year; the shares of a rule always add up to 1. Years
are calendar years; federal rules change with the fiscal year, which starts in October of the year before.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from equity.simulation.parameters import ASSUMPTION, FloatArray, Parameter, fixed
from equity.state_policy import StatePolicy


@dataclass(frozen=True, kw_only=True)
class Party:
    """Someone who pays or receives; `label` is how a ledger names it."""

    id: str
    label: str


PARTIES: Mapping[str, Party] = {
    each.id: each
    for each in (
        Party(id="federal", label="Federal government"),
        Party(id="state", label="State"),
        Party(id="plan", label="Medicaid plans"),
        Party(id="local", label="Local government"),
        Party(id="grant", label="Grant makers"),
        Party(id="community", label="Community organizations"),
        Party(id="household", label="Households"),
        Party(id="providers", label="Hospitals, clinics and service organizations"),
    )
}
PAYERS = ("federal", "state", "plan", "local", "grant", "community")


@dataclass(frozen=True, kw_only=True)
class Authority:
    """Under which authority money is paid: `rule` splits each dollar, `note` says what has to be in place."""

    id: str
    label: str
    rule: str
    note: str


AUTHORITIES: Mapping[str, Authority] = {
    each.id: each
    for each in (
        Authority(
            id="benefit",
            label="Medicaid benefit (regular federal match)",
            rule="medicaid_benefit",
            note="Needs a State plan amendment.",
        ),
        Authority(
            id="waiver",
            label="Medicaid waiver, section 1115 (regular federal match)",
            rule="medicaid_benefit",
            note="Federal guidance on health-related social needs was withdrawn on 2025-03-04 and waivers "
            "are decided case by case; approvals from 2027-01-01 need a certificate of budget neutrality.",
        ),
        Authority(
            id="ilos",
            label="In lieu of services (inside what plans are paid)",
            rule="in_lieu",
            note="At most 5 % of what a program pays its plans, and cost-effective by the State's own test.",
        ),
        Authority(
            id="administration",
            label="Medicaid administration (half federal)",
            rule="medicaid_administration",
            note="Needs an approved plan of how costs are allocated.",
        ),
        Authority(
            id="plan",
            label="Plans' own money (no match)",
            rule="plan",
            note="Out of profit or administration; rates do not make it up.",
        ),
        Authority(
            id="local",
            label="Local money (no match)",
            rule="local",
            note="Cities, counties and their levies.",
        ),
        Authority(
            id="grant",
            label="Grant (no match, ends)",
            rule="grant",
            note="A grant has a last year: set it, and who pays afterwards.",
        ),
    )
}
FUNDING = "funding"
"""The rule of a payment that whoever funds the lever makes, as its schedule says."""


def paid_as(*authorities: str) -> dict[str, str]:
    """Options for a choice of who pays, by id, the first being the usual one."""
    return {each: AUTHORITIES[each].label for each in authorities}


EXPANSION_MATCH = fixed(
    "expansion_match",
    "Federal share of benefits for the adult group",
    0.90,
    unit="share",
    evidence=("fmap_expansion",),
)
ADMINISTRATIVE_MATCH = fixed(
    "administrative_match",
    "Federal share of Medicaid administration",
    0.50,
    unit="share",
    evidence=("ffp_admin",),
    note="75 or 90 % for some systems and staff need prior approval and are not assumed.",
)
SNAP_STATE_SHARE = Parameter(
    id="snap_state_share",
    label="The State's share of SNAP benefits from October 2027",
    central=0.075,
    low=0.0,
    high=0.15,
    unit="share",
    distribution="uniform",
    evidence=("rule_snap_obbba", ASSUMPTION),
    note="0, 5, 10 or 15 % by the State's payment error rate, which is not in the embedded data: drawn "
    "evenly over the whole range.",
)
KEPT_IN_YEAR_2 = Parameter(
    id="kept_by_plans_in_year_2",
    label="What plans keep of a change in cost in the second rating year",
    central=0.5,
    low=0.25,
    high=0.75,
    unit="share",
    distribution="triangular",
    evidence=(ASSUMPTION,),
    note="All of it in the first year and none from the third on, when capitation rates have caught up.",
)
PARAMETERS = (EXPANSION_MATCH, ADMINISTRATIVE_MATCH, SNAP_STATE_SHARE, KEPT_IN_YEAR_2)

# P.L. 119-21, title I: federal share of SNAP administration falls from 50 % to 25 % on 2026-10-01; States
# pay a share of benefits from 2027-10-01.
_SNAP_ADMINISTRATION = {2026: 0.50, 2027: 0.25}
_SNAP_STATE_SHARE_FROM = 2028
_MONTHS_BEFORE_OCTOBER = 9 / 12

Shares = Mapping[str, FloatArray]


def of_calendar_year(by_fiscal_year: Mapping[int, float], year: int) -> float:
    """A federal rate over a calendar year: nine months of its fiscal year and three of the next.

    A year before the first or after the last fiscal year on record takes that one's rate. Reference: 2 USC
    631 sets the federal fiscal year from October to September.

    Examples
    --------
    >>> of_calendar_year({2026: 0.50, 2027: 0.25}, 2026)
    0.4375
    """
    first, last = min(by_fiscal_year), max(by_fiscal_year)
    this, following = (by_fiscal_year[min(max(each, first), last)] for each in (year, year + 1))
    return _MONTHS_BEFORE_OCTOBER * this + (1 - _MONTHS_BEFORE_OCTOBER) * following


def match_by_year(policy: StatePolicy) -> dict[int, float]:
    """The regular federal match by fiscal year: of record, and that of 2027 where a reader entered it."""
    entered = policy.number("fmap_fy2027")
    return dict(policy.fmap) | ({2027: entered / 100} if entered is not None else {})


def kept_by_plans(values: Mapping[str, FloatArray], age: Sequence[float]) -> FloatArray:
    """What plans keep of a change in cost until rates follow, [draw, year].

    Formula: 1 in the first rating year of the change, m in the second, 0 from the third on. Reference: this
    model's own rule, from how capitation rates are set on the costs of earlier years (42 CFR 438.5).

    Parameters
    ----------
    age
        Years that the change has lasted by the end of each calendar year, 0 before it; [year].

    Examples
    --------
    >>> kept_by_plans({KEPT_IN_YEAR_2.id: np.array([0.5])}, [0, 1, 2, 3]).tolist()
    [[1.0, 1.0, 0.5, 0.0]]
    """
    in_second = values[KEPT_IN_YEAR_2.id][:, np.newaxis]
    years = np.asarray(age)[np.newaxis]
    return np.asfortranarray(np.where(years <= 1, 1.0, np.where(years == 2, in_second, 0.0)))


def shares(
    policy: StatePolicy,
    values: Mapping[str, FloatArray],
    *,
    in_plans: FloatArray,
    start_year: int,
    age: Sequence[float],
) -> dict[str, Shares]:
    """For each rule the share of a dollar each party pays, [draw, year].

    - `medicaid_benefit`: federal ``phi = expansion share * 0.90 + rest * FMAP``, the rest State.
    - `medicaid_administration`: federal 0.50, the rest State.
    - `plan_duty`: a cost a contract puts on plans. They bear it as `kept_by_plans` says; what rates make up
      is a Medicaid benefit.
    - `medicaid_care`: care of members. Of the share in plans, plans keep a change in cost as above; the
      rest is a Medicaid benefit.
    - `snap_administration`, `snap_benefit`: by the dates of P.L. 119-21.
    - `in_lieu`: as `plan_duty`; the service stands in the rates as the care it replaces did.
    - `adult_group`: benefits of the adult group, 0.90 federal.
    - `plan`, `local`, `grant`, `community`, `federal`: one party alone.

    Parameters
    ----------
    in_plans
        Share of members in comprehensive plans, [draw].
    age
        As in `kept_by_plans`, for the years from `start_year` on.
    """
    years = len(age)
    calendar = range(start_year, start_year + years)
    draws = len(in_plans)

    def flat(by_year: list[float]) -> FloatArray:
        return np.array(np.broadcast_to(by_year, (draws, years)), order="F")

    regular = flat([of_calendar_year(match_by_year(policy), year) for year in calendar])
    expansion = values[EXPANSION_MATCH.id][:, np.newaxis]
    match = policy.expansion_share * expansion + (1 - policy.expansion_share) * regular
    administration = np.broadcast_to(values[ADMINISTRATIVE_MATCH.id][:, np.newaxis], (draws, years))
    kept = kept_by_plans(values, age)
    snap_from = {_SNAP_STATE_SHARE_FROM - 1: 0.0, _SNAP_STATE_SHARE_FROM: 1.0}
    snap_state = values[SNAP_STATE_SHARE.id][:, np.newaxis] * flat(
        [of_calendar_year(snap_from, year) for year in calendar]
    )
    return {
        "medicaid_benefit": _government(match),
        "medicaid_administration": _government(administration),
        "plan_duty": _after_plans(kept, match),
        "medicaid_care": _after_plans(kept * in_plans[:, np.newaxis], match),
        "snap_administration": _government(
            flat([of_calendar_year(_SNAP_ADMINISTRATION, year) for year in calendar])
        ),
        "snap_benefit": _government(1 - snap_state),
        "in_lieu": _after_plans(kept, match),
        "adult_group": _government(np.broadcast_to(expansion, (draws, years))),
        **{
            rule: {party: flat([1.0] * years)}
            for rule, party in (
                ("plan", "plan"),
                ("local", "local"),
                ("grant", "grant"),
                ("community", "community"),
                ("federal", "federal"),
            )
        },
    }


def followed_by(first: Shares, later: Shares, *, followed: FloatArray) -> Shares:
    """What each party pays of a dollar where other shares hold later.

    `followed` is 1 in the years in which `later` holds, else 0, [year]. The shares of each year add up to 1.
    """
    return {
        party: np.asarray(
            first.get(party, np.zeros(1)) * (1 - followed) + later.get(party, np.zeros(1)) * followed
        )
        for party in PARTIES
        if party in first or party in later
    }


def _government(federal: FloatArray) -> Shares:
    return {"federal": federal, "state": 1 - federal}


def _after_plans(kept: FloatArray, match: FloatArray) -> Shares:
    return {"plan": kept, "federal": (1 - kept) * match, "state": (1 - kept) * (1 - match)}
