"""Groups by place over the years: a dot a group with its interval, and small dots for earlier years."""

from textwrap import wrap
from typing import Any

import polars as pl

from components import certainty, wording
from components.charts._chart import (
    LABEL_LINE,
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
from components.charts._reference import ROOM, Reference, drawn_reference, in_words
from components.look import GROUP_MARKS, SPACES, Look
from components.provenance import Provenance
from equity.groups import ALL
from equity.indicators import Indicator
from equity.rates import RELIABILITY

_EARLIER = 7  # px across


def by_place(
    history: pl.DataFrame,
    shown: Indicator,
    *,
    title: str,
    year: int,
    provenance: Provenance,
    reference: Reference | None = None,
    interval: str = wording.INTERVAL_90,
) -> Chart:
    """Every group of a few places in one year, with its interval, and small dots for the other years.

    Parameters
    ----------
    history
        A row a place, group and year: `name, group, group_name, vintage, estimate, estimate_kind, low, high,
        reliability`.
    year
        The year in focus.
    """
    measure, unit = shown.label, shown.unit
    groups = history["group"].drop_nulls().n_unique()
    places = [rows for _, rows in history.group_by("name", maintain_order=True)]
    rows, headings, height = _laid_out(places, year, top=ROOM if reference else 0, has_groups=groups > 1)
    numbers = [row[end] for row in rows for end in ("estimate", "low", "high")]
    numbers += [value for row in rows for _, value, _ in row["earlier"]]
    if reference:
        numbers += [reference.value, reference.low, reference.high]
    across = axis(numbers, unit)
    has_earlier = any(row["earlier"] for row in rows)

    def draw(look: Look) -> Drawing:
        line = drawn_reference(reference, across["range"], unit, height, look) if reference else None
        return {
            "data": [*([line.line] if line else []), *_marks(rows, unit, look)],
            "layout": sheet(
                look,
                title=title,
                subtitle=f"{measure}, {year}"
                + (f". Lines: {interval}" if any(row["low"] is not None for row in rows) else "")
                + (". Small dots: other years" if has_earlier else "")
                + (
                    ". Hollow: too uncertain to rely on"
                    if any(row["reliability"] == "unreliable" for row in rows)
                    else ""
                ),
                stamp=provenance.stamp,
                plot_height=height,
                xaxis=across,
                annotations=[
                    *(label(f"<b>{name}</b>", y=y) for name, y in headings),
                    *(label(row["text"], y=row["label_y"]) for row in rows),
                    *(_beside(row, unit, look) for row in rows),
                    *([line.name] if line else []),
                ],
                shapes=line.bands if line else (),
            ),
        }

    return Chart(
        title=title,
        alt=f"{title}. {measure}, {year}: {'; '.join(_in_words(row, unit) for row in rows)}."
        + (in_words(reference, unit) if reference else ""),
        table=history.select(
            "name",
            "group_name",
            "vintage",
            "estimate",
            "low",
            "high",
            certainty.row_by_row(history),
        ),
        columns={
            "name": Column(heading="Place"),
            "group_name": Column(heading="Group"),
            "vintage": Column(heading="Year"),
            "estimate": Column(heading=measure, unit=unit),
            "low": Column(heading=f"Low end of {interval}", unit=unit),
            "high": Column(heading=f"High end of {interval}", unit=unit),
            "reliability": Column(heading="How sure"),
        },
        provenance=provenance,
        draw=draw,
    )


def _laid_out(
    places: list[pl.DataFrame], year: int, *, top: int, has_groups: bool
) -> tuple[list[dict[str, Any]], list[tuple[str, float]], int]:
    """Every mark with where it stands, the headings of places, and the height of it all."""
    rows, headings, y = [], [], float(top)
    line = line_height(1)
    for place in places:
        name = place["name"][0]
        if has_groups:
            headings.append((name, y + line / 2))
            y += line + SPACES[1]
        for _, group in place.group_by("group", maintain_order=True):
            now = group.filter(vintage=year).to_dicts()
            earlier = group.filter((pl.col("vintage") != year) & pl.col("estimate").is_not_null())
            if not now:
                continue
            words = wrap(now[0]["group_name"] if has_groups else name, LABEL_LINE)
            tall = line_height(len(words))
            rows.append(
                {
                    **now[0],
                    "earlier": list(earlier.select("vintage", "estimate", "estimate_kind").iter_rows()),
                    "who": now[0]["group_name"] if has_groups else name,
                    "text": "<br>".join(words),
                    "label_y": y + tall / 2,
                    "mark_y": y + tall + MARK,
                }
            )
            y += tall + MARK + SPACES[3]
        y += SPACES[2] if has_groups else 0
    return rows, headings, round(y)


def _color(row: dict[str, Any], look: Look) -> str:
    return look.groups.get(row["group"], look.primary) if row["group"] != ALL else look.primary


def _marks(rows: list[dict[str, Any]], unit: str, look: Look) -> list[Drawing]:
    known = [row for row in rows if row["estimate"] is not None]
    traces: list[Drawing] = []
    for row in known:
        color, is_sure = _color(row, look), row["reliability"] != "unreliable"
        if row["low"] is not None:
            traces.append(
                {
                    "x": [scaled(row["low"], unit), scaled(row["high"], unit)],
                    "y": [row["mark_y"]] * 2,
                    "mode": "lines",
                    "line": {"color": color, "width": 3, "dash": "solid" if is_sure else "2px,3px"},
                    "hoverinfo": "skip",
                }
            )
    earlier = [(row, *before) for row in known for before in row["earlier"]]
    traces.append(
        {
            "x": [scaled(value, unit) for _, _, value, _ in earlier],
            "y": [row["mark_y"] for row, *_ in earlier],
            "mode": "markers",
            "marker": {
                "size": _EARLIER,
                "color": look.control_border,
                "symbol": "circle-open",
                "line": {"width": 2},
            },
            "hovertext": [
                f"{row['who']}, {year}: {wording.number(value, unit_id=unit, kind=kind)}"
                for row, year, value, kind in earlier
            ],
        }
    )
    traces.append(
        {
            "x": [scaled(row["estimate"], unit) for row in known],
            "y": [row["mark_y"] for row in known],
            "mode": "markers",
            "marker": {
                "size": MARK,
                "symbol": [GROUP_MARKS.get(row["group"], "circle") for row in known],
                "color": [
                    _color(row, look) if row["reliability"] != "unreliable" else look.paper for row in known
                ],
                "line": {"color": [_color(row, look) for row in known], "width": 2},
            },
            "hovertext": [
                f"{_in_words(row, unit)}<br>{wording.reliability(row['reliability'])}" for row in known
            ],
        }
    )
    return traces


def _beside(row: dict[str, Any], unit: str, look: Look) -> Drawing:
    if row["estimate"] is None:
        words = f"No value: {RELIABILITY[row['reliability']].words}"
        return label(words, y=row["mark_y"], font={"color": look.muted})
    return right_label(f"<b>{_value(row, unit)}</b>", y=row["label_y"])


def _value(row: dict[str, Any], unit: str) -> str:
    margin = None if row["low"] is None else (row["high"] - row["low"]) / 2 or None
    return wording.number(row["estimate"], unit_id=unit, margin=margin, kind=row["estimate_kind"])


def _in_words(row: dict[str, Any], unit: str) -> str:
    who = row["name"] if row["who"] == row["name"] else f"{row['name']}, {row['who']}"
    if row["estimate"] is None:
        return f"{who}: no value, {RELIABILITY[row['reliability']].words}"
    said = f"{who} {_value(row, unit)}"
    return said if row["low"] is None else f"{said}, {wording.between(row['low'], row['high'], unit_id=unit)}"
