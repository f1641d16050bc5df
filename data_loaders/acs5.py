"""American Community Survey, five-year data, through the Census API with the `census` package.

The package is asked in one way only, which its version 0.8.27 does right: a tuple of at most 48 fields, an
integer year, an area written out. So it never splits a request (it would pair unequal replies in silence),
never reads a string as a list of fields, and never uses its own ZIP code method (which ignores the state).
"""

from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from data_loaders import _acs_api, _acs_labels, _area, _http
from data_loaders._acs_observations import Quantity, lines, observations
from data_loaders._area import Area
from data_loaders._arrival import Arrival, Missing
from data_loaders._failures import NoData, NoKey, Unavailable
from data_loaders._source import Source
from data_loaders._zctas import zctas_of
from equity.errors import UnknownYear
from equity.indicators import CHECKED_SINCE

SOURCE = Source(
    id="acs5",
    title="American Community Survey, five-year estimates",
    publisher="U.S. Census Bureau",
    license="Public domain (U.S. government work), under the terms of service of the Census Data API",
    citation=(
        "U.S. Census Bureau, American Community Survey five-year detailed tables. This product uses the "
        "Census Bureau Data API but is not endorsed or certified by the Census Bureau."
    ),
    url="https://www.census.gov/data/developers/data-sets/acs-5year.html",
    vintages=tuple(range(2009, 2025)),
    years=5,
    coverage="Nation, states, counties, census tracts, cities and towns, ZIP code areas; with Puerto Rico",
    caveats=(
        "Answers of five years taken together, named by the last: they say nothing of one year alone.",
        "In small places the margins of error are wide: read them with every number.",
    ),
)

LEVELS = _area.LEVELS
NEEDS_KEY = True

_ZCTAS_A_REQUEST = 500  # a longer list makes an address that servers refuse


def read(
    area: Area,
    *,
    year: int,
    quantities: Sequence[Quantity],
    connection: _http.Connection,
    with_whole: bool = False,
) -> Arrival:
    """These quantities for every place of an area, with their margins of error.

    `with_whole` adds what the places are compared with: their state, or the nation.

    Lines that the Bureau does not give for the year, the level or the area become rows of the kind
    `not_published` and an entry of `missing`; the rest comes all the same. For a year before
    `equity.indicators.CHECKED_SINCE` the labels of the lines are asked first, and a quantity whose lines are
    not there or count something else has no rows: its entry of `missing` says why.

    Raises
    ------
    UnknownYear
        The survey has no five-year data that end in `year`.
    SourceFailure
        Its kind says the cause. Replies that had come are kept in the connection's folder, so a second call
        goes on from there.
    """
    if year not in SOURCE.vintages:
        known = f"{SOURCE.vintages[0]} to {SOURCE.vintages[-1]}"
        raise UnknownYear(f"Five-year data end in the years {known}; {year!r} is none of them.")
    if not connection.key:
        raise NoKey(
            "The Census API wants a key and none is set. Get a free key at "
            "https://api.census.gov/data/key_signup.html and enter it under Get data or set CENSUS_API_KEY; "
            "the summary files (source acs_files) need no key."
        )
    asked: dict[str, None] = {}

    def heard(event: _http.Event) -> None:
        if event.step in {"received", "kept"}:
            asked[event.url] = None
        connection.on_event(event)

    listening = replace(connection, on_event=heard)
    tables: list[pl.DataFrame] = []
    missing: dict[str, Missing] = {}
    if year < CHECKED_SINCE:
        quantities, left_out = _acs_labels.comparable(
            quantities, year=year, source=SOURCE.id, connection=listening
        )
        missing.update({each.what: each for each in left_out})
        if not quantities:
            raise NoData(" ".join(f"{each.what}: {each.words}" for each in left_out[:3]))
    for each in _area.with_whole_of(area) if with_whole else (area,):
        try:
            cells, absent = _cells(each, year, lines(quantities), listening)
        except _UnequalReplies:
            # One of the two may have been kept before the Bureau corrected its tables: ask all anew, once.
            cells, absent = _cells(each, year, lines(quantities), replace(listening, fresh=True))
        missing.update(absent)
        if cells.is_empty():
            words = (
                f"The Census API has nothing for {each} in {year}. Check the level, the state and the year."
            )
            if each is area:
                raise NoData(words)
            missing[str(each)] = Missing(what=str(each), cause=NoData.cause, words=words)
            continue
        tables.append(observations(cells, quantities, level=each.level, year=year, source=SOURCE.id))
    return Arrival(
        observations=pl.concat(tables),
        requests=tuple(asked),
        release=f"ACS five-year data {year - 4}-{year}",
        missing=tuple(missing.values()),
    )


def requests_needed(area: Area, quantities: Sequence[Quantity], *, year: int) -> int:
    """How many requests an area and its whole take (ZIP code areas of a state: more, by their number).

    A year before `equity.indicators.CHECKED_SINCE` takes one more, for the labels; then this is the most.
    """
    labels = 1 if year < CHECKED_SINCE else 0
    return labels + len(_batches(lines(quantities))) * len(_area.with_whole_of(area))


class _UnequalReplies(Unavailable):
    """Two replies about one area do not name the same places."""


def _batches(wanted: Sequence[str]) -> list[Sequence[str]]:
    size = _acs_api.LINES_A_REQUEST
    return [wanted[start : start + size] for start in range(0, len(wanted), size)]


def _cells(
    area: Area, year: int, wanted: Sequence[str], connection: _http.Connection
) -> tuple[pl.DataFrame, dict[str, Missing]]:
    parts: list[pl.DataFrame] = []
    missing: dict[str, Missing] = {}
    with _http.session(connection, source=SOURCE.id, vintage=str(year)) as opened:
        client = _acs_api.client(opened, connection.key or "")
        for where in _clauses(area, year, connection):
            replies: list[pl.DataFrame] = []
            for batch in _batches(wanted):
                usable = [line for line in batch if line.split("_")[0] not in missing]
                reply, refused = _acs_api.ask(client, usable, level=area.level, where=where, year=year)
                missing.update({each.what: each for each in refused})
                if reply is not None:
                    replies.append(reply)
            if replies:
                parts.append(_side_by_side(replies, area, year))
    if not parts:
        return pl.DataFrame(), missing
    return pl.concat(parts, how="diagonal").unique("geoid", maintain_order=True), missing


def _side_by_side(replies: Sequence[pl.DataFrame], area: Area, year: int) -> pl.DataFrame:
    first, *others = replies
    for other in others:
        here, there = set(first["geoid"]), set(other["geoid"])
        if here != there:
            apart = sorted(here ^ there)
            raise _UnequalReplies(
                f"Two replies of the Census API about {area} in {year} name different places: {len(apart):,} "
                f"are in one and not in the other ({', '.join(apart[:3])}). Nothing was put together from "
                "them. Pull again."
            )
    joined = first
    for other in others:
        joined = joined.join(other, on="geoid", how="left", validate="1:1", maintain_order="left")
    return joined


def _clauses(area: Area, year: int, connection: _http.Connection) -> list[dict[str, str]]:
    within = {"in": f"state:{area.state}"} if area.state else {}
    if area.level == "us_zcta" and area.state:
        codes = zctas_of(area.state, year=year, connection=connection)
        starts = range(0, len(codes), _ZCTAS_A_REQUEST)
        lists = [",".join(codes[start : start + _ZCTAS_A_REQUEST]) for start in starts]
        return [{"for": f"zip code tabulation area:{each}"} for each in lists]
    return [
        {
            "nation": {"for": "us:1"},
            "state": {"for": f"state:{area.state or '*'}"},
            "county": {"for": "county:*", **within},
            "tract": {"for": "tract:*", "in": f"state:{area.state} county:*"},
            "us_place": {"for": "place:*", **within},
            "us_zcta": {"for": "zip code tabulation area:*"},
        }[area.level]
    ]
