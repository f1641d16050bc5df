"""Where the clusters are: local Moran statistics, with the many tests held to a false discovery rate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

import numpy as np

from equity.disparity._draws import SEED
from equity.disparity._result import BoolArray, FloatArray, IntArray
from equity.disparity.neighbors import Neighbors
from equity.disparity.spatial import Weights, with_neighbors

CLASSES = (
    "no value or no neighbors",
    "high among high",
    "low among high",
    "low among low",
    "high among low",
    "not significant",
)
"""What a place can be; positions 1 to 4 are the quadrants."""

NOT_SIGNIFICANT = 5
PERMUTATIONS = 9999
FALSE_DISCOVERY_RATE = 0.05
_MOST_DRAWS = 10  # times the permutations asked for, where almost all places are neighbors


@dataclass(frozen=True, kw_only=True, eq=False)
class HotSpots:
    """Local statistics, one entry a place in the order given; NaN or 0 for a place that was left out.

    Attributes
    ----------
    value
        Local Moran's I: positive where a place is like its neighbors.
    quadrant
        1 high among high, 2 low among high, 3 low among low, 4 high among low, whether significant or not.
    p
        Two-sided permutation p: twice the smaller tail `(M + 1) / (R + 1)`, at most 1.
    classes
        Position in `CLASSES`: the quadrant where the place passes the false discovery rate.
    left_out
        Positions of places without a value or without neighbors that have one.
    """

    value: FloatArray
    quadrant: IntArray
    p: FloatArray
    classes: IntArray
    left_out: tuple[int, ...]


def local_morans_i(
    values: Sequence[float | None] | FloatArray,
    near: Neighbors,
    *,
    weights: Weights = "row-standardized",
    permutations: int = PERMUTATIONS,
    false_discovery_rate: float = FALSE_DISCOVERY_RATE,
    divided_by_n: bool = False,
) -> HotSpots:
    """Local Moran's I of each place: `I_i = z_i lag_i / m2`, lag_i the mean (or sum) of its neighbors' z.

    Significance by conditional permutation: the place keeps its value while others are drawn as its
    neighbors. All places share one set of draws, and each leaves out those that hold itself: 85,000 places
    take less than a second.

    Notes
    -----
    `m2 = sum z^2 / (n - 1)` as in PySAL's esda, or over n with `divided_by_n` as in R's spdep; quadrants and
    significance depend neither on it nor on the weights. Where all values are equal nothing is significant
    and I is NaN.

    References
    ----------
    Anselin L. Local indicators of spatial association. Geogr Anal 1995; 27: 93-115. Benjamini Y, Hochberg Y.
    Controlling the false discovery rate. J R Stat Soc B 1995; 57: 289-300.

    Examples
    --------
    >>> from equity.disparity.neighbors import neighbors
    >>> found = local_morans_i([9, 8, 1, 2], neighbors([[1], [0], [3], [2]]))
    >>> found.quadrant.tolist()
    [1, 1, 3, 3]
    """
    kept, y, near = with_neighbors(values, near)
    size = len(kept)
    value, p = np.full(size, np.nan), np.full(size, np.nan)
    quadrant, classes = np.zeros(size, dtype=np.int64), np.zeros(size, dtype=np.int64)
    if len(y):
        z = y - y.mean()
        lag = near.means(z) if weights == "row-standardized" else near.sums(z)
        spread = float(z @ z) / (len(z) if divided_by_n else len(z) - 1)
        value[kept] = z * lag / spread if np.ptp(y) > 0 else np.nan
        quadrant[kept] = _quadrants(z, lag)
        p[kept] = _conditional_p(z, near, permutations)
        passes = passing(p[kept], rate=false_discovery_rate)
        classes[kept] = np.where(passes, quadrant[kept], NOT_SIGNIFICANT)
    return HotSpots(
        value=value, quadrant=quadrant, p=p, classes=classes, left_out=tuple(np.flatnonzero(~kept).tolist())
    )


def passing(p: FloatArray, *, rate: float) -> BoolArray:
    """Which tests pass so that at most this share of those that pass is expected to be false.

    Benjamini and Hochberg's step-up rule: the largest k with `p_(k) <= k rate / m`, and all smaller p.

    Examples
    --------
    >>> passing(np.array([0.01, 0.04, 0.03, 0.9]), rate=0.05).tolist()
    [True, False, False, False]
    """
    rising = np.sort(p)
    within = rising <= rate * np.arange(1, len(p) + 1) / max(1, len(p))
    return p <= rising[within].max() if within.any() else np.zeros(len(p), dtype=np.bool_)


def _quadrants(z: FloatArray, lag: FloatArray) -> IntArray:
    high, among_high = z > 0, lag > 0
    return np.select(
        [high & among_high, ~high & among_high, ~high & ~among_high], [1, 2, 3], default=4
    ).astype(np.int64)


def _conditional_p(z: FloatArray, near: Neighbors, permutations: int) -> FloatArray:
    """Two-sided p of each place's neighbor sum among sums of as many others, drawn without replacement."""
    places, count = len(z), near.count
    most = int(count.max())
    rng = np.random.default_rng(SEED)
    # A draw that holds the place itself is not used for it: draw more, so that about `permutations` remain.
    rows = min(ceil(permutations * places / (places - most)), _MOST_DRAWS * permutations)
    drawn = np.stack([rng.choice(places, most, replace=False, shuffle=True) for _ in range(rows)])
    sums = np.cumsum(z[drawn], axis=1)
    observed = near.sums(z)
    # Sums of the same values in another order differ in the last digits; they are ties all the same.
    tie = 1e-9 * float(np.abs(z).max())
    at_least, at_most = np.zeros(places), np.zeros(places)
    for size in np.unique(count):
        these = count == size
        rising = np.sort(sums[:, size - 1])
        at_most[these] = np.searchsorted(rising, observed[these] + tie, side="right")
        at_least[these] = rows - np.searchsorted(rising, observed[these] - tie, side="left")
    row, position = np.nonzero(np.arange(most) < count[drawn])
    place = drawn[row, position]
    its_sum = sums[row, count[place] - 1]
    used = rows - np.bincount(place, minlength=places)
    at_least -= np.bincount(place[its_sum >= observed[place] - tie], minlength=places)
    at_most -= np.bincount(place[its_sum <= observed[place] + tie], minlength=places)
    return np.minimum(1.0, 2 * (np.minimum(at_least, at_most) + 1) / (used + 1))
