"""Values that are not values: each form seen in real replies is told apart, and none is ever added up.

The cells are quoted from replies of the 1-year API for 2005 to 2018 and the 5-year API for 2024.
"""

import math

import numpy as np
import polars as pl
import pytest

from data_loaders import _acs_cells
from data_loaders._acs_cells import KINDS, METHODS, Column
from equity.rates import moe_of_proportion, moe_of_sum

# estimate, its annotation, margin, its annotation -> kind, value, how sure, margin
SEEN = [
    ("3479035", None, "4246", None, "survey", 3479035, "published", 4246),
    ("0", None, "31", None, "survey", 0, "published", 31),
    (None, None, None, None, "not_published", None, "not_available", None),
    ("-666666666", "-", "0", "**", "too_few_sampled", None, "not_available", None),
    ("-666666666.0", "-", "-222222222.0", "**", "too_few_sampled", None, "not_available", None),
    ("75.5", None, "0.0", "*", "survey", 75.5, "not_available", None),
    ("2499", "2,500-", "0", "***", "open_ended_low", 2499, "not_available", None),
    ("200001", "200,000+", "0", "***", "open_ended_high", 200001, "not_available", None),
    ("250001", "250,000+", "-333333333", "***", "open_ended_high", 250001, "not_available", None),
    ("0.0", "1-", "-333333333.0", "***", "open_ended_low", 0, "not_available", None),
    ("888888888", "(X)", "0", "(X)", "not_published", None, "not_available", None),
    ("(X)", "(X)", "0", "(X)", "not_published", None, "not_available", None),
    ("100", "(X)", "0", "(X)", "not_published", None, "not_available", None),
    ("-888888888", "(X)", "-888888888", "(X)", "not_published", None, "not_available", None),
    ("100", None, "0", "(X)", "survey", 100, "not_available", None),
    ("3906384", None, "-888888888", "(X)", "survey", 3906384, "not_available", None),
    ("-999999999", "N", "0", "N", "too_few_sampled", None, "not_available", None),
    ("999999999.0", "N", "0.0", "N", "too_few_sampled", None, "not_available", None),
    ("4627851", None, "0", "*****", "controlled", 4627851, "controlled", 0),
    ("4874747", None, "-555555555", "*****", "controlled", 4874747, "controlled", 0),
    ("31.4", None, "-888888888.0", "*****", "controlled", 31.4, "controlled", 0),
    ("12", None, "-222222222", "**", "survey", 12, "not_estimable", None),
    # as the summary files have them, without annotations
    ("341725", None, "-555555555", None, "controlled", 341725, "controlled", 0),
    ("250001", None, "-333333333", None, "open_ended_high", 250001, "not_available", None),
    ("-666666666", None, "", None, "too_few_sampled", None, "not_available", None),
    ("", None, "", None, "not_published", None, "not_available", None),
]


def one(line: str, e: str | None, ea: str | None, m: str | None, ma: str | None) -> Column:
    text = {"dtype": pl.String}
    return _acs_cells.column(
        line,
        estimate=pl.Series([e], **text),
        margin=pl.Series([m], **text),
        estimate_note=pl.Series([ea], **text),
        margin_note=pl.Series([ma], **text),
    )


@pytest.mark.parametrize("seen", SEEN, ids=[f"{e}/{ea}/{m}/{ma}" for e, ea, m, ma, *_ in SEEN])
def test_each_form_that_was_seen_is_told_apart(seen):
    e, ea, m, ma, kind, value, method, moe = seen
    cell = one("B01001_001", e, ea, m, ma)
    assert (KINDS[cell.kind[0]], METHODS[cell.method[0]]) == (kind, method)
    assert (None if math.isnan(cell.estimate[0]) else cell.estimate[0]) == value
    assert (None if math.isnan(cell.moe[0]) else cell.moe[0]) == moe


def test_a_bound_of_median_income_is_known_without_any_mark():
    """250,001 stands for "$250,000 or more" in table B19013 and its kin; elsewhere it is a number."""
    assert KINDS[one("B19013B_001", "250001", None, "5000", None).kind[0]] == "open_ended_high"
    assert KINDS[one("B19013_001", "2499", None, None, None).kind[0]] == "open_ended_low"
    assert KINDS[one("B01003_001", "250001", None, "5000", None).kind[0]] == "survey"


def measured(estimates: list[float], moes: list[float]) -> Column:
    rows = len(estimates)
    return Column(
        estimate=np.array(estimates, dtype=float),
        moe=np.array(moes, dtype=float),
        kind=np.full(rows, KINDS.index("survey"), dtype=np.int8),
        method=np.full(rows, METHODS.index("published"), dtype=np.int8),
    )


def test_margins_are_those_of_the_rules_row_by_row():
    random = np.random.default_rng(20260501)
    parts = [
        measured(list(random.choice([0.0, 12, 250, 3100], 200)), list(random.uniform(1, 400, 200)))
        for _ in range(4)
    ]
    whole = measured(list(random.choice([0.0, 4000, 9000], 200)), list(random.uniform(1, 900, 200)))
    total = _acs_cells.total(parts)
    share = _acs_cells.share(total, whole)
    used = set()
    for row in range(200):
        moe = moe_of_sum([p.moe[row] for p in parts], estimates=[p.estimate[row] for p in parts])
        assert total.moe[row] == pytest.approx(moe)
        expected = moe_of_proportion(total.estimate[row], moe, whole.estimate[row], whole.moe[row])
        assert share.moe[row] == pytest.approx(expected if expected is not None else math.nan, nan_ok=True)
        used.add((KINDS[share.kind[row]], METHODS[share.method[row]]))
    assert used == {("survey", "proportion"), ("survey", "ratio"), ("no_residents", "not_available")}


def test_a_sum_with_a_part_that_is_missing_is_missing_for_the_same_reason():
    too_few = one("B01001_001", "-999999999", "N", "-999999999", "N")
    total = _acs_cells.total([measured([5], [2]), too_few])
    assert KINDS[total.kind[0]] == "too_few_sampled"
    assert math.isnan(total.estimate[0])
    share = _acs_cells.share(measured([5], [2]), too_few)
    assert KINDS[share.kind[0]] == "too_few_sampled"


def test_a_sum_of_controlled_counts_is_controlled_and_a_mixed_one_is_not():
    fixed = one("B01001_001", "100", None, "-555555555", "*****")
    assert METHODS[_acs_cells.total([fixed, fixed]).method[0]] == "controlled"
    mixed = _acs_cells.total([fixed, measured([10], [3])])
    assert (METHODS[mixed.method[0]], mixed.moe[0]) == ("sum", 3)


def test_a_share_of_a_count_without_margin_has_none_and_says_why():
    no_margin = one("B01001_001", "12", None, "-222222222", "**")
    share = _acs_cells.share(no_margin, measured([120], [10]))
    assert share.estimate[0] == pytest.approx(0.1)
    assert (math.isnan(share.moe[0]), METHODS[share.method[0]]) == (True, "not_estimable")
