"""What it would be worth to know more before deciding, and how often a scenario is worth its cost.

A decision takes what is best on average. Where some draws speak for another choice, knowing in advance which
draw is the true one would gain something: nothing if no draw changes the choice, however unsure the result.
"""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import polars as pl
import scipy
from scipy.special import ndtri

from equity.errors import InvalidParameter
from equity.simulation.distribution import distribution
from equity.simulation.inequality import equity_weights, is_share_of_residents
from equity.simulation.outcome import Outcome
from equity.simulation.parameters import FloatArray
from equity.simulation.sensitivity import result, unsure

_KNOTS = (0.005, 0.05, 0.275, 0.5, 0.725, 0.95, 0.995)
_KNOTS_OF_SEVERAL = (0.1, 0.5, 0.9)
_RESAMPLED = 200

NOTHING = "nothing"
"""The choice of leaving everything as it is, whose net benefit is 0 in every draw."""


def perfect_information(net_benefits: Mapping[str, FloatArray]) -> float:
    """What knowing everything before choosing would be worth on average (EVPI); 0 or more.

    Formula: ``EVPI = E[max over choices of NB] - max over choices of E[NB]``. `net_benefits` are [draw] by
    choice, more is better. Reference: Raiffa and Schlaifer, Applied Statistical Decision Theory (1961).

    Examples
    --------
    >>> gain = np.array([3.0, -1.0])  # a gain of 3 or a loss of 1, against doing nothing
    >>> perfect_information({"act": gain, "nothing": np.zeros(2)})  # (3 + 0) / 2 - 1
    0.5
    """
    together = np.stack(list(net_benefits.values()))
    return float(together.max(axis=0).mean() - together.mean(axis=1).max())


def partial_information(
    net_benefits: Mapping[str, FloatArray], known: Sequence[FloatArray]
) -> tuple[float, float]:
    """What knowing one number, or several at once, would be worth (EVPPI), and its Monte Carlo error.

    Formula: ``EVPPI = E[max over choices of g(x)] - max over choices of E[g(x)]`` with ``g(x) = E[NB | x]``,
    a least-squares fit of the net benefit on natural cubic splines of the number's normal scores; of several
    numbers also on the products of their scores. The error comes from the error of the fit. Reference:
    Strong, Oakley and Brennan, Medical Decision Making 2014;34:311-326.

    Parameters
    ----------
    net_benefits
        By choice, [draw].
    known
        Draws of the numbers that would be known, [draw] each.

    Examples
    --------
    >>> x = ndtri((np.arange(1024) + 0.5) / 1024)
    >>> value, error = partial_information({"act": x, "nothing": np.zeros(1024)}, [x])
    >>> round(value, 2)  # all that is unsure is known: the mean of a positive normal, 0.399
    0.4
    """
    together = np.stack(list(net_benefits.values()))
    # Against the first choice: what all choices have in common cannot change which is best.
    gains = (together - together[0]).T
    basis = _basis(known)
    inverse = np.linalg.pinv(basis.T @ basis)
    slopes = inverse @ (basis.T @ gains)
    fitted = basis @ slopes
    residual = gains - fitted
    covariance = residual.T @ residual / max(len(gains) - basis.shape[1], 1)
    value = _worth(fitted[np.newaxis])[0]
    noise = np.random.default_rng(0).standard_normal((_RESAMPLED, *slopes.shape))
    resampled = slopes + _root(inverse) @ noise @ _root(covariance)
    error = float(np.std(_worth(basis @ resampled)))
    return float(value), error


def worth_knowing(
    outcome: Outcome, quantity: str, *, together: Mapping[str, Iterable[str]] | None = None
) -> pl.DataFrame:
    """What to find out before deciding between a scenario and doing nothing, the most valuable first.

    Columns: `id`, `label`, `value` (EVPPI, in the unit of the result), `monte_carlo_error`, `share` of the
    worth of knowing everything, `is_clear` (the value lies above twice its error). Where no draw changes the
    choice, the table is empty: more knowledge would not change this decision.

    Parameters
    ----------
    quantity
        As `equity.simulation.sensitivity.result` knows it.
    together
        Ids of numbers that would be learned at once, by the words for them; each number on its own where
        nothing is given.
    """
    gain = result(outcome, quantity)
    choices = {NOTHING: np.zeros_like(gain), "scenario": gain}
    everything = perfect_information(choices)
    candidates = unsure(outcome)
    sets = (
        {name: (name,) for name in candidates}
        if together is None
        else {words: tuple(names) for words, names in together.items()}
    )
    rows = []
    for words, names in sets.items():
        columns = [outcome.values[name] for name in names if np.ptp(outcome.values[name]) > 0]
        if not columns or everything <= 0:
            continue
        value, error = partial_information(choices, columns)
        rows.append(
            {
                "id": words,
                "label": candidates[words][0] if together is None else words,
                "value": value,
                "monte_carlo_error": error,
                "share": min(value / everything, 1.0),
                "is_clear": value > 2 * error,
            }
        )
    schema = {"id": pl.String, "label": pl.String, "value": pl.Float64, "monte_carlo_error": pl.Float64}
    schema |= {"share": pl.Float64, "is_clear": pl.Boolean}
    return pl.DataFrame(rows, schema=schema).sort("value", descending=True)


def acceptability(
    outcome: Outcome, endpoint: str, worths: Sequence[float], *, epsilon: float = 0.0
) -> pl.DataFrame:
    """How likely a scenario is worth its cost, by what one event averted is held to be worth.

    Formula: ``NB = gain of all payers + worth * sum of w averted``; the weights of groups are 1 without
    aversion to inequality, else `equity.simulation.inequality.equity_weights` at today's levels. Columns:
    `worth` (USD an event), `better` (the chance that NB is above 0), `expected` (mean NB), `information` (the
    worth of knowing everything).

    Raises
    ------
    InvalidParameter
        An aversion is given for an outcome that is not a share of residents, or no lever acts on it.
    """
    averted = outcome.by_group(outcome.averted_flows(endpoint))
    weights = np.ones(averted.shape[1])
    if epsilon:
        if not is_share_of_residents(endpoint):
            raise InvalidParameter(
                f"{endpoint!r} counts events: there is no level whose inequality could count. Use epsilon 0."
            )
        rates = distribution(outcome, endpoint)
        counted = np.isin(outcome.cells.groups, rates.ids)
        weights[counted] = equity_weights(1 - rates.before.mean(axis=0), rates.share, epsilon=epsilon)
    money, good = result(outcome, "payers"), averted @ weights
    rows = []
    for worth in worths:
        net = money + worth * good
        rows.append(
            {
                "worth": float(worth),
                "better": float((net > 0).mean()),
                "expected": float(net.mean()),
                "information": perfect_information({NOTHING: np.zeros_like(net), "scenario": net}),
            }
        )
    return pl.DataFrame(rows)


def _worth(fitted: FloatArray) -> FloatArray:
    """[sample, draw, choice] to the worth of knowing, [sample]."""
    return np.asarray(fitted.max(axis=2).mean(axis=1) - fitted.mean(axis=1).max(axis=1))


def _basis(known: Sequence[FloatArray]) -> FloatArray:
    """One column for the mean, splines of each number, and of several the products of their scores."""
    scores = [ndtri(scipy.stats.rankdata(column) / (len(column) + 1)) for column in known]
    knots = ndtri(_KNOTS if len(known) == 1 else _KNOTS_OF_SEVERAL)
    columns: list[FloatArray] = [np.ones(len(scores[0]))]
    for at, score in enumerate(scores):
        columns += _natural_spline(score, knots)
        columns += [score * other for other in scores[:at]]
    return np.column_stack(columns)


def _natural_spline(x: FloatArray, knots: FloatArray) -> list[FloatArray]:
    """A cubic spline that is straight outside its knots, less its constant.

    Reference: Hastie, Tibshirani and Friedman, The Elements of Statistical Learning (2009), equation 5.4.
    """
    last = knots[-1]

    def bend(knot: float) -> FloatArray:
        cubes = np.maximum(x - knot, 0) ** 3 - np.maximum(x - last, 0) ** 3
        return np.asarray(cubes / (last - knot))

    return [x, *(bend(knot) - bend(knots[-2]) for knot in knots[:-2])]


def _root(matrix: FloatArray) -> FloatArray:
    """The symmetric square root of a covariance."""
    values, vectors = np.linalg.eigh(matrix)
    return np.asarray(vectors * np.sqrt(np.maximum(values, 0)) @ vectors.T)
