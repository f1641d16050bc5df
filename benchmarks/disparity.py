"""Measures of disparity over every county, and clusters among counties and among 85,000 places."""

from __future__ import annotations

import random
import time
import warnings
from collections.abc import Callable
from functools import partial
from itertools import pairwise as neighboring
from statistics import median

import numpy as np
import polars as pl
import shapely
from playwright.sync_api import Browser

from benchmarks._table import Row
from data_loaders import embedded
from equity.disparity import (
    Result,
    Subgroups,
    concentration,
    dispersion,
    entropy,
    gradient,
    hot_spots,
    impact,
    lorenz,
    pairwise,
    spatial,
    subgroups,
)
from equity.disparity.neighbors import Neighbors, touching
from tests.coverage.settings import every_county

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # both packages warn about what they will rename
    import esda
    from libpysal.weights import W

RUNS = 3
DRAWS = 2000  # the default of every measure
PERMUTATIONS = 999
GOAL_OF_A_MEASURE_MS, GOAL_OF_TRACTS_MS, GOAL_OF_CLUSTERS_MS = 500.0, 1000.0, 5000.0
FEW = 4  # draws of the slowest alternative
SIDE = 292  # of a square map of 85,264 places, each touching up to eight others
MEASURES: tuple[Callable[[Subgroups], Result], ...] = (
    pairwise.difference,
    pairwise.ratio,
    impact.population_attributable_risk,
    impact.population_attributable_fraction,
    dispersion.between_group_variance,
    dispersion.between_group_sd,
    dispersion.coefficient_of_variation,
    dispersion.mean_difference_from_mean,
    dispersion.mean_difference_from_best,
    dispersion.mean_difference_from_reference,
    dispersion.index_of_disparity,
    entropy.theil_index,
    entropy.mean_log_deviation,
    entropy.atkinson_index,
    entropy.generalized_entropy_2,
    lorenz.gini_index,
    lorenz.hoover_index,
    gradient.slope_index,
    gradient.relative_index,
    concentration.absolute_concentration_index,
    concentration.relative_concentration_index,
    concentration.erreygers_index,
    concentration.wagstaff_index,
)


def rows(_: Browser) -> list[Row]:
    """The slowest measure, the Gini index beside a loop, and local Moran beside esda and a loop."""
    counties = every_county()
    took = {measure.__name__: _milliseconds(partial(measure, counties)) for measure in MEASURES}
    slowest = max(took, key=lambda name: took[name])
    number = f"{len(counties.names):,} counties, {DRAWS:,} draws"
    counties_of_the_map, places = _poverty(), square()
    return [
        Row(
            what=f"Slowest of {len(took)} measures ({slowest.replace('_', ' ')}), {number}",
            ours=took[slowest],
            unit="ms",
            goal=GOAL_OF_A_MEASURE_MS,
        ),
        Row(
            what=f"Gini index, {number}",
            ours=took["gini_index"],
            unit="ms",
            goal=GOAL_OF_A_MEASURE_MS,
            alternative="NumPy, a draw at a time",
            theirs=_milliseconds(partial(gini_by_draw, counties), runs=1),
        ),
        *_every_tract(),
        _clusters(
            counties_of_the_map, "counties", "esda, compiled", _milliseconds(esda_of(*counties_of_the_map))
        ),
        _clusters(
            counties_of_the_map,
            "counties",
            "NumPy, a place at a time",
            _milliseconds(partial(by_place, *counties_of_the_map)),
        ),
        # Its compiled code is warm by now, and a run takes a minute.
        _clusters(places, "places", "esda, compiled", _milliseconds(esda_of(*places), runs=1)),
    ]


def tracts(count: int = 85_000) -> Subgroups:
    """Drawn places as a five-year survey sees tracts: shares around 14 %, give or take two points."""
    chance = np.random.default_rng(1)
    return subgroups(
        chance.beta(2, 12, count).clip(0.001),
        se=np.full(count, 0.02),
        population=chance.uniform(1_000, 6_000, count),
        order=list(range(1, count + 1)),
        favorable=False,
        bounds=(0, 1),
        reference=0,
    )


def _every_tract() -> list[Row]:
    """The slowest measure of spread, and one of a gradient, over as many places as there are tracts."""
    places = tracts()
    what = f"{len(places.names):,} places, {DRAWS:,} draws"
    gini = _milliseconds(partial(lorenz.gini_index, places), runs=1)
    loops = {
        "NumPy, a draw at a time": _milliseconds(partial(gini_by_draw, places), runs=1),
        f"a place at a time, as a loop in R, {FEW} draws times {DRAWS // FEW}": DRAWS
        / FEW
        * _milliseconds(partial(gini_by_place, places, draws=FEW), runs=1),
    }
    return [
        *(
            Row(
                what=f"Gini index, {what}",
                ours=gini,
                unit="ms",
                goal=GOAL_OF_TRACTS_MS,
                alternative=name,
                theirs=theirs,
            )
            for name, theirs in loops.items()
        ),
        Row(
            what=f"Slope index, {len(places.names):,} places",
            ours=_milliseconds(partial(gradient.slope_index, places)),
            unit="ms",
            goal=GOAL_OF_TRACTS_MS,
        ),
    ]


Map = tuple[np.ndarray, Neighbors]


def _clusters(places: Map, what: str, alternative: str, theirs: float) -> Row:
    return Row(
        what=f"Local Moran, {len(places[0]):,} {what}, {PERMUTATIONS} permutations",
        ours=_milliseconds(partial(hot_spots.local_morans_i, *places, permutations=PERMUTATIONS)),
        unit="ms",
        goal=GOAL_OF_CLUSTERS_MS,
        alternative=alternative,
        theirs=theirs,
    )


def _milliseconds(work: Callable[[], object], *, runs: int = RUNS) -> float:
    """The median of some runs; of several the first does not count, since it may compile."""
    seconds = []
    for _ in range(runs):
        started = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - started)
    return 1000 * median(seconds[1:] or seconds)


def _poverty() -> Map:
    shapes = embedded.shapes("county", 2017)
    poverty = embedded.observations("poverty", "county", 2019)
    table = pl.DataFrame({"geoid": shapes["geoid"].to_list()}).join(poverty, on="geoid", how="left")
    near = touching(shapes.geometry.to_numpy())
    _, values, near = spatial.with_neighbors(table["estimate"].to_list(), near)
    return values, near


def square(side: int = SIDE) -> Map:
    """A value for each place of a square map, and which places touch."""
    shapes = [shapely.box(x, y, x + 1, y + 1) for y in range(side) for x in range(side)]
    return np.random.default_rng(1).normal(size=side * side), touching(shapes)


def esda_of(values: np.ndarray, near: Neighbors) -> Callable[[], object]:
    """Local Moran by esda, ready to be run."""
    ends = [near.index[a:b].tolist() for a, b in neighboring(near.start.tolist())]
    weights = W(dict(enumerate(ends)), silence_warnings=True)
    return partial(esda.Moran_Local, values, weights, permutations=PERMUTATIONS, seed=1, n_jobs=1)


def by_place(values: np.ndarray, near: Neighbors) -> None:
    """Each place draws its neighbors anew among all others (with replacement, which is faster)."""
    rng = np.random.default_rng(1)
    z = values - values.mean()
    sums = near.sums(z)
    for place, count in enumerate(near.count):
        others = np.delete(z, place)
        drawn = others[rng.integers(0, len(others), size=(PERMUTATIONS, count))].sum(axis=1)
        min((drawn >= sums[place]).sum(), (drawn <= sums[place]).sum())


def gini_by_draw(groups: Subgroups, *, draws: int = DRAWS) -> None:
    """The index of each simulated table, one after the other."""
    rng = np.random.default_rng(1)
    share = groups.population / groups.population.sum()
    for _ in range(draws):
        values = np.clip(rng.normal(groups.estimate, groups.se), 0, 1)
        rising = np.argsort(values)
        people, owned = share[rising], share[rising] * values[rising]
        rank = np.cumsum(people) - people / 2
        2 * float(owned @ rank) / float(owned.sum()) - 1


def gini_by_place(groups: Subgroups, *, draws: int) -> None:
    """The same with a loop over places in each table, as scripts in R have it."""
    chance = random.Random(1)  # noqa: S311 - simulated errors, no secret
    total = float(groups.population.sum())
    rows = list(zip(groups.estimate.tolist(), groups.se.tolist(), groups.population.tolist(), strict=True))
    for _ in range(draws):
        table = sorted(
            (min(max(chance.gauss(value, error), 0.0), 1.0), people / total) for value, error, people in rows
        )
        below = owned = ranked = 0.0
        for value, share in table:
            owned += share * value
            ranked += share * value * (below + share / 2)
            below += share
        2 * ranked / owned - 1
