"""The reference is the reader's choice: the whole, the best-off, a target or a place."""

import numpy as np
import polars as pl
import pytest

from data_loaders import cached
from equity import comparison, references
from equity.errors import InvalidParameter
from equity.indicators import indicator
from equity.rates import of as rates_of
from tests.equity.rows import rows

UNINSURED = indicator("uninsured")
PLACES = rates_of(
    UNINSURED,
    rows(
        {"geoid": "36001", "estimate": 0.20},
        {"geoid": "36003", "estimate": 0.10},
        {"geoid": "36005", "estimate": None, "moe": None, "estimate_kind": "suppressed"},
    ),
)
PLACES = PLACES.with_columns(name=PLACES["geoid"])
WHOLE = rates_of(UNINSURED, rows({"geoid": "36", "geo_level": "state", "estimate": 0.15}))
WHOLE = WHOLE.with_columns(name=WHOLE["geoid"])
NONE = WHOLE.clear()


def test_the_whole_comes_first_and_a_withheld_place_is_no_reference():
    assert references.offered(PLACES, WHOLE, UNINSURED) == ["overall", "best", "target", "36001", "36003"]
    assert references.offered(PLACES, NONE, UNINSURED)[0] == "best"


def test_the_best_off_is_the_lowest_of_a_burden_and_the_highest_of_a_good():
    assert references.row("best", PLACES, WHOLE, UNINSURED)["geoid"].to_list() == ["36003"]
    graduates = indicator("bachelors_or_higher")
    assert references.row("best", PLACES, WHOLE, graduates)["geoid"].to_list() == ["36001"]


def test_a_target_has_no_doubt_of_its_own():
    """20 % +- 1 against a target of 15 %: 5 points, and the margin of the difference is the place's own 1."""
    target = references.row("target", PLACES, WHOLE, UNINSURED, target=0.15)
    pair = references.against(PLACES, target).row(0, named=True)
    assert pair["verdict"] == "higher"
    assert pair["difference"] == pytest.approx(0.05)
    assert pair["difference_high"] - pair["difference"] == pytest.approx(0.01)


def test_no_place_is_set_against_itself():
    pairs = references.against(PLACES, references.row("36001", PLACES, WHOLE, UNINSURED))
    assert pairs["geoid"].to_list() == ["36003", "36005"]


def test_a_place_that_is_not_compared_is_no_reference():
    with pytest.raises(InvalidParameter, match="another reference"):
        references.row("36999", PLACES, WHOLE, UNINSURED)


def test_the_verdict_is_what_simulation_says():
    """400 pairs of the city's neighborhoods: draw both true values 2,000 times from their standard errors
    and call them different where 95 % of the draws lie on one side. At least 95 % of verdicts agree."""
    table = cached.joined("uninsured", "neighborhood", 2023, "all").table.filter(pl.col("standard_error") > 0)
    rng = np.random.default_rng(11)
    agreed = []
    for _ in range(400):
        pair = table[rng.choice(table.height, 2, replace=False).tolist()]
        verdict = comparison.compare(pair)["verdict"][0]
        drawn = [
            rng.normal(row["estimate"], row["standard_error"], 2_000) for row in pair.iter_rows(named=True)
        ]
        above = (drawn[0] > drawn[1]).mean()
        simulated = "higher" if above > 0.95 else "lower" if above < 0.05 else "cannot tell apart"
        agreed.append(verdict == simulated)
    assert np.mean(agreed) >= 0.95
