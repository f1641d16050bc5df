"""The places and groups a lever acts on: areas of New York City, or one State's counties."""

import polars as pl

from data_loaders import holdings
from equity import geography, groups
from equity.errors import InvalidParameter
from equity.simulation.cells import Cells, cells_from

_NEW_YORK = "36"
_MOST = 0.9
_RESIDENTS, _POVERTY, _COVERAGE, _UNINSURED = (
    "residents_by_race_ethnicity",
    "poverty",
    "public_insurance",
    "uninsured",
)


def cells(level: str, within: str) -> Cells:
    """The cells of a level in New York City (`within` is "nyc") or of a State's counties (its FIPS code).

    Each table is of its own latest year in that area; `Cells.vintages` says which. A county without a poverty
    rate of its own, redrawn since the survey (Connecticut, two in Alaska), carries its State's.

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
    state = _latest(_POVERTY, "state", within)
    if level != "county" or state.is_empty():
        raise InvalidParameter(
            f"The levers cannot be run for level {level!r} within {within!r}. Choose a level of New York "
            "City within nyc, or county within one State (its two-digit FIPS code)."
        )
    return cells_from(
        _latest(_RESIDENTS, level, within),
        _latest(_POVERTY, level, within),
        state_geoid=within,
        uninsured=_if_any(_latest(_UNINSURED, level, within)),
        of_state=pl.concat([state, _latest(_UNINSURED, "state", within)]),
    )


def _latest(indicator: str, level: str, state: str = "") -> pl.DataFrame:
    """The rows of the latest year that leaves out few places of a State (its FIPS code; none: of all)."""
    inside, widest = pl.col("geoid").str.starts_with(state), 0
    found = holdings.observations(indicator, level, 0)
    for year in holdings.vintages(indicator, level):
        rows = holdings.observations(indicator, level, year).filter(inside)
        places = rows.filter(pl.col("estimate").is_not_null())["geoid"].n_unique()
        widest = max(widest, places)
        if places and places >= _MOST * widest:
            found = rows
    return found


def _if_any(rows: pl.DataFrame) -> pl.DataFrame | None:
    return None if rows.is_empty() else rows


def _for_everyone(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.filter(group=groups.ALL)
