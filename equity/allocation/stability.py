"""Would a place still be funded if one of the draws were the truth? This says how firm a plan is."""

from collections.abc import Callable

import numpy as np

from equity.allocation.live import best
from equity.allocation.problem import Problem
from equity.simulation.parameters import FloatArray

DRAWS = 50
"""Draws looked at: enough to tell a firm place from a chancy one, and few enough to wait for."""

# Of an even share of the budget among places: less than this is no funding worth the name.
_HARDLY_ANY = 0.01


def stays_funded(in_draw: Callable[[int], Problem], draws: int) -> FloatArray:
    """The share of draws in which the best plan for that draw funds a place, [place].

    Parameters
    ----------
    in_draw
        The problem as one draw has it, with its own people, costs and gains.
    """
    funded = []
    for draw in range(draws):
        plan = best(in_draw(draw))
        dollars = plan.dollars.sum(axis=(1, 2))
        funded.append(dollars > _HARDLY_ANY * dollars.sum() / len(dollars))
    return np.asarray(np.mean(funded, axis=0))
