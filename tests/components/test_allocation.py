"""What the page on one budget says of a plan: the plan's numbers, in words, with nothing added."""

from dataclasses import replace

import polars as pl
import pytest

from components import allocation, allocation_controls, allocation_export, allocation_reasons, allocation_safe
from components.allocation_tables import Shown
from components.look import DARK, LIGHT
from components.selection import Selection
from data_loaders import embedded, evidence, lever_cells, state_policy
from equity import contract, geography, groups
from equity.allocation import exact
from equity.allocation.asked import Asked, answer, judged
from equity.allocation.services import Offered, at_full_size, bought_by_place, offered
from equity.simulation.run import run
from equity.simulation.scenario_file import Edition
from equity.state_policy import with_own_figures

LEVEL = "community_district"


@pytest.fixture(scope="module")
def these() -> Offered:
    """What the levers offer the community districts of New York City, with few draws."""
    cells = lever_cells.cells(LEVEL, "nyc")
    policy = state_policy.policy("36")
    return offered([run(at_full_size(each, years=5), cells, policy, draws=128) for each in bought_by_place()])


def shown_for(these: Offered, asked: Asked) -> Shown:
    return Shown(
        answer=answer(these, asked),
        these=these,
        area="New York City",
        names={"101": "Financial District"},
        places=embedded.places(LEVEL, geography.boundary_vintage(LEVEL, 2023)),
        outlines="/outlines",
        origin=allocation.provenance(
            these,
            Selection(within="nyc", level=LEVEL, indicator="poverty", group="all", year=2023),
            "budget=25",
            title="One budget",
        ),
        firmness=lambda: [1.0] * len(these.cells.places),
        exact=lambda caution: judged(these, replace(asked, caution=caution)),
    )


@pytest.fixture(scope="module")
def shown(these) -> Shown:
    return shown_for(these, Asked(epsilon=3.5))


def test_the_answer_says_money_people_limits_and_the_price(shown):
    said = allocation.answer(shown)
    assert said.startswith("Over 5 years in New York City, $25.0\u00a0million would pay for help for")
    assert ", counted once a year. It goes to " in said
    assert allocation.figures(shown)[0].label == "People helped, whatever the help is"
    heading = allocation.view("places", shown, [])[0].numbers.columns["served"].heading
    assert heading == "People helped, counted once a year"
    assert "What stands in the way of more: the budget." in said
    assert "Counting need narrows the gap" in said and "of the total gain" in said


@pytest.mark.parametrize("view", allocation.VIEWS)
def test_every_view_has_something_to_show(shown, view):
    pictures = allocation.view(view, shown, ["101"])
    assert pictures
    for picture in pictures:
        numbers = getattr(picture, "numbers", picture)
        assert numbers.table.height and set(numbers.columns) <= set(numbers.table.columns)


def test_the_table_of_places_adds_up_to_the_plan(shown):
    table = allocation.view("places", shown, [])[0].numbers.table
    assert table["dollars"].sum() == pytest.approx(shown.plan.dollars.sum())
    assert table["gain"].sum() == pytest.approx(shown.plan.gain)
    assert (table["low"] <= table["high"]).all()


def test_the_chosen_place_is_explained_by_name(shown):
    (said,) = allocation.remarks("why", shown, ["101"])
    assert said.startswith("**Financial District** gets $") and "times the average" in said


def test_one_place_alone_is_explained_once(these):
    """The first and the last place of one county are the same."""
    one = lever_cells.cells("county", "11")
    policy = state_policy.policy("11")
    alone = offered([run(at_full_size(each, years=1), one, policy, draws=64) for each in bought_by_place()])
    shown = replace(
        shown_for(these, Asked()), these=alone, answer=answer(alone, Asked()), area="District of Columbia"
    )
    (said,) = allocation.remarks("why", shown, [])
    assert "(in all of the District of Columbia " in said
    assert allocation_reasons.reasons(shown, []).table.height == 1
    said = allocation.answer(shown)
    assert said.startswith("Over 1 year in the District of Columbia, ")
    assert "It goes to 1 of 1 place. " in said


def test_a_place_where_nobody_lives_is_called_so(shown):
    """Of the 71 community districts eight are parks and an airport, where nobody lives."""
    words = allocation.view("places", shown, [])[0].picture.words()
    assert words.count("Nobody lives here") == 8


def test_a_plan_that_counts_everybody_alike_names_no_price(these):
    said = allocation.price_of_fairness(shown_for(these, Asked(rule="none")))
    assert said.startswith("The gap between the neediest and the least needy fifth") and "costs" not in said


def test_without_money_nothing_is_claimed(these):
    assert allocation.answer(shown_for(these, Asked(budget=0.0))).startswith("No money is spent")


def test_money_too_little_to_help_anybody_is_said(these):
    """A hundred dollars."""
    hardly = shown_for(these, Asked(budget=0.0001))
    said = allocation.answer(replace(hardly, area="District of Columbia"))
    assert said == "With $100 hardly anybody is helped in the District of Columbia. Choose more money."
    assert all(allocation.view(view, hardly, []) for view in allocation.VIEWS)
    assert allocation.figures(hardly)


def test_money_left_over_is_said(these):
    said = allocation.answer(shown_for(these, Asked(budget=90_000.0, capacity=0.1)))
    assert "Money is left over: what stands in the way of more is room" in said


def test_more_care_used_than_avoided_is_a_harm_that_is_said(these):
    """Workers bring people to outpatient care: the model's own figures expect more of it than they avoid."""
    workers = tuple(each for each in these.services if each.id == "community_health_workers")
    shown = shown_for(replace(these, services=workers), Asked(epsilon=3.5))
    assert any(each.startswith("More care would be used than avoided") for each in allocation.harms(shown))


@pytest.mark.parametrize("look", [LIGHT, DARK], ids=lambda look: look.name)
def test_the_frontier_names_three_plans_and_draws_in_both_themes(shown, look):
    chart = allocation.view("fairness", shown, [])[0]
    for name in ("This plan", "An even split", "Neediest place first"):
        assert name in chart.alt
    assert len(chart.figure(look).data) == 2
    assert chart.table["gain"].max() == pytest.approx(1)


@pytest.mark.parametrize("view", allocation.VIEWS)
def test_every_view_can_show_that_nothing_is_spent(these, view):
    assert allocation.view(view, shown_for(these, Asked(budget=0.0)), [])


def test_few_places_with_all_the_money_are_pointed_out(these):
    crowded = shown_for(these, replace(Asked(), objective="hospital_stays", budget=1.0))
    assert "Limits and promises" in allocation.answer(crowded)


def best_as_file(these: Offered, asked: Asked) -> pl.DataFrame:
    made = allocation_export.csv(
        shown_for(these, asked), judged(these, asked), edition=Edition(data="d" * 64, code="c" * 64)
    )
    return pl.read_csv(made)


def test_the_best_plan_as_a_file_says_what_it_is_about(these):
    file = best_as_file(these, Asked())
    assert file["about"][0] == (
        "Best plan: New York City · Asked: within=nyc&level=community_district&budget=25"
    )


def test_the_best_plan_as_a_file_beats_the_one_on_the_page_and_keeps_what_was_promised(these):
    asked = Asked(epsilon=3.5, place_least=0.3, group_least=0.9)
    file, plan = best_as_file(these, asked), answer(these, asked).plan
    assert file["weighted_gain"].sum() == pytest.approx(file["goal_reached"][0], rel=1e-6)
    assert file["weighted_gain"].sum() >= plan.goal * (1 - 1e-8)
    assert file["plan_on_page_below_bound"][0] == pytest.approx(
        1 - plan.goal / file["goal_bound"][0], abs=1e-7
    )
    assert file["usd"].sum() <= 25e6 * (1 + 1e-6)
    dollars = dict(file.group_by("geoid").agg(pl.col("usd").sum()).iter_rows())
    for geoid, least in zip(plan.problem.places, plan.problem.place_least, strict=True):
        assert dollars[int(geoid)] >= least * (1 - 1e-6)
    gains = dict(file.group_by("group").agg(pl.col("gain").sum()).iter_rows())
    of_even = (plan.problem.value * plan.problem.even).sum(axis=(0, 2, 3))
    for group, even in zip(plan.problem.groups, of_even, strict=True):
        assert gains[groups.group(group).label] >= 0.9 * even * (1 - 1e-6)


def test_the_file_says_what_makes_it_again(these):
    file = best_as_file(these, Asked(objective="eligible_without_snap", budget=1.5, capacity=0.4))
    assert file["seed"].unique().to_list() == [0]
    assert file["data_sha256"][0] == "d" * 64 and file["model_sha256"][0] == "c" * 64
    assert (file["asked_budget"][0], file["asked_capacity"][0]) == (1.5, 0.4)
    assert "lever" in file["source"][0].lower() or "model" in file["source"][0]
    assert set(file["solver"]) == {"HiGHS"}


def test_playing_it_safe_never_has_a_worse_tail(these):
    """The careful goal is the mean less the tail's loss: the careful plan is at least as good by it."""
    asked = Asked(objective="hospital_stays", caution="safe")
    found = judged(these, asked)
    assert found.plan.goal >= found.live_goal - 1e-6 * abs(found.live_goal)
    assert exact.tail_loss(found.plan) <= exact.tail_loss(found.live)
    assert best_as_file(these, asked)["plan"][0].startswith("Play it safe")


def test_the_safe_plan_stands_beside_the_live_one_with_what_it_costs_and_wins(these):
    """On average the plan on the page is the best there is, within a thousandth; in the worst tenth of draws,
    by hand the mean of the ten lowest of 100, the safe one is."""
    shown = shown_for(these, Asked(objective="hospital_stays"))
    safe = shown.exact("safe")
    table = allocation_safe.beside(shown, safe).table
    live, other = table.rows(named=True)
    assert live["average"] >= other["average"] * (1 - 1e-3)
    assert other["worst"] >= live["worst"]
    draws = safe.plan.gain_draws_by_place @ safe.plan.problem.weight
    assert other["worst"] == pytest.approx(sum(sorted(draws)[:10]) / 10)
    said = allocation_safe.in_words(shown, safe)
    assert "gives up" in said and "in the worst tenth of draws" in said


def test_where_safety_changes_nothing_that_is_said(shown):
    """Two plans that are one plan differ in nothing."""
    same = shown.exact("average")
    alike = replace(same, plan=same.live)
    assert "changes next to nothing" in allocation_safe.in_words(shown, alike)


def test_the_limit_on_services_in_lieu_is_shown_as_it_is_worked_out():
    """2,000,000 members at $300 for 12 months are $7.2 billion, 5 % of it $360 million a year.

    Over two years the second counts 1 / 1.03 of the first: $709.51 million.
    """
    policy = with_own_figures(state_policy.policy("48"), {"capitation_pmpm": "300"})
    terms = contract.terms_of(policy, evidence.cards(), members=2_000_000)
    assert allocation_controls.in_lieu_most(terms, years=2) == pytest.approx(360e6 * (1 + 1 / 1.03))
    said = allocation_controls.in_lieu_in_words(terms, years=2, where="Texas").replace("\u00a0", " ")
    assert "2,000,000 people in plans × 12 months × $300 × 5 % = $360 million a year" in said
    assert "in all of Texas" in said and "that is $710 million" in said and "an example" not in said


def test_the_limit_holds_for_the_services_paid_in_lieu_alone(these):
    """A million for asthma visits, of 25; without the limit they get more."""
    free = answer(these, Asked(epsilon=0.0)).plan
    tied = answer(these, Asked(epsilon=0.0, in_lieu=1.0, in_lieu_to=("asthma_visits",))).plan
    at = free.problem.services.index("asthma_visits")
    assert free.dollars[..., at].sum() > 1e6
    assert tied.dollars[..., at].sum() == pytest.approx(1e6, rel=1e-3)
    assert tied.dollars.sum() > 1e6
