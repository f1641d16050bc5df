"""Who bears the money: when each party breaks even, whose pocket savings land in, and who pays in the end."""

import numpy as np
import polars as pl

from equity.simulation.outcome import Outcome
from equity.simulation.parameters import FloatArray
from equity.simulation.payers import PARTIES, PAYERS
from equity.simulation.summary import spread

TOGETHER = "payers"
SAVINGS = ("avoided_care",)
"""Kinds of money that are saved rather than spent."""


def spent(outcome: Outcome, party: str) -> FloatArray:
    """What a party pays for what the scenario does, savings left aside, [draw, year], dollars of 2024."""
    return outcome.paid(party) - sum(
        (outcome.paid(party, kind=kind) for kind in SAVINGS), start=np.zeros((1, 1))
    )


def saved(outcome: Outcome, party: str) -> FloatArray:
    """What a party saves because care is avoided, [draw, year], dollars of 2024; below zero care grows."""
    return -sum((outcome.paid(party, kind=kind) for kind in SAVINGS), start=np.zeros((1, 1)))


def wrong_pocket_share(costs: FloatArray, savings: FloatArray) -> FloatArray:
    """The share of savings that lands with parties beyond their own part in the costs, [draw].

    0 where everyone saves in proportion to what they pay; 1 where all is saved by those who paid nothing;
    not a number where nothing is paid or nothing saved.

    Formula: ``sum over parties of max(0, savings share - cost share)``. Reference: the distance in total
    variation between two distributions; Roman, Solving the Wrong-Pockets Problem (Urban Institute, 2015),
    for the problem it measures.

    Parameters
    ----------
    costs, savings
        Dollars by [draw, party]; parts below zero count as nothing.

    Examples
    --------
    The plan pays all of 100; it keeps 30 of what is saved, the State 20 and Washington 50.

    >>> wrong_pocket_share(np.array([[100.0, 0.0, 0.0]]), np.array([[30.0, 20.0, 50.0]])).round(3).tolist()
    [0.7]
    """
    shares = []
    for dollars in (costs, savings):
        positive = np.maximum(dollars, 0.0)
        total = positive.sum(axis=1, keepdims=True)
        shares.append(np.divide(positive, total, out=np.full_like(positive, np.nan), where=total > 0))
    return np.asarray(np.maximum(shares[1] - shares[0], 0.0).sum(axis=1))


def wrong_pockets(outcome: Outcome) -> FloatArray:
    """The wrong-pocket share of a scenario over all years, [draw], at present value."""
    costs, savings = (
        np.column_stack([outcome.present_value(of(outcome, party)) for party in PAYERS])
        for of in (spent, saved)
    )
    return wrong_pocket_share(costs, savings)


def break_even(outcome: Outcome) -> pl.DataFrame:
    """For each payer and all together: the chance of breaking even, and when.

    Columns: `party` (or `payers`), `label`, `chance` (share of draws in which it gains at least what it
    pays over the horizon, at present value; null for a party no money touches), `year` (first calendar year
    from which the median of money so far stays at or above zero; null where none does), and the gain as
    p10, p50, p90.
    """
    first = outcome.scenario.start_year
    by_party = {party: -outcome.paid(party) for party in PAYERS}
    by_party[TOGETHER] = sum(by_party.values(), start=np.zeros((1, 1)))
    rows = []
    for party, gains in by_party.items():
        so_far = np.cumsum(gains * outcome.discount, axis=1)
        touched = bool(gains.any())
        rows.append(
            {
                "party": party,
                "label": PARTIES[party].label if party in PARTIES else "All payers together",
                "chance": float((so_far[:, -1] >= 0).mean()) if touched else None,
                "year": _year_above_water(np.median(so_far, axis=0), first) if touched else None,
                **{at: float(spread(so_far[:, -1])[at]) for at in ("p10", "p50", "p90")},
            }
        )
    return pl.DataFrame(rows, schema_overrides={"chance": pl.Float64, "year": pl.Int64})


def who_pays(outcome: Outcome) -> pl.DataFrame:
    """Who carries the spending in each year: `year`, `party`, `usd` (mean) and `share` of that year's sum.

    A row only for parties that carry something in that year; savings are left aside.
    """
    means = {party: np.maximum(spent(outcome, party).mean(axis=0), 0.0) for party in PAYERS}
    together = np.sum(list(means.values()), axis=0)
    first = outcome.scenario.start_year
    rows = [
        {
            "year": first + at,
            "party": party,
            "usd": float(by_year[at]),
            "share": float(by_year[at] / together[at]),
        }
        for at in range(outcome.scenario.horizon)
        for party, by_year in means.items()
        if by_year[at] > 0
    ]
    schema = {"year": pl.Int64, "party": pl.String, "usd": pl.Float64, "share": pl.Float64}
    return pl.DataFrame(rows, schema=schema)


def _year_above_water(medians: FloatArray, first: int) -> int | None:
    below = np.flatnonzero(medians < 0)
    at = int(below[-1]) + 1 if below.size else 0
    return first + at if at < len(medians) else None
