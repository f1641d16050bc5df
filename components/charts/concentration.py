"""How much of a burden lies in the places with the most hardship: the concentration curve."""

from bisect import bisect_left

import polars as pl

from components import wording
from components.charts._chart import Chart, Column, Drawing, label, right_label, scaled, sheet
from components.look import Look
from components.provenance import Provenance

_POINTS = 60
_MARK = 0.2  # the share of people at which the curve is read
_SIDE = 326  # px: square on a phone


def concentration(
    curve: pl.DataFrame, *, title: str, people: str, burden: str, doubt: str, provenance: Provenance
) -> Chart:
    """The curve against the line of an even spread, with one point on it said in words.

    Parameters
    ----------
    curve
        From (0, 0) to (1, 1), both rising: `share_of_people`, ordered from the worst-off, and
        `share_of_burden`.
    people
        Who is ordered and how: "People, from the poorest places".
    burden
        What is shared out: "People without health insurance".
    doubt
        How sure the lean of the curve is, in words.
    """
    curve = curve.select("share_of_people", "share_of_burden")
    carried = _at(curve, _MARK)
    said = f"Where the first {_whole(_MARK)} of people live lies {_whole(carried)} of the burden"

    def draw(look: Look) -> Drawing:
        every = max(1, curve.height // _POINTS)
        drawn = pl.concat([curve.gather_every(every), curve.tail(1)]).unique(maintain_order=True)
        ticks = [20, 40, 60, 80, 100]
        percent = {"tickvals": ticks, "ticktext": [f"{at}{wording.SPACE}%" for at in ticks]}
        x, y = ([scaled(value, "share") for value in drawn[name]] for name in drawn.columns)
        return {
            "data": [
                {
                    "x": [0, 100],
                    "y": [0, 100],
                    "mode": "lines",
                    "line": {"color": look.muted, "width": 2, "dash": "dash"},
                    "hoverinfo": "skip",
                },
                {
                    "x": x,
                    "y": y,
                    "mode": "lines",
                    "line": {"color": look.primary, "width": 3},
                    "hoverinfo": "skip",
                },
                {
                    "x": [scaled(_MARK, "share")],
                    "y": [scaled(carried, "share")],
                    "mode": "markers",
                    "marker": {"size": 12, "color": look.primary, "line": {"color": look.paper, "width": 1}},
                    "hovertext": [said],
                },
            ],
            "layout": sheet(
                look,
                title=title,
                subtitle=f"{said}. {doubt}",
                stamp=provenance.stamp,
                plot_height=_SIDE,
                axis_height=48,
                xaxis={"range": [0, 100], **percent},
                yaxis={
                    "range": [0, 108],
                    "visible": True,
                    "side": "right",
                    "ticklabelposition": "inside top",
                    **percent,
                },
                annotations=[
                    label(burden, y=104),
                    right_label(people, y=0, yref="paper", yshift=-36),
                    label(
                        "spread evenly",
                        y=44,
                        x=50,
                        xref="x",
                        xshift=0,
                        yanchor="top",
                        font={"color": look.muted},
                    ),
                ],
            ),
        }

    return Chart(
        title=title,
        alt=f"{title}. {people}. {said}; spread evenly, it would be {_whole(_MARK)}. {doubt}.",
        table=curve,
        columns={
            "share_of_people": Column(heading=people, unit="share"),
            "share_of_burden": Column(heading=burden, unit="share"),
        },
        provenance=provenance,
        draw=draw,
    )


def _whole(share: float) -> str:
    return wording.number(share, unit_id="share", margin=0.1)


def _at(curve: pl.DataFrame, share: float) -> float:
    """The curve's height between its two nearest points."""
    x: list[float] = curve["share_of_people"].to_list()
    y: list[float] = curve["share_of_burden"].to_list()
    right = min(max(bisect_left(x, share), 1), len(x) - 1)
    run = x[right] - x[right - 1]
    return y[right - 1] + (y[right] - y[right - 1]) * ((share - x[right - 1]) / run if run else 0)
