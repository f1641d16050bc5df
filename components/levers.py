"""What a run of the levers shows: figures, pictures and tables, made from its outcome."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from components import (
    charts,
    controls,
    doubt,
    lever_controls,
    lever_tables,
    parties,
    report,
    scenario_map,
    selection,
    wording,
)
from components.cards import Cards, of_parameters
from components.charts import Chart
from components.frame import Figure
from components.numbers import Numbers, ScenarioMap
from components.provenance import Provenance
from components.selection import Selection
from equity import groups
from equity.evidence import Card
from equity.geography import with_article
from equity.levers import LEVERS
from equity.simulation import summary
from equity.simulation.baseline import ENDPOINTS
from equity.simulation.gaps import NOT_MEASURED, Gap, gap_table
from equity.simulation.outcome import Outcome
from equity.simulation.payers import PARTIES, PAYERS
from equity.state_policy import StatePolicy

_STAGES = {
    "eligible": "Could be helped",
    "reached": "Reached",
    "screened": "Screened",
    "with_need": "Have a need",
    "accepted": "Accept help",
    "referred": "Referred",
    "helped": "Helped",
}


_FOR_A_ROOM = {
    "map": "Who gains, on the map",
    "gains": "Who gains, by group",
    "pays": "Who pays",
}
_FOR_A_BRIEFING = _FOR_A_ROOM | {
    "compare": "Each lever by itself",
    "doubt": "What would change this answer",
    "learn": "What to find out first",
    "why": "Why the gap changes",
    "report": "For a report",
}
_EVERYTHING = _FOR_A_BRIEFING | {
    "path": "Where people are lost on the way",
    "models": "Other ways to build the model",
    "evidence": "The numbers and studies behind it",
}
VIEWS = {"room": _FOR_A_ROOM, "briefing": _FOR_A_BRIEFING, "analyst": _EVERYTHING}
"""What can be looked at closer, by depth (`components.lever_controls.DEPTHS`)."""
_OF_AN_OUTCOME = ("gains", "why")


def provenance(
    outcome: Outcome, seen: Selection, *, title: str, retrieved: tuple[date, ...] = ()
) -> Provenance:
    """Where a scenario's numbers come from: a model, what it was asked, and when its people were pulled."""
    first = outcome.scenario.start_year
    link = "&".join(f"{name}={value}" for name, value in lever_controls.address(outcome.scenario).items())
    return Provenance(
        title=title,
        publisher=f"Equity Levers model, {outcome.draws:,} draws, seed {outcome.scenario.seed}",
        period=wording.period(first + outcome.scenario.horizon - 1, years=outcome.scenario.horizon),
        about=selection.asked(seen.within, seen.level, link),
        is_embedded=True,
        retrieved=retrieved,
    )


def views(depth: str, outcome: Outcome, found: Sequence[Gap]) -> dict[str, str]:
    """What can be looked at closer; a view of an outcome or a gap only where there is one."""
    is_shown = {"gains": bool(outcome.endpoints), "why": any(gap.between == "groups" for gap in found)}
    return {name: words for name, words in VIEWS[depth].items() if is_shown.get(name, True)}


def endpoint(chosen: str, outcome: Outcome) -> str:
    """What the view shows, asked only where the view shows one of several; empty where no outcome moves."""
    labels = {each: ENDPOINTS[each].label for each in outcome.endpoints}
    if chosen == "map":
        averted = {each: ENDPOINTS[each].averted for each in outcome.endpoints}
        return controls.one_of("Shown", "shown", {summary.HELPED: "People helped"} | averted)
    asks = chosen in _OF_AN_OUTCOME
    return controls.one_of("Outcome", "endpoint", labels) if asks else next(iter(labels), "")


def figures(headline: pl.DataFrame) -> list[Figure]:
    """The people helped, each outcome, and what all payers together pay, over all years.

    Parameters
    ----------
    headline
        As from `equity.simulation.summary.headline`.
    """
    shown = headline.filter((pl.col("kind") != "money") | (pl.col("id") == "payers")).filter(
        pl.col("id") != "reached"
    )
    return [_figure(row) for row in shown.iter_rows(named=True)]


def _figure(row: Mapping[str, object]) -> Figure:
    is_money = row["kind"] == "money"
    is_people = row["kind"] == "people"
    label = "Net cost to all payers" if is_money else str(row["label"])
    if is_people:
        label = f"People helped: {LEVERS[str(row['lever'])].label}"
    shown = [wording.money(value) for value in _ends(row)] if is_money else _counted(row)
    chance = wording.capital(summary.ONCE_A_YEAR) if is_people else ""
    if row["p10"] == row["p90"] == 0:
        chance = "The same as doing nothing"
    elif row["better"] is not None:
        words = "Pays for itself" if is_money else "Better than doing nothing"
        chance = f"{words}: {wording.probability(float(str(row['better'])))}"
    interval = f"80{wording.SPACE}% interval: {shown[0]} to {shown[2]}"
    return Figure(label=label, middle=shown[1], interval=interval, chance=chance)


def _ends(row: Mapping[str, object]) -> tuple[float, float, float]:
    """The low end, the middle and the high end of a result."""
    low, middle, high = (float(str(row[name])) for name in ("p10", "p50", "p90"))
    return low, middle, high


def _counted(row: Mapping[str, object]) -> list[str]:
    """The same for people or events, to the digits that the interval leaves."""
    low, _, high = ends = _ends(row)
    return [wording.number(value, unit_id="people", margin=(high - low) / 2 or None) for value in ends]


def answer(outcome: Outcome, headline: pl.DataFrame, where: str) -> str:
    """What the scenario would bring, in two sentences with their doubt."""
    where = with_article(where)
    if not outcome.effects:
        return f"No lever is moved, so nothing changes in {where}. Move one to begin."
    helped = headline.filter(id=summary.HELPED)
    people = wording.listed([_through(row) for row in helped.iter_rows(named=True)])
    money = headline.filter(id="payers").row(0, named=True)
    return (
        f"Over {wording.counted(outcome.scenario.horizon, 'year', 'years')} in {where}, with "
        f"{wording.INTERVAL_80}s and people {summary.ONCE_A_YEAR}: help for {people}. {_cost(money)} "
        f"{summary.moves_no_outcome(outcome)}"
    ).rstrip()


def _cost(row: Mapping[str, object]) -> str:
    """What all payers together pay or save, in a sentence whose interval is of the same."""
    low, middle, high = _ends(row)
    if low == high == 0:
        return "It would neither cost payers anything nor save them anything."
    verb, ends = ("cost", (low, high)) if middle >= 0 else ("save", (-high, -low))
    least, most = (wording.money(end) for end in ends)
    return (
        f"It would {verb} all payers together {wording.money(abs(middle))} ({least} to {most}); "
        f"that it pays for itself is {wording.probability(float(str(row['better'])))}."
    )


def _through(row: Mapping[str, object]) -> str:
    """How many people a lever helps: "900 people (200 to 2,300) through community health workers"."""
    low, middle, high = _counted(row)
    people = "hardly anybody" if middle == "0" else f"{middle} {'person' if middle == '1' else 'people'}"
    return f"{people} ({low} to {high}) through {wording.in_sentence(LEVERS[str(row['lever'])].label)}"


@dataclass(frozen=True, kw_only=True)
class Run:
    """A run and what is needed to show it: names, outlines, studies, and the headline of another scenario."""

    outcome: Outcome
    found: Sequence[Gap]
    area: str
    names: Mapping[str, str]
    places: pl.DataFrame
    outlines: str
    cards: Mapping[str, Card]
    origin: Provenance
    headline_of: Callable[[str], pl.DataFrame]
    policy: StatePolicy


def view(chosen: str, run: Run, *, endpoint: str) -> list[Chart | Numbers | Cards | ScenarioMap]:
    """The pictures and tables of one of `VIEWS`; the others are not built."""
    outcome, origin, found = run.outcome, run.origin, run.found
    made: Mapping[str, Callable[[], list[Chart | Numbers | Cards | ScenarioMap]]] = {
        "map": lambda: [
            ScenarioMap(
                picture=scenario_map.gains(
                    outcome, endpoint, run.places, area=run.area, outlines=run.outlines, origin=origin
                ),
                numbers=lever_tables.by_place(outcome, run.names, origin),
            )
        ],
        "gains": lambda: [
            by_group(outcome, found, endpoint, origin),
            lever_tables.gap_before_after(found, origin),
        ],
        "pays": lambda: [ledger(outcome, origin), parties.break_even(outcome, origin)],
        "compare": lambda: [lever_tables.each_alone(outcome, run.headline_of, origin)],
        "path": lambda: [cascade(outcome, lever, origin) for lever in outcome.effects],
        "doubt": lambda: [
            lever_tables.would_change(outcome, origin),
            doubt.one_at_a_time(outcome, run.policy, origin),
        ],
        "learn": lambda: [
            doubt.worth_knowing(outcome, origin),
            doubt.turning_point(outcome, run.policy, origin),
        ],
        "why": lambda: [
            doubt.every_measure(outcome, endpoint, origin),
            *doubt.why_the_gap_changes(outcome, endpoint, origin),
        ],
        "models": lambda: [doubt.other_models(outcome, run.policy, origin)],
        "report": lambda: [*report.tables(outcome, found, cards=run.cards, area=run.area, origin=origin)],
        "evidence": lambda: [of_parameters(LEVERS[lever], run.cards) for lever in outcome.effects],
    }
    return made[chosen]()


def cascade(outcome: Outcome, lever: str, origin: Provenance) -> Chart:
    """Where people are lost between being eligible and being helped, for one lever."""
    rows = summary.by_stage(outcome).filter(lever=lever)
    table = rows.select(
        stage=pl.col("stage").replace_strict(_STAGES, return_dtype=pl.String),
        people="p50",
        low="p10",
        high="p90",
    )
    return charts.cascade(
        table,
        title=f"{LEVERS[lever].label}: from eligible to helped",
        measure=f"People over {wording.counted(outcome.scenario.horizon, 'year', 'years')}, "
        f"{summary.ONCE_A_YEAR}",
        provenance=origin,
    )


def by_group(outcome: Outcome, found: Sequence[Gap], endpoint: str, origin: Provenance) -> Chart:
    """One outcome for each group of residents, today and with the levers."""
    rows = summary.by_group(outcome, endpoint)
    per_1000 = 1_000 / (rows["residents"] * outcome.scenario.horizon)
    order = {group.id: at for at, group in enumerate(groups.GROUPS)}
    mine = [gap for gap in found if gap.endpoint == endpoint]
    of_gaps = [gap_in_words(gap) for gap in mine]
    if not any(gap.between == "groups" for gap in mine):
        of_gaps.append(NOT_MEASURED)
    table = (
        rows.with_columns(
            name=pl.col("group").map_elements(lambda one: groups.group(one).label, return_dtype=pl.String),
            low=pl.col("before") - pl.col("p90") * per_1000,
            high=pl.col("before") - pl.col("p10") * per_1000,
            order=pl.col("group").replace_strict(order),
        )
        .sort("order")
        .select("name", "before", "after", "low", "high")
    )
    return charts.before_after(
        table,
        title=f"{ENDPOINTS[endpoint].label}, by group",
        measure="In a year, per 1,000 residents of the group",
        unit="per_1000",
        provenance=origin,
        gap=" ".join(of_gaps),
    )


def gap_in_words(found: Gap) -> str:
    """A gap today, its change, and the chance that it widens."""
    row = gap_table([found]).row(0, named=True)
    now, change = (
        wording.number(row["before_p50"], unit_id="per_1000"),
        lever_tables.gap_interval(row, "change"),
    )
    return (
        f"Gap between {found.between}: {now} now, change with the levers {change}, per 1,000 residents. "
        f"That it widens is {wording.probability(found.widens)}."
    )


def ledger(outcome: Outcome, origin: Provenance) -> Chart:
    """Who pays and who gains, by party and year, as averages at present value, which alone add up.

    A line of zeroes for each payer where nothing is moved.
    """
    rows = summary.ledger(outcome)
    known = rows.filter(pl.col("mean").is_not_null())
    if known.is_empty():
        years = rows.select("year").unique().sort("year")
        known = pl.DataFrame({"party": PAYERS}).join(years, how="cross").with_columns(mean=pl.lit(0.0))
    table = (
        known.group_by("party", "year", maintain_order=True)
        .agg(usd=-pl.col("mean").sum())
        .with_columns(name=_party_name(), order=_party_order())
        .sort("order", "year")
        .select("party", "name", "year", "usd")
    )
    totals = pl.DataFrame(
        [
            (
                party,
                *(-summary.spread(outcome.present_value(outcome.paid(party)))[end] for end in ("p90", "p10")),
            )
            for party in table["party"].unique(maintain_order=True)
        ],
        schema={"party": pl.String, "low": pl.Float64, "high": pl.Float64},
        orient="row",
    )
    return charts.ledger(table, title="Who pays and who gains", provenance=origin, totals=totals)


def _party_name() -> pl.Expr:
    labels = {party: each.label for party, each in PARTIES.items()}
    return pl.col("party").replace_strict(labels, return_dtype=pl.String)


def _party_order() -> pl.Expr:
    return pl.col("party").replace_strict({party: at for at, party in enumerate(PARTIES)})
