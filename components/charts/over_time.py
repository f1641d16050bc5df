"""Numbers over the years as dots with intervals, with a mark where boundaries or ways of counting changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import polars as pl

from components import wording
from components.charts._chart import MARK, Chart, Column, Drawing, axis, label, scaled, sheet
from components.look import SPACES, Look
from components.provenance import Provenance

_TALL = 240  # px
_MOST_LABELS = 6
_ROOM = 0.08  # of the axis, below the marks; twice that above them, for names


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line: the columns of its values and ends in the table, and whether it is the one in focus."""

    name: str
    value: str
    low: str | None = None
    high: str | None = None
    is_in_focus: bool = True


def over_time(
    table: pl.DataFrame,
    lines: Sequence[Line],
    *,
    title: str,
    measure: str,
    unit: str,
    period: int,
    provenance: Provenance,
    no_gap: float | None = None,
    interval: str = wording.INTERVAL_90,
) -> Chart:
    """The lines over the years of a table.

    Parameters
    ----------
    table
        A row a year, as `series` of `equity.trends.Trend`: `year, is_modelled, boundaries_changed` and the
        columns of the lines.
    period
        How many years a number is about.
    no_gap
        Where no gap would be: a named line.
    """
    rows = table.rows(named=True)
    ends = [row[each] for row in rows for line in lines for each in _columns(line)]
    up = axis([*ends, *([no_gap] if no_gap is not None else [0.0])], unit)
    bottom, top = up["range"]
    up |= {"visible": False, "range": [bottom - _ROOM * (top - bottom), top + 2 * _ROOM * (top - bottom)]}
    years = [row["year"] for row in rows]
    room = max(1.0, (years[-1] - years[0]) * 0.12) if years else 1.0
    across = [years[0] - room, years[-1] + room] if years else [0.0, 1.0]
    is_modelled = any(row["is_modelled"] for row in rows)
    has_intervals = any(line.low and row[line.low] is not None for row in rows for line in lines)

    def draw(look: Look) -> Drawing:
        return {
            "data": [trace for line in lines for trace in _traces(line, rows, unit, look)],
            "layout": sheet(
                look,
                title=title,
                subtitle=measure
                + (f". Lines: {interval}" if has_intervals else "")
                + (". Hollow: numbers of that year were spread from other areas" if is_modelled else ""),
                stamp=provenance.stamp,
                plot_height=_TALL,
                key=_key(lines, look),
                xaxis={
                    "range": across,
                    "tickvals": years,
                    "ticktext": [wording.period(year, years=period) for year in years],
                    "showgrid": False,
                },
                yaxis=up,
                annotations=[*_values(lines, rows, unit, look), *_marks_of_change(rows, look)],
                shapes=_rules(rows, no_gap, unit, look),
            ),
        }

    return Chart(
        title=title,
        alt=f"{title}. {measure}: " + "; ".join(_in_words(line, rows, unit, period) for line in lines) + ".",
        table=table.select(
            "year", *(each for line in lines for each in _columns(line)), "boundaries_changed"
        ),
        columns={
            "year": Column(heading="Last year of the period" if period > 1 else "Year"),
            **{
                each: Column(heading=f"{end}{line.name}", unit=unit)
                for line in lines
                for end, each in zip(("", "Low end: ", "High end: "), _columns(line), strict=False)
            },
        },
        provenance=provenance,
        draw=draw,
    )


def _columns(line: Line) -> list[str]:
    return [each for each in (line.value, line.low, line.high) if each is not None]


def _color(line: Line, look: Look) -> str:
    return look.primary if line.is_in_focus else look.muted


def _key(lines: Sequence[Line], look: Look) -> str:
    if len(lines) < 2:
        return ""
    return "<br>".join(f'<span style="color:{_color(line, look)}">● {line.name}</span>' for line in lines)


def _traces(line: Line, rows: list[dict[str, Any]], unit: str, look: Look) -> list[Drawing]:
    color = _color(line, look)
    known = [row for row in rows if row[line.value] is not None]
    traces: list[Drawing] = [
        {
            "x": [row["year"] for row in known],
            "y": [scaled(row[line.value], unit) for row in known],
            "mode": "lines",
            "line": {"color": color, "width": 1},
            "hoverinfo": "skip",
        }
    ]
    if line.low and line.high:
        doubted = [row for row in known if row[line.low] is not None]
        traces.append(
            {
                "x": [x for row in doubted for x in (row["year"], row["year"], None)],
                "y": [
                    y
                    for row in doubted
                    for y in (scaled(row[line.low], unit), scaled(row[line.high], unit), None)
                ],
                "mode": "lines",
                "line": {"color": color, "width": 3},
                "hoverinfo": "skip",
            }
        )
    traces.append(
        {
            "x": [row["year"] for row in known],
            "y": [scaled(row[line.value], unit) for row in known],
            "mode": "markers",
            "marker": {
                "size": MARK,
                "color": [look.paper if row["is_modelled"] else color for row in known],
                "line": {"color": color, "width": 2},
            },
            "hovertext": [f"{line.name}, {row['year']}<br>{_value(line, row, unit)}" for row in known],
        }
    )
    return traces


def _values(lines: Sequence[Line], rows: list[dict[str, Any]], unit: str, look: Look) -> list[Drawing]:
    """The values, above the dots of the higher line and below those of the lower; only the ends of many."""
    labels = []
    shown = rows if len(rows) <= _MOST_LABELS else [rows[0], rows[-1]]
    for row in shown:
        known = sorted((row[line.value], at) for at, line in enumerate(lines) if row[line.value] is not None)
        for place, (value, at) in enumerate(known):
            line = lines[at]
            is_below = place == 0 and len(known) > 1
            end = line.low if is_below else line.high
            edge = row[end] if end and row[end] is not None else value
            labels.append(
                {
                    "text": f"<b>{_value(line, row, unit)}</b>",
                    "font": {"color": _color(line, look)},
                    "x": row["year"],
                    "xref": "x",
                    "xanchor": "center",
                    "xshift": 0,
                    "y": scaled(edge, unit),
                    "yanchor": "top" if is_below else "bottom",
                    "yshift": -SPACES[1] if is_below else SPACES[1],
                }
            )
    return labels


def _value(line: Line, row: dict[str, Any], unit: str) -> str:
    margin = None
    if line.low and line.high and row[line.low] is not None:
        margin = (row[line.high] - row[line.low]) / 2 or None
    return wording.number(row[line.value], unit_id=unit, margin=margin)


def _between(rows: list[dict[str, Any]]) -> list[float]:
    """Where boundaries, or ways of counting, changed: halfway between two years."""
    pairs = pairwise(rows)
    return [(before["year"] + after["year"]) / 2 for before, after in pairs if after["boundaries_changed"]]


def _marks_of_change(rows: list[dict[str, Any]], look: Look) -> list[Drawing]:
    return [
        label(
            "areas changed",
            y=1,
            yref="paper",
            yanchor="top",
            x=at,
            xref="x",
            xanchor="center",
            xshift=0,
            font={"color": look.warning},
        )
        for at in _between(rows)
    ]


def _rules(rows: list[dict[str, Any]], no_gap: float | None, unit: str, look: Look) -> list[Drawing]:
    level = 0.0 if no_gap is None else scaled(no_gap, unit)
    rules: list[Drawing] = [
        {
            "type": "line",
            "xref": "paper",
            "x0": 0,
            "x1": 1,
            "y0": level,
            "y1": level,
            "line": {"color": look.muted},
        }
    ]
    rules += [
        {
            "type": "line",
            "x0": at,
            "x1": at,
            "yref": "paper",
            "y0": 0,
            "y1": 1,
            "line": {"color": look.warning, "dash": "dash"},
        }
        for at in _between(rows)
    ]
    return rules


def _in_words(line: Line, rows: list[dict[str, Any]], unit: str, period: int) -> str:
    said = [
        f"{wording.period(row['year'], years=period)} {_value(line, row, unit)}"
        for row in rows
        if row[line.value] is not None
    ]
    return f"{line.name}, {', '.join(said) or 'no value'}"
