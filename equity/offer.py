"""What there is to choose from: which indicators have values where, for whom and for which years."""

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

import polars as pl

from equity import geography, groups
from equity.indicators import INDICATORS


@dataclass(frozen=True, kw_only=True)
class Offer:
    """The choices that lead to a picture, each list in its declared order.

    `with_values` holds the years by level, indicator and group. `areas` maps the ids an area can have in
    a link ("us", "nyc", a two-digit state FIPS code) to their names. `names(level, year, within)` gives the
    name of each place by GEOID. `only_in` holds, by level and year, the states whose places can be drawn, for
    levels that cannot be drawn in all; what is asked `within` an area is narrowed to it.
    """

    with_values: Mapping[str, Mapping[str, Mapping[str, tuple[int, ...]]]]
    areas: Mapping[str, str]
    names: Callable[[str, int, str], Mapping[str, str]]
    only_in: Mapping[str, Mapping[int, frozenset[str]]] = field(default_factory=dict)

    def levels(self, within: str) -> list[str]:
        """Level ids that can be mapped inside an area."""
        declared = [level for level in geography.levels_within(within) if level in self.with_values]
        return [
            level
            for level in declared
            if level not in self.only_in
            or any(self._is_drawn(level, year, within) for year in self.only_in[level])
        ]

    def indicators(self, level: str, within: str | None = None) -> list[str]:
        """Indicator ids with values at a level."""
        there = self.with_values[level]
        declared = [indicator for indicator in INDICATORS if indicator in there]
        if level not in self.only_in:
            return declared
        return [each for each in declared if self.groups(level, each, within)]

    def groups(self, level: str, indicator: str, within: str | None = None) -> list[str]:
        """Group ids with values, everyone first."""
        there = self.with_values[level][indicator]
        declared = [group.id for group in (groups.EVERYONE, *groups.GROUPS) if group.id in there]
        if level not in self.only_in:
            return declared
        return [each for each in declared if self.years(level, indicator, each, within)]

    def years(self, level: str, indicator: str, group: str, within: str | None = None) -> list[int]:
        """Years with values, latest first."""
        years = self.with_values[level][indicator][group]
        return [year for year in years if self._is_drawn(level, year, within)]

    def _is_drawn(self, level: str, year: int, within: str | None) -> bool:
        if level not in self.only_in:
            return True
        states = self.only_in[level][year]
        return within in states if within is not None and within.isdigit() else bool(states)


def named(names: Mapping[str, str], words: str, *, most: int = 50) -> dict[str, str]:
    """The places whose names hold every word that was typed, those that begin with it first.

    Capital letters and accents make no difference; at most `most` places by GEOID, in the order of `names`.

    Examples
    --------
    >>> counties = {"35013": "Doña Ana County, New Mexico", "12105": "Polk County, Florida"}
    >>> named(counties, "ana dona")
    {'35013': 'Doña Ana County, New Mexico'}
    """
    typed = _plain(words)
    parts = typed.split()
    if not parts:
        return {}
    plain = {geoid: _plain(name) for geoid, name in names.items()}
    found = [geoid for geoid, name in plain.items() if all(part in name for part in parts)]
    found.sort(key=lambda geoid: not plain[geoid].startswith(typed))
    return {geoid: names[geoid] for geoid in found[:most]}


@lru_cache(maxsize=1 << 17)  # more than all the nation's tracts
def _plain(words: str) -> str:
    letters = unicodedata.normalize("NFKD", words.strip().casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def everywhere(level: str, year: int) -> None:
    """No level is drawn in some states only."""


def offer_of(
    available: pl.DataFrame,
    *,
    areas: Mapping[str, str],
    names: Callable[[str, int, str], Mapping[str, str]],
    drawn: Callable[[str, int], frozenset[str] | None] = everywhere,
) -> Offer:
    """The offer of a table with one row for each geo_level, indicator, group and vintage that has values.

    `drawn(level, year)` gives the states whose places are known, or None where all are.

    Examples
    --------
    >>> table = pl.DataFrame({"geo_level": ["county"] * 2, "indicator": ["poverty"] * 2,
    ...                       "group": ["all"] * 2, "vintage": [2016, 2019]})
    >>> offer = offer_of(table, areas={"us": "United States"}, names=lambda *view: {})
    >>> offer.years("county", "poverty", "all")
    [2019, 2016]
    """
    with_values: dict[str, dict[str, dict[str, tuple[int, ...]]]] = {}
    columns = ["geo_level", "indicator", "group", "vintage"]
    for level, indicator, group, year in available.select(columns).unique().sort(columns).iter_rows():
        by_group = with_values.setdefault(level, {}).setdefault(indicator, {})
        by_group[group] = (year, *by_group.get(group, ()))
    only_in: dict[str, dict[int, frozenset[str]]] = {}
    for level, year in available.select("geo_level", "vintage").unique().iter_rows():
        if (states := drawn(level, year)) is not None:
            only_in.setdefault(level, {})[year] = states
    return Offer(with_values=with_values, areas=areas, names=names, only_in=only_in)
