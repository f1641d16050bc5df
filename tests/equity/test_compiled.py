"""What is compiled is kept on disk where it can be, and runs where it cannot."""

import subprocess
import sys
from pathlib import Path

import pytest
from numba import njit

from equity.compiled import compiled

ROOT = Path(__file__).parents[2]


def test_it_runs_where_nothing_can_be_kept():
    """Code that lies in no folder has nowhere to be kept: numba refuses it, and 2 + 3 is 5 all the same."""
    found = {}
    code = compile("def add(a, b):\n    return a + b", "/proc/nowhere.py", "exec")
    exec(code, found)  # noqa: S102 - the text is the line above
    with pytest.raises(RuntimeError, match="cannot cache"):
        njit(cache=True)(found["add"])
    assert compiled(found["add"])(2, 3) == 5


def test_after_compiling_ahead_a_live_plan_compiles_nothing():
    """In a fresh process, a plan of many places takes from disk what the small problem left there."""
    subprocess.run([sys.executable, "-m", "equity.allocation"], cwd=ROOT, check=True)
    code = (
        "from equity.allocation import _filling, live; from tests.equity.allocation.drawn import drawn; "
        "live.solve(drawn(5, seed=1, place_least=0.3)); found = _filling.fill_all.stats; "
        "print(sum(found.cache_hits.values()), sum(found.cache_misses.values()))"
    )
    fresh = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert fresh.stdout.split() == ["1", "0"]
