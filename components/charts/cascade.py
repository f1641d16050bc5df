"""From everyone who could be helped to those who are: where people are lost on the way."""

from collections.abc import Sequence
from typing import Any

import polars as pl

from components import wording
from components.charts._chart import (
    Chart,
    Column,
    Drawing,
    Row,
    axis,
    label,
    line_height,
    right_label,
    rows_down,
    scaled,
    sheet,
)
from components.look import Look
from components.provenance import Provenance

_BAR = 14  # px

Stage = dict[str, Any]


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
    stages = table.rows(named=True)
    rows, height = rows_down(
        table["stage"].to_list(), below=[line_height(1) if note else 0 for note in notes]
    )

    def draw(look: Look) -> Drawing:
        labels = [label(row.text, y=row.label_y) for row in rows]
        labels += [
            right_label(_kept(stage, look), y=row.label_y) for stage, row in zip(stages, rows, strict=True)
        ]
        labels += [
            label(note, y=row.mark_y + line_height(1), font={"color": look.warning})
            for note, row in zip(notes, rows, strict=True)
            if note
        ]
        return {
            "data": _bars(stages, rows, look),
            "layout": sheet(
                look,
                title=title,
                subtitle=f"People a year, and the share of the stage before. Lines: {interval}",
                stamp=provenance.stamp,
                plot_height=height,
                xaxis=axis([0, *table["people"], *table["high"]], "people"),
                annotations=labels,
                bargap=0,
            ),
        }

    said = "; ".join(f"{stage['stage']} {_count(stage)}" for stage in stages)
    limits = "".join(f" {note}." for note in notes if note)
    return Chart(
        title=title,
        alt=f"{title}. People a year: {said}.{limits}",
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


def _bars(stages: Sequence[Stage], rows: Sequence[Row], look: Look) -> list[Drawing]:
    return [
        {
            "type": "bar",
            "orientation": "h",
            "x": [scaled(stage["people"], "people") for stage in stages],
            "y": [row.mark_y for row in rows],
            "width": _BAR,
            "marker": {"color": look.primary, "line": {"width": 0}},
            "hovertext": [
                f"{stage['stage']}<br>{wording.between(stage['low'], stage['high'], unit_id='people')}"
                for stage in stages
            ],
        },
        {
            "x": [
                end
                for stage in stages
                for end in (scaled(stage["low"], "people"), scaled(stage["high"], "people"), None)
            ],
            "y": [y for row in rows for y in (row.mark_y, row.mark_y, None)],
            "mode": "lines",
            "line": {"color": look.ink, "width": 2},
            "hoverinfo": "skip",
        },
    ]


def _kept(stage: Stage, look: Look) -> str:
    count = _count(stage)
    share = stage["share_of_stage_before"]
    if share is None:
        return f"<b>{count}</b>"
    return f'<b>{count}</b> <span style="color:{look.muted}">{wording.percent_chance(share)}</span>'


def _count(stage: Stage) -> str:
    return wording.number(stage["people"], unit_id="people", margin=(stage["high"] - stage["low"]) / 2)
