"""How unevenly a group is spread over places, and how concentrated each place is.

One group against the rest of the population. Places without people are left out; a place marked `suppressed`,
whose count is known but must not be shown, withholds the index. When places are small these
indices are above zero by chance alone, so the number of places belongs beside them; they come without
an interval.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from equity.disparity._result import BoolArray, FloatArray, Result, undefined
from equity.errors import InvalidParameter

_NO_INTERVAL = "the margins of counts by place do not give one; small places raise the index by chance"


def dissimilarity(
    members: Sequence[float],
    total: Sequence[float],
    *,
    other: Sequence[float] | None = None,
    suppressed: Sequence[bool] | None = None,
) -> Result:
    """The share of the group that would have to move for it to be spread like the others, 0 to 1.

    `D = 1/2 sum |a_i / A - b_i / B|`, with b the rest of the population, or a named second group.

    Parameters
    ----------
    members, total, other
        People of the group, of everyone, and of the second group, place by place.

    References
    ----------
    Duncan OD, Duncan B. A methodological analysis of segregation indexes. Am Sociol Rev 1955; 20: 210-217.

    Examples
    --------
    >>> round(dissimilarity([100, 60, 40, 0], [100, 100, 100, 100]).value, 6)
    0.6
    """
    prepared = _prepared(members, total, suppressed)
    if isinstance(prepared, Result):
        return prepared
    a, t, kept = prepared
    b = t - a if other is None else _others(other, kept)
    if b.sum() <= 0:
        return undefined("undefined: nobody belongs to the other group")
    return _result(
        float(np.abs(a / a.sum() - b / b.sum()).sum() / 2),
        kept,
        "0 means both are spread alike, 1 means they never share a place",
    )


def isolation(
    members: Sequence[float], total: Sequence[float], *, suppressed: Sequence[bool] | None = None
) -> Result:
    """The group's share in the place of its average member, 0 to 1: `sum (a_i / A) (a_i / t_i)`.

    References
    ----------
    Bell W. A probability model for the measurement of ecological segregation. Soc Forces 1954; 32: 357-364.

    Examples
    --------
    >>> round(isolation([100, 60, 40, 0], [100, 100, 100, 100]).value, 6)
    0.76
    """
    prepared = _prepared(members, total, suppressed)
    if isinstance(prepared, Result):
        return prepared
    a, t, kept = prepared
    return _result(
        float(a / a.sum() @ (a / t)), kept, "the larger, the more its members live among themselves"
    )


def exposure(
    members: Sequence[float],
    total: Sequence[float],
    *,
    other: Sequence[float] | None = None,
    suppressed: Sequence[bool] | None = None,
) -> Result:
    """The others' share in the place of the group's average member, 0 to 1: `sum (a_i / A) (b_i / t_i)`.

    With the rest of the population as the others, isolation and exposure add up to 1.

    References
    ----------
    Bell W, 1954 (see `isolation`).

    Examples
    --------
    >>> round(exposure([100, 60, 40, 0], [100, 100, 100, 100]).value, 6)
    0.24
    """
    prepared = _prepared(members, total, suppressed)
    if isinstance(prepared, Result):
        return prepared
    a, t, kept = prepared
    b = t - a if other is None else _others(other, kept)
    return _result(
        float(a / a.sum() @ (b / t)), kept, "the larger, the more its members live among the others"
    )


def information_theory_index(
    members: Sequence[float], total: Sequence[float], *, suppressed: Sequence[bool] | None = None
) -> Result:
    """Theil's information theory index, 0 to 1: how much less mixed places are than the whole.

    `H = sum t_i (E - E_i) / (E T)`, with E the entropy of group and rest in the whole, E_i in place i.

    References
    ----------
    Theil H. Statistical Decomposition Analysis. North-Holland, 1972.

    Examples
    --------
    >>> information_theory_index([100, 0], [100, 100]).value
    1.0
    """
    prepared = _prepared(members, total, suppressed)
    if isinstance(prepared, Result):
        return prepared
    a, t, kept = prepared
    whole = float(_entropy(np.array([a.sum() / t.sum()]))[0])
    if whole == 0:
        return undefined("undefined: nobody belongs to the other group")
    mixed = float(t / t.sum() @ _entropy(a / t)) / whole
    return _result(1 - mixed, kept, "0 means every place is as mixed as the whole, 1 means no place is mixed")


def segregation_gini(
    members: Sequence[float], total: Sequence[float], *, suppressed: Sequence[bool] | None = None
) -> Result:
    """The Gini index of segregation, 0 to 1: the mean difference between places' shares over its maximum.

    `G = sum_i sum_j t_i t_j |p_i - p_j| / (2 T^2 P (1 - P))`, with p_i the group's share in place i, P in the
    whole.

    References
    ----------
    Massey DS, Denton NA. The dimensions of residential segregation. Soc Forces 1988; 67: 281-315.

    Examples
    --------
    >>> round(segregation_gini([100, 60, 40, 0], [100, 100, 100, 100]).value, 6)
    0.8
    """
    prepared = _prepared(members, total, suppressed)
    if isinstance(prepared, Result):
        return prepared
    a, t, kept = prepared
    whole = float(a.sum() / t.sum())
    if whole == 1:
        return undefined("undefined: nobody belongs to the other group")
    share = a / t
    rising = np.argsort(share)
    weight = t[rising] / t.sum()
    rank = np.cumsum(weight) - weight / 2
    # The mean absolute difference is four times the covariance of a value with its rank.
    mean_difference = 4 * float(weight @ (share[rising] * (rank - 0.5)))
    return _result(
        mean_difference / (2 * whole * (1 - whole)),
        kept,
        "0 means every place has the same share of the group",
    )


def location_quotients(
    members: Sequence[float], total: Sequence[float], *, suppressed: Sequence[bool] | None = None
) -> tuple[float | None, ...]:
    """Each place's share of the group over its share in all places together; 1 means as everywhere.

    `(e_i / b_i) / (sum e / sum b)`; None where a place has no base, or nobody belongs to the group anywhere,
    and for every place if one is suppressed.
    Applied to events and expected events it is the excess risk.

    References
    ----------
    Isard W. Methods of Regional Analysis. MIT Press, 1960.

    Examples
    --------
    >>> location_quotients([30, 30, 0], [100, 300, 0])
    (2.0, 0.6666666666666667, None)
    """
    a, t = _columns(members, total)
    is_known = t.sum() > 0 and not _are_any(suppressed)
    overall = float(a.sum() / t.sum()) if is_known else 0.0
    return tuple(
        float(own / base / overall) if base > 0 and overall > 0 else None
        for own, base in zip(a, t, strict=True)
    )


def _columns(members: Sequence[float], total: Sequence[float]) -> tuple[FloatArray, FloatArray]:
    a, t = np.asarray(members, dtype=np.float64), np.asarray(total, dtype=np.float64)
    if len(a) != len(t):
        raise InvalidParameter(f"{len(a)} counts of the group for {len(t)} places; expected one each.")
    if not (np.isfinite(a).all() and np.isfinite(t).all()) or (a < 0).any() or (t < 0).any():
        raise InvalidParameter(
            "Counts of people must be known and 0 or more. Leave out places without counts."
        )
    return a, t


def _are_any(suppressed: Sequence[bool] | None) -> bool:
    return suppressed is not None and any(suppressed)


def _prepared(
    members: Sequence[float], total: Sequence[float], suppressed: Sequence[bool] | None
) -> tuple[FloatArray, FloatArray, BoolArray] | Result:
    if _are_any(suppressed):
        return undefined("withheld: a suppressed count could be worked out from the summary")
    a, t = _columns(members, total)
    if (a > t).any():
        raise InvalidParameter("A place has more members of the group than people. Correct the counts.")
    kept = t > 0
    if a.sum() <= 0:
        return undefined("undefined: nobody belongs to the group")
    return a[kept], t[kept], kept


def _others(other: Sequence[float], kept: BoolArray) -> FloatArray:
    b = np.asarray(other, dtype=np.float64)
    if len(b) != len(kept) or not np.isfinite(b).all() or (b < 0).any():
        raise InvalidParameter(f"The second group needs {len(kept)} counts of 0 or more, one a place.")
    return b[kept]


def _entropy(share: FloatArray) -> FloatArray:
    part = np.stack([share, 1 - share])
    return np.asarray(-(part * np.log(np.where(part > 0, part, 1))).sum(axis=0))


def _result(value: float, kept: BoolArray, direction: str) -> Result:
    out = tuple(f"place {at + 1} (no people)" for at in np.flatnonzero(~kept))
    return Result(
        value=value,
        direction=f"{direction}; {int(kept.sum())} places",
        left_out=out,
        population_left_out=0.0,
        why_not_shown=_NO_INTERVAL,
    )
