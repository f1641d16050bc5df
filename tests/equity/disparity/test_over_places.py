"""Segregation, neighbors, clusters and smoothing on maps small enough to check by hand."""

import numpy as np
import pytest
import shapely

from equity.disparity import entropy, hot_spots, segregation, smoothing, spatial
from equity.disparity.neighbors import neighbors, touching
from equity.errors import InvalidParameter

LINE_OF_FOUR = neighbors([[1], [0, 2], [1, 3], [2]])


def grid(side):
    """A square map of side x side places, each touching up to eight others."""
    return touching([shapely.box(x, y, x + 1, y + 1) for y in range(side) for x in range(side)])


def test_nobody_in_the_group_or_nobody_else_is_undefined():
    for measure in (
        segregation.dissimilarity,
        segregation.information_theory_index,
        segregation.segregation_gini,
    ):
        assert measure([0, 0], [5, 5]).reason.startswith("undefined")
        assert measure([5, 5], [5, 5]).reason.startswith("undefined")
    assert segregation.isolation([0, 0], [5, 5]).reason.startswith("undefined")
    assert segregation.isolation([5, 5], [5, 5]).value == 1


def test_places_without_people_are_left_out_and_named():
    """a/A = 0.5, 0.5; b/B = 1, 0: half of |0.5 - 1| + |0.5 - 0| = 0.5."""
    found = segregation.dissimilarity([5, 5, 0], [10, 5, 0])
    assert found.value == 0.5
    assert found.left_out == ("place 3 (no people)",)
    assert "2 places" in found.direction
    assert not found.is_interval_shown


def test_dissimilarity_and_exposure_to_a_named_second_group():
    """Two places apart entirely; a third group of 10 in each place does not count."""
    assert segregation.dissimilarity([10, 0], [20, 20], other=[0, 10]).value == 1
    assert segregation.exposure([10, 0], [20, 20], other=[5, 0]).value == 0.25
    with pytest.raises(InvalidParameter, match="2 counts"):
        segregation.dissimilarity([10, 0], [20, 20], other=[1])


def test_a_suppressed_place_withholds_every_index():
    """Its count is known here, but could be worked out from the index and the other counts."""
    hidden = {"suppressed": [False, True]}
    for measure in (
        segregation.dissimilarity,
        segregation.isolation,
        segregation.exposure,
        segregation.information_theory_index,
        segregation.segregation_gini,
    ):
        assert measure([5, 3], [10, 10], **hidden).reason.startswith("withheld"), measure
    assert segregation.location_quotients([5, 3], [10, 10], **hidden) == (None, None)
    split = entropy.theil_decomposition([1, 2], ["a", "b"], **hidden)
    assert (split.total.value, split.between.value, split.within.value) == (None, None, None)
    assert split.total.reason.startswith("withheld")


def test_likeness_of_neighbors_is_told_in_words():
    """1 2 3 4 in a line climb together; 1 4 1 4 differ at each step."""
    for measure in (spatial.morans_i, spatial.gearys_c):
        assert measure([1, 2, 3, 4], LINE_OF_FOUR).direction == "neighbors are more alike than by chance"
        assert measure([1, 4, 1, 4], LINE_OF_FOUR).direction == "neighbors are less alike than by chance"


def test_more_members_than_people_and_unknown_counts_are_refused():
    with pytest.raises(InvalidParameter, match="more members"):
        segregation.isolation([11], [10])
    with pytest.raises(InvalidParameter, match="known"):
        segregation.isolation([np.nan], [10])
    with pytest.raises(InvalidParameter, match="1 counts of the group for 2 places"):
        segregation.location_quotients([1], [1, 2])


def test_neighbors_touch_at_borders_and_corners():
    assert grid(3).count.tolist() == [3, 5, 3, 5, 8, 5, 3, 5, 3]


def test_a_place_is_not_its_own_neighbor():
    with pytest.raises(InvalidParameter, match="other places"):
        neighbors([[0]])
    with pytest.raises(InvalidParameter, match="numbered 0 to 1"):
        neighbors([[2], [0]])


def test_islands_and_places_without_a_value_are_left_out_and_listed():
    """The last place has no neighbor; the third no value, which leaves the fourth without one too."""
    near = neighbors([[1], [0, 2], [1, 3], [2], []])
    found = spatial.morans_i([1, 2, None, 4, 5], near)
    assert found.left_out == (2, 3, 4)
    assert found.reason.startswith("not computable")


@pytest.mark.parametrize("value", [3, 0.2])
def test_equal_values_have_no_autocorrelation(value):
    """Also where their mean differs from them in the last digit, as that of three times 0.2 does."""
    line, values = neighbors([[1], [0, 2], [1]]), [value] * 3
    found = spatial.morans_i(values, line)
    assert (found.value, found.reason) == (None, "undefined: all places have the same value")
    assert spatial.gearys_c(values, line).reason.startswith("undefined")
    clusters = hot_spots.local_morans_i(values, line)
    assert np.isnan(clusters.value).all()
    assert (clusters.classes == hot_spots.NOT_SIGNIFICANT).all()


def test_values_and_neighbors_must_fit():
    with pytest.raises(InvalidParameter, match="3 values for 4 places"):
        spatial.morans_i([1, 2, 3], LINE_OF_FOUR)


def test_permutation_p_counts_what_is_as_high():
    """Of the 24 orders of 1 2 3 4 in a line, the two monotone ones have the highest I: p near 2/24."""
    found = spatial.morans_i([1, 2, 3, 4], LINE_OF_FOUR, permutations=4000)
    assert found.p_permuted == pytest.approx(2 / 24, abs=0.015)
    assert found.p_permuted == spatial.morans_i([1, 2, 3, 4], LINE_OF_FOUR, permutations=4000).p_permuted


def test_a_planted_cluster_is_found_and_noise_is_not():
    """A 5 x 5 block of high values in a 30 x 30 map of noise."""
    rng = np.random.default_rng(5)
    values = rng.normal(size=(30, 30))
    near = grid(30)
    assert (hot_spots.local_morans_i(values.ravel(), near).classes == hot_spots.NOT_SIGNIFICANT).mean() > 0.99
    values[10:15, 10:15] += 6
    classes = hot_spots.local_morans_i(values.ravel(), near).classes.reshape(30, 30)
    assert (classes[11:14, 11:14] == 1).all()
    assert (classes[20:, 20:] == hot_spots.NOT_SIGNIFICANT).mean() > 0.95


def test_p_of_a_place_is_the_share_of_neighborhoods_as_extreme():
    """Place 0 has one neighbor: of the 4 others, one is at least as high as its neighbor: p = 2 x 1/4."""
    near = neighbors([[1], [0, 2], [1, 3], [2, 4], [3]])
    p = hot_spots.local_morans_i([5, 9, 2, 3, 1], near, permutations=20_000).p
    assert p[0] == pytest.approx(0.5, abs=0.03)


def test_p_is_even_where_nothing_clusters():
    """Of 10,000 places of noise about 5 % fall below 0.05 and 50 % below 0.5."""
    values = np.random.default_rng(8).normal(size=10_000)
    p = hot_spots.local_morans_i(values, grid(100)).p
    assert np.mean(p <= 0.05) == pytest.approx(0.05, abs=0.01)
    assert np.mean(p <= 0.5) == pytest.approx(0.5, abs=0.03)


def test_benjamini_and_hochberg_by_hand():
    """0.01, 0.02, 0.03, 0.5 against 0.0125, 0.025, 0.0375, 0.05: the first three pass."""
    passes = hot_spots.passing(np.array([0.5, 0.03, 0.01, 0.02]), rate=0.05)
    assert passes.tolist() == [False, True, True, True]
    assert not hot_spots.passing(np.array([0.6, 0.5]), rate=0.05).any()


def test_tied_values_are_not_called_extreme():
    """Half the places at 0, half at 1, shuffled: many sums tie, and none may be called a cluster."""
    values = np.random.default_rng(2).permutation(np.repeat([0.0, 1.0], 450))
    found = hot_spots.local_morans_i(values, grid(30))
    assert (found.classes == hot_spots.NOT_SIGNIFICANT).mean() > 0.99


def test_weights_scale_local_statistics_and_leave_their_p_alone():
    """Sums instead of means: each place's I times its number of neighbors."""
    values = np.random.default_rng(4).normal(size=100)
    near = grid(10)
    means = hot_spots.local_morans_i(values, near, permutations=499)
    sums = hot_spots.local_morans_i(values, near, permutations=499, weights="binary")
    assert np.allclose(sums.value, means.value * near.count)
    assert (sums.p == means.p).all()
    assert (sums.quadrant == means.quadrant).all()


def test_smoothing_never_gives_a_negative_rate_nor_one_without_people():
    """Marshall's variance is negative here; without the cut at 0 a rate of -0.00013 comes out."""
    even = smoothing.toward_all([5, 5, 5, 5], [1000, 1010, 990, 1000])
    assert even.rate.tolist() == [0.005] * 4
    assert even.is_flat.all()
    with_empty = smoothing.toward_all([5, 1, 0], [1000, 10, 0])
    assert np.isnan(with_empty.rate[2])
    assert 0.005 < with_empty.rate[1] < 0.1
    none = smoothing.toward_all([0, 0], [10, 20])
    assert none.rate.tolist() == [0.0, 0.0]


def test_the_smallest_places_are_pulled_the_most():
    """Rates 0.5 of 10 people and 0.5 of 1,000 people, the rest at 0.1."""
    smooth = smoothing.toward_all([5, 500, 100, 100], [10, 1000, 1000, 1000])
    overall = 705 / 3010
    assert smooth.prior_mean[0] == pytest.approx(overall)
    assert overall < smooth.rate[0] < smooth.rate[1] < 0.5


def test_rates_for_moran_by_hand():
    """m = 0.05; variance (0.04^2 + 0.04^2) / 2 - 0.05 / 100 = 0.0011; with noise 0.0016: 0.04 / 0.04 = 1."""
    assert smoothing.standardized_rates([1, 9], [100, 100]).tolist() == pytest.approx([-1, 1])
    # Less spread than chance would give: the variance becomes the noise alone, 0.05 / 100.
    even = smoothing.standardized_rates([5, 5, 6, 4], [100] * 4)
    assert even[2] == pytest.approx(0.01 / (0.00005 - 0.0005 + 0.0005) ** 0.5)


def test_smoothing_refuses_what_cannot_be():
    for events, people in (([1], [1, 2]), ([-1, 2], [1, 2]), ([0, 0], [0, 0])):
        with pytest.raises(InvalidParameter):
            smoothing.toward_all(events, people)
