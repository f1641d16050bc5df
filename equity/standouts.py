"""What stands out in one place: where it differs from the area it lies in by more than chance."""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from equity.comparison import part_of, with_verdicts
from equity.indicators import Indicator

_SAME = ("indicator", "group", "vintage")
_TRUSTED = ("reliable", "caution")
_COUNTS = ("people", "households", "code")


@dataclass(frozen=True, kw_only=True)
class Standouts:
    """How one place differs from its parent area.

    `ranked` holds only what differs by more than chance, the surest first. `not_told_apart` is in no order:
    its differences are within chance. `left_out` could not be judged: no value, no margin, or unreliable on
    either side; `why` says which.
    """

    ranked: pl.DataFrame
    not_told_apart: pl.DataFrame
    left_out: pl.DataFrame


def of(place: pl.DataFrame, parent: pl.DataFrame, indicators: Mapping[str, Indicator]) -> Standouts:
    """The indicators by which a place differs most from its parent area, in standard errors.

    Counts are left aside: a part always has fewer people than the whole.

    The place is a part of its parent; the test allows for that where the size of the part is known
    (`equity.comparison.variance_apart`), and finds too few differences where it is not.

    Parameters
    ----------
    place, parent
        Rows from `equity.rates.of`, each of one place; they are matched by indicator, group and year.
    indicators
        The declared indicators by id; `better` says whether higher or lower is better.

    Returns
    -------
    Standouts
        Tables with `indicator, group, vintage, estimate, estimate_kind, other_estimate, other_estimate_kind`
        (the parent's), `difference, difference_low, difference_high` (90 %), `z`, `verdict` and `direction`:
        "better", "worse" or, where neither is meant or the two cannot be told apart, "neutral".
    """
    columns = [*_SAME, "estimate", "estimate_kind", "standard_error", "reliability", "denominator"]
    counts = [each.id for each in indicators.values() if each.unit in _COUNTS]
    pairs = with_verdicts(
        place.filter(~pl.col("indicator").is_in(counts))
        .select(columns)
        .join(
            parent.select(*_SAME, pl.col(columns[3:]).name.prefix("other_")),
            on=_SAME,
            how="left",
            maintain_order="left",
        )
        .with_columns(part=part_of(pl.col("other_denominator")))
    )
    better = pl.col("indicator").replace_strict(
        {each.id: each.better for each in indicators.values()}, default="neutral", return_dtype=pl.String
    )
    verdict = pl.col("verdict")
    pairs = pairs.with_columns(
        direction=pl.when(((better == "higher") | (better == "lower")) & verdict.is_in(["higher", "lower"]))
        .then(pl.when(better == verdict).then(pl.lit("better")).otherwise(pl.lit("worse")))
        .otherwise(pl.lit("neutral")),
        why=_why_left_out(),
    )
    judged = pairs.filter(pl.col("why").is_null()).drop("why")
    apart = pl.col("verdict").is_in(["higher", "lower"])
    return Standouts(
        ranked=judged.filter(apart).sort(pl.col("z").abs(), descending=True, maintain_order=True),
        not_told_apart=judged.filter(~apart),
        left_out=pairs.filter(pl.col("why").is_not_null()),
    )


def toward(found: Standouts, direction: str) -> pl.DataFrame:
    """The part of `ranked` that is "better", "worse" or "neutral", the surest first."""
    return found.ranked.filter(direction=direction)


def _why_left_out() -> pl.Expr:
    own, other = pl.col("reliability"), pl.col("other_reliability")
    return (
        pl.when(~own.is_in(_TRUSTED))
        .then(own)
        .when(other.is_null())
        .then(pl.lit("not_published"))
        .when(~other.is_in(_TRUSTED))
        .then(other)
        .when(pl.col("z").is_null())
        .then(pl.lit("no_margin"))
    )
