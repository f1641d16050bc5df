"""The places and groups a lever acts on: areas of New York City, a State's counties or its pulled tracts."""

from functools import partial

import polars as pl

from data_loaders import holdings
from equity import geography, groups
from equity.errors import InvalidParameter
from equity.simulation.cells import Cells, cells_from

_NEW_YORK = "36"
_MOST = 0.9
_RESIDENTS, _POVERTY, _COVERAGE, _MEDICAID, _UNINSURED = (
    "residents_by_race_ethnicity",
    "poverty",
    "public_insurance",
    "medicaid",
    "uninsured",
)
_TRACT = "tract"
_OF_TRACTS = (_RESIDENTS, _POVERTY, _MEDICAID)


def cells(level: str, within: str) -> Cells:
    """The cells of a level in New York City (`within` is "nyc") or in a State (its two-digit FIPS code).

    Each table is of its own latest year in that area; `Cells.vintages` says which. Tracts, which are redrawn
    every ten years, have one year for all (`tract_states`). A county without a poverty rate of its own,
    redrawn since the survey (Connecticut, two in Alaska), carries its State's.

    Raises
    ------
    InvalidParameter
        The data here cannot run the levers at this level in this area.
    UnknownLevel
        No such level is declared.
    """
    tier = geography.level(level).tier
    if tier == "nyc" and within == "nyc":
        return cells_from(
            _latest(_RESIDENTS, level),
            _latest(_POVERTY, level),
            state_geoid=_NEW_YORK,
            public_coverage=_for_everyone(_latest(_COVERAGE, level)),
            uninsured=_if_any(_latest(_UNINSURED, level)),
        )
    state, tracts = _latest(_POVERTY, "state", within), _tract_years()
    is_of_tracts = level == _TRACT and within in tracts
    if not is_of_tracts and (level != "county" or state.is_empty()):
        raise InvalidParameter(
            f"The levers cannot be run for level {level!r} within {within!r}. Choose a level of New York "
            "City within nyc, or county within one State (its two-digit FIPS code). For its census tracts, "
            f"first pull {', '.join(_OF_TRACTS)} of one year, with their shapes."
        )
    read = partial(_in_year, year=tracts[within]) if is_of_tracts else _latest
    residents = read(_RESIDENTS, level, within)
    # Both are of the year of the residents, or a county redrawn between them would be lost.
    medicaid, of_state = (
        _for_everyone(_in_year(_MEDICAID, each, within, year=residents["vintage"][0]))
        for each in (level, "state")
    )
    return cells_from(
        residents,
        read(_POVERTY, level, within),
        state_geoid=within,
        medicaid=None if of_state.is_empty() else _if_any(medicaid),
        uninsured=_if_any(read(_UNINSURED, level, within)),
        of_state=pl.concat([state, _latest(_UNINSURED, "state", within), of_state]),
    )


def tract_states(year: int) -> frozenset[str]:
    """The States (FIPS codes) on whose census tracts the levers run, with the tables of this year."""
    return frozenset(state for state, latest in _tract_years().items() if latest == year)


def _tract_years() -> dict[str, int]:
    """By State, the latest year in which all that the levers need of its census tracts is held and drawn."""
    found: dict[str, int] = {}
    for year in holdings.vintages(_MEDICAID, _TRACT):
        drawn = holdings.drawn(_TRACT, geography.boundary_vintage(_TRACT, year)) or frozenset()
        held = [
            set(_with_value(holdings.observations(each, _TRACT, year))["geoid"].str.slice(0, 2))
            for each in _OF_TRACTS
        ]
        found |= dict.fromkeys(drawn.intersection(*held), year)
    return found


def _latest(indicator: str, level: str, state: str = "") -> pl.DataFrame:
    """The rows of the latest year that leaves out few places of a State (its FIPS code; none: of all)."""
    inside, widest = pl.col("geoid").str.starts_with(state), 0
    found = holdings.observations(indicator, level, 0)
    for year in holdings.vintages(indicator, level):
        rows = holdings.observations(indicator, level, year).filter(inside)
        places = _with_value(rows)["geoid"].n_unique()
        widest = max(widest, places)
        if places and places >= _MOST * widest:
            found = rows
    return found


def _in_year(indicator: str, level: str, state: str, year: int) -> pl.DataFrame:
    return holdings.observations(indicator, level, year).filter(pl.col("geoid").str.starts_with(state))


def _with_value(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.filter(pl.col("estimate").is_not_null())


def _if_any(rows: pl.DataFrame) -> pl.DataFrame | None:
    return None if rows.is_empty() else rows


def _for_everyone(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.filter(group=groups.ALL)
