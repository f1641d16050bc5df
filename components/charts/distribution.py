"""All places at once: where they lie, how many lie where, and where the chosen one is among them."""

from collections.abc import Sequence
from math import ceil
from typing import Any

import polars as pl

from components import wording
from components.charts._chart import MARK, Chart, Drawing, axis, label, scaled, sheet
from components.charts._reference import (
    ROOM,
    Reference,
    beside,
    columns_of_values,
    drawn_reference,
    in_words,
    values_and_doubt,
)
from components.look import SPACES, Look
from components.provenance import Provenance
from equity.errors import UnknownPlace

BINS = 60
DOT = 5  # px; 60 of them fill a phone
_HIGHEST_STACK = 30  # above that, dots become columns
_COLUMN_HEIGHT = 150  # px


def distribution(
    table: pl.DataFrame,
    *,
    title: str,
    measure: str,
    unit: str,
    many: str,
    provenance: Provenance,
    chosen: str | None = None,
    reference: Reference | None = None,
) -> Chart:
    """The spread of a measure over places: a dot a place, stacked, or columns where places are very many.

    Parameters
    ----------
    table
        A row a place, from `equity.rates.of`: `geoid, name, estimate, low, high, reliability`, and
        `estimate_kind` where a value may be only a bound.
    unit
        An id of `wording.UNITS`.
    many
        What the places are called, as in `equity.geography.Level`.
    chosen
        The geoid of the place to point out.

    Raises
    ------
    UnknownPlace
        `chosen` is not in the table.
    """
    place = _place(table, chosen, many) if chosen is not None else None
    values = table["estimate"].drop_nulls()
    read_against = (reference.value, reference.low, reference.high) if reference else ()
    pointed_out = (place["estimate"], place["low"], place["high"]) if place else ()
    across = axis([*values, *read_against, *pointed_out], unit)
    counts = _counts([scaled(value, unit) for value in values], across["range"])
    is_stacked = max(counts) <= _HIGHEST_STACK
    how_many = "one place" if len(values) == 1 else f"{len(values):,}{wording.SPACE}{many}"
    dots = f"Each dot is one of {how_many}" if is_stacked and len(values) > 1 else wording.capital(how_many)

    def draw(look: Look) -> Drawing:
        top = (ROOM if reference else 0) + (SPACES[4] if place else 0)
        spread = max(counts) * (DOT + 1) if is_stacked else _COLUMN_HEIGHT
        height = top + spread + SPACES[1]
        data = (_stacks if is_stacked else _columns)(counts, across["range"], height, look)
        labels: list[Drawing] = []
        bands: list[Drawing] = []
        if reference:
            drawn = drawn_reference(reference, across["range"], unit, height, look)
            data.append(drawn.line)
            bands += drawn.bands
            labels.append(drawn.name)
        if place and place["estimate"] is not None:
            data += _pointed_out(place, unit, top - MARK, height, look)
            name = f"<b>{_named(place, unit)}</b>"
            where = beside(scaled(place["estimate"], unit), across["range"])
            labels.append(label(name, y=top - 2 * MARK - SPACES[0], font={"color": look.primary}, **where))
        return {
            "data": data,
            "layout": sheet(
                look,
                title=title,
                subtitle=f"{measure}. {dots}",
                stamp=provenance.stamp,
                plot_height=height,
                xaxis={**across, "showgrid": False, "showline": True},
                annotations=labels,
                shapes=bands,
            ),
        }

    return Chart(
        title=title,
        alt=f"{title}. {measure} in {how_many}: {_in_words(values, unit)}"
        + (in_words(reference, unit) if reference else "")
        + (f" {_named(place, unit)}." if place else ""),
        table=values_and_doubt(table, reference),
        columns=columns_of_values("Place", measure, unit, wording.INTERVAL_90),
        provenance=provenance,
        draw=draw,
    )


def _place(table: pl.DataFrame, geoid: str, many: str) -> dict[str, Any]:
    rows = table.filter(pl.col("geoid") == geoid)
    if rows.is_empty():
        raise UnknownPlace(f"{geoid} is not among these {many}. Choose one of the places in the table.")
    return rows.row(0, named=True)


def _counts(values: Sequence[float], across: Sequence[float]) -> list[int]:
    """How many values fall in each of `BINS` equal parts of the axis."""
    start, end = across
    counts = [0] * BINS
    for value in values:
        counts[min(BINS, max(1, ceil((value - start) / (end - start) * BINS))) - 1] += 1
    return counts


def _middles(across: Sequence[float]) -> list[float]:
    width = (across[1] - across[0]) / BINS
    return [float(f"{across[0] + (at + 0.5) * width:.5g}") for at in range(BINS)]


def _stacks(counts: list[int], across: Sequence[float], height: int, look: Look) -> list[Drawing]:
    stacks = list(zip(_middles(across), counts, strict=True))
    return [
        {
            "x": [middle for middle, count in stacks for _ in range(count)],
            "y": [height - DOT - nth * (DOT + 1) for _, count in stacks for nth in range(count)],
            "mode": "markers",
            "marker": {"size": DOT, "color": look.control_border},
            "hoverinfo": "skip",
        }
    ]


def _columns(counts: list[int], across: Sequence[float], height: int, look: Look) -> list[Drawing]:
    return [
        {
            "type": "bar",
            "x": _middles(across),
            "base": [height] * BINS,
            "y": [-round(count * _COLUMN_HEIGHT / max(counts), 1) for count in counts],
            "width": (across[1] - across[0]) / BINS * 0.85,
            "marker": {"color": look.control_border, "line": {"width": 0}},
            "hoverinfo": "skip",
        }
    ]


def _pointed_out(place: dict[str, Any], unit: str, y: int, height: int, look: Look) -> list[Drawing]:
    """The chosen place: a dot on a stem, with its interval."""
    at = scaled(place["estimate"], unit)
    ends = [scaled(place["low"], unit), scaled(place["high"], unit)]
    line = {"mode": "lines", "hoverinfo": "skip"}
    return [
        {"x": [at, at], "y": [y, height], "line": {"color": look.primary, "width": 1}, **line},
        {"x": ends, "y": [y, y], "line": {"color": look.primary, "width": 3}, **line},
        {
            "x": [at],
            "y": [y],
            "mode": "markers",
            "marker": {"size": MARK, "color": look.primary, "line": {"color": look.paper, "width": 1}},
            "hoverinfo": "skip",
        },
    ]


def _in_words(values: pl.Series, unit: str) -> str:
    if values.is_empty():
        return "none has a value."
    lowest, low, middle, high, highest = (
        wording.number(values.quantile(at) or 0.0, unit_id=unit) for at in (0, 0.1, 0.5, 0.9, 1)
    )
    return f"half lie below {middle}, four in five from {low} to {high}, all from {lowest} to {highest}."


def _named(place: dict[str, Any], unit: str) -> str:
    estimate, kind = place["estimate"], place.get("estimate_kind")
    said = "no value" if estimate is None else wording.number(estimate, unit_id=unit, kind=kind)
    return f"{place['name']}: {said}"
