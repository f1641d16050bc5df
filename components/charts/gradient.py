"""Parts of a population in their order, from the most hardship to the least, with the line through them."""

from collections.abc import Callable
from textwrap import wrap
from typing import Any

import polars as pl

from components import wording
from components.charts._chart import (
    MARK,
    Chart,
    Column,
    Drawing,
    axis,
    label,
    line_height,
    right_label,
    scaled,
    sheet,
)
from components.charts._reference import values_and_doubt
from components.look import SPACES, Look
from components.provenance import Provenance

_TALL = 260  # px
_END_LINE = 24  # characters: two ends stand side by side on a phone
_GAP = 0.012  # of the population, between two parts


def gradient(
    parts: pl.DataFrame,
    *,
    line: tuple[float, float] | None,
    title: str,
    measure: str,
    unit: str,
    most: str,
    least: str,
    provenance: Provenance,
    interval: str = wording.INTERVAL_95,
) -> Chart:
    """Each part as wide as its people and as high as its value, with its interval and the fitted line.

    Parameters
    ----------
    parts
        A row a part in order: `name, estimate, low, high, reliability, denominator`.
    line
        The fitted values at the start and the end (`equity.disparity.gradient.fitted_ends`); None: no line.
    most, least
        What the two ends of the order have: "the most poverty".
    """
    rows = parts.select("name", "estimate", "low", "high", "denominator").rows(named=True)
    ends = [row[column] for row in rows for column in ("estimate", "low", "high")] + [0.0, *(line or ())]
    up = axis(ends, unit)
    people = sum(row["denominator"] for row in rows)
    edges = [0.0]
    for row in rows:
        edges.append(edges[-1] + row["denominator"] / people)

    named = (_named(f"← {most}", line and line[0], unit), _named(f"{least} →", line and line[1], unit))

    def draw(look: Look) -> Drawing:
        return {
            "data": [*_steps(rows, edges, unit, look), *(_line(line, unit, look) if line else [])],
            "layout": sheet(
                look,
                title=title,
                subtitle=f"{measure}. Each step is a fifth of the people. Upright lines: {interval}"
                + (". Dashed: the straight line that fits best" if line else ""),
                stamp=provenance.stamp,
                plot_height=_TALL,
                axis_height=line_height(max(map(len, named))) + SPACES[0] + SPACES[2],
                xaxis={"range": [0, 1], "showticklabels": False, "showgrid": False},
                yaxis=up | {"visible": False},
                shapes=[{"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": 0, "y1": 0}],
                annotations=[
                    _end(label, named[0], look),
                    _end(right_label, named[1], look),
                    *_values(rows, edges, unit, look),
                ],
            ),
        }

    return Chart(
        title=title,
        alt=f"{title}. {measure}, from {most} to {least}: "
        + "; ".join(_in_words(row, unit) for row in rows)
        + "."
        + (
            f" The line that fits best goes from {wording.number(line[0], unit_id=unit)} to "
            f"{wording.number(line[1], unit_id=unit)}."
            if line
            else ""
        ),
        table=values_and_doubt(parts, None).with_columns(
            parts["denominator"], parts["places"], parts["ranked_by"]
        ),
        columns={
            "name": Column(heading="Part"),
            "estimate": Column(heading=measure, unit=unit),
            "low": Column(heading=f"Low end of {interval}", unit=unit),
            "high": Column(heading=f"High end of {interval}", unit=unit),
            "denominator": Column(heading="Counted", unit="people"),
            "places": Column(heading="Places", unit="people"),
        },
        provenance=provenance,
        draw=draw,
    )


def _named(words: str, at: float | None, unit: str) -> list[str]:
    """The lines that name one end of the order, and say where the line through the parts stands there."""
    return wrap(words, _END_LINE) + ([] if at is None else [f"line at {wording.number(at, unit_id=unit)}"])


def _end(placed: Callable[..., Drawing], lines: list[str], look: Look) -> Drawing:
    return placed(
        "<br>".join(lines), y=0, yref="paper", yanchor="top", yshift=-SPACES[0], font={"color": look.muted}
    )


def _steps(rows: list[dict[str, Any]], edges: list[float], unit: str, look: Look) -> list[Drawing]:
    steps: dict[str, list[float | None]] = {"x": [], "y": []}
    spans: dict[str, list[float | None]] = {"x": [], "y": []}
    middles = []
    for at, row in enumerate(rows):
        start, end = edges[at] + _GAP / 2, edges[at + 1] - _GAP / 2
        height = scaled(row["estimate"], unit)
        middles.append((start + end) / 2)
        steps["x"] += [start, end, None]
        steps["y"] += [height, height, None]
        if row["low"] is not None:
            spans["x"] += [middles[-1], middles[-1], None]
            spans["y"] += [scaled(row["low"], unit), scaled(row["high"], unit), None]
    shared = {"mode": "lines", "hoverinfo": "skip"}
    return [
        {**steps, **shared, "line": {"color": look.control_border, "width": 3}},
        {**spans, **shared, "line": {"color": look.primary, "width": 3}},
        {
            "x": middles,
            "y": [scaled(row["estimate"], unit) for row in rows],
            "mode": "markers",
            "marker": {"size": MARK, "color": look.primary, "line": {"color": look.paper, "width": 1}},
            "hovertext": [_in_words(row, unit) for row in rows],
        },
    ]


def _line(line: tuple[float, float], unit: str, look: Look) -> list[Drawing]:
    return [
        {
            "x": [0, 1],
            "y": [scaled(end, unit) for end in line],
            "mode": "lines",
            "line": {"color": look.ink, "width": 2, "dash": "dash"},
            "hoverinfo": "skip",
        }
    ]


def _values(rows: list[dict[str, Any]], edges: list[float], unit: str, look: Look) -> list[Drawing]:
    """The value of each part, above its interval."""
    return [
        {
            "text": f"<b>{wording.number(row['estimate'], unit_id=unit, margin=_margin(row))}</b>",
            "x": (edges[at] + edges[at + 1]) / 2,
            "xref": "x",
            "xanchor": "center",
            "xshift": 0,
            "y": scaled(row["high"] if row["high"] is not None else row["estimate"], unit),
            "yanchor": "bottom",
            "yshift": SPACES[1],
        }
        for at, row in enumerate(rows)
    ]


def _margin(row: dict[str, Any]) -> float | None:
    return None if row["low"] is None else (row["high"] - row["low"]) / 2 or None


def _in_words(row: dict[str, Any], unit: str) -> str:
    said = f"{row['name']} {wording.number(row['estimate'], unit_id=unit, margin=_margin(row))}"
    return said if row["low"] is None else f"{said}, {wording.between(row['low'], row['high'], unit_id=unit)}"
