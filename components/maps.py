"""A choropleth: one value a place in, what the map component draws and says out."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
import polars as pl
import pydeck as pdk

from components import classes, wording
from components.classes import Entry
from components.downloads import file_name
from components.look import DIFFERENCE
from components.provenance import Provenance
from equity.clusters import KINDS, Clusters
from equity.errors import InvalidTable, UnknownPlace
from equity.geography import Level
from equity.indicators import Indicator
from equity.projection import MERIDIANS_MEET

# The two ends and the middle of the scale of differences, in the order of `KINDS`.
_KIND_COLORS = tuple(DIFFERENCE[at] for at in (6, 0, 4, 2, 3))


@dataclass(frozen=True, kw_only=True)
class Legend:
    """The legend as text, in the order of the scale; `method` says how the classes were made."""

    title: str
    entries: tuple[Entry, ...]
    method: str


@dataclass(frozen=True, kw_only=True)
class Choropleth:
    """A map before it is drawn, with its words.

    `places` (a byte each, see `components.classes`), `geoids` and the lines of `words()` are in the order of
    the outlines. `words` makes what the tooltip says, a line a place, its parts divided by tabs; `mark` is
    another number whenever that may be different. `alt` names the map for those who do not see it, `summary`
    says how the values are spread.
    """

    title: str
    alt: str
    summary: str
    provenance: Provenance
    deck: pdk.Deck
    places: bytes
    geoids: tuple[str, ...]
    legend: Legend
    words: Callable[[], str]
    mark: int

    def filename(self, ending: str) -> str:
        """A name for a file of this map."""
        return file_name(f"{self.title} {self.provenance.period}", ending=ending)


def choropleth(
    table: pl.DataFrame,
    places: pl.DataFrame,
    indicator: Indicator,
    *,
    level: Level,
    title: str,
    provenance: Provenance,
    outlines: str,
    within: str | None = None,
    selected: str | None = None,
    compared: Sequence[str] = (),
    reference: float | None = None,
    reference_name: str = "the reference",
    interval: str = wording.INTERVAL_90,
    how_sure: Mapping[str, str] = wording.RELIABILITY_LABELS,
) -> Choropleth:
    """The map of one indicator.

    Parameters
    ----------
    table
        At most one row a place, as from `equity.rates.of` or the table of `equity.geography.join`.
    places
        `geoid, name, state_geoid`, a row each, in the order of the outlines.
    title
        What the picture shows.
    outlines
        The address of the file of outlines, as the browser asks for it.
    within
        A state's geoid draws only its places; anything else draws all.
    selected, compared
        Geoids to outline.
    reference
        With a reference (in the indicator's unit) colors show the difference from it, and `reference_name`
        says whose value it is.
    interval, how_sure
        What the tooltip calls the interval from `low` to `high`, and the states of reliability.

    Raises
    ------
    InvalidTable
        A place has several rows.
    UnknownPlace
        `selected` or `compared` names a place that is not among `places`.
    """
    rows = _rows(table, places, within)
    shown = rows.filter(~pl.col("is_outside"))
    values = shown["estimate"].drop_nulls().to_numpy()
    made = (
        classes.even(values, indicator)
        if reference is None
        else classes.around(reference, values, indicator, name=reference_name)
    )
    drawn = classes.to_bytes(rows, made)
    summary = _summary(shown, indicator, level)
    return Choropleth(
        title=title,
        alt=f"Map: {title}. {summary}",
        summary=summary,
        provenance=provenance,
        deck=_deck(rows, made.colors, level, outlines=outlines, selected=selected, compared=compared),
        places=drawn.tobytes(),
        geoids=tuple(rows["geoid"].to_list()),
        legend=Legend(
            title=f"{indicator.label}, by {level.one}",
            entries=classes.legend_entries(drawn, made, indicator),
            method=f"{made.method} The numbers count {level.many}.",
        ),
        words=partial(_words, rows, indicator, interval, how_sure),
        mark=_mark(title, rows),
    )


def of_clusters(
    found: Clusters,
    places: pl.DataFrame,
    indicator: Indicator,
    *,
    level: Level,
    title: str,
    provenance: Provenance,
    outlines: str,
    within: str | None = None,
    selected: str | None = None,
) -> Choropleth:
    """The map of hot and cold spots: five kinds of places, one of them "cannot be told from chance".

    Parameters
    ----------
    found
        As from `equity.clusters.of`; the other parameters are those of `choropleth`.
    """
    kinds = found.table.select("geoid", "kind")
    rows = _rows(found.table, places, within).join(kinds, on="geoid", how="left", maintain_order="left")
    ids = {kind: at for at, kind in enumerate(KINDS)}
    number = pl.col("kind").replace_strict(ids, default=None, return_dtype=pl.Int32)
    byte = (
        pl.when("is_outside")
        .then(classes.OUTSIDE)
        .when(pl.col("kind").is_not_null())
        .then(number)
        .when(pl.col("reliability") == "suppressed")
        .then(classes.SUPPRESSED)
        .when(pl.col("reliability") == "no_residents")
        .then(classes.NO_RESIDENTS)
        .otherwise(classes.MISSING)
    )
    drawn = rows.select(byte.cast(pl.UInt8)).to_series().to_numpy()
    counts = rows.filter(~pl.col("is_outside"))["kind"].value_counts()
    in_kind = dict(counts.iter_rows())
    entries = [
        Entry(label=words, places=in_kind.get(kind, 0), number=ids[kind]) for kind, words in KINDS.items()
    ]
    states = classes.state_entries(drawn, missing="No value, or left out")
    summary = _summary_of_kinds(in_kind, level)
    return Choropleth(
        title=title,
        alt=f"Map: {title}. {summary}",
        summary=summary,
        provenance=provenance,
        deck=_deck(rows, _KIND_COLORS, level, outlines=outlines, selected=selected, compared=()),
        places=drawn.tobytes(),
        geoids=tuple(rows["geoid"]),
        legend=Legend(
            title=f"{indicator.label}: where high or low values lie together",
            entries=(*entries, *states),
            method="Hot spot: high, and among high neighbors. Cold spot: low, and among low neighbors. "
            f"Each {level.one} was compared with those that border it. The numbers count "
            f"{level.many}. At most about one in twenty of the colored ones is expected to be chance.",
        ),
        words=partial(_words_of_kinds, rows, indicator),
        mark=_mark(title, rows),
    )


def _summary_of_kinds(in_kind: dict[str, int], level: Level) -> str:
    said = [f"{wording.in_sentence(words)}: {in_kind.get(kind, 0):,}" for kind, words in KINDS.items()]
    return f"{level.many.capitalize()} by kind: {'; '.join(said)}."


def _words_of_kinds(rows: pl.DataFrame, indicator: Indicator) -> str:
    """What the tooltip says of each place, with what it is among its neighbors."""
    kinds = [KINDS.get(kind or "", "") for kind in rows["kind"]]
    lines = _words(rows, indicator, wording.INTERVAL_90, wording.RELIABILITY_LABELS).split("\n")
    return "\n".join(
        f"{line}\t{kind}" if line and kind else line for line, kind in zip(lines, kinds, strict=True)
    )


def _rows(table: pl.DataFrame, places: pl.DataFrame, within: str | None) -> pl.DataFrame:
    """A row a place in the outlines' order, with what is known of it."""
    twice = table.filter(pl.col("geoid").is_duplicated())
    if twice.height:
        raise InvalidTable(
            f"{twice['geoid'][0]} has several rows; a map shows one value a place. "
            "Choose one indicator, group and year first."
        )
    rows = places.select("geoid", "name", "state_geoid").join(
        table.select("geoid", "estimate", "moe", "low", "high", "reliability"),
        on="geoid",
        how="left",
        maintain_order="left",
    )
    is_outside = pl.lit(value=False)
    if within is not None and within in rows["state_geoid"]:
        is_outside = (pl.col("state_geoid") != within).fill_null(value=True)
    return rows.with_columns(pl.col("reliability").fill_null("not_published"), is_outside=is_outside)


def _summary(shown: pl.DataFrame, indicator: Indicator, level: Level) -> str:
    """How the values are spread, and how many are absent."""
    values = shown["estimate"].drop_nulls()
    count = f"{len(values):,} {level.one if len(values) == 1 else level.many}"
    said = f"{count} with a value, {shown.height - len(values):,} without."
    if len(values) < 4:
        return said
    low, middle, high = (
        wording.number(float(np.quantile(values, part)), unit_id=indicator.unit) for part in (0.25, 0.5, 0.75)
    )
    return f"{said} Half of them lie from {low} to {high}; the middle one is {middle}."


def _deck(
    rows: pl.DataFrame,
    palette: Sequence[str],
    level: Level,
    *,
    outlines: str,
    selected: str | None,
    compared: Sequence[str],
) -> pdk.Deck:
    """The layers from the bottom up; their kinds are those of `components/deck_map/frontend`."""
    colors = [[int(color[at : at + 2], 16) for at in (1, 3, 5)] for color in palette]
    pole = {"pole": list(MERIDIANS_MEET)} if level.tier == "us" else {}
    layers = [pdk.Layer("PlaceLayer", id="places", data=outlines, palette=colors, **pole)]
    if not rows["is_outside"].any():
        layers.append(pdk.Layer("BorderLayer", id="borders", data=outlines, width=0.8))
    for name, geoids, width in (("compared", compared, 2), ("selected", [selected] if selected else [], 3)):
        if geoids:
            at = _indices(geoids, rows["geoid"])
            layers.append(pdk.Layer("HighlightLayer", id=name, data=outlines, places=at, width=width))
    view = pdk.View(type="OrthographicView", controller=True)
    return pdk.Deck(layers=layers, views=[view], map_provider=None, initial_view_state=None)


def _indices(wanted: Sequence[str], geoids: pl.Series) -> list[int]:
    found = [geoids.index_of(geoid) for geoid in wanted]
    unknown = [geoid for geoid, at in zip(wanted, found, strict=True) if at is None]
    if unknown:
        raise UnknownPlace(
            f"Not on this map of {len(geoids):,} places: {', '.join(unknown)}. "
            "Choose places of the level that is shown."
        )
    return [at for at in found if at is not None]


def _mark(title: str, rows: pl.DataFrame) -> int:
    numbers = rows.select("estimate", "moe", "low", "high").to_numpy()
    return zlib.crc32(title.encode() + numbers.tobytes())


def _words(rows: pl.DataFrame, indicator: Indicator, interval: str, how_sure: Mapping[str, str]) -> str:
    """What the tooltip says of each place, in the words of the table; nothing of a place outside."""
    columns = rows.select("name", "estimate", "moe", "low", "high", "reliability", "is_outside")
    lines = []
    for name, estimate, moe, low, high, reliability, is_outside in columns.iter_rows():
        if is_outside:
            lines.append("")
            continue
        parts = [name]
        if estimate is not None:
            parts.append(wording.quantity(estimate, unit_id=indicator.unit, margin=moe))
        if low is not None:
            parts.append(f"{wording.between(low, high, unit_id=indicator.unit)} ({interval})")
        parts.append(how_sure[reliability])
        lines.append("\t".join(parts))
    return "\n".join(lines)
