"""The gap before and after: between the groups and the places that fare best and worst today."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from equity.in_words import percent
from equity.levers import LEVERS
from equity.simulation.baseline import ENDPOINTS
from equity.simulation.distribution import Between, Distribution, distribution
from equity.simulation.outcome import Outcome
from equity.simulation.parameters import FloatArray
from equity.simulation.summary import spread

NOT_MEASURED = "The gap between groups is not measured: nothing in the data tells their rates apart."
OFTEN_ENOUGH_TO_WARN = 0.10
"""A harm that more than one draw in ten shows is flagged."""

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
    kinds: tuple[Between, ...] = ("groups", "places")
    found = (gap(outcome, each, between=kind) for each in outcome.endpoints for kind in kinds)
    return [each for each in found if each is not None]


def gap(outcome: Outcome, endpoint: str, *, between: Between) -> Gap | None:
    """One gap as in `gaps`; None where there is one group or place, or nothing tells them apart today.

    Raises
    ------
    InvalidParameter
        No lever in use acts on the endpoint.
    """
    rates = distribution(outcome, endpoint, between=between)
    return _extremes(rates) if rates.tells_apart else None


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
    """Sentences on every harm that more than one draw in ten shows; empty where there is none.

    A gap that widens, an outcome that gets worse for any group, and a lever whose trial found that those it
    brings in are less in need than those who come by themselves.
    """
    said = []
    for endpoint in outcome.endpoints:
        by_group = outcome.by_group(outcome.averted_flows(endpoint))
        worse = float((by_group < 0).any(axis=1).mean())
        if worse > OFTEN_ENOUGH_TO_WARN:
            said.append(
                f"{ENDPOINTS[endpoint].label}: in {percent(worse)} of draws there are more of them, not "
                "fewer, in at least one group."
            )
    said.extend(
        f"{ENDPOINTS[gap.endpoint].label}: in {percent(gap.widens)} of draws the gap between "
        f"{gap.between} widens."
        for gap in found
        if gap.widens > OFTEN_ENOUGH_TO_WARN
    )
    said.extend(
        f"{LEVERS[each].label}: {LEVERS[each].misses_the_neediest}"
        for each, effect in outcome.effects.items()
        if LEVERS[each].misses_the_neediest and effect.stages["helped"].by_year().any()
    )
    return said


def _extremes(rates: Distribution) -> Gap:
    difference = 1_000 * (rates.worst - rates.best)
    return Gap(
        endpoint=rates.endpoint,
        between=rates.between,
        worst=rates.named(rates.worst),
        best=rates.named(rates.best),
        before=rates.before @ difference,
        after=rates.after @ difference,
    )
