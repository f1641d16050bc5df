"""A few places or groups, each a dot with its interval, read against a named line."""

from collections.abc import Sequence
from typing import Any

import polars as pl

from components import wording
from components.charts._chart import (
    MARK,
    Chart,
    Drawing,
    Row,
    axis,
    label,
    right_label,
    rows_down,
    scaled,
    sheet,
)
from components.charts._reference import (
    ROOM,
    Reference,
    columns_of_values,
    drawn_reference,
    in_words,
    values_and_doubt,
)
from components.look import GROUP_MARKS, Look
from components.provenance import Provenance
from equity.rates import RELIABILITY

Value = dict[str, Any]


def dots(
    table: pl.DataFrame,
    *,
    title: str,
    measure: str,
    unit: str,
    provenance: Provenance,
    reference: Reference | None = None,
    interval: str = wording.INTERVAL_90,
) -> Chart:
    """Numbers side by side, in the order given, which is never a rank.

    Parameters
    ----------
    table
        A row a dot, from `equity.rates.of`: `name, estimate, low, high, reliability`; where they are of
        several groups, each dot has the color and mark of its `group`.
    measure
        What the numbers measure, as read under the title.
    unit
        An id of `wording.UNITS`.
    """
    has_groups = "group" in table.columns and table["group"].n_unique() > 1
    values = table.select(
        "name", "estimate", "low", "high", "reliability", group="group" if has_groups else pl.lit(None)
    ).rows(named=True)
    numbers = [value[column] for value in values for column in ("estimate", "low", "high")]
    if reference:
        numbers += [reference.value, reference.low, reference.high]
    across = axis(numbers, unit)
    rows, height = rows_down([value["name"] for value in values], top=ROOM if reference else 0)

    def draw(look: Look) -> Drawing:
        line = drawn_reference(reference, across["range"], unit, height, look) if reference else None
        labels = [label(row.text, y=row.label_y) for row in rows]
        labels += [_beside(value, row, unit, look) for value, row in zip(values, rows, strict=True)]
        return {
            "data": [*([line.line] if line else []), *_marks(values, rows, unit, look)],
            "layout": sheet(
                look,
                title=title,
                subtitle=_subtitle(measure, values, interval),
                stamp=provenance.stamp,
                plot_height=height,
                xaxis=across,
                annotations=[*labels, *([line.name] if line else [])],
                shapes=line.bands if line else (),
            ),
        }

    return Chart(
        title=title,
        alt=f"{title}. {measure}: {'; '.join(_in_words(value, unit) for value in values)}."
        + (in_words(reference, unit) if reference else ""),
        table=values_and_doubt(table, reference),
        columns=columns_of_values("Group" if has_groups else "Place", measure, unit, interval),
        provenance=provenance,
        draw=draw,
    )


def _subtitle(measure: str, values: Sequence[Value], interval: str) -> str:
    said = [measure]
    if any(value["low"] is not None for value in values):
        said.append(f"Lines: {interval}")
    if any(not _is_sure(value) for value in values):
        said.append("Hollow: too uncertain to rely on")
    return ". ".join(said)


def _beside(value: Value, row: Row, unit: str, look: Look) -> Drawing:
    """The number at the end of a row, or why there is none."""
    if value["estimate"] is None:
        return label(_none(value), y=row.mark_y, font={"color": look.muted})
    return right_label(f"<b>{_number(value, unit)}</b>", y=row.label_y)


def _marks(values: Sequence[Value], rows: Sequence[Row], unit: str, look: Look) -> list[Drawing]:
    """Lines and dots, one trace of each for every style there is."""
    known = [(value, row) for value, row in zip(values, rows, strict=True) if value["estimate"] is not None]
    drawn: list[Drawing] = []
    for group, is_sure in dict.fromkeys((value["group"], _is_sure(value)) for value, _ in known):
        alike = [each for each in known if (each[0]["group"], _is_sure(each[0])) == (group, is_sure)]
        color = look.groups[group] if group else look.primary
        drawn += [
            {
                "x": [end for value, _ in alike for end in (*_ends(value, unit), None)],
                "y": [y for _, row in alike for y in (row.mark_y, row.mark_y, None)],
                "mode": "lines",
                "line": {"color": color, "width": 3, "dash": "solid" if is_sure else "2px,3px"},
                "hoverinfo": "skip",
            },
            {
                "x": [scaled(value["estimate"], unit) for value, _ in alike],
                "y": [row.mark_y for _, row in alike],
                "mode": "markers",
                "marker": {
                    "size": MARK + 2 if group else MARK,
                    "symbol": GROUP_MARKS[group] if group else "circle",
                    "color": color if is_sure else look.paper,
                    "line": {"color": look.paper, "width": 1} if is_sure else {"color": color, "width": 2},
                },
                "hovertext": [
                    f"{_in_words(value, unit)}<br>{wording.reliability(value['reliability'])}"
                    for value, _ in alike
                ],
            },
        ]
    return drawn


def _is_sure(value: Value) -> bool:
    return bool(value["reliability"] != "unreliable")


def _ends(value: Value, unit: str) -> tuple[float | None, float | None]:
    return scaled(value["low"], unit), scaled(value["high"], unit)


def _number(value: Value, unit: str) -> str:
    margin = (value["high"] - value["low"]) / 2 if value["low"] is not None else None
    return wording.number(value["estimate"], unit_id=unit, margin=margin)


def _none(value: Value) -> str:
    return f"No value: {RELIABILITY[value['reliability']].words}"


def _in_words(value: Value, unit: str) -> str:
    if value["estimate"] is None:
        return f"{value['name']}: {_none(value).lower()}"
    said = f"{value['name']} {_number(value, unit)}"
    if value["low"] is None:
        return said
    return f"{said}, {wording.between(value['low'], value['high'], unit_id=unit)}"
