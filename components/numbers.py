"""The numbers behind a picture that is not a chart, as a table with its words, its source and its file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import polars as pl

from components import certainty, wording
from components.charts import Column
from components.downloads import file_name
from components.provenance import Provenance
from equity.clusters import KINDS, Clusters
from equity.gap_finder import Gaps
from equity.geography import Level, with_article
from equity.indicators import Indicator, indicator
from equity.missing import REASONS
from equity.rates import Z_90

if TYPE_CHECKING:
    from components.maps import Choropleth  # which knows of numbers


@dataclass(frozen=True, kw_only=True)
class Numbers:
    """A table that stands for a picture: `alt` says it in words, `columns` how to head and print it."""

    title: str
    alt: str
    table: pl.DataFrame
    columns: Mapping[str, Column]
    provenance: Provenance

    def filename(self, ending: str) -> str:
        """A name for a file of this table."""
        return file_name(f"{self.title} {self.provenance.period}", ending=ending)


@dataclass(frozen=True, kw_only=True)
class ScenarioMap:
    """A map of a scenario and the table of its numbers."""

    picture: Choropleth
    numbers: Numbers


def of_map(
    table: pl.DataFrame, shown: Indicator, level: Level, *, title: str, alt: str, provenance: Provenance
) -> Numbers:
    """Every place of a map with its value, its interval and how sure it is, in the order of their names.

    Parameters
    ----------
    table
        A row a place, as from `equity.geography.join`.
    """
    return Numbers(
        title=title,
        alt=alt,
        table=table.sort("name", nulls_last=True).select(
            "geoid", "name", "estimate", "low", "high", certainty.row_by_row(table), "residents"
        ),
        columns={
            "name": Column(heading=level.one.capitalize()),
            "estimate": Column(heading=shown.short, unit=shown.unit),
            "low": Column(heading=f"{wording.INTERVAL_90}: low", unit=shown.unit),
            "high": Column(heading=f"{wording.INTERVAL_90}: high", unit=shown.unit),
            "reliability": Column(heading="How sure"),
            "residents": Column(heading="Residents", unit="people"),
        },
        provenance=provenance,
    )


def of_verdicts(pairs: pl.DataFrame, shown: Indicator, *, title: str, provenance: Provenance) -> Numbers:
    """Each pair of places with its difference, the interval of the difference and the verdict.

    Parameters
    ----------
    pairs
        As from `equity.comparison.compare`.
    """
    in_points = "points" if shown.unit == "share" else shown.unit
    noun = wording.unit(in_points).noun
    said = [_difference(row, in_points) for row in pairs.iter_rows(named=True)]
    times = [_times(row) for row in pairs.iter_rows(named=True)]
    which = [
        f"{one} against {with_article(other)}" for one, other in pairs.select("name", "other_name").rows()
    ]
    return Numbers(
        title=title,
        alt=f"{title}: {pairs.height} pairs. The test and the intervals are at 90 %.",
        table=pairs.select("name", "other_name", "verdict").with_columns(
            pl.Series("pair", which, dtype=pl.String),
            pl.Series("difference_in_words", said, dtype=pl.String),
            pl.Series("ratio_in_words", times, dtype=pl.String),
            *(pairs[each] for each in ("difference", "difference_low", "difference_high", "z")),
            *(pairs[each] for each in ("ratio", "ratio_low", "ratio_high")),
        ),
        columns={
            "pair": Column(heading="Which"),
            "verdict": Column(heading="Verdict"),
            "difference_in_words": Column(heading=f"Difference{f' in {noun}' if noun else ''}"),
            "ratio_in_words": Column(heading="Times as high"),
        },
        provenance=provenance,
    )


def _difference(row: dict[str, Any], unit: str) -> str:
    if row["difference"] is None:
        return ""
    if row["difference_low"] is None:
        return wording.number(row["difference"], unit_id=unit)
    margin = (row["difference_high"] - row["difference_low"]) / 2
    is_apart = row["verdict"] in ("higher", "lower")
    ends = wording.span(row["difference_low"], row["difference_high"], unit_id=unit, is_apart=is_apart)
    ends = ends.removesuffix(f"{wording.SPACE}{wording.unit(unit).noun}")
    return f"{wording.number(row['difference'], unit_id=unit, margin=margin)} ({ends})"


def _times(row: dict[str, Any]) -> str:
    """How many times as high, with its interval, or that it is too unsure to have one."""
    if row["ratio"] is None:
        return ""
    if row["ratio_low"] is None:
        return f"{wording.number(row['ratio'], unit_id='times')} (too unsure for an interval)"
    margin = (row["ratio_high"] - row["ratio_low"]) / 2
    ends = wording.span(row["ratio_low"], row["ratio_high"], unit_id="times")
    return f"{wording.number(row['ratio'], unit_id='times', margin=margin)} ({ends})"


def of_standouts(
    pairs: pl.DataFrame, *, title: str, here: str, parent: str, provenance: Provenance
) -> Numbers:
    """Each indicator of a place beside its parent area's, in its own unit, with what the test says.

    Parameters
    ----------
    pairs
        One of the tables of `equity.standouts.Standouts`.
    """
    rows = [_standout(row) for row in pairs.iter_rows(named=True)]
    words = {
        "label": Column(heading="What"),
        "here": Column(heading=here),
        "parent": Column(heading=parent),
        "gap": Column(heading=f"Difference ({wording.INTERVAL_90})"),
    }
    printed = pl.DataFrame(rows, schema=dict.fromkeys(words, pl.String), orient="row")
    return Numbers(
        title=title,
        alt=f"{title}: {pairs.height} indicators of {here} beside {parent}. Tests and margins are at 90 %.",
        table=pl.concat([printed, pairs], how="horizontal"),
        columns=words,
        provenance=replace(provenance, about=f"{here} beside {parent}"),
    )


def _standout(row: dict[str, Any]) -> tuple[str, str, str, str]:
    shown = indicator(row["indicator"])
    gap = "" if row["difference"] is None else _gap(row, shown.unit)
    why = f"{gap}. {wording.reliability(row['why'])}".removeprefix(". ") if "why" in row else gap
    return (
        f"{shown.label} ({row['vintage']})",
        _with_doubt(row, "", shown.unit),
        _with_doubt(row, "other_", shown.unit),
        why,
    )


def _gap(row: dict[str, Any], unit: str) -> str:
    """How much higher or lower, with the interval of that."""
    difference, low, high = row["difference"], row["difference_low"], row["difference_high"]
    if low is None:
        return wording.difference(difference, unit_id=unit)
    low, high = (low, high) if difference > 0 else (-high, -low)
    in_points = "points" if unit == "share" else unit
    ends = wording.span(low, high, unit_id=in_points, is_apart=low > 0)
    ends = ends.removesuffix(f"{wording.SPACE}{wording.unit(in_points).noun}")
    return f"{wording.difference(difference, unit_id=unit, margin=(high - low) / 2)} ({ends})"


def _with_doubt(row: dict[str, Any], whose: str, unit: str) -> str:
    """A value with its margin; `whose` is what its columns begin with."""
    value, standard_error, state, kind = (
        row[f"{whose}{each}"] for each in ("estimate", "standard_error", "reliability", "estimate_kind")
    )
    if value is None:
        return "no value"
    margin = None if standard_error is None else Z_90 * standard_error
    said = _with_margin(value, margin, unit, kind=kind)
    return f"{said}, {wording.in_sentence(wording.reliability(state))}" if state == "caution" else said


def of_missing(missing: pl.DataFrame, *, title: str, one: str, many: str, provenance: Provenance) -> Numbers:
    """Who is missing from a number and why, in people.

    Parameters
    ----------
    missing
        As from `equity.missing.counted`.
    """
    reasons = pl.col("reason").replace_strict(REASONS, return_dtype=pl.String)
    uncounted = int(missing["uncounted_places"].sum())
    places = int(missing["places"].sum()) - uncounted
    people = wording.people(float(missing["people"].sum()))
    left_out = [f"{people} in {wording.counted(places, one, many)}"] if places else []
    if uncounted:
        left_out.append(f"{wording.counted(uncounted, one, many)} with an unknown number of people")
    return Numbers(
        title=f"Who is missing: {title}",
        alt=f"{title}: {', and '.join(left_out)}.",
        table=missing.with_columns(reasons.str.slice(0, 1).str.to_uppercase() + reasons.str.slice(1)),
        columns={
            "reason": Column(heading="Why"),
            "places": Column(heading=many.capitalize(), unit="people"),
            "people": Column(heading="People who live there", unit="people"),
            "share_of_people": Column(heading="Of all people here", unit="share"),
        },
        provenance=provenance,
    )


def of_gaps(found: Gaps, shown: Indicator, *, area: str, title: str, provenance: Provenance) -> Numbers:
    """The places that were found: their value, how much worse they are at the least, and how sure that is."""
    in_points = "points" if shown.unit == "share" else shown.unit
    words = {
        "name": Column(heading="Place"),
        "value": Column(heading=shown.short),
        "worse": Column(heading=f"Worse than {with_article(area)} by"),
        **({"sure": Column(heading="Among the worst tenth?")} if found.is_tested else {}),
    }
    rows = [
        (
            row["name"],
            _with_margin(row["estimate"], row["moe"], shown.unit),
            _at_least(row, in_points),
            *([wording.probability(row["chance_worst_tenth"])] if found.is_tested else []),
        )
        for row in found.found.iter_rows(named=True)
    ]
    printed = pl.DataFrame(rows, schema=dict.fromkeys(words, pl.String), orient="row")
    numbers = found.found.select(
        "geoid", "estimate", "low", "high", "gap", "gap_low", "gap_high", "chance_worst_tenth", "residents"
    )
    return Numbers(
        title=title,
        alt=f"{title}: {len(rows)} of {wording.counted(found.judged, 'place', 'places')}.",
        table=pl.concat([printed, numbers], how="horizontal"),
        columns=words,
        provenance=provenance,
    )


def of_widest(widest: pl.DataFrame, *, area: str, title: str, provenance: Provenance) -> Numbers:
    """The widest gaps of all indicators, each with its place, both values and how many times they are apart.

    Parameters
    ----------
    widest
        As from `equity.gap_finder.widest`.
    """
    words = {
        "what": Column(heading="What"),
        "where": Column(heading="Where"),
        "here": Column(heading=f"There, and in {with_article(area)}"),
        "apart": Column(heading="Worse at least"),
    }
    rows = []
    for row in widest.iter_rows(named=True):
        shown = indicator(row["indicator"])
        whole = wording.number(row["level"], unit_id=shown.unit)
        rows.append(
            (
                f"{shown.label} ({row['vintage']})",
                row["name"],
                f"{_with_margin(row['estimate'], row['moe'], shown.unit)}, {whole}",
                f"{wording.number(row['ratio_low'], unit_id='times')} times",
            )
        )
    printed = pl.DataFrame(rows, schema=dict.fromkeys(words, pl.String), orient="row")
    return Numbers(
        title=title,
        alt=f"{title}: {len(rows)} indicators.",
        table=pl.concat([printed, widest], how="horizontal"),
        columns=words,
        provenance=provenance,
    )


def _with_margin(value: float, margin: float | None, unit: str, *, kind: str | None = None) -> str:
    said = wording.number(value, unit_id=unit, margin=margin, kind=kind)
    if margin is None:
        return said
    suffix = wording.unit(unit).suffix
    printed = wording.number(margin, unit_id=unit, margin=margin)
    return f"{said.removesuffix(suffix)}{wording.SPACE}±{wording.SPACE}{printed}"


def _at_least(row: dict[str, Any], unit: str) -> str:
    if row["gap_low"] is None:
        return wording.quantity(row["gap"], unit_id=unit)
    margin = row["gap"] - row["gap_low"]
    at_least = wording.quantity(row["gap_low"], unit_id=unit, margin=margin)
    return f"at least {at_least}; best guess {wording.number(row['gap'], unit_id=unit, margin=margin)}"


def of_clusters(
    found: Clusters, shown: Indicator, level: Level, *, title: str, alt: str, provenance: Provenance
) -> Numbers:
    """Every place with its value, what it is among its neighbors, and the chance of that by accident."""
    return Numbers(
        title=title,
        alt=alt,
        table=found.table.sort("name", nulls_last=True).select(
            "geoid",
            "name",
            pl.col("kind").replace_strict(KINDS, default="Left out"),
            "estimate",
            "neighbors",
            "p",
            certainty.row_by_row(found.table),
            "residents",
        ),
        columns={
            "name": Column(heading=level.one.capitalize()),
            "kind": Column(heading="Among its neighbors"),
            "estimate": Column(heading=shown.short, unit=shown.unit),
            "neighbors": Column(heading="Neighbors", unit="people"),
            "reliability": Column(heading="How sure"),
            "residents": Column(heading="Residents", unit="people"),
        },
        provenance=provenance,
    )
