"""A few places or groups, each a dot with its interval, read against a named line."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from components import wording
from components.charts._chart import (
    Chart,
    Drawing,
    Reference,
    axis,
    columns_of_values,
    label,
    line_height,
    right_label,
    scaled,
    sheet,
    values_and_doubt,
    wrapped,
)
from components.look import GROUP_MARKS, SPACES, Look
from components.provenance import Provenance
from equity.rates import RELIABILITY

MARK = 12  # px


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
        A row a dot, from `equity.rates.of`: `name, estimate, low, high, reliability`; with `group`, each dot
        has its group's color and mark.
    measure
        What the numbers measure, as read under the title.
    unit
        An id of `wording.UNITS`.
    """
    rows = table.select("name", "estimate", "low", "high", "reliability").rows(named=True)
    has_unreliable = any(row["reliability"] == "unreliable" for row in rows)
    has_interval = any(row["low"] is not None for row in rows)
    subtitle = measure + (f". Lines: {interval}" if has_interval else "")
    subtitle += ". Hollow: too uncertain to rely on" if has_unreliable else ""
    groups: list[str | None] = table["group"].to_list() if "group" in table.columns else [None] * len(rows)

    def draw(look: Look) -> Drawing:
        data: list[Drawing] = []
        labels: list[Drawing] = []
        bands: list[Drawing] = []
        top = 0
        if reference:
            top = SPACES[3]
        y = top
        for row, group in zip(rows, groups, strict=True):
            lines = wrapped(row["name"])
            middle = y + line_height(len(lines)) / 2
            at = y + line_height(len(lines)) + MARK
            labels.append(label("<br>".join(lines), y=middle))
            if row["estimate"] is None:
                labels.append(
                    label(
                        f"No value: {RELIABILITY[row['reliability']].words}", y=at, font={"color": look.muted}
                    )
                )
            else:
                labels.append(right_label(f"<b>{_value(row, unit)}</b>", y=middle))
                data += _dot(row, at, unit, look, group)
            y = at + SPACES[3]
        height = y - SPACES[1]
        values = [row[name] for row in rows for name in ("estimate", "low", "high")]
        if reference:
            values += [reference.value, reference.low, reference.high]
        across = axis(values, unit)
        if reference:
            drawn = drawn_reference(reference, across["range"], unit, height, look)
            data.insert(0, drawn.line)
            bands += drawn.bands
            labels.append(drawn.name)
        return {
            "data": data,
            "layout": sheet(
                look,
                title=title,
                subtitle=subtitle,
                stamp=provenance.stamp,
                plot_height=height,
                xaxis=across,
                annotations=labels,
                shapes=bands,
            ),
        }

    said = [_in_words(row, unit) for row in rows]
    against = f" {reference.label}: {_number(reference.value, unit)}." if reference else ""
    return Chart(
        title=title,
        alt=f"{title}. {measure}: {'; '.join(said)}.{against}",
        table=values_and_doubt(table, reference),
        columns=columns_of_values("Group" if "group" in table.columns else "Place", measure, unit, interval),
        provenance=provenance,
        draw=draw,
    )


@dataclass(frozen=True, kw_only=True)
class DrawnReference:
    """A reference as Plotly draws it: a line, its interval as bands behind it, and its name above."""

    line: Drawing
    bands: tuple[Drawing, ...]
    name: Drawing


def drawn_reference(
    reference: Reference, across: Sequence[float], unit: str, height: float, look: Look
) -> DrawnReference:
    """The reference in a plot `height` px high; its name stands on the side where there is room."""
    at = scaled(reference.value, unit)
    foot = SPACES[3] - 2
    ends = {"x0": scaled(reference.low, unit), "x1": scaled(reference.high, unit)}
    band = {
        "type": "rect",
        **ends,
        "y0": foot,
        "y1": height,
        "fillcolor": look.hairline,
        "line": {"width": 0},
    }
    return DrawnReference(
        line={
            "x": [at, at],
            "y": [foot, height],
            "mode": "lines",
            "line": {"color": look.muted, "width": 2},
            "hoverinfo": "skip",
        },
        bands=() if reference.low is None else (band,),
        name=label(
            f"{reference.label} {_number(reference.value, unit)}",
            y=SPACES[1],
            font={"color": look.muted},
            **beside(at, across),
        ),
    )


def beside(at: float, across: Sequence[float]) -> Drawing:
    """Where a label of the value `at` stands: left- or right-aligned, whichever keeps it inside the plot."""
    side = "left" if at < (across[0] + across[1]) / 2 else "right"
    return {"x": at, "xref": "x", "xanchor": side, "align": side, "xshift": 0}


def _dot(row: dict[str, Any], y: float, unit: str, look: Look, group: str | None) -> list[Drawing]:
    color = look.groups[group] if group else look.primary
    is_sure = row["reliability"] != "unreliable"
    drawn = []
    if row["low"] is not None:
        ends = [scaled(row["low"], unit), scaled(row["high"], unit)]
        line = {"color": color, "width": 3} | ({} if is_sure else {"dash": "2px,3px"})
        drawn.append({"x": ends, "y": [y, y], "mode": "lines", "line": line, "hoverinfo": "skip"})
    marker = {
        "size": MARK + 2 if group else MARK,
        "symbol": GROUP_MARKS[group] if group else "circle",
        "color": color if is_sure else look.paper,
        "line": {"color": color if not is_sure else look.paper, "width": 2 if not is_sure else 1},
    }
    drawn.append(
        {
            "x": [scaled(row["estimate"], unit)],
            "y": [y],
            "mode": "markers",
            "marker": marker,
            "hovertext": [f"{_in_words(row, unit)}<br>{wording.reliability(row['reliability'])}"],
        }
    )
    return drawn


def _value(row: dict[str, Any], unit: str) -> str:
    margin = (row["high"] - row["low"]) / 2 if row["low"] is not None else None
    return wording.number(row["estimate"], unit_id=unit, margin=margin)


def _number(value: float, unit: str) -> str:
    return wording.number(value, unit_id=unit)


def _in_words(row: dict[str, Any], unit: str) -> str:
    if row["estimate"] is None:
        return f"{row['name']} no value, {RELIABILITY[row['reliability']].words}"
    interval = f", {wording.between(row['low'], row['high'], unit_id=unit)}" if row["low"] is not None else ""
    return f"{row['name']} {_value(row, unit)}{interval}"
