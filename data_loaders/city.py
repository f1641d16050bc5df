"""New York City's own areas, added up from the census tracts of the city where those were pulled.

Counts are spread by where residents live and their margins with them; medians and indexes cannot be added up
and are not offered. What the city itself publishes for an area takes precedence over what is added up here.
"""

import polars as pl

from data_loaders import embedded, pulled
from equity import apportionment
from equity.geography import level as level_of
from equity.indicators import INDICATORS
from equity.tables import NOTHING

_STATE = "36"
_COUNTIES = ("36005", "36047", "36061", "36081", "36085")


def observations(indicator: str, level: str, vintage: int) -> pl.DataFrame:
    """One indicator for every area of a level of the city, all groups, in the schema of `equity.tables`.

    The table has no rows where the tracts were not pulled or cannot be added up.
    """
    if not (_is_pulled() and _leads_to(level) and _adds_up(indicator, vintage)):
        return NOTHING
    return _added_up(pulled.observations(indicator, "tract", vintage), embedded.crosswalk(), level)


def observations_of_place(level: str, geoid: str) -> pl.DataFrame:
    """Every indicator that can be added up for one area of the city, in every year and for every group."""
    if not (_is_pulled() and _leads_to(level)):
        return NOTHING
    of_area = embedded.crosswalk().filter(geo_level=level, geoid=geoid)
    tracts = pulled.observations_of_places("tract", of_area["tract_geoid"].to_list())
    asked = tracts.select("indicator", "vintage").unique()
    usable = [row for row in asked.iter_rows() if _adds_up(*row)]
    kept = pl.DataFrame(usable, schema=asked.schema, orient="row")
    return _added_up(tracts.join(kept, on=asked.columns, how="semi"), of_area, level)


def available() -> pl.DataFrame:
    """What can be added up: each `indicator, geo_level, vintage, group` with `rows`, areas of the level."""
    columns = ["indicator", "geo_level", "vintage", "group", "rows"]
    if not _is_pulled():
        return embedded.available().select(columns).clear()
    usable = [
        row
        for row in pulled.available().filter(geo_level="tract").iter_rows(named=True)
        if _adds_up(row["indicator"], row["vintage"])
    ]
    areas = embedded.crosswalk().group_by("geo_level").agg(rows=pl.col("geoid").n_unique())
    of_tracts = pl.DataFrame(usable, schema=embedded.available().schema).drop("geo_level", "rows")
    return of_tracts.join(areas, how="cross").select(pl.col(columns)).cast({"rows": pl.UInt32})


def _added_up(tracts: pl.DataFrame, crosswalk: pl.DataFrame, level: str) -> pl.DataFrame:
    inside = tracts.filter(pl.col("geoid").str.slice(0, 5).is_in(_COUNTIES))
    if inside.is_empty():
        return NOTHING
    return apportionment.apportioned(inside, crosswalk, level=level)


def _is_pulled() -> bool:
    return any((each.level, each.state) == ("tract", _STATE) for each in pulled.pulls())


def _leads_to(level: str) -> bool:
    return level_of(level).tier == "nyc" and level in embedded.crosswalk()["geo_level"]


def _adds_up(indicator: str, vintage: int) -> bool:
    return INDICATORS[indicator].unit in apportionment.UNITS and vintage >= apportionment.FIRST_YEAR
