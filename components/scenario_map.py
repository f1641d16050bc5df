"""Who gains where: a result of the levers for each place, as a map."""

import polars as pl

from components import maps, wording
from components.maps import Choropleth
from components.provenance import Provenance
from equity import geography
from equity.indicators import Indicator
from equity.simulation import summary
from equity.simulation.baseline import ENDPOINTS
from equity.simulation.outcome import Outcome

_HOW_SURE = {
    **wording.RELIABILITY_LABELS,
    "reliable": "Modeled from trials in other places",
    "unreliable": "Cannot tell whether this place gains or loses",
}


def gains(
    outcome: Outcome, measure: str, places: pl.DataFrame, *, area: str, outlines: str, origin: Provenance
) -> Choropleth:
    """People helped or events avoided in a year, per 1,000 residents of each place.

    A place whose 80 % interval has both gain and harm in it is hatched: there the two cannot be told apart.

    Parameters
    ----------
    measure
        `helped`, or an endpoint.
    places
        As for `with_empty_places`, of the level of the outcome's cells.
    """
    shown, level = _shown(measure), geography.level(outcome.cells.level)
    table = with_empty_places(_table(outcome, measure), places)
    lowest = table["estimate"].min()
    is_harmful = isinstance(lowest, float) and lowest < 0
    return maps.choropleth(
        table,
        places,
        shown,
        level=level,
        title=f"{shown.label}, {area}",
        provenance=origin,
        outlines=outlines,
        within=outcome.cells.state_geoid if level.tier == "us" else None,
        reference=0.0 if is_harmful else None,
        reference_name="no change",
        interval=wording.INTERVAL_80,
        how_sure=_HOW_SURE,
    )


def with_empty_places(table: pl.DataFrame, places: pl.DataFrame) -> pl.DataFrame:
    """The table with a row for each place where nobody lives, whom no model could help.

    Parameters
    ----------
    places
        As for `components.maps.choropleth`, with `residents`.
    """
    empty = places.filter(pl.col("residents") == 0).select("geoid", reliability=pl.lit("no_residents"))
    return pl.concat([table.join(empty, on="geoid", how="anti"), empty], how="diagonal")


def _shown(measure: str) -> Indicator:
    """The result as something that can be shown of a place."""
    words = "People helped" if measure == summary.HELPED else ENDPOINTS[measure].averted
    return Indicator(
        id=measure,
        label=f"{words} in a year, per 1,000 residents",
        short=words,
        topic="levers",
        universe="All residents",
        unit="per_1000",
        better="neutral",
    )


def _table(outcome: Outcome, measure: str) -> pl.DataFrame:
    """A row a place: the median in a year per 1,000 residents, its interval, and whether that has a sign."""
    per_1000 = 1_000 / (pl.col("residents") * outcome.scenario.horizon)
    low, high = (pl.col(end) * per_1000 for end in ("p10", "p90"))
    return (
        summary.by_place(outcome, measure)
        .filter(pl.col("residents") > 0)
        .select(
            "geoid",
            estimate=pl.col("p50") * per_1000,
            low=low,
            high=high,
            moe=(high - low) / 2,
            reliability=pl.when((low < 0) & (high > 0))
            .then(pl.lit("unreliable"))
            .otherwise(pl.lit("reliable")),
        )
    )
