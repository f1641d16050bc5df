"""The same people now and with the levers moved, so that the gap between them can be seen to change."""

from collections.abc import Sequence
from typing import Any

import polars as pl

from components import wording
from components.charts._chart import (
    MARK,
    Chart,
    Column,
    Drawing,
    Row,
    axis,
    label,
    right_label,
    rows_down,
    scaled,
    sheet,
)
from components.look import Look
from components.provenance import Provenance

Change = dict[str, Any]


def before_after(
    table: pl.DataFrame,
    *,
    title: str,
    measure: str,
    unit: str,
    provenance: Provenance,
    gap: str = "",
    interval: str = wording.INTERVAL_80,
) -> Chart:
    """Each group or place as it is and as it would be, joined by a line.

    Parameters
    ----------
    table
        A row a group or place, in the order to be shown: `name, before, after, low, high`, the last two the
        interval of `after`.
    unit
        An id of `wording.UNITS`.
    gap
        A sentence on the gap before and after, with its doubt; it stands under the title.
    """
    changes = table.select("name", "before", "after", "low", "high").rows(named=True)
    rows, height = rows_down([change["name"] for change in changes])
    numbers = [change[column] for change in changes for column in ("before", "after", "low", "high")]

    def draw(look: Look) -> Drawing:
        labels = [label(row.text, y=row.label_y) for row in rows]
        labels += [
            right_label(_change(change, unit), y=row.label_y)
            for change, row in zip(changes, rows, strict=True)
        ]
        return {
            "data": _marks(changes, rows, unit, look),
            "layout": sheet(
                look,
                title=title,
                subtitle=f"{measure}. {gap}" if gap else measure,
                stamp=provenance.stamp,
                plot_height=height,
                key=_key(interval, look),
                xaxis=axis(numbers, unit),
                annotations=labels,
            ),
        }

    said = "; ".join(f"{change['name']} {_change(change, unit)}" for change in changes)
    return Chart(
        title=title,
        alt=f"{title}. {measure}, now and with the levers: {said}.{' ' + gap if gap else ''}",
        table=table.select("name", "before", "after", "low", "high"),
        columns={
            "name": Column(heading="Who"),
            "before": Column(heading="Now", unit=unit),
            "after": Column(heading="With the levers", unit=unit),
            "low": Column(heading=f"Low end of {interval}", unit=unit),
            "high": Column(heading=f"High end of {interval}", unit=unit),
        },
        provenance=provenance,
        draw=draw,
    )


def _marks(changes: Sequence[Change], rows: Sequence[Row], unit: str, look: Look) -> list[Drawing]:
    ys = [row.mark_y for row in rows]

    def line(start: str, end: str, **stroke: Any) -> Drawing:
        x = [
            each
            for change in changes
            for each in (scaled(change[start], unit), scaled(change[end], unit), None)
        ]
        y = [each for at in ys for each in (at, at, None)]
        return {"x": x, "y": y, "mode": "lines", "line": stroke, "hoverinfo": "skip"}

    def dots(when: str, **marker: Any) -> Drawing:
        return {
            "x": [scaled(change[when], unit) for change in changes],
            "y": ys,
            "mode": "markers",
            "marker": {"size": MARK, **marker},
            "hovertext": [_in_words(change, unit) for change in changes],
        }

    return [
        line("low", "high", color=look.control_border, width=6),
        line("before", "after", color=look.ink, width=2),
        dots("before", color=look.paper, line={"color": look.ink, "width": 2}),
        dots("after", color=look.primary, line={"color": look.paper, "width": 1}),
    ]


def _key(interval: str, look: Look) -> str:
    marks = (
        ("○", look.ink, "now"),
        ("●", look.primary, "with the levers"),
        ("▬", look.control_border, interval),
    )
    return "   ".join(f'<span style="color:{color}">{mark}</span> {words}' for mark, color, words in marks)


def _change(change: Change, unit: str) -> str:
    margin = (change["high"] - change["low"]) / 2
    before, after = (
        wording.number(change[when], unit_id=unit, margin=margin) for when in ("before", "after")
    )
    return f"{before} to {after}"


def _in_words(change: Change, unit: str) -> str:
    interval = wording.between(change["low"], change["high"], unit_id=unit)
    return f"{change['name']}<br>{_change(change, unit)}<br>{interval}"
