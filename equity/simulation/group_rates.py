"""How a group's rate stands to its place's: as published there, as in the State, or as in the place.

The survey's tables by race count people of one race whether Hispanic or not. Where residents are counted as
not Hispanic, the rate of the race stands for it. Rates are always brought back to the place's total, so that
people of a place do not become more or fewer by being told apart.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from equity.groups import ALL
from equity.simulation.parameters import FloatArray

STANDS_FOR: Mapping[str, str] = {
    "black_not_hispanic": "black_alone",
    "asian_not_hispanic": "asian_alone",
    "aian_not_hispanic": "aian_alone",
    "nhpi_not_hispanic": "nhpi_alone",
    "other_not_hispanic": "other_alone",
    "two_or_more_not_hispanic": "two_or_more",
}


@dataclass(frozen=True, kw_only=True)
class GroupRatios:
    """A group's rate against its place's, [place, group], 1 where nothing tells them apart.

    `published` and `from_state` are the shares of residents whose ratio rests on a rate of their own group in
    their place, and on that of their group in the State; the rest carry their place's.
    """

    ratio: FloatArray
    published: float
    from_state: float


def group_ratios(
    by_place: pl.DataFrame | None,
    by_state: pl.DataFrame | None,
    *,
    places: Sequence[str],
    groups: Sequence[str],
    residents: FloatArray,
) -> GroupRatios:
    """The ratios of all groups of all places.

    Formula: ``r[p, g] / sum over g of share[p, g] r[p, g]``, with r the group's rate in the place, or else
    its rate in the State against everyone's there, or else the place's. Reference: iterative
    proportional fitting with one margin (Deming and Stephan, Annals of Mathematical Statistics 1940;11:427).

    Parameters
    ----------
    by_place, by_state
        Rows of one indicator by group, one a place (or one for the State), and for everyone; None where there
        are none.
    residents
        [place, group].
    """
    own = _matrix(by_place, places, groups)
    everyone = _matrix(by_place, places, [ALL])
    there = _matrix(by_state, None, groups)[:1]
    of_state = _matrix(by_state, None, [ALL])[:1]
    borrowed = np.broadcast_to(there / of_state, own.shape)
    relative = own / everyone
    is_published, is_borrowed = np.isfinite(relative), ~np.isfinite(relative) & np.isfinite(borrowed)
    raw = np.where(is_published, relative, np.where(is_borrowed, borrowed, 1.0))
    total = residents.sum(axis=1, keepdims=True)
    mean = (residents * raw).sum(axis=1, keepdims=True) / np.maximum(total, np.finfo(np.float64).tiny)
    return GroupRatios(
        ratio=np.divide(raw, mean, out=np.ones_like(raw), where=mean > 0),
        published=float((residents * is_published).sum() / residents.sum()),
        from_state=float((residents * is_borrowed).sum() / residents.sum()),
    )


def _matrix(rows: pl.DataFrame | None, places: Sequence[str] | None, groups: Sequence[str]) -> FloatArray:
    """Rates by place and group, NaN where there is none; a race alone stands for those not Hispanic."""
    order = [""] if places is None else places
    found = np.full((len(order), len(groups)), np.nan)
    if rows is None:
        return found
    known = {
        ("" if places is None else row["geoid"], row["group"]): row["estimate"]
        for row in rows.select("geoid", "group", "estimate").iter_rows(named=True)
        if row["estimate"] is not None
    }
    for at, place in enumerate(order):
        for column, group in enumerate(groups):
            value = known.get((place, group), known.get((place, STANDS_FOR.get(group, group))))
            found[at, column] = np.nan if value is None else value
    return found
