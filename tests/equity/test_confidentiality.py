import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from equity import confidentiality
from equity.errors import InvalidParameter


def hidden_of(table, **options):
    return confidentiality.suppressed(table, **options).hidden.astype(int).tolist()


def test_without_totals_only_small_counts_are_hidden():
    free = {"row_totals_shown": False, "column_totals_shown": False}
    assert hidden_of([[0, 10, 11]], **free) == [[0, 1, 0]]


def test_a_lone_small_count_needs_a_partner_and_a_zero_is_a_poor_one():
    """The smallest count of at least 11 is hidden too, not the zero."""
    assert hidden_of([[0, 5, 30, 20]], column_totals_shown=False) == [[0, 1, 0, 1]]
    assert hidden_of([[0, 5]], column_totals_shown=False) == [[1, 1]]


def test_two_hidden_ones_that_add_up_to_two_give_each_other_away():
    assert hidden_of([[1, 1, 50, 70]], column_totals_shown=False) == [[1, 1, 1, 0]]
    assert hidden_of([[2, 3, 50]], column_totals_shown=False) == [[1, 1, 0]]


def test_all_margins_shown_need_a_rectangle():
    """One small cell: its row, its column and the opposite corner must be hidden with it."""
    assert hidden_of([[5, 20, 90], [30, 40, 80], [60, 70, 99]]) == [[1, 1, 0], [1, 1, 0], [0, 0, 0]]


def test_a_state_may_ask_for_more():
    assert hidden_of([[15, 25, 90]], column_totals_shown=False, least=20) == [[1, 1, 0]]


def test_what_cannot_be_protected_is_said():
    """A single cell with its total shown is its total."""
    found = confidentiality.suppressed([[5]], column_totals_shown=False)
    assert not found.is_protected


def test_percentages_give_counts_away():
    assert not confidentiality.is_percentage_shown(7, 140)  # 5.0 % of 140 is 7
    assert not confidentiality.is_percentage_shown(135, 140)  # so does what is left: 5
    assert not confidentiality.is_percentage_shown(0, 8)
    assert confidentiality.is_percentage_shown(0, 140)
    assert confidentiality.is_percentage_shown(20, 140)


def test_counts_must_be_known():
    for table in ([[1, 2], [3]], [[-1, 2]], [[np.nan, 2]]):
        with pytest.raises(InvalidParameter):
            confidentiality.suppressed(table)


COUNT = st.one_of(st.integers(0, 15), st.integers(11, 200))


@settings(max_examples=40, deadline=None)
@given(table=st.lists(st.lists(COUNT, min_size=3, max_size=3), min_size=2, max_size=4))
def test_no_small_count_can_be_worked_out_from_what_is_shown(table):
    """An attacker who knows every margin finds at least two values for each hidden cell."""
    found = confidentiality.suppressed(table)
    counts = np.array(table)
    small = (counts >= 1) & (counts < 11)
    assert (found.hidden >= small).all()
    assert (found.primary == small).all()
    if not found.is_protected:
        assert found.hidden.all()
        return
    for row, column in np.argwhere(found.hidden):
        low, high = confidentiality.protection_interval(table, found.hidden, (int(row), int(column)))
        assert low <= counts[row, column] <= high
        assert high - low >= 1
