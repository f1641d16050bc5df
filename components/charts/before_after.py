"""The same people now and with the levers moved, so that the gap between them can be seen to change."""

import polars as pl

from components import wording
from components.charts._chart import (
    Chart,
    Column,
    Drawing,
    axis,
    label,
    line_height,
    right_label,
    scaled,
    sheet,
    wrapped,
)
from components.charts.dots import MARK
from components.look import SPACES, Look
from components.provenance import Provenance


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
    rows = table.select("name", "before", "after", "low", "high").rows(named=True)
    values = [row[name] for row in rows for name in ("before", "after", "low", "high")]

    def draw(look: Look) -> Drawing:
        labels, ys = [], []
        y = 0
        for row in rows:
            lines = wrapped(row["name"], 26)
            middle = y + line_height(len(lines)) / 2
            labels.append(label("<br>".join(lines), y=middle))
            labels.append(right_label(_change(row, unit), y=y + line_height(1) / 2))
            ys.append(y + line_height(len(lines)) + MARK)
            y = ys[-1] + SPACES[3]
        return {
            "data": _marks(rows, ys, unit, look),
            "layout": sheet(
                look,
                title=title,
                subtitle=f"{measure}. {gap}" if gap else measure,
                stamp=provenance.stamp,
                plot_height=y - SPACES[1],
                key=_key(interval, look),
                xaxis=axis(values, unit),
                annotations=labels,
            ),
        }

    said = "; ".join(f"{row['name']} {_change(row, unit)}" for row in rows)
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


def _marks(rows: list[dict[str, float]], ys: list[int], unit: str, look: Look) -> list[Drawing]:
    def pairs(start: str, end: str) -> list[float | None]:
        return [each for row in rows for each in (scaled(row[start], unit), scaled(row[end], unit), None)]

    along = [each for y in ys for each in (y, y, None)]
    outline = {"color": look.ink, "width": 2}
    return [
        {
            "x": pairs("low", "high"),
            "y": along,
            "mode": "lines",
            "line": {"color": look.hairline, "width": 9},
            "hoverinfo": "skip",
        },
        {
            "x": pairs("before", "after"),
            "y": along,
            "mode": "lines",
            "line": {"color": look.muted, "width": 2},
            "hoverinfo": "skip",
        },
        {
            "x": [scaled(row["before"], unit) for row in rows],
            "y": ys,
            "mode": "markers",
            "marker": {"size": MARK, "color": look.paper, "line": outline},
            "hovertext": [f"{row['name']}<br>{_change(row, unit)}" for row in rows],
        },
        {
            "x": [scaled(row["after"], unit) for row in rows],
            "y": ys,
            "mode": "markers",
            "marker": {"size": MARK, "color": look.primary, "line": {"color": look.paper, "width": 1}},
            "hovertext": [
                f"{row['name']}<br>{_change(row, unit)}<br>"
                f"{wording.between(row['low'], row['high'], unit_id=unit)}"
                for row in rows
            ],
        },
    ]


def _key(interval: str, look: Look) -> str:
    marks = (("○", look.ink, "now"), ("●", look.primary, "with the levers"), ("▬", look.hairline, interval))
    return "   ".join(f'<span style="color:{color}">{mark}</span> {words}' for mark, color, words in marks)


def _change(row: dict[str, float], unit: str) -> str:
    margin = (row["high"] - row["low"]) / 2
    before, after = (wording.number(row[when], unit_id=unit, margin=margin) for when in ("before", "after"))
    return f"{before} to {after}"
