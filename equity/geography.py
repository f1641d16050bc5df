"""Where: levels of geography, codes that change over the years, and laying numbers on places.

Codes are strings: a state is two digits, a county five (the Bureau's FIPS codes); the areas of New York City
keep the codes of the city's own files. A number of one boundary vintage is never drawn on the shapes of
another: what does not match is counted and listed with the reason where one is known.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from equity.errors import InvalidParameter, InvalidTable, UnknownLevel, UnknownYear


@dataclass(frozen=True, kw_only=True)
class Level:
    """A level of geography: `one` and `many` name it in a sentence, `parent` is the level that holds it.

    `modelled_years` are the data years whose numbers at this level were spread from other areas rather than
    surveyed there (the New York City files scale tract estimates by population); `form` is the regular
    expression its codes follow.
    """

    id: str
    one: str
    many: str
    tier: str
    parent: str | None
    modelled_years: tuple[int, ...] = ()
    form: str = r"\S"


_ALL_YEARS = (2011, 2016, 2023)

LEVELS: tuple[Level, ...] = (
    Level(id="city", one="city", many="cities", tier="nyc", parent=None, form="^nyc$"),
    Level(id="borough", one="borough", many="boroughs", tier="nyc", parent="city", form=r"^36\d{3}$"),
    Level(
        id="community_district",
        one="community district",
        many="community districts",
        tier="nyc",
        parent="borough",
        modelled_years=_ALL_YEARS,
    ),
    Level(
        id="council_district",
        one="City Council district",
        many="City Council districts",
        tier="nyc",
        parent="city",
        modelled_years=_ALL_YEARS,
    ),
    Level(
        id="council_district_2013",
        one="City Council district (2013 lines)",
        many="City Council districts (2013 lines)",
        tier="nyc",
        parent="city",
        modelled_years=_ALL_YEARS,
    ),
    Level(
        id="neighborhood",
        one="neighborhood",
        many="neighborhoods",
        tier="nyc",
        parent="borough",
        modelled_years=(2011, 2016),
    ),
    Level(
        id="zcta",
        one="ZIP code area",
        many="ZIP code areas",
        tier="nyc",
        parent="city",
        modelled_years=(2011, 2016),
    ),
    Level(
        id="police_precinct",
        one="police precinct",
        many="police precincts",
        tier="nyc",
        parent="borough",
        modelled_years=_ALL_YEARS,
    ),
    Level(
        id="school_district",
        one="school district",
        many="school districts",
        tier="nyc",
        parent="city",
        modelled_years=_ALL_YEARS,
    ),
    Level(id="nation", one="nation", many="nations", tier="us", parent=None, form="^us$"),
    Level(id="state", one="state", many="states", tier="us", parent="nation", form=r"^\d{2}$"),
    Level(id="county", one="county", many="counties", tier="us", parent="state", form=r"^\d{5}$"),
    Level(id="tract", one="census tract", many="census tracts", tier="us", parent="county", form=r"^\d{11}$"),
    Level(
        id="us_place", one="city or town", many="cities and towns", tier="us", parent="state", form=r"^\d{7}$"
    ),
    # ZIP code areas cross state lines; those of New York City above are the city's own, modified ones.
    Level(
        id="us_zcta", one="ZIP code area", many="ZIP code areas", tier="us", parent="nation", form=r"^\d{5}$"
    ),
)
_BY_ID = {each.id: each for each in LEVELS}
_WITH_ARTICLE = ("United States", "District of Columbia")


def level(level_id: str) -> Level:
    """The level declared under this id.

    Raises
    ------
    UnknownLevel
        No level has this id.
    """
    if level_id not in _BY_ID:
        raise UnknownLevel(f"No level of geography is called {level_id!r}. Use one of: {', '.join(_BY_ID)}.")
    return _BY_ID[level_id]


def levels_within(within: str) -> list[str]:
    """Level ids of the places that make up an area: "us", "nyc" or a two-digit state FIPS code.

    Examples
    --------
    >>> levels_within("us")[:2], levels_within("48")[:2]
    (['state', 'county'], ['county', 'tract'])
    """
    tier = "nyc" if within == "nyc" else "us"
    whole = {"us": "nation", "nyc": "city"}.get(within, "state")
    ids = [each.id for each in LEVELS if each.tier == tier]
    return ids[ids.index(whole) + 1 :]


def area(within: str) -> tuple[str, str]:
    """The level and GEOID of a whole area: "us", "nyc" or a two-digit state FIPS code.

    Examples
    --------
    >>> area("nyc"), area("48")
    (('city', 'nyc'), ('state', '48'))
    """
    return {"us": ("nation", "us"), "nyc": ("city", "nyc")}.get(within, ("state", within))


def inside(table: pl.DataFrame, within: str) -> pl.DataFrame:
    """The rows of places in an area, by their `state_geoid` where the area is a state."""
    return table.filter(pl.col("state_geoid") == within) if within.isdigit() else table


def with_article(name: str) -> str:
    """The name of a place or an area as it stands inside a sentence.

    Examples
    --------
    >>> with_article("United States"), with_article("Texas")
    ('the United States', 'Texas')
    """
    return f"the {name}" if name in _WITH_ARTICLE else name


def row_of(table: pl.DataFrame, geoid: str | None) -> dict[str, Any] | None:
    """The one row of a place, or None where the table has none."""
    rows = table.filter(pl.col("geoid").eq_missing(pl.lit(geoid, dtype=pl.String)))
    return rows.row(0, named=True) if geoid is not None and rows.height == 1 else None


def largest(table: pl.DataFrame) -> dict[str, Any]:
    """The row of the place with the most residents, for a view in which no place was chosen."""
    return table.sort("residents", descending=True, nulls_last=True, maintain_order=True).row(0, named=True)


def rows_of(table: pl.DataFrame, geoids: Sequence[str]) -> pl.DataFrame:
    """The rows of these places, in the order asked for; a place without a row is left out."""
    wanted = pl.DataFrame({"geoid": list(geoids)}, schema={"geoid": pl.String})
    return wanted.join(table, on="geoid", how="inner", maintain_order="left").select(table.columns)


@dataclass(frozen=True, kw_only=True)
class CodeChange:
    """County codes that gave way to others: from `year` on, the Bureau's data use `new`."""

    old: tuple[str, ...]
    new: tuple[str, ...]
    year: int
    words: str


# Census Bureau, "Substantial Changes to Counties and County Equivalent Entities: 1970-Present".
CODE_CHANGES: tuple[CodeChange, ...] = (
    CodeChange(
        old=("51515",),
        new=("51019",),
        year=2013,
        words="Bedford city (51515) became part of Bedford County (51019)",
    ),
    CodeChange(
        old=("46113",),
        new=("46102",),
        year=2015,
        words="Shannon County (46113) was renamed Oglala Lakota (46102)",
    ),
    CodeChange(
        old=("02270",), new=("02158",), year=2015, words="Wade Hampton (02270) was renamed Kusilvak (02158)"
    ),
    CodeChange(
        old=("02261",),
        new=("02063", "02066"),
        year=2020,
        words="Valdez-Cordova (02261) was split into Chugach (02063) and Copper River (02066)",
    ),
    CodeChange(
        old=tuple(f"09{number:03}" for number in range(1, 16, 2)),
        new=tuple(f"09{number:03}" for number in range(110, 200, 10)),
        year=2022,
        words="Connecticut's 8 counties gave way to 9 planning regions with other borders",
    ),
)


_CHANGES = {code: change for change in CODE_CHANGES for code in (*change.old, *change.new)}
_IN_COUNTIES = ("county", "tract")  # their codes begin with a county's five digits
_COUNTY_DIGITS = 5

# Levels whose shapes are pulled, not shipped: (last data year, year of the shapes).
_OF_STATES = ((2013, 2010), (2014, 2014), (2019, 2019), (2021, 2020), (2100, 2023))
_SHAPES_TO_PULL = {
    "tract": ((2009, 2000), *_OF_STATES),
    "us_place": _OF_STATES,
    "us_zcta": ((2019, 2019), (2100, 2020)),
}


def boundary_vintage(level_id: str, year: int) -> int:
    """The year of the shapes on which data of this level and year are drawn.

    Counties and states: the 2017 shapes (8 counties in Connecticut) for data up to 2021, the 2023 shapes
    (9 planning regions) from 2022 on, as in the Bureau's own tables. Alaska's 2020 and 2021 data already use
    the two areas that replaced Valdez-Cordova: they stay without a shape, and `join` says so. The areas of
    New York City have one set of shapes, for all years.

    Census tracts of data up to 2009 are those of the 2000 census, of which no shapes are built in.

    Census tracts and cities and towns: 2010 for data up to 2013, then the shapes of 2014, of 2019 (the tracts
    of the 2010 census, with Oglala Lakota and Kusilvak), of 2020 (the tracts of the 2020 census, with Chugach
    and Copper River) and of 2023 (Connecticut's planning regions). ZIP code areas have one set a census.

    Raises
    ------
    UnknownLevel
        No level has this id.
    UnknownYear
        `year` is not a data year that any of the shapes stand for.

    Examples
    --------
    >>> boundary_vintage("county", 2021), boundary_vintage("county", 2022)
    (2017, 2023)
    >>> [boundary_vintage("tract", year) for year in (2019, 2021, 2022)]
    [2019, 2020, 2023]
    """
    tier = level(level_id).tier
    if not 1990 <= year <= 2100:
        raise UnknownYear(
            f"{year} is not a data year: no boundaries are known for it. Use a year from 1990 on."
        )
    if level_id in _SHAPES_TO_PULL:
        return next(shapes for last_year, shapes in _SHAPES_TO_PULL[level_id] if year <= last_year)
    return 2023 if tier == "nyc" or year >= 2022 else 2017


def overlap_of_periods(year_a: int, year_b: int, *, years: int = 5) -> float:
    """The share of years that two multi-year periods have in common, 0 to 1; each is named by its last year.

    It is the C of the Bureau's rule for comparing overlapping periods
    (`equity.rates.z_of_difference`). U.S. Census Bureau, Understanding and Using ACS Data, chapter 7.

    Examples
    --------
    >>> overlap_of_periods(2016, 2023)
    0.0
    >>> overlap_of_periods(2019, 2023)
    0.2
    """
    if years < 1:
        raise InvalidParameter(f"A period has {years} years; expected 1 or more.")
    return max(0, years - abs(year_a - year_b)) / years


_OF_ROW = "_of_row"


@dataclass(frozen=True, kw_only=True)
class Unmatched:
    """A place that found no partner in a join; `why` is empty where no reason is known."""

    geoid: str
    name: str | None
    why: str = ""


@dataclass(frozen=True, kw_only=True)
class Joined:
    """Numbers laid on places, with nothing dropped.

    `table` has every place in the order given, then the rows whose code has no place (with empty place
    columns). `matched` counts places that have a row; `without_value` lists places that have none,
    `without_shape` rows that have no place.
    """

    table: pl.DataFrame
    matched: int
    without_value: tuple[Unmatched, ...]
    without_shape: tuple[Unmatched, ...]


def join(observations: pl.DataFrame, places: pl.DataFrame) -> Joined:
    """Lay one number a place on the places of a map, counting what did not match on either side.

    A place without a row gets `estimate_kind` "not_published" (and the same `reliability`, where that column
    is there), never a zero.

    Parameters
    ----------
    observations
        Rows of one level, at most one a place: one indicator, one group, one year. As from
        `equity.tables.validated` or `equity.rates.of`.
    places
        `geoid, geo_level, name` and whatever else describes a place, one row each, in drawing order.

    Raises
    ------
    InvalidTable
        A place has several rows, or the two tables are of different levels.
    """
    _check_one_row_each(observations, "observations")
    _check_one_row_each(places, "places")
    of_places, of_rows = places["geoid"], observations["geoid"]
    levels = pl.concat([observations["geo_level"], places["geo_level"]])
    if levels.n_unique() > 1:
        raise InvalidTable(
            f"These numbers and places are of different levels ({', '.join(sorted(levels.unique()))}); "
            "expected one. Ask for the places of the numbers' own level."
        )
    columns = [name for name in observations.columns if name not in places.columns or name == "geoid"]
    table = places.join(
        observations[columns], on="geoid", how="left", maintain_order="left", coalesce=False, suffix=_OF_ROW
    )
    has_row = table.drop_in_place(f"geoid{_OF_ROW}").is_not_null()
    matched, without_place = int(has_row.sum()), observations.clear()
    states = [name for name in ("estimate_kind", "reliability") if name in columns]
    if states and matched < places.height:
        table = table.with_columns(pl.col(states).fill_null("not_published"))
    if matched < observations.height:
        without_place = observations.filter(~of_rows.is_in(of_places.implode()))
        table = pl.concat([table, without_place], how="diagonal")
    return Joined(
        table=table,
        matched=matched,
        without_value=_unmatched(places.filter(~has_row), other=of_rows),
        without_shape=_unmatched(without_place, other=of_places),
    )


def _check_one_row_each(frame: pl.DataFrame, what: str) -> None:
    if frame["geoid"].n_unique() < frame.height:
        twice = frame.filter(pl.col("geoid").is_duplicated())
        raise InvalidTable(
            f"{what}: {twice['geoid'][0]} has several rows; expected at most one a place. "
            "Choose one level, indicator, group and year first."
        )


def _unmatched(frame: pl.DataFrame, *, other: pl.Series) -> tuple[Unmatched, ...]:
    if frame.is_empty():
        return ()
    names: Sequence[str | None] = (
        frame["name"].to_list() if "name" in frame.columns else [None] * frame.height
    )
    counties = [
        geoid[:_COUNTY_DIGITS] if level in _IN_COUNTIES else ""
        for geoid, level in zip(frame["geoid"], frame["geo_level"], strict=True)
    ]
    others = {code[:_COUNTY_DIGITS] for code in other} if _CHANGES.keys() & {*counties} else set()
    return tuple(
        Unmatched(geoid=geoid, name=name, why=_why(county, others))
        for geoid, name, county in zip(frame["geoid"], names, counties, strict=True)
    )


def _why(county: str, other_counties: set[str]) -> str:
    """The change of county codes that explains why this one is absent from the other side, or nothing."""
    change = _CHANGES.get(county)
    if change is None:
        return ""
    partners = change.new if county in change.old else change.old
    return f"{change.words} in {change.year}." if other_counties & {*partners} else ""
