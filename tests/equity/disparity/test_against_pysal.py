"""The same answers as PySAL (libpysal, esda, segregation) on the counties of the country, where it is right.

Where it is not, its wrong answer stands here beside ours.
"""

import sys
import warnings
from importlib import import_module
from types import SimpleNamespace

import geopandas
import numpy as np
import pandas as pd
import polars as pl
import pytest
import shapely

from data_loaders import embedded
from equity.disparity import hot_spots, segregation, smoothing, spatial
from equity.disparity.neighbors import touching
from equity.errors import InvalidParameter

INDEXES = {
    "Dissim": segregation.dissimilarity,
    "Isolation": segregation.isolation,
    "Interaction": segregation.exposure,
    "Entropy": segregation.information_theory_index,
    "Gini": segregation.segregation_gini,
}
"""PySAL's names and our measures."""


@pytest.fixture(scope="module")
def pysal():
    """The three packages, loaded for these tests alone: that takes seconds."""
    with warnings.catch_warnings(), pytest.MonkeyPatch.context() as patch:
        warnings.simplefilter("ignore")  # they warn about what they will rename
        patch.setattr("numba.config.DISABLE_JIT", 1)  # compiling takes a minute, the same code a second
        for loaded in [name for name in sys.modules if name.partition(".")[0] == "esda"]:
            patch.delitem(sys.modules, loaded)  # a compiled one, of the benchmarks
        names = ("esda", "esda.crand", "libpysal.graph", "libpysal.weights", "segregation.singlegroup")
        esda, crand, graph, weights, singlegroup = map(import_module, names)
        crand.boolean = bool  # the compiler's word for it
        yield SimpleNamespace(esda=esda, Graph=graph.Graph, W=weights.W, singlegroup=singlegroup)


@pytest.fixture(scope="module")
def shapes():
    """Every county of the country."""
    return embedded.shapes("county", 2017)


@pytest.fixture(scope="module")
def counties(shapes):
    """Poverty in 2019 in every county with neighbors, and who borders whom."""
    poverty = embedded.observations("poverty", "county", 2019)
    table = pl.DataFrame({"geoid": shapes["geoid"].to_list()}).join(poverty, on="geoid", how="left")
    near = touching(shapes.geometry.to_numpy())
    kept = (table["estimate"].is_not_null() & table["numerator"].is_not_null()).to_numpy()
    kept, _, near = spatial.with_neighbors(np.where(kept, table["estimate"].to_numpy(), np.nan), near)
    return table.filter(kept), near


@pytest.fixture(scope="module")
def weights(counties, pysal):
    near = counties[1]
    ends = [near.index[a:b].tolist() for a, b in zip(near.start[:-1], near.start[1:], strict=True)]
    return pysal.W(dict(enumerate(ends)), id_order=list(range(len(ends))), silence_warnings=True)


def test_there_are_more_than_3_000_counties(counties):
    assert counties[0].height > 3_000


def pairs_of_libpysal(pysal, places, **how):
    found = pysal.Graph.build_contiguity(places, rook=False, **how).adjacency.reset_index()
    return set(found[found["weight"] > 0][["focal", "neighbor"]].itertuples(index=False, name=None))


def pairs_of_ours(near):
    return set(
        zip(np.repeat(np.arange(len(near.count)), near.count).tolist(), near.index.tolist(), strict=True)
    )


def test_neighbors_agree_but_for_borders_without_a_common_corner(shapes, pysal):
    """libpysal finds no pair that we do not, and misses 1 in 9,000: those without a corner in common."""
    ours = pairs_of_ours(touching(shapes.geometry.to_numpy()))
    theirs = pairs_of_libpysal(pysal, shapes.geometry.reset_index(drop=True))
    assert theirs <= ours
    assert 0 < len(ours - theirs) < len(ours) / 1000


def test_places_that_share_a_border_and_no_corner_are_neighbors(pysal):
    """A house 3 high and one beside it that spans 1 to 2: libpysal compares corners and says no."""
    places = geopandas.GeoSeries([shapely.box(0, 0, 2, 3), shapely.box(2, 1, 3, 2)])
    assert pairs_of_libpysal(pysal, places) == set(), "libpysal was mended: it can build our neighbors"
    assert pairs_of_ours(touching(list(places))) == {(0, 1), (1, 0)}


def test_places_whose_drawn_borders_overlap_are_neighbors(pysal):
    """libpysal's strict way asks that they touch, and two outlines that overlap by a hair do not."""
    places = geopandas.GeoSeries([shapely.box(0, 0, 1, 1), shapely.box(0.999, 0, 2, 1)])
    assert pairs_of_libpysal(pysal, places, strict=True) == set()
    assert pairs_of_ours(touching(list(places))) == {(0, 1), (1, 0)}


def test_moran_and_geary_agree(counties, weights, pysal):
    table, near = counties
    values = table["estimate"].to_numpy()
    ours, theirs = spatial.morans_i(values, near), pysal.esda.Moran(values, weights, permutations=0)
    assert ours.value == pytest.approx(theirs.I, rel=1e-10)
    assert ours.variance_randomization == pytest.approx(theirs.VI_rand, rel=1e-8)
    assert ours.variance_normality == pytest.approx(theirs.VI_norm, rel=1e-8)
    assert spatial.gearys_c(values, near).value == pytest.approx(
        pysal.esda.Geary(values, weights, permutations=0).C, rel=1e-10
    )


def test_equal_values_are_undefined_where_esda_calls_them_perfectly_alike(pysal):
    """0.2 three times is not exactly their mean in the computer's arithmetic; esda divides what is left."""
    line = pysal.W({0: [1], 1: [0, 2], 2: [1]}, silence_warnings=True)
    assert pytest.approx(1) == pysal.esda.Moran(np.full(3, 0.2), line, permutations=0).I, "esda was mended"
    ours = spatial.morans_i([0.2, 0.2, 0.2], touching([shapely.box(x, 0, x + 1, 1) for x in range(3)]))
    assert ours.value is None
    assert ours.reason == "undefined: all places have the same value"


@pytest.mark.filterwarnings("ignore:The alternative hypothesis:DeprecationWarning")
def test_local_moran_agrees_in_value_quadrant_and_significance(counties, weights, pysal):
    """Permutation p differs by chance: with 2,999 draws its standard error at 0.05 is 0.006."""
    table, near = counties
    values = table["estimate"].to_numpy()
    ours = hot_spots.local_morans_i(values, near)
    theirs = pysal.esda.Moran_Local(values, weights, permutations=2999, seed=1, n_jobs=1)
    assert np.allclose(ours.value, theirs.Is, rtol=1e-8)
    assert (ours.quadrant == theirs.q).all()
    two_sided = np.minimum(1, 2 * theirs.p_sim)  # esda counts the smaller tail only
    assert np.abs(ours.p - two_sided).max() < 0.08
    assert np.mean((ours.p < 0.05) == (two_sided < 0.05)) > 0.98


def test_local_smoothing_agrees(counties, weights, pysal):
    table, near = counties
    events, people = table["numerator"].to_numpy(), table["denominator"].to_numpy()
    theirs = pysal.esda.smoothing.Spatial_Empirical_Bayes(events, people, weights).r.ravel()
    assert np.allclose(smoothing.toward_neighbors(events, people, near).rate, theirs, rtol=1e-8)


def test_global_smoothing_agrees_where_esda_does_not_go_negative(counties, pysal):
    table, _ = counties
    events, people = table["numerator"].to_numpy(), table["denominator"].to_numpy()
    theirs = pysal.esda.smoothing.Empirical_Bayes(events, people).r.ravel()
    assert np.allclose(smoothing.toward_all(events, people).rate, theirs, rtol=1e-8)


def test_no_smoothed_rate_is_negative_where_esda_gives_one(pysal):
    """5 events each among 1,000, 1,010, 990 and 1,000: no true variance, so every place takes 20 / 4,000."""
    events, people = np.full(4, 5.0), np.array([1000.0, 1010, 990, 1000])
    assert pysal.esda.smoothing.Empirical_Bayes(events, people).r.min() < 0, "esda was mended"
    assert smoothing.toward_all(events, people).rate.tolist() == [0.005] * 4


@pytest.mark.parametrize("name", INDEXES)
def test_segregation_agrees(counties, pysal, name):
    """Of people in poverty over all counties; the Gini index over those of Texas, as theirs is slow."""
    table = counties[0]
    if name == "Gini":
        table = table.filter(pl.col("geoid").str.starts_with("48"))
        assert table.height == 254
    poor, people = table["numerator"].to_numpy(), table["denominator"].to_numpy()
    theirs = getattr(pysal.singlegroup, name)(
        pd.DataFrame({"poor": poor, "people": people}), "poor", "people"
    )
    assert INDEXES[name](poor, people).value == pytest.approx(theirs.statistic, rel=1e-9)


@pytest.mark.parametrize(
    ("name", "theirs"), [("Isolation", 0), ("Interaction", 0), ("Entropy", 0), ("Dissim", None)]
)
@pytest.mark.filterwarnings("ignore::RuntimeWarning", "ignore:There are NAs:UserWarning")
def test_a_group_of_nobody_or_an_unknown_count_gives_no_index(pysal, name, theirs):
    """PySAL calls nobody perfectly spread, and an unknown count as well; Dissim is not a number."""
    nobody = pd.DataFrame({"group": [0.0, 0.0], "people": [5.0, 5.0]})
    unknown = pd.DataFrame({"group": [3.0, np.nan], "people": [5.0, 5.0]})
    for table in (nobody, unknown):
        found = getattr(pysal.singlegroup, name)(table, "group", "people").statistic
        assert np.isnan(found) if theirs is None else found == theirs
    assert INDEXES[name](nobody["group"], nobody["people"]).reason == "undefined: nobody belongs to the group"
    with pytest.raises(InvalidParameter, match="must be known"):
        INDEXES[name](unknown["group"], unknown["people"])
