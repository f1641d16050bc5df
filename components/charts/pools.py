"""Sums of money of very different size on one scale, each with how far it goes elsewhere."""

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
    rows, height = rows_down(table["name"].to_list(), below=[line_height(1)] * len(sums))
    ends = [each[name] for each in sums for name in ("usd", "low", "high")]

    def draw(look: Look) -> Drawing:
        labels = [label(row.text, y=row.label_y) for row in rows]
        labels += [
            right_label(f"<b>{wording.money(each['usd'])}</b>", y=row.label_y)
            for each, row in zip(sums, rows, strict=True)
        ]
        labels += [
            label(each["remark"], y=row.mark_y + line_height(1), font={"color": look.muted})
            for each, row in zip(sums, rows, strict=True)
        ]
        return {
            "data": _bars(sums, rows, look),
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


def _bars(sums: Sequence[Sum], rows: Sequence[Row], look: Look) -> list[Drawing]:
    return [
        {
            "type": "bar",
            "orientation": "h",
            "x": [scaled(each["usd"], "usd") for each in sums],
            "y": [row.mark_y for row in rows],
            "width": _BAR,
            "marker": {"color": look.primary, "line": {"width": 0}},
            "hovertext": [
                f"{each['name']}<br>{wording.money(each['low'])} to {wording.money(each['high'])}"
                for each in sums
            ],
        },
        {
            "x": [
                end
                for each in sums
                for end in (scaled(each["low"], "usd"), scaled(each["high"], "usd"), None)
            ],
            "y": [y for row in rows for y in (row.mark_y, row.mark_y, None)],
            "mode": "lines",
            "line": {"color": look.ink, "width": 2},
            "hoverinfo": "skip",
        },
    ]
