"""Who is helped where there is room for too few: everyone in the same proportion, or the neediest first."""

import numpy as np

from equity.simulation.flows import Pool
from equity.simulation.parameters import ASSUMPTION, FloatArray, fixed

NEEDIEST_FIRST = fixed(
    "neediest_first",
    "Whom scarce room goes to first: everyone in proportion (0) or those with most poverty (1)",
    0.0,
    unit="0 or 1",
    evidence=(ASSUMPTION,),
    note="Need is the share in poverty of a place, or of a group in it where that is known.",
)


def neediest_first(pool: Pool, *, need: FloatArray, met: FloatArray) -> Pool:
    """As many people as before, moved to the cells where help arrives if the neediest are helped first.

    Formula: with cells from most need to least, those of equal need together, a cell is helped in the share
    ``f = clip((met * sum - before) / people, 0, 1)`` of its demand, where `before` are the people of needier
    cells; ``people' = people * f / met``, so that ``met * people'`` are those helped. Reference: priority by
    need, as in Culyer and Wagstaff, Journal of Health Economics 1993;12:431-457.

    Parameters
    ----------
    pool
        People whose demand is the same share everywhere.
    need
        What ranks them, [cell].
    met
        The share of all demand there is room for, 0 to 1, [draw].

    Examples
    --------
    There is room for half of 100 + 100 + 50 people: all of the neediest and a quarter of the next.

    >>> from equity.simulation.flows import pool
    >>> people, half = pool(np.array([[100.0, 100.0, 50.0]])), np.array([0.5])
    >>> helped = half * neediest_first(people, need=np.array([0.3, 0.2, 0.1]), met=half).by_cell()
    >>> helped.tolist()
    [[100.0, 25.0, 0.0]]
    """
    cells = pool.population.cells
    ranks, rank_of = np.unique(-need, return_inverse=True)
    of_rank = np.zeros((len(cells), len(ranks)))
    for rank in range(len(ranks)):
        of_rank[:, rank] = cells[:, rank_of == rank].sum(axis=1, dtype=np.float64)
    before = np.cumsum(of_rank, axis=1) - of_rank
    room = met[:, np.newaxis] * pool.population.total[:, np.newaxis] - before
    share = np.divide(room, of_rank, out=np.zeros_like(of_rank), where=of_rank > 0).clip(0.0, 1.0)
    moved: FloatArray = np.divide(
        share, met[:, np.newaxis], out=np.ones_like(share), where=met[:, np.newaxis] > 0
    )
    return pool * moved.astype(np.float32)[:, rank_of]
