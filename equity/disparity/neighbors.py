"""Which places are neighbors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import scipy
import shapely

from equity.disparity._result import BoolArray, FloatArray, IntArray
from equity.errors import InvalidParameter


@dataclass(frozen=True, kw_only=True, eq=False)
class Neighbors:
    """The neighbors of each place, by position: those of place i are `index[start[i]:start[i + 1]]`.

    Made by `neighbors` from lists or by `touching` from shapes.
    """

    start: IntArray
    index: IntArray

    @property
    def count(self) -> IntArray:
        """How many neighbors each place has."""
        return np.diff(self.start)

    def sums(self, values: FloatArray) -> FloatArray:
        """The sum of the values of each place's neighbors."""
        size = len(self.start) - 1
        ones = np.ones(len(self.index))
        return np.asarray(scipy.sparse.csr_array((ones, self.index, self.start), shape=(size, size)) @ values)

    def means(self, values: FloatArray) -> FloatArray:
        """The mean of the values of each place's neighbors; 0 for a place without any."""
        return self.sums(values) / np.maximum(self.count, 1)

    def among(self, kept: BoolArray) -> Neighbors:
        """The neighbors among these places only, renumbered."""
        owner = np.repeat(np.arange(len(self.start) - 1), self.count)
        stays = kept[owner] & kept[self.index]
        renumbered = np.cumsum(kept) - 1
        return _from_pairs(renumbered[owner[stays]], renumbered[self.index[stays]], int(kept.sum()))


def neighbors(lists: Sequence[Sequence[int]]) -> Neighbors:
    """Neighbors from one list of positions a place.

    Raises
    ------
    InvalidParameter
        A place is its own neighbor, or a position does not exist.

    Examples
    --------
    >>> neighbors([[1], [0, 2], [1]]).count.tolist()
    [1, 2, 1]
    """
    size = len(lists)
    owner = np.repeat(np.arange(size), [len(each) for each in lists])
    index = np.array([at for each in lists for at in each], dtype=np.int64)
    if len(index) and (index.min() < 0 or index.max() >= size or (owner == index).any()):
        raise InvalidParameter(f"Neighbors must be other places, numbered 0 to {size - 1}.")
    return _from_pairs(owner, index, size)


def touching(shapes: Sequence[shapely.Geometry]) -> Neighbors:
    """Places that share a border or a corner (queen contiguity).

    Examples
    --------
    >>> squares = [shapely.box(x, 0, x + 1, 1) for x in (0, 1, 5)]
    >>> touching(squares).count.tolist()
    [1, 1, 0]
    """
    places = np.asarray(shapes, dtype=object)
    owner, index = shapely.STRtree(places).query(places, predicate="intersects")
    other = owner != index
    return _from_pairs(owner[other], index[other], len(places))


def _from_pairs(owner: IntArray, index: IntArray, size: int) -> Neighbors:
    order = np.lexsort((index, owner))
    start = np.concatenate([[0], np.cumsum(np.bincount(owner, minlength=size))]).astype(np.int64)
    return Neighbors(start=start, index=np.asarray(index, dtype=np.int64)[order])
