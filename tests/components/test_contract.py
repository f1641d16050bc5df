"""The contract desk and its term sheet: the numbers of the arithmetic, dated, and nothing that runs."""

from dataclasses import replace
from html.parser import HTMLParser

import polars as pl
import pytest

from components import contract, downloads, levers, parties
from components.selection import Selection
from data_loaders import evidence, lever_cells, state_policy
from equity.contract import terms_of
from equity.simulation.run import run
from equity.simulation.scenario import Scenario
from equity.simulation.scenario_file import Edition
from equity.simulation.schedule import Schedule
from equity.state_policy import with_own_figures

CARDS = evidence.cards()
EDITION = Edition(data="d" * 64, code="c" * 64)
SEEN = Selection(within="nyc", level="community_district", indicator="poverty", group="all", year=2023)


def desk(*, area: str = "Texas", **scenario: object) -> contract.Desk:
    policy = with_own_figures(state_policy.policy("36"), {"capitation_pmpm": "400"})
    asked = Scenario(**({"settings": {"screening_duty": 1.0}} | scenario))  # type: ignore[arg-type]
    outcome = run(asked, lever_cells.cells("community_district", "nyc"), policy, draws=64)
    return contract.Desk(
        terms=terms_of(policy, CARDS, members=1_000_000.0, directed=10_000_000.0),
        outcome=outcome,
        policy=policy,
        where="New York",
        area=area,
        cards=CARDS,
        origin=levers.provenance(outcome, SEEN, title="Contract"),
    )


DESK = desk()


def test_the_answer_says_why_a_share_of_a_share_buys_a_pilot():
    """5 % of 1.25 % of 4.8 billion is 3 million: 1,743 people at 1,721 USD, said with three digits."""
    said = contract.answer(DESK.terms, CARDS, where="New York")
    assert "$3.00\u00a0million a year" in said
    assert "about 1,740\u00a0people" in said
    assert "$240\u00a0million" in said
    assert "an example" not in said


def test_the_file_of_the_terms_says_what_was_typed_of_the_contracts():
    """The desk's million members and 10 million dollars a year; on record, nothing was typed."""
    terms = contract.terms_table(DESK.terms, DESK.of_state)
    file = pl.read_csv(downloads.csv(terms.table, title=terms.title, provenance=terms.provenance))
    assert file["about"][0].endswith("&members=1000000&directed=10000000")
    on_record = replace(DESK, terms=terms_of(state_policy.policy("36"), CARDS))
    assert on_record.of_state.about == on_record.origin.about


def test_the_answer_says_when_its_figures_are_an_example():
    said = contract.answer(terms_of(state_policy.policy("48"), CARDS), CARDS, where="Texas")
    assert "an example: enter your State's own figures" in said


def test_members_on_record_are_named_as_those_of_the_whole_state():
    """Plans of New York State have 5,633,689 members on record, those of New York City among them."""
    on_record = terms_of(state_policy.policy("36"), CARDS)
    said = contract.answer(on_record, CARDS, where="New York")
    assert said.startswith("For about 5,630,000\u00a0people in the State's plans (all of New York) paid ")
    city = desk(area="New York City")
    assert contract.money(on_record, CARDS, city.of_state).provenance.title == "Contract in all of New York"


def test_who_pays_for_directed_payments_adds_up_to_them():
    said = contract.directed(DESK.terms, DESK.policy)
    assert (
        "the federal government" in said[0] and "the State" in said[0] and "Plans keep none of it" in said[0]
    )
    assert contract.directed(replace(DESK.terms, directed=0.0), DESK.policy) == []


def test_the_district_of_columbia_has_its_article():
    """As inside every sentence: "in all of the District of Columbia"."""
    district = "District of Columbia"
    said = contract.answer(terms_of(state_policy.policy("11"), CARDS), CARDS, where=district)
    assert "(all of the District of Columbia)" in said
    named = replace(DESK, where=district).of_state
    assert named.title == "Contract in all of the District of Columbia"


def test_only_what_is_in_a_contract_stands_on_the_desk():
    everything = Scenario(
        settings={"screening_duty": 1.0, "snap_mailed": 0.8},
        schedules={"snap_enrollment": Schedule(money_until=2028)},
        own_figures={"doula_rate": "900"},
        horizon=3,
        membership="stays",
    )
    kept = contract.only_contracts(everything)
    assert kept == replace(everything, settings={"screening_duty": 1.0}, schedules={})


def test_every_fact_of_the_state_has_its_date_or_says_there_is_none():
    table = contract.status(DESK.policy).table
    assert table["as_of"].null_count() == 0
    assert table.filter(now="Unknown")["cited"].unique().to_list() == ["nobody could confirm it"]
    assert contract.authority(CARDS).table["checked_on"].unique().to_list() == ["2026-11-25"]


class Reader(HTMLParser):
    """Collects the elements and texts of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        assert not [name for name, _ in attrs if name.startswith("on") or name in ("src", "href")]

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def read(sheet: bytes) -> Reader:
    reader = Reader()
    reader.feed(sheet.decode())
    return reader


def test_a_file_keeps_who_says_so_beside_our_own_stamp():
    """Tables of the desk cite a source a row; the stamp names what made the table."""
    for table in (contract.terms_table(DESK.terms, DESK.origin), contract.status(DESK.policy)):
        file = pl.read_csv(downloads.csv(table.table, title=table.title, provenance=table.provenance))
        assert file["cited"].to_list() == table.table["cited"].to_list()


def test_the_term_sheet_holds_every_number_its_sources_and_dates():
    words = " ".join(read(contract.sheet(DESK, edition=EDITION)).words)
    for expected in (
        "$3.00\u00a0million",
        "Society of Actuaries 2024",
        "Who bears the clauses, by party and year",
        "Federal government",
        "2031",
        "2025-03-04",
        "dddddddddddd",
        "seed 0",
        "not for setting rates, and not legal advice",
        "New York today: unknown",
        parties.AFTER_THE_GRANT,
    ):
        assert expected in words, expected


def test_a_script_in_a_name_stays_words_in_the_term_sheet():
    hostile = desk(area='<script>alert("1")</script><img src=x onerror=alert(1)>')
    reader = read(contract.sheet(hostile, edition=EDITION))
    assert not {"script", "img", "iframe", "link", "object"} & set(reader.tags)
    assert any('<script>alert("1")</script>' in text for text in reader.words)
    assert b"default-src 'none'" in contract.sheet(hostile, edition=EDITION)


@pytest.mark.parametrize(
    ("schedule", "words"),
    [
        (Schedule(money_until=2028), "nobody takes over, so it stops"),
        (Schedule(money_until=2028, then="benefit"), "From 2029 it is paid as: Medicaid benefit"),
        (Schedule(money_until=2040), "after the years shown here"),
    ],
)
def test_what_happens_after_the_grant_is_said_for_each_lever(schedule, words):
    """Workers paid by a grant until 2028: then they stop, or somebody named pays from 2029 on."""
    made = desk(
        settings={"chw_offered": 0.5, "chw_workers": 3.0},
        choices={"chw_paid_by": "grant"},
        schedules={"community_health_workers": schedule},
    )
    said = " ".join(parties.after_the_grant(made.outcome))
    assert words in said
    assert "**In 2028**" in said or schedule.money_until == 2040


@pytest.mark.parametrize(("then", "rests"), [("", True), ("benefit", False), ("local", True)])
def test_what_rests_on_grants_and_local_money_is_said(then, rests):
    """Workers are the only lever: a grant carries them to 2028, then nobody, the benefit or local money."""
    made = desk(
        settings={"chw_offered": 0.5, "chw_workers": 3.0},
        choices={"chw_paid_by": "grant"},
        schedules={"community_health_workers": Schedule(money_until=2028, then=then)},
    )
    said = " ".join(parties.after_the_grant(made.outcome))
    assert ("**When grants or local money end:**" in said) is rests
    assert ("none of the spending rests on a grant" in said) is not rests
