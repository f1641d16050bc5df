"""The page of measurements says what was measured, on what, and how each cost grows."""

import pytest

from benchmarks import performance
from benchmarks._table import Row
from benchmarks.growth import Growth

SAME, TWICE = (1.0, 1.0, 1.0, 1.0), (3.0, 6.0, 12.0, 24.0)
SIZES = (10, 20, 40, 80)


@pytest.mark.parametrize(("ms", "slope"), [(SAME, 0), (TWICE, 1), ((1.0, 4.0, 16.0, 64.0), 2)])
def test_the_slope_is_the_power_of_the_size(ms, slope):
    """Twice the size: the same time has slope 0, twice the time slope 1, four times the time slope 2."""
    assert Growth(what="work", sizes=SIZES, ms=ms).slope == pytest.approx(slope)


def test_the_page_has_a_line_for_each_measurement_and_each_growth():
    row = Row(what="Recolor", ours=100, unit="ms", goal=200, alternative="other", theirs=4000)
    growth = Growth(what="places", sizes=SIZES, ms=TWICE)
    page = performance.page([row], [growth], machine="Two cores\nPython", commit="0720f83", day="2026-11-25")
    assert "    Two cores\n    Python\n" in page
    assert "Measured 2026-11-25 at commit 0720f83." in page
    assert "| Recolor | 100 ms | 200 ms | yes | other | 4,000 ms | 40 |" in page
    assert "| places | 10 / 20 / 40 / 80 | 3 / 6 / 12 / 24 | 1.00 |" in page
