"""Kept scenarios in columns: the same results in the same rows, and what cannot be told apart."""

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Any

import polars as pl

from components import scenario_shelf, selection, wording
from components.charts import Column
from components.numbers import Numbers
from components.provenance import APP, Provenance
from components.readable_errors import as_plain_text
from equity.simulation.scenario_file import Saved

MOST = 6
"""Scenarios that stand side by side."""
_Row = Mapping[str, Any]


def compared(these: Sequence[Saved], areas: Mapping[str, str]) -> Numbers:
    """A row a result, a column a scenario: the middle with its interval, and the chance of doing better."""
    shown = these[:MOST]
    by_row = [{_key(row): row for row in one.results if row["table"] == "headline"} for one in shown]
    keys = list(dict.fromkeys(key for rows in by_row for key in rows))
    rows: list[dict[str, str]] = [
        {"what": "Where"} | {f"s{at}": areas.get(one.within, one.within) for at, one in enumerate(shown)}
    ]
    for key in keys:
        label = next(str(rows[key]["label"]) for rows in by_row if key in rows)
        for what, of in ((label, _middle), (f"{label}: better than doing nothing", _better)):
            cells = {f"s{at}": of(rows.get(key)) for at, rows in enumerate(by_row)}
            if any(cells.values()):
                rows.append({"what": what} | cells)
    return Numbers(
        title="Side by side",
        alt=f"{len(shown)} scenarios in columns, {len(rows)} results in rows.",
        table=pl.DataFrame(
            rows, schema={"what": pl.String} | {f"s{at}": pl.String for at in range(len(shown))}
        ),
        columns={"what": Column(heading="What")}
        | {f"s{at}": Column(heading=one.name) for at, one in enumerate(shown)},
        provenance=Provenance(
            title="Kept scenarios",
            publisher=f"{APP} model",
            period="as saved",
            about=" · ".join(f"{one.name}: {_asked(one)}" for one in shown),
            is_embedded=True,
        ),
    )


def cannot_tell_apart(these: Sequence[Saved]) -> list[str]:
    """A sentence for each pair whose cost to all payers differs by less than the draws can tell."""
    said = []
    for one, other in combinations(these[:MOST], 2):
        first, second = (
            [row for row in each.results if row["table"] == "headline" and row["id"] == "payers"]
            for each in (one, other)
        )
        if not first or not second or one.within != other.within:
            continue
        noise = 2 * max(row["monte_carlo_error"] for row in (first[0], second[0]))
        if abs(first[0]["p50"] - second[0]["p50"]) <= noise:
            said.append(
                f"We cannot tell {as_plain_text(one.name)} and {as_plain_text(other.name)} apart by their "
                f"cost to all payers: they differ by no more than twice the error of {one.draws:,} draws, so "
                "neither is ranked first."
            )
    if len({each.within for each in these[:MOST]}) > 1:
        said.append(
            "These scenarios are of different places: their sums differ with how many people live there."
        )
    if len(these) > MOST:
        said.append(f"The first {MOST} are shown side by side; the file holds all {len(these)}.")
    return said


def _asked(one: Saved) -> str:
    return selection.asked(one.within, one.level, scenario_shelf.link(one))


def _key(row: _Row) -> tuple[str, str, str]:
    return str(row["kind"]), str(row["id"]), str(row["lever"])


def _middle(row: _Row | None) -> str:
    if row is None:
        return ""
    low, middle, high = (float(row[at]) for at in ("p10", "p50", "p90"))
    if row["kind"] == "money":
        return f"{wording.money(middle)} ({wording.money(low)} to {wording.money(high)})"
    margin = (high - low) / 2 or None
    shown = [wording.number(value, unit_id="people", margin=margin) for value in (low, middle, high)]
    return f"{shown[1]} ({shown[0]} to {shown[2]})"


def _better(row: _Row | None) -> str:
    if row is None or row["better"] is None:
        return ""
    if row["p10"] == row["p90"] == 0:
        return "the same"
    return wording.probability(float(row["better"]))
