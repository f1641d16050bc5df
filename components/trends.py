"""A gap over the years in words, pictures and numbers."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import polars as pl

from components import wording
from components.charts import Chart, Column
from components.charts.over_time import Line, over_time
from components.numbers import Numbers
from components.provenance import Provenance
from equity import groups
from equity.dimensions import Dimension
from equity.geography import Level
from equity.indicators import Indicator
from equity.trends import Trend, main_change

_LISTED = 3  # periods named in a source line


def choices(offered: dict[str, Dimension], group: str, level: Level) -> dict[str, str]:
    """What can be set against what: the ends of a gradient, one place or one group against the whole."""
    found = {each.id: each.label for each in offered.values() if each.kind == "gradient"}
    found["place"] = f"One {level.one} against the whole area"
    if group != groups.ALL:
        found = {"group": f"{groups.group(group).label} against everyone"} | found
    return found


def over_years(origin: Provenance, trend: Trend) -> Provenance:
    """The same source, with all years of a trend in place of one."""
    periods = [wording.period(year, years=trend.period) for year in trend.series["year"]]
    if not periods:
        return origin
    return replace(
        origin, period=", ".join(periods) if len(periods) <= _LISTED else f"{periods[0]} to {periods[-1]}"
    )


def answer(trend: Trend, shown: Indicator, area: str) -> str:
    """Whether the gap is closing: both views of it, each with its chance in words."""
    about = f"**{shown.label}**, {area}: {trend.one} against {trend.other}. "
    change = main_change(trend.changes)
    if change is None:
        years = "no year" if trend.series.is_empty() else "only one year"
        return (
            f"{about}There is {years} with both, so nothing can be said about a trend. More years can "
            "be pulled for States, counties and tracts (page Get data)."
        )
    gaps = f"from {_gap(change['gap_before'], shown)} to {_gap(change['gap_after'], shown)}"
    return about + " ".join(
        [
            f"From {_when(change['since'], trend)} to {_when(change['until'], trend)} the gap went {gaps}"
            f"{_chance(change['chance_closer'])}.",
            *_relative(change),
            *_warnings(change, trend),
        ]
    )


def pictures(trend: Trend, shown: Indicator, *, title: str, provenance: Provenance) -> list[list[Chart]]:
    """Both sides over the years; then, of several years, the gap between them, absolute and relative."""
    if trend.series.is_empty():
        return []
    in_points = "points" if shown.unit == "share" else shown.unit
    shared = {"period": trend.period, "provenance": provenance}
    table = trend.series
    both = over_time(
        table,
        [
            Line(name=trend.one, value="one", low="one_low", high="one_high"),
            Line(name=trend.other, value="other", low="other_low", high="other_high", is_in_focus=False),
        ],
        title=title,
        measure=shown.label,
        unit=shown.unit,
        **shared,  # type: ignore[arg-type]
    )
    if table.height == 1:
        return [[both]]
    gap = Line(name="Gap", value="gap", low="gap_low", high="gap_high")
    absolute = over_time(
        table,
        [gap],
        title=f"Absolute gap: {title}",
        measure=f"How much higher for {trend.one}, in {wording.unit(in_points).noun or 'its unit'}",
        unit=in_points,
        no_gap=0.0,
        **shared,  # type: ignore[arg-type]
    )
    ratio = Line(name="Ratio", value="ratio", low="ratio_low", high="ratio_high")
    relative = over_time(
        table,
        [ratio],
        title=f"Relative gap: {title}",
        measure=f"How many times as high for {trend.one}; at the line there is no gap",
        unit="times",
        no_gap=1.0,
        **shared,  # type: ignore[arg-type]
    )
    return [[both], [absolute, relative]]


def table(trend: Trend, shown: Indicator, *, title: str, provenance: Provenance) -> Numbers:
    """How the gap changed from each earlier year to the latest, with the years that two periods share."""
    words = {
        "when": Column(heading="From, to"),
        "absolute": Column(heading="Absolute gap"),
        "closer": Column(heading="Smaller?"),
        "relative": Column(heading="Ratio"),
        "closer_relative": Column(heading="Closer to 1?"),
    }
    rows = []
    for row in trend.changes.iter_rows(named=True):
        shared = round(row["overlap"] * trend.period)
        together = f" (they share {shared} of {trend.period} years; the test allows for it)" if shared else ""
        rows.append(
            (
                f"{_when(row['since'], trend)} to {_when(row['until'], trend)}{together}",
                f"{_gap(row['gap_before'], shown)} to {_gap(row['gap_after'], shown)}",
                _sure(row["chance_closer"]),
                f"{_ratio(row['ratio_before'])} to {_ratio(row['ratio_after'])}",
                _sure(row["chance_closer_relative"]),
            )
        )
    printed = pl.DataFrame(rows, schema=dict.fromkeys(words, pl.String), orient="row")
    return Numbers(
        title=f"From each earlier year to the latest: {title}",
        alt=f"{title}: {len(rows)} comparisons of years.",
        table=pl.concat([printed, trend.changes], how="horizontal"),
        columns=words,
        provenance=provenance,
    )


def about(trend: Trend, level: Level) -> str:
    """What the chance means and what it leaves out, in small print; nothing where no years are compared."""
    if trend.changes.is_empty():
        return ""
    said = [
        "The chance looks at sampling alone: it takes the two numbers and their margins as all there is to "
        "know. Other reasons, such as a changed question or people moving away, are not in it."
    ]
    if any(year in level.modelled_years for year in trend.series["year"]):
        said.append(
            f"Numbers of {wording.listed(str(y) for y in trend.series['year'] if y in level.modelled_years)} "
            f"for {level.many} were spread from other areas, so part of a change may come from that."
        )
    return " ".join(said)


def _when(year: int, trend: Trend) -> str:
    return wording.period(year, years=trend.period)


def _gap(value: float, shown: Indicator) -> str:
    return wording.quantity(abs(value), unit_id="points" if shown.unit == "share" else shown.unit)


def _ratio(value: float | None) -> str:
    return "none" if value is None else wording.number(value, unit_id="times")


def _chance(chance: float | None, *, which: str = "it") -> str:
    if chance is None:
        return "; without margins of error nobody can say whether that is chance"
    word = "smaller" if chance >= 0.5 else "larger"
    return f": it is {wording.probability(max(chance, 1 - chance))} that {which} became {word}"


def _sure(chance: float | None) -> str:
    return "cannot be said" if chance is None else wording.probability(chance)


def _relative(change: dict[str, Any]) -> list[str]:
    if change["ratio_before"] is None or change["ratio_after"] is None:
        return []
    chance = change["chance_closer_relative"]
    said = (
        f"As a ratio it went from {_ratio(change['ratio_before'])} to {_ratio(change['ratio_after'])}"
        f"{_chance(chance, which='the relative gap')}."
    )
    absolute = change["chance_closer"]
    if chance is not None and absolute is not None and (chance >= 0.5) != (absolute >= 0.5):
        said += " The two views disagree, since the average moved as well: quote both."
    return [said]


def _warnings(change: dict[str, Any], trend: Trend) -> list[str]:
    said = []
    if change["overlap"]:
        shared = round(change["overlap"] * trend.period)
        said.append(
            f"The two periods share {shared} of {trend.period} years and so some of the same answers; the "
            "test allows for that."
        )
    if change["boundaries_changed"]:
        said.append("In between, areas were redrawn or counted in another way, so read this with care.")
    return said
