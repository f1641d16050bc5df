"""What a State has in force, pays and matches: the facts against which a lever is credited.

Each fact has its source and date. A fact nobody could confirm is `unknown`: the model then draws it evenly
between none and full, and pages say so. It is never read as "no".
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import polars as pl

from equity.errors import InvalidParameter, InvalidTable, UnknownPlace

IN_FORCE = ("yes", "no", "partial", "unknown", "")
UNKNOWN = "unknown"

COLUMNS = (
    "state",
    "state_geoid",
    "field",
    "value",
    "in_force",
    "unit",
    "as_of",
    "source",
    "source_year",
    "how_read",
    "note",
    "other_value",
)


@dataclass(frozen=True, kw_only=True)
class Field:
    """What a fact about a State is called and whether a reader can enter it.

    `kind` is policy (yes, no, partial, unknown) or quantity (a number from `low` to `high`). A field that is
    `asked` is known for few States: the model never assumes a value that looks like knowledge, it asks.
    """

    id: str
    label: str
    kind: str
    unit: str = ""
    low: float = 0.0
    high: float = 100.0
    asked: bool = False


def _policy(field: str, label: str, *, asked: bool = False) -> Field:
    return Field(id=field, label=label, kind="policy", asked=asked)


def _number(
    field: str, label: str, unit: str, *, low: float = 0.0, high: float = 100.0, asked: bool = False
) -> Field:
    return Field(id=field, label=label, kind="quantity", unit=unit, low=low, high=high, asked=asked)


FIELDS: Mapping[str, Field] = {
    each.id: each
    for each in (
        _policy("expansion_status", "Medicaid covers the adult group of the Affordable Care Act"),
        _number("postpartum_months", "Months of Medicaid after a birth", "months", low=2, high=12),
        _policy("mco_comprehensive", "Comprehensive Medicaid plans operate"),
        _number("mco_share_pct", "Members in comprehensive plans", "%"),
        _policy("sdoh_screening_in_mco_contract", "Plans must screen for social needs", asked=True),
        _policy("closed_loop_referral_required", "Plans must close the loop on referrals", asked=True),
        _policy("mco_withhold_any", "A part of plans' payment is withheld for quality"),
        _policy("mco_bonus_any", "Plans earn a bonus for quality"),
        _number("quality_withhold_pct", "Payment withheld for quality", "%", high=10, asked=True),
        _policy("equity_or_sdoh_incentive", "Plans' payment depends on equity or social needs", asked=True),
        _policy("equity_stratified_reporting", "Plans report measures by group", asked=True),
        _policy(
            "ncqa_health_equity_accreditation_required", "Plans need an equity accreditation", asked=True
        ),
        _policy("community_reinvestment", "Plans must reinvest a part of their profit", asked=True),
        _number("reinvestment_pct", "Profit plans must reinvest", "% of profit", high=50, asked=True),
        _number(
            "plan_margin_pct", "Plans' margin on what Medicaid pays them", "%", low=-20, high=20, asked=True
        ),
        _number(
            "capitation_pmpm", "What Medicaid pays a plan for a member", "USD a month", high=3_000, asked=True
        ),
        _policy("mlr_remittance", "Plans pay back what they do not spend on care", asked=True),
        _policy("ilos_social_needs", "Plans may pay for social needs in lieu of services", asked=True),
        _number(
            "fmap_fy2027", "Federal match for benefits, fiscal year 2027", "%", low=50, high=83, asked=True
        ),
        _policy("chw_coverage", "Medicaid pays for community health workers"),
        _number(
            "chw_rate", "Payment for 30 minutes of a community health worker", "USD", high=500, asked=True
        ),
        _policy("doula_coverage", "Medicaid pays for doulas"),
        _number("doula_rate", "Payment for a doula's care of one birth", "USD", high=10_000, asked=True),
        _policy("hrsn_1115", "A waiver pays for health-related social needs"),
        _policy("housing_tenancy_supports", "Medicaid pays for tenancy support", asked=True),
        _policy("asthma_home_visits", "Medicaid pays for home visits for asthma"),
        _policy("express_lane_eligibility", "Children enroll by records of other programs"),
        _policy("referral_platform", "A statewide platform for referrals runs"),
        _policy("hie_statewide_law", "A statewide health information exchange is authorized by law"),
        _policy("snap_medicaid_data_matching", "SNAP and Medicaid records are matched", asked=True),
    )
}
"""Facts that a lever uses or a reader can enter; the table of States holds others besides."""


def field(field_id: str) -> Field:
    """The field declared under this id.

    Raises
    ------
    InvalidParameter
        No field has this id.
    """
    if field_id not in FIELDS:
        raise InvalidParameter(f"No fact is called {field_id!r}. Use one of: {', '.join(FIELDS)}.")
    return FIELDS[field_id]


def checked_figure(field_id: str, value: str) -> str:
    """A reader's own figure, as it goes into a scenario.

    Raises
    ------
    InvalidParameter
        The field is not declared, or the value is neither a policy word nor a number in its range.

    Examples
    --------
    >>> checked_figure("quality_withhold_pct", "2")
    '2'
    """
    wanted = field(field_id)
    if wanted.kind == "policy":
        if value not in IN_FORCE[:-1]:
            raise InvalidParameter(
                f"{wanted.label} is a policy: expected yes, no, partial or unknown, found {value!r}."
            )
        return value
    try:
        number = float(value)
    except ValueError as fault:
        raise InvalidParameter(f"{wanted.label}: expected a number, found {value!r}.") from fault
    if not wanted.low <= number <= wanted.high:
        raise InvalidParameter(
            f"{wanted.label}: expected {wanted.low:g} to {wanted.high:g} {wanted.unit}, found {value}."
        )
    return value


@dataclass(frozen=True, kw_only=True)
class Fact:
    """One thing known, or not known, about a State's Medicaid program.

    `in_force` is yes, no, partial or unknown for a policy, and empty for a quantity. Where two sources
    disagree, `other_value` is what the second says; the model uses `value`.
    """

    field: str
    value: str
    in_force: str
    unit: str = ""
    as_of: str = ""
    source: str = ""
    note: str = ""
    other_value: str = ""

    @property
    def is_unknown(self) -> bool:
        """Whether nobody could confirm this fact."""
        return self.value == UNKNOWN


@dataclass(frozen=True, kw_only=True)
class StatePolicy:
    """A State's facts, its federal match and whom its Medicaid program covers.

    `fmap` is the federal share of benefit spending by federal fiscal year (October to September), without
    temporary increases. `adult_share` is the share of members who are adults under 65 or qualify by
    disability, `child_share` that of children; `expansion_share` is the share of the adults who belong to the
    adult group of the Affordable Care Act, whose federal share is set apart. `members` is enrollment in
    `members_year`.
    """

    state: str
    state_geoid: str
    facts: Mapping[str, Fact]
    fmap: Mapping[int, float]
    adult_share: float
    child_share: float
    expansion_share: float
    members: float
    members_year: int
    source_ids: tuple[str, ...]

    def fact(self, field: str) -> Fact:
        """The fact of this name; `unknown` where the table has no row for it."""
        is_quantity = field in FIELDS and FIELDS[field].kind == "quantity"
        nobody_knows = Fact(field=field, value=UNKNOWN, in_force="" if is_quantity else UNKNOWN)
        return self.facts.get(field, nobody_knows)

    def number(self, field: str) -> float | None:
        """A quantity as a number; None where it is unknown or not a plain number."""
        try:
            return float(self.fact(field).value)
        except ValueError:
            return None


def policy_of(facts: pl.DataFrame, medicaid: pl.DataFrame, *, state_geoid: str) -> StatePolicy:
    """What is known about one State.

    Parameters
    ----------
    facts
        The table of assets/state_policy.csv: one row a State and field.
    medicaid
        The tidy Medicaid table: state_geoid, year, measure, eligibility_group, value, source_id.
    state_geoid
        Two-digit FIPS code.

    Raises
    ------
    UnknownPlace
        Neither table has the State.
    InvalidTable
        A column or a number the model cannot do without is missing.
    """
    if missing := [name for name in COLUMNS if name not in facts.columns]:
        raise InvalidTable(
            f"State policy table: columns are missing: {', '.join(missing)}. Restore assets/state_policy.csv."
        )
    mine = facts.filter(pl.col("state_geoid") == state_geoid)
    numbers = medicaid.filter((pl.col("state_geoid") == state_geoid) & pl.col("value").is_not_null())
    if mine.is_empty() or numbers.is_empty():
        raise UnknownPlace(
            f"No State policy facts or no Medicaid figures for {state_geoid!r}. The model runs in the 50 "
            "States and the District of Columbia; territories have their own Medicaid financing."
        )
    by_field = {
        row["field"]: Fact(**{name: row[name] or "" for name in Fact.__dataclass_fields__})
        for row in mine.iter_rows(named=True)
    }
    by_group = _latest_by_group(numbers, state_geoid)
    adults = sum(by_group[group] for group in _ADULT_GROUPS)
    members = _series(numbers, "enrollment", state_geoid)
    return StatePolicy(
        state=mine["state"][0],
        state_geoid=state_geoid,
        facts=by_field,
        fmap=_series(numbers, "fmap", state_geoid),
        adult_share=adults / sum(by_group.values()),
        child_share=by_group["child"] / sum(by_group.values()),
        expansion_share=by_group["expansion_adults"] / adults,
        members=members[max(members)],
        members_year=max(members),
        source_ids=tuple(sorted(set(numbers["source_id"].to_list()))),
    )


def with_own_figures(policy: StatePolicy, figures: Mapping[str, str]) -> StatePolicy:
    """The same State with facts as a reader knows them, in place of the table's.

    For a policy give `yes`, `no`, `partial` or `unknown`; for a quantity its number.

    Raises
    ------
    InvalidParameter
        A field is not declared, or a value does not fit it.
    """
    mine = {}
    for name, given in figures.items():
        value = checked_figure(name, given)
        is_policy = field(name).kind == "policy"
        mine[name] = replace(
            policy.fact(name),
            value=value,
            in_force=value if is_policy else "",
            unit=field(name).unit,
            source="Entered by the reader",
            as_of="",
            other_value="",
        )
    return replace(policy, facts={**policy.facts, **mine})


_ADULT_GROUPS = ("non_expansion_adults", "expansion_adults", "disabled")
_GROUPS = ("aged", "child", *_ADULT_GROUPS)


def _series(numbers: pl.DataFrame, measure: str, state_geoid: str) -> dict[int, float]:
    rows = numbers.filter((pl.col("measure") == measure) & (pl.col("eligibility_group") == "all"))
    if rows.is_empty():
        raise InvalidTable(
            f"Medicaid table: no {measure} for {state_geoid}. Rebuild the pack: python -m data_loaders.pack."
        )
    return dict(zip(rows["year"].to_list(), rows["value"].to_list(), strict=True))


def _latest_by_group(numbers: pl.DataFrame, state_geoid: str) -> dict[str, float]:
    rows = numbers.filter((pl.col("measure") == "enrollment") & pl.col("eligibility_group").is_in(_GROUPS))
    latest = rows.filter(pl.col("year") == pl.col("year").max())
    found = dict(zip(latest["eligibility_group"].to_list(), latest["value"].to_list(), strict=True))
    if absent := [group for group in _GROUPS if group not in found]:
        raise InvalidTable(
            f"Medicaid table: no enrollment of {', '.join(absent)} for {state_geoid}; the model needs all "
            "eligibility groups of one year. Rebuild the pack: python -m data_loaders.pack."
        )
    return found
