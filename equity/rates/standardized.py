"""Rates made comparable between populations of different ages.

Age-adjusted rates of areas must never be averaged by population: adjust the pooled counts instead.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
from scipy.special import gammaincinv

from equity.errors import InvalidParameter
from equity.rates.intervals import LEVEL, count_interval

US_STANDARD_2000: dict[str, int] = {
    "<1": 3795,
    "1-4": 15192,
    "5-14": 39977,
    "15-24": 38077,
    "25-34": 37233,
    "35-44": 44659,
    "45-54": 37030,
    "55-64": 23961,
    "65-74": 18136,
    "75-84": 12315,
    "85+": 4259,
}
"""The projected US population of 2000 by age, in thousands. Klein RJ, Schoenborn CA. Age adjustment using the
2000 projected U.S. population. Healthy People Statistical Notes 20. NCHS, 2001."""


@dataclass(frozen=True, kw_only=True)
class Standardized:
    """A standardized rate (per person) or ratio with its interval.

    `value` is None where it cannot be computed; `reason` says why. `crude` is the rate before adjustment.
    """

    value: float | None
    low: float | None = None
    high: float | None = None
    standard_error: float | None = None
    crude: float | None = None
    level: float | None = None
    method: str = ""
    reason: str = ""


def standard_weights(standard: Sequence[float]) -> tuple[float, ...]:
    """A standard population as weights that add up to 1; give it the age bands in use only.

    Examples
    --------
    >>> [round(weight, 6) for weight in standard_weights(list(US_STANDARD_2000.values()))][:2]
    [0.013818, 0.055317]
    """
    total = float(sum(standard))
    if total <= 0 or min(standard) < 0:
        raise InvalidParameter("A standard population needs numbers of 0 or more that add up to more than 0.")
    return tuple(float(each) / total for each in standard)


def age_adjusted_rate(
    counts: Sequence[float],
    populations: Sequence[float],
    standard: Sequence[float],
    *,
    level: float = LEVEL,
) -> Standardized:
    """The rate (per person) the population would have with the ages of a standard population.

    `R = sum w_i d_i / n_i`, `v = sum w_i^2 d_i / n_i^2`; Fay and Feuer's gamma interval: the lower end is the
    a/2 quantile of a gamma with shape `R^2 / v` and scale `v / R`, the upper end the 1 - a/2 quantile with
    `R + w_m` and `v + w_m^2`, `w_m = max(w_i / n_i)`. It holds at least its level. An age band without
    people makes the rate not computable.

    Parameters
    ----------
    counts, populations, standard
        Events, people and standard population of the same age bands, in the same order.

    Raises
    ------
    InvalidParameter
        Lists of different lengths, or negative numbers.

    References
    ----------
    Fay MP, Feuer EJ. Confidence intervals for directly standardized rates: a method based on the gamma
    distribution. Stat Med 1997; 16: 791-801.

    Examples
    --------
    >>> adjusted = age_adjusted_rate([1, 26, 64], [2293, 68800, 132424], [1, 1, 1])
    >>> round(1e5 * adjusted.value, 1), round(1e5 * adjusted.crude, 1)
    (43.2, 44.7)
    """
    if not len(counts) == len(populations) == len(standard):
        raise InvalidParameter(
            f"{len(counts)} counts, {len(populations)} populations and {len(standard)} standard weights; "
            "expected one of each an age band."
        )
    events, people = np.asarray(counts, dtype=np.float64), np.asarray(populations, dtype=np.float64)
    if (events < 0).any() or (people < 0).any():
        raise InvalidParameter("Counts and populations must be 0 or more.")
    if (people == 0).any():
        return Standardized(value=None, reason="not computable: an age band has no people")
    weights = np.asarray(standard_weights(standard)) / people
    rate, variance = float(weights @ events), float(weights**2 @ events)
    largest, tail = float(weights.max()), (1 - level) / 2
    low = 0.0 if rate == 0 else variance / rate * float(gammaincinv(rate**2 / variance, tail))
    upper_rate, upper_variance = rate + largest, variance + largest**2
    high = upper_variance / upper_rate * float(gammaincinv(upper_rate**2 / upper_variance, 1 - tail))
    return Standardized(
        value=rate,
        low=low,
        high=high,
        standard_error=sqrt(variance),
        crude=float(events.sum() / people.sum()),
        level=level,
        method="gamma (Fay and Feuer)",
    )


def standardized_ratio(observed: float, expected: float, *, level: float = LEVEL) -> Standardized:
    """Observed over expected events (SMR); ratios of different areas must not be compared with one another.

    The interval is that of the observed count (Byar's from 10 events on, exact below) over the expected.

    References
    ----------
    Breslow NE, Day NE. Statistical Methods in Cancer Research, volume II. International Agency for Research
    on Cancer, 1987.

    Examples
    --------
    >>> standardized_ratio(30, 24).value
    1.25
    """
    if expected < 0:
        raise InvalidParameter(f"{expected} expected events; expected 0 or more.")
    if expected == 0:
        return Standardized(value=None, reason="undefined: no events are expected")
    low, high = count_interval(observed, level=level)
    return Standardized(
        value=observed / expected,
        low=low / expected,
        high=high / expected,
        level=level,
        method="Byar" if observed >= 10 else "exact Poisson",
    )


def indirectly_standardized_rate(
    observed: float, expected: float, reference_rate: float, *, level: float = LEVEL
) -> Standardized:
    """The standardized ratio times the reference population's rate, in that rate's unit.

    References
    ----------
    Breslow NE, Day NE, 1987 (see `standardized_ratio`).

    Examples
    --------
    >>> indirectly_standardized_rate(30, 24, 400.0).value
    500.0
    """
    ratio = standardized_ratio(observed, expected, level=level)
    if ratio.value is None or ratio.low is None or ratio.high is None:
        return ratio
    return Standardized(
        value=ratio.value * reference_rate,
        low=ratio.low * reference_rate,
        high=ratio.high * reference_rate,
        level=level,
        method=ratio.method,
    )
