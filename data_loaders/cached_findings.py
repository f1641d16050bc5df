"""What the pages that look for disparities read, kept in memory for all visitors.

Apart from `cached`, so that the map does not load the statistics first.
"""

from collections.abc import Mapping

import polars as pl

from data_loaders import cached, holdings
from data_loaders.cached import kept
from equity import clusters, dimensions, gap_finder, geography, groups, trends
from equity import disparities as measured_disparities
from equity.clusters import Clusters
from equity.dimensions import Dimension, Divided
from equity.disparities import Before, Findings
from equity.disparity.neighbors import Neighbors, touching
from equity.gap_finder import Gaps
from equity.indicators import indicator as declared
from equity.trends import Trend


def dimensions_of(indicator: str, level: str, within: str, year: int) -> Mapping[str, Dimension]:
    """Along which dimensions the data can be divided, by id."""
    return dimensions.offered(cached.offer(), within=within, level=level, indicator_id=indicator, year=year)


@kept(max_entries=64)
def divided(along: str, indicator: str, level: str, within: str, year: int) -> Divided:
    """The people of an area, divided along a dimension, with the value of each part."""
    dimension = dimensions.dimension(along)
    if dimension.kind == "groups":
        ids = dimensions.group_ids(
            cached.offer(), level=geography.area(within)[0], indicator_id=indicator, year=year, of=dimension
        )
        rows = pl.concat([cached.whole(indicator, within, year, group) for group in ids])
        return dimensions.each_group(rows, dimension)
    here = cached.here(indicator, level, year, groups.ALL, within)
    if dimension.kind == "places":
        return dimensions.each_place(here)
    ranked = dimensions.nearest_year(holdings.vintages(dimension.by, level), year)
    return dimensions.fifths(
        here, cached.measured(dimension.by, level, ranked, groups.ALL), dimension, year_of_rank=ranked
    )


@kept(max_entries=64)
def disparities(along: str, indicator: str, level: str, within: str, year: int) -> Findings:
    """Every measure of disparity along a dimension."""
    return measured_disparities.of(divided(along, indicator, level, within, year), declared(indicator))


def disparities_before(along: str, indicator: str, level: str, within: str, year: int) -> Before | None:
    """The same measures in the latest year before, or None where there is none."""
    years = [each for each in cached.offer().years(level, indicator, groups.ALL, within) if each < year]
    if not years or along not in dimensions_of(indicator, level, within, max(years)):
        return None
    return Before(year=max(years), found=disparities(along, indicator, level, within, max(years)))


@kept(max_entries=64)
def trend(along: str, indicator: str, level: str, within: str, *, group: str, place: str) -> Trend:
    """A gap over all years there are: between the ends of a gradient, or of one place or group to the whole.

    `along` is a gradient, "place" (then `place` counts) or "group" (then `group` does).
    """
    whole = geography.with_article(cached.offer().areas[within])
    sides, names_of_sides = [], ("", whole)
    years = sorted(cached.offer().years(level, indicator, groups.ALL, within))
    for year in years:
        if along == "group":
            one = cached.whole(indicator, within, year, group)
            other = cached.whole(indicator, within, year, groups.ALL)
            names_of_sides = (groups.group(group).label, f"everyone in {whole}")
        elif along == "place":
            one = cached.joined(indicator, level, year, groups.ALL).table.filter(geoid=place)
            other = cached.whole(indicator, within, year, groups.ALL)
            names_of_sides = (cached.names(level, year, within).get(place, place), whole)
        else:
            parts = divided(along, indicator, level, within, year).parts
            one, other = parts.filter(order=1.0), parts.filter(order=float(dimensions.FIFTHS))
            names_of_sides = dimensions.names_of_ends(dimensions.dimension(along))
        found = trends.sides_of(
            one,
            other,
            is_part=along in ("group", "place"),
            year=year,
            is_modelled=along != "group" and year in geography.level(level).modelled_years,
            shapes=None if along == "group" else geography.boundary_vintage(level, year),
        )
        sides += [found] if found else []
    one_name, other_name = names_of_sides
    period = max(each.years for each in cached.source(indicator, level, max(years), groups.ALL).sources)
    return trends.trend(sides, one=one_name, other=other_name, period=period)


@kept(max_entries=64)
def gaps(indicator: str, level: str, within: str, year: int, group: str) -> Gaps:
    """The places of an area that are worse than it by more than chance."""
    here = cached.here(indicator, level, year, group, within)
    return gap_finder.of(here, cached.whole(indicator, within, year, group), declared(indicator))


@kept(max_entries=32)
def widest_gaps(level: str, within: str, year: int) -> pl.DataFrame:
    """The widest gap of every indicator in an area, each in its year nearest to this one."""
    choice = cached.rate_offer(by_group=False)
    found, shown = {}, {}
    for each in choice.indicators(level, within):
        nearest = dimensions.nearest_year(choice.years(level, each, groups.ALL, within), year)
        here = cached.here(each, level, nearest, groups.ALL, within)
        shown[each] = declared(each)
        found[each] = gap_finder.of(
            here, cached.whole(each, within, nearest, groups.ALL), shown[each], draws=0
        )
    return gap_finder.widest(found, shown)


@kept(max_entries=16)
def neighbors(level: str, year: int) -> Neighbors:
    """Which places of a level border each other, in the order of `places`."""
    shapes = holdings.shapes(level, geography.boundary_vintage(level, year))
    return touching(shapes.geometry.to_numpy())


@kept(max_entries=64)
def hot_spots(indicator: str, level: str, within: str, year: int, group: str) -> Clusters:
    """Where high, or low, values of an area lie together."""
    table = cached.joined(indicator, level, year, group).table.head(cached.places(level, year).height)
    is_here = table["geoid"].is_in(geography.inside(table, within)["geoid"].implode())
    return clusters.of(table.filter(is_here), neighbors(level, year).among(is_here.to_numpy()))
