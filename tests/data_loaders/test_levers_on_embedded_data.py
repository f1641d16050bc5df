"""The lever model on the data that ship with the app: every State, New York City, the facts behind them."""

import time

import numpy as np
import pytest

from data_loaders import embedded, evidence, lever_cells, state_policy
from data_loaders.evidence import table
from equity.errors import DamagedPack, InvalidParameter, UnknownLevel
from equity.evidence import GRADES
from equity.simulation import summary
from equity.simulation.baseline import _POVERTY_OF_NATION
from equity.simulation.gaps import gap_table, gaps, harms
from equity.simulation.run import PARAMETERS, run
from equity.simulation.scenario import Scenario
from tests.equity.simulation.drawn import EVERYTHING

SCENARIO = Scenario(settings=EVERYTHING)
STATES = state_policy.facts()["state_geoid"].unique().to_list()


def test_every_card_has_a_citation_and_a_grade():
    cards = evidence.cards()
    assert len(cards) == 184
    assert all(card.citation and card.grade in GRADES for card in cards.values())


def test_no_note_to_ourselves_is_left_in_a_card():
    words = " ".join(card.caveat + card.how_read for card in evidence.cards().values())
    assert not [each for each in ("CHECK", "REPLACES", "CORRECTED", "evidence.json") if each in words]


def test_the_cards_carry_the_published_figures():
    """Contra Costa admissions 0.89 (0.81-0.98); SNAP arms 6, 11, 18 %; regular match from 0.50 to 0.769."""
    cards = evidence.cards()
    admissions = cards["cm_adm_rr"]
    assert (admissions.central, admissions.low, admissions.high) == (0.89, 0.81, 0.98)
    arms = [cards[f"snap_takeup_{arm}"].central for arm in ("control", "info", "assist")]
    assert arms == [0.06, 0.11, 0.18]


def test_all_51_jurisdictions_have_every_fact_or_say_unknown():
    facts = state_policy.facts()
    assert facts["state_geoid"].n_unique() == 51
    assert facts.height == 51 * facts["field"].n_unique() == 51 * 34
    assert facts["value"].null_count() == 0
    confirmed = facts.filter(facts["value"] != "unknown")
    assert confirmed["source"].null_count() == 0 and confirmed["as_of"].null_count() == 0


def test_births_of_members_follow_from_births_and_members_in_the_embedded_data():
    """3,791,712 births in the year to July 2019, 41 % of them paid by Medicaid, among the adult members."""
    births = embedded.observations("birth_rate", "state", 2019)["numerator"].sum()
    adults = sum(each.members * each.adult_share for each in map(state_policy.policy, STATES))
    assert births == evidence.cards()["births_2019"].central == 3_791_712
    assert PARAMETERS["births_per_adult_member"].central == pytest.approx(0.41 * births / adults, rel=0.02)


def test_those_whom_the_law_takes_out_are_counted_against_the_adult_group_of_the_embedded_data():
    """25.34 million in 2022; all membership has fallen by 9 % since. 5 of 23 million are 22 %."""
    medicaid = embedded.medicaid().filter(measure="enrollment")
    group = medicaid.filter(eligibility_group="expansion_adults", year=2022)["value"].sum()
    then, now = (medicaid.filter(eligibility_group="all", year=year)["value"].sum() for year in (2022, 2024))
    assert group == evidence.cards()["expansion_adults_2022"].central == pytest.approx(25.34e6)
    assert PARAMETERS["work_requirement_loss"].central == pytest.approx(5e6 / (group * now / then), rel=0.02)


def test_the_poverty_of_the_nation_is_that_of_the_embedded_table():
    nation = embedded.observations("poverty", "nation", 2019)
    assert _POVERTY_OF_NATION[2019] == pytest.approx(nation["estimate"][0], abs=5e-5)


def test_nebraskas_match_shows_that_two_sources_disagree():
    fact = state_policy.policy("31").fact("fmap_regular_fy2026")
    assert fact.value == "0.5436" and "0.5594" in fact.note


def test_match_rates_come_from_the_embedded_medicaid_table():
    """Fiscal year 2026: Mississippi 76.90 % (the highest), New York 50 %."""
    assert state_policy.policy("28").fmap[2026] == pytest.approx(0.7690)
    assert state_policy.policy("36").fmap[2026] == pytest.approx(0.50)


def test_a_state_without_expansion_has_no_adult_group():
    assert state_policy.policy("48").expansion_share == 0
    assert state_policy.policy("36").expansion_share > 0.5


@pytest.mark.parametrize("geoid", sorted(set(state_policy.facts()["state_geoid"])))
def test_the_levers_run_on_the_counties_of_every_state(geoid):
    cells = lever_cells.cells("county", geoid)
    result = run(SCENARIO, cells, state_policy.policy(geoid), draws=16)
    assert cells.groups == ("everyone_else", "hispanic", "white_not_hispanic")
    assert result.averted_by_year("ed_visits").min() > -np.inf
    assert np.isfinite(result.change("ed_visits")).all()
    assert result.people("helped")[0].by_year().min() > 0


def test_connecticut_borrows_its_states_poverty_rate_and_says_so():
    """Nine planning regions replaced eight counties after the survey of 2019."""
    cells = lever_cells.cells("county", "09")
    assert len(cells.places) == 9
    assert any("9 places have no poverty rate and carry the State's" in note for note in cells.notes)


def test_new_york_city_runs_on_its_community_districts():
    """59 districts and some parks; eight groups that count each of the 8,803,575 modeled residents once."""
    cells = lever_cells.cells("community_district", "nyc")
    assert len(cells.groups) == 8
    assert cells.residents.sum() == pytest.approx(8_803_575, rel=0.001)
    assert {geoid for geoid, _ in cells.left_out}.isdisjoint(cells.places)
    result = run(SCENARIO, cells, state_policy.policy("36"))
    assert set(summary.by_place(result)["geoid"]) == set(cells.places)
    assert np.isfinite(summary.headline(result)["p50"].to_numpy()).all()


@pytest.mark.parametrize(("level", "within"), [("county", "us"), ("state", "48"), ("borough", "48")])
def test_what_the_embedded_data_cannot_run_is_explained(level, within):
    with pytest.raises(InvalidParameter, match="Choose a level of New York City"):
        lever_cells.cells(level, within)


def test_an_unknown_level_is_refused():
    with pytest.raises(UnknownLevel):
        lever_cells.cells("galaxy", "nyc")


def test_an_absent_file_says_how_to_restore_it(tmp_path):
    with pytest.raises(DamagedPack, match="git checkout"):
        table(tmp_path / "evidence.csv")


def test_arkansas_shows_an_effect_of_coverage_after_a_birth_and_new_york_none():
    """Arkansas still ends it after two months; New York has covered twelve since 2023."""
    year = Scenario(settings={"postpartum_months": 12.0})
    gained, paid = [], []
    for geoid in ("05", "36"):
        result = run(year, lever_cells.cells("county", geoid), state_policy.policy(geoid), draws=64)
        gained.append(result.averted_by_year("uninsured"))
        paid.append(result.paid("federal"))
    assert gained[0].min() > 0 and paid[0].min() > 0
    assert not gained[1].any() and not paid[1].any()


def test_nebraska_says_that_two_sources_disagree_and_every_state_which_years_match_is_used():
    result = run(SCENARIO, lever_cells.cells("county", "31"), state_policy.policy("31"), draws=16)
    assert any("54.36\xa0%" in note and "55.94\xa0%" in note for note in result.notes)
    assert any("fiscal year 2026 is used" in note and "90 FR 54696" in note for note in result.notes)


def test_all_counties_of_texas_redraw_within_half_a_second():
    """254 counties, 3 groups, 5 years, 1,000 draws: the run and every table a page shows of it."""
    cells, policy = lever_cells.cells("county", "48"), state_policy.policy("48")
    seconds = []
    for _ in range(3):
        start = time.process_time()
        result = run(SCENARIO, cells, policy)
        found = gaps(result)
        for shown in (summary.headline, summary.by_group, summary.by_place, summary.by_year, summary.ledger):
            shown(result)
        gap_table(found)
        harms(result, found)
        seconds.append(time.process_time() - start)
    assert min(seconds) < 0.5
    assert result.change("ed_visits").shape == (1000, 5, 762)
