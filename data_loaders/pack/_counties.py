"""From a county's columns to numbers without margins, and from counties up to states and the nation."""

import polars as pl

from equity.groups import ALL
from equity.indicators import INDICATORS

OUTSIDE_THE_STATES = ("60", "66", "69", "72", "78")
"""State codes of Puerto Rico and the island areas, which the Bureau's national totals leave out."""
_TOO_FEW_SAMPLED = -666_666_666.0


def rows_of(
    table: pl.DataFrame, *, source_id: str, vintage: int, kind: str, moe_method: str, level: str = "county"
) -> pl.DataFrame:
    """Every indicator that declares columns of this source, for every place of the table.

    `table` has `geoid` and the source's own columns as numbers. A share is rounded to a millionth.
    """
    found = []
    for indicator in INDICATORS.values():
        columns = indicator.columns.get(source_id)
        if columns is None:
            continue
        groups: dict[str, tuple[str, ...]] = {group: (name,) for group, name in columns.by_group.items()}
        for group, names in (groups or {ALL: columns.numerator}).items():
            counted = pl.sum_horizontal(names, ignore_nulls=False).cast(pl.Float64)
            if columns.denominator is None:
                numbers = {"estimate": counted, "numerator": pl.lit(None), "denominator": pl.lit(None)}
            else:
                whole = pl.col(columns.denominator).cast(pl.Float64)
                numerator = whole - counted if columns.is_remainder else counted
                scale = 1000 if indicator.unit == "per_1000" else 1
                numbers = {
                    "estimate": (scale * numerator / whole).round(6),
                    "numerator": numerator,
                    "denominator": whole,
                }
            found.append(
                table.select(
                    "geoid",
                    *(value.cast(pl.Float64).alias(name) for name, value in numbers.items()),
                    indicator=pl.lit(indicator.id),
                    group=pl.lit(group),
                )
            )
    return _without_codes(pl.concat(found), kind, moe_method).with_columns(
        geo_level=pl.lit(level), vintage=pl.lit(vintage), source_id=pl.lit(source_id)
    )


def with_states_and_nation(counties: pl.DataFrame) -> pl.DataFrame:
    """The rows, and those of each state and of the nation, by adding numerators and denominators.

    Only shares, rates and numbers of people are added; medians and limits cannot be. The nation is the 50
    states and the District of Columbia, as in the Bureau's own totals.
    """
    additive = [each.id for each in INDICATORS.values() if each.unit == "people"]
    shares = [each.id for each in INDICATORS.values() if each.unit in {"share", "per_1000"}]
    addable = counties.filter(pl.col("indicator").is_in([*additive, *shares]))
    in_states = addable.with_columns(geoid=pl.col("geoid").str.head(2), geo_level=pl.lit("state"))
    in_nation = in_states.filter(~pl.col("geoid").is_in(OUTSIDE_THE_STATES)).with_columns(
        geoid=pl.lit("us"), geo_level=pl.lit("nation")
    )
    kept = [name for name in counties.columns if name not in {"estimate", "numerator", "denominator"}]
    sums = (
        pl.concat([in_states, in_nation])
        .group_by(kept, maintain_order=True)
        .agg(pl.col("estimate", "numerator", "denominator").sum())
    )
    per_1000 = [each.id for each in INDICATORS.values() if each.unit == "per_1000"]
    scale = pl.when(pl.col("indicator").is_in(per_1000)).then(1000).otherwise(1)
    is_count = pl.col("indicator").is_in(additive)
    return pl.concat(
        [
            counties,
            sums.with_columns(
                estimate=pl.when(is_count)
                .then(pl.col("estimate"))
                .otherwise((scale * pl.col("numerator") / pl.col("denominator")).round(6)),
                numerator=pl.when(~is_count).then(pl.col("numerator")),
                denominator=pl.when(~is_count).then(pl.col("denominator")),
            ).select(counties.columns),
        ]
    )


def _without_codes(rows: pl.DataFrame, kind: str, moe_method: str) -> pl.DataFrame:
    """The Bureau's stand-ins for a number turned into a reason, and a column for each part of the schema."""
    too_few = pl.col("estimate") == _TOO_FEW_SAMPLED
    known = pl.col("estimate").is_not_null() & ~too_few
    empty = pl.lit(None, dtype=pl.Float64)
    return rows.with_columns(
        estimate_kind=pl.when(too_few)
        .then(pl.lit("too_few_sampled"))
        .when(known)
        .then(pl.lit(kind))
        .otherwise(pl.lit("not_published")),
        moe_method=pl.when(known).then(pl.lit(moe_method)).otherwise(pl.lit("not_available")),
        estimate=pl.when(known).then(pl.col("estimate")),
        moe=empty,
        numerator_moe=empty,
        denominator_moe=empty,
    )
