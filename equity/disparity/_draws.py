"""Intervals by simulation for measures of spread, and what sampling noise adds to them.

Estimates scatter more than the truth, so a measure of spread is biased upwards: it would be above zero even
if all groups were equal. Here the estimates are first pulled towards their mean until their variance is what
it would be without noise; simulating surveys of that world shows how far the measure then lies from its
true value, and how much it varies.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from equity.disparity._result import (
    FloatArray,
    Interval,
    Result,
    Statistic,
    critical,
    with_normal_interval,
)
from equity.disparity._subgroups import Ready
from equity.errors import InvalidParameter

DRAWS = 2000
SEED = 20_260_101
LEAST_SIGNAL = 0.95
"""Below this share of true variance in the observed variance, intervals of spread missed their nominal
coverage in simulation (docs/methods/coverage.md)."""

_NUMBERS_AT_ONCE = 400_000
_DRAWS_FOR_FLOOR = 200
_ROUNDS_OF_REDRAWING = 30


def simulated(
    center: FloatArray,
    se: FloatArray,
    *,
    bounds: tuple[float | None, float | None],
    draws: int,
    rng: np.random.Generator,
) -> Iterator[FloatArray]:
    """Blocks of simulated estimates (draws, groups): normal around `center`, redrawn where out of bounds."""
    low = -np.inf if bounds[0] is None else bounds[0]
    high = np.inf if bounds[1] is None else bounds[1]
    center = center.clip(low, high)
    block = max(1, _NUMBERS_AT_ONCE // len(center))
    is_inside = bool(((center - 6 * se > low) & (center + 6 * se < high)).all())
    for start in range(0, draws, block):
        values = rng.standard_normal((min(block, draws - start), len(center)))
        values *= se
        values += center
        for _ in range(0 if is_inside else _ROUNDS_OF_REDRAWING):
            row, column = np.nonzero((values <= low) | (values >= high))
            values[row, column] = center[column] + se[column] * rng.standard_normal(len(row))
        yield values.clip(low, high, out=values)


def noise_variance(prepared: Ready) -> float:
    """What sampling adds, on average, to the weighted variance between groups: `sum p (1 - p) s^2`."""
    if prepared.se is None:
        return 0.0
    return float((prepared.share * (1 - prepared.share)) @ prepared.se**2)


def signal_share(prepared: Ready) -> float:
    """The share of the observed variance between groups that is not sampling noise, 0 to 1."""
    observed = float(prepared.share @ (prepared.y - prepared.mean) ** 2)
    return 0.0 if observed == 0 else max(0.0, 1 - noise_variance(prepared) / observed)


def with_spread(
    result: Result,
    prepared: Ready,
    statistic: Statistic,
    *,
    interval: Interval,
    level: float,
    draws: int,
    se: float | None = None,
    positive: bool = False,
) -> Result:
    """The result with its noise floor, its corrected value and the interval asked for.

    `corrected`: simulated around the shrunken estimates, centered on the corrected value, normal.
    `percentile`: quantiles of simulations around the raw estimates, as the World Health Organization's
    package has it; noise enters twice, so it lies too high and is never shown. `delta`: from the standard
    error `se`, around the raw value; never shown, for the same reason. `positive` measures have no meaning
    below zero, so no simulated estimate goes there.
    """
    if prepared.se is None:
        return result
    lowest, highest = prepared.bounds
    bounds = (max(lowest or 0.0, 0.0) if positive else lowest, highest)
    if interval not in ("corrected", "percentile", "delta"):
        raise InvalidParameter(
            f"Measures of spread have no {interval!r} interval; use corrected, percentile or delta."
        )
    rng = np.random.default_rng(SEED)
    y, mean, value = prepared.y, prepared.mean, result.value or 0.0

    def distribution(center: FloatArray, count: int) -> FloatArray:
        blocks = simulated(center, prepared.se_known, bounds=bounds, draws=count, rng=rng)
        return np.concatenate([statistic(block, prepared.share) for block in blocks])

    signal = signal_share(prepared)
    truth = mean + np.sqrt(signal) * (y - mean)
    floor = float(distribution(np.full(len(y), mean), min(draws, _DRAWS_FOR_FLOOR)).mean())
    if interval == "percentile":
        low, high = np.quantile(distribution(y, draws), [0.5 - level / 2, 0.5 + level / 2])
        return replace(
            result,
            low=float(low),
            high=float(high),
            level=level,
            noise_floor=floor,
            method=f"percentiles of {draws} simulations",
            why_not_shown="it lies too high, since noise enters it twice",
        )
    around = distribution(truth, draws)
    added = float(around.mean() - statistic(truth[np.newaxis], prepared.share)[0])
    result = replace(result, noise_floor=floor, corrected=max(0.0, value - added))
    if interval == "delta":
        result = with_normal_interval(result, se, level=level, method="delta method, normal")
        return replace(result, why_not_shown="it is centered on a value that noise has raised")
    spread = float(around.std(ddof=1))
    half = critical(level) * spread
    return replace(
        result,
        standard_error=spread,
        low=max(0.0, value - added - half),
        high=max(0.0, value - added + half),
        level=level,
        method=f"{draws} simulations, corrected for sampling noise",
        why_not_shown=""
        if signal >= LEAST_SIGNAL
        else f"sampling noise makes up {100 * (1 - signal):.0f} % of the differences seen",
    )
