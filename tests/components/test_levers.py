"""What the levers page says of a run: the numbers of the run, in words, with nothing added."""

from dataclasses import replace

import numpy as np
import polars as pl
import pytest

from components import downloads, lever_controls, lever_tables, levers, parties, scenario_map, wording
from components.provenance import Provenance
from components.selection import Selection
from data_loaders import embedded, evidence, lever_cells, state_policy
from equity import geography
from equity.levers import LEVERS
from equity.simulation import gaps, inequality, summary
from equity.simulation.distribution import distribution
from equity.simulation.gaps import Gap
from equity.simulation.outcome import Entry, Outcome
from equity.simulation.run import run
from equity.simulation.scenario import Scenario, to_link

SEEN = Selection(within="nyc", level="community_district", indicator="poverty", group="all", year=2023)
PLACES = embedded.places("community_district", geography.boundary_vintage("community_district", 2023))
ORIGIN = Provenance(title="Scenario", publisher="Model", period="2027–2031", is_embedded=True)
SETTINGS = {"chw_offered": 0.5, "chw_workers": 3.0, "snap_mailed": 0.8, "screening_duty": 1.0}


@pytest.fixture(scope="module")
def outcome() -> Outcome:
    """All three levers in the community districts of New York City, with few draws."""
    cells = lever_cells.cells("community_district", "nyc")
    return run(Scenario(settings=SETTINGS), cells, state_policy.policy("36"), draws=128)


def test_there_is_a_figure_for_each_lever_each_outcome_and_the_cost(outcome):
    shown = levers.figures(summary.headline(outcome))
    assert len(shown) == len(outcome.effects) + len(outcome.endpoints) + 1
    assert shown[-1].label == "Net cost to all payers"
    assert shown[-1].chance.startswith("Pays for itself: ")
    assert all("80\u00a0% interval" in figure.interval for figure in shown)


def test_the_answer_counts_the_people_and_says_the_cost_once(outcome):
    said = levers.answer(outcome, summary.headline(outcome), "New York City")
    assert said.startswith("Over 5 years in New York City")
    assert "SNAP enrollment" in said
    assert said.count("all payers together") == 1


def test_the_answer_and_the_figure_of_a_lever_are_the_same_number(outcome):
    """8,888 people (2,440 to 24,440) have a margin of 11,000, whose second digit is a thousand."""
    headline = summary.headline(outcome)
    is_helped = pl.col("id") == summary.HELPED
    changed = headline.with_columns(
        **{
            name: pl.when(is_helped).then(pl.lit(value)).otherwise(name)
            for name, value in (("p10", 2_440.0), ("p50", 8_888.0), ("p90", 24_440.0))
        }
    )
    said = levers.answer(outcome, changed, "New York City")
    assert "help for 9,000 people (2,000 to 24,000) through community health workers" in said
    assert "80\u00a0% intervals" in said
    figure = levers.figures(changed)[0]
    assert (figure.middle, figure.interval) == ("9,000", "80\u00a0% interval: 2,000 to 24,000")


@pytest.mark.parametrize(
    ("ends", "words"),
    [
        # A cost of minus 111 to minus 1.1 is a saving of 1.1 to 111.
        ((-111e6, -31.9e6, -1.1e6), "save all payers together $31.9 million ($1.10 million to $111 million)"),
        ((-2e6, -1e6, 5e6), "save all payers together $1.00 million (−\u2060$5.00 million to $2.00 million)"),
        ((-2e6, 1e6, 5e6), "cost all payers together $1.00 million (−\u2060$2.00 million to $5.00 million)"),
        ((0.0, 0.0, 0.0), "would neither cost payers anything nor save them anything."),
    ],
)
def test_a_saving_has_the_interval_of_a_saving(outcome, ends, words):
    headline = summary.headline(outcome).with_columns(
        pl.when(pl.col("id") == "payers").then(pl.lit(value)).otherwise(name).alias(name)
        for name, value in zip(("p10", "p50", "p90"), ends, strict=True)
    )
    said = levers.answer(outcome, headline, "New York City").replace(wording.SPACE, " ")
    assert words in said
    assert ("pays for itself" in said) is (ends != (0.0, 0.0, 0.0))


def test_people_are_said_to_be_counted_once_a_year(outcome):
    """Those helped in each of five years count five times: no count of people over all years."""
    headline = summary.headline(outcome)
    assert "with 80 % intervals and people counted once a year: help for" in levers.answer(
        outcome, headline, "New York City"
    ).replace(wording.SPACE, " ")
    people = next(figure for figure in levers.figures(headline) if "People" in figure.label)
    assert (people.label, people.chance) == ("People helped: Community health workers", "Counted once a year")
    (stages,) = [each for each in levers.view("path", run_of(outcome), endpoint="") if "SNAP" in each.title]
    assert "People over 5 years, counted once a year: " in stages.alt
    (by_place,) = levers.view("map", run_of(outcome), endpoint=summary.HELPED)
    file = downloads.csv(by_place.numbers.table, title="Helped", provenance=ORIGIN)
    assert "person_years_helped" in pl.read_csv(file).columns
    headings = [column.heading for column in by_place.numbers.columns.values()]
    assert "People helped, counted once a year" in headings


def test_one_year_is_no_years(outcome):
    one = replace(outcome, scenario=replace(outcome.scenario, horizon=1))
    assert levers.answer(one, summary.headline(outcome), "Texas").startswith("Over 1 year in Texas")


def test_the_file_of_a_scenario_says_what_was_asked_and_its_words_are_a_link_to_it(outcome):
    """Else two scenarios of one area cannot be told apart by their files."""
    origin = levers.provenance(outcome, SEEN, title="Scenario for New York City")
    file = pl.read_csv(downloads.csv(pl.DataFrame({"usd": [1.0]}), title="The gap", provenance=origin))
    title, link = file["about"][0].split(" · Asked: ")
    assert title == "The gap"
    query = dict(part.split("=") for part in link.split("&"))
    assert (query["within"], query["level"]) == ("nyc", "community_district")
    asked, notices = lever_controls.asked(query)
    assert notices == []
    assert to_link(asked) == to_link(outcome.scenario)


def test_without_a_lever_nothing_is_claimed():
    cells = lever_cells.cells("community_district", "nyc")
    nothing = run(Scenario(), cells, state_policy.policy("36"), draws=16)
    said = levers.answer(nothing, summary.headline(nothing), "New York City")
    assert said == "No lever is moved, so nothing changes in New York City. Move one to begin."
    said = levers.answer(nothing, summary.headline(nothing), "District of Columbia")
    assert "nothing changes in the District of Columbia." in said


def run_of(outcome: Outcome) -> levers.Run:
    return levers.Run(
        outcome=outcome,
        found=gaps.gaps(outcome),
        area="New York City",
        names={},
        places=PLACES,
        outlines="/outlines",
        cards=evidence.cards(),
        origin=levers.provenance(outcome, SEEN, title="Scenario"),
        headline_of=lambda _link: summary.headline(outcome),
        policy=state_policy.policy("36"),
    )


@pytest.mark.parametrize("view", levers.VIEWS["analyst"])
def test_every_view_has_something_to_show(outcome, view):
    assert levers.view(view, run_of(outcome), endpoint=outcome.endpoints[0])


def unmoved(view: str) -> list[pl.DataFrame]:
    """The tables of a view where nothing was moved."""
    cells = lever_cells.cells("community_district", "nyc")
    nothing = run(Scenario(), cells, state_policy.policy("36"), draws=16)
    shown = levers.view(view, run_of(nothing), endpoint=nothing.endpoints[0])
    return [getattr(each, "numbers", each).table for each in shown]


def test_nothing_moved_helps_nobody_and_pays_nothing_in_every_view():
    (helped,) = unmoved("map")
    assert helped["person_years_helped"].unique().to_list() == [0.0]
    paid, breaks_even = unmoved("pays")
    assert paid.select(pl.col("all_years").abs()).sum().item() == 0
    assert breaks_even["chance_in_words"].unique().to_list() == ["no money of theirs moves"]
    (alone,) = unmoved("compare")
    assert alone.select("lever", "person_years_helped", "cost").rows() == [("All together", 0.0, 0.0)]
    assert [costs["gain"].unique().to_list() for costs in unmoved("models")] == [["no money moves"]]
    assert [costs["better"].unique().to_list() for costs in unmoved("models")] == [[""]], "no chance of it"


def test_nothing_moved_leaves_every_gap_as_it_is():
    by_group, gaps_of = unmoved("gains")
    assert by_group["before"].to_list() == by_group["after"].to_list()
    assert gaps_of["change"].unique().to_list() == ["0.0"]
    measures, parts, fairer = unmoved("why")
    assert measures["now"].to_list() == measures["then"].to_list()
    assert parts.is_empty()
    assert fairer["share"].unique().to_list() == [0.0]


@pytest.mark.parametrize("view", ["doubt", "learn", "path", "evidence"])
def test_nothing_moved_leaves_nothing_to_doubt_or_to_follow(view):
    assert all(table.is_empty() for table in unmoved(view))


def test_nothing_moved_is_reported_as_such():
    reported, _inventory, _parameters = unmoved("report")
    assert reported["reported"][0].startswith("A scenario of no lever moved in New York City")


def test_every_view_is_asked_what_it_says_where_nothing_was_moved():
    asked = {
        "map",
        "pays",
        "compare",
        "models",
        "gains",
        "why",
        "doubt",
        "learn",
        "path",
        "evidence",
        "report",
    }
    assert asked == set(levers.VIEWS["analyst"])


def test_nothing_moved_shows_zeroes_and_says_they_are_those_of_doing_nothing():
    cells = lever_cells.cells("community_district", "nyc")
    nothing = run(Scenario(), cells, state_policy.policy("36"), draws=16)
    for figure in levers.figures(summary.headline(nothing)):
        assert figure.middle in ("0", "$0")
        assert figure.chance == "The same as doing nothing"


def test_an_enabler_alone_is_said_to_act_through_services_and_shows_no_outcome():
    cells = lever_cells.cells("community_district", "nyc")
    alone = run(Scenario(settings={"data_shared": 0.5}), cells, state_policy.policy("36"), draws=16)
    headline = summary.headline(alone)
    assert "act only through services that are switched on" in levers.answer(alone, headline, "New York City")
    assert [figure.label for figure in levers.figures(headline)][1:] == ["Net cost to all payers"]
    views = levers.views("analyst", alone, gaps.gaps(alone))
    assert views.keys() == levers.VIEWS["analyst"].keys() - {"gains", "why"}
    for view in views:
        assert levers.view(view, run_of(alone), endpoint=summary.HELPED if view == "map" else "")


def test_a_deeper_view_holds_all_of_a_shallower_one():
    assert set(levers.VIEWS["room"]) < set(levers.VIEWS["briefing"]) < set(levers.VIEWS["analyst"])


def test_the_map_says_where_gain_and_harm_cannot_be_told_apart(outcome):
    """The pooled ratio of hospital stays spans 1, so every place's interval has both signs in it."""
    stays = scenario_map.gains(
        outcome,
        "hospital_stays",
        PLACES,
        area="New York City",
        outlines="/outlines",
        origin=levers.provenance(outcome, SEEN, title="Scenario"),
    )
    assert "Cannot tell whether this place gains or loses" in stays.words()
    assert wording.INTERVAL_80 in stays.words()
    assert "90" not in stays.legend.title


def test_each_lever_alone_stands_beside_all_together(outcome):
    asked = []
    numbers = lever_tables.each_alone(
        outcome,
        lambda link: asked.append(link) or summary.headline(outcome),
        levers.provenance(outcome, SEEN, title="Scenario"),
    )
    assert numbers.table["lever"].to_list()[-1] == "All together"
    assert len(asked) == len(outcome.effects) + 1
    alone, _, _, together = asked
    assert alone.startswith("chw_offered=") and "snap" not in alone and "screening" not in alone
    assert "snap" in together and "screening" in together


def test_who_pays_after_the_grant_ends_is_answered_by_party_and_year(outcome):
    said = " ".join(parties.after_the_grant(outcome))
    assert "**In 2027**" in said
    assert "**In 2031**" in said
    assert "Medicaid plans" in said
    assert "When grants or local money end" in said


def test_who_pays_all_of_it_pays_100_percent(outcome):
    """A share of money is no chance: all of it is 100 %, not "more than 99 %"."""
    usd = np.full((128, 5), 100.0)
    made = replace(outcome, ledger=(Entry(kind="program", by_party={"grant": usd, "community": -usd}),))
    said = " ".join(parties.after_the_grant(made))
    assert "**In 2027** $100 is spent: grant makers 100.0\xa0%." in said
    assert "$100 a year (100.0\xa0% of the spending in 2031) rests on grants" in said


def test_what_comes_out_of_profit_is_not_said_to_move_into_rates(outcome):
    """A withhold is lost to plans in every year; what they pay for screening is not."""
    cells = lever_cells.cells("community_district", "nyc")
    withheld = run(Scenario(settings={"withheld": 2.0}), cells, state_policy.policy("36"), draws=16)
    moves = "moves into the rates"
    assert moves not in " ".join(parties.after_the_grant(withheld))
    assert moves in " ".join(parties.after_the_grant(outcome))


def test_more_care_is_told_apart_from_the_program(outcome):
    """A grant pays the workers; plans and governments pay the outpatient care that they bring about."""
    said = " ".join(parties.after_the_grant(outcome))
    assert "more outpatient care" in said


def test_without_spending_nobody_pays():
    cells = lever_cells.cells("community_district", "nyc")
    nothing = run(Scenario(), cells, state_policy.policy("36"), draws=16)
    assert parties.after_the_grant(nothing) == ["Nothing is spent, so nobody pays."]


def test_the_ledger_of_a_year_adds_up_to_nothing(outcome):
    """Every dollar has a payer and a receiver, households' unknown costs left aside."""
    table = levers.ledger(outcome, levers.provenance(outcome, SEEN, title="Scenario")).table
    usd = [name for name in table.columns if table[name].dtype.is_float()]
    assert usd
    drawn = summary.ledger(outcome).filter(pl.col("mean").is_not_null())
    by_year = drawn.group_by("year").agg(pl.col("mean").sum(), gross=pl.col("mean").abs().sum())
    assert (by_year["mean"].abs() <= 1e-6 * by_year["gross"]).all()


def test_what_a_party_pays_over_all_years_is_one_number_at_present_value(outcome):
    """At 3 % 103 of the second year are 100 of the first: the plan pays 200, the providers get them.

    In half of the draws nothing moves: 100 on average, and from paying 200 to nothing in 80 % of draws.
    """
    usd = np.tile([100.0, 103.0, 0.0, 0.0, 0.0], (128, 1)) * np.repeat([[0.0], [1.0]], 64, axis=0)
    made = replace(outcome, ledger=(Entry(kind="program", by_party={"plan": usd, "providers": -usd}),))
    origin = levers.provenance(made, SEEN, title="Scenario")
    plan, providers = levers.ledger(made, origin).table.rows(named=True)[:2]
    assert (plan["2027"], plan["2028"]) == pytest.approx((-50.0, -50.0))
    assert (plan["all_years"], providers["all_years"]) == pytest.approx((-100.0, 100.0))
    assert (plan["low"], plan["high"]) == pytest.approx((-200.0, 0.0))
    breaks_even = parties.break_even(made, origin).table.row(
        by_predicate=pl.col("party") == "plan", named=True
    )
    assert breaks_even["gain_in_words"] == "loses $0 to $200"


def test_every_number_behind_a_lever_has_a_card_that_says_what_it_rests_on(outcome):
    for lever in outcome.effects:
        cards = levers.of_parameters(LEVERS[lever], evidence.cards())
        assert len(cards.texts) == len(LEVERS[lever].parameters)
        assert all("Rests on: " in text for text in cards.texts)


def test_an_assumption_is_called_one():
    texts = " ".join(levers.of_parameters(LEVERS["screening_referral"], evidence.cards()).texts)
    assert "**an assumption**" in texts


def gap(endpoint: str, *, before: list[float], after: list[float]) -> Gap:
    return Gap(
        endpoint=endpoint,
        between="places",
        worst="96 places with a fifth of residents",
        best="35 places with a fifth of residents",
        before=np.array(before),
        after=np.array(after),
    )


def test_a_gap_shows_its_interval_and_a_change_too_small_to_see_in_it():
    """Five draws: the tenth percentile lies 0.4 of the way from the first to the second, 1 + 0.4 = 1.4.

    The change is -0.01 in four draws and +0.02 in one, whose ninetieth percentile is -0.01 + 0.6 * 0.03.
    """
    before = [1.0, 2.0, 3.0, 4.0, 5.0]
    after = [0.99, 1.99, 2.99, 3.99, 5.02]
    found = gap("ed_visits", before=before, after=after)
    row = lever_tables.gap_before_after([found], ORIGIN).table.row(0, named=True)
    assert row["before"] == "3.0 (1.4 to 4.6)"
    assert row["change"] == "−0.0100 (−0.0100 to 0.0080)"
    assert row["sides"] == (
        "Places: highest today for 96 places with a fifth of residents, lowest for 35 places with a fifth of "
        "residents"
    )
    assert (row["before_p10"], row["after_p50"]) == pytest.approx((1.4, 2.99))
    assert "3.0 now, change with the levers −0.0100 (−0.0100 to 0.0080)" in levers.gap_in_words(found)


def test_one_place_without_rates_by_group_has_no_gap_and_says_so():
    """The District of Columbia is one county, whose groups all carry its rate."""
    alone = run(
        Scenario(settings={"snap_mailed": 0.8}),
        lever_cells.cells("county", "11"),
        state_policy.policy("11"),
        draws=64,
    )
    found = gaps.gaps(alone)
    assert found == []
    assert not any("gap between" in words for words in gaps.harms(alone, found))
    assert gaps.NOT_MEASURED in levers.by_group(alone, found, "eligible_without_snap", ORIGIN).alt
    assert any("the gap between groups is not measured" in note for note in alone.notes)
    assert "why" not in levers.views("analyst", alone, found)
    measures = inequality.before_and_after(distribution(alone, "eligible_without_snap"))
    assert {each.reason.partition(":")[0] for each in measures} == {"not measured"}


def test_a_gap_is_said_with_the_chance_that_it_widens(outcome):
    found = gaps.gaps(outcome)[0]
    said = levers.gap_in_words(found)
    assert "per 1,000 residents" in said
    assert "That it widens is " in said
