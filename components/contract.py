"""The contract desk in words, a chart and tables: what a contract can pay for, and what allows it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import polars as pl
import streamlit as st

from components import charts, levers, own_figures, parties, term_sheet, wording
from components.charts import Chart, Column
from components.downloads import file_name
from components.numbers import Numbers
from components.provenance import APP, Provenance
from equity import contract
from equity.contract import Pool, Term, Terms
from equity.evidence import Card
from equity.geography import with_article
from equity.levers import LEVERS
from equity.simulation import in_lieu
from equity.simulation.law import CHECKED_ON, RULES
from equity.simulation.outcome import Outcome
from equity.simulation.scenario import Scenario
from equity.simulation.scenario_file import Edition
from equity.state_policy import FIELDS, Fact, StatePolicy

FAMILY = "Contract"
ASKED = ("capitation_pmpm", "quality_withhold_pct", "reinvestment_pct", "plan_margin_pct")
"""What only the State knows of its contracts, so the page asks."""
STATUS = (
    "mco_comprehensive",
    "mco_share_pct",
    "mco_enrollees",
    "mco_withhold_any",
    "mco_bonus_any",
    "quality_withhold_pct",
    "equity_or_sdoh_incentive",
    "equity_stratified_reporting",
    "sdoh_screening_in_mco_contract",
    "closed_loop_referral_required",
    "community_reinvestment",
    "mlr_remittance",
    "ilos_social_needs",
    "hrsn_1115",
)
"""Facts about a State's contracts that decide what is new in this one."""
_LABELS = {"mco_enrollees": "Members in comprehensive plans, counted"}
_TERMS = {
    "members": ("Members of the plans", "people"),
    "capitation": ("What Medicaid pays a plan for a member, a month", "usd"),
    "margin": ("Plans' margin", "share"),
    "reinvested": ("Share of the margin to be reinvested", "share"),
    "in_lieu": ("Most that may be spent in lieu of services", "share"),
    "withheld": ("Share of payment held back", "share"),
    "attained": ("Share of it that plans earn all the same", "share"),
}


@dataclass(frozen=True, kw_only=True)
class Desk:
    """A contract as it lies on the table: its terms, what the clauses do, and the State it is of."""

    terms: Terms
    outcome: Outcome
    policy: StatePolicy
    where: str
    area: str
    cards: Mapping[str, Card]
    origin: Provenance

    @property
    def of_state(self) -> Provenance:
        """Where the terms come from: those of the whole State, whatever area the clauses run in, with what
        the reader typed of its contracts alone."""
        typed = {
            "members": self.terms.members.middle if self.terms.members.is_entered else 0.0,
            "directed": self.terms.directed,
        }
        asked = (self.origin.about, *(f"{name}={value:.0f}" for name, value in typed.items() if value))
        return replace(
            self.origin, title=f"Contract in all of {with_article(self.where)}", about="&".join(asked)
        )


def only_contracts(scenario: Scenario) -> Scenario:
    """The scenario without levers that are no part of a contract with plans."""
    of_contracts = [lever for lever in LEVERS.values() if lever.family == FAMILY]
    kept = {setting.id for lever in of_contracts for setting in lever.settings}
    settings = {name: value for name, value in scenario.settings.items() if name in kept}
    schedules = {name: dates for name, dates in scenario.schedules.items() if LEVERS[name].family == FAMILY}
    return replace(scenario, settings=settings, schedules=schedules)


def asked(policy: StatePolicy, cards: Mapping[str, Card], clauses: Mapping[str, float]) -> Terms:
    """What only the State knows of its contracts, asked of the reader and kept in the address.

    Parameters
    ----------
    clauses
        The settings of the levers in use: what they withhold and reinvest stands for what is on record.
    """
    members = _amount("Members of the plans (empty: as on record)", "members", 50_000_000.0)
    own_figures.asked(ASKED, policy)
    directed = _amount("Payments the State directs plans to make, USD a year", "directed", 100e9)
    return contract.terms_of(
        policy,
        cards,
        members=members,
        withheld=clauses.get("withheld", 0.0) / 100,
        reinvested=clauses.get("reinvested", 0.0) / 100,
        directed=directed or 0.0,
    )


def _amount(words: str, name: str, most: float) -> float | None:
    def write() -> None:
        value = st.session_state[name]
        if value is not None:
            st.query_params[name] = f"{value:.0f}"
        elif name in st.query_params:
            del st.query_params[name]

    asked = st.query_params.get(name, "")
    wish = min(float(asked), most) if asked.isascii() and asked.isdecimal() and len(asked) < 15 else None
    if st.session_state.get(name) != wish:
        st.session_state[name] = wish
    found = st.number_input(
        words, min_value=0.0, max_value=most, value=None, step=1.0, format="%.0f", key=name, on_change=write
    )
    return None if found is None else float(found)


def answer(terms: Terms, cards: Mapping[str, Card], *, where: str) -> str:
    """Why a share of a share buys a pilot, in three sentences; members on record are all of the State's."""
    by_id = {each.id: each for each in contract.pools(terms)}
    small, large = by_id["reinvested"], by_id["in_lieu"]
    helped = contract.people_served(small.usd, unit_cost=_worker(cards))
    members = terms.members
    plans = (
        "plans"
        if members.is_entered or members.is_example
        else f"the State's plans (all of {with_article(where)})"
    )
    is_example = terms.capitation.is_example or terms.members.is_example
    example = " (an example: enter your State's own figures)" if is_example else ""
    return (
        f"For {wording.people(members.middle)} in {plans} paid {wording.money(terms.capitation.middle)} "
        f"a month{example}, reinvesting {small.formula} is {wording.money(small.usd)} a year: enough for "
        f"{wording.people(helped)} with a community health worker, a pilot. In lieu of services plans may "
        f"spend up to {wording.money(large.usd)}. {wording.money(by_id['withheld'].usd)} is held back, of "
        "which plans have lost about a quarter."
    )


def money(terms: Terms, cards: Mapping[str, Card], origin: Provenance) -> Chart:
    """The pools of a contract on one scale."""
    rows = [
        {
            "name": each.label,
            "usd": each.usd,
            "low": each.low,
            "high": each.high,
            "remark": f"{each.formula}: {_monthly(each, terms)}",
            "usd_a_member_month": each.per_member_month(terms),
            "people_with_a_worker": contract.people_served(each.usd, unit_cost=_worker(cards)),
        }
        for each in contract.pools(terms)
    ]
    return charts.pools(
        pl.DataFrame(rows),
        title="What the contract can move in a year",
        measure="USD a year",
        provenance=origin,
    )


def terms_table(terms: Terms, origin: Provenance) -> Numbers:
    """Each term with its range elsewhere and who says so."""
    rows = []
    for name, (words, unit) in _TERMS.items():
        term: Term = getattr(terms, name)
        rows.append(
            {
                "term": words,
                "value": _with_range(term, unit),
                "cited": f"▲ {term.source}" if term.is_example else term.source,
                **{end: getattr(term, end) for end in ("low", "middle", "high")},
            }
        )
    return Numbers(
        title="The terms behind it",
        alt="Each term of the contract, its range elsewhere and its source; ▲ marks a round number as an "
        "example.",
        table=pl.DataFrame(rows),
        columns={
            "term": Column(heading="Term"),
            "value": Column(heading="Here (elsewhere)"),
            "cited": Column(heading="Who says so"),
        },
        provenance=origin,
    )


def directed(terms: Terms, policy: StatePolicy) -> list[str]:
    """Who pays for directed payments, and the cap on them; nothing where there are none."""
    if not terms.directed:
        return []
    parts = contract.directed_split(terms.directed, federal_share=contract.federal_share(policy))
    paid = wording.listed([f"{parties.in_sentence(who)} {wording.money(usd)}" for who, usd in parts.items()])
    return [
        f"**Directed payments:** of {wording.money(terms.directed)} a year that plans must pass on to "
        f"providers, {paid}. Plans keep none of it. Federal law caps such payments at 100 or 110 % of "
        "Medicare's rates, and lowers older ones by 10 points a year from 2028-01-01."
    ]


def in_lieu_test(outcome: Outcome) -> list[str]:
    """Whether the services in lieu cost no more than they avoid, and how likely that is; nothing without."""
    found = in_lieu.in_lieu_test(outcome)
    if found is None:
        return []
    years = outcome.scenario.horizon
    over = "one year" if years == 1 else f"{years} years"
    return [
        f"**Services in lieu, tested by themselves:** over {over} they cost "
        f"{wording.money(found.expected_cost)} on average and avoid {wording.money(found.expected_avoided)} "
        f"of covered care. On average they **{'pass' if found.is_met else 'do not pass'}** the test of "
        f"costing no more than they avoid; that they do is {wording.probability(found.chance)}. "
        "A State's own test looks at each service and may come out differently."
    ]


def status(policy: StatePolicy) -> Numbers:
    """What the State's contracts have now, each with its date and source; unknown is said."""
    rows = []
    for name in STATUS:
        fact = policy.fact(name)
        rows.append(
            {
                "what": FIELDS[name].label if name in FIELDS else _LABELS[name],
                "now": _now(fact),
                "as_of": fact.as_of or "no date",
                "cited": fact.source or "nobody could confirm it",
                "note": fact.note,
            }
        )
    return Numbers(
        title="What the State's contracts have now",
        alt=f"{len(rows)} facts with the date each was true and its source.",
        table=pl.DataFrame(rows),
        columns={
            "what": Column(heading="What"),
            "now": Column(heading="Now"),
            "as_of": Column(heading="As of"),
            "cited": Column(heading="Source"),
        },
        provenance=Provenance(
            title="State policy table", publisher=APP, period="dates in the table", is_embedded=True
        ),
    )


def authority(cards: Mapping[str, Card]) -> Numbers:
    """The dated rules of federal law that contracts meet, and what the model makes of each."""
    rows = [
        {
            "rule": rule.label,
            "since": rule.since.isoformat(),
            "in_model": rule.in_model,
            "cited": "; ".join(cards[each].citation for each in rule.evidence if each in cards),
            "checked_on": CHECKED_ON.isoformat(),
        }
        for rule in RULES
    ]
    return Numbers(
        title="What federal law allows, and since when",
        alt=f"{len(rows)} rules with the day each took effect, checked on {CHECKED_ON}. Not legal advice.",
        table=pl.DataFrame(rows),
        columns={
            "rule": Column(heading="Rule"),
            "since": Column(heading="In force from"),
            "in_model": Column(heading="In this model"),
        },
        provenance=Provenance(
            title="Dated rules of law", publisher=APP, period=f"checked on {CHECKED_ON}", is_embedded=True
        ),
    )


def take_away(desk: Desk, *, edition: Edition) -> None:
    """The term sheet, to download."""
    st.download_button(
        "Download the term sheet",
        lambda: sheet(desk, edition=edition),
        file_name=file_name(f"term sheet {desk.where} {desk.origin.period}", ending="html"),
        mime=term_sheet.MIME,
        on_click="ignore",
    )


def sheet(desk: Desk, *, edition: Edition) -> bytes:
    """The term sheet as one page of HTML: clauses, money, ledger, authority, sources and limits."""
    outcome, origin, cards = desk.outcome, desk.origin, desk.cards
    studies = [cards[each] for each in outcome.provenance.evidence_ids if each in cards]
    sections = (
        term_sheet.Section(
            title="Clauses",
            sentences=term_sheet.clauses(outcome, desk.policy, where=desk.where),
        ),
        term_sheet.Section(
            title="What the contract can move in a year",
            sentences=[answer(desk.terms, cards, where=desk.where), *directed(desk.terms, desk.policy)],
            tables=[money(desk.terms, cards, desk.of_state), terms_table(desk.terms, desk.of_state)],
        ),
        term_sheet.Section(
            title="Who bears the clauses, by party and year",
            sentences=in_lieu_test(outcome),
            tables=[levers.ledger(outcome, origin), parties.break_even(outcome, origin)],
        ),
        term_sheet.Section(title=parties.AFTER_THE_GRANT, sentences=parties.after_the_grant(outcome)),
        term_sheet.Section(title="Authority", tables=[status(desk.policy), authority(cards)]),
        term_sheet.Section(title="What this cannot say", sentences=outcome.notes),
        term_sheet.Section(
            title="Studies behind it",
            sentences=[
                f"{each.measure}: {each.citation} ({each.grade} grade). {each.caveat}" for each in studies
            ],
        ),
    )
    return term_sheet.html(
        f"Contract with Medicaid plans: terms for {desk.area}", sections, provenance=origin, edition=edition
    )


def _with_range(term: Term, unit: str) -> str:
    def shown(value: float) -> str:
        return f"{value * 100:.3g}" if unit == "share" else wording.number(value, unit_id=unit)

    percent = f"{wording.SPACE}%" if unit == "share" else ""
    span = "" if term.low == term.high else f" ({shown(term.low)}–{shown(term.high)}{percent})"
    return f"{shown(term.middle)}{percent}{span}"


def _now(fact: Fact) -> str:
    if fact.is_unknown:
        return "Unknown"
    value = f"{int(fact.value):,}" if fact.value.isdigit() else fact.value
    return fact.value if fact.in_force else f"{value} {fact.unit}".strip()


def _monthly(pool: Pool, terms: Terms) -> str:
    return f"${pool.per_member_month(terms):,.2f} a member a month"


def _worker(cards: Mapping[str, Card]) -> float:
    return cards["chw_cost_per_patient"].central or 0.0
