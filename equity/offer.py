"""What there is to choose from: which indicators have values where, for whom and for which years."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import polars as pl

from equity import geography, groups
from equity.indicators import INDICATORS


@dataclass(frozen=True, kw_only=True)
class Offer:
    """The choices that lead to a picture, each list in its declared order.

    `with_values` holds the years by level, indicator and group. `areas` maps the ids an area can have in
    a link ("us", "nyc", a two-digit state FIPS code) to their names. `names(level, year, within)` gives the
    name of each place by GEOID.
    """

    with_values: Mapping[str, Mapping[str, Mapping[str, tuple[int, ...]]]]
    areas: Mapping[str, str]
    names: Callable[[str, int, str], Mapping[str, str]]

    def levels(self, within: str) -> list[str]:
        """Level ids that can be mapped inside an area."""
        return [level for level in geography.levels_within(within) if level in self.with_values]

    def indicators(self, level: str) -> list[str]:
        """Indicator ids with values at a level."""
        return [indicator for indicator in INDICATORS if indicator in self.with_values[level]]

    def groups(self, level: str, indicator: str) -> list[str]:
        """Group ids with values, everyone first."""
        there = self.with_values[level][indicator]
        return [group.id for group in (groups.EVERYONE, *groups.GROUPS) if group.id in there]

    def years(self, level: str, indicator: str, group: str) -> list[int]:
        """Years with values, latest first."""
        return list(self.with_values[level][indicator][group])


def offer_of(
    available: pl.DataFrame, *, areas: Mapping[str, str], names: Callable[[str, int, str], Mapping[str, str]]
) -> Offer:
    """The offer of a table with one row for each geo_level, indicator, group and vintage that has values.

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
    return Offer(with_values=with_values, areas=areas, names=names)
