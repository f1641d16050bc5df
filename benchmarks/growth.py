"""How costs grow: each measured at four sizes, with the slope of its logarithm (1 means twice for twice)."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

import geopandas as gpd
import numpy as np
import pandas as pd  # type: ignore[import-untyped]  # pandas carries no types
import polars as pl

import serve
from benchmarks import _apps, visitors
from benchmarks._table import Row
from components import deck_map, maps
from components.provenance import Provenance
from data_loaders import lever_cells, state_policy
from equity.geography import level
from equity.indicators import indicator
from equity.levers import LEVERS
from equity.simulation.run import run
from equity.simulation.scenario import Scenario

PLACES = (1_000, 5_000, 20_000, 85_000)
INDICATORS = (5, 10, 20, 40)
DRAWS = (250, 500, 1_000, 2_000)
VISITORS = (5, 20, 50, 100)
REPEATS = 5
TEXAS = "48"


@dataclass(frozen=True, kw_only=True)
class Growth:
    """What a cost grows with, its milliseconds at each size, and its slope in logarithms."""

    what: str
    sizes: tuple[int, ...]
    ms: tuple[float, ...]

    @property
    def slope(self) -> float:
        """1 where twice the size costs twice as much, 0 where it costs the same."""
        return float(np.polyfit(np.log(self.sizes), np.log(self.ms), 1)[0])


def found() -> list[Growth]:
    """Places on a map, indicators joined, draws of the lever model, and visitors at once."""
    return [
        Growth(what="places: the map made and its message", sizes=PLACES, ms=_each(PLACES, map_of)),
        Growth(what="indicators joined to 85,000 places", sizes=INDICATORS, ms=_each(INDICATORS, joined)),
        Growth(what="draws of the lever model, counties of Texas", sizes=DRAWS, ms=_each(DRAWS, drawn)),
        Growth(what="visitors who click every 3 s: 95 of 100 wait", sizes=VISITORS, ms=_waits()),
    ]


def rows(browser: object) -> list[Row]:
    """The join of 85,000 places and 40 indicators, beside pandas and GeoPandas."""
    del browser
    ours = _ms(joined(INDICATORS[-1]))
    return [
        Row(
            what="85,000 places joined with 40 indicators",
            ours=ours,
            unit="ms",
            goal=20,
            alternative=name,
            theirs=_ms(join),
        )
        for name, join in (
            ("pandas merge", merged(with_shapes=False)),
            ("GeoPandas merge", merged(with_shapes=True)),
        )
    ]


def _each(sizes: Sequence[int], work: Callable[[int], Callable[[], object]]) -> tuple[float, ...]:
    return tuple(_ms(work(size)) for size in sizes)


def _ms(work: Callable[[], object]) -> float:
    work()
    seconds = []
    for _ in range(REPEATS):
        started = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - started)
    return median(seconds) * 1000


def map_of(count: int) -> Callable[[], object]:
    """So many places sorted into classes and written as a message for the map."""
    geoids = [f"{at:011d}" for at in range(count)]
    places = pl.DataFrame({"geoid": geoids, "name": geoids, "state_geoid": [each[:2] for each in geoids]})
    values = np.random.default_rng(count).random(count)
    columns = {"geoid": geoids, "estimate": values, "low": values, "high": values}
    table = pl.DataFrame({**columns, "moe": 0.01, "reliability": "reliable"})

    def made() -> bytes:
        picture = maps.choropleth(
            table,
            places,
            indicator("poverty"),
            level=level("tract"),
            title="Drawn",
            provenance=Provenance(title="Drawn", publisher="Nobody", period="2023"),
            outlines="/drawn.bin",
        )
        return deck_map.message(picture)

    return made


def _wide(count: int, places: int) -> tuple[pl.DataFrame, pl.DataFrame]:
    geoids = [f"{at:011d}" for at in range(places)]
    chance = np.random.default_rng(count)
    values = {f"indicator_{at}": chance.random(places) for at in range(count)}
    return pl.DataFrame({"geoid": geoids}), pl.DataFrame({"geoid": chance.permutation(geoids), **values})


def joined(count: int, *, places: int = PLACES[-1]) -> Callable[[], object]:
    """So many indicators laid on the places of a map, in the map's order, in polars."""
    of_map, table = _wide(count, places)
    return lambda: of_map.join(table, on="geoid", how="left", maintain_order="left")


def merged(
    count: int = INDICATORS[-1], *, places: int = PLACES[-1], with_shapes: bool
) -> Callable[[], pd.DataFrame]:
    """The same in pandas, or in GeoPandas with a point a place."""
    of_map, table = (pd.DataFrame(each.to_dict(as_series=False)) for each in _wide(count, places))
    if with_shapes:
        of_map = gpd.GeoDataFrame(of_map, geometry=gpd.points_from_xy(range(places), range(places)))
    return lambda: of_map.merge(table, on="geoid", how="left")


def drawn(draws: int) -> Callable[[], object]:
    """The lever model as the page opens, in Texas."""
    cells, policy = lever_cells.cells("county", TEXAS), state_policy.policy(TEXAS)
    settings = {each.id: each.start for lever in LEVERS.values() for each in lever.settings}
    scenario = Scenario(settings=settings)
    return lambda: run(scenario, cells, policy, draws=draws)


def _waits() -> tuple[float, ...]:
    found = []
    with serve.running(_apps.OURS.script) as server:
        visitors.crowd(server, _apps.OURS, visitors=2, views=2, looking=(0, 0))
        for count in VISITORS:
            looking = visitors.LOOKING_SECONDS
            waits, _ = visitors.crowd(
                server, _apps.OURS, visitors=count, views=visitors.VIEWS_EACH, looking=looking
            )
            found.append(float(np.percentile(waits, 95)) * 1000)
    return tuple(found)
