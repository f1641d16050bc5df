"""Rules of law and of value judgment: who pays, and whose gain counts how much."""

from collections.abc import Mapping

import numpy as np
import polars as pl

from equity.evidence import Card
from equity.in_words import percent
from equity.simulation.inequality import equity_weights
from equity.simulation.payers import EXPANSION_MATCH
from equity.simulation.validation._bench import Target


def federal_share(medicaid: pl.DataFrame) -> list[Target]:
    """What the match rates alone give for fiscal year 2023, against what the federal government paid.

    The temporary increase of the match in 2023 is not in the rates, so ours must be lower, by up to 6.2
    points. Vermont's spending on its adult group is not published and Vermont is left out.
    """
    table = medicaid.filter(pl.col("year") == 2023, pl.col("value").is_not_null())

    def of(measure: str, group: str = "all") -> dict[str, float]:
        found = table.filter(measure=measure, eligibility_group=group)
        return dict(zip(found["state_geoid"], found["value"], strict=True))

    federal, state, expansion = (
        of("spending_federal"),
        of("spending_state"),
        of("spending", "expansion_adults"),
    )
    regular = dict(table.filter(measure="fmap").select("state_geoid", "value").iter_rows())
    states = sorted(federal.keys() & state.keys() & expansion.keys() & regular.keys())
    total = np.array([federal[each] + state[each] for each in states])
    share = np.minimum([expansion[each] for each in states] / total, 1.0)
    match = np.array([regular[each] for each in states])
    ours = share * EXPANSION_MATCH.central + (1 - share) * match
    paid = np.array([federal[each] for each in states]) / total
    lower = 100 * ((paid - ours) @ total) / total.sum()
    r = float(np.corrcoef(ours, paid)[0, 1])
    return [
        Target(
            id="V12",
            target="Federal share of Medicaid, fiscal year 2023, from match rates alone",
            published="68.5 %; rates alone 0 to 6.2 points lower, r above 0.8 over States",
            kind="external",
            ours=f"{percent((ours @ total) / total.sum(), digits=1)}, {lower:.1f} points lower, r = {r:.2f} "
            f"over {len(states)} States",
            holds=bool(0 <= lower <= 6.2 and r > 0.8),
            evidence=("fmap_expansion",),
        )
    ]


def robson(_: Mapping[str, Card]) -> list[Target]:
    """Two people whose levels differ as those of the richest and the poorest fifth do."""
    ratios = [
        float(weights[0] / weights[1])
        for weights in (
            equity_weights(np.array([1.0, gap]), np.array([0.5, 0.5]), epsilon=10.95) for gap in (1.18, 1.19)
        )
    ]
    return [
        Target(
            id="V15",
            target="England: weight of the poorest fifth against the richest, aversion 10.95",
            published="6 to 7 where levels differ by 1.18 to 1.19",
            kind="arithmetic",
            ours=f"{ratios[0]:.1f} to {ratios[1]:.1f}",
            holds=6.0 < ratios[0] < ratios[1] < 7.0,
        )
    ]
