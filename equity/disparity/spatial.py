"""Whether places resemble their neighbors: Moran's I and Geary's C over the whole map.

Places without a value or without neighbors are left out and listed. For rates of unequal populations use
`equity.disparity.smoothing.standardized_rates`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Literal

import numpy as np
import scipy

from equity.disparity._draws import SEED
from equity.disparity._result import BoolArray, FloatArray
from equity.disparity.neighbors import Neighbors
from equity.errors import InvalidParameter

Weights = Literal["row-standardized", "binary"]
"""Each place's neighbors share a weight of 1, or have a weight of 1 each."""


@dataclass(frozen=True, kw_only=True)
class Autocorrelation:
    """How much places resemble their neighbors.

    Attributes
    ----------
    value, expected
        The index and what it would be on average if values were spread at random; None with a `reason`.
    variance_randomization, variance_normality
        If the values were dealt out at random, or drawn from one normal distribution.
    z_randomization, z_normality
        Standard deviations from the expected value.
    p_greater
        Chance of an index at least this high if values were dealt out at random (normal approximation).
        The two-sided p of some programs is twice the smaller tail.
    p_permuted
        The same by permutation, `(M + 1) / (R + 1)`; None if none was asked for.
    direction
        The sign in words.
    left_out
        Positions of places without a value or without neighbors that have one.
    """

    value: float | None
    expected: float | None = None
    variance_randomization: float | None = None
    variance_normality: float | None = None
    z_randomization: float | None = None
    z_normality: float | None = None
    p_greater: float | None = None
    p_permuted: float | None = None
    reason: str = ""
    direction: str = ""
    left_out: tuple[int, ...] = ()


def morans_i(
    values: Sequence[float | None] | FloatArray,
    near: Neighbors,
    *,
    weights: Weights = "row-standardized",
    permutations: int = 0,
) -> Autocorrelation:
    """Moran's I: above its expected value where neighbors are alike, below where they differ.

    `I = n / S0 * z'Wz / z'z`, `E = -1 / (n - 1)`. Undefined where all values are equal.

    Raises
    ------
    InvalidParameter
        Values and neighbors of different numbers of places.

    References
    ----------
    Cliff AD, Ord JK. Spatial Processes: Models and Applications. Pion, 1981.

    Examples
    --------
    >>> from equity.disparity.neighbors import neighbors
    >>> round(morans_i([1, 2, 3, 4], neighbors([[1], [0, 2], [1, 3], [2]]), weights="binary").value, 4)
    0.3333
    """
    kept, y, near = with_neighbors(values, near)
    left_out = tuple(np.flatnonzero(~kept).tolist())
    reason = _why_undefined(y)
    if reason:
        return Autocorrelation(value=None, reason=reason, left_out=left_out)
    n, z = len(y), y - y.mean()
    matrix = _matrix(near, weights)
    total = float(matrix.sum())
    value = n / total * float(z @ (matrix @ z)) / float(z @ z)
    expected = -1 / (n - 1)
    by_normality, by_randomization = _variances(matrix, z)
    z_randomization = None if by_randomization is None else (value - expected) / sqrt(by_randomization)
    return Autocorrelation(
        value=value,
        expected=expected,
        variance_randomization=by_randomization,
        variance_normality=by_normality,
        z_randomization=z_randomization,
        z_normality=(value - expected) / sqrt(by_normality) if by_normality > 0 else None,
        p_greater=None if z_randomization is None else float(scipy.special.ndtr(-z_randomization)),
        p_permuted=_permuted(matrix, z, permutations) if permutations else None,
        direction=_direction(value - expected),
        left_out=left_out,
    )


def gearys_c(
    values: Sequence[float | None] | FloatArray, near: Neighbors, *, weights: Weights = "row-standardized"
) -> Autocorrelation:
    """Geary's C: below 1 where neighbors are alike, above 1 where they differ.

    `C = (n - 1) / (2 S0) * sum_ij w_ij (y_i - y_j)^2 / sum z^2`.

    References
    ----------
    Geary RC. The contiguity ratio and statistical mapping. Incorporated Statistician 1954; 5: 115-145.

    Examples
    --------
    >>> from equity.disparity.neighbors import neighbors
    >>> round(gearys_c([1, 2, 3, 4], neighbors([[1], [0, 2], [1, 3], [2]]), weights="binary").value, 4)
    0.3
    """
    kept, y, near = with_neighbors(values, near)
    left_out = tuple(np.flatnonzero(~kept).tolist())
    reason = _why_undefined(y)
    if reason:
        return Autocorrelation(value=None, reason=reason, left_out=left_out)
    matrix = _matrix(near, weights).tocoo()
    row, column = matrix.coords
    apart = float(matrix.data @ (y[row] - y[column]) ** 2)
    z = y - y.mean()
    value = (len(y) - 1) / (2 * float(matrix.sum())) * apart / float(z @ z)
    return Autocorrelation(value=value, expected=1.0, direction=_direction(1 - value), left_out=left_out)


def _direction(alike: float) -> str:
    if alike == 0:
        return "neighbors are neither more nor less alike than by chance"
    return f"neighbors are {'more' if alike > 0 else 'less'} alike than by chance"


def with_neighbors(
    values: Sequence[float | None] | FloatArray, near: Neighbors
) -> tuple[BoolArray, FloatArray, Neighbors]:
    """Which places have a value and a neighbor that has one; their values, and the neighbors among them."""
    y = np.array([np.nan if value is None else value for value in values], dtype=np.float64)
    if len(y) != len(near.count):
        raise InvalidParameter(
            f"{len(y)} values for {len(near.count)} places with neighbors; expected one each."
        )
    kept = ~np.isnan(y)
    while True:
        fewer = near.among(kept)
        lonely = fewer.count == 0
        if not lonely.any():
            return kept, y[kept], fewer
        kept[np.flatnonzero(kept)[lonely]] = False


def _why_undefined(y: FloatArray) -> str:
    if len(y) < 3:
        return "not computable: fewer than 3 places have a value and a neighbor"
    return "undefined: all places have the same value" if np.ptp(y) == 0 else ""


def _matrix(near: Neighbors, weights: Weights) -> scipy.sparse.csr_array:
    data = np.ones(len(near.index))
    if weights == "row-standardized":
        data /= np.repeat(near.count, near.count)
    return scipy.sparse.csr_array((data, near.index, near.start), shape=(len(near.count), len(near.count)))


def _variances(matrix: scipy.sparse.csr_array, z: FloatArray) -> tuple[float, float | None]:
    """Under normality and under randomization; the second needs at least 4 places."""
    n = len(z)
    total = float(matrix.sum())
    both = matrix + matrix.T
    s1 = float((both.multiply(both)).sum()) / 2
    s2 = float(((matrix.sum(axis=0) + matrix.sum(axis=1)) ** 2).sum())
    square = 1 / (n - 1) ** 2
    normality = (n**2 * s1 - n * s2 + 3 * total**2) / (total**2 * (n**2 - 1)) - square
    if n < 4:
        return normality, None
    kurtosis = n * float((z**4).sum()) / float((z**2).sum()) ** 2
    dealt = n * ((n**2 - 3 * n + 3) * s1 - n * s2 + 3 * total**2)
    peaked = kurtosis * ((n**2 - n) * s1 - 2 * n * s2 + 6 * total**2)
    randomization = (dealt - peaked) / ((n - 1) * (n - 2) * (n - 3) * total**2) - square
    return normality, randomization if randomization > 0 else None


def _permuted(matrix: scipy.sparse.csr_array, z: FloatArray, permutations: int) -> float:
    rng = np.random.default_rng(SEED)
    observed = float(z @ (matrix @ z))
    dealt = (rng.permutation(z) for _ in range(permutations))
    as_high = sum(float(each @ (matrix @ each)) >= observed for each in dealt)
    return (as_high + 1) / (permutations + 1)
