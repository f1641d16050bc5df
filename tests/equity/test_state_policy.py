import polars as pl
import pytest

from equity.errors import InvalidParameter, InvalidTable, UnknownPlace
from equity.state_policy import COLUMNS, policy_of, with_own_figures

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
    mine = with_own_figures(
        found, {"sdoh_screening_in_mco_contract": "yes", "mco_share_pct": "81", "capitation_pmpm": "412.5"}
    )
    assert mine.fact("sdoh_screening_in_mco_contract").in_force == "yes"
    assert mine.fact("sdoh_screening_in_mco_contract").source == "Entered by the reader"
    assert mine.number("mco_share_pct") == 81
    assert (found.number("capitation_pmpm"), mine.number("capitation_pmpm")) == (None, 412.5)
    assert mine.fact("capitation_pmpm").unit == "USD a month"


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("sdoh_screening_in_mco_contract", "maybe", "yes, no, partial or unknown"),
        ("quality_withhold_pct", "two", "expected a number"),
        ("quality_withhold_pct", "40", "expected 0 to 10 %"),
        ("horoscope", "yes", "No fact is called"),
    ],
)
def test_a_figure_that_does_not_fit_its_field_is_refused(field, value, words):
    found = policy_of(facts(), medicaid(), state_geoid="36")
    with pytest.raises(InvalidParameter, match=words):
        with_own_figures(found, {field: value})


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
