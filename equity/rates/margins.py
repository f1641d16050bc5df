"""Margins of error by the Census Bureau's rules for the American Community Survey.

A margin of error (`moe`) is half the width of a 90 % interval; `moe / 1.645` is the standard error. A margin
that is missing stays missing: every function gives None then, never zero.

References
----------
U.S. Census Bureau, Understanding and Using American Community Survey Data: What All Data Users Need to Know,
chapters 7 and 8.
"""

from collections.abc import Sequence
from math import hypot, sqrt
from typing import Literal

from equity.errors import InvalidParameter

Z_90 = 1.645
"""The Bureau's multiplier of a 90 % margin (1.65 for data of 2005 and earlier)."""

Verdict = Literal["higher", "lower", "cannot tell apart", "no margin: cannot be tested"]
CANNOT_BE_TESTED: Verdict = "no margin: cannot be tested"


def _refuse_codes(*moes: float | None) -> None:
    """The Bureau's negative codes stand for no number and must never get into arithmetic."""
    for moe in moes:
        if moe is not None and moe < 0:
            raise InvalidParameter(
                f"A margin of error is {moe:g}; expected 0 or more. Negative numbers are the Bureau's codes: "
                "read -555555555 as 0, the others as None."
            )


def standard_error(moe: float | None, *, z: float = Z_90) -> float | None:
    """The standard error behind a 90 % margin of error: `moe / z`.

    Examples
    --------
    >>> round(standard_error(10127))
    6156
    """
    _refuse_codes(moe)
    return None if moe is None else moe / z


def moe_of_sum(moes: Sequence[float | None], *, estimates: Sequence[float] | None = None) -> float | None:
    """The margin of a sum of estimates: the root of the summed squares.

    Among parts estimated at zero only the largest margin counts, once. The approximation worsens with
    many, correlated parts: prefer a published total. None if any part has no margin.

    Parameters
    ----------
    moes
        Margins of the parts, in one unit.
    estimates
        The parts themselves; without them no part is taken for a zero.

    Examples
    --------
    >>> round(moe_of_sum([3860, 2642, 1957]))
    5070
    >>> round(moe_of_sum([56, 27, 29, 29], estimates=[36, 0, 0, 0]))
    63
    """
    _refuse_codes(*moes)
    known = [moe for moe in moes if moe is not None]
    if len(known) < len(moes):
        return None
    if estimates is None:
        return hypot(*known)
    if len(estimates) != len(moes):
        raise InvalidParameter(
            f"{len(moes)} margins for {len(estimates)} estimates; expected one margin each."
        )
    pairs = list(zip(known, estimates, strict=True))
    largest_of_zeros = max((moe for moe, estimate in pairs if estimate == 0), default=0.0)
    return hypot(largest_of_zeros, *(moe for moe, estimate in pairs if estimate != 0))


def moe_of_difference(moe_a: float | None, moe_b: float | None) -> float | None:
    """The margin of `a - b`: the root of the summed squares.

    Examples
    --------
    >>> moe_of_difference(3.0, 4.0)
    5.0
    """
    _refuse_codes(moe_a, moe_b)
    return None if moe_a is None or moe_b is None else hypot(moe_a, moe_b)


def moe_of_proportion(
    numerator: float, moe_numerator: float | None, denominator: float, moe_denominator: float | None
) -> float | None:
    """The margin of a proportion whose numerator is part of its denominator.

    `sqrt(moe_x^2 - p^2 moe_y^2) / y`; where the radicand is negative, the ratio rule is used instead, as the
    Bureau advises. None for a zero denominator.

    Examples
    --------
    >>> round(moe_of_proportion(203119, 5070, 630498, 831), 3)
    0.008
    """
    _refuse_codes(moe_numerator, moe_denominator)
    if moe_numerator is None or moe_denominator is None or denominator == 0:
        return None
    share = numerator / denominator
    radicand = moe_numerator**2 - share**2 * moe_denominator**2
    if radicand < 0:
        return moe_of_ratio(numerator, moe_numerator, denominator, moe_denominator)
    return sqrt(radicand) / abs(denominator)


def moe_of_ratio(
    numerator: float, moe_numerator: float | None, denominator: float, moe_denominator: float | None
) -> float | None:
    """The margin of a ratio whose numerator is not part of its denominator.

    `sqrt(moe_x^2 + r^2 moe_y^2) / y`. None for a zero denominator.

    Examples
    --------
    >>> round(moe_of_ratio(226840, 5557, 203119, 5070), 3)
    0.039
    """
    _refuse_codes(moe_numerator, moe_denominator)
    if moe_numerator is None or moe_denominator is None or denominator == 0:
        return None
    return hypot(moe_numerator, numerator / denominator * moe_denominator) / abs(denominator)


def moe_of_product(a: float, moe_a: float | None, b: float, moe_b: float | None) -> float | None:
    """The margin of a product of two estimates: `sqrt(a^2 moe_b^2 + b^2 moe_a^2)`.

    Examples
    --------
    >>> round(moe_of_product(74506512, 228238, 0.824, 0.001))
    202289
    """
    _refuse_codes(moe_a, moe_b)
    return None if moe_a is None or moe_b is None else hypot(a * moe_b, b * moe_a)


def moe_of_percent_change(
    old: float, moe_old: float | None, new: float, moe_new: float | None
) -> float | None:
    """The margin, in percent, of the change from `old` to `new`: that of the ratio new/old, times 100.

    Examples
    --------
    >>> round(moe_of_percent_change(135173, 3860, 139301, 4047), 2)
    4.2
    """
    moe = moe_of_ratio(new, moe_new, old, moe_old)
    return None if moe is None else 100 * moe


def z_of_difference(
    a: float, moe_a: float | None, b: float, moe_b: float | None, *, overlap: float = 0.0
) -> float | None:
    """How many standard errors apart two estimates are: `(a - b) / sqrt(se_a^2 + se_b^2)`.

    Where two multi-year periods share years, the standard error of the difference is multiplied by
    `sqrt(1 - overlap)`. Places that contain one another are correlated: the test is then only approximate.

    Parameters
    ----------
    overlap
        The share of years in common, from `equity.geography.overlap_of_periods`; 0 to below 1.

    Returns
    -------
    float or None
        None where a margin is missing or both are zero: there is nothing to test against.

    Examples
    --------
    >>> round(z_of_difference(13.1, 2.3, 13.6, 2.3, overlap=0.2), 3)
    -0.283
    """
    if not 0 <= overlap < 1:
        raise InvalidParameter(
            f"Overlap of periods is {overlap}; expected 0 to below 1. "
            "A period cannot be compared with itself: give 0 for two places in the same period."
        )
    moe = moe_of_difference(moe_a, moe_b)
    if not moe:
        return None
    return (a - b) / (moe / Z_90 * sqrt(1 - overlap))


def verdict(a: float, moe_a: float | None, b: float, moe_b: float | None, *, overlap: float = 0.0) -> Verdict:
    """Whether `a` is higher or lower than `b`, at the Bureau's 90 % level, or cannot be told apart from it.

    Examples
    --------
    >>> verdict(0.2503, 0.0335, 0.0158, 0.0082)
    'higher'
    >>> verdict(10.8, 0.2, 10.5, 0.3)
    'cannot tell apart'
    >>> verdict(10.8, None, 10.5, 0.3)
    'no margin: cannot be tested'
    """
    z = z_of_difference(a, moe_a, b, moe_b, overlap=overlap)
    if z is None:
        return CANNOT_BE_TESTED
    if abs(z) <= Z_90:
        return "cannot tell apart"
    return "higher" if z > 0 else "lower"
