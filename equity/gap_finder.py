"""Where the largest gaps are that can be relied on, so that a small place with a wild number does not win.

Places are ordered by the lower end of their gap's interval: how much worse they are at the least. A rank is
not given, since ranks of uncertain numbers are mostly noise; instead, the chance that a place is among the
worst tenth.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl
import scipy

from equity import missing
from equity.comparison import part_of, variance_apart, with_ratios
from equity.disparity.hot_spots import passing
from equity.extremes import LEAST_PEOPLE_WITHOUT_MARGIN
from equity.indicators import Indicator
from equity.rates import Z_90

FloatArray = np.ndarray[tuple[int, ...], np.dtype[np.float64]]

FALSE_DISCOVERY_RATE = 0.05
WORST_PART = 0.10
DRAWS = 4000
SEED = 20_260_102

_NUMBERS_AT_ONCE = 400_000
_HALVINGS = 60


@dataclass(frozen=True, kw_only=True)
class Gaps:
    """The gaps of an area's places.

    Attributes
    ----------
    found
        A row a place that is worse than the area by more than chance, the surest largest gap first: the
        columns of the table, `gap` (positive is worse, in the indicator's unit), `gap_low`, `gap_high` (at
        90 %), `level` and `level_se` of what it is compared with, `part` of it that the place is (0 to 1),
        `chance_worst_tenth` (0 to 1). Without margins: places in the worst tenth by the bare number that
        are worse than the area at all, in the order of their names, with empty intervals and chances.
    judged
        How many places were compared.
    within_chance
        How many of them cannot be told from the area, or are better.
    is_tested
        Whether the source's numbers come with a doubt to test against.
    missing
        Who is left out, as from `equity.missing.counted`.
    true_spread
        Standard deviation of the places' true values, once sampling noise is taken away; None if not tested.
    """

    found: pl.DataFrame
    judged: int
    within_chance: int
    is_tested: bool
    missing: pl.DataFrame
    true_spread: float | None


def of(table: pl.DataFrame, whole: pl.DataFrame, shown: Indicator, *, draws: int = DRAWS) -> Gaps:
    """The places of an area that are worse than it by more than chance.

    A place passes if its gap is above 0 at a false discovery rate of 5 % among all places (Benjamini and
    Hochberg, one-sided) and the lower end of its 90 % interval is above 0. Values too uncertain to rely on,
    prisons and the like are left out and counted. Each place is a part of its area, by a share w of its
    denominator, so the variance of a gap is `s_i^2 (1 - 2 w) + s_P^2`
    (`equity.comparison.variance_apart`); where denominators are not known, w is taken as 0 and the interval
    is wider than it need be.

    Parameters
    ----------
    table
        A row a place, as from `equity.geography.join` of `equity.rates.of`.
    whole
        The one row of the area, or none: then the average of the places, weighted by their people.
    draws
        How many draws the chances rest on; without any they are left empty.
    """
    is_tested = bool((table["standard_error"] > 0).any())
    why = missing.why_unusable(needs_margin=is_tested, is_unreliable_used=False)
    if not is_tested:
        few = pl.col("residents").fill_null(0) < LEAST_PEOPLE_WITHOUT_MARGIN
        why = pl.when(why.is_null() & few).then(pl.lit("small")).otherwise(why)
    used = table.filter(why.is_null())
    sign = -1.0 if shown.better == "higher" else 1.0
    level, level_se, part = _level(whole, used)
    used = used.with_columns(gap=sign * (pl.col("estimate") - level), part=part)
    left_out = missing.counted(table, why)
    if not is_tested:
        return _untested(used, left_out)
    error = variance_apart(pl.col("standard_error"), pl.lit(level_se), pl.col("part")).sqrt()
    used = used.with_columns(
        gap_low=pl.col("gap") - Z_90 * error, gap_high=pl.col("gap") + Z_90 * error, _se=error
    )
    values, errors = used["estimate"].to_numpy() * sign, used["standard_error"].to_numpy()
    mean, spread = true_values(values, errors)
    chances = chance_among_worst(values, errors, mean=mean, spread=spread, draws=draws) if draws else None
    used = used.with_columns(
        level=pl.lit(level),
        level_se=pl.lit(level_se),
        chance_worst_tenth=pl.lit(None, dtype=pl.Float64) if chances is None else pl.Series(chances),
    )
    p = scipy.special.ndtr(-(used["gap"] / used["_se"]).fill_nan(0.0).to_numpy())
    passes = pl.Series(passing(p, rate=FALSE_DISCOVERY_RATE)) & (used["gap_low"] > 0)
    found = used.filter(passes).sort("gap_low", "geoid", descending=[True, False]).drop("_se")
    return Gaps(
        found=found,
        judged=used.height,
        within_chance=used.height - found.height,
        is_tested=True,
        missing=left_out,
        true_spread=spread,
    )


def widest(found: Mapping[str, Gaps], indicators: Mapping[str, Indicator]) -> pl.DataFrame:
    """Of each indicator the place that is worse off by the largest factor, the surest large one first.

    Factors make gaps in different units comparable: how many times as high a burden is, or how many times
    as low a good. They are ordered by the lower end of their 90 % interval; places are those that
    `of` found, so each is worse by more than chance.

    Parameters
    ----------
    found
        The gaps of each indicator, by its id.

    Returns
    -------
    DataFrame
        A row an indicator: `indicator, vintage, geoid, name, estimate, moe, level, ratio, ratio_low,
        ratio_high` (all above 1: worse).
    """
    rows = []
    for indicator_id, gaps in found.items():
        if not gaps.is_tested or gaps.found.is_empty():
            continue
        pairs = with_ratios(gaps.found.with_columns(other_estimate="level", other_standard_error="level_se"))
        if indicators[indicator_id].better == "higher":
            pairs = pairs.with_columns(
                ratio=1 / pl.col("ratio"),
                ratio_low=1 / pl.col("ratio_high"),
                ratio_high=1 / pl.col("ratio_low"),
            )
        sure = pairs.filter(pl.col("ratio_low") > 1).sort("ratio_low", "geoid", descending=[True, False])
        rows.append(sure.head(1).select(_WIDEST).with_columns(pl.lit(indicator_id).alias("indicator")))
    if not rows:
        return pl.DataFrame(schema=dict.fromkeys(_WIDEST, pl.Float64))
    return pl.concat(rows).sort("ratio_low", "indicator", descending=[True, False])


_WIDEST = (
    "indicator",
    "vintage",
    "geoid",
    "name",
    "estimate",
    "moe",
    "level",
    "ratio",
    "ratio_low",
    "ratio_high",
)


def _level(whole: pl.DataFrame, used: pl.DataFrame) -> tuple[float, float, pl.Series]:
    """What places are compared with, its standard error, and how large a part of it each place is."""
    if whole.height == 1 and whole["estimate"][0] is not None:
        part = used.select(part_of(pl.lit(whole["denominator"][0], dtype=pl.Float64))).to_series()
        return float(whole["estimate"][0]), float(whole["standard_error"][0] or 0.0), part
    weight = used.select(pl.coalesce("denominator", pl.col("residents").cast(pl.Float64))).to_series()
    part = (weight / weight.sum()).fill_null(0.0)
    error = float(((part * used["standard_error"]) ** 2).sum()) ** 0.5
    return float((used["estimate"] * part).sum()), error, part


def _untested(used: pl.DataFrame, left_out: pl.DataFrame) -> Gaps:
    """Without margins nothing is ranked: the worst tenth by the bare number, by name."""
    count = _worst_count(used.height)
    empty = pl.lit(None, dtype=pl.Float64)
    worst = used.sort("gap", descending=True).head(count).filter(pl.col("gap") > 0).sort("name")
    return Gaps(
        found=worst.with_columns(gap_low=empty, gap_high=empty, chance_worst_tenth=empty),
        judged=used.height,
        within_chance=used.height - worst.height,
        is_tested=False,
        missing=left_out,
        true_spread=None,
    )


def true_values(values: FloatArray, errors: FloatArray) -> tuple[float, float]:
    """Mean and standard deviation of the true values behind uncertain ones.

    The variance t solves `sum (y_i - m)^2 / (t + s_i^2) = n - 1` with m the mean weighted by
    `1 / (t + s_i^2)`, and is 0 where noise alone explains all scatter.

    References
    ----------
    Paule RC, Mandel J. Consensus values and weighting factors. J Res Natl Bur Stand 1982; 87: 377-385.

    Examples
    --------
    >>> mean, spread = true_values(np.array([0.0, 2.0, 4.0]), np.array([1.0, 1.0, 1.0]))
    >>> round(mean, 3), round(spread**2, 3)  # scatter 8 / (t + 1) = 2, so t = 3
    (2.0, 3.0)
    """
    if len(values) < 2:
        return (float(values.mean()) if len(values) else 0.0), 0.0

    def mean_of(variance: float) -> float:
        weight = 1 / (variance + errors**2)
        return float(weight @ values / weight.sum())

    def excess(variance: float) -> float:
        apart = values - mean_of(variance)
        return float((apart**2 / (variance + errors**2)).sum()) - (len(values) - 1)

    low, high = 0.0, float(np.ptp(values) ** 2) + 1e-300
    if excess(1e-18 * high) <= 0:
        return mean_of(1e-18 * high), 0.0
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if excess(middle) > 0 else (low, middle)
    return mean_of(high), float(np.sqrt(high))


def chance_among_worst(
    values: FloatArray, errors: FloatArray, *, mean: float, spread: float, draws: int = DRAWS
) -> FloatArray:
    """The chance of each place to be among the worst tenth, 0 to 1, from draws of all true values at once.

    Each true value is drawn from what is known of it: the place's own number, pulled toward the mean of all
    the more its margin is wide against their true spread. So a wide margin alone does not make a place likely
    to be among the worst. Higher values are worse.

    References
    ----------
    Laird NM, Louis TA. Empirical Bayes ranking methods. J Educ Stat 1989; 14: 29-46.

    Examples
    --------
    >>> sure = chance_among_worst(np.arange(10.0), np.full(10, 0.01), mean=4.5, spread=3.0)
    >>> sure.tolist()
    [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0]
    """
    places = len(values)
    if not places:
        return np.zeros(0)
    kept = spread**2 / (spread**2 + errors**2)
    center, width = mean + kept * (values - mean), np.sqrt(kept) * errors
    rng = np.random.default_rng(SEED)
    worst = _worst_count(places)
    times = np.zeros(places)
    block = max(1, _NUMBERS_AT_ONCE // places)
    for start in range(0, draws, block):
        drawn = center + width * rng.standard_normal((min(block, draws - start), places))
        among = np.argpartition(drawn, places - worst, axis=1)[:, places - worst :]
        times += np.bincount(among.ravel(), minlength=places)
    return times / draws


def _worst_count(places: int) -> int:
    return max(1, round(places * WORST_PART)) if places else 0
