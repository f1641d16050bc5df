from math import isclose
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from equity import rates, tables
from equity.errors import InvalidParameter
from tests.equity.rows import rows

SHARE = SimpleNamespace(unit="share")
PEOPLE = SimpleNamespace(unit="people")
DEATH_RATE = SimpleNamespace(unit="per_1000")


def of_one(change, indicator=SHARE):
    return rates.of(indicator, rows(change)).row(0, named=True)


def test_north_corona_is_reliable_and_brooklyn_heights_is_to_be_used_with_caution():
    """25.03 % +/- 3.35: a cv of 3.35 / 1.645 / 25.03 = 8.1 %; 1.58 % +/- 0.82: 31.5 %."""
    corona = of_one({"estimate": 0.2503, "moe": 0.0335})
    assert isclose(corona["standard_error"], 0.0335 / 1.645)
    assert isclose(corona["low"], 0.2168)
    assert isclose(corona["high"], 0.2838)
    assert isclose(corona["cv"], 0.0335 / 1.645 / 0.2503)
    assert corona["reliability"] == "reliable"
    heights = of_one({"estimate": 0.0158, "moe": 0.0082})
    assert heights["reliability"] == "caution"


@pytest.mark.parametrize(
    ("se_over_estimate", "state"),
    [(0.119, "reliable"), (0.121, "caution"), (0.399, "caution"), (0.401, "unreliable")],
)
def test_the_bands_of_the_cv(se_over_estimate, state):
    assert of_one({"estimate": 0.2, "moe": 0.2 * se_over_estimate * 1.645})["reliability"] == state


def test_an_interval_is_cut_at_the_range_of_its_unit_and_says_so():
    low = of_one({"estimate": 0.01, "moe": 0.02})
    assert (low["low"], low["is_clipped"]) == (0.0, True)
    assert isclose(low["high"], 0.03)
    high = of_one({"estimate": 0.99, "moe": 0.02})
    assert (high["high"], high["is_clipped"]) == (1.0, True)
    people = of_one({"estimate": 5.0, "moe": 9.0}, PEOPLE)
    assert (people["low"], people["high"], people["is_clipped"]) == (0.0, 14.0, True)
    assert not of_one({"estimate": 0.5, "moe": 0.02})["is_clipped"]


def test_a_unit_without_known_bounds_is_not_cut():
    change = of_one({"estimate": 1.0, "moe": 4.0}, SimpleNamespace(unit="points"))
    assert (change["low"], change["is_clipped"]) == (-3.0, False)


def test_a_zero_without_a_margin_is_unreliable_and_not_certain():
    row = of_one({"estimate": 0.0, "moe": None, "moe_method": "not_estimable"})
    assert (row["reliability"], row["low"], row["high"], row["cv"]) == ("unreliable", None, None, None)


def test_a_margin_of_zero_is_certain_only_where_it_is_so_by_design():
    assert of_one({"moe": 0.0})["reliability"] == "unreliable"
    controlled = of_one({"moe": 0.0, "moe_method": "controlled", "estimate_kind": "controlled"})
    assert (controlled["reliability"], controlled["standard_error"], controlled["low"]) == (
        "reliable",
        0.0,
        None,
    )


def test_without_a_margin_there_is_no_interval():
    row = of_one({"moe": None, "moe_method": "not_available"})
    assert (row["reliability"], row["standard_error"], row["low"], row["high"]) == (
        "no_margin",
        None,
        None,
        None,
    )


def test_a_complete_count_is_reliable_and_a_rate_of_it_has_no_margin_to_tell():
    """Ten deaths among 1,000 residents can be shown; nine cannot be relied on (NCHS: at least 10 events)."""
    complete = {"moe": None, "moe_method": "not_needed", "estimate_kind": "administrative"}
    count = of_one({**complete, "numerator": None, "denominator": None}, PEOPLE)
    assert (count["reliability"], count["low"]) == ("reliable", None)
    rate = {**complete, "denominator": 1_000.0}
    ten, nine = (
        of_one({**rate, "estimate": float(events), "numerator": float(events)}, DEATH_RATE)
        for events in (10, 9)
    )
    assert (ten["reliability"], ten["low"]) == ("no_margin", None)
    assert nine["reliability"] == "unreliable"


def test_a_share_of_few_people_is_unreliable_but_a_count_of_few_is_not():
    assert of_one({"denominator": 99.0})["reliability"] == "unreliable"
    assert of_one({"denominator": 100.0})["reliability"] == "reliable"
    assert (
        of_one({"denominator": 99.0, "moe": None, "moe_method": "not_available"})["reliability"]
        == "unreliable"
    )
    assert of_one({"denominator": 99.0, "estimate": 90.0, "moe": 5.0}, PEOPLE)["reliability"] == "reliable"


def test_a_share_over_one_has_no_interval():
    row = of_one({"estimate": 1.2, "moe": 0.1})
    assert (row["reliability"], row["low"], row["high"]) == ("unreliable", None, None)


@pytest.mark.parametrize("kind", [kind.id for kind in tables.ESTIMATE_KINDS.values() if not kind.has_value])
def test_an_absent_value_keeps_its_reason(kind):
    row = of_one({"estimate": None, "moe": None, "estimate_kind": kind, "moe_method": "not_available"})
    assert (row["reliability"], row["low"], row["standard_error"]) == (kind, None, None)


@given(
    estimate=st.none() | st.floats(0, 1.5),
    moe=st.none() | st.floats(0, 1),
    denominator=st.none() | st.floats(0, 1e6),
    method=st.sampled_from(list(tables.MOE_METHODS)),
)
def test_no_interval_has_zero_width_and_every_state_is_declared(estimate, moe, denominator, method):
    row = of_one(
        {
            "estimate": estimate,
            "moe": moe,
            "denominator": denominator,
            "moe_method": method,
            "estimate_kind": "survey" if estimate is not None else "suppressed",
        }
    )
    assert row["reliability"] in rates.RELIABILITY
    if row["low"] is not None:
        assert 0 <= row["low"] <= row["estimate"] <= row["high"] <= 1
        assert row["moe"] > 0


def test_a_code_of_the_bureau_never_gets_into_arithmetic():
    for compute in (
        rates.standard_error,
        lambda code: rates.moe_of_sum([3.0, code]),
        lambda code: rates.moe_of_difference(3.0, code),
        lambda code: rates.moe_of_proportion(1, 3.0, 10, code),
        lambda code: rates.moe_of_ratio(1, 3.0, 10, code),
        lambda code: rates.moe_of_product(1, 3.0, 10, code),
        lambda code: rates.verdict(1, 3.0, 10, code),
    ):
        with pytest.raises(InvalidParameter, match="Bureau's codes"):
            compute(-222222222)


def test_one_margin_counts_among_zero_estimates():
    """Census webinar 2016, page 12: 36 +/- 56 and three zeros +/- 27, 29, 29 give 63, not 74."""
    assert round(rates.moe_of_sum([56, 27, 29, 29], estimates=[36, 0, 0, 0])) == 63
    assert round(rates.moe_of_sum([56, 27, 29, 29])) == 74


def test_a_missing_margin_stays_missing():
    assert rates.standard_error(None) is None
    assert rates.moe_of_sum([1.0, None]) is None
    assert rates.moe_of_difference(None, 1.0) is None
    assert rates.moe_of_product(1, None, 1, 1) is None
    assert rates.moe_of_proportion(1, None, 2, 1) is None
    assert rates.moe_of_percent_change(1, 1, 2, None) is None
    assert rates.z_of_difference(1, None, 2, 1) is None


def test_a_zero_denominator_has_no_margin():
    assert rates.moe_of_proportion(0, 12, 0, 12) is None
    assert rates.moe_of_ratio(0, 12, 0, 12) is None


def test_a_negative_radicand_falls_back_on_the_ratio_rule():
    """90 of 100, margins 10 and 20: 100 - 0.81 x 400 is negative, so sqrt(100 + 324) / 100."""
    assert isclose(rates.moe_of_proportion(90, 10, 100, 20), 424**0.5 / 100)


def test_periods_that_share_years_have_a_smaller_error():
    """z = -0.5 / (sqrt(2) x 2.3 / 1.645 x sqrt(0.8)) = -0.283, as in the Bureau's handbook."""
    assert round(rates.z_of_difference(13.1, 2.3, 13.6, 2.3, overlap=0.2), 3) == -0.283
    with pytest.raises(InvalidParameter, match="0 to below 1"):
        rates.z_of_difference(1, 1, 2, 1, overlap=1.0)


def test_verdicts():
    """3.0 apart with margins 1 and 1: z = 3 x 1.645 / 1.414 = 3.49."""
    assert rates.verdict(10, 1, 7, 1) == "higher"
    assert rates.verdict(7, 1, 10, 1) == "lower"
    assert rates.verdict(10, 1, 9, 1) == "cannot tell apart"
    assert rates.verdict(10, 0.0, 9, 0.0) == rates.CANNOT_BE_TESTED
    with pytest.raises(InvalidParameter):
        rates.moe_of_sum([1.0], estimates=[1.0, 2.0])
