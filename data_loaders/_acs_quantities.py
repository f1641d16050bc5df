"""What to work out for a year: the survey's numbers of the declared indicators."""

from collections.abc import Iterable

from data_loaders._acs_observations import Quantity
from equity.groups import ALL, GROUPS
from equity.indicators import Indicator, Lines


def quantities(indicators: Iterable[Indicator], *, year: int, by_race: bool = True) -> list[Quantity]:
    """The numbers of these indicators in the survey's tables of a year, for everyone and for each group.

    Indicators without lines in the survey, and lines not known for so early a year, give none.
    """
    found: list[Quantity] = []
    for each in indicators:
        if each.acs is not None and each.acs.since <= year:
            found += _for_everyone(each.id, each.acs)
        if by_race and each.acs_by_race is not None and each.acs_by_race.since <= year:
            found += _by_race(each.id, each.acs_by_race)
    return found


def _for_everyone(indicator: str, lines: Lines) -> list[Quantity]:
    by_group: dict[str, tuple[int, ...]] = {group: (line,) for group, line in lines.by_group.items()}
    return [
        Quantity(
            indicator=indicator,
            group=group,
            numerator=_named(lines.table, numerator),
            denominator=_named(lines.table, lines.denominator),
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
        )
        for group in GROUPS
        if group.acs_letter is not None
    ]


def _named(table: str, lines: Iterable[int]) -> tuple[str, ...]:
    return tuple(f"{table}_{line:03}" for line in lines)
