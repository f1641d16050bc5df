"""How much a gain counts where need is greater: the reader's judgment, said out loud and never hidden."""

from collections.abc import Mapping

import numpy as np

from equity.errors import InvalidParameter
from equity.simulation.inequality import equity_weights
from equity.simulation.parameters import FloatArray

FIFTHS = 5
MOST_AVERSE = 10.95
"""The aversion to inequality that the public of England stated in a survey, the strongest offered here."""

RULES: Mapping[str, str] = {
    "atkinson": "More where need is greater",
    "none": "The same everywhere",
    "fifths": "In five steps of need, from 1 to 5",
    "neediest": "The neediest fifth first",
}
"""The rules by which gains are weighted, by id, in words."""

_STEPS = {"fifths": (5.0, 4.0, 3.0, 2.0, 1.0), "neediest": (1.0, 1e-3, 1e-3, 1e-3, 1e-3)}


def atkinson(good: FloatArray, residents: FloatArray, *, epsilon: float) -> FloatArray:
    """Weights that fall as people are better off, of mean 1 over residents; same shape as `good`.

    Formula: ``w = (h / mean h) ** -epsilon``, divided by its mean over residents. Reference: Atkinson,
    Journal of Economic Theory 1970;2:244-263; Robson and others, Health Economics 2017;26:1328-1334, for
    the values of epsilon that people state.

    Parameters
    ----------
    good
        Something of which more is better and zero is none, above 0: here the share of residents who are
        not poor.
    epsilon
        Aversion to inequality, 0 (none) and up.

    Raises
    ------
    InvalidParameter
        A good is not above zero, or epsilon is below zero.

    Examples
    --------
    >>> atkinson(np.array([0.5, 1.0]), np.array([1.0, 1.0]), epsilon=1.0).round(3).tolist()
    [1.333, 0.667]
    """
    if epsilon < 0 or not (good > 0).all():
        raise InvalidParameter(
            f"Expected an aversion of 0 or more and a good above 0 everywhere; found {epsilon:g} and a "
            f"lowest good of {good.min():g}. Use the share of residents who are not poor."
        )
    return equity_weights(good, residents / residents.sum(), epsilon=epsilon)


def equally_distributed(good: FloatArray, residents: FloatArray, *, epsilon: float) -> float:
    """The same good for everybody that is worth as much as `good` as it is spread, in its unit.

    Formula: ``(mean of h ** (1 - epsilon)) ** (1 / (1 - epsilon))`` over residents; the geometric mean at 1.
    `atkinson` is its slope for each person. Reference: as there.

    Examples
    --------
    The harmonic mean of a half and one is two thirds:

    >>> round(equally_distributed(np.array([0.5, 1.0]), np.array([1.0, 1.0]), epsilon=2.0), 6)
    0.666667
    """
    share = residents / residents.sum()
    if epsilon == 1:
        return float(np.exp(share @ np.log(good)))
    return float((share @ good ** (1 - epsilon)) ** (1 / (1 - epsilon)))


def fifths(need: FloatArray, residents: FloatArray) -> FloatArray:
    """Which part of each place belongs to each fifth of residents, neediest first: [fifth, place].

    A large place may lie in several fifths. The parts of a place add up to 1. Places of the same need share
    the fifths they fall in evenly, so their order does not matter.

    Examples
    --------
    >>> fifths(np.array([0.1, 0.3]), np.array([80.0, 20.0])).round(2).tolist()
    [[0.0, 1.0], [0.25, 0.0], [0.25, 0.0], [0.25, 0.0], [0.25, 0.0]]
    """
    levels, level_of = np.unique(-need, return_inverse=True)
    living = np.bincount(level_of, weights=residents, minlength=len(levels))
    end = np.cumsum(living) / residents.sum()
    start = np.concatenate([[0.0], end[:-1]])
    edges = np.arange(FIFTHS + 1) / FIFTHS
    inside = np.minimum(end, edges[1:, np.newaxis]) - np.maximum(start, edges[:-1, np.newaxis])
    width = np.where(end > start, end - start, 1.0)
    return np.asarray((np.maximum(inside, 0.0) / width)[:, level_of])


def weights(rule: str, need: FloatArray, residents: FloatArray, *, epsilon: float) -> FloatArray:
    """The weight of a gain in each place, [place], of mean 1 over residents.

    Parameters
    ----------
    rule
        One of `RULES`. `neediest` is a maximin over fifths: whoever is not in the neediest fifth counts for a
        thousandth, so that money that fifth cannot use is not lost.
    need
        Share of residents who are poor, 0 to below 1, [place].
    residents
        People, [place].
    epsilon
        Used by `atkinson` alone.

    Raises
    ------
    InvalidParameter
        No rule has this id.
    """
    if rule not in RULES:
        raise InvalidParameter(f"No rule is called {rule!r}. Use one of: {', '.join(RULES)}.")
    if rule == "none":
        return np.ones_like(need)
    if rule == "atkinson":
        return atkinson(1.0 - need, residents, epsilon=epsilon)
    return _of_mean_one(np.array(_STEPS[rule]) @ fifths(need, residents), residents)


def _of_mean_one(values: FloatArray, residents: FloatArray) -> FloatArray:
    return np.asarray(values * residents.sum() / (values * residents).sum())
