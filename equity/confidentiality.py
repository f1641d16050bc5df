"""Small counts that must not be shown, and must not be possible to work out from what is shown.

The rule of the Centers for Medicare & Medicaid Services: no count of 1 to 10, directly or by arithmetic; a
zero may be shown. Many states ask for more, so the least count that may be shown is a setting. This is about
privacy; whether a number is reliable is another question (`equity.rates.presentation`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linprog

from equity.errors import InvalidParameter

LEAST_SHOWN = 11
"""CMS cell size suppression policy (ResDAC, 2024-01-26): counts of 1 to 10 stay hidden."""

Counts = np.ndarray[tuple[int, ...], np.dtype[np.float64]]
Cells = np.ndarray[tuple[int, ...], np.dtype[np.bool_]]


@dataclass(frozen=True, kw_only=True, eq=False)
class Suppressed:
    """Which cells of a table to hide.

    `primary` are the small counts; `hidden` adds the others that must be hidden so that no small one can be
    worked out. `is_protected` is False where even that does not suffice; then do not show the table.
    """

    primary: Cells
    hidden: Cells
    is_protected: bool


def suppressed(
    table: Sequence[Sequence[float]],
    *,
    row_totals_shown: bool = True,
    column_totals_shown: bool = True,
    least: int = LEAST_SHOWN,
) -> Suppressed:
    """Which cells of a table of counts to hide, given which of its totals are shown.

    First every count of 1 to `least - 1`. Then, as long as a hidden cell is alone in a line whose total is
    shown, or could have one value only given all shown totals, the smallest further cell of its line of at
    least `least` people (zeros only if nothing else is left).

    Parameters
    ----------
    table
        Rows of counts; a single row with its total is a list of counts that adds up to a shown total.

    Raises
    ------
    InvalidParameter
        Rows of different lengths, or counts that are negative or not known.

    References
    ----------
    Willenborg L, de Waal T. Elements of Statistical Disclosure Control. Springer, 2001.

    Examples
    --------
    >>> suppressed([[10, 11, 500]], column_totals_shown=False).hidden.tolist()
    [[True, True, False]]
    >>> suppressed([[1, 1, 50]], column_totals_shown=False).hidden.tolist()
    [[True, True, True]]
    """
    counts = _checked(table)
    primary = (counts >= 1) & (counts < least)
    hidden = primary.copy()
    shown = (row_totals_shown, column_totals_shown)
    while True:
        exposed = _exposed(counts, hidden, shown, least)
        if exposed is None:
            return Suppressed(primary=primary, hidden=hidden, is_protected=True)
        partner = _partner(counts, hidden, exposed, shown, least)
        if partner is None:
            return Suppressed(primary=primary, hidden=hidden, is_protected=False)
        hidden[partner] = True


def protection_interval(
    table: Sequence[Sequence[float]],
    hidden: Cells,
    cell: tuple[int, int],
    *,
    row_totals_shown: bool = True,
    column_totals_shown: bool = True,
    least: int = LEAST_SHOWN,
) -> tuple[float, float]:
    """The values that a hidden cell could have, for a reader who sees the rest of the table and its totals.

    Small hidden counts are taken to be known to lie between 1 and `least - 1`. If both ends are equal, the
    cell is disclosed.

    Examples
    --------
    >>> hidden = np.array([[True, True], [True, True]])
    >>> protection_interval([[5, 20], [30, 40]], hidden, (0, 0))
    (1.0, 10.0)
    """
    counts = _checked(table)
    return _feasible(counts, hidden, cell, (row_totals_shown, column_totals_shown), least)


def is_percentage_shown(numerator: float, denominator: float, *, least: int = LEAST_SHOWN) -> bool:
    """Whether a percentage may stand beside its denominator without giving away a small count.

    Neither those counted, nor the others, nor all of them may be 1 to `least - 1`.

    Examples
    --------
    >>> is_percentage_shown(7, 140), is_percentage_shown(135, 140), is_percentage_shown(0, 140)
    (False, False, True)
    """
    return all(count == 0 or count >= least for count in (numerator, denominator - numerator, denominator))


def _checked(table: Sequence[Sequence[float]]) -> Counts:
    if len({len(row) for row in table}) != 1:
        raise InvalidParameter("The rows of the table have different lengths; expected one count a column.")
    counts = np.asarray(table, dtype=np.float64)
    if not np.isfinite(counts).all() or (counts < 0).any():
        raise InvalidParameter("Counts must be known and 0 or more before small ones can be hidden.")
    return counts


def _exposed(counts: Counts, hidden: Cells, shown: tuple[bool, bool], least: int) -> tuple[int, int] | None:
    """The first hidden cell that can be worked out, or None."""
    cells = [(int(row), int(column)) for row, column in zip(*np.nonzero(hidden), strict=True)]
    for cell in cells:
        if any(hidden[line].sum() == 1 for line in _lines(cell, shown)):
            return cell
    for cell in cells if any(shown) else ():
        low, high = _feasible(counts, hidden, cell, shown, least)
        if high - low < 0.5:
            return cell
    return None


def _lines(cell: tuple[int, int], shown: tuple[bool, bool]) -> Iterator[tuple[int | slice, int | slice]]:
    """The row and the column of a cell, where their totals are shown."""
    if shown[0]:
        yield cell[0], slice(None)
    if shown[1]:
        yield slice(None), cell[1]


def _partner(
    counts: Counts, hidden: Cells, exposed: tuple[int, int], shown: tuple[bool, bool], least: int
) -> tuple[int, int] | None:
    """The next cell to hide for an exposed one: in its emptier line, its other line, or anywhere."""
    lines = sorted(_lines(exposed, shown), key=lambda line: int(hidden[line].sum()))
    for line in (*lines, (slice(None), slice(None))):
        in_line = np.zeros_like(hidden)
        in_line[line] = True
        candidates = np.argwhere(in_line & ~hidden)
        if len(candidates):
            best = min(candidates.tolist(), key=lambda at: (counts[*at] < least, counts[*at]))
            return int(best[0]), int(best[1])
    return None


def _feasible(
    counts: Counts, hidden: Cells, cell: tuple[int, int], shown: tuple[bool, bool], least: int
) -> tuple[float, float]:
    """Lowest and highest value of a hidden cell: a linear program over the hidden cells.

    The constraints are those of a transportation problem, whose corners are whole numbers.
    """
    rows, columns = np.nonzero(hidden)
    values = counts[rows, columns]
    sums, totals = [], []
    for is_shown, line in zip(shown, (rows, columns), strict=True):
        for at in np.unique(line) if is_shown else ():
            sums.append((line == at).astype(np.float64))
            totals.append(float(values[line == at].sum()))
    bounds = [(1, least - 1) if 1 <= value < least else (0, None) for value in values]
    goal = ((rows == cell[0]) & (columns == cell[1])).astype(np.float64)
    ends = [
        linprog(sign * goal, A_eq=np.array(sums), b_eq=totals, bounds=bounds)
        if sums
        else linprog(sign * goal, bounds=bounds)
        for sign in (1, -1)
    ]
    low = float(ends[0].fun)
    high = np.inf if ends[1].status == 3 else -float(ends[1].fun)
    return round(low, 6), round(high, 6)
