"""The tables that go with a published scenario: CHEERS 2022, the impact inventory and every parameter."""

from collections.abc import Mapping, Sequence

import polars as pl

from components import wording
from components.charts import Column
from components.numbers import Numbers
from components.provenance import Provenance
from equity.evidence import Card
from equity.simulation import reporting
from equity.simulation.gaps import Gap
from equity.simulation.outcome import Outcome


def tables(
    outcome: Outcome, found: Sequence[Gap], *, area: str, cards: Mapping[str, Card], origin: Provenance
) -> list[Numbers]:
    """The three tables, each with its file."""
    return [
        cheers(outcome, found, area=area, origin=origin),
        impact_inventory(outcome, origin),
        parameters(outcome, cards, origin),
    ]


def cheers(outcome: Outcome, found: Sequence[Gap], *, area: str, origin: Provenance) -> Numbers:
    """The 28 items of CHEERS 2022, filled from the run."""
    table = reporting.cheers(outcome, found, area=area)
    open_items = table.filter(reported=reporting.NOT_OURS).height
    return Numbers(
        title="CHEERS 2022",
        alt=f"28 items of the reporting standard for economic evaluations; {open_items} are left to whoever "
        "publishes this.",
        table=table,
        columns={
            "item": Column(heading="Item"),
            "name": Column(heading="What is asked"),
            "reported": Column(heading="What this scenario says"),
        },
        provenance=origin,
    )


def impact_inventory(outcome: Outcome, origin: Provenance) -> Numbers:
    """Who is touched, in dollars where the model counts it; an empty box is unknown, not zero."""
    table = reporting.impact_inventory(outcome).with_columns(
        counted=pl.when("is_quantified")
        .then(pl.lit("Counted"))
        .otherwise(pl.lit("Not counted: unknown, not zero")),
        **{
            f"{at}_in_words": pl.col(at).map_elements(wording.money, return_dtype=pl.String)
            for at in ("p10", "p50", "p90")
        },
    )
    return Numbers(
        title="Impact inventory",
        alt=f"{table.height} kinds of impact, {table['is_quantified'].sum()} of them counted. Dollars paid "
        "over the years, at present value; below zero is received. Empty boxes are unknown, not zero.",
        table=table,
        columns={
            "sector": Column(heading="Sector"),
            "impact": Column(heading="Impact"),
            "counted": Column(heading="Counted?"),
            "p50_in_words": Column(heading="Paid (middle)"),
            "p10_in_words": Column(heading=f"Low end of {wording.INTERVAL_80}"),
            "p90_in_words": Column(heading=f"High end of {wording.INTERVAL_80}"),
        },
        provenance=origin,
    )


def parameters(outcome: Outcome, cards: Mapping[str, Card], origin: Provenance) -> Numbers:
    """Every number the run drew from, with its grade and what it rests on."""
    table = reporting.parameter_table(outcome, cards)
    guesses = table.filter(grade="assumption").height
    return Numbers(
        title="Every number the model drew from",
        alt=f"{table.height} numbers with interval, grade and source; {guesses} are assumptions in "
        "whole or part.",
        table=table,
        columns={
            "label": Column(heading="Number"),
            "central": Column(heading="Published or set"),
            "low": Column(heading="Low"),
            "high": Column(heading="High"),
            "used": Column(heading="Used, after shrinkage"),
            "unit": Column(heading="Unit"),
            "grade": Column(heading="Grade"),
            "rests_on": Column(heading="Rests on"),
        },
        provenance=origin,
    )
