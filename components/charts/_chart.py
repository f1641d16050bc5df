"""What a chart is, and the sheet of paper all charts are drawn on."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Any, overload

import plotly.graph_objects as go
import polars as pl

from components import wording
from components.downloads import file_name
from components.look import LIGHT, SIZES, SPACES, Look, template
from components.provenance import Provenance

Drawing = dict[str, Any]

INSET = 16  # px left and right of the plot, so that the first and last tick label are never cut
MARK = 12  # px across
_BAR = 14  # px high
BUTTON = 28  # px high: the button that saves the picture stands right of the stamp
# Figures are as wide as a phone or a desk, and Plotly does not wrap: lines end where a phone's would.
TITLE_LINE, TEXT_LINE, LABEL_LINE, STAMP_LINE = 44, 52, 36, 50
_LEADING = 1.3  # as Plotly sets text


@dataclass(frozen=True, kw_only=True)
class Column:
    """How a column of the table twin is headed, and the unit its numbers are printed in."""

    heading: str
    unit: str = ""


@dataclass(frozen=True, kw_only=True)
class Chart:
    """A picture with everything that must go with it.

    `alt` says in words what the picture shows; `table` holds every number in it, typed, and `columns` how to
    print them; `draw` gives Plotly's data and layout in one theme's colors.
    """

    title: str
    alt: str
    table: pl.DataFrame
    columns: Mapping[str, Column]
    provenance: Provenance
    draw: Callable[[Look], Drawing]

    def figure(self, look: Look = LIGHT) -> go.Figure:
        """The Plotly figure in the colors of one theme."""
        # While pandas loads in one visitor's thread, Plotly would find it half made in another's, and fail.
        import pandas  # type: ignore[import-untyped]  # noqa: F401, PLC0415 - not with the map, which has none

        return go.Figure(self.draw(look))

    def filename(self, ending: str) -> str:
        """A name for a file of this chart."""
        return file_name(f"{self.title} {self.provenance.period}", ending=ending)


def sheet(
    look: Look,
    *,
    title: str,
    subtitle: str,
    stamp: str,
    plot_height: float,
    key: str = "",
    axis_height: int = 28,
    **layout: Any,
) -> Drawing:
    """The layout of a figure: heading above, `plot_height` px of plot measured downwards, stamp below.

    The y axis counts px from the top of the plot, so that marks and their labels keep their distance at
    every width. `key` ends the heading: it says in its own colors what the marks are, lines parted by <br>.
    """
    heading, source = wrap(title, TITLE_LINE), wrap(stamp, STAMP_LINE)
    under = [*wrap(subtitle, TEXT_LINE), *(key.split("<br>") if key else [])]
    under_height = line_height(len(under))
    top = SPACES[1] + line_height(len(heading), SIZES["body"]) + under_height + SPACES[2]
    bottom = axis_height + SPACES[1] + max(line_height(len(source), SIZES["stamp"]), BUTTON)
    muted = {"color": look.muted}
    return {
        "template": template(look),
        "height": round(top + plot_height + bottom),
        "margin": {"l": INSET, "r": INSET, "t": top, "b": bottom, "autoexpand": False},
        **layout,
        "yaxis": {"range": [plot_height, 0], "visible": False, **layout.get("yaxis", {})},
        "annotations": [
            *layout.get("annotations", ()),
            {
                "text": "<br>".join(f"<b>{line}</b>" for line in heading),
                "font": {"size": SIZES["body"]},
                **_on_paper(1, "bottom", under_height + SPACES[2]),
            },
            {"text": "<br>".join(under), "font": muted, **_on_paper(1, "bottom", SPACES[2])},
            {
                "text": "<br>".join(source),
                "font": muted | {"size": SIZES["stamp"]},
                **_on_paper(0, "top", -axis_height - SPACES[0]),
            },
        ],
    }


def _on_paper(y: int, anchor: str, shift: int) -> Drawing:
    return {"yref": "paper", "y": y, "yanchor": anchor, "yshift": shift}


def label(text: str, *, y: float, **more: Any) -> Drawing:
    """Text at the left edge, `y` px below the top of the plot, or wherever `more` puts it."""
    return {"text": text, "y": y, **more}


def right_label(text: str, *, y: float, **more: Any) -> Drawing:
    """Text that ends at the right edge, `y` px below the top of the plot."""
    return {"text": text, "y": y, "x": 1, "xanchor": "right", "xshift": INSET, "align": "right", **more}


@dataclass(frozen=True, kw_only=True)
class Row:
    """A named row: the lines of its name, and how many px down the name and its mark stand."""

    text: str
    label_y: float
    mark_y: int


def rows_down(names: Sequence[str], *, top: int = 0, below: Sequence[int] = ()) -> tuple[list[Row], int]:
    """Rows under each other, a name above its mark, and the height they take.

    `top` px stay free above them all, `below` px under the mark of each.
    """
    rows = []
    y = top
    for name, more in zip(names, below or [0] * len(names), strict=True):
        lines = wrap(name, LABEL_LINE)
        tall = line_height(len(lines))
        rows.append(Row(text="<br>".join(lines), label_y=y + tall / 2, mark_y=y + tall + MARK))
        y += tall + MARK + more + SPACES[3]
    return rows, y - SPACES[1]


def line_height(lines: int, size: int = SIZES["small"]) -> int:
    """How many px so many lines of text take."""
    return round(lines * size * _LEADING)


@overload
def scaled(value: float, unit: str) -> float: ...
@overload
def scaled(value: float | None, unit: str) -> float | None: ...
def scaled(value: float | None, unit: str) -> float | None:
    """A number as it stands on an axis: a share in percent, with five digits, which keeps figures small."""
    return None if value is None else float(f"{value * wording.unit(unit).scale:.5g}")


def bars_with_intervals(
    bars: Sequence[tuple[float, float, float, str]], rows: Sequence[Row], unit: str, look: Look
) -> list[Drawing]:
    """A bar a row with a line across its interval; each bar is its value, low and high end, and its words."""
    values, ends = [bar[0] for bar in bars], [(bar[1], bar[2]) for bar in bars]
    return [
        {
            "type": "bar",
            "orientation": "h",
            "x": [scaled(value, unit) for value in values],
            "y": [row.mark_y for row in rows],
            "width": _BAR,
            "marker": {"color": look.primary, "line": {"width": 0}},
            "hovertext": [bar[3] for bar in bars],
        },
        {
            "x": [end for low, high in ends for end in (scaled(low, unit), scaled(high, unit), None)],
            "y": [y for row in rows for y in (row.mark_y, row.mark_y, None)],
            "mode": "lines",
            "line": {"color": look.ink, "width": 2},
            "hoverinfo": "skip",
        },
    ]


def axis(values: Sequence[float | None], unit: str, **more: Any) -> Drawing:
    """An x axis that holds these numbers; it starts at zero unless they all lie far from it."""
    known = [value for value in values if value is not None]
    lowest, highest = min(known, default=0.0), max(known, default=1.0)
    if 0 <= lowest <= highest * 0.7:
        lowest = 0.0
    room = (highest - lowest) * 0.05 or abs(highest) * 0.05 or 1.0
    start = lowest - (0 if lowest == 0 else room)
    kind = wording.unit(unit)
    # Thousand, million and billion by their letters: k, M and B, where d3's own "s" would say G.
    digits = {"exponentformat": "B"} if highest * kind.scale >= 10_000 else {"tickformat": ",~f"}
    return {
        "range": [scaled(start, unit), scaled(highest + room, unit)],
        "nticks": 6,
        "tickprefix": kind.prefix,
        "ticksuffix": kind.suffix,
        **digits,
        **more,
    }
