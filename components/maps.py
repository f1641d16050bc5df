"""A choropleth: one value a place in, what the map component draws and says out."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Mapping
from copy import copy
from dataclasses import asdict, dataclass, replace
from functools import cache, cached_property, lru_cache, partial
from typing import Any

import numpy as np
import polars as pl
import pydeck as pdk

from components import classes, tooltips, wording, years
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


_NO_STEP = 255


@dataclass(frozen=True, kw_only=True)
class Legend:
    """The legend as text, in the order of the scale; `method` says how the classes were made."""

    title: str
    entries: tuple[Entry, ...]
    method: str


@dataclass(frozen=True, kw_only=True)
class Steps:
    """A hundred steps of the values, from what is best to what is worst.

    `reached` has a byte a place: how many steps it reaches, 255 without a value. `labels` say in words what
    a place that reaches a step has: "12 % or more".
    """

    reached: bytes
    labels: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Beside:
    """Another year on the same places and in the same classes: `places` as in `Choropleth`."""

    places: bytes
    year: str
    own_year: str


@dataclass(frozen=True, kw_only=True)
class Choropleth:
    """A map before it is drawn, with its words.

    `places` (a byte each, see `components.classes`), `geoids` and the lines of `words()` are in the order of
    the outlines. `words(first=..., count=...)` makes what the tooltip says, a line a place, its parts divided
    by tabs; `mark` is another number whenever that may be different. `alt` names the map for those who do not
    see it, `summary` says how the values are spread. `steps` makes what a reader needs to light up places by
    value; `beside` is the same map in another year, and `change` says how many places differ between the two.
    """

    title: str
    alt: str
    summary: str
    provenance: Provenance
    deck: pdk.Deck
    outlines: str
    places: bytes
    geoids: tuple[str, ...]
    legend: Legend
    words: Callable[..., str]
    mark: int
    steps: Callable[[], Steps]
    beside: Beside | None = None
    change: str = ""

    @cached_property
    def described(self) -> Mapping[str, Any]:
        """The deck and the legend as JSON holds them, made once for all who see this map."""
        return {"deck": _as_json(self.deck), "legend": asdict(self.legend)}

    def selecting(self, geoid: str | None) -> Choropleth:
        """The same map with one place outlined, or none.

        Raises
        ------
        UnknownPlace
            The place is not on the map.
        """
        if geoid is None:
            return self
        if geoid not in self.geoids:
            raise UnknownPlace(
                f"Not on this map of {len(self.geoids):,} places: {geoid}. Choose a place of the level shown."
            )
        at, deck = self.geoids.index(geoid), copy(self.deck)
        outline = pdk.Layer("HighlightLayer", id="selected", data=self.outlines, places=[at], width=3)
        deck.layers = [*self.deck.layers, outline]
        return replace(self, deck=deck)

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
    reference: float | None = None,
    reference_name: str = "the reference",
    interval: str = wording.INTERVAL_90,
    how_sure: Mapping[str, str] = wording.RELIABILITY_LABELS,
    other_year: tuple[int, int, pl.DataFrame] | None = None,
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
    reference
        With a reference (in the indicator's unit) colors show the difference from it, and `reference_name`
        says whose value it is.
    interval, how_sure
        What the tooltip calls the interval from `low` to `high`, and the states of reliability.
    other_year
        The year of `table`, another one and its table: both years get the same classes.

    Raises
    ------
    InvalidTable
        A place has several rows.
    """
    rows = _rows(table, places, within)
    shown = rows.filter(~pl.col("is_outside"))
    other = None if other_year is None else _rows(other_year[2], places, within)
    both = [shown] if other is None else [shown, other.filter(~pl.col("is_outside"))]
    values = pl.concat(each["estimate"] for each in both).drop_nulls().to_numpy()
    made = (
        classes.even(values, indicator)
        if reference is None
        else classes.around(reference, values, indicator, name=reference_name)
    )
    drawn = classes.to_bytes(rows, made)
    summary, counted, change = _summary(shown, indicator, level), level.many, ""
    words: Callable[..., str] = partial(tooltips.lines, rows, indicator, interval, how_sure)
    beside = None
    if other is not None and other_year is not None:
        year, before, _ = other_year
        change = years.changed(rows, other, level, since=before, until=year)
        counted = f"{level.many} in {year}; the classes are those of both years together"
        words = partial(tooltips.of_two, rows, other, indicator, (year, before))
        beside = Beside(places=classes.to_bytes(other, made).tobytes(), year=str(before), own_year=str(year))
    return Choropleth(
        title=title,
        alt=f"Map: {title}. {summary} {change}".rstrip(),
        summary=summary,
        provenance=provenance,
        deck=_deck(made.colors, tier=level.tier, outlines=outlines, is_whole=not rows["is_outside"].any()),
        outlines=outlines,
        places=drawn.tobytes(),
        geoids=tuple(rows["geoid"].to_list()),
        legend=Legend(
            title=f"{indicator.label}, by {level.one}",
            entries=classes.legend_entries(drawn, made, indicator),
            method=f"{made.method} The numbers count {counted}.",
        ),
        words=words,
        mark=_mark(title, *([rows] if other is None else [rows, other])),
        steps=partial(_steps, rows, indicator),
        beside=beside,
        change=change,
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
        deck=_deck(_KIND_COLORS, tier=level.tier, outlines=outlines, is_whole=not rows["is_outside"].any()),
        outlines=outlines,
        places=drawn.tobytes(),
        geoids=tuple(rows["geoid"]),
        legend=Legend(
            title=f"{indicator.label}: where high or low values lie together",
            entries=(*entries, *states),
            method="Hot spot: high, and among high neighbors. Cold spot: low, and among low neighbors. "
            f"Each {level.one} was compared with those that border it. The numbers count "
            f"{level.many}. At most about one in twenty of the colored ones is expected to be chance.",
        ),
        words=partial(tooltips.with_kinds, rows, indicator),
        mark=_mark(title, rows),
        steps=partial(_steps, rows, indicator),
    )


def _summary_of_kinds(in_kind: dict[str, int], level: Level) -> str:
    said = [f"{wording.in_sentence(words)}: {in_kind.get(kind, 0):,}" for kind, words in KINDS.items()]
    return f"{level.many.capitalize()} by kind: {'; '.join(said)}."


def _rows(table: pl.DataFrame, places: pl.DataFrame, within: str | None) -> pl.DataFrame:
    """A row a place in the outlines' order, with what is known of it."""
    if table["geoid"].n_unique() < table.height:
        twice = table.filter(pl.col("geoid").is_duplicated())
        raise InvalidTable(
            f"{twice['geoid'][0]} has several rows; a map shows one value a place. "
            "Choose one indicator, group and year first."
        )
    if "estimate_kind" not in table.columns:  # the result of a model
        table = table.with_columns(estimate_kind=pl.lit(None, dtype=pl.String))
    rows = places["geoid", "name", "state_geoid"].join(
        table["geoid", "estimate", "estimate_kind", "moe", "low", "high", "reliability"],
        on="geoid",
        how="left",
        maintain_order="left",
    )
    is_outside = pl.lit(value=False)
    if within is not None and (rows["state_geoid"] == within).any():
        is_outside = (pl.col("state_geoid") != within).fill_null(value=True)
    return rows.with_columns(pl.col("reliability").fill_null("not_published"), is_outside=is_outside)


def _summary(shown: pl.DataFrame, indicator: Indicator, level: Level) -> str:
    """How the values are spread, and how many are absent."""
    values = shown["estimate"].drop_nulls()
    count = wording.counted(len(values), level.one, level.many)
    said = f"{count} with a value, {shown.height - len(values):,} without."
    if len(values) < 4:
        return said
    parts = np.quantile(values.to_numpy(), (0.25, 0.5, 0.75)).tolist()
    low, middle, high = (wording.number(part, unit_id=indicator.unit) for part in parts)
    return f"{said} Half of them lie from {low} to {high}; the middle one is {middle}."


@lru_cache(maxsize=256)
def _deck(palette: tuple[str, ...], *, tier: str, outlines: str, is_whole: bool) -> pdk.Deck:
    """The layers from the bottom up; their kinds are those of `components/deck_map/frontend`."""
    colors = [[int(color[at : at + 2], 16) for at in (1, 3, 5)] for color in palette]
    pole = {"pole": list(MERIDIANS_MEET)} if tier == "us" else {}
    layers = [pdk.Layer("PlaceLayer", id="places", data=outlines, palette=colors, **pole)]
    if is_whole:
        layers.append(pdk.Layer("BorderLayer", id="borders", data=outlines, width=0.8))
    deck = copy(_empty_deck())
    deck.layers = layers
    return deck


@cache
def _empty_deck() -> pdk.Deck:
    """Made once: pydeck 0.9 looks each time for a notebook to show it in, which takes 3 ms."""
    view = pdk.View(type="OrthographicView", controller=True)
    return pdk.Deck(views=[view], map_provider=None, initial_view_state=None)


@lru_cache(maxsize=256)
def _as_json(deck: pdk.Deck) -> Mapping[str, Any]:
    described: Mapping[str, Any] = json.loads(deck.to_json())
    return described


def _mark(title: str, *years: pl.DataFrame) -> int:
    mark = zlib.crc32(title.encode())
    for rows in years:
        mark = zlib.crc32(rows["estimate", "moe", "low", "high"].to_numpy().tobytes(), mark)
    return mark


def _steps(rows: pl.DataFrame, indicator: Indicator) -> Steps:
    """Steps of as many places each, where few share a value; upward, or downward where less is worse."""
    sign = -1 if indicator.better == "higher" else 1
    shown = rows.select(value=pl.when(~pl.col("is_outside")).then(pl.col("estimate") * sign))["value"]
    values = shown.fill_null(np.nan).to_numpy()
    has_value = np.isfinite(values)
    if not has_value.any():
        return Steps(reached=bytes([_NO_STEP]) * len(values), labels=())
    ordered = np.sort(values[has_value])
    ends = ordered[np.arange(101) * (len(ordered) - 1) // 100]
    reached = np.full(len(values), _NO_STEP, dtype=np.uint8)
    reached[has_value] = np.searchsorted(ends, values[has_value], side="right") - 1
    beyond = "or less" if sign < 0 else "or more"
    labels = [f"{wording.quantity(float(end) * sign, unit_id=indicator.unit)} {beyond}" for end in ends]
    return Steps(reached=reached.tobytes(), labels=tuple(labels))
