"""Whom a number is about: the population groups that sources separate.

Two families of race and ethnicity groups exist and must not be mixed in one sum. In the first every
resident is counted once: Hispanic of any race, or not Hispanic and of one race. In the second (the tables
B to G of the American Community Survey, and A for white) Hispanic residents are counted in their race too,
so those groups overlap "Hispanic or Latino".
"""

from collections.abc import Iterable
from dataclasses import dataclass

from equity.errors import UnknownGroup

ALL = "all"


@dataclass(frozen=True, kw_only=True)
class Group:
    """One population group; `id` goes into links and tables, `who` says in words whom it holds.

    `overlaps` is True where members are also counted in "Hispanic or Latino". `acs_letter` ends the name of
    the American Community Survey's tables for this group (B17001B is poverty, Black alone).
    """

    id: str
    label: str
    dimension: str
    overlaps: bool
    who: str
    acs_letter: str | None = None


EVERYONE = Group(id=ALL, label="Everyone", dimension=ALL, overlaps=False, who="All residents of the place.")


def _once(group_id: str, label: str, who: str, acs_letter: str | None = None) -> Group:
    return Group(
        id=group_id, label=label, dimension="race_ethnicity", overlaps=False, who=who, acs_letter=acs_letter
    )


def _alone(group_id: str, label: str, letter: str, race: str) -> Group:
    return Group(
        id=group_id,
        label=label,
        dimension="race_ethnicity",
        overlaps=True,
        who=f"Residents who report {race}, Hispanic or not.",
        acs_letter=letter,
    )


# Alphabetical by label, so that no group is the silent norm the others are measured against.
GROUPS: tuple[Group, ...] = tuple(
    sorted(
        (
            _once(
                "hispanic", "Hispanic or Latino", "Residents of Hispanic or Latino origin, of any race.", "I"
            ),
            _once(
                "white_not_hispanic",
                "White, not Hispanic",
                "Residents who report white as their only race and are not Hispanic.",
                "H",
            ),
            _once(
                "black_not_hispanic",
                "Black, not Hispanic",
                "Residents who report Black or African American as their only race and are not Hispanic.",
            ),
            _once(
                "asian_not_hispanic",
                "Asian, not Hispanic",
                "Residents who report Asian as their only race and are not Hispanic.",
            ),
            _once(
                "aian_not_hispanic",
                "American Indian or Alaska Native, not Hispanic",
                "Residents who report American Indian or Alaska Native as their only race and are not "
                "Hispanic.",
            ),
            _once(
                "nhpi_not_hispanic",
                "Native Hawaiian or Pacific Islander, not Hispanic",
                "Residents who report Native Hawaiian or other Pacific Islander as their only race and are "
                "not Hispanic.",
            ),
            _once(
                "other_not_hispanic",
                "Another single race, not Hispanic",
                "Residents who report one race that the census form does not list and are not Hispanic.",
            ),
            _once(
                "two_or_more_not_hispanic",
                "Two or more races, not Hispanic",
                "Residents who report more than one race and are not Hispanic.",
            ),
            _once(
                "everyone_else",
                "Everyone else",
                "Residents in none of the groups this source separates: the total less those groups.",
            ),
            _alone("white_alone", "White alone", "A", "white as their only race"),
            _alone("black_alone", "Black alone", "B", "Black or African American as their only race"),
            _alone(
                "aian_alone",
                "American Indian or Alaska Native alone",
                "C",
                "American Indian or Alaska Native as their only race",
            ),
            _alone("asian_alone", "Asian alone", "D", "Asian as their only race"),
            _alone(
                "nhpi_alone",
                "Native Hawaiian or Pacific Islander alone",
                "E",
                "Native Hawaiian or other Pacific Islander as their only race",
            ),
            _alone("other_alone", "Another race alone", "F", "one race that the census form does not list"),
            _alone("two_or_more", "Two or more races", "G", "more than one race"),
        ),
        key=lambda each: each.label,
    )
)

_BY_ID = {each.id: each for each in (EVERYONE, *GROUPS)}


def group(group_id: str) -> Group:
    """The group declared under this id; `all` is everyone.

    Raises
    ------
    UnknownGroup
        No group has this id.
    """
    if group_id not in _BY_ID:
        raise UnknownGroup(f"No group is called {group_id!r}. Use one of: {', '.join(sorted(_BY_ID))}.")
    return _BY_ID[group_id]


def are_exclusive(group_ids: Iterable[str]) -> bool:
    """Whether every resident is counted at most once across these groups.

    Summaries weighted by population share (`equity.disparity`) hold only then.

    Examples
    --------
    >>> are_exclusive(["hispanic", "black_not_hispanic"])
    True
    >>> are_exclusive(["hispanic", "black_alone"])
    False
    """
    ids = list(group_ids)
    return len(ids) == len(set(ids)) and (
        len(ids) <= 1 or (ALL not in ids and len({group(each).overlaps for each in ids}) == 1)
    )


_FEWEST = 3


def shown_together(group_ids: Iterable[str]) -> list[str]:
    """Of the groups that there are, those that can stand in one picture, everyone first.

    Those in which everybody is counted once, if there are at least three; else those by race alone, with
    "Hispanic or Latino" beside them, whose members are then counted in their race too.

    Examples
    --------
    >>> shown_together(["all", "hispanic", "white_not_hispanic", "black_alone", "white_alone"])
    ['all', 'black_alone', 'hispanic', 'white_alone']
    """
    there = set(group_ids)
    once = [each.id for each in GROUPS if each.id in there and not each.overlaps]
    if len(once) < _FEWEST:
        once = [each.id for each in GROUPS if each.id in there and (each.overlaps or each.id == "hispanic")]
    return [each for each in (ALL, *once) if each in there]
