"""What a run of the levers shows: figures, pictures and tables, made from its outcome."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from components import charts, controls, wording
from components.cards import Cards, of_parameters
from components.charts import Chart, Column
from components.numbers import Numbers
from components.provenance import Provenance
from equity import groups
from equity.evidence import Card
from equity.levers import LEVERS
from equity.simulation import summary
from equity.simulation.baseline import ENDPOINTS
from equity.simulation.gaps import Gap
from equity.simulation.outcome import Outcome
from equity.simulation.payers import PARTIES
from equity.simulation.sensitivity import sensitivity

_STAGES = {
    "eligible": "Could be helped",
    "reached": "Reached",
    "screened": "Screened",
    "with_need": "Have a need",
    "accepted": "Accept help",
    "referred": "Referred",
    "helped": "Helped",
}


VIEWS = {
    "gains": "Who gains",
    "pays": "Who pays",
    "path": "Where people are lost on the way",
    "doubt": "What would change this answer",
    "evidence": "The numbers and studies behind it",
}


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One result: its middle, its 80 % interval and the chance of doing better than nothing."""

    label: str
    middle: str
    interval: str
    chance: str


def provenance(outcome: Outcome, *, title: str) -> Provenance:
    """Where a scenario's numbers come from: a model, its years and its seed."""
    first = outcome.scenario.start_year
    return Provenance(
        title=title,
        publisher=f"Equity Levers model, {outcome.draws:,} draws, seed {outcome.scenario.seed}",
        period=wording.period(first + outcome.scenario.horizon - 1, years=outcome.scenario.horizon),
        is_embedded=True,
    )


def endpoint(chosen: str, outcome: Outcome) -> str:
    """Which outcome the view shows; asked only where the view shows one."""
    labels = {each: ENDPOINTS[each].label for each in outcome.endpoints}
    return controls.one_of("Outcome", "endpoint", labels) if chosen == "gains" else outcome.endpoints[0]


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
    low, middle, high = (float(str(row[name])) for name in ("p10", "p50", "p90"))
    is_money = row["kind"] == "money"
    label = "Net cost to all payers" if is_money else str(row["label"])
    if is_money:
        shown = [wording.money(value) for value in (low, middle, high)]
    else:
        margin = (high - low) / 2 or None
        shown = [wording.number(value, unit_id="people", margin=margin) for value in (low, middle, high)]
    chance = ""
    if row["better"] is not None:
        words = "Pays for itself" if is_money else "Better than doing nothing"
        chance = f"{words}: {wording.probability(float(str(row['better'])))}"
    interval = f"80{wording.SPACE}% interval: {shown[0]} to {shown[2]}"
    return Figure(label=label, middle=shown[1], interval=interval, chance=chance)


def answer(outcome: Outcome, headline: pl.DataFrame, where: str) -> str:
    """What the scenario would bring, in two sentences with their doubt."""
    if not outcome.effects:
        return f"No lever is moved, so nothing changes in {where}. Move one to begin."
    helped = headline.filter(id=summary.HELPED)
    people = wording.listed(
        [
            f"{wording.people(row['p50'])} through {wording.in_sentence(LEVERS[row['lever']].label)}"
            for row in helped.iter_rows(named=True)
        ]
    )
    money = headline.filter(id="payers").row(0, named=True)
    cost, saved = money["p50"], wording.probability(money["better"])
    verb = "would cost" if cost > 0 else "would save"
    return (
        f"Over {outcome.scenario.horizon} years in {where}: help for {people}. It {verb} all payers together "
        f"{wording.money(abs(cost))} (80 % interval {wording.money(money['p10'])} to "
        f"{wording.money(money['p90'])}); that it pays for itself is {saved}."
    )


def view(
    chosen: str,
    outcome: Outcome,
    found: Sequence[Gap],
    *,
    names: Mapping[str, str],
    cards: Mapping[str, Card],
    endpoint: str,
    origin: Provenance,
) -> list[Chart | Numbers | Cards]:
    """The pictures and tables of one of `VIEWS`; the others are not built."""
    match chosen:
        case "gains":
            return [by_group(outcome, found, endpoint, origin), by_place(outcome, names, origin)]
        case "pays":
            return [ledger(outcome, origin)]
        case "path":
            return [cascade(outcome, lever, origin) for lever in outcome.effects]
        case "doubt":
            return [would_change(outcome, origin)]
        case _:
            return [of_parameters(LEVERS[lever], cards) for lever in outcome.effects]


def cascade(outcome: Outcome, lever: str, origin: Provenance) -> Chart:
    """Where people are lost between being eligible and being helped, for one lever."""
    rows = summary.by_stage(outcome).filter(lever=lever)
    table = rows.select(
        stage=pl.col("stage").replace_strict(_STAGES, return_dtype=pl.String),
        people="p50",
        low="p10",
        high="p90",
    )
    return charts.cascade(table, title=f"{LEVERS[lever].label}: from eligible to helped", provenance=origin)


def by_group(outcome: Outcome, found: Sequence[Gap], endpoint: str, origin: Provenance) -> Chart:
    """One outcome for each group of residents, today and with the levers."""
    rows = summary.by_group(outcome).filter(measure=endpoint)
    per_1000 = 1_000 / (rows["residents"] * outcome.scenario.horizon)
    order = {group.id: at for at, group in enumerate(groups.GROUPS)}
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
        gap=" ".join(gap_in_words(gap) for gap in found if gap.endpoint == endpoint),
    )


def gap_in_words(found: Gap) -> str:
    """A gap before and after, and the chance that it widens."""
    before, after = (
        wording.number(float(np.median(values)), unit_id="per_1000") for values in (found.before, found.after)
    )
    return (
        f"Gap between {found.between}: {before} now, {after} with the levers, per 1,000 residents. "
        f"That it widens is {wording.probability(found.widens)}."
    )


def ledger(outcome: Outcome, origin: Provenance) -> Chart:
    """Who pays and who gains, by party and year."""
    rows = summary.ledger(outcome)
    known = rows.filter(pl.col("mean").is_not_null())
    table = (
        known.group_by("party", "year", maintain_order=True)
        .agg(usd=-pl.col("mean").sum())
        .with_columns(name=_party_name(), order=_party_order())
        .sort("order", "year")
        .select("party", "name", "year", "usd")
    )
    totals = pl.DataFrame(
        [
            (party, *(-summary.spread(outcome.paid(party).sum(axis=1))[end] for end in ("p90", "p10")))
            for party in table["party"].unique(maintain_order=True)
        ],
        schema={"party": pl.String, "low": pl.Float64, "high": pl.Float64},
        orient="row",
    )
    return charts.ledger(table, title="Who pays and who gains", provenance=origin, totals=totals)


def by_place(outcome: Outcome, names: Mapping[str, str], origin: Provenance) -> Numbers:
    """Every place with the people helped there, in all and for each 1,000 residents."""
    rows = summary.by_place(outcome).filter(measure=summary.HELPED)
    table = rows.select(
        "geoid",
        pl.col("geoid").replace_strict(names, default=None, return_dtype=pl.String).alias("name"),
        "residents",
        "p50",
        "p10",
        "p90",
        "per_1000",
    ).sort("per_1000", descending=True)
    return Numbers(
        title="People helped, by place",
        alt=f"People helped over {outcome.scenario.horizon} years in {table.height} places.",
        table=table,
        columns={
            "name": Column(heading="Place"),
            "residents": Column(heading="Residents", unit="people"),
            "p50": Column(heading="People helped", unit="people"),
            "p10": Column(heading="Low end of 80 % interval", unit="people"),
            "p90": Column(heading="High end of 80 % interval", unit="people"),
            "per_1000": Column(heading="Helped in a year per 1,000 residents", unit="per_1000"),
        },
        provenance=origin,
    )


def would_change(outcome: Outcome, origin: Provenance) -> Numbers:
    """Which uncertain number moves the net cost to all payers most."""
    rows = sensitivity(outcome, "payers").head(8)
    table = rows.with_columns(
        rests_on=pl.when("is_assumption").then(pl.lit("Partly an assumption")).otherwise(pl.lit("Studies")),
        low_in_words=pl.Series([wording.money(gain) for gain in rows["at_low"]], dtype=pl.String),
        high_in_words=pl.Series([wording.money(gain) for gain in rows["at_high"]], dtype=pl.String),
    )
    return Numbers(
        title="What would change this answer",
        alt="The numbers that move the gain of all payers most, strongest first: the gain in dollars where "
        "each is lowest and highest.",
        table=table.drop("evidence"),
        columns={
            "label": Column(heading="What is unsure"),
            "low_in_words": Column(heading="Gain to payers where it is low"),
            "high_in_words": Column(heading="Gain to payers where it is high"),
            "rests_on": Column(heading="Rests on"),
        },
        provenance=origin,
    )


def _party_name() -> pl.Expr:
    labels = {party: each.label for party, each in PARTIES.items()}
    return pl.col("party").replace_strict(labels, return_dtype=pl.String)


def _party_order() -> pl.Expr:
    return pl.col("party").replace_strict({party: at for at, party in enumerate(PARTIES)})
