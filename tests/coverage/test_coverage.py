"""The written results are complete, current and within bounds; a small simulation agrees with them."""

from dataclasses import replace

import pytest

from components.chapters import chapters
from tests.coverage import rates
from tests.coverage.__main__ import FOLDER
from tests.coverage.report import (
    HIGHEST,
    LOWEST,
    is_seen,
    page,
    read_rate_rows,
    read_rows,
    write_rows,
)
from tests.coverage.settings import SETTINGS
from tests.coverage.simulate import THEIRS, coverage, measures

ROWS = read_rows(FOLDER / "coverage.csv")
RATE_ROWS = read_rate_rows(FOLDER / "coverage_of_rates.csv")
DRAWN = SETTINGS[:2]


def test_no_interval_that_is_shown_misses_its_promise():
    seen = [row for row in ROWS if is_seen(row)]
    assert len(seen) > 100
    for row in seen:
        assert LOWEST <= row.covered <= HIGHEST, row
        if row.shown >= 0.5:
            assert LOWEST <= row.covered_when_shown <= HIGHEST, row


def test_what_is_not_shown_is_not_shown_for_a_reason():
    """The extremes, the alternatives of other packages, and spread or ratios that are mostly noise."""
    hidden = {row.measure for row in ROWS if row.shown == 0}
    assert {"Difference, highest less lowest", "Mean difference from best"} <= hidden
    assert {row.measure for row in ROWS if row.measure.startswith(THEIRS)} <= hidden


def test_every_measure_was_tried_in_every_setting():
    settings = [setting() for setting in SETTINGS]
    expected = {(name, setting.name) for setting in settings for name in measures(setting.draws)}
    assert {(row.measure, row.setting) for row in ROWS} == expected
    assert len(settings) >= 4


def test_correcting_removes_most_of_the_bias():
    """Where noise adds at least 2 % to a measure of spread, the correction leaves less than half of it."""
    noisy = [row for row in ROWS if row.bias_corrected is not None and row.bias > 0.02 and is_seen(row)]
    assert len(noisy) > 20
    for row in noisy:
        assert abs(row.bias_corrected) < max(0.5 * row.bias, 0.03), row


def test_the_page_says_what_the_numbers_say():
    settings = [setting() for setting in SETTINGS]
    written = (FOLDER / "coverage.md").read_text(encoding="utf-8")
    assert written == page(ROWS, RATE_ROWS, settings)


def test_readers_find_the_page_among_the_methods():
    assert list(chapters())[-1] == "Do the intervals hold what they promise?"


def test_rows_survive_being_written(tmp_path):
    write_rows(ROWS, tmp_path / "rows.csv")
    assert read_rows(tmp_path / "rows.csv") == ROWS
    write_rows(RATE_ROWS, tmp_path / "rates.csv")
    assert read_rate_rows(tmp_path / "rates.csv") == RATE_ROWS


@pytest.mark.parametrize("name", ["Weighted mean", "Ratio, ends of the order"])
@pytest.mark.parametrize("setting", DRAWN, ids=lambda setting: setting().name)
def test_the_command_gives_the_written_figure_again(setting, name):
    setting = setting()
    again = coverage(setting, name, measures(setting.draws)[name])
    written = next(row for row in ROWS if (row.measure, row.setting) == (name, setting.name))
    assert again.covered == pytest.approx(written.covered, abs=1e-4)
    assert again.bias == pytest.approx(written.bias, abs=1e-4)


@pytest.mark.parametrize(
    "name",
    [
        "Attributable fraction, top of the order",
        "Between-group variance",
        "Index of disparity",
        "Theil index",
        "Gini index",
        "Slope index, linear",
        "Relative concentration index",
    ],
)
@pytest.mark.parametrize("setting", DRAWN, ids=lambda setting: setting().name)
def test_a_small_simulation_holds(setting, name):
    """400 surveys: within four standard errors (1.1 points each) of 95 %."""
    setting = replace(setting(), repetitions=400, draws=100)
    row = coverage(setting, name, measures(setting.draws)[name])
    assert row.covered == pytest.approx(0.95, abs=0.044)


def test_counts_shares_and_single_people_hold():
    """Clopper-Pearson's interval, which is never shown, may hold too much."""
    for row in RATE_ROWS:
        if row.promised == 0.95 and "Clopper" not in row.interval:
            assert LOWEST <= row.covered <= HIGHEST, row
    verdicts = [row for row in RATE_ROWS if row.interval == rates.NOT_TOLD_APART]
    assert len(verdicts) == len(rates.VERDICTS)
    assert all(row.covered == pytest.approx(0.90, abs=0.02) for row in verdicts)


def test_gaps_at_90_percent_hold():
    """93 to 97 of 95 is 0.6 to 1.4 times as many misses as promised: 86 to 94 of 90. An unchanged gap may be
    left alone more often, since near zero either side can be the larger."""
    gaps = [row for row in RATE_ROWS if row.promised == 0.90 and row.interval != rates.NOT_TOLD_APART]
    assert len(gaps) == 8 * len(rates.GAPS) + 4
    for row in gaps:
        assert row.covered >= 0.86, row
        assert row.covered <= 0.94 or row.interval.startswith(rates.UNCHANGED), row


def test_the_command_gives_the_written_figures_of_rates_again():
    """One of each that is quick: a share, a count, a standardized rate, a registry's fraction, a ratio."""
    written = {(row.interval, row.situation): row.covered for row in RATE_ROWS}
    people, share = rates.SHARES[0]
    again = {
        ("Wilson", f"{people:,} people, {100 * share:g} %"): rates.of_share(
            rates.intervals.wilson, people, share
        ),
        ("Byar", "37 events"): rates.of_count(rates.intervals.byar, 37),
        ("Age-adjusted rate, gamma", "10,000 people"): rates.of_age_adjusted_rate(10_000),
        ("Attributable fraction, cases counted", rates.REGISTRIES[1][0]): rates.of_attributable_fraction(
            *rates.REGISTRIES[1][1:]
        ),
        ("Concentration index of single people, relative", rates.PEOPLE[0][0]): rates.of_people(
            "relative", *rates.PEOPLE[0][1:]
        ),
        ("Ratio of two values", rates.GAPS[0][0]): rates.of_two_values(*rates.GAPS[0][1:])["ratio"],
    }
    for at, covered in again.items():
        assert covered == pytest.approx(written[at], abs=1e-4), at
