"""What values are read against, drawn as a named line in every chart that has one."""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from components import certainty, wording
from components.charts._chart import Column, Drawing, label, scaled
from components.look import SPACES, Look

ROOM = SPACES[3]  # px above the marks for the name of the line


@dataclass(frozen=True, kw_only=True)
class Reference:
    """A value with its name, such as that of the whole city; `low` and `high` are its interval."""

    label: str
    value: float
    low: float | None = None
    high: float | None = None


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
    foot = ROOM - 2
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
            f"{reference.label} {wording.number(reference.value, unit_id=unit)}",
            y=SPACES[1],
            font={"color": look.muted},
            **beside(at, across),
        ),
    )


def beside(at: float, across: Sequence[float]) -> Drawing:
    """Where a label of the value `at` stands: left- or right-aligned, whichever keeps it inside the plot."""
    side = "left" if at < (across[0] + across[1]) / 2 else "right"
    return {"x": at, "xref": "x", "xanchor": side, "align": side, "xshift": 0}


def in_words(reference: Reference, unit: str) -> str:
    """The reference in a description: "New York City: 6.3 %."."""
    return f" {reference.label}: {wording.number(reference.value, unit_id=unit)}."


def values_and_doubt(table: pl.DataFrame, reference: Reference | None) -> pl.DataFrame:
    """The table twin of a chart of values: a row a mark, and one for the reference."""
    twin = table.select(
        "name",
        "estimate",
        "low",
        "high",
        certainty.row_by_row(table),
    )
    if reference is None:
        return twin
    row = (reference.label, reference.value, reference.low, reference.high, None)
    return pl.concat([twin, pl.DataFrame([row], schema=twin.schema, orient="row")])


def columns_of_values(name: str, measure: str, unit: str, interval: str) -> dict[str, Column]:
    """The headings of that table."""
    return {
        "name": Column(heading=name),
        "estimate": Column(heading=measure, unit=unit),
        "low": Column(heading=f"Low end of {interval}", unit=unit),
        "high": Column(heading=f"High end of {interval}", unit=unit),
        "reliability": Column(heading="How sure"),
    }
