"""The places and groups a lever acts on: areas of New York City, or one State's counties."""

from functools import cache

import polars as pl

from data_loaders import embedded
from equity import geography
from equity.errors import InvalidParameter
from equity.simulation.cells import Cells, cells_from

_NEW_YORK = "36"
_RESIDENTS, _POVERTY, _COVERAGE = "residents_by_race_ethnicity", "poverty", "public_insurance"


@cache
def cells(level: str, within: str) -> Cells:
    """The cells of a level in New York City (`within` is "nyc") or of a State's counties (its FIPS code).

    Each table is of its own latest year; `Cells.vintages` says which. A county without a poverty rate of
    its own, redrawn since the survey (Connecticut, two in Alaska), carries its State's.

    Raises
    ------
    InvalidParameter
        The embedded data cannot run the levers at this level in this area.
    UnknownLevel
        No such level is declared.
    """
    tier = geography.level(level).tier
    if tier == "nyc" and within == "nyc":
        return cells_from(
            _latest(_RESIDENTS, level),
            _latest(_POVERTY, level),
            state_geoid=_NEW_YORK,
            public_coverage=_latest(_COVERAGE, level),
        )
    state = _latest(_POVERTY, "state").filter(geoid=within)
    if level != "county" or state.is_empty():
        raise InvalidParameter(
            f"The levers cannot be run for level {level!r} within {within!r}. Choose a level of New York "
            "City within nyc, or county within one State (its two-digit FIPS code)."
        )
    return cells_from(
        _latest(_RESIDENTS, level).filter(pl.col("geoid").str.starts_with(within)),
        _latest(_POVERTY, level).filter(pl.col("geoid").str.starts_with(within)),
        state_geoid=within,
        poverty_of_state=state["estimate"][0],
    )


def _latest(indicator: str, level: str) -> pl.DataFrame:
    years = embedded.vintages(indicator, level)
    if not years:
        raise InvalidParameter(
            f"The embedded data have no {indicator} at level {level!r}, which the levers need. Choose "
            "another level."
        )
    return embedded.observations(indicator, level, max(years))
