"""Rates of small populations pulled towards what the others suggest (empirical Bayes).

Smoothing calms a map, but it is not free: smoothed rates vary less than the truth, so no measure of
inequality may be computed on them without saying so, and they carry no plain interval.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from equity.disparity._result import FloatArray
from equity.disparity.neighbors import Neighbors
from equity.errors import InvalidParameter


@dataclass(frozen=True, kw_only=True, eq=False)
class Smoothed:
    """Smoothed rates, per person; NaN for a place without people, which has no rate.

    `prior_mean` and `prior_variance` describe the rates each place was pulled towards: one number for global
    smoothing, one a place for local. `is_flat` marks places whose neighborhood showed no true variance, so
    that they took the mean entirely.
    """

    rate: FloatArray
    prior_mean: FloatArray
    prior_variance: FloatArray
    is_flat: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]


def toward_all(events: Sequence[float], population: Sequence[float]) -> Smoothed:
    """Rates pulled towards the overall rate, the more the smaller the population (Marshall's estimator).

    `m = sum e / sum n`, `a = sum n (x - m)^2 / sum n - m / mean(n)`, not below 0; the smoothed rate is
    `m + (x - m) a / (a + m / n)`. With no true variance (a = 0) every place takes the overall rate, and
    never a negative one. No events at all: all rates are 0.

    Raises
    ------
    InvalidParameter
        Lists of different lengths, negative numbers, or no people at all.

    References
    ----------
    Marshall RJ. Mapping disease and mortality rates using empirical Bayes estimators. J R Stat Soc C 1991;
    40: 283-294.

    Examples
    --------
    >>> toward_all([5, 5, 5, 5], [1000, 1010, 990, 1000]).rate.tolist()
    [0.005, 0.005, 0.005, 0.005]
    """
    counted, people, lived_in = _checked(events, population)
    raw = _rate(counted, people)
    total = people.sum()
    mean = float(counted.sum() / total)
    variance = float(people[lived_in] @ (raw[lived_in] - mean) ** 2 / total - mean / people[lived_in].mean())
    return _pulled(raw, people, np.array([mean]), np.array([max(0.0, variance)]))


def toward_neighbors(events: Sequence[float], population: Sequence[float], near: Neighbors) -> Smoothed:
    """Rates pulled towards the rate of the place and its neighbors together (local empirical Bayes).

    Mean and variance as in `toward_all`, taken over each place and its neighbors. A neighborhood without
    events gives 0, marked `is_flat`.

    References
    ----------
    Marshall RJ, 1991 (see `toward_all`). Anselin L, Lozano N, Koschinsky J. Rate transformations and
    smoothing. Spatial Analysis Laboratory, University of Illinois, 2006.

    Examples
    --------
    >>> from equity.disparity.neighbors import neighbors
    >>> local = toward_neighbors([0, 0, 9], [100, 100, 300], neighbors([[1], [0], []]))
    >>> local.rate.tolist(), local.is_flat.tolist()
    ([0.0, 0.0, 0.03], [True, True, True])
    """
    counted, people, lived_in = _checked(events, population)
    raw = _rate(counted, people)
    total = people + near.sums(people)
    mean = (counted + near.sums(counted)) / np.where(total > 0, total, np.nan)
    # sum n (x - m)^2 = sum n x^2 - m^2 sum n, since m is the mean of x weighted by n
    squares = np.where(lived_in, counted**2 / np.where(lived_in, people, 1), 0.0)
    scatter = (squares + near.sums(squares)) / total - mean**2
    size = total / (lived_in + near.sums(lived_in.astype(np.float64)))
    return _pulled(raw, people, mean, np.maximum(0.0, scatter - mean / size))


def standardized_rates(events: Sequence[float], population: Sequence[float]) -> FloatArray:
    """Rates as distances from the overall rate in standard deviations that grow as populations shrink.

    To be used in Moran's I where populations are unequal: `z = (x - m) / sqrt(a + m / n)`, with m and a as in
    `toward_all`, but a taken as 0 only where the sum under the root would not be positive. NaN for places
    without people.

    References
    ----------
    Assunção RM, Reis EA. A new proposal to adjust Moran's I for population density. Stat Med 1999; 18:
    2147-2162.

    Examples
    --------
    >>> [round(z, 2) for z in standardized_rates([1, 9], [100, 100]).tolist()]
    [-1.0, 1.0]
    """
    counted, people, lived_in = _checked(events, population)
    raw = _rate(counted, people)
    total = people.sum()
    mean = float(counted.sum() / total)
    variance = float(people[lived_in] @ (raw[lived_in] - mean) ** 2 / total - mean / people[lived_in].mean())
    noise = mean / np.where(lived_in, people, np.nan)
    spread = np.where(variance + noise > 0, variance + noise, noise)
    return (raw - mean) / np.sqrt(np.where(spread > 0, spread, np.nan))


def _checked(
    events: Sequence[float], population: Sequence[float]
) -> tuple[FloatArray, FloatArray, np.ndarray[tuple[int, ...], np.dtype[np.bool_]]]:
    counted, people = np.asarray(events, dtype=np.float64), np.asarray(population, dtype=np.float64)
    if len(counted) != len(people):
        raise InvalidParameter(f"{len(counted)} counts for {len(people)} populations; expected one each.")
    if (counted < 0).any() or (people < 0).any() or people.sum() <= 0:
        raise InvalidParameter("Counts and populations must be 0 or more, with at least one person in all.")
    return counted, people, people > 0


def _rate(counted: FloatArray, people: FloatArray) -> FloatArray:
    return counted / np.where(people > 0, people, np.nan)


def _pulled(raw: FloatArray, people: FloatArray, mean: FloatArray, variance: FloatArray) -> Smoothed:
    noise = mean / np.where(people > 0, people, np.nan)
    weight = np.where(variance > 0, variance / np.where(variance > 0, variance + noise, 1), 0.0)
    return Smoothed(
        rate=np.where(np.isnan(raw), np.nan, mean + (raw - mean) * weight),
        prior_mean=mean,
        prior_variance=variance,
        is_flat=np.broadcast_to(variance <= 0, raw.shape),
    )
