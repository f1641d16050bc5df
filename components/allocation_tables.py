"""The map, the chart and the tables of one budget; table in, picture out."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import polars as pl

from components import charts, maps, scenario_map, wording
from components.charts import Chart, Column
from components.numbers import Numbers, ScenarioMap
from components.provenance import Provenance
from equity import geography, groups
from equity.allocation.asked import Answer, Judged
from equity.allocation.plan import Plan
from equity.allocation.services import CARE, OBJECTIVES, Objective, Offered, Service
from equity.indicators import Indicator
from equity.simulation.summary import ONCE_A_YEAR

ENDS = (0.1, 0.9)

_HOW_SURE = {
    **wording.RELIABILITY_LABELS,
    "reliable": "Modeled from trials in other places",
    "unreliable": "Cannot tell whether this place gains or loses",
}


@dataclass(frozen=True, kw_only=True)
class Shown:
    """An answer and what is needed to show it: who the places are, where their outlines are, whose numbers.

    `firmness` gives for each place the share of draws in which it is funded, `exact` the exact plan for a
    caution (`equity.allocation.asked.CAUTION`). Both take seconds and are asked for only
    where they are shown.
    """

    answer: Answer
    these: Offered
    area: str
    names: Mapping[str, str]
    places: pl.DataFrame
    outlines: str
    origin: Provenance
    firmness: Callable[[], Sequence[float]]
    exact: Callable[[str], Judged]

    @property
    def plan(self) -> Plan:
        """The plan that was asked for."""
        return self.answer.plan

    @property
    def objective(self) -> Objective:
        """What it brings the most of."""
        return OBJECTIVES[self.answer.objective]

    @cached_property
    def drawn(self) -> np.ndarray:
        """The plan's gain by draw and place."""
        return self.plan.gain_draws_by_place

    def name(self, at: int) -> str:
        """The name of a place of the plan."""
        geoid = self.plan.problem.places[at]
        return self.names.get(geoid, geoid)


def bought(shown: Shown) -> list[Service]:
    """The services of the plan, in its order."""
    by_id = {each.id: each for each in shown.these.services}
    return [by_id[each] for each in shown.plan.problem.services]


def service_label(shown: Shown, service: str) -> str:
    """What a service is called."""
    return next(each.label for each in shown.these.services if each.id == service)


def printed(shown: Shown) -> Callable[[float], str]:
    """How a gain is printed."""
    if shown.objective.id == CARE:
        return lambda gain: wording.money(float(gain))
    return lambda gain: wording.number(float(gain), unit_id="people", margin=max(abs(float(gain)) / 20, 1.0))


def mapped(shown: Shown) -> ScenarioMap:
    """Dollars for each 1,000 residents of a place on the map; the table says who gets what, and the doubt."""
    level = geography.level(shown.these.cells.level)
    rows = by_place(shown)
    measure = Indicator(
        id="allocated",
        label="Money planned for each 1,000 residents",
        short="Money for each 1,000 residents",
        topic="levers",
        universe="All residents",
        unit="usd",
        better="neutral",
    )
    drawn = rows.select(
        "geoid",
        estimate="per_1000",
        moe=pl.lit(None, dtype=pl.Float64),
        low=pl.lit(None, dtype=pl.Float64),
        high=pl.lit(None, dtype=pl.Float64),
        reliability=pl.when(pl.col("low") < 0).then(pl.lit("unreliable")).otherwise(pl.lit("reliable")),
    )
    picture = maps.choropleth(
        scenario_map.with_empty_places(drawn, shown.places),
        shown.places,
        measure,
        level=level,
        title=f"Who gets what, {shown.area}",
        provenance=shown.origin,
        outlines=shown.outlines,
        within=shown.these.cells.state_geoid if level.tier == "us" else None,
        how_sure=_HOW_SURE,
    )
    gain = gain_unit(shown)
    return ScenarioMap(
        picture=picture,
        numbers=Numbers(
            title=f"Who gets what, {shown.area}",
            alt=picture.alt,
            table=rows,
            columns={
                "name": Column(heading=level.one.capitalize()),
                "dollars": Column(heading="Dollars", unit="usd"),
                "per_1000": Column(heading="Dollars for each 1,000 residents", unit="usd"),
                "served": Column(heading=f"People helped, {ONCE_A_YEAR}", unit="people"),
                "gain": Column(heading=shown.objective.short, unit=gain),
                "low": Column(heading="Low end of 80 % interval", unit=gain),
                "high": Column(heading="High end of 80 % interval", unit=gain),
                "need": Column(heading="Residents in poverty", unit="share"),
                "weight": Column(heading="Weight of a gain", unit="index"),
            },
            provenance=shown.origin,
        ),
    )


def by_place(shown: Shown) -> pl.DataFrame:
    """A row a place, the one with most dollars for each resident first."""
    plan, problem = shown.plan, shown.plan.problem
    dollars = plan.dollars.sum(axis=(1, 2))
    low, high = np.quantile(shown.drawn, ENDS, axis=0)
    helped = plan.served.sum(axis=1)
    return pl.DataFrame(
        {
            "geoid": list(problem.places),
            "name": [shown.name(at) for at in range(len(problem.places))],
            "dollars": dollars,
            "per_1000": 1_000 * dollars / problem.residents,
            "served": helped.sum(axis=1),
            **{f"served_{each}": helped[:, at] for at, each in enumerate(problem.services)},
            "gain": plan.gain_by_place,
            "low": low,
            "high": high,
            "need": problem.need,
            "weight": problem.weight,
            "residents": problem.residents,
        }
    ).sort("per_1000", "geoid", descending=[True, False])


def by_group(shown: Shown) -> Numbers:
    """What the plan and an even split bring each group of residents."""
    plan, problem = shown.plan, shown.plan.problem
    gains = [(problem.value * each.people).sum(axis=(0, 2, 3)) for each in (plan, shown.answer.even)]
    residents = shown.these.cells.residents.sum(axis=0)
    order = {group.id: at for at, group in enumerate(groups.GROUPS)}
    gain = gain_unit(shown)
    table = pl.DataFrame(
        {
            "group": list(problem.groups),
            "name": [groups.group(each).label for each in problem.groups],
            "residents": residents,
            "served": plan.served.sum(axis=(0, 2)),
            "gain": gains[0],
            "even": gains[1],
        }
    ).sort(pl.col("group").replace_strict(order, return_dtype=pl.Int64))
    return Numbers(
        title="What each group gains",
        alt=f"{shown.objective.label} in {table.height} groups, with the plan and with an even split.",
        table=table,
        columns={
            "name": Column(heading="Group"),
            "served": Column(heading=f"People helped, {ONCE_A_YEAR}", unit="people"),
            "gain": Column(heading=shown.objective.short, unit=gain),
            "even": Column(heading="With an even split", unit=gain),
        },
        provenance=shown.origin,
    )


def frontier(shown: Shown) -> Chart:
    """The best plans from the one that brings most to the one that puts most weight on need."""
    answer, most = shown.answer, max(point.gain for point in shown.answer.points) or 1.0
    named = {
        "This plan": answer.plan,
        "An even split": answer.even,
        "Neediest place first": answer.neediest_first,
    }
    rows = [("", point.gain / most, point.gap_closed) for point in answer.points]
    rows += [(name, plan.gain / most, plan.gap_closed) for name, plan in named.items()]
    return charts.frontier(
        pl.DataFrame(
            rows, schema={"name": pl.String, "gain": pl.Float64, "fairness": pl.Float64}, orient="row"
        ),
        title=f"What fairness costs, {shown.area}",
        gain="Total gain, of the most there can be",
        fairness="Gap closed between neediest and least needy fifth",
        said="Gray: the best plans as need counts more and more. Right is more in total, up is fairer.",
        provenance=shown.origin,
    )


def compared(shown: Shown) -> Numbers:
    """The plan beside what would be done without it."""
    answer = shown.answer
    plans = {
        "This plan": answer.plan,
        "The most in total, need not counted": answer.alike,
        "An even split": answer.even,
        "The neediest place first": answer.neediest_first,
    }
    rows = [
        (
            name,
            wording.money(plan.dollars.sum()),
            plan.dollars.sum(),
            plan.served.sum(),
            plan.gain,
            plan.gap_closed,
            plan.neediest_share,
        )
        for name, plan in plans.items()
    ]
    columns = ("name", "spent", "dollars", "served", "gain", "closed", "neediest")
    return Numbers(
        title="The plan beside others",
        alt=f"{len(rows)} ways to spend the same money, with what each brings and how fair it is.",
        table=pl.DataFrame(rows, schema=list(columns), orient="row"),
        columns={
            "name": Column(heading="Plan"),
            "spent": Column(heading="Spent"),
            "served": Column(heading=f"People helped, {ONCE_A_YEAR}", unit="people"),
            "gain": Column(heading=shown.objective.short, unit=gain_unit(shown)),
            "closed": Column(heading="Gap closed", unit="share"),
            "neediest": Column(heading="Share of the gain in the neediest fifth", unit="share"),
        },
        provenance=shown.origin,
    )


def offer(shown: Shown) -> Numbers:
    """What each service costs and brings for each person, and how many it could help."""
    people = [float(each.people.sum()) for each in bought(shown)]

    def average(values: np.ndarray, each: Service) -> float:
        return float((values * each.people).sum() / each.people.sum())

    gains = [average(each.gains[shown.objective.id], each) for each in bought(shown)]
    costs = [average(each.cost, each) for each in bought(shown)]
    per = 1e6
    print_ = printed(shown)
    table = pl.DataFrame(
        {
            "service": [each.label for each in bought(shown)],
            "people": people,
            "cost": costs,
            "state": [average(each.state, each) for each in bought(shown)],
            "brings": [print_(per * gain / cost) for gain, cost in zip(gains, costs, strict=True)],
            "gain": gains,
        }
    )
    return Numbers(
        title="What can be bought, and at what price",
        alt=f"{table.height} services with the people they could help, the cost, and what a million brings.",
        table=table,
        columns={
            "service": Column(heading="Service"),
            "people": Column(heading=f"People who could be helped, {ONCE_A_YEAR}", unit="people"),
            "cost": Column(heading="Cost for each", unit="usd"),
            "state": Column(heading="Of the State, for each", unit="usd"),
            "brings": Column(
                heading=f"A million dollars brings: {wording.in_sentence(shown.objective.label)}"
            ),
        },
        provenance=shown.origin,
    )


def gain_unit(shown: Shown) -> str:
    """The unit in which a column of gains is printed."""
    return "usd" if shown.objective.id == CARE else "people"
