"""Sums of money of very different size on one scale, each with how far it goes elsewhere."""

from collections.abc import Sequence
from textwrap import wrap
from typing import Any

import polars as pl

from components import wording
from components.charts._chart import (
    TEXT_LINE,
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

Sum = dict[str, Any]


def pools(table: pl.DataFrame, *, title: str, measure: str, provenance: Provenance) -> Chart:
    """Dollars as bars from zero, with a line over what is found elsewhere and a remark under each.

    Parameters
    ----------
    table
        A row a sum, in the order to be shown: `name, usd, low, high, remark`, and further columns for the
        file alone.
    """
    sums = table.rows(named=True)
    remarks = [wrap(each["remark"], TEXT_LINE) for each in sums]
    below = [line_height(len(lines)) for lines in remarks]
    rows, height = rows_down(table["name"].to_list(), below=below)
    ends = [each[name] for each in sums for name in ("usd", "low", "high")]

    def draw(look: Look) -> Drawing:
        labels = [label(row.text, y=row.label_y) for row in rows]
        labels += [
            right_label(f"<b>{wording.money(each['usd'])}</b>", y=row.label_y)
            for each, row in zip(sums, rows, strict=True)
        ]
        labels += [
            label(
                "<br>".join(lines), y=row.mark_y + line_height(1) / 2 + tall / 2, font={"color": look.muted}
            )
            for lines, tall, row in zip(remarks, below, rows, strict=True)
        ]
        return {
            "data": bars_with_intervals(_bars(sums), rows, "usd", look),
            "layout": sheet(
                look,
                title=title,
                subtitle=f"{measure}. Lines: from the lowest to the highest terms found elsewhere",
                stamp=provenance.stamp,
                plot_height=height,
                xaxis=axis([0, *ends], "usd"),
                annotations=labels,
                bargap=0,
            ),
        }

    said = "; ".join(f"{each['name']} {wording.money(each['usd'])}, {each['remark']}" for each in sums)
    return Chart(
        title=title,
        alt=f"{title}. {measure}: {said}.",
        table=table,
        columns={
            "name": Column(heading="Sum"),
            "usd": Column(heading="USD a year", unit="usd"),
            "low": Column(heading="Lowest terms", unit="usd"),
            "high": Column(heading="Highest terms", unit="usd"),
            "remark": Column(heading="What it is"),
        },
        provenance=provenance,
        draw=draw,
    )


def _bars(sums: Sequence[Sum]) -> list[tuple[float, float, float, str]]:
    return [
        (
            each["usd"],
            each["low"],
            each["high"],
            f"{each['name']}<br>{wording.money(each['low'])} to {wording.money(each['high'])}",
        )
        for each in sums
    ]
