"""What sampling noise adds to measures of spread, and their intervals.

Estimates scatter more than the truth, so a measure of spread is biased upwards: it would be above zero even
if all groups were equal. Here the estimates are first pulled towards their mean until their variance is what
it would be without noise; simulated surveys of that world show by how much the measure then exceeds its
true value. The interval lies around the value less that excess, as wide as the standard errors make it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from math import sqrt

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

UNSIGNED = "0 means no difference between groups; the larger, the more unequal"
"""The direction of every measure of spread: they have no sign."""

DRAWS = 2000
SEED = 20_260_101
LEAST_SIGNAL = 0.92
"""Below this share of true variance in the observed variance, intervals of spread are not shown; the coverage
above it is in docs/methods/coverage.md."""

LARGEST_BEND = 1.15
"""Where simulated values scatter more than this times what the slopes say, the measure bends too much within
its own uncertainty for a normal interval, which is then not shown."""

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
    mirrored: bool,
) -> Iterator[FloatArray]:
    """Blocks of simulated estimates (draws, groups): normal around `center`, redrawn where out of bounds.

    `mirrored`: half the draws lie opposite to the other half, so that what is linear in the noise cancels
    out of a mean; for measures that see no direction the half would add nothing.
    """
    low = -np.inf if bounds[0] is None else bounds[0]
    high = np.inf if bounds[1] is None else bounds[1]
    center = center.clip(low, high)
    block = max(1, _NUMBERS_AT_ONCE // len(center))
    # Only groups within six standard errors of a bound can leave it.
    near = np.flatnonzero((center - 6 * se <= low) | (center + 6 * se >= high))
    for start in range(0, draws, block):
        count = min(block, draws - start)
        values = rng.standard_normal((-(-count // 2) if mirrored else count, len(center)))
        if mirrored:
            values = np.concatenate([values, -values])[:count]
        values *= se
        values += center
        if len(near):
            values[:, near] = _redrawn(values[:, near], center[near], se[near], low, high, rng=rng)
        yield values


def _redrawn(
    values: FloatArray,
    center: FloatArray,
    se: FloatArray,
    low: float,
    high: float,
    *,
    rng: np.random.Generator,
) -> FloatArray:
    for _ in range(_ROUNDS_OF_REDRAWING):
        row, column = np.nonzero((values <= low) | (values >= high))
        if not len(row):
            break
        values[row, column] = center[column] + se[column] * rng.standard_normal(len(row))
    return values.clip(low, high)


def noise_variance(prepared: Ready) -> float:
    """What sampling adds, on average, to the weighted variance between groups: `sum p (1 - p) s^2`."""
    if prepared.se is None:
        return 0.0
    return float((prepared.share * (1 - prepared.share)) @ prepared.se**2)


def variance_of_noise(prepared: Ready) -> float:
    """What sampling noise alone adds to the variance of the variance between groups.

    `2 [(sum p^2 s^2)^2 - sum p^4 s^4 + sum p^2 (1 - p)^2 s^4]`: the part of the variance of a quadratic form
    in normal estimates that does not depend on their means.
    """
    if prepared.se is None:
        return 0.0
    p, noise = prepared.share, prepared.se**2
    return 2 * float((p**2 @ noise) ** 2 - p**4 @ noise**2 + (p**2 * (1 - p) ** 2) @ noise**2)


def signal_share(prepared: Ready) -> float:
    """The share of the observed variance between groups that is not sampling noise, 0 to 1."""
    observed = float(prepared.share @ (prepared.y - prepared.mean) ** 2)
    return 0.0 if observed == 0 else max(0.0, 1 - noise_variance(prepared) / observed)


@dataclass(frozen=True, kw_only=True)
class Spread:
    """A measure of spread of some groups.

    `statistic` computes it for many tables at once, `slopes` is how it changes with each group's value (NaN
    where it has no slope), `variance_of_noise` what its curvature adds to the variance. `lowest` is the least
    value an estimate may take for the measure to mean anything. `why_not_shown` is a reason of its own to
    keep the interval from readers.
    """

    statistic: Statistic
    slopes: FloatArray
    variance_of_noise: float = 0.0
    lowest: float | None = None
    why_not_shown: str = ""


def with_spread(prepared: Ready, spread: Spread, *, interval: Interval, level: float, draws: int) -> Result:
    """The measure with its noise floor, its corrected value and the interval asked for.

    `corrected`: around the value less what noise adds, with the standard error that the groups' own errors
    give. `delta`: the same width around the raw value, so too high. `percentile`: quantiles of simulations
    around the raw estimates, as the World Health Organization's package has it; noise enters them twice.
    The last two are never shown.
    """
    if interval not in ("corrected", "percentile", "delta"):
        raise InvalidParameter(
            f"Measures of spread have no {interval!r} interval; use corrected, percentile or delta."
        )
    y, share = prepared.y, prepared.share
    value = max(0.0, float(spread.statistic(y[np.newaxis], share)[0]))
    result = prepared.result(value, direction=UNSIGNED)
    if prepared.se is None:
        return result
    lowest, highest = prepared.bounds
    if spread.lowest is not None:
        lowest = max(spread.lowest, spread.lowest if lowest is None else lowest)
    distribution = partial(
        _distribution,
        statistic=spread.statistic,
        se=prepared.se,
        share=share,
        bounds=(lowest, highest),
        rng=np.random.default_rng(SEED),
    )
    equal = np.full(len(y), prepared.mean)
    floor = float(distribution(equal, min(draws, _DRAWS_FOR_FLOOR), mirrored=False).mean())
    if interval == "percentile":
        low, high = np.quantile(distribution(y, draws, mirrored=False), [0.5 - level / 2, 0.5 + level / 2])
        return replace(
            result,
            low=float(low),
            high=float(high),
            level=level,
            noise_floor=floor,
            method=f"percentiles of {draws} simulations",
            why_not_shown="it lies too high, since noise enters it twice",
        )
    signal = signal_share(prepared)
    truth = prepared.mean + np.sqrt(signal) * (y - prepared.mean)
    around = distribution(truth, draws, mirrored=True)
    added = float(around.mean() - spread.statistic(truth[np.newaxis], share)[0])
    result = replace(result, noise_floor=floor, corrected=max(0.0, value - added))
    if np.isnan(spread.slopes).any():
        return replace(result, why_not_shown="it has no slope where a group is at 0 or all are equal")
    se = sqrt(float(spread.slopes**2 @ prepared.se**2) + spread.variance_of_noise)
    if interval == "delta":
        result = with_normal_interval(result, se, level=level, method="delta method, normal")
        return replace(result, why_not_shown="it is centered on a value that noise has raised")
    half = critical(level) * se
    return replace(
        result,
        standard_error=se,
        low=max(0.0, value - added - half),
        high=max(0.0, value - added + half),
        level=level,
        method=f"corrected for sampling noise by {draws} simulations, propagated standard errors, normal",
        why_not_shown=spread.why_not_shown
        or _why_unreliable(signal, scatter=float(around.std(ddof=1)), se=se),
    )


def _why_unreliable(signal: float, *, scatter: float, se: float) -> str:
    if signal < LEAST_SIGNAL:
        return f"sampling noise makes up {100 * (1 - signal):.0f} % of the variance seen"
    return "it hangs on a few uncertain values" if scatter > LARGEST_BEND * se else ""


def _distribution(
    center: FloatArray,
    draws: int,
    *,
    mirrored: bool,
    statistic: Statistic,
    se: FloatArray,
    share: FloatArray,
    bounds: tuple[float | None, float | None],
    rng: np.random.Generator,
) -> FloatArray:
    blocks = simulated(center, se, bounds=bounds, draws=draws, rng=rng, mirrored=mirrored)
    return np.concatenate([statistic(block, share) for block in blocks])
