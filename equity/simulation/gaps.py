"""The gap before and after: between the groups and the places that fare best and worst today."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from equity.simulation.baseline import ENDPOINTS
from equity.simulation.outcome import Outcome
from equity.simulation.parameters import FloatArray
from equity.simulation.summary import spread

OFTEN_ENOUGH_TO_WARN = 0.10
"""A harm that more than one draw in ten shows is flagged."""

_FIFTH = 0.2
# Two rates further apart than rounding, so that "no change" is never taken for a change.
_SAME = 1e-9


@dataclass(frozen=True, kw_only=True)
class Gap:
    """The difference between the worst and the best off today, in yearly events per 1,000 residents.

    `worst` and `best` name the two sides, chosen by today's mean rates and kept for the scenario. `before`
    and `after` are [draw].
    """

    endpoint: str
    between: str
    worst: str
    best: str
    before: FloatArray
    after: FloatArray

    @property
    def widens(self) -> float:
        """The chance that the gap is wider than without the scenario."""
        return float((np.abs(self.after) > np.abs(self.before) * (1 + _SAME)).mean())


def gaps(outcome: Outcome) -> list[Gap]:
    """For each endpoint the gap between groups and the gap between places.

    Formula: ``rate(worst) - rate(best)``. Groups: the two with the highest and lowest rate today. Places:
    the fifth of residents in the places with the highest rates against the fifth in those with the lowest.
    Reference: simple difference between extreme groups, WHO Handbook on Health Inequality Monitoring (2013).
    """
    residents = outcome.cells.residents
    sides = (
        ("groups", outcome.cells.groups, residents.sum(axis=0), "dpg->dg", 0.0),
        ("places", outcome.cells.places, residents.sum(axis=1), "dpg->dp", _FIFTH),
    )
    return [
        _between(
            ids,
            residents=living,
            expected=np.einsum(kept, outcome.expected_by_cell[endpoint]) / outcome.scenario.horizon,
            averted=np.einsum(kept, outcome.averted_by_cell[endpoint]) / outcome.scenario.horizon,
            share=share,
            names=(endpoint, between),
        )
        for endpoint in outcome.endpoints
        for between, ids, living, kept, share in sides
        if len(ids) > 1
    ]


def gap_table(found: Sequence[Gap]) -> pl.DataFrame:
    """The gaps in words and numbers.

    Columns: `endpoint`, `between`, `worst`, `best`, `before_*`, `after_*` and `change_*` with p10, p50, p90
    (yearly events per 1,000 residents), and `widens`, the chance that the gap grows.
    """
    rows = []
    for gap in found:
        parts = {"before": gap.before, "after": gap.after, "change": gap.after - gap.before}
        numbers = {
            f"{name}_{at}": float(value)
            for name, values in parts.items()
            for at, value in spread(values).items()
            if at in ("p10", "p50", "p90")
        }
        sides = {"worst": gap.worst, "best": gap.best}
        rows.append(
            {"endpoint": gap.endpoint, "between": gap.between, **sides, **numbers, "widens": gap.widens}
        )
    return pl.DataFrame(rows)


def harms(outcome: Outcome, found: Sequence[Gap]) -> list[str]:
    """Sentences on every harm that more than one draw in ten shows; empty where there is none."""
    said = []
    for endpoint in outcome.endpoints:
        by_group = np.einsum("dpg->dg", outcome.averted_by_cell[endpoint])
        worse = float((by_group < 0).mean(axis=0).max())
        if worse > OFTEN_ENOUGH_TO_WARN:
            said.append(
                f"{ENDPOINTS[endpoint].label}: in {worse:.0%} of draws there are more of them, not fewer, in "
                "at least one group."
            )
    said.extend(
        f"{ENDPOINTS[gap.endpoint].label}: in {gap.widens:.0%} of draws the gap between {gap.between} widens."
        for gap in found
        if gap.widens > OFTEN_ENOUGH_TO_WARN
    )
    return said


def _between(
    ids: tuple[str, ...],
    *,
    residents: FloatArray,
    expected: FloatArray,
    averted: FloatArray,
    share: float,
    names: tuple[str, str],
) -> Gap:
    order = np.argsort(expected.mean(axis=0) / residents, kind="stable")
    best, worst = _weights(order, residents, share), _weights(order[::-1], residents, share)

    def difference(count: FloatArray) -> FloatArray:
        return np.asarray(1_000 * (count @ (worst / (residents @ worst) - best / (residents @ best))))

    before = difference(expected)
    return Gap(
        endpoint=names[0],
        between=names[1],
        worst=_named(ids, worst, share),
        best=_named(ids, best, share),
        before=before,
        after=before - difference(averted),
    )


def _weights(order: np.ndarray, residents: FloatArray, share: float) -> FloatArray:
    """Which part of each place belongs to the first `share` of residents; the first place alone for 0."""
    weights = np.zeros(len(residents))
    if share == 0.0:
        weights[order[0]] = 1.0
        return weights
    wanted = share * residents.sum()
    before = np.cumsum(residents[order]) - residents[order]
    weights[order] = np.clip((wanted - before) / residents[order], 0.0, 1.0)
    return weights


def _named(ids: tuple[str, ...], weights: FloatArray, share: float) -> str:
    members = [name for name, weight in zip(ids, weights, strict=True) if weight > 0]
    return members[0] if share == 0.0 else f"{len(members)} places with a fifth of residents"
