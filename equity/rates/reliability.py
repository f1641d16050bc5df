"""Each number with its standard error, its 90 % interval and how far to trust it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import polars as pl

from equity.indicators import Indicator
from equity.rates.margins import Z_90
from equity.tables import ESTIMATE_KINDS

DENOMINATOR_FLOOR = 100
"""A share of fewer people than this is called unreliable, whatever its margin says."""

FEWEST_EVENTS = 10
"""A rate of fewer counted events than this is called unreliable (National Center for Health Statistics)."""

CV_RELIABLE, CV_CAUTION = 0.12, 0.40
"""Bounds of the coefficient of variation: a widespread convention of users, not a rule of the Bureau.

Beyond the second a value is unreliable, and no ratio of it has an interval.
"""

# A unit that is not named here has no natural bounds.
NATURAL_RANGE: dict[str, tuple[float, float | None]] = {
    "share": (0.0, 1.0),
    "people": (0.0, None),
    "households": (0.0, None),
    "usd": (0.0, None),
    "per_1000": (0.0, None),
    "per_100000": (0.0, None),
}


@dataclass(frozen=True, kw_only=True)
class Reliability:
    """How far a number can be trusted; `words` continue "This value is ..."."""

    id: str
    has_value: bool
    words: str


RELIABILITY: dict[str, Reliability] = {
    each.id: each
    for each in (
        Reliability(id="reliable", has_value=True, words="reliable"),
        Reliability(id="caution", has_value=True, words="uncertain: use it with caution"),
        Reliability(id="unreliable", has_value=True, words="unreliable: too uncertain to rely on"),
        Reliability(id="no_margin", has_value=True, words="given without a margin of error by its source"),
        *(
            Reliability(id=kind.id, has_value=False, words=kind.words)
            for kind in ESTIMATE_KINDS.values()
            if not kind.has_value
        ),
    )
}


def of(indicator: Indicator, observations: pl.DataFrame) -> pl.DataFrame:
    """The rows with how sure each number is.

    Adds `standard_error`, `low` and `high` (90 % interval, in the unit of the estimate), `is_clipped`
    (an end was cut at the unit's natural bound, such as 0 for a share), `cv` (standard error over estimate, 0
    to 1 and above) and `reliability`, one of `RELIABILITY`:

    - reliable: cv below 12 %, or a complete or controlled count, or a code, without sampling error;
    - caution: cv from 12 to 40 %;
    - unreliable: cv above 40 %; a zero or a margin that says nothing about chance; a share of fewer than
      `DENOMINATOR_FLOOR` people; a share outside 0 to 1; a rate of fewer than `FEWEST_EVENTS` in a complete
      count;
    - no_margin: the source gives no margin; so is any rate of a complete count, which still varies by chance
      from year to year where few people live;
    - the kinds without a value (`no_residents`, `suppressed` ...) as they are.

    A row without a positive margin has no interval, rather than one of zero width.

    Parameters
    ----------
    indicator
        What the numbers measure; its `unit` says which range is possible.
    observations
        Rows in the schema of `equity.tables`.

    References
    ----------
    National Center for Health Statistics Data Presentation Standards for Rates and Counts. Vital and Health
    Statistics 2 (200), 2023.
    """
    return observations.with_columns(**_columns(indicator.unit))


@cache
def _columns(unit: str) -> Mapping[str, pl.Expr]:
    lowest, highest = NATURAL_RANGE.get(unit, (None, None))
    estimate, moe, method = pl.col("estimate"), pl.col("moe"), pl.col("moe_method")
    controlled, complete = method == "controlled", method == "not_needed"
    is_rate = pl.col("denominator").is_not_null()
    few_events = complete & (pl.col("numerator") < FEWEST_EVENTS) & unit.startswith("per_")
    se = pl.when(estimate.is_not_null() & ((moe > 0) | controlled)).then(moe / Z_90)
    possible = pl.lit(value=True)
    low, high = estimate - moe, estimate + moe
    clipped = pl.lit(value=False)
    if lowest is not None:
        possible &= estimate >= lowest
        clipped |= low < lowest
        low = pl.max_horizontal(low, pl.lit(lowest))
    if highest is not None:
        possible &= estimate <= highest
        clipped |= high > highest
        high = pl.min_horizontal(high, pl.lit(highest))
    has_interval = estimate.is_not_null() & (moe > 0) & possible
    few = (pl.col("denominator") < DENOMINATOR_FLOOR).fill_null(value=False) & (unit == "share")
    cv = pl.when(estimate != 0).then(se / estimate.abs())
    return {
        "standard_error": se,
        "low": pl.when(has_interval).then(low),
        "high": pl.when(has_interval).then(high),
        "is_clipped": (has_interval & clipped).fill_null(value=False),
        "cv": cv,
        "reliability": pl.when(estimate.is_null())
        .then(pl.col("estimate_kind"))
        .when(few | few_events.fill_null(value=False) | ~possible)
        .then(pl.lit("unreliable"))
        .when(controlled | (complete & ~is_rate))
        .then(pl.lit("reliable"))
        .when((method == "not_available") | complete)
        .then(pl.lit("no_margin"))
        .when(cv < CV_RELIABLE)
        .then(pl.lit("reliable"))
        .when(cv <= CV_CAUTION)
        .then(pl.lit("caution"))
        .otherwise(pl.lit("unreliable")),
    }
