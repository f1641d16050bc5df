"""From everyone who could be helped to those who are: where people are lost on the way."""

from collections.abc import Sequence
from typing import Any

import polars as pl

from components import wording
from components.charts._chart import (
    Chart,
    Column,
    Drawing,
    axis,
    bars_with_intervals,
    label,
    line_height,
    right_label,
    rows_down,
    sheet,
)
from components.look import Look
from components.provenance import Provenance

Stage = dict[str, Any]


def cascade(
    table: pl.DataFrame,
    *,
    title: str,
    measure: str,
    provenance: Provenance,
    interval: str = wording.INTERVAL_80,
) -> Chart:
    """The stages people pass, each a bar from zero with its interval and its share of the stage before.

    Parameters
    ----------
    table
        A row a stage, in order: `stage, people, low, high` and, if something limits a stage, `note`.
    measure
        How people are counted: "People a year".
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
            "data": bars_with_intervals(_bars(stages), rows, "people", look),
            "layout": sheet(
                look,
                title=title,
                subtitle=f"{measure}, and the share of the stage before. Lines: {interval}",
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
        alt=f"{title}. {measure}: {said}.{limits}",
        table=table,
        columns={
            "stage": Column(heading="Stage"),
            "people": Column(heading=measure, unit="people"),
            "low": Column(heading=f"Low end of {interval}", unit="people"),
            "high": Column(heading=f"High end of {interval}", unit="people"),
            "share_of_stage_before": Column(heading="Share of the stage before", unit="share"),
        },
        provenance=provenance,
        draw=draw,
    )


def _bars(stages: Sequence[Stage]) -> list[tuple[float, float, float, str]]:
    return [
        (
            stage["people"],
            stage["low"],
            stage["high"],
            f"{stage['stage']}<br>{wording.between(stage['low'], stage['high'], unit_id='people')}",
        )
        for stage in stages
    ]


def _kept(stage: Stage, look: Look) -> str:
    count = _count(stage)
    share = stage["share_of_stage_before"]
    if share is None:
        return f"<b>{count}</b>"
    kept = wording.number(share, unit_id="share")
    return f'<b>{count}</b> <span style="color:{look.muted}">{kept}</span>'


def _count(stage: Stage) -> str:
    return wording.number(stage["people"], unit_id="people", margin=(stage["high"] - stage["low"]) / 2)
