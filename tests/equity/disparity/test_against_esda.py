"""The same answers as PySAL's esda on the counties of the country, where it is right."""

import sys
import warnings

import numpy as np
import polars as pl
import pytest

from data_loaders import embedded
from equity.disparity import hot_spots, smoothing, spatial
from equity.disparity.neighbors import touching

with warnings.catch_warnings(), pytest.MonkeyPatch.context() as patch:
    warnings.simplefilter("ignore")  # both packages warn about what they will rename
    patch.setattr("numba.config.DISABLE_JIT", 1)  # compiling takes a minute, running the same code a second
    for loaded in [name for name in sys.modules if name.partition(".")[0] == "esda"]:
        patch.delitem(sys.modules, loaded)  # a compiled one, of the benchmarks
    import esda
    import esda.crand
    from libpysal.weights import W

    esda.crand.boolean = bool  # the compiler's word for it


@pytest.fixture(scope="module")
def counties():
    """Poverty in 2019 in every county with neighbors, and who borders whom."""
    shapes = embedded.shapes("county", 2017)
    poverty = embedded.observations("poverty", "county", 2019)
    table = pl.DataFrame({"geoid": shapes["geoid"].to_list()}).join(poverty, on="geoid", how="left")
    near = touching(shapes.geometry.to_numpy())
    kept = (table["estimate"].is_not_null() & table["numerator"].is_not_null()).to_numpy()
    kept, _, near = spatial.with_neighbors(np.where(kept, table["estimate"].to_numpy(), np.nan), near)
    return table.filter(kept), near


@pytest.fixture(scope="module")
def weights(counties):
    near = counties[1]
    ends = [near.index[a:b].tolist() for a, b in zip(near.start[:-1], near.start[1:], strict=True)]
    return W(dict(enumerate(ends)), id_order=list(range(len(ends))), silence_warnings=True)


def test_there_are_more_than_3_000_counties(counties):
    assert counties[0].height > 3_000


def test_moran_and_geary_agree(counties, weights):
    table, near = counties
    values = table["estimate"].to_numpy()
    ours, theirs = spatial.morans_i(values, near), esda.Moran(values, weights, permutations=0)
    assert ours.value == pytest.approx(theirs.I, rel=1e-10)
    assert ours.variance_randomization == pytest.approx(theirs.VI_rand, rel=1e-8)
    assert ours.variance_normality == pytest.approx(theirs.VI_norm, rel=1e-8)
    assert spatial.gearys_c(values, near).value == pytest.approx(
        esda.Geary(values, weights, permutations=0).C, rel=1e-10
    )


@pytest.mark.filterwarnings("ignore:The alternative hypothesis:DeprecationWarning")
def test_local_moran_agrees_in_value_quadrant_and_significance(counties, weights):
    """Permutation p differs by chance: with 2,999 draws its standard error at 0.05 is 0.006."""
    table, near = counties
    values = table["estimate"].to_numpy()
    ours = hot_spots.local_morans_i(values, near)
    theirs = esda.Moran_Local(values, weights, permutations=2999, seed=1, n_jobs=1)
    assert np.allclose(ours.value, theirs.Is, rtol=1e-8)
    assert (ours.quadrant == theirs.q).all()
    two_sided = np.minimum(1, 2 * theirs.p_sim)  # esda counts the smaller tail only
    assert np.abs(ours.p - two_sided).max() < 0.08
    assert np.mean((ours.p < 0.05) == (two_sided < 0.05)) > 0.98


def test_local_smoothing_agrees(counties, weights):
    table, near = counties
    events, people = table["numerator"].to_numpy(), table["denominator"].to_numpy()
    theirs = esda.smoothing.Spatial_Empirical_Bayes(events, people, weights).r.ravel()
    assert np.allclose(smoothing.toward_neighbors(events, people, near).rate, theirs, rtol=1e-8)


def test_global_smoothing_agrees_where_esda_does_not_go_negative(counties):
    table, _ = counties
    events, people = table["numerator"].to_numpy(), table["denominator"].to_numpy()
    theirs = esda.smoothing.Empirical_Bayes(events, people).r.ravel()
    assert np.allclose(smoothing.toward_all(events, people).rate, theirs, rtol=1e-8)
