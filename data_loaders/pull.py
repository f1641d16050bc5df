"""One pull: numbers of an area from a source, with the shapes they are drawn on, into a folder.

    wanted = Request(source="acs5", area=area("tract", "37"), year=2023)
    plan(wanted)                                        before it starts: how many requests, how long
    run(wanted, from_environment(folder=..., key=...))  what came and what did not

It is the front door of everything that reads the network: a page or a script needs no other module.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from types import ModuleType
from typing import TYPE_CHECKING

from data_loaders import _folder, acs5, acs_files, boundaries
from data_loaders._acs_observations import Quantity, lines
from data_loaders._acs_quantities import quantities
from data_loaders._area import STATES, Area, area
from data_loaders._arrival import Arrival, Missing
from data_loaders._cache import age_in_words
from data_loaders._failures import CAUSES, Cancelled, SourceFailure
from data_loaders._folder import Pull
from data_loaders._http import Connection, Event, from_environment
from data_loaders._source import Source
from equity import geography
from equity.errors import InvalidParameter, UnknownSource
from equity.in_words import counted
from equity.indicators import INDICATORS, indicator

if TYPE_CHECKING:
    import geopandas as gpd

__all__ = [
    "Request",
    "Plan",
    "plan",
    "Result",
    "run",
    "draw",
    "sources",
    "levels_of",
    "in_survey",
    "needs_key",
    "years_of",
    "KEY_SIGNUP",
    "area",
    "Area",
    "STATES",
    "Connection",
    "from_environment",
    "Event",
    "Arrival",
    "Pull",
    "Missing",
    "CAUSES",
    "SourceFailure",
    "Cancelled",
    "age_in_words",
    "quantities",
    "Quantity",
    "lines",
]

KEY_SIGNUP = "https://api.census.gov/data/key_signup.html"
_SECONDS_A_REQUEST = 1.5  # a reply of the Census API about a state's tracts
_SECONDS_A_FILE = 15.0  # a summary file of some 100 MB at 60 Mbit/s
_SURVEY = (acs5.SOURCE.id, acs_files.SOURCE.id)
_OWN_SHAPES = ("tract", "us_place", "us_zcta")  # the app ships those of the nation, states and counties
_GRIDS_M = (50, 20, 8, 3)
_IN_ONE_FILE = 12_000  # places; California has 9,129 tracts


@dataclass(frozen=True, kw_only=True)
class Request:
    """What is wanted: a source, an area, a year, and for the survey which indicators (none means all)."""

    source: str
    area: Area
    year: int
    indicators: tuple[str, ...] = ()
    by_race: bool = True


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What a pull will take: `requests`, each `one` of `many`, and `seconds` in all as a rough guess."""

    requests: int
    one: str
    many: str
    seconds: float

    @property
    def counted(self) -> str:
        """How many of what: "1 file", "70 requests"."""
        return counted(self.requests, self.one, self.many)


@dataclass(frozen=True, kw_only=True)
class Result:
    """What came (`kept`) and what did not (`missing`)."""

    kept: tuple[Pull, ...]
    missing: tuple[Missing, ...]


def sources() -> dict[str, Source]:
    """Every source that can be pulled, by id: the modules of this folder that have a SOURCE and a `read`."""
    return {module.SOURCE.id: module.SOURCE for module in _loaders().values()}


def levels_of(source: str) -> tuple[str, ...]:
    """The levels that a source has.

    Raises
    ------
    UnknownSource
        No source that can be pulled has this id.
    """
    return tuple(_loader(source).LEVELS)


def years_of(source: str) -> tuple[int, ...]:
    """The years that can be pulled from a source, the latest first.

    Raises
    ------
    UnknownSource
        No source that can be pulled has this id.
    """
    return tuple(sorted(_loader(source).SOURCE.vintages, reverse=True))


def needs_key(source: str) -> bool:
    """Whether a source is reached through the Census API, which wants a key.

    Raises
    ------
    UnknownSource
        No source that can be pulled has this id.
    """
    return bool(getattr(_loader(source), "NEEDS_KEY", False))


def in_survey(source: str) -> tuple[str, ...]:
    """The indicators among which a pull may choose; none for a source that is pulled whole.

    Raises
    ------
    UnknownSource
        No source that can be pulled has this id.
    """
    _loader(source)
    if source not in _SURVEY:
        return ()
    return tuple(each.id for each in INDICATORS.values() if each.acs or each.acs_by_race)


def plan(request: Request) -> Plan:
    """What this pull will take, before it starts.

    Raises
    ------
    UnknownSource, UnknownIndicator, InvalidParameter
        There is no such thing to pull.
    """
    _loader(request.source)
    shapes = 1 if request.area.level in _OWN_SHAPES else 0
    if request.source == acs5.SOURCE.id:
        count = acs5.requests_needed(request.area, _quantities(request), year=request.year) + shapes
        return Plan(requests=count, one="request", many="requests", seconds=count * _SECONDS_A_REQUEST)
    if request.source == acs_files.SOURCE.id:
        count = acs_files.requests_needed(_quantities(request))
        size, seconds = "of 15 to 350 MB", count * _SECONDS_A_FILE
        return Plan(requests=count + shapes, one=f"file {size}", many=f"files {size}", seconds=seconds)
    return Plan(requests=1 + shapes, one="file", many="files", seconds=_SECONDS_A_FILE)


def run(request: Request, connection: Connection, *, draws: bool = True) -> Result:
    """Pull and keep. Shapes that cannot be had are named in the result; the numbers are kept all the same.

    Without `draws` the outlines for the map wait for `draw`, which after many states makes them once.

    Raises
    ------
    SourceFailure
        The numbers did not come; its kind says why. Nothing that was kept is lost.
    InvalidParameter
        The connection has no folder, or none of the indicators can be had in this year.
    """
    if connection.folder is None:
        raise InvalidParameter("A pull needs a folder to fill. Give one with --out or EQUITY_LEVERS_DATA.")
    arrival = _read(request, connection)
    kept = [
        _folder.keep_observations(
            connection.folder, arrival, request.area, source=request.source, year=request.year
        )
    ]
    missing = list(arrival.missing)
    if request.area.level in _OWN_SHAPES:
        years = arrival.observations.filter(geo_level=request.area.level)["vintage"].unique().to_list()
        for edition in sorted({geography.boundary_vintage(request.area.level, year) for year in years}):
            try:
                kept += _shapes(request.area, edition, connection, connection.folder, draws=draws)
            except SourceFailure as fault:
                what = f"shapes of {edition} for {request.area}"
                missing.append(Missing(what=what, cause=fault.cause, words=str(fault)))
    return Result(kept=tuple(kept), missing=tuple(missing))


def draw(level: str, folder: Path) -> tuple[Pull, ...]:
    """Make the outlines of all kept shapes of a level for the map, each edition's anew."""
    with _folder.alone(folder):
        editions = {each.vintage for each in _folder.pulls(folder, "shapes") if each.level == level}
        return tuple(_drawn(level, edition, folder) for edition in sorted(editions))


def _shapes(area: Area, edition: int, connection: Connection, folder: Path, *, draws: bool) -> list[Pull]:
    shapes = boundaries.read(area, edition=edition, connection=connection)
    with _folder.alone(folder):
        kept = _folder.keep_shapes(folder, shapes, area, edition=edition, source=boundaries.SOURCE.id)
        return [kept, _drawn(area.level, edition, folder)] if draws else [kept]


def _drawn(level: str, edition: int, folder: Path) -> Pull:
    kept = [
        each for each in _folder.pulls(folder, "shapes") if (each.level, each.vintage) == (level, edition)
    ]
    together = _folder.shapes(folder, kept)
    body, parts = _outlines(together, f"{level}_{edition}")
    return _folder.keep_outlines(
        folder,
        body,
        parts,
        level=level,
        edition=edition,
        places=len(together),
        source=boundaries.SOURCE.id,
    )


def _outlines(shapes: gpd.GeoDataFrame, name: str) -> tuple[bytes, dict[str, bytes]]:
    from equity import outlines  # noqa: PLC0415 - geopandas: a pull without shapes need not pay for it

    if len(shapes) > _IN_ONE_FILE and shapes["state_geoid"].nunique() > 1:
        return outlines.in_parts(
            shapes, projection="nation", by="state_geoid", borders_between="parent_geoid", name=name
        )
    borders = "parent_geoid" if shapes["parent_geoid"].nunique() > 1 else None
    for grid in _GRIDS_M[:-1]:
        try:
            return outlines.encode(shapes, projection="nation", grid_m=grid, borders_between=borders), {}
        except InvalidParameter:
            continue  # some place is smaller than a step of this grid
    return outlines.encode(shapes, projection="nation", grid_m=_GRIDS_M[-1], borders_between=borders), {}


def _read(request: Request, connection: Connection) -> Arrival:
    loader = _loader(request.source)
    if request.area.level not in loader.LEVELS:
        raise InvalidParameter(
            f"{loader.SOURCE.title} has no {request.area.level}. It has: {', '.join(loader.LEVELS)}."
        )
    if request.source in _SURVEY:
        arrival: Arrival = loader.read(
            request.area,
            year=request.year,
            quantities=_quantities(request),
            connection=connection,
            with_whole=True,
        )
    else:
        arrival = loader.read(request.area, year=request.year, connection=connection)
    return arrival


def _quantities(request: Request) -> Sequence[Quantity]:
    chosen = [indicator(each) for each in request.indicators] or list(INDICATORS.values())
    found = quantities(chosen, year=request.year, by_race=request.by_race)
    if not found:
        raise InvalidParameter(
            f"None of these indicators is in the survey's tables of {request.year}. Choose a later year or "
            "other indicators."
        )
    return found


def _loader(source: str) -> ModuleType:
    loaders = _loaders()
    if source not in loaders:
        raise UnknownSource(f"No source {source!r} can be pulled. Use one of: {', '.join(loaders)}.")
    return loaders[source]


def _loaders() -> dict[str, ModuleType]:
    found = {}
    for _, name, is_package in iter_modules([str(Path(__file__).parent)]):
        # What is `cached` is for Streamlit, which a pull from the command line can do without.
        if not is_package and not name.startswith("_") and not name.startswith("cached"):
            module = import_module(f"data_loaders.{name}")
            if hasattr(module, "SOURCE") and hasattr(module, "LEVELS"):
                found[module.SOURCE.id] = module
    return found
