"""Along which lines people are divided to compare them: by how poor their place is, by place, or by group.

Where a source separates no groups, the places themselves can be ordered by a hardship of their own, such as
poverty, and cut into fifths of people. That says where a burden lies. It does not say that the people who
carry it are the poor ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import polars as pl

from equity import groups, missing
from equity.errors import InvalidParameter
from equity.extremes import can_be_named, least_people
from equity.geography import area
from equity.indicators import Indicator, indicator
from equity.offer import Offer
from equity.pooling import pooled

Kind = Literal["gradient", "places", "groups"]

Z_95 = 1.959964
FIFTHS = 5
POOLED_UNITS = ("share", "per_1000", "per_100000")
"""Units of which places can be averaged: not medians, counts or codes."""


@dataclass(frozen=True, kw_only=True)
class Dimension:
    """One way to divide people; `id` goes into links.

    A gradient orders places `by` an indicator, most hardship first; `most` and `least` name its ends. A
    dimension of groups takes those whose members are also counted as Hispanic (`overlaps`) or those in which
    everybody is counted once.
    """

    id: str
    label: str
    kind: Kind
    by: str = ""
    most: str = ""
    least: str = ""
    overlaps: bool = False

    @property
    def part(self) -> str:
        """What one of its parts is called."""
        return {"gradient": "fifth", "places": "place", "groups": "group"}[self.kind]


DIMENSIONS: dict[str, Dimension] = {
    each.id: each
    for each in (
        Dimension(
            id="race_ethnicity",
            label="Race and ethnicity, everybody counted once",
            kind="groups",
        ),
        Dimension(
            id="race",
            label="Race, with Hispanic people counted in their race",
            kind="groups",
            overlaps=True,
        ),
        Dimension(
            id="by_poverty",
            label="Poverty of the place people live in",
            kind="gradient",
            by="poverty",
            most="the most poverty",
            least="the least poverty",
        ),
        Dimension(
            id="by_education",
            label="Schooling in the place people live in",
            kind="gradient",
            by="no_high_school_diploma",
            most="the most adults without a high school diploma",
            least="the fewest adults without a high school diploma",
        ),
        Dimension(id="places", label="The places themselves", kind="places"),
    )
}


@dataclass(frozen=True, kw_only=True)
class Divided:
    """People divided along a dimension.

    `parts` has a row a part, in the columns of `equity.rates.of` with `name`, `order` (1 for the most
    hardship; null without an order), `places` (how many), `ranked_by` (the mean hardship of the part) and
    `is_eligible` (to be the best or an end); `denominator` is the people counted. `missing` is as from
    `equity.missing.counted`; `year_of_rank` is the year of the hardship; `least_people` is how many people
    a place must have to be eligible.
    """

    dimension: Dimension
    parts: pl.DataFrame
    missing: pl.DataFrame
    year_of_rank: int | None = None
    least_people: int = 0


def dimension(dimension_id: str) -> Dimension:
    """The dimension declared under this id.

    Raises
    ------
    InvalidParameter
        No dimension has this id.
    """
    if dimension_id not in DIMENSIONS:
        raise InvalidParameter(
            f"No dimension is called {dimension_id!r}. Use one of: {', '.join(DIMENSIONS)}."
        )
    return DIMENSIONS[dimension_id]


def offered(offer: Offer, *, within: str, level: str, indicator_id: str, year: int) -> dict[str, Dimension]:
    """The dimensions that the data have for an indicator, those of groups first."""
    whole_level, _ = area(within)
    found = {}
    for each in DIMENSIONS.values():
        if each.kind == "groups":
            there = group_ids(offer, level=whole_level, indicator_id=indicator_id, year=year, of=each)
            has_data = len(there) > 1
        elif each.kind == "gradient":
            has_data = each.by != indicator_id and each.by in offer.with_values[level]
        else:
            has_data = True
        if has_data:
            found[each.id] = each
    return found


def group_ids(offer: Offer, *, level: str, indicator_id: str, year: int, of: Dimension) -> list[str]:
    """The groups of a dimension that have values at a level, in their declared order."""
    there = offer.with_values.get(level, {}).get(indicator_id, {})
    return [
        each.id for each in groups.GROUPS if each.overlaps == of.overlaps and year in there.get(each.id, ())
    ]


def nearest_year(years: Sequence[int], year: int) -> int:
    """The year closest to another; of two equally close ones the later.

    Examples
    --------
    >>> nearest_year([2011, 2016, 2023], 2014)
    2016
    """
    return min(years, key=lambda each: (abs(each - year), -each))


def rate_offer(offer: Offer, *, by_group: bool) -> Offer:
    """The same offer with only what gaps can be looked at in, for every group or for everyone alone."""
    kept = {}
    for level, by_indicator in offer.with_values.items():
        rates = {
            each: years if by_group else {groups.ALL: years[groups.ALL]}
            for each, years in by_indicator.items()
            if is_comparable(indicator(each)) and (by_group or groups.ALL in years)
        }
        if rates:
            kept[level] = rates
    return replace(offer, with_values=kept)


def is_comparable(shown: Indicator) -> bool:
    """Whether gaps in an indicator mean something: a share or a rate of which less or more is better."""
    return shown.unit in POOLED_UNITS and shown.better != "neutral"


def fifths(table: pl.DataFrame, ranking: pl.DataFrame, along: Dimension, *, year_of_rank: int) -> Divided:
    """Five parts of about as many people each, by how much of a hardship their place has.

    Places are put in the order of the hardship, most first, and cut where each fifth of the people counted
    is full; a place is never split, and belongs to the fifth that holds the middle of its people. Each
    part's value is the average of its places by `equity.pooling.pooled`, with a 95 % interval.

    Parameters
    ----------
    table
        A row a place, as from `equity.geography.join` of `equity.rates.of`.
    ranking
        `geoid, estimate` of the hardship.
    """
    has_margins = table["standard_error"].is_not_null().any()
    rows = table.join(ranking.select("geoid", rank="estimate"), on="geoid", how="left").with_columns(
        weight=_weight()
    )
    why = (
        pl.when(missing.why_unusable(needs_margin=has_margins).is_not_null())
        .then(missing.why_unusable(needs_margin=has_margins))
        .when(pl.col("weight").is_null() | (pl.col("weight") <= 0))
        .then(pl.lit("no_count"))
        .when(pl.col("rank").is_null())
        .then(pl.lit("no_rank"))
    )
    used = rows.filter(why.is_null()).sort("rank", "geoid", descending=[True, False])
    middle = (pl.col("weight").cum_sum() - pl.col("weight") / 2) / pl.col("weight").sum()
    used = used.with_columns(part=(middle * FIFTHS).floor().clip(0, FIFTHS - 1).cast(pl.Int64) + 1)
    most, least = names_of_ends(along)
    names = (most, "the second fifth", "the middle fifth", "the fourth fifth", least)
    parts = []
    for order, name in enumerate(names, start=1):
        these = used.filter(part=order)
        if these.is_empty():
            continue
        parts.append(
            {
                "geoid": f"fifth_{order}",
                "name": name,
                "group": groups.ALL,
                **pooled(these["estimate"], these["standard_error"], these["weight"], z=Z_95),
                "denominator": float(these["weight"].sum()),
                "estimate_kind": "survey",
                "order": float(order),
                "places": these.height,
                "ranked_by": float((these["rank"] * these["weight"]).sum()) / float(these["weight"].sum()),
                "is_eligible": True,
            }
        )
    return Divided(
        dimension=along,
        parts=pl.DataFrame(parts, schema=_PARTS, orient="row"),
        missing=missing.counted(rows, why),
        year_of_rank=year_of_rank,
    )


def names_of_ends(along: Dimension) -> tuple[str, str]:
    """What the first and the last fifth of a gradient are called."""
    return f"the fifth with {along.most}", f"the fifth with {along.least}"


def each_place(table: pl.DataFrame) -> Divided:
    """Every place a part of its own, without an order; the best is one that `equity.extremes` would name."""
    has_margins = table["standard_error"].is_not_null().any()
    rows = table.with_columns(denominator=_weight(), is_eligible=can_be_named(table))
    why = missing.why_unusable(needs_margin=has_margins)
    used = rows.filter(why.is_null() & (pl.col("denominator") > 0))
    return Divided(
        dimension=DIMENSIONS["places"],
        parts=_as_parts(used),
        missing=missing.counted(rows, why),
        least_people=least_people(table),
    )


def each_group(rows: pl.DataFrame, along: Dimension) -> Divided:
    """Every population group a part of its own, in the groups' declared order.

    Parameters
    ----------
    rows
        A row a group of one place, from `equity.rates.of`.
    """
    named = rows.with_columns(
        name=pl.col("group").replace_strict({each.id: each.label for each in groups.GROUPS}),
        residents=pl.col("denominator"),
        is_eligible=pl.lit(value=True),
    )
    return Divided(
        dimension=along,
        parts=_as_parts(named),
        missing=missing.counted(named, pl.when(pl.col("estimate").is_null()).then(pl.col("reliability"))),
    )


def _as_parts(rows: pl.DataFrame) -> pl.DataFrame:
    low = (pl.col("estimate") - Z_95 * pl.col("standard_error")).clip(0)
    return rows.with_columns(
        low=low,
        high=pl.col("estimate") + Z_95 * pl.col("standard_error"),
        order=pl.lit(None, dtype=pl.Float64),
        places=pl.lit(1, dtype=pl.Int64),
        ranked_by=pl.lit(None, dtype=pl.Float64),
    ).select(pl.col(name).cast(kind) for name, kind in _PARTS.items())


def _weight() -> pl.Expr:
    return pl.coalesce("denominator", pl.col("residents").cast(pl.Float64))


_PARTS = {
    "geoid": pl.String,
    "name": pl.String,
    "group": pl.String,
    "estimate": pl.Float64,
    "standard_error": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
    "reliability": pl.String,
    "denominator": pl.Float64,
    "estimate_kind": pl.String,
    "order": pl.Float64,
    "places": pl.Int64,
    "ranked_by": pl.Float64,
    "is_eligible": pl.Boolean,
}
