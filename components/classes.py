"""The classes of a map: from values to one byte a place, and to the lines of a legend.

The two high bits of a byte are the state of the place, its six low bits the class:

    00 class   a value that can be read
    01 class   a value too uncertain to rely on: its class under a hatch
    10 0       suppressed
    11 0, 1, 2 no value; no residents; outside the chosen area (not drawn)
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from components import wording
from components.look import BURDEN, DIFFERENCE
from equity.indicators import Indicator

MOST = len(BURDEN)
UNRELIABLE = 0b01 << 6
SUPPRESSED = 0b10 << 6
MISSING = 0b11 << 6
NO_RESIDENTS = MISSING | 1
OUTSIDE = MISSING | 2

_LONG_TO_PRINT = 100_000  # dollars: in full, six such classes would not stand side by side

Values = NDArray[np.float64]
Bytes = NDArray[np.uint8]

_STATES = {
    "unreliable": wording.reliability("unreliable"),
    "suppressed": f"Locked: {wording.reliability('suppressed').lower()}",
    "missing": "No value",
    "no_residents": wording.reliability("no_residents"),
}
_DARKER = {
    "lower": "The darker, the higher, and higher is worse.",
    "higher": "The darker, the lower, and lower is worse.",
    "neutral": "The darker, the higher; neither is better.",
}


@dataclass(frozen=True, kw_only=True)
class Classes:
    """Ends of classes in the unit of the values, one more than there are colors, and how they were made.

    A value on an end belongs to the class below it.
    """

    ends: tuple[float, ...]
    colors: tuple[str, ...]
    method: str


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A line of the legend: `number` is the class, or `state` says why there is none; `places` counts."""

    label: str
    places: int
    number: int | None = None
    state: str | None = None


def even(values: Values, indicator: Indicator) -> Classes:
    """At most six classes of about the same number of places, dark where the burden is.

    Ends are rounded to what the legend prints. Where many places share a value there are fewer classes;
    where there are six values or fewer, one for each.
    """
    unit = wording.unit(indicator.unit)
    ends, method = _even_ends(values, finest=unit.finest / unit.scale)
    count = max(len(ends) - 1, 0)
    colors = tuple(BURDEN[at] for at in np.round(np.linspace(0, MOST - 1, count)).astype(int))
    return Classes(
        ends=tuple(ends),
        colors=colors[::-1] if indicator.better == "higher" else colors,
        method=f"{method} {_DARKER[indicator.better]}",
    )


def around(reference: float, values: Values, indicator: Indicator, *, name: str) -> Classes:
    """Seven classes of equal width, the fourth with the reference in its middle; `name` says whose it is."""
    far = float(np.quantile(np.abs(values - reference), 0.95)) if len(values) else 0.0
    width = _round_number((far or 1.0) / 3)
    inner = reference + width * (np.arange(len(DIFFERENCE) - 1) - 2.5)
    whose = wording.quantity(reference, unit_id=indicator.unit)
    return Classes(
        ends=(-np.inf, *inner.tolist(), np.inf),
        colors=DIFFERENCE,
        method=f"{len(DIFFERENCE)} classes of equal width around {name} ({whose}).",
    )


def to_bytes(rows: pl.DataFrame, classes: Classes) -> Bytes:
    """One byte a row.

    Parameters
    ----------
    rows
        `estimate`, `reliability` as from `equity.rates.of`, and `is_outside` (not drawn).
    """
    state = pl.col("reliability")
    number = pl.Series(np.searchsorted(classes.ends[1:-1], rows["estimate"].fill_null(0)).astype(np.int32))
    byte = (
        pl.when("is_outside")
        .then(OUTSIDE)
        .when(state == "suppressed")
        .then(SUPPRESSED)
        .when(state == "no_residents")
        .then(NO_RESIDENTS)
        .when(pl.col("estimate").is_null())
        .then(MISSING)
        .when(state == "unreliable")
        .then(number + UNRELIABLE)
        .otherwise(number)
    )
    return rows.select(byte.cast(pl.UInt8)).to_series().to_numpy()


def legend_entries(places: Bytes, classes: Classes, indicator: Indicator) -> tuple[Entry, ...]:
    """Every class with its bounds, also one that no place is in; then the states that occur."""
    in_class = np.bincount(places[places < SUPPRESSED] & 0b111111, minlength=MOST + 1)
    highest = max((end for end in classes.ends if np.isfinite(end)), default=0.0)
    in_thousands = indicator.unit == "usd" and highest >= _LONG_TO_PRINT
    bounds = [
        Entry(
            label=_bounds(number, low, high, indicator, in_thousands=in_thousands),
            places=int(in_class[number]),
            number=number,
        )
        for number, (low, high) in enumerate(itertools.pairwise(classes.ends))
    ]
    return (*bounds, *state_entries(places))


def state_entries(places: Bytes, *, missing: str = _STATES["missing"]) -> tuple[Entry, ...]:
    """The states of not knowing that occur on a map; `missing` says what stands for no value."""
    in_state = {
        "unreliable": places >> 6 == UNRELIABLE >> 6,
        "suppressed": places == SUPPRESSED,
        "missing": places == MISSING,
        "no_residents": places == NO_RESIDENTS,
    }
    labels = {**_STATES, "missing": missing}
    return tuple(
        Entry(label=labels[state], places=int(found.sum()), state=state)
        for state, found in in_state.items()
        if found.any()
    )


def _even_ends(values: Values, *, finest: float) -> tuple[list[float], str]:
    distinct = np.unique(values)
    if len(distinct) == 0:
        return [], "No place has a value."
    lowest, highest = float(distinct[0]), float(distinct[-1])
    if len(distinct) <= MOST:
        return [lowest, *((distinct[:-1] + distinct[1:]) / 2).tolist(), highest], "A class for each value."
    found = np.quantile(values, np.arange(1, MOST) / MOST)  # as `mapclassify.Percentiles`: see the tests
    step = max(_power_of_ten((highest - lowest) / MOST) / 100, finest)
    inner = np.unique(np.round(found / step) * step)
    ends = [lowest, *inner[(inner >= lowest) & (inner < highest)].tolist(), highest]
    return ends, f"{len(ends) - 1} classes {_how_even(values, ends)} (quantiles)."


def _how_even(values: Values, ends: list[float]) -> str:
    """Whether each class has its part of the places, give or take a quarter of it."""
    counts = np.bincount(np.searchsorted(ends[1:-1], values), minlength=len(ends) - 1)
    if np.abs(counts - counts.mean()).max() <= max(1, counts.mean() / 4):
        return "with about the same number of places each"
    return "as even as shared values and rounded ends allow"


def _round_number(size: float) -> float:
    """The 1, 2 or 5 times a power of ten next above `size`."""
    power = _power_of_ten(size)
    return next(times * power for times in (1, 2, 5, 10) if times * power >= size * 0.999)


def _power_of_ten(size: float) -> float:
    return float(10.0 ** np.floor(np.log10(size)))


def _bounds(number: int, low: float, high: float, indicator: Indicator, *, in_thousands: bool) -> str:
    """Both ends to the digits of the unit, so that neighbors show the same number; codes do not."""
    suffix = wording.unit(indicator.unit).suffix
    if indicator.unit == "code":
        low, high = (np.floor(low) + 1 if number else low), np.floor(high)

    def printed(end: float) -> str:
        if not np.isfinite(end):
            return ""
        return f"${end / 1_000:,.3g}k" if in_thousands else wording.number(end, unit_id=indicator.unit)

    start, end = printed(low), printed(high)
    if not start or not end:
        return f"above {start}" if start else f"below {end}"
    return end if start == end else f"{start.removesuffix(suffix)}–{end}"
