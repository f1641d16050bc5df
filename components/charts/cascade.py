"""From everyone who could be helped to those who are: where people are lost on the way."""

from collections.abc import Sequence

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
from components.look import SPACES, Look
from components.provenance import Provenance

_BAR = 14  # px


def cascade(
    table: pl.DataFrame, *, title: str, provenance: Provenance, interval: str = wording.INTERVAL_80
) -> Chart:
    """The stages people pass, each a bar from zero with its interval and its share of the stage before.

    Parameters
    ----------
    table
        A row a stage, in order: `stage, people, low, high` and, if something limits a stage, `note`.
    """
    notes = table["note"].to_list() if "note" in table.columns else [None] * table.height
    table = table.select(
        "stage",
        "people",
        "low",
        "high",
        share_of_stage_before=pl.when(pl.col("people").shift() > 0).then(
            pl.col("people") / pl.col("people").shift()
        ),
    )
    rows = table.rows(named=True)

    def draw(look: Look) -> Drawing:
        labels, ys = [], []
        y = 0
        for row, note in zip(rows, notes, strict=True):
            lines = wrapped(row["stage"], 28)
            labels.append(label("<br>".join(lines), y=y + line_height(len(lines)) / 2))
            labels.append(right_label(_kept(row, look), y=y + line_height(1) / 2))
            ys.append(y + line_height(len(lines)) + SPACES[1] + 2)
            y = ys[-1] + _BAR
            if note:
                labels.append(label(note, y=y + SPACES[1], font={"color": look.warning}))
                y += line_height(1)
            y += SPACES[1]
        return {
            "data": _bars(rows, ys, look),
            "layout": sheet(
                look,
                title=title,
                subtitle=f"People a year, and the share of the stage before. Lines: {interval}",
                stamp=provenance.stamp,
                plot_height=y,
                xaxis=axis([row[each] for row in rows for each in ("people", "high")] + [0], "people"),
                annotations=labels,
                bargap=0,
            ),
        }

    said = "; ".join(f"{row['stage']} {wording.quantity(row['people'], unit_id='people')}" for row in rows)
    limits = "".join(f" {note}." for note in notes if note)
    return Chart(
        title=title,
        alt=f"{title}. {said}.{limits}",
        table=table,
        columns={
            "stage": Column(heading="Stage"),
            "people": Column(heading="People a year", unit="people"),
            "low": Column(heading=f"Low end of {interval}", unit="people"),
            "high": Column(heading=f"High end of {interval}", unit="people"),
            "share_of_stage_before": Column(heading="Share of the stage before", unit="share"),
        },
        provenance=provenance,
        draw=draw,
    )


def _bars(rows: list[dict[str, float]], ys: Sequence[float], look: Look) -> list[Drawing]:
    hover = [
        f"{row['stage']}<br>{wording.between(row['low'], row['high'], unit_id='people')}" for row in rows
    ]
    return [
        {
            "type": "bar",
            "orientation": "h",
            "x": [scaled(row["people"], "people") for row in rows],
            "y": ys,
            "width": _BAR,
            "marker": {"color": look.primary, "line": {"width": 0}},
            "hovertext": hover,
        },
        {
            "x": [
                each
                for row in rows
                for each in (scaled(row["low"], "people"), scaled(row["high"], "people"), None)
            ],
            "y": [each for y in ys for each in (y, y, None)],
            "mode": "lines",
            "line": {"color": look.ink, "width": 2},
            "hoverinfo": "skip",
        },
    ]


def _kept(row: dict[str, float], look: Look) -> str:
    count = wording.number(row["people"], unit_id="people", margin=(row["high"] - row["low"]) / 2)
    share = row["share_of_stage_before"]
    if share is None:
        return f"<b>{count}</b>"
    return f'<b>{count}</b> <span style="color:{look.muted}">{wording.percent_chance(share)}</span>'
