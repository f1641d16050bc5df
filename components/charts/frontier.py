"""What more fairness costs: the best plans from the one that brings most to the one that is fairest."""

from collections.abc import Sequence
from typing import Any

import polars as pl

from components import wording
from components.charts._chart import Chart, Column, Drawing, axis, label, right_label, scaled, sheet
from components.look import Look
from components.provenance import Provenance

_HEIGHT = 320  # px
_ROOM = 0.12  # of the range, above and below the points, for their names
Point = dict[str, Any]


def frontier(
    table: pl.DataFrame, *, title: str, gain: str, fairness: str, said: str, provenance: Provenance
) -> Chart:
    """A curve of best plans, with other plans as named points beside it.

    Parameters
    ----------
    table
        A row a plan: `name` (empty for the points of the curve, which come first and in its order), `gain`
        and `fairness`, both shares.
    gain, fairness
        What the two axes measure.
    said
        What the curve says, in a sentence under the title.
    """
    points = table.select("name", "gain", "fairness").rows(named=True)
    curve = [point for point in points if not point["name"]]
    named = [point for point in points if point["name"]]
    across = axis([point["gain"] for point in points], "share", title=None)
    heights = [point["fairness"] for point in points]
    room = _ROOM * ((max(heights) - min(heights)) or 1.0)
    upwards = [scaled(min(heights) - room, "share"), scaled(max(heights) + 2 * room, "share")]

    def draw(look: Look) -> Drawing:
        return {
            "data": [
                {
                    "x": [scaled(point["gain"], "share") for point in curve],
                    "y": [scaled(point["fairness"], "share") for point in curve],
                    "mode": "lines+markers",
                    "line": {"color": look.muted, "width": 2},
                    "marker": {"size": 7, "color": look.muted},
                    "hovertext": [_in_words(point, gain, fairness) for point in curve],
                },
                {
                    "x": [scaled(point["gain"], "share") for point in named],
                    "y": [scaled(point["fairness"], "share") for point in named],
                    "mode": "markers",
                    "marker": {"size": 14, "color": look.primary, "line": {"color": look.paper, "width": 1}},
                    "hovertext": [_in_words(point, gain, fairness) for point in named],
                },
            ],
            "layout": sheet(
                look,
                title=title,
                subtitle=said,
                stamp=provenance.stamp,
                plot_height=_HEIGHT,
                axis_height=48,
                xaxis=across,
                yaxis={
                    "range": upwards,
                    "visible": True,
                    "side": "left",
                    "ticklabelposition": "inside top",
                    "ticksuffix": f"{wording.SPACE}%",
                    "nticks": 5,
                },
                annotations=[
                    label(fairness, y=1, yref="paper", yanchor="top", font={"color": look.muted}),
                    right_label(gain, y=0, yref="paper", yshift=-36),
                    *(_name(point, across["range"], look) for point in named),
                ],
            ),
        }

    return Chart(
        title=title,
        alt=f"{title}. {said} " + "; ".join(_in_words(point, gain, fairness) for point in named) + ".",
        table=table,
        columns={
            "name": Column(heading="Plan"),
            "gain": Column(heading=gain, unit="share"),
            "fairness": Column(heading=fairness, unit="share"),
        },
        provenance=provenance,
        draw=draw,
    )


def _name(point: Point, across: Sequence[float], look: Look) -> Drawing:
    """The name of a point, on the side of it where there is more room."""
    at = scaled(point["gain"], "share")
    is_right = at > (across[0] + across[1]) / 2
    return label(
        f"<b>{point['name']}</b>",
        y=scaled(point["fairness"], "share"),
        x=at,
        xref="x",
        xanchor="right" if is_right else "left",
        xshift=-12 if is_right else 12,
        font={"color": look.primary},
    )


def _in_words(point: Point, gain: str, fairness: str) -> str:
    name = point["name"] or "A best plan"
    shown = (wording.number(point[column], unit_id="share") for column in ("gain", "fairness"))
    return f"{name}: {gain.lower()} {next(shown)}, {fairness.lower()} {next(shown)}"
