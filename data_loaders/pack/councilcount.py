"""New York City, deep: ACS estimates of three five-year periods for the city and eight kinds of areas."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import polars as pl

from data_loaders._source import Source
from data_loaders.pack._nyc_cells import Cells, Number, absent, count, share
from data_loaders.pack.packages import COUNCILCOUNT, member
from equity import geography
from equity.errors import MissingColumns
from equity.groups import ALL
from equity.indicators import INDICATORS, Columns

SOURCE = Source(
    id="nyc_acs",
    title="American Community Survey, five-year estimates, New York City",
    publisher="U.S. Census Bureau; New York City Council Data Team",
    license="MIT (councilcount); the survey itself is in the public domain",
    citation=(
        "U.S. Census Bureau, American Community Survey 5-year estimates 2007-2011, 2012-2016 and 2019-2023, "
        "as compiled for New York City's areas by the New York City Council Data Team in councilcount 0.11.4."
    ),
    url="https://pypi.org/project/councilcount/0.11.4/",
    vintages=(2011, 2016, 2023),
    years=5,
    coverage="New York City: the city, boroughs, community, council, school and police areas, "
    "neighborhoods (2020 NTAs) and ZIP code areas (MODZCTA)",
    caveats=(
        "Community, council and school districts and precincts, and neighborhoods and ZIP code areas before "
        "2023, are not surveyed as such: tract estimates are spread over buildings by population.",
        "Counts of those areas add up to more than the city has: 0 to 3 % more people and 10 to 13 % more "
        "households. Shares are not affected; counts must not be compared across kinds of areas.",
        "In those areas the margin of a share is the margin of the count over the denominator, wider than by "
        "the Bureau's rule.",
        "A zero has no margin in this source: how sure it is cannot be said.",
        "Shares of under 100 people are unreliable.",
    ),
    package=COUNCILCOUNT,
)

BOROUGHS = {
    "The Bronx": "36005",
    "Brooklyn": "36047",
    "Manhattan": "36061",
    "Queens": "36081",
    "Staten Island": "36085",
}


@dataclass(frozen=True, kw_only=True)
class Area:
    """How the package names one kind of area: its files' stem, and the column that holds the code."""

    level: str
    stem: str
    key: str


AREAS = (
    Area(level="city", stem="nyc-wide_estimates", key="city"),
    Area(level="borough", stem="borough-geographies", key="borough"),
    Area(level="community_district", stem="communitydist-geographies", key="communitydist"),
    Area(level="council_district", stem="councildist_2023-geographies", key="councildist_2023"),
    Area(level="council_district_2013", stem="councildist_2013-geographies", key="councildist_2013"),
    # `nta2020` holds the name here, although it holds the code in the file of shapes.
    Area(level="neighborhood", stem="nta-geographies", key="nta_code"),
    Area(level="zcta", stem="modzcta-geographies", key="modzcta"),
    Area(level="police_precinct", stem="policeprct-geographies", key="policeprct"),
    Area(level="school_district", stem="schooldist-geographies", key="schooldist"),
)
POPULATION = "Total population"


@dataclass(frozen=True, kw_only=True)
class Dictionary:
    """The package's dictionary of one period: `codes` and `shares_of` are keyed by label, never by code.

    The Bureau's profile codes move between periods: DP05_0076E is "Hispanic" in 2023 and "Native Hawaiian,
    not Hispanic" in 2016. `shares_of` gives the code and label that the package's own percentage is of.
    """

    vintage: int
    codes: Mapping[str, str]
    shares_of: Mapping[str, tuple[str, str]]

    def code(self, label: str) -> str:
        """The variable's code, without the final E.

        Raises
        ------
        MissingColumns
            The dictionary of this period has no such label.
        """
        if label not in self.codes:
            raise MissingColumns(
                f"councilcount {self.vintage}: expected a variable labeled {label!r}; there is none. Correct "
                "the indicator's columns, or declare the year as not_asked or not_published."
            )
        return self.codes[label]


def geoid_of(level: str, code: str) -> str:
    """The project's code of an area from the package's own."""
    if level == "city":
        return "nyc"
    return BOROUGHS[code] if level == "borough" else code


def file_of(wheel: Path, name: str) -> pl.DataFrame:
    """One CSV file of the package, every column as text."""
    return pl.read_csv(BytesIO(member(wheel, f"councilcount/data/{name}")), infer_schema=False)


def observations(wheel: Path) -> pl.DataFrame:
    """Every declared indicator for every area and period, in the tidy schema."""
    rows: list[dict[str, object]] = []
    for vintage in SOURCE.vintages:
        dictionary = _dictionary(file_of(wheel, f"data_dictionary_{vintage}.csv"), vintage)
        for area in AREAS:
            table = file_of(wheel, f"{area.stem}_{vintage}.csv")
            geoids = [geoid_of(area.level, code) for code in table[area.key]]
            for indicator in INDICATORS.values():
                if SOURCE.id not in indicator.columns:
                    continue
                columns = indicator.columns[SOURCE.id]
                for group, numbers in _by_group(columns, table, dictionary, area.level):
                    rows += (
                        {
                            "geoid": geoid,
                            "geo_level": area.level,
                            "vintage": vintage,
                            "indicator": indicator.id,
                            "group": group,
                            "source_id": SOURCE.id,
                            **number,
                        }
                        for geoid, number in zip(geoids, numbers, strict=True)
                    )
    return pl.DataFrame(rows, infer_schema_length=None)


def _dictionary(file: pl.DataFrame, vintage: int) -> Dictionary:
    wanted = ("estimate_description", "estimate_var_code", "denominator_var_code", "denominator_description")
    codes: dict[str, str] = {}
    shares_of: dict[str, tuple[str, str]] = {}
    for label, code, of_code, of_label in file.select(wanted).iter_rows():
        # "Total population" and "Total households" come twice, with the same numbers.
        codes.setdefault(label.strip(), code[:-1])
        if of_code:
            shares_of[label.strip()] = (of_code[:-1], of_label.strip())
    return Dictionary(vintage=vintage, codes=codes, shares_of=shares_of)


def _by_group(
    columns: Columns, table: pl.DataFrame, dictionary: Dictionary, level: str
) -> Iterator[tuple[str, list[Number]]]:
    groups: dict[str, tuple[str, ...]] = {group: (label,) for group, label in columns.by_group.items()}
    kind = "modelled" if dictionary.vintage in geography.level(level).modelled_years else "survey"
    for group, labels in (groups or {ALL: columns.numerator}).items():
        if dictionary.vintage in columns.not_asked:
            yield group, [absent("not_asked")] * table.height
        elif dictionary.vintage in columns.not_published:
            yield group, [absent("not_published")] * table.height
        elif columns.denominator is None:
            yield group, [count(cells, kind=kind) for cells in _cells(labels, None, table, dictionary)]
        else:
            yield (
                group,
                [
                    share(cells, kind=kind, is_remainder=columns.is_remainder)
                    for cells in _cells(labels, columns.denominator, table, dictionary)
                ],
            )


def _cells(
    labels: tuple[str, ...], denominator: str | None, table: pl.DataFrame, dictionary: Dictionary
) -> list[Cells]:
    codes = [dictionary.code(label) for label in labels]
    shares_of = {dictionary.shares_of.get(label) for label in labels}
    whole, whole_label = next(iter(shares_of)) or ("", "") if len(shares_of) == 1 else ("", "")
    is_own_share = whole_label == denominator
    if denominator and not is_own_share:
        whole = dictionary.code(denominator)
    nothing: list[float | None] = [None] * table.height

    def numbers(column: str) -> list[float | None]:
        return table[column].cast(pl.Float64).to_list()

    return [
        Cells(
            parts=parts,
            moes=moes,
            denominator=of,
            denominator_moe=of_moe,
            share_moe=None if percent_moe is None else percent_moe / 100,
            residents=residents,
        )
        for parts, moes, of, of_moe, percent_moe, residents in zip(
            zip(*(numbers(f"{code}E") for code in codes), strict=True),
            zip(*(numbers(f"{code}M") for code in codes), strict=True),
            numbers(f"{whole}E") if denominator else nothing,
            numbers(f"{whole}M") if denominator else nothing,
            numbers(f"{codes[0]}PM") if is_own_share and len(codes) == 1 else nothing,
            numbers(f"{dictionary.code(POPULATION)}E"),
            strict=True,
        )
    ]
