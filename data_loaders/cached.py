"""What pages read, kept in memory for all visitors: the only module here that knows Streamlit.

Arguments are ids and years, never tables: Streamlit 1.67 hashes a long table by its printed ends and would
serve another table's answer. What a cache returns is shared by all visitors: read it, never change it.
"""

import gc
import os
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from functools import wraps
from typing import Any, ParamSpec, TypeVar, cast

import polars as pl
import streamlit as st
from streamlit.errors import StreamlitSecretNotFoundError

from data_loaders import embedded, evidence, holdings, lever_cells, pulled, state_policy
from data_loaders._http import KEY_VARIABLE
from data_loaders._source import Origin, Source
from data_loaders.edition import edition
from equity import clusters, dimensions, gap_finder, geography, groups, rates, tables, trends
from equity import disparities as measured_disparities
from equity.allocation import asked, stability
from equity.allocation import services as of_levers
from equity.clusters import Clusters
from equity.dimensions import Dimension, Divided
from equity.disparities import Before, Findings
from equity.disparity.neighbors import Neighbors, touching
from equity.errors import InvalidParameter, UnknownLevel, UnknownPlace
from equity.gap_finder import Gaps
from equity.geography import Joined
from equity.indicators import indicator as declared
from equity.offer import Offer, offer_of
from equity.simulation import summary
from equity.simulation.cells import Cells
from equity.simulation.outcome import Outcome
from equity.simulation.parameters import FloatArray
from equity.simulation.run import draws_for, run, run_with, values_of
from equity.simulation.scenario import HORIZON, Scenario, from_link
from equity.simulation.scenario_file import Saved, saved
from equity.simulation.validation import Target, targets
from equity.trends import Trend

_NAMED_AREAS = {"nyc": "New York City", "us": "United States"}
Asked = ParamSpec("Asked")
Given = TypeVar("Given")


def kept(
    *, max_entries: int, saying: str | None = None
) -> Callable[[Callable[Asked, Given]], Callable[Asked, Given]]:
    """Keep what a function gives for as long as the folder of pulled data holds what it holds now.

    Where it takes long, the page is `saying` so meanwhile.
    """
    cache = st.cache_resource(max_entries=max_entries, show_spinner=saying or False)

    def keep(function: Callable[Asked, Given]) -> Callable[Asked, Given]:
        of_what_ships = cache(function)

        @cache
        @wraps(function)
        def of_folder(*args: Any, held: str, **options: Any) -> Given:
            return function(*args, **options)

        @wraps(function)
        def now(*args: Asked.args, **options: Asked.kwargs) -> Given:
            held = pulled.state()
            # Streamlit takes long over each argument of a key: who has pulled nothing does not pay for it.
            return of_folder(*args, held=held, **options) if held else of_what_ships(*args, **options)

        return now

    return keep


def made(what: str, seen: object, make: Callable[[], Given]) -> Given:
    """What a page makes of a view, made once a day for all its visitors.

    `what` names it and `seen` is the view, whose ids are the key; `make` makes it from what this module gives
    for the same ids. The day is part of the key, since pictures are stamped with it.
    """
    return cast("Given", _made(f"{what} {seen!r} {datetime.now(UTC):%Y-%m-%d}", make))


@kept(max_entries=64)
def _made(key: str, _make: Callable[[], object]) -> object:
    return _make()


@kept(max_entries=4)
def offer() -> Offer:
    """What there is to choose from."""
    # The smaller island areas have shapes and no numbers; Puerto Rico has numbers in some years.
    years = pl.concat([embedded.places("state", year) for year in (2017, 2023)])
    states = years.filter(pl.col("residents").is_not_null()).unique("geoid").sort("name")
    return offer_of(
        holdings.available(),
        areas=_NAMED_AREAS | dict(zip(states["geoid"], states["name"], strict=True)),
        names=names,
        drawn=lambda level, year: holdings.drawn(level, geography.boundary_vintage(level, year)),
    )


@kept(max_entries=128)
def names(level: str, year: int, within: str) -> Mapping[str, str]:
    """The name of each place of a level inside an area, by GEOID, in the order of the names."""
    here = geography.inside(places(level, year), within).sort("name")
    return dict(zip(here["geoid"], here["name"], strict=True))


@kept(max_entries=64)
def places(level: str, year: int) -> pl.DataFrame:
    """The places on which data of this year are drawn, in the order of their outlines."""
    return holdings.places(level, geography.boundary_vintage(level, year))


@kept(max_entries=256)
def measured(indicator: str, level: str, year: int, group: str = groups.ALL) -> pl.DataFrame:
    """One indicator for one group in every place of a level, with its intervals and reliability."""
    rows = holdings.observations(indicator, level, year).filter(group=group)
    return rates.of(declared(indicator), rows)


@kept(max_entries=256)
def joined(indicator: str, level: str, year: int, group: str = groups.ALL) -> Joined:
    """The same laid on the places of that year's map, with what did not match."""
    return geography.join(measured(indicator, level, year, group), places(level, year))


@kept(max_entries=256)
def whole(indicator: str, within: str, year: int, group: str = groups.ALL) -> pl.DataFrame:
    """The same for a whole area: one row with its name, without a value where no source has that number."""
    level, geoid = geography.area(within)
    row = measured(indicator, level, year, group).filter(geoid=geoid)
    if row.is_empty():
        nothing = tables.absent(indicator=indicator, group=group, geo_level=level, geoid=geoid, vintage=year)
        row = rates.of(declared(indicator), nothing)
    return row.with_columns(name=pl.lit(offer().areas[within]))


@kept(max_entries=512)
def profile(level: str, geoid: str) -> pl.DataFrame:
    """Every indicator of one place for everyone, each in its latest year, with interval and reliability."""
    rows = holdings.observations_of_place(level, geoid).filter(group=groups.ALL)
    latest = rows.filter(vintage=pl.col("vintage").max().over("indicator"))
    return pl.concat(
        rates.of(declared(indicator), latest.filter(indicator=indicator))
        for indicator in latest["indicator"].unique(maintain_order=True)
    )


@kept(max_entries=4)
def lever_offer() -> Offer:
    """The areas in which levers can be run: New York City by community district, each State by county.

    States whose census tracts were pulled can be run by tract too.
    """
    levels = ["community_district", "county", "tract"]
    wanted = pl.col("geo_level").is_in(levels) & (pl.col("indicator") == "poverty")
    states = set(state_policy.facts()["state_geoid"])
    return offer_of(
        holdings.available().filter(wanted),
        areas={area: name for area, name in offer().areas.items() if area == "nyc" or area in states},
        names=names,
        drawn=lambda level, year: lever_cells.tract_states(year) if level == "tract" else None,
    )


@kept(max_entries=8, saying="Moving the levers…")  # a large State holds 75 MB
def outcome(level: str, within: str, link: str) -> Outcome:
    """A scenario, as its link says it, run on the places of an area."""
    return _run(level, within, link)


@kept(max_entries=32)
def lever_days(level: str, within: str) -> tuple[date, ...]:
    """The days on which the people whom the levers count in an area were pulled; none where they ship."""
    cells = lever_cells.cells(level, within)
    choices = [(name, cells.level, year) for name, year in cells.vintages.items()]
    return holdings.retrieved(cells.source_ids, choices)


@kept(max_entries=256, saying="Running the scenario…")
def headline(level: str, within: str, link: str) -> pl.DataFrame:
    """What a scenario comes to (`equity.simulation.summary.headline`), without keeping all of its draws."""
    return summary.headline(_run(level, within, link))


@st.cache_resource
def validation() -> list[Target]:
    """Every published result that the model is held against, run once."""
    return targets(evidence.cards(), embedded.medicaid())


@kept(max_entries=128)
def saved_today(level: str, within: str, link: str) -> Saved | None:
    """A scenario as it comes out today, to keep or to hold an old one against; None where it cannot run."""
    try:
        made = _run(level, within, link)
    except (InvalidParameter, UnknownLevel, UnknownPlace):
        return None
    today = datetime.now(UTC).date()
    return saved("today", made, within=within, level=level, edition=edition(), saved_on=today)


def state_of(within: str) -> str:
    """The State whose policy holds in an area of the levers, by its two-digit FIPS code."""
    return "36" if within == "nyc" else within


def _run(level: str, within: str, link: str) -> Outcome:
    scenario = from_link(dict(part.split("=", 1) for part in link.split("&") if part))
    cells = _cells(level, within)
    values = _values(scenario.seed, draws_for(cells.count))
    return run_with(values, scenario, cells, state_policy.policy(cells.state_geoid))


@kept(max_entries=8)
def _cells(level: str, within: str) -> Cells:
    return lever_cells.cells(level, within)


@kept(max_entries=8)
def _values(seed: int, draws: int) -> Mapping[str, FloatArray]:
    return values_of(Scenario(seed=seed), draws=draws)


@kept(max_entries=2)
def rate_offer(*, by_group: bool) -> Offer:
    """What gaps can be looked at in: shares and rates of which less, or more, is better."""
    return dimensions.rate_offer(offer(), by_group=by_group)


def dimensions_of(indicator: str, level: str, within: str, year: int) -> Mapping[str, Dimension]:
    """Along which dimensions the data can be divided, by id."""
    return dimensions.offered(offer(), within=within, level=level, indicator_id=indicator, year=year)


@kept(max_entries=64)
def divided(along: str, indicator: str, level: str, within: str, year: int) -> Divided:
    """The people of an area, divided along a dimension, with the value of each part."""
    dimension = dimensions.dimension(along)
    if dimension.kind == "groups":
        ids = dimensions.group_ids(
            offer(), level=geography.area(within)[0], indicator_id=indicator, year=year, of=dimension
        )
        rows = pl.concat([whole(indicator, within, year, group) for group in ids])
        return dimensions.each_group(rows, dimension)
    here = geography.inside(joined(indicator, level, year).table, within)
    if dimension.kind == "places":
        return dimensions.each_place(here)
    ranked = dimensions.nearest_year(holdings.vintages(dimension.by, level), year)
    return dimensions.fifths(here, measured(dimension.by, level, ranked), dimension, year_of_rank=ranked)


@kept(max_entries=64)
def disparities(along: str, indicator: str, level: str, within: str, year: int) -> Findings:
    """Every measure of disparity along a dimension."""
    return measured_disparities.of(divided(along, indicator, level, within, year), declared(indicator))


def disparities_before(along: str, indicator: str, level: str, within: str, year: int) -> Before | None:
    """The same measures in the latest year before, or None where there is none."""
    years = [each for each in offer().years(level, indicator, groups.ALL, within) if each < year]
    if not years or along not in dimensions_of(indicator, level, within, max(years)):
        return None
    return Before(year=max(years), found=disparities(along, indicator, level, within, max(years)))


@kept(max_entries=64)
def history(indicator: str, level: str, within: str, chosen: tuple[str, ...]) -> pl.DataFrame:
    """Some places in every year, for every group that can stand in one picture, with `group_name`."""
    shown = groups.shown_together(offer().groups(level, indicator, within))
    rows = [
        geography.rows_of(joined(indicator, level, year, each).table, chosen).with_columns(
            group=pl.lit(each), vintage=pl.lit(year, dtype=pl.Int32)
        )
        for each in shown
        for year in offer().years(level, indicator, each, within)
    ]
    names_of_groups = {each: groups.group(each).label for each in shown}
    return pl.concat(rows, how="diagonal").with_columns(
        group_name=pl.col("group").replace_strict(names_of_groups, default=None, return_dtype=pl.String)
    )


@kept(max_entries=64)
def trend(along: str, indicator: str, level: str, within: str, *, group: str, place: str) -> Trend:
    """A gap over all years there are: between the ends of a gradient, or of one place or group to the whole.

    `along` is a gradient, "place" (then `place` counts) or "group" (then `group` does).
    """
    sides, names_of_sides = [], ("", offer().areas[within])
    years = sorted(offer().years(level, indicator, groups.ALL, within))
    for year in years:
        if along == "group":
            one, other = whole(indicator, within, year, group), whole(indicator, within, year)
            names_of_sides = (groups.group(group).label, f"everyone in {offer().areas[within]}")
        elif along == "place":
            one = joined(indicator, level, year).table.filter(geoid=place)
            other = whole(indicator, within, year)
            names_of_sides = (names(level, year, within).get(place, place), offer().areas[within])
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
    source = source_of(measured(indicator, level, max(years)))
    period = max(each.years for each in source.sources)
    return trends.trend(sides, one=one_name, other=other_name, period=period)


@kept(max_entries=64)
def gaps(indicator: str, level: str, within: str, year: int, group: str = groups.ALL) -> Gaps:
    """The places of an area that are worse than it by more than chance."""
    here = geography.inside(joined(indicator, level, year, group).table, within)
    return gap_finder.of(here, whole(indicator, within, year, group), declared(indicator))


@kept(max_entries=32)
def widest_gaps(level: str, within: str, year: int) -> pl.DataFrame:
    """The widest gap of every indicator in an area, each in its year nearest to this one."""
    choice = rate_offer(by_group=False)
    found, shown = {}, {}
    for each in choice.indicators(level, within):
        nearest = dimensions.nearest_year(choice.years(level, each, groups.ALL, within), year)
        here = geography.inside(joined(each, level, nearest).table, within)
        shown[each] = declared(each)
        found[each] = gap_finder.of(here, whole(each, within, nearest), shown[each], draws=0)
    return gap_finder.widest(found, shown)


@kept(max_entries=16)
def neighbors(level: str, year: int) -> Neighbors:
    """Which places of a level border each other, in the order of `places`."""
    shapes = holdings.shapes(level, geography.boundary_vintage(level, year))
    return touching(shapes.geometry.to_numpy())


@kept(max_entries=64)
def hot_spots(indicator: str, level: str, within: str, year: int, group: str = groups.ALL) -> Clusters:
    """Where high, or low, values of an area lie together."""
    table = joined(indicator, level, year, group).table.head(places(level, year).height)
    is_here = table["geoid"].is_in(geography.inside(table, within)["geoid"].implode())
    return clusters.of(table.filter(is_here), neighbors(level, year).among(is_here.to_numpy()))


@kept(max_entries=8)
def services(level: str, within: str) -> of_levers.Offered:
    """What the levers offer the places of an area, each run by itself at its full size."""
    cells = _cells(level, within)
    policy = state_policy.policy(cells.state_geoid)
    alone = (of_levers.at_full_size(each, years=HORIZON) for each in of_levers.bought_by_place())
    return of_levers.offered([run(each, cells, policy) for each in alone])


@kept(max_entries=32)
def allocation(level: str, within: str, link: str) -> asked.Answer:
    """How one budget is best spent in an area, as a link asks it."""
    return asked.answer(services(level, within), _asked(link))


@kept(max_entries=8)
def exact_allocation(level: str, within: str, link: str) -> asked.Judged:
    """The best plan by the exact method, as a link asks it; it takes seconds."""
    return asked.judged(services(level, within), _asked(link))


@kept(max_entries=32)
def firmness(level: str, within: str, link: str) -> tuple[float, ...]:
    """For each place of an allocation, the share of draws in which it is funded."""
    these, wish = services(level, within), _asked(link)
    return tuple(
        stability.stays_funded(
            lambda draw: asked.problem_for(these, wish, draw=draw), stability.DRAWS
        ).tolist()
    )


def _asked(link: str) -> asked.Asked:
    return asked.from_link(dict(part.split("=", 1) for part in link.split("&") if part))


@kept(max_entries=64)
def residents_by_group(level: str, year: int) -> pl.DataFrame:
    """Residents of each race and ethnicity group by place: of the year, or of the latest year there is."""
    counted = "residents_by_race_ethnicity"
    years = holdings.vintages(counted, level)
    return holdings.observations(counted, level, year if year in years else max(years, default=year))


def outline_url(level: str, year: int) -> str:
    """Where the browser finds the outlines of a level."""
    return f"/app/static/outlines/{holdings.outline_file(level, geography.boundary_vintage(level, year))}"


def other_years(indicator: str, level: str, year: int, group: str, within: str) -> list[int]:
    """The other years in which the same is known on the same outlines, the latest first."""
    years = offer().years(level, indicator, group, within)
    drawn = outline_url(level, year)
    return sorted(
        (each for each in years if each != year and outline_url(level, each) == drawn), reverse=True
    )


def source_of(table: pl.DataFrame) -> Origin:
    """The sources that a table's numbers come from, and when those that do not ship were pulled.

    Raises
    ------
    UnknownSource
        The table has no rows.
    """
    return holdings.origin_of(table)


def states() -> Mapping[str, str]:
    """The name of each State, with the District of Columbia and Puerto Rico, by its two-digit FIPS code."""
    return {area: name for area, name in offer().areas.items() if area.isdigit()}


def own_key() -> str | None:
    """The key of the Census API set for this computer: in the environment, or as a Streamlit secret."""
    found = os.environ.get(KEY_VARIABLE, "").strip()
    if found:
        return found
    try:
        return str(st.secrets[KEY_VARIABLE]).strip() or None
    except (KeyError, StreamlitSecretNotFoundError):
        return None


def sources() -> list[Source]:
    """Every source whose numbers are here."""
    return list(holdings.sources().values())


@kept(max_entries=32)
def settle(page: str) -> None:
    """Set aside what the first visit to a page loaded, so that no later garbage collection looks at it.

    Streamlit 1.67 collects all garbage after every rerun, which costs most of a short rerun's time and grows
    with all that was ever loaded. What is set aside here lives as long as the server: libraries and tables.
    """
    gc.collect()
    gc.freeze()
