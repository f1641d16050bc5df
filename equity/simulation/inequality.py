"""Every measure of disparity before and after a scenario, draw by draw.

The formulas are those of `equity.disparity`, written for all draws at once: there a measure's doubt comes
from the errors of its groups, here from the draws of the model. Tests hold the two against each other.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from equity.errors import InvalidParameter
from equity.simulation.baseline import ENDPOINTS
from equity.simulation.distribution import Distribution
from equity.simulation.parameters import FloatArray
from equity.simulation.summary import spread

BEST, MEAN = "best", "mean"
"""References that are not a group: the best-off side today, and the average of all residents."""

EPSILONS = (0.0, 0.5, 1.0, 3.52, 10.95)
"""How averse to inequality: 0 is not at all; 10.95 is what people in England answered about health."""

_PER_1000 = 1_000
# Two values further apart than rounding, so that "no change" is never taken for a change.
_SAME = 1e-9
_SHARES_OF_RESIDENTS = ("people", "deaths")


@dataclass(frozen=True, kw_only=True)
class Measure:
    """A measure of disparity: `equal` is its value where all are alike, `what` says in words what it is."""

    id: str
    label: str
    what: str
    unit: str
    equal: float
    formula: Callable[[FloatArray, "Frame"], FloatArray]


@dataclass(frozen=True, kw_only=True)
class Frame:
    """What a measure needs besides the rates: shares and ranks of residents, and the sides compared."""

    share: FloatArray
    rank: FloatArray
    worst: FloatArray
    reference: FloatArray
    residents: float


@dataclass(frozen=True, kw_only=True)
class BeforeAfter:
    """A measure without and with the scenario, [draw]; where it is undefined, `reason` says why."""

    measure: Measure
    before: FloatArray
    after: FloatArray
    reason: str = ""

    @property
    def widens(self) -> float:
        """The chance that the scenario makes it more unequal."""
        return float((self._apart(self.after) > self._apart(self.before) * (1 + _SAME)).mean())

    @property
    def narrows(self) -> float:
        """The chance that the scenario makes it less unequal."""
        return float((self._apart(self.after) < self._apart(self.before) * (1 - _SAME)).mean())

    def _apart(self, values: FloatArray) -> FloatArray:
        return np.asarray(np.abs(values - self.measure.equal))


def before_and_after(rates: Distribution, *, reference: str = BEST) -> list[BeforeAfter]:
    """Every measure of `MEASURES`, in order.

    Parameters
    ----------
    reference
        What the worst-off side is compared with: `best` (the best-off side today), `mean` (all residents),
        or the id of a group or place.

    Raises
    ------
    InvalidParameter
        The reference is none of these.
    """
    frame = Frame(
        share=rates.share,
        rank=rates.rank,
        worst=rates.worst,
        reference=_reference(rates, reference),
        residents=float(rates.residents.sum()),
    )
    found = []
    for measure in MEASURES:
        reason = _why_undefined(measure.id, rates, reference)
        values = [
            np.full(len(each), np.nan) if reason else measure.formula(each, frame)
            for each in (rates.before, rates.after)
        ]
        if not reason and not all(np.isfinite(each).all() for each in values):
            reason = "undefined: in some draws it would divide by 0"
        found.append(BeforeAfter(measure=measure, before=values[0], after=values[1], reason=reason))
    return found


def table(found: Sequence[BeforeAfter]) -> pl.DataFrame:
    """The measures in numbers, a row each.

    Columns: `id`, `label`, `what`, `unit`, `equal`; `before_*`, `after_*` and `change_*` with p10, p50, p90;
    `narrows` and `widens`, the chances of either; `reason` where it is undefined and the numbers are null.
    """
    rows: list[dict[str, object]] = []
    for each in found:
        known: dict[str, object] = {
            name: getattr(each.measure, name) for name in ("id", "label", "what", "unit", "equal")
        }
        parts = {"before": each.before, "after": each.after, "change": each.after - each.before}
        numbers: dict[str, object] = {
            f"{name}_{at}": None if each.reason else float(value)
            for name, values in parts.items()
            for at, value in spread(values).items()
            if at in ("p10", "p50", "p90")
        }
        chances = {
            "narrows": None if each.reason else each.narrows,
            "widens": None if each.reason else each.widens,
        }
        rows.append(known | numbers | chances | {"reason": each.reason})
    return pl.DataFrame(rows, infer_schema_length=None)


def equally_distributed(good: FloatArray, share: FloatArray, *, epsilon: float) -> FloatArray:
    """The level that, if everyone had it, would be worth as much as the unequal levels are; [draw].

    Formula: ``EDE = (sum w h ** (1 - eps)) ** (1 / (1 - eps))``, for eps 1 ``exp(sum w ln h)``. It is never
    above the mean. `good` is [draw, unit], more of it is better, on a scale with a true zero; `share` adds up
    to 1. Reference: Atkinson, Journal of Economic Theory 1970;2:244-263.

    Raises
    ------
    InvalidParameter
        epsilon is below 0, or a level is not above 0.

    Examples
    --------
    >>> years = np.array([[60.0, 80.0]])
    >>> half = np.array([0.5, 0.5])
    >>> [round(float(equally_distributed(years, half, epsilon=each)[0]), 2) for each in (0, 1, 10.95)]
    [70.0, 69.28, 63.97]
    """
    if epsilon < 0:
        raise InvalidParameter(f"epsilon is {epsilon}; expected 0 or more.")
    if (good <= 0).any():
        raise InvalidParameter("A level of 0 or below has no equally distributed equivalent.")
    # Divided by the largest first: a high power of a small number would be lost to rounding.
    top = good.max(axis=1, keepdims=True)
    logs = np.log(good / top)
    if epsilon == 1:
        return np.asarray(top[:, 0] * np.exp(logs @ share))
    power = 1 - epsilon
    return np.asarray(top[:, 0] * (np.exp(power * logs) @ share) ** (1 / power))


def ede_curve(rates: Distribution, *, epsilons: Sequence[float] = EPSILONS) -> pl.DataFrame:
    """The share of residents free of an outcome, and its equally distributed equivalent, by aversion.

    Columns: `epsilon`; `before_*`, `after_*`, `change_*` of the equivalent and `fairer_*`, the change of the
    equivalent less that of the mean (above 0: inequality fell), each with p10, p50, p90; `better`, the
    chance that the change is above 0.

    Raises
    ------
    InvalidParameter
        The outcome is not a share of residents.
    """
    if reason := _why_undefined("equally_distributed", rates, BEST):
        raise InvalidParameter(f"{ENDPOINTS[rates.endpoint].label}: {reason}.")
    rows = []
    mean_gain = (rates.before - rates.after) @ rates.share
    for epsilon in epsilons:
        before, after = (
            equally_distributed(1 - each, rates.share, epsilon=epsilon)
            for each in (rates.before, rates.after)
        )
        gain = after - before
        parts = {"before": before, "after": after, "change": gain, "fairer": gain - mean_gain}
        rows.append(
            {"epsilon": epsilon}
            | {
                f"{name}_{at}": float(value)
                for name, values in parts.items()
                for at, value in spread(values).items()
                if at in ("p10", "p50", "p90")
            }
            | {"better": float((gain > 0).mean())}
        )
    return pl.DataFrame(rows)


def equity_weights(level: FloatArray, share: FloatArray, *, epsilon: float) -> FloatArray:
    """What one more unit for each counts, against the average of 1; [unit].

    Formula: ``w = h ** -eps / sum share h ** -eps``, the slope of the equally distributed equivalent.
    Reference: Robson and others, Health Economics 2017;26:1328-1334, in which eps 10.95 counts the poorest
    fifth of England six to seven times the richest.

    Examples
    --------
    >>> weights = equity_weights(np.array([62.0, 73.5]), np.array([0.5, 0.5]), epsilon=10.95)
    >>> round(float(weights[0] / weights[1]), 1)
    6.4
    """
    relative = np.exp(-epsilon * np.log(level / level.max()))
    return np.asarray(relative / (relative @ share))


def is_share_of_residents(endpoint: str) -> bool:
    """Whether an endpoint counts people in a state, so that the rest of the residents are free of it."""
    return ENDPOINTS[endpoint].unit in _SHARES_OF_RESIDENTS


def _reference(rates: Distribution, reference: str) -> FloatArray:
    if reference in rates.ids:
        return np.asarray(np.array(rates.ids) == reference, dtype=np.float64)
    sides: Mapping[str, FloatArray] = {BEST: rates.best, MEAN: rates.share}
    if reference not in sides:
        raise InvalidParameter(
            f"{reference!r} is not a reference. Use {BEST}, {MEAN} or one of: {', '.join(rates.ids)}."
        )
    return sides[reference]


def _why_undefined(measure: str, rates: Distribution, reference: str) -> str:
    is_share = is_share_of_residents(rates.endpoint)
    if len(rates.ids) < 2:
        return f"not computable: there is only one of the {rates.between}"
    if not rates.tells_apart:
        return f"not measured: nothing in the data tells the {rates.between} apart"
    if not is_share and measure in ("erreygers", "equally_distributed", *_ATKINSON):
        return "undefined: events have no upper bound, so there is no share of residents free of them"
    if reference == MEAN and measure == "attributable":
        return "undefined: against the average of all there is nothing left to gain"
    if not np.ptp(rates.rank) and measure in ("slope", "relative_slope", "concentration", "erreygers"):
        return f"not computable: all {rates.between} are equally in need"
    return ""


def _difference(y: FloatArray, frame: Frame) -> FloatArray:
    return np.asarray(_PER_1000 * (y @ frame.worst - y @ frame.reference))


def _ratio(y: FloatArray, frame: Frame) -> FloatArray:
    return _divided(y @ frame.worst, y @ frame.reference)


def _attributable(y: FloatArray, frame: Frame) -> FloatArray:
    return np.asarray((y @ frame.share - y @ frame.reference) * frame.residents)


def _variance(y: FloatArray, frame: Frame) -> FloatArray:
    apart = _PER_1000 * (y - (y @ frame.share)[:, np.newaxis])
    return np.asarray(apart**2 @ frame.share)


def _theil(y: FloatArray, frame: Frame) -> FloatArray:
    rho = _divided(y, (y @ frame.share)[:, np.newaxis])
    return np.asarray((rho * np.log(np.where(rho > 0, rho, 1.0))) @ frame.share)


def _log_deviation(y: FloatArray, frame: Frame) -> FloatArray:
    rho = _divided(y, (y @ frame.share)[:, np.newaxis])
    return np.asarray(-np.log(np.where(rho > 0, rho, np.nan)) @ frame.share)


def _slope(y: FloatArray, frame: Frame) -> FloatArray:
    apart = frame.rank - 0.5
    return np.asarray(_PER_1000 * (y @ (frame.share * apart)) / (frame.share @ apart**2))


def _relative_slope(y: FloatArray, frame: Frame) -> FloatArray:
    half, mean = _slope(y, frame) / 2, _PER_1000 * (y @ frame.share)
    return _divided(mean + half, np.where(mean > half, mean - half, np.nan))


def _concentration(y: FloatArray, frame: Frame) -> FloatArray:
    return _divided(_absolute_concentration(y, frame), y @ frame.share)


def _erreygers(y: FloatArray, frame: Frame) -> FloatArray:
    return np.asarray(4 * _absolute_concentration(y, frame))


def _absolute_concentration(y: FloatArray, frame: Frame) -> FloatArray:
    return np.asarray(2 * (y @ (frame.share * (frame.rank - 0.5))))


def _atkinson(epsilon: float) -> Callable[[FloatArray, Frame], FloatArray]:
    def index(y: FloatArray, frame: Frame) -> FloatArray:
        free = 1 - y
        return np.asarray(1 - equally_distributed(free, frame.share, epsilon=epsilon) / (free @ frame.share))

    return index


def _divided(of: FloatArray, by: FloatArray) -> FloatArray:
    return np.asarray(of / np.where(by > 0, by, np.nan))


_ATKINSON = {f"atkinson_{epsilon:g}": epsilon for epsilon in EPSILONS if epsilon > 0}

MEASURES: tuple[Measure, ...] = (
    Measure(
        id="difference",
        label="Absolute gap",
        what="The rate of the worst-off side today less that of the reference",
        unit="per_1000",
        equal=0.0,
        formula=_difference,
    ),
    Measure(
        id="ratio",
        label="Relative gap",
        what="How many times the reference's rate the worst-off side has",
        unit="ratio",
        equal=1.0,
        formula=_ratio,
    ),
    Measure(
        id="attributable",
        label="Gap in numbers",
        what="How many fewer there would be in a year if everyone had the reference's rate",
        unit="events",
        equal=0.0,
        formula=_attributable,
    ),
    Measure(
        id="variance",
        label="Variance between",
        what="The squared distance from the average, averaged over residents",
        unit="per_1000_squared",
        equal=0.0,
        formula=_variance,
    ),
    Measure(
        id="theil",
        label="Theil index",
        what="Relative inequality, with the highest rates counting most",
        unit="index",
        equal=0.0,
        formula=_theil,
    ),
    Measure(
        id="log_deviation",
        label="Mean log deviation",
        what="Relative inequality, with the lowest rates counting most",
        unit="index",
        equal=0.0,
        formula=_log_deviation,
    ),
    Measure(
        id="slope",
        label="Slope index",
        what="The rate of the least needy less that of the neediest, along a line through all",
        unit="per_1000",
        equal=0.0,
        formula=_slope,
    ),
    Measure(
        id="relative_slope",
        label="Relative slope index",
        what="The rate of the least needy over that of the neediest, along a line through all",
        unit="ratio",
        equal=1.0,
        formula=_relative_slope,
    ),
    Measure(
        id="concentration",
        label="Concentration index",
        what="Whether the rate is concentrated among the needy (below 0) or the others (above 0)",
        unit="index",
        equal=0.0,
        formula=_concentration,
    ),
    Measure(
        id="erreygers",
        label="Erreygers index",
        what="The concentration index of a share, which cannot pass 100 %",
        unit="index",
        equal=0.0,
        formula=_erreygers,
    ),
    *(
        Measure(
            id=measure_id,
            label=f"Atkinson index, aversion {epsilon:g}",
            what="The part of the average share of residents free of it that inequality is worth",
            unit="index",
            equal=0.0,
            formula=_atkinson(epsilon),
        )
        for measure_id, epsilon in _ATKINSON.items()
    ),
)
