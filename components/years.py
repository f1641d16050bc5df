"""Two years of one indicator: what changed, as words and as columns of a table."""

from __future__ import annotations

import polars as pl

from components.charts import Column
from components.numbers import Numbers
from equity.geography import Level


def changed(now: pl.DataFrame, other: pl.DataFrame, level: Level, *, since: int, until: int) -> str:
    """How many places differ between two years by more than chance, and which way.

    Two estimates differ where they lie farther apart than the margin of their difference, the root of the sum
    of both squared margins (U.S. Census Bureau, Understanding and Using ACS Data, 2020, chapter 7).

    Parameters
    ----------
    now, other
        `geoid, estimate, moe, is_outside` of the years `until` and `since`, a row a place in one order.
    """
    both = pl.DataFrame(
        {"now": now["estimate"], "other": other["estimate"], "moe": now["moe"], "other_moe": other["moe"]}
    ).filter(~now["is_outside"] & pl.col("now").is_not_null() & pl.col("other").is_not_null())
    if both.is_empty():
        return f"No {level.one} has a value in both years."
    both = both.drop_nulls(["moe", "other_moe"])
    if both.is_empty():
        return "The source gives no margins of error, so differences between the years may be chance."
    apart = pl.col("now") - pl.col("other")
    margin = (pl.col("moe") ** 2 + pl.col("other_moe") ** 2).sqrt()
    higher, lower = both.select(up=(apart > margin).sum(), down=(-apart > margin).sum()).row(0)
    same = both.height - higher - lower
    return (
        f"From {since} to {until}, among {both.height:,} {level.many} with a margin of error in both years: "
        f"higher by more than chance in {higher:,}, lower in {lower:,}; {same:,} cannot be told apart."
    )


def with_other(numbers: Numbers, other: pl.DataFrame, *, year: int, unit: str) -> Numbers:
    """The numbers of a map with the value and interval of another year beside them.

    Parameters
    ----------
    other
        `geoid, estimate, low, high` of that year, at most a row a place.
    """
    names = {name: f"{name}_{year}" for name in ("estimate", "low", "high")}
    headings = {"estimate": str(year), "low": f"{year}: low end", "high": f"{year}: high end"}
    return Numbers(
        title=numbers.title,
        alt=numbers.alt,
        table=numbers.table.join(
            other.select("geoid", *names).rename(names), on="geoid", how="left", maintain_order="left"
        ),
        columns={
            **numbers.columns,
            **{names[name]: Column(heading=heading, unit=unit) for name, heading in headings.items()},
        },
        provenance=numbers.provenance,
    )
