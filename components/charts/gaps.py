"""How far places are from the area around them, and where margins are known, how sure that is."""

from typing import Any

import polars as pl

from components import wording
from components.charts._chart import (
    MARK,
    Chart,
    Column,
    Drawing,
    axis,
    label,
    right_label,
    rows_down,
    scaled,
    sheet,
)
from components.look import Look
from components.provenance import Provenance
from equity.gap_finder import Gaps
from equity.geography import with_article
from equity.indicators import Indicator

Gap = dict[str, Any]

MOST = 20
"""Rows drawn; the table holds all."""


def of_gaps(found: Gaps, shown: Indicator, *, area: str, title: str, provenance: Provenance) -> list[Chart]:
    """The chart of what the gap finder found; none where it found nothing."""
    if found.found.is_empty():
        return []
    unit = "points" if shown.unit == "share" else shown.unit
    return [gaps(found.found, title=title, area=area, unit=unit, provenance=provenance)]


def gaps(table: pl.DataFrame, *, title: str, area: str, unit: str, provenance: Provenance) -> Chart:
    """Gaps as dots in the order given, with lines from least to most where margins are known.

    Parameters
    ----------
    table
        `found` of `equity.gap_finder.Gaps`: `name, gap, gap_low, gap_high, chance_worst_tenth`, the last
        three empty without margins.
    unit
        The id of the unit that gaps are printed in.
    """
    rows = (
        table.head(MOST).select("name", "gap", "gap_low", "gap_high", "chance_worst_tenth").rows(named=True)
    )
    is_tested = table["gap_low"].null_count() == 0
    across = axis([0.0, *(row[end] for row in rows for end in ("gap", "gap_low", "gap_high"))], unit)
    across |= {"ticksuffix": "", "tickprefix": ""}
    down, height = rows_down([row["name"] for row in rows])
    noun = wording.unit(unit).noun
    more = (
        f". The first {MOST} of {table.height}{'' if is_tested else ' by name'}"
        if table.height > MOST
        else ""
    )
    read = (
        f"Lines: {wording.INTERVAL_90}. Right: the chance to be among the worst tenth"
        if is_tested
        else "The source gives no margins, so what is chance here is not known. Not a ranking"
    )

    columns = {
        "name": Column(heading="Place"),
        "gap": Column(heading=f"Worse than {with_article(area)}", unit=unit),
    }
    if is_tested:
        columns |= {
            "gap_low": Column(heading="At least", unit=unit),
            "gap_high": Column(heading="At most", unit=unit),
            "chance_worst_tenth": Column(heading="Chance to be among the worst tenth", unit="share"),
        }

    def draw(look: Look) -> Drawing:
        line = {"color": look.primary, "width": 3}
        ends = [scaled(row[end], unit) for row in rows for end in ("gap_low", "gap_high")]
        return {
            "data": [
                {
                    "x": [x for at in range(len(rows)) for x in (*ends[2 * at : 2 * at + 2], None)],
                    "y": [y for row in down for y in (row.mark_y, row.mark_y, None)],
                    "mode": "lines",
                    "line": line,
                    "hoverinfo": "skip",
                },
                {
                    "x": [scaled(row["gap"], unit) for row in rows],
                    "y": [row.mark_y for row in down],
                    "mode": "markers",
                    "marker": {
                        "size": MARK,
                        "color": look.primary,
                        "line": {"color": look.paper, "width": 1},
                    },
                    "hovertext": [_in_words(row, unit) for row in rows],
                },
            ],
            "layout": sheet(
                look,
                title=title,
                subtitle=f"Worse than {with_article(area)}{f', in {noun}' if noun else ''}. {read}{more}",
                stamp=provenance.stamp,
                plot_height=height,
                xaxis=across,
                annotations=[
                    *(label(row.text, y=row.label_y) for row in down),
                    *(
                        right_label(f"<b>{_at_the_right(row, unit)}</b>", y=at.label_y)
                        for row, at in zip(rows, down, strict=True)
                    ),
                ],
                shapes=[
                    {"type": "line", "x0": 0, "x1": 0, "y0": 0, "y1": height, "line": {"color": look.muted}}
                ],
            ),
        }

    return Chart(
        title=title,
        alt=f"{title}. Worse than {with_article(area)}: {'; '.join(_in_words(row, unit) for row in rows)}.",
        table=table.select(*columns),
        columns=columns,
        provenance=provenance,
        draw=draw,
    )


def _at_the_right(row: Gap, unit: str) -> str:
    if row["gap_low"] is None:
        return wording.number(row["gap"], unit_id=unit)
    return wording.percent_chance(row["chance_worst_tenth"])


def _in_words(row: Gap, unit: str) -> str:
    if row["gap_low"] is None:
        return f"{row['name']} {wording.quantity(row['gap'], unit_id=unit)}"
    span = wording.between(row["gap_low"], row["gap_high"], unit_id=unit)
    chance = wording.percent_chance(row["chance_worst_tenth"])
    return f"{row['name']} {span}, {chance} sure to be among the worst tenth"
