"""Tables of a run of the levers: by place, each lever alone, the gap, and what would change the answer."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import polars as pl

from components import parties, wording
from components.charts import Column
from components.numbers import Numbers
from components.provenance import Provenance
from equity import groups
from equity.levers import LEVERS
from equity.simulation import summary
from equity.simulation.baseline import ENDPOINTS
from equity.simulation.gaps import Gap, gap_table
from equity.simulation.outcome import Outcome
from equity.simulation.scenario import Scenario, to_link
from equity.simulation.sensitivity import sensitivity

_OF_GAPS = ("outcome", "sides", "before", "change", "chance")


def by_place(outcome: Outcome, names: Mapping[str, str], origin: Provenance) -> Numbers:
    """Every place with the people helped there, in all and for each 1,000 residents."""
    rows = summary.by_place(outcome, summary.HELPED)
    table = rows.select(
        "geoid",
        pl.col("geoid").replace_strict(names, default=None, return_dtype=pl.String).alias("name"),
        "residents",
        "per_1000",
        person_years_helped="p50",
        person_years_helped_p10="p10",
        person_years_helped_p90="p90",
    ).sort("per_1000", descending=True)
    return Numbers(
        title="People helped, by place",
        alt=f"People helped over {wording.counted(outcome.scenario.horizon, 'year', 'years')} in "
        f"{wording.counted(table.height, 'place', 'places')}, {summary.ONCE_A_YEAR}.",
        table=table,
        columns={
            "name": Column(heading="Place"),
            "residents": Column(heading="Residents", unit="people"),
            "person_years_helped": Column(heading=f"People helped, {summary.ONCE_A_YEAR}", unit="people"),
            "person_years_helped_p10": Column(heading=f"Low end of {wording.INTERVAL_80}", unit="people"),
            "person_years_helped_p90": Column(heading=f"High end of {wording.INTERVAL_80}", unit="people"),
            "per_1000": Column(heading="Helped in a year per 1,000 residents", unit="per_1000"),
        },
        provenance=origin,
    )


def each_alone(outcome: Outcome, headline_of: Callable[[str], pl.DataFrame], origin: Provenance) -> Numbers:
    """Each lever as if it were the only one, and all together; the sum of the parts need not be the whole."""
    rows = []
    for lever in [*outcome.effects, None]:
        alone = only(outcome.scenario, lever) if lever else outcome.scenario
        found = headline_of(link_of(alone))
        helped = found.filter(id=summary.HELPED)["p50"].sum()
        money = found.filter(kind="money", id="payers").row(0, named=True)
        rows.append(
            {
                "lever": LEVERS[lever].label if lever else "All together",
                "person_years_helped": helped,
                "cost": money["p50"],
                "cost_in_words": parties.payers_gain(-money["p90"], -money["p50"], -money["p10"]),
                "chance_in_words": parties.pays_for_itself(money["p10"], money["p90"], money["better"]),
                "monte_carlo_error": money["monte_carlo_error"],
            }
        )
    return Numbers(
        title="Each lever by itself, and all together",
        alt="What each lever would do if it were the only one moved. Levers that reach the same people "
        "overlap, so their sum need not be what all do together.",
        table=pl.DataFrame(rows),
        columns={
            "lever": Column(heading="Lever"),
            "person_years_helped": Column(
                heading=f"People helped, {summary.ONCE_A_YEAR} (middle)", unit="people"
            ),
            "cost_in_words": Column(heading=f"All payers together ({wording.INTERVAL_80})"),
            "chance_in_words": Column(heading="Pays for itself"),
        },
        provenance=origin,
    )


def gap_before_after(found: Sequence[Gap], origin: Provenance) -> Numbers:
    """Every gap before and after, how it changes, and the chance that it widens."""
    numbers = gap_table(found)
    rows = [
        {
            "outcome": ENDPOINTS[row["endpoint"]].label,
            "sides": f"{row['between'].capitalize()}: highest today for {_side(row['worst'])}, lowest for "
            f"{_side(row['best'])}",
            **{name: gap_interval(row, name) for name in ("before", "change")},
            "chance": wording.probability(row["widens"]),
        }
        for row in numbers.iter_rows(named=True)
    ]
    return Numbers(
        title="The gap before and after",
        alt="The difference between those worst and best off today, in a year per 1,000 residents.",
        table=pl.concat(
            [pl.DataFrame(rows, schema=dict.fromkeys(_OF_GAPS, pl.String)), numbers], how="horizontal"
        ),
        columns={
            "outcome": Column(heading="Outcome"),
            "sides": Column(heading="Between"),
            "before": Column(heading=f"Now ({wording.INTERVAL_80})"),
            "change": Column(heading="Change with the levers"),
            "chance": Column(heading="Gap widens"),
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


def only(scenario: Scenario, lever: str) -> Scenario:
    """The same scenario with one lever alone."""
    kept = {each.id for each in LEVERS[lever].settings}
    return replace(
        scenario, settings={name: value for name, value in scenario.settings.items() if name in kept}
    )


def link_of(scenario: Scenario) -> str:
    """A scenario as one line, to run it by."""
    return "&".join(f"{name}={value}" for name, value in to_link(scenario).items())


def gap_interval(row: Mapping[str, float], name: str) -> str:
    """The middle and the interval of a gap's `before` or `change`: "7.5 (4.8 to 10.7)"."""
    middle, low, high = (row[f"{name}_{at}"] for at in ("p50", "p10", "p90"))
    if low == high:
        return wording.number(middle, unit_id="per_1000")
    shown = [
        wording.number(value, unit_id="change_per_1000", margin=(high - low) / 2)
        for value in (middle, low, high)
    ]
    return f"{shown[0]} ({shown[1]} to {shown[2]})"


def _side(name: str) -> str:
    known = {group.id: group.label for group in groups.GROUPS}
    return known.get(name, name)
