"""What Medicaid's membership does by itself: adults lost to the law of 2025, and what levers start from."""

from dataclasses import replace

import numpy as np
import pytest

from equity.errors import InvalidParameter
from equity.simulation import membership
from equity.simulation.run import run
from equity.simulation.scenario import Scenario, from_link, to_link
from tests.equity.levers.certain import one, run_pinned
from tests.equity.simulation import drawn

NAVIGATED = {"navigation_offered": 1.0}
FIVE_YEARS = {"horizon": 5, "navigation_ramp": 0.001, "work_requirement_loss": 0.2}


def test_adult_members_fall_by_the_years_of_the_law():
    """Half of the 6,000 adults are in the adult group: of those 20 % are lost in the end, 9.2 % in 2027 and
    12.8 % in 2028 (2.3, 3.2 and 5 million). So 4.6, 6.4, 10, 10 and 10 % fewer adults can be helped."""
    usual = run_pinned(NAVIGATED, **FIVE_YEARS | {"work_requirement_loss": 0.0})
    falls = run_pinned(NAVIGATED, **FIVE_YEARS)
    left = np.array([1 - 0.046, 1 - 0.064, 0.9, 0.9, 0.9])
    for stage in ("eligible", "helped"):
        before, after = (each.people(stage)[0].by_year()[0] for each in (usual, falls))
        assert after == pytest.approx(before * left, rel=1e-6)
    assert falls.averted_by_year("ed_visits") == pytest.approx(usual.averted_by_year("ed_visits") * left)
    assert falls.expected_by_cell["ed_visits"].sum(axis=(1, 2)) == pytest.approx(
        usual.expected_by_cell["ed_visits"].sum(axis=(1, 2)) * left.mean(), rel=1e-5
    )
    # A lever's effect on those left is the same, so its gap and its ledger shrink with them.
    spent = [one(each.paid("providers", kind="program")) for each in (usual, falls)]
    assert spent[1] == pytest.approx(spent[0] * left.mean(), rel=1e-6)


def test_those_who_lose_it_are_mostly_uninsured():
    """300 of 6,000 adults are lost from 2029 on with 10 %; 85 % of them are uninsured then."""
    law = {"start_year": 2029}
    usual, falls = (
        run_pinned({"postpartum_months": 12.0}, scenario=law, work_requirement_loss=loss)
        for loss in (0.0, 0.1)
    )
    before, after = (each.expected_by_cell["uninsured"][0].sum() for each in (usual, falls))
    assert after - before == pytest.approx(6_000 * 0.5 * 0.1 * 0.85, rel=1e-3)
    # Births and children are spared: what a year after a birth brings does not fall.
    assert falls.averted_by_year("uninsured") == pytest.approx(usual.averted_by_year("uninsured"))


def test_a_state_without_the_adult_group_loses_nobody():
    elsewhere = replace(drawn.policy(), expansion_share=0.0)
    outcome = run(Scenario(settings=NAVIGATED), drawn.cells(), elsewhere, draws=16)
    assert outcome.baseline.adults.trend is None
    assert not any("membership" in note for note in outcome.notes)


def test_before_2027_nobody_is_lost():
    early = Scenario(settings=NAVIGATED, start_year=2024, horizon=3)
    outcome = run(early, drawn.cells(), drawn.policy(), draws=16)
    assert outcome.baseline.adults.trend is None
    assert not any("membership" in note for note in outcome.notes)


def test_membership_can_be_left_as_it_is_and_either_way_the_result_says_so():
    falls, stays = (
        run(Scenario(settings=NAVIGATED, membership=each), drawn.cells(), drawn.policy(), draws=64)
        for each in membership.CHOICES
    )
    assert any("adult members are taken to be" in note and "2027-01-01" in note for note in falls.notes)
    assert any("taken to stay as it is today" in note for note in stays.notes)
    without = {"work_requirement_loss"}
    assert all(
        falls.values[name].tobytes() == stays.values[name].tobytes() for name in falls.values.keys() - without
    )
    assert (stays.averted_by_year("ed_visits") > falls.averted_by_year("ed_visits")).all()


def test_nothing_switched_on_is_nothing_whatever_membership_does():
    nothing = run(Scenario(), drawn.cells(), drawn.policy(), draws=16)
    assert nothing.baseline.adults.trend is not None
    assert not any(nothing.change(each).any() for each in nothing.endpoints)
    assert nothing.ledger == ()


def test_the_choice_is_in_the_link_only_where_it_is_not_the_usual_one():
    assert to_link(Scenario()) == {}
    assert to_link(Scenario(membership="stays")) == {"membership": "stays"}
    assert from_link({"membership": "stays"}) == Scenario(membership="stays")
    with pytest.raises(InvalidParameter, match="falls, stays"):
        from_link({"membership": "doubles"})


def test_a_state_whose_adult_group_was_not_yet_counted_says_so():
    """North Carolina and South Dakota cover it since 2023; the count by group is of 2022."""
    since = replace(drawn.policy(expansion_status="yes"), expansion_share=0.0)
    outcome = run(Scenario(settings=NAVIGATED), drawn.cells(), since, draws=16)
    assert any("counts nobody in it" in note for note in outcome.notes)
