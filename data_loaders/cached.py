"""What pages read, kept in memory for all visitors: the only module here that knows Streamlit.

Arguments are ids and years, never tables. What a cache returns is shared by all visitors: read it, never
change it. Streamlit's own caches take 0.2 ms to make a key, twenty times in a rerun, and hash a long table by
its printed ends.
"""

import gc
import os
from collections.abc import Callable, Hashable, Mapping
from contextlib import nullcontext
from datetime import UTC, datetime
from functools import wraps
from threading import Condition
from typing import Any, ParamSpec, TypeVar, cast

import polars as pl
import streamlit as st
from cachetools import LRUCache
from cachetools import cached as memoized
from cachetools.keys import hashkey
from streamlit.errors import StreamlitSecretNotFoundError

from data_loaders import embedded, holdings, pulled
from data_loaders._http import KEY_VARIABLE
from data_loaders._source import Origin, Source
from equity import dimensions, geography, groups, rates, tables
from equity.geography import Joined
from equity.indicators import indicator as declared
from equity.offer import Offer, offer_of

_NAMED_AREAS = {"nyc": "New York City", "us": "United States"}
Asked = ParamSpec("Asked")
Given = TypeVar("Given")


def kept(
    *, max_entries: int, saying: str | None = None, key: Callable[..., Hashable] = hashkey
) -> Callable[[Callable[Asked, Given]], Callable[Asked, Given]]:
    """Keep what a function gives for as long as the folder of pulled data holds what it holds now.

    Where it takes long, the page is `saying` so meanwhile; others who ask for the same wait for it. `key`
    makes a key of the state of that folder and of the arguments.
    """

    def keep(function: Callable[Asked, Given]) -> Callable[Asked, Given]:
        @memoized(LRUCache(max_entries), key=key, condition=Condition())
        def of_folder(_held: str, *args: Any, **options: Any) -> Given:
            with st.spinner(saying) if saying else nullcontext():
                return function(*args, **options)

        @wraps(function)
        def now(*args: Asked.args, **options: Asked.kwargs) -> Given:
            return of_folder(pulled.state(), *args, **options)

        return now

    return keep


def kept_for_one(*, max_entries: int) -> Callable[[Callable[Asked, Given]], Callable[Asked, Given]]:
    """The same in the memory of a reader's session, which ends with it: for what holds their own figures."""

    def keep(function: Callable[Asked, Given]) -> Callable[Asked, Given]:
        @wraps(function)
        def now(*args: Asked.args, **options: Asked.kwargs) -> Given:
            memory = st.session_state.setdefault(f"kept {function.__name__}", LRUCache(max_entries))
            of_folder = memoized(memory)(lambda _held, *args, **options: function(*args, **options))
            return of_folder(pulled.state(), *args, **options)

        return now

    return keep


def made(what: str, seen: Hashable, make: Callable[[], Given]) -> Given:
    """What a page makes of a view, made once a day for all its visitors.

    `what` names it and `seen` is the view, whose ids are the key; `make` makes it from what this module gives
    for the same ids. The day is part of the key, since pictures are stamped with it.
    """
    return cast("Given", _made((what, seen, datetime.now(UTC).date()), make))


@kept(max_entries=2048, key=lambda held, view, _make: (held, view))
def _made(view: Hashable, _make: Callable[[], object]) -> object:
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


def parent(level: str, geoid: str, year: int, within: str) -> tuple[str, str, str]:
    """The level, GEOID and name of what holds a place; its State where that year's map lacks the county.

    Tracts may be drawn on newer shapes than counties: those of 2020 and 2021 in Alaska lie in two counties
    that the counties' shapes do not have yet.

    Parameters
    ----------
    geoid
        The `parent_geoid` of the place.
    """
    holds = geography.level(level).parent
    if holds is not None and (name := names(holds, year, within).get(geoid)) is not None:
        return holds, geoid, name
    return "state", geoid[:2], states()[geoid[:2]]


@kept(max_entries=64)
def places(level: str, year: int) -> pl.DataFrame:
    """The places on which data of this year are drawn, in the order of their outlines."""
    return holdings.places(level, geography.boundary_vintage(level, year))


@kept(max_entries=256)
def measured(indicator: str, level: str, year: int, group: str) -> pl.DataFrame:
    """One indicator for one group in every place of a level, with its intervals and reliability."""
    rows = holdings.observations(indicator, level, year).filter(group=group)
    return rates.of(declared(indicator), rows)


@kept(max_entries=256)
def joined(indicator: str, level: str, year: int, group: str) -> Joined:
    """The same laid on the places of that year's map, with what did not match."""
    return geography.join(measured(indicator, level, year, group), places(level, year))


@kept(max_entries=1024)
def here(indicator: str, level: str, year: int, group: str, within: str) -> pl.DataFrame:
    """Of these, the places of an area."""
    return geography.inside(joined(indicator, level, year, group).table, within)


@kept(max_entries=1024)
def source(indicator: str, level: str, year: int, group: str) -> Origin:
    """The sources of the measured numbers, and when those that do not ship were pulled."""
    return holdings.origin_of(measured(indicator, level, year, group))


@kept(max_entries=1024)
def whole(indicator: str, within: str, year: int, group: str) -> pl.DataFrame:
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


@kept(max_entries=2)
def rate_offer(*, by_group: bool) -> Offer:
    """What gaps can be looked at in: shares and rates of which less, or more, is better."""
    return dimensions.rate_offer(offer(), by_group=by_group)


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
def residents_by_group(level: str, year: int, within: str) -> pl.DataFrame:
    """Residents of each race and ethnicity group in the places of an area: of the year, or of the latest."""
    counted = "residents_by_race_ethnicity"
    years = holdings.vintages(counted, level)
    known = year if year in years else max(years, default=year)
    these = geography.inside(places(level, known), within)
    return holdings.observations(counted, level, known).join(these, on="geoid", how="semi")


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

    What is set aside here lives as long as the server: libraries and tables. A collection that looks at all
    of it takes 0.2 s (see also `postScriptGC` in .streamlit/config.toml).
    """
    gc.collect()
    gc.freeze()
