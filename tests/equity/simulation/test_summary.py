from dataclasses import replace

import numpy as np
import polars as pl
import pytest

from equity.errors import InvalidParameter
from equity.simulation import summary
from equity.simulation.distribution import Distribution
from equity.simulation.gaps import Gap, gap_table, gaps, harms
from equity.simulation.payers import PARTIES
from equity.simulation.run import PARAMETERS, run
from equity.simulation.scenario import Scenario
from equity.simulation.sensitivity import result, sensitivity
from tests.equity.simulation import drawn
from tests.equity.simulation.drawn import EVERYTHING, outcome

WHOLE = outcome(EVERYTHING)


def test_the_spread_of_the_whole_numbers_to_a_thousand():
    """0 to 1000: tenth percentile 100, median 500; ranks 15.8 (sqrt(1001) / 2) to both sides, error 16."""
    found = summary.spread(np.arange(1001.0))
    assert {name: float(value) for name, value in found.items()} == {
        "p10": 100.0,
        "p50": 500.0,
        "p90": 900.0,
        "mean": 500.0,
        "monte_carlo_error": 16.0,
    }


def test_spreads_run_over_draws_alone():
    columns = np.column_stack([np.arange(11.0), np.full(11, 7.0)])
    assert summary.spread(columns)["p10"].tolist() == [1.0, 7.0]


def test_the_headline_has_people_endpoints_and_money():
    rows = summary.headline(WHOLE)
    assert rows["kind"].unique().sort().to_list() == ["endpoint", "money", "people"]
    assert (rows["p10"] <= rows["p50"]).all() and (rows["p50"] <= rows["p90"]).all()
    chance = rows.filter(pl.col("kind") != "people")["better"]
    assert chance.is_between(0, 1).all() and chance.null_count() == 0


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"data_shared": 0.5}, "Enablers act only through services that are switched on"),
        ({"budget_share": 0.5}, "Budgets and savings move money"),
    ],
)
def test_what_moves_no_outcome_shows_none_and_says_why(settings, words):
    """An enabler alone acts through no service: not ten outcomes of zero, but none and the reason."""
    alone = outcome(settings)
    table = summary.headline(alone)
    assert alone.endpoints == ()
    assert table.filter(kind="endpoint").is_empty() and not table.filter(kind="people").is_empty()
    assert words in summary.moves_no_outcome(alone)
    assert gaps(alone) == [] and harms(alone, []) == []
    assert summary.by_group(alone)["measure"].unique().to_list() == [summary.HELPED]


def test_an_enabler_beside_a_service_says_nothing_of_acting_alone():
    assert summary.moves_no_outcome(outcome({"data_shared": 0.5} | EVERYTHING)) == ""
    assert summary.moves_no_outcome(outcome()) == ""


def test_money_in_the_headline_is_a_present_value():
    """At 3 % a dollar of the second year is worth 1 / 1.03 of one of the first."""
    assert WHOLE.present_value(np.array([[1.0, 1.03, 0.0, 0.0, 0.0]])) == pytest.approx([2.0])


def test_doing_nothing_is_never_better_than_doing_nothing():
    rows = summary.headline(outcome({})).filter(pl.col("kind") != "people")
    assert rows["better"].unique().to_list() == [0.0]
    assert rows.select("p10", "p50", "p90").sum_horizontal().unique().to_list() == [0.0]


def test_places_and_groups_add_up_to_the_same_mean():
    by_group, by_place = summary.by_group(WHOLE), summary.by_place(WHOLE)
    for measure in by_group["measure"].unique():
        sums = [rows.filter(measure=measure)["mean"].sum() for rows in (by_group, by_place)]
        assert sums[0] == pytest.approx(sums[1])


def test_before_less_after_is_what_is_averted():
    """Rates are per 1,000 residents and year, over five years."""
    rows = summary.by_place(WHOLE).filter(measure="ed_visits")
    averted = 1000 * rows["mean"] / (rows["residents"] * 5)
    assert (rows["before"] - rows["after"]).to_list() == pytest.approx(averted.to_list(), rel=1e-4)
    assert summary.by_place(WHOLE).filter(measure="helped")["before"].null_count() == 2


def test_one_measure_alone_is_as_among_all():
    for told in (summary.by_group, summary.by_place):
        for measure in (summary.HELPED, "ed_visits"):
            among_all = told(WHOLE).filter(measure=measure)
            alone = told(WHOLE, measure)
            assert alone.equals(among_all.select(alone.columns))
            assert ("before" in alone.columns) == (measure != summary.HELPED)
    with pytest.raises(InvalidParameter, match="No endpoint is called 'cures'"):
        summary.by_place(WHOLE, "cures")


def test_the_ledger_of_means_adds_up_to_zero_each_year():
    rows = summary.ledger(WHOLE).drop_nulls("mean")
    sums = rows.group_by("year").agg(pl.col("mean").sum())["mean"].to_list()
    assert np.abs(sums).max() < 1e-6 * rows["mean"].abs().max()
    assert rows["year"].unique().sort().to_list() == [2027, 2028, 2029, 2030, 2031]
    assert set(rows["party"]) == set(PARTIES) - {"local", "grant"}


def test_what_households_spend_themselves_is_empty_and_not_zero():
    rows = summary.ledger(WHOLE).filter(kind="time_and_out_of_pocket")
    assert rows.height == 5
    assert rows["p50"].null_count() == 5


def test_the_funnel_narrows():
    rows = summary.by_stage(WHOLE).filter(lever="screening_referral")
    assert rows["stage"].to_list()[0] == "eligible"
    assert rows["p50"].is_sorted(descending=True)


def test_years_of_a_growing_program_grow():
    helped = summary.by_year(outcome({"chw_offered": 0.5, "chw_workers": 3.0})).filter(measure="helped")
    assert helped["p50"].is_sorted()


def test_without_differences_in_effect_a_gap_narrows_by_the_share_averted():
    """Everyone's effect and uptake alike, a fixed share of every rate is averted, and so of every gap."""
    alike = {
        **PARAMETERS,
        **{
            each: replace(PARAMETERS[each], central=0.0, low=0.0, high=0.0)
            for each in ("group_effect_spread", "group_uptake_spread")
        },
    }
    result_ = run(
        Scenario(settings={"chw_offered": 0.5, "chw_workers": 3.0}),
        drawn.cells(),
        drawn.policy(),
        parameters=alike,
        draws=64,
    )
    share = result_.averted_by_year("ed_visits").sum(axis=1) / result_.expected_by_cell["ed_visits"].sum(
        axis=(1, 2)
    )
    for gap in gaps(result_):
        if gap.endpoint == "ed_visits":
            assert 1 - gap.after / gap.before == pytest.approx(share, rel=1e-4)
            assert gap.widens == 0.0


def test_the_gap_between_groups_is_between_the_worst_and_the_best_off():
    """12,000 of 17,000 of one group live in the poorer town, and 8,000 of 33,000 of the other."""
    found = next(gap for gap in gaps(WHOLE) if gap.between == "groups")
    assert (found.worst, found.best) == ("black_not_hispanic", "everyone_else")
    assert (found.before > 0).all()


def test_a_gap_between_places_compares_fifths_of_residents():
    """Each fifth, 10,000 people, lies inside one of the two towns."""
    found = next(
        gap for gap in gaps(WHOLE) if gap.between == "places" and gap.endpoint == "eligible_without_snap"
    )
    towns = (
        WHOLE.baseline.without_snap.by_cell().reshape(-1, 2, 2).sum(axis=2) / np.array([30_000, 20_000])
    ) * 1000
    assert found.before == pytest.approx(towns[:, 1] - towns[:, 0])


def test_a_fifth_of_residents_is_a_fifth():
    """Of 1,000 the fifth worst off are the 150 at 10 per 1,000 and 50 of the 450 at 5: 1,750 / 200 = 8.75.

    The fifth best off are the 100 at 1 and 100 of the 300 at 2: 300 / 200 = 1.5.
    """
    towns = Distribution(
        endpoint="ed_visits",
        between="places",
        ids=("a", "b", "c", "d"),
        residents=np.array([450.0, 150.0, 100.0, 300.0]),
        need=np.full(4, 0.1),
        before=np.array([[0.005, 0.010, 0.001, 0.002]]),
        after=np.array([[0.005, 0.010, 0.001, 0.002]]),
    )
    assert 1_000 * towns.before @ towns.worst == pytest.approx([8.75])
    assert 1_000 * towns.before @ towns.best == pytest.approx([1.5])
    assert towns.named(towns.worst) == "2 places with a fifth of residents"


def test_a_gap_widens_where_the_sides_are_further_apart_whichever_is_worse_off():
    """From 1 to 2, to 0.5, to -3 and from -1 to -2, to -0.5: wider in the 1st, 3rd and 4th of 5 draws."""
    found = Gap(
        endpoint="ed_visits",
        between="groups",
        worst="one",
        best="other",
        before=np.array([1.0, 1.0, 1.0, -1.0, -1.0]),
        after=np.array([2.0, 0.5, -3.0, -2.0, -0.5]),
    )
    assert found.widens == 3 / 5
    assert any(
        "in 60\u00a0% of draws the gap between groups widens" in words for words in harms(WHOLE, [found])
    )


def test_the_gap_table_has_one_row_a_gap():
    table = gap_table(gaps(WHOLE))
    assert table.height == 2 * len(WHOLE.endpoints)
    assert table["widens"].is_between(0, 1).all()


def test_what_moves_the_answer_most_is_the_effect_in_a_new_place():
    """Fewer stays come from a lower ratio, so the rank correlation is negative and the largest."""
    found = sensitivity(outcome({"chw_offered": 0.5, "chw_workers": 3.0}), "hospital_stays")
    first = found.row(0, named=True)
    assert first["id"] == "chw_stays_ratio"
    assert first["rank_correlation"] < -0.8
    assert first["at_high"] < 0 < first["at_low"] and first["changes_answer"]
    assert not first["is_assumption"]


def test_an_unknown_fact_can_be_what_to_find_out():
    unsure = outcome({"snap_mailed": 0.9}, snap_medicaid_data_matching="unknown")
    found = sensitivity(unsure, "eligible_without_snap")
    row = found.filter(id="snap_medicaid_data_matching").row(0, named=True)
    assert row["rank_correlation"] < -0.5
    assert row["evidence"] == ["unknown"]


def test_nothing_moves_an_answer_of_nothing():
    assert sensitivity(outcome({}), "payers").is_empty()


def test_a_result_nobody_declared_is_explained():
    with pytest.raises(InvalidParameter, match="Use payers"):
        result(WHOLE, "happiness")
