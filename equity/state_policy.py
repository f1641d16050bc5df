"""What a State has in force, pays and matches: the facts against which a lever is credited.

Each fact has its source and date. A fact nobody could confirm is `unknown`: the model then draws it evenly
between none and full, and pages say so. It is never read as "no".
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

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
)


@dataclass(frozen=True, kw_only=True)
class Fact:
    """One thing known, or not known, about a State's Medicaid program.

    `in_force` is yes, no, partial or unknown for a policy, and empty for a quantity.
    """

    field: str
    value: str
    in_force: str
    unit: str = ""
    as_of: str = ""
    source: str = ""
    note: str = ""

    @property
    def is_unknown(self) -> bool:
        """Whether nobody could confirm this fact."""
        return self.value == UNKNOWN


@dataclass(frozen=True, kw_only=True)
class StatePolicy:
    """A State's facts, its federal match and whom its Medicaid program covers.

    `fmap` is the federal share of benefit spending by federal fiscal year (October to September), without
    temporary increases. `adult_share` is the share of members who are adults under 65 or qualify by
    disability; `expansion_share` is the share of those who belong to the adult group of the Affordable Care
    Act, whose federal share is set apart. `members` is enrollment in `members_year`.
    """

    state: str
    state_geoid: str
    facts: Mapping[str, Fact]
    fmap: Mapping[int, float]
    adult_share: float
    expansion_share: float
    members: float
    members_year: int
    source_ids: tuple[str, ...]

    def fact(self, field: str) -> Fact:
        """The fact of this name; `unknown` where the table has no row for it."""
        return self.facts.get(field, Fact(field=field, value=UNKNOWN, in_force=UNKNOWN))


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
        facts=MappingProxyType(by_field),
        fmap=MappingProxyType(_series(numbers, "fmap", state_geoid)),
        adult_share=adults / sum(by_group.values()),
        expansion_share=by_group["expansion_adults"] / adults,
        members=members[max(members)],
        members_year=max(members),
        source_ids=tuple(sorted(set(numbers["source_id"].to_list()))),
    )


def with_own_figure(policy: StatePolicy, field: str, value: str) -> StatePolicy:
    """The same State with a fact as a reader knows it, in place of the table's.

    For a policy give `yes`, `no`, `partial` or `unknown`; for a quantity its number.

    Raises
    ------
    InvalidParameter
        The fact is a policy and the value is not one of these words.
    """
    known = policy.fact(field)
    is_policy = known.in_force != ""
    if is_policy and value not in IN_FORCE[:-1]:
        raise InvalidParameter(f"{field} is a policy: expected yes, no, partial or unknown, found {value!r}.")
    mine = replace(
        known, value=value, in_force=value if is_policy else "", source="Entered by the reader", as_of=""
    )
    return replace(policy, facts=MappingProxyType({**policy.facts, field: mine}))


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
