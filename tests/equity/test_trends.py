"""Gaps over time: the chance that one is closing, what shared years change, and where boundaries moved."""

import numpy as np
import pytest
from scipy.special import ndtr

from data_loaders import cached_findings
from equity import trends
from equity.trends import Sides, chance_closer


def test_the_chance_is_that_of_a_normal_difference_when_no_sign_can_flip():
    """Gaps of 10 and 8 points with standard errors of 1: Phi(2 / sqrt 2) = 0.9214."""
    assert chance_closer(0.10, 0.01, 0.08, 0.01) == pytest.approx(float(ndtr(2**0.5)), abs=1e-6)


def test_a_gap_that_turns_over_is_measured_by_its_size():
    """From +2 to -10: the gap grew, although the difference fell; the chance that it is smaller is near 0."""
    chance = chance_closer(0.02, 0.005, -0.10, 0.005)
    assert chance is not None
    assert chance < 0.001


def test_the_chance_is_what_simulation_gives():
    """A million draws of two gaps near zero, where both signs are possible."""
    rng = np.random.default_rng(9)
    before, after = rng.normal(0.02, 0.02, 1_000_000), rng.normal(0.01, 0.03, 1_000_000)
    simulated = (np.abs(after) < np.abs(before)).mean()
    assert chance_closer(0.02, 0.02, 0.01, 0.03) == pytest.approx(simulated, abs=0.002)


def test_shared_years_make_a_change_surer():
    """Periods that share 4 of 5 years: the standard error of the difference is sqrt(1/5) of what it was, so
    Phi(2 / sqrt(2 / 5)) = 0.9992 in place of Phi(2 / sqrt 2)."""
    chance = chance_closer(0.10, 0.01, 0.08, 0.01, overlap=0.8)
    assert chance == pytest.approx(float(ndtr(2 / 0.4**0.5)), abs=1e-4)


def test_without_a_standard_error_there_is_no_chance():
    assert chance_closer(0.10, None, 0.08, 0.01) is None


def sides(year: int, one: float, *, shapes: int = 2023, is_modelled: bool = False) -> Sides:
    return Sides(
        year=year, one=one, one_se=0.003, other=0.05, other_se=0.004, shapes=shapes, is_modelled=is_modelled
    )


def test_each_earlier_year_is_set_against_the_latest_with_the_years_they_share():
    """2019 and 2023 share 1 of 5 years, 2022 and 2023 share 4; 2016 shares none."""
    found = trends.trend(
        [sides(2022, 0.08), sides(2016, 0.10), sides(2019, 0.09), sides(2023, 0.07)],
        one="a",
        other="b",
        period=5,
    )
    assert found.series["year"].to_list() == [2016, 2019, 2022, 2023]
    assert found.changes["since"].to_list() == [2016, 2019, 2022]
    assert found.changes["overlap"].to_list() == pytest.approx([0.0, 0.2, 0.8])
    main = trends.main_change(found.changes)
    assert main is not None
    assert main["since"] == 2016, "the change to quote shares no years"
    assert main["change"] == pytest.approx(-0.03)


def test_the_interval_of_a_change_allows_for_shared_years():
    """se of a gap sqrt(0.003^2 + 0.004^2) = 0.005; of a change sqrt 2 x 0.005 x sqrt(1 - 0.8) = 0.003162."""
    found = trends.trend([sides(2022, 0.08), sides(2023, 0.07)], one="a", other="b", period=5)
    row = found.changes.row(0, named=True)
    assert row["change_high"] - row["change"] == pytest.approx(1.645 * 0.003162, rel=1e-3)


def test_a_change_of_boundaries_in_between_is_marked():
    found = trends.trend(
        [sides(2019, 0.08, shapes=2017), sides(2021, 0.08, shapes=2017), sides(2023, 0.07)],
        one="a",
        other="b",
        period=1,
    )
    assert found.series["boundaries_changed"].to_list() == [False, False, True]
    assert found.changes["boundaries_changed"].to_list() == [True, True]


def test_a_ratio_of_two_uncertain_numbers_has_no_interval():
    """A standard error of half the value is above 40 % of it."""
    row = trends.series([Sides(year=2023, one=0.02, one_se=0.01, other=0.05, other_se=0.001)]).row(
        0, named=True
    )
    assert row["ratio"] == pytest.approx(0.4)
    assert row["ratio_low"] is None


def test_a_place_and_its_area_share_the_doubt_of_the_place():
    """w = 0.4, 12 and 10 %, errors of 2 points and 1: 4 (1 - 0.8) + 1 = 1.8, root 1.3416 points; log scale:
    w r = 0.48, (2/12)^2 (1 - 0.96) + (1/10)^2 = 0.011111, root 0.10541."""
    sides = [Sides(year=2023, one=0.12, one_se=0.02, other=0.10, other_se=0.01, part=0.4)]
    found = trends.series(sides).row(0, named=True)
    assert found["gap_se"] == pytest.approx(0.013416, abs=1e-6)
    assert found["ratio_log_se"] == pytest.approx(0.10541, abs=1e-5)


def test_new_york_citys_gap_by_poverty_is_followed_over_the_periods_that_asked():
    """Insurance was first asked in 2008, so there are 2016 and 2023, which share no years."""
    found = cached_findings.trend(
        "by_poverty", "uninsured", "neighborhood", "nyc", group="all", place="QN0303"
    )
    assert found.series["year"].to_list() == [2016, 2023]
    assert found.series["is_modelled"].to_list() == [True, False]
    assert found.changes["overlap"].to_list() == [0.0]
    assert found.changes["boundaries_changed"].to_list() == [True]


def test_counties_have_years_without_margins_and_no_chance():
    found = cached_findings.trend("place", "poverty", "county", "48", group="all", place="48201")
    assert found.series["gap_se"].null_count() == found.series.height
    assert found.changes["chance_closer"].null_count() == found.changes.height
