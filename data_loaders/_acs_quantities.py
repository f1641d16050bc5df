"""What to work out for a year: the survey's numbers of the declared indicators."""

from collections.abc import Iterable

from data_loaders._acs_observations import Quantity
from equity.groups import ALL, GROUPS
from equity.indicators import CHECKED_SINCE, Indicator, Lines


def quantities(indicators: Iterable[Indicator], *, year: int, by_race: bool = True) -> list[Quantity]:
    """The numbers of these indicators in the survey's tables of a year, for everyone and for each group.

    Indicators without lines in the survey, and lines of tables that came later, give none. Before
    `CHECKED_SINCE` all are given, and `_acs_labels.comparable` finds out which of them there are.
    """
    found: list[Quantity] = []
    for each in indicators:
        if each.acs is not None and _may_be_in(each.acs, year):
            found += _for_everyone(each.id, each.acs)
        if by_race and each.acs_by_race is not None and _may_be_in(each.acs_by_race, year):
            found += _by_race(each.id, each.acs_by_race)
    return found


def _may_be_in(lines: Lines, year: int) -> bool:
    return lines.since <= year or year < CHECKED_SINCE


def _for_everyone(indicator: str, lines: Lines) -> list[Quantity]:
    by_group: dict[str, tuple[int, ...]] = {group: (line,) for group, line in lines.by_group.items()}
    return [
        Quantity(
            indicator=indicator,
            group=group,
            numerator=_named(lines.table, numerator),
            denominator=_named(lines.table, lines.denominator),
            all_ending_in=lines.all_ending_in,
        )
        for group, numerator in (by_group or {ALL: lines.numerator}).items()
    ]


def _by_race(indicator: str, family: Lines) -> list[Quantity]:
    return [
        Quantity(
            indicator=indicator,
            group=group.id,
            numerator=_named(f"{family.table}{group.acs_letter}", family.numerator),
            denominator=_named(f"{family.table}{group.acs_letter}", family.denominator),
            all_ending_in=family.all_ending_in,
        )
        for group in GROUPS
        if group.acs_letter is not None
    ]


def _named(table: str, lines: Iterable[int]) -> tuple[str, ...]:
    return tuple(f"{table}_{line:03}" for line in lines)
