"""What would change this answer: which uncertain number moves a result most."""

from collections.abc import Mapping

import numpy as np
import polars as pl
from scipy import stats

from equity.errors import InvalidParameter
from equity.simulation.baseline import ENDPOINTS
from equity.simulation.outcome import Outcome
from equity.simulation.parameters import FloatArray
from equity.simulation.payers import PARTIES, PAYERS

_TENTH = 0.1


def result(outcome: Outcome, quantity: str) -> FloatArray:
    """One result by draw, over the whole horizon; more of it is better.

    `quantity` is an endpoint (events averted), a payer or `payers` (dollars gained, present value).

    Raises
    ------
    InvalidParameter
        Nothing is called that.
    """
    if quantity in ENDPOINTS:
        return np.asarray(outcome.averted_by_year(quantity).sum(axis=1))
    parties = PAYERS if quantity == "payers" else (quantity,)
    if not set(parties) <= PARTIES.keys():
        raise InvalidParameter(
            f"No result is called {quantity!r}. Use payers, one of {', '.join(PARTIES)}, or one of "
            f"{', '.join(ENDPOINTS)}."
        )
    return -outcome.present_value(sum((outcome.paid(each) for each in parties), start=np.zeros((1, 1))))


def sensitivity(outcome: Outcome, quantity: str) -> pl.DataFrame:
    """Parameters and unknown facts by how closely a result follows them, strongest first.

    Columns: `id`, `label`, `rank_correlation` (Spearman, -1 to 1), `at_low` and `at_high` (the median
    result among the tenth of draws in which the parameter is lowest and highest), `changes_answer` (whether
    one of the two has the other sign), `is_assumption`, `evidence`. Those indistinguishable from no
    correlation (below twice its standard error, ``2 / sqrt(n - 1)``) are left out.

    Reference: Spearman rank correlation; Saltelli et al., Global Sensitivity Analysis (2008), section 1.2.
    """
    values = result(outcome, quantity)
    schema: dict[str, pl.DataType | type[pl.DataType]] = {
        "id": pl.String,
        "label": pl.String,
        "rank_correlation": pl.Float64,
        "at_low": pl.Float64,
        "at_high": pl.Float64,
        "changes_answer": pl.Boolean,
        "is_assumption": pl.Boolean,
        "evidence": pl.List(pl.String()),
    }
    if not values.any():
        return pl.DataFrame(schema=schema)
    ranks = stats.rankdata(values)
    noise = 2 / np.sqrt(len(values) - 1)
    rows = []
    for name, (label, evidence) in _candidates(outcome).items():
        column = outcome.values[name]
        if column.min() == column.max():
            continue
        correlation = float(np.corrcoef(stats.rankdata(column), ranks)[0, 1])
        if abs(correlation) < noise:
            continue
        low, high = np.quantile(column, [_TENTH, 1 - _TENTH])
        at_low, at_high = (float(np.median(values[kept])) for kept in (column <= low, column >= high))
        rows.append(
            {
                "id": name,
                "label": label,
                "rank_correlation": correlation,
                "at_low": at_low,
                "at_high": at_high,
                "changes_answer": at_low * at_high < 0,
                "is_assumption": "assumption" in evidence,
                "evidence": list(evidence),
            }
        )
    return pl.DataFrame(rows, schema=schema).sort(pl.col("rank_correlation").abs(), descending=True)


def _candidates(outcome: Outcome) -> Mapping[str, tuple[str, tuple[str, ...]]]:
    unknown = {
        fact.field: (f"What the State has in force: {fact.field.replace('_', ' ')}", ("unknown",))
        for fact in outcome.provenance.facts
        if (fact.is_unknown or fact.in_force == "partial") and fact.field in outcome.values
    }
    return {each.id: (each.label, each.evidence) for each in outcome.provenance.parameters} | unknown
