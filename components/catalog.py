"""What the app is made of, as tables: its indicators, the studies behind its levers, and its files."""

from collections.abc import Iterable, Mapping
from typing import Any

import polars as pl

from components import wording
from components.charts import Column
from components.numbers import Numbers
from components.provenance import APP, Provenance
from equity.evidence import Card
from equity.indicators import TOPICS, Indicator

_OURS = Provenance(title="Declarations of the app", publisher=APP, period="this version", is_embedded=True)


def of_indicators(these: Iterable[Indicator]) -> Numbers:
    """Every indicator with whom it counts, which way is better and what to be wary of."""
    rows = [
        {
            "Indicator": each.label,
            "Topic": TOPICS[each.topic],
            "Of whom or what": each.universe,
            "Which way is better": wording.BETTER[each.better],
            "Keep in mind": " ".join(each.caveats),
        }
        for each in these
    ]
    return _table("Every indicator", rows)


def of_evidence(these: Iterable[Card]) -> Numbers:
    """Every study that a lever rests on, with its figure, setting, grade and limits."""
    rows = [
        {
            "What was measured": each.measure,
            "Figure": _figure(each),
            "Whom": each.population,
            "Where": each.setting,
            "Grade": each.grade,
            "Limits": each.caveat,
            "Study": each.citation,
            "What we read": each.how_read,
        }
        for each in these
    ]
    return _table("Every study the levers rest on", rows)


def of_files(files: Mapping[str, Mapping[str, Any]]) -> Numbers:
    """The embedded files with their rows and fingerprints."""
    rows = [
        {
            "File": name,
            "Rows": f"{entry['rows']:,}",
            "Sources": "; ".join(source["title"] for source in entry["sources"]),
            "sha256": entry["sha256"],
        }
        for name, entry in files.items()
    ]
    return _table("The files that ship with the app", rows)


def _figure(card: Card) -> str:
    if card.central is None:
        return card.unit
    interval = f" ({card.low:g} to {card.high:g}, {card.interval})" if card.low is not None else ""
    return f"{card.central:,g}{interval}, {card.unit}"


def _table(title: str, rows: list[dict[str, str]]) -> Numbers:
    table = pl.DataFrame(rows)
    return Numbers(
        title=title,
        alt=f"{title}: {table.height} rows.",
        table=table,
        columns={heading: Column(heading=heading) for heading in table.columns},
        provenance=_OURS,
    )
