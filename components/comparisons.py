"""A comparison of places in words: each value with its doubt, what it is held against, and who is missing."""

from __future__ import annotations

from typing import Any

import polars as pl

from components import answers, controls, numbers, wording
from components.charts import Chart, Reference, dots
from components.numbers import Numbers
from components.provenance import Provenance
from equity import groups, references
from equity import missing as absent
from equity.geography import Level, with_article
from equity.indicators import Indicator

UNRELIABLE_CV = 0.30
"""Federal health statistics long called an estimate unreliable beyond this relative standard error."""


def reference(chosen: pl.DataFrame, whole: pl.DataFrame, shown: Indicator, area: str) -> pl.DataFrame:
    """The row that the reader chose to compare with, asked for on the page and kept in the address."""
    names = dict(chosen.select("geoid", "name").iter_rows())
    words = {
        references.OVERALL: f"{wording.capital(with_article(area))} as a whole",
        references.BEST: "The best-off of these places",
        references.TARGET: "A target of your own",
        **names,
    }
    offered = {each: words[each] for each in references.offered(chosen, whole, shown)}
    choice = controls.one_of("Compared with", "reference", offered)
    target = None
    if choice == references.TARGET:
        middle = whole if whole.height == 1 else chosen
        target = controls.target(shown, start=float(middle["estimate"].drop_nulls().mean() or 0.0))  # type: ignore[arg-type]
    return references.row(choice, chosen, whole, shown, target=target)


def as_line(row: pl.DataFrame) -> Reference | None:
    """The reference as the line that a chart is read against; "the target" with a capital."""
    line = answers.reference(row)
    return (
        None
        if line is None
        else Reference(
            label=line.label[:1].upper() + line.label[1:], value=line.value, low=line.low, high=line.high
        )
    )


def answer(
    chosen: pl.DataFrame, pairs: pl.DataFrame, against: pl.DataFrame, row: pl.DataFrame, shown: Indicator
) -> str:
    """The first two places against each other with their doubt, then each against the reference."""
    said = []
    if pairs.height:
        first, second = chosen.head(2).rows(named=True)
        said.append(_pair(first, second, pairs.row(0, named=True), shown))
    told = pairs.height == 1 and against.height == 1 and row["geoid"][0] in chosen["geoid"]
    if against.height and row.height and not told:
        said.append(answers.of_comparison(against, row["name"][0]))
    return " ".join(said) or "Choose two or more places to compare."


def surroundings(
    lived: pl.DataFrame, whole: pl.DataFrame, shown: Indicator, *, title: str, provenance: Provenance
) -> list[Chart]:
    """What the average member of each group lives among; nothing where no group can be placed."""
    if lived.is_empty():
        return []
    return [
        dots(
            lived,
            title=title,
            measure=f"{shown.label}, where the average member of the group lives",
            unit=shown.unit,
            provenance=provenance,
            reference=answers.reference(whole),
        )
    ]


def missing(
    here: pl.DataFrame,
    history: pl.DataFrame,
    residents: pl.DataFrame,
    *,
    level: Level,
    year: int,
    title: str,
    provenance: Provenance,
) -> list[Numbers]:
    """Who is missing in the area; and, where groups are shown, which of their people have no value."""
    unusable = absent.why_unusable(needs_margin=False, is_unreliable_used=False)
    tables = [
        numbers.of_missing(
            absent.counted(here, unusable),
            title=title,
            one=level.one,
            many=level.many,
            provenance=provenance,
        )
    ]
    if history["group"].n_unique() > 1:
        without = absent.groups_without_value(history, residents, year)
        tables.append(
            numbers.of_missing(
                without,
                title=f"Groups of these places: {title}",
                one="group in a place",
                many="groups in places",
                provenance=provenance,
            )
        )
    return tables


def heading(row: pl.DataFrame) -> str:
    """The heading over each place against the reference."""
    against = with_article(row["name"][0]) if row.height else "a reference"
    return f"Each against {against}, absolute and relative"


def about_reference(row: pl.DataFrame, chosen: pl.DataFrame, area: str) -> str:
    """What to keep in mind of the reference that was chosen."""
    geoid = row["geoid"][0] if row.height else references.TARGET
    if geoid == references.TARGET:
        return "A target is taken as exact: only the doubt of the places counts."
    if geoid in chosen["geoid"]:
        return (
            "The best of several uncertain values looks better than it is, so gaps to it look larger than "
            "they are, all the more if it is itself unreliable."
        )
    return (
        f"A place is part of {with_article(area)}, so the two move together; the test allows for that where "
        "the source says how many were counted, and finds too few differences elsewhere."
    )


def about_groups(history: pl.DataFrame) -> str:
    """In which order groups stand and who is counted twice, or that there are none."""
    there = history["group"].drop_nulls().unique().to_list()
    if len(there) < 2:
        return (
            "The data here do not say how groups within a place fare, only how all its people do. Get the "
            "survey's tables by race and ethnicity to see them (page Get data)."
        )
    said = f"{answers.GROUP_ORDER} Everyone comes first."
    if any(groups.group(each).overlaps for each in there):
        said += " People who are Hispanic or Latino are also counted in their race."
    return said


def _pair(first: dict[str, Any], second: dict[str, Any], pair: dict[str, Any], shown: Indicator) -> str:
    said = (
        f"**{first['name']}**: {_told(first, shown)}, against **{second['name']}**: {_told(second, shown)}."
    )
    if pair["difference"] is None:
        return said
    verdict = wording.comparison(pair["verdict"], this=first["name"], other=second["name"])
    if pair["difference_low"] is None:
        return f"{said} {verdict}"
    points = "points" if shown.unit == "share" else shown.unit
    margin = (pair["difference_high"] - pair["difference_low"]) / 2
    low, high = sorted(abs(pair[end]) for end in ("difference_low", "difference_high"))
    if pair["verdict"] in ("higher", "lower"):
        apart = wording.quantity(abs(pair["difference"]), unit_id=points, margin=margin)
        ends = wording.between(low, high, unit_id=points, is_apart=True)
        return f"{said} {verdict} The gap is {apart} ({ends}){_times(pair)}."
    return f"{said} {verdict}"


def _times(pair: dict[str, Any]) -> str:
    """How many times as high, or that this is too unsure to say."""
    if pair["ratio_low"] is None:
        return "; how many times as high cannot be said" if pair["ratio"] else ""
    is_higher = pair["verdict"] == "higher"
    ends = (pair["ratio_low"], pair["ratio_high"])
    low, high = ends if is_higher else (1 / ends[1], 1 / ends[0])
    if high / low > 2:
        return (
            f", but how many times as high is unsure: {wording.between(low, high, unit_id='times')} times, "
            "since a small uncertain number divides it"
        )
    middle = pair["ratio"] if is_higher else 1 / pair["ratio"]
    return f", {wording.number(middle, unit_id='times', margin=(high - low) / 2)} times as high"


def _told(row: dict[str, Any], shown: Indicator) -> str:
    """A value with its margin, and whether it is itself unreliable: "1.6 % ± 0.8, itself unreliable ..."."""
    if row["estimate"] is None:
        return wording.reliability(row["reliability"]).lower()
    said = wording.value(row["estimate"], unit_id=shown.unit, kind=row["estimate_kind"], margin=row["moe"])
    if row["moe"] is None:
        return f"{said}, given without a margin of error"
    suffix = wording.unit(shown.unit).suffix
    margin = wording.number(row["moe"], unit_id=shown.unit, margin=row["moe"]).removesuffix(suffix)
    said += f" ± {margin}"
    variation = row["cv"]
    if row["reliability"] == "unreliable" or (variation is not None and variation > UNRELIABLE_CV):
        how = (
            ""
            if variation is None
            else f" (its standard error is {variation * 100:.0f}{wording.SPACE}% of it)"
        )
        return f"{said}, which is itself unreliable{how}"
    return said
