"""What a parameter is: a number the model needs, how unsure it is, and the study or judgment behind it.

A parameter names the evidence records it rests on (`assets/evidence.csv`). Where no study gives the number
it says `assumption`, alone or beside the records that informed the judgment, and every page that shows the
number repeats the word. A parameter with neither does not load.
"""

import re
from dataclasses import dataclass
from math import exp, isfinite, log
from typing import Any

import numpy as np
import numpy.typing as npt
import scipy

from equity.errors import InvalidParameter

FloatArray = npt.NDArray[np.floating[Any]]

ASSUMPTION = "assumption"
DISTRIBUTIONS = ("beta", "gamma", "lognormal", "normal", "uniform", "triangular", "fixed")
STAGES = ("eligible", "reached", "screened", "with_need", "accepted", "referred", "helped")

# A 95 % interval of a normal distribution is 3.92 standard deviations wide.
_WIDTH = 3.92

# How far an effect is drawn toward "no effect" and how much wider its doubt becomes, by grade of evidence:
# a design judgment, shown beside every effect it touches.
SHRINKAGE = {"high": (1.0, 1.0), "moderate": (0.75, 1.5), "low": (0.5, 2.0)}


@dataclass(frozen=True, kw_only=True)
class Parameter:
    """One number of the model.

    `low` and `high` bound a 95 % interval, or the whole range of a uniform or triangular parameter.
    `central` is the mean (beta, gamma, normal, uniform), the median (lognormal) or the mode (triangular).
    `evidence` holds ids of evidence records, or `assumption`. `anchor_stage` is the stage of the cascade at
    which the study enrolled or randomized. `shrunk_by` is the grade by which an effect is drawn toward no
    effect; empty for what is not an effect or is already predictive for a new place. Amounts of money carry
    the year of their prices.

    Raises
    ------
    InvalidParameter
        The declaration contradicts itself, or names no evidence.
    """

    id: str
    label: str
    central: float
    low: float
    high: float
    unit: str
    distribution: str
    evidence: tuple[str, ...]
    anchor_stage: str = ""
    shrunk_by: str = ""
    price_year: int | None = None
    note: str = ""

    def __post_init__(self) -> None:
        """Refuse a declaration that contradicts itself."""
        problems = [words for wrong, words in self._rules() if wrong]
        if problems:
            raise InvalidParameter(
                f"Parameter {self.id!r}: {'; '.join(problems)}. Correct it where it is declared."
            )

    @property
    def is_assumption(self) -> bool:
        """Whether judgment, rather than a study alone, stands behind the number."""
        return ASSUMPTION in self.evidence

    def _rules(self) -> list[tuple[bool, str]]:
        numbers = (self.central, self.low, self.high)
        return [
            (re.fullmatch(r"[a-z][a-z0-9_]*", self.id) is None, "its id is not in snake_case"),
            (not all(map(isfinite, numbers)), "a value is not a finite number"),
            (not self.low <= self.central <= self.high, "expected low <= central <= high"),
            (
                not self.evidence,
                f'it names no evidence: give the ids of evidence records, or "{ASSUMPTION}"',
            ),
            (
                self.distribution not in DISTRIBUTIONS,
                f"its distribution {self.distribution!r} is not one of {', '.join(DISTRIBUTIONS)}",
            ),
            (
                self.distribution == "beta" and (self.low < 0 or self.high > 1),
                "a share must lie between 0 and 1",
            ),
            (
                self.distribution in ("lognormal", "gamma") and self.low <= 0,
                "a ratio or an amount must be above 0",
            ),
            (
                self.distribution not in ("fixed", "uniform", "triangular") and self.low == self.high,
                "low and high are the same",
            ),
            (
                self.distribution == "fixed" and self.low != self.high,
                "a fixed value has no interval: low and high must equal central",
            ),
            (
                bool(self.anchor_stage) and self.anchor_stage not in STAGES,
                f"its anchor_stage is not one of {', '.join(STAGES)}",
            ),
            (
                bool(self.shrunk_by)
                and not (self.shrunk_by in SHRINKAGE and self.distribution in ("lognormal", "normal")),
                "only a lognormal or normal effect can be shrunk, by one of the grades high, moderate, low",
            ),
        ]


def fixed(
    parameter_id: str, label: str, value: float, *, unit: str, evidence: tuple[str, ...], note: str = ""
) -> Parameter:
    """A parameter without an interval: a rule of law, or a structural choice of the model."""
    return Parameter(
        id=parameter_id,
        label=label,
        central=value,
        low=value,
        high=value,
        unit=unit,
        distribution="fixed",
        evidence=evidence,
        note=note,
    )


def after_shrinkage(parameter: Parameter) -> tuple[float, float, float]:
    """Central value, low and high end of the 95 % interval that the model really draws from.

    For an effect whose evidence is graded below high, the mean moves toward "no effect" (a ratio of 1, a
    difference of 0) by the factor 0.75 or 0.5, and its standard error grows by 1.5 or 2, on the log scale
    for a ratio. Reference: the shrinkage rule is this model's own judgment (docs/methods/4_levers.md).

    Examples
    --------
    >>> halved = Parameter(id="meals", label="Admissions", central=0.64, low=0.64 / 1.5, high=0.64 * 1.5,
    ...                    unit="ratio", distribution="lognormal", evidence=("a_study",), shrunk_by="low")
    >>> [round(value, 3) for value in after_shrinkage(halved)]  # 0.64 ** 0.5, then 1.5 squared each way
    [0.8, 0.356, 1.8]
    """
    if not parameter.shrunk_by:
        return parameter.central, parameter.low, parameter.high
    toward, wider = SHRINKAGE[parameter.shrunk_by]
    if parameter.distribution == "lognormal":
        center, spread = toward * log(parameter.central), wider * log(parameter.high / parameter.low) / 2
        return exp(center), exp(center - spread), exp(center + spread)
    center, spread = toward * parameter.central, wider * (parameter.high - parameter.low) / 2
    return center, center - spread, center + spread


def quantile(parameter: Parameter, probability: FloatArray) -> FloatArray:
    """The values below which the parameter lies with these probabilities (each above 0 and below 1).

    A beta or gamma distribution is fitted to the mean and to the width of the 95 % interval. Reference:
    Briggs, Claxton and Sculpher, Decision Modelling for Health Economic Evaluation (2006), chapter 4.

    Examples
    --------
    >>> price = Parameter(id="price", label="Price", central=250, low=136, high=1000, unit="USD",
    ...                   distribution="triangular", evidence=("assumption",))
    >>> quantile(price, np.array([0.0, 1.0])).tolist()
    [136.0, 1000.0]
    """
    central, low, high = after_shrinkage(parameter)
    deviation = (high - low) / _WIDTH
    match parameter.distribution:
        case "lognormal":
            values = central * np.exp(log(high / low) / _WIDTH * scipy.special.ndtri(probability))
        case "normal":
            values = central + deviation * scipy.special.ndtri(probability)
        case "uniform":
            values = low + (high - low) * probability
        case "triangular":
            values = _triangular(central, low, high, probability)
        case "beta":
            size = _size_of_beta(parameter, deviation)
            values = scipy.special.betaincinv(central * size, (1 - central) * size, probability)
        case "gamma":
            shape = (central / deviation) ** 2
            values = scipy.special.gammaincinv(shape, probability) * central / shape
        case _:
            values = np.full_like(probability, central)
    return np.asarray(values)


def _size_of_beta(parameter: Parameter, deviation: float) -> float:
    size = parameter.central * (1 - parameter.central) / deviation**2 - 1
    if size <= 0:
        raise InvalidParameter(
            f"Parameter {parameter.id!r}: no beta distribution has mean {parameter.central:g} and the "
            f"interval {parameter.low:g} to {parameter.high:g}. Narrow the interval or declare it triangular."
        )
    return size


def _triangular(mode: float, low: float, high: float, probability: FloatArray) -> FloatArray:
    if low == high:
        return np.full_like(probability, mode)
    turn = (mode - low) / (high - low)
    rising = low + np.sqrt(probability * (high - low) * (mode - low))
    falling = high - np.sqrt((1 - probability) * (high - low) * (high - mode))
    return np.asarray(np.where(probability < turn, rising, falling))
