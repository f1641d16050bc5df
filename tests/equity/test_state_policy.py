import polars as pl
import pytest

from equity.errors import InvalidParameter, InvalidTable, UnknownPlace
from equity.state_policy import COLUMNS, policy_of, with_own_figure

GROUPS = {
    "aged": 10.0,
    "child": 50.0,
    "disabled": 10.0,
    "non_expansion_adults": 10.0,
    "expansion_adults": 20.0,
}


def facts() -> pl.DataFrame:
    rows = [
        {"field": "mco_share_pct", "value": "74", "in_force": None, "as_of": "2022-07-01", "source": "KFF"},
        {"field": "sdoh_screening_in_mco_contract", "value": "unknown", "in_force": "unknown"},
    ]
    blank = dict.fromkeys(COLUMNS)
    return pl.DataFrame(
        [{**blank, "state": "NY", "state_geoid": "36", **row} for row in rows],
        schema=dict.fromkeys(COLUMNS, pl.String),
    )


def medicaid() -> pl.DataFrame:
    rows = [
        *(("fmap", "all", year, value) for year, value in ((2025, 0.50), (2026, 0.52))),
        *(("enrollment", "all", year, value) for year, value in ((2023, 7_454_133.0), (2024, 6_652_419.0))),
        *(("enrollment", group, 2022, value) for group, value in GROUPS.items()),
    ]
    return pl.DataFrame(
        [
            {
                "state_geoid": "36",
                "measure": measure,
                "eligibility_group": group,
                "year": year,
                "value": value,
                "source_id": "medicaid",
            }
            for measure, group, year, value in rows
        ]
    )


def test_a_state_is_described_by_its_latest_figures():
    """Adults 10 + 20 + 10 of 100 members; of these 40 half belong to the adult group."""
    found = policy_of(facts(), medicaid(), state_geoid="36")
    assert (found.state, found.members, found.members_year) == ("NY", 6_652_419.0, 2024)
    assert found.adult_share == pytest.approx(0.40)
    assert found.expansion_share == pytest.approx(0.50)
    assert dict(found.fmap) == {2025: 0.50, 2026: 0.52}


def test_a_fact_without_a_row_is_unknown_and_never_no():
    found = policy_of(facts(), medicaid(), state_geoid="36")
    assert found.fact("closed_loop_referral_required").is_unknown
    assert found.fact("closed_loop_referral_required").in_force == "unknown"
    assert found.fact("mco_share_pct").value == "74"


def test_a_state_can_enter_its_own_figures():
    found = policy_of(facts(), medicaid(), state_geoid="36")
    mine = with_own_figure(found, "sdoh_screening_in_mco_contract", "yes")
    assert mine.fact("sdoh_screening_in_mco_contract").in_force == "yes"
    assert mine.fact("sdoh_screening_in_mco_contract").source == "Entered by the reader"
    assert with_own_figure(found, "mco_share_pct", "81").fact("mco_share_pct").value == "81"
    with pytest.raises(InvalidParameter, match="yes, no, partial or unknown"):
        with_own_figure(found, "sdoh_screening_in_mco_contract", "maybe")


def test_a_territory_is_refused_with_the_reason():
    with pytest.raises(UnknownPlace, match="territories have their own"):
        policy_of(facts(), medicaid(), state_geoid="72")


def test_a_missing_eligibility_group_is_not_taken_for_nobody():
    fewer = medicaid().filter(pl.col("eligibility_group") != "disabled")
    with pytest.raises(InvalidTable, match="no enrollment of disabled"):
        policy_of(facts(), fewer, state_geoid="36")


def test_a_missing_match_rate_is_an_error():
    with pytest.raises(InvalidTable, match="no fmap for 36"):
        policy_of(facts(), medicaid().filter(pl.col("measure") != "fmap"), state_geoid="36")


def test_a_damaged_table_names_its_missing_columns():
    with pytest.raises(InvalidTable, match="in_force"):
        policy_of(facts().drop("in_force"), medicaid(), state_geoid="36")
