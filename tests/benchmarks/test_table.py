"""The table of measurements says what was measured, whether the goal is met, and the ratio."""

from benchmarks._table import Row, printed


def test_a_row_names_its_goal_and_how_many_times_the_alternative_takes():
    """4,000 ms against 100 ms is 40 times as long; 100 is within the goal of 200, 300 is not."""
    met = Row(what="Recolor", ours=100, unit="ms", goal=200, alternative="other", theirs=4000)
    missed = Row(what="Redraw", ours=300, unit="ms", goal=200)
    assert printed([met, missed]).splitlines() == [
        "measured  ours    goal    met  alternative  theirs    times",
        "Recolor   100 ms  200 ms  yes  other        4,000 ms  40",
        "Redraw    300 ms  200 ms  NO",
    ]
