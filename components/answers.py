"""The answer under the question: a few sentences made from the data in view, with their doubt."""

from collections.abc import Mapping
from typing import Any

import polars as pl

from components import wording
from components.charts import Reference
from components.provenance import Provenance
from equity import groups
from equity.comparison import against
from equity.extremes import extremes
from equity.geography import Level, rows_of
from equity.indicators import Indicator
from equity.standouts import Standouts

ECOLOGICAL = (
    "This compares places by who lives in them. It says where groups live, not how members of a group fare "
    "themselves: it is not a racial or ethnic disparity in outcomes, and must not be quoted as one."
)
Row = Mapping[str, Any]
_TRUSTED = ("reliable", "caution", "no_margin")


def question(shown: Indicator, group: str) -> str:
    """What the page asks: the indicator's own question, with the group it is about."""
    if group == groups.ALL:
        return shown.question
    return f"{shown.question.removesuffix('?')}: {groups.group(group).label}?"


def title(shown: Indicator, group: str, where: str, origin: Provenance) -> str:
    """What a picture shows, where and when: it is read without the page around it."""
    whom = "" if group == groups.ALL else f", {groups.group(group).label}"
    return f"{shown.label}{whom}: {where}, {origin.period}"


def value(row: Row, shown: Indicator) -> str:
    """A value with its interval: "25.0 % (between 21.7 and 28.4 %)"; or why there is none.

    Parameters
    ----------
    row
        One row as from `equity.rates.of`.
    """
    if row["estimate"] is None:
        return wording.reliability(row["reliability"]).lower()
    number = wording.quantity(row["estimate"], unit_id=shown.unit, margin=row["moe"])
    if row["low"] is None:
        return number
    return f"{number} ({wording.between(row['low'], row['high'], unit_id=shown.unit)})"


def of_place(table: pl.DataFrame, whole: pl.DataFrame, shown: Indicator) -> str:
    """One place, and the area around it with the verdict of the test in words.

    Parameters
    ----------
    table, whole
        One row each, as from `equity.rates.of` with `name`; `whole` may have none.
    """
    row = table.row(0, named=True)
    if row["estimate"] is None:
        return f"**{row['name']}** has no value here: {wording.reliability(row['reliability']).lower()}."
    pictured = ""
    if shown.unit == "share" and row["reliability"] in _TRUSTED:
        pictured = f"{wording.share_in_words(row['estimate'])}, "
    said = f"**{row['name']}**: {pictured}{value(row, shown)}."
    if row["reliability"] == "unreliable":
        said += " This value is too uncertain to rely on."
    if whole.is_empty() or whole["estimate"][0] is None:
        return said
    around = whole.row(0, named=True)
    verdict = against(table, whole)["verdict"][0]
    judged = wording.comparison(verdict, this=row["name"], other=around["name"])
    return f"{said} {around['name']} as a whole: {value(around, shown)}. {judged}"


def of_map(
    table: pl.DataFrame, shown: Indicator, level: Level, *, place: str | None, whole: pl.DataFrame
) -> str:
    """The place in focus against the area around it; without one, the ends of the map, never as a rank.

    Parameters
    ----------
    table
        A row a place as from `equity.geography.join`.
    place
        The GEOID of the place in focus.
    whole
        As in `of_place`.
    """
    if place is not None:
        return of_place(rows_of(table, [place]), whole, shown)
    ends = extremes(table)
    if ends is None:
        return f"No two {level.many} have a value to rely on."
    high, low = ends.highest, ends.lowest
    said = (
        f"From {value(low, shown)} in {low['name']} to {value(high, shown)} in {high['name']}, "
        f"among {ends.judged:,} {level.many} "
        + (f"of {ends.least_people:,} people or more." if ends.least_people else "with a value to rely on.")
    )
    if ends.like_highest is None:
        return f"{said} The source gives no margins of error, so small differences may be chance."
    if ends.like_highest == 0:
        return f"{said} The highest stands clear of all others."
    count = "One other" if ends.like_highest == 1 else f"{ends.like_highest:,} others"
    return f"{said} {count} cannot be told apart from the highest."


def of_comparison(verdicts: pl.DataFrame, whole_name: str) -> str:
    """How many of the places differ from the area around them, by name.

    Parameters
    ----------
    verdicts
        As from `equity.comparison.against`.
    """
    said = []
    for verdict in ("higher", "lower", "cannot tell apart"):
        names = verdicts.filter(pl.col("verdict") == verdict)["name"].to_list()
        if names and verdict == "cannot tell apart":
            said.append(f"{wording.listed(names)} cannot be told apart from {whole_name}.")
        elif names:
            said.append(
                f"{wording.listed(names)} {'is' if len(names) == 1 else 'are'} {verdict} than {whole_name}."
            )
    if not said:
        return "These values have no margin of error, so chance cannot be ruled out for any difference."
    return " ".join(said)


def of_standouts(found: Standouts, *, name: str, parent_name: str) -> str:
    """How many indicators differ from the parent area by more than chance, and how many for the worse."""
    judged = found.ranked.height + found.not_told_apart.height
    if not judged:
        return f"Nothing about {name} can be tested against {parent_name}: there are no margins of error."
    worse = found.ranked.filter(pl.col("direction") == "worse").height
    better = found.ranked.filter(pl.col("direction") == "better").height
    return (
        f"Of {judged} things that can be tested, {name} differs from {parent_name} by more than chance in "
        f"{found.ranked.height}: {worse} for the worse, {better} for the better, and the rest neither."
    )


def lived_title(shown: Indicator, level: Level, where: str, origin: Provenance) -> str:
    """What the chart of surroundings shows: it is read without the page around it."""
    return f"{shown.label} in the {level.one} of the average member of each group: {where}, {origin.period}"


def left_out_of(lived: pl.DataFrame) -> str:
    """How many people of each group live where there is no value, and so are missing from its average.

    Parameters
    ----------
    lived
        As from `equity.surroundings.by_group`.
    """
    missing = lived.filter(pl.col("residents_left_out") > 0)
    if missing.is_empty():
        return "Nobody is left out of these averages."
    said = [
        f"{row['name']}: {wording.people(row['residents_left_out'])}" for row in missing.iter_rows(named=True)
    ]
    return f"Left out, since they live where there is no value or no margin: {'; '.join(said)}."


def reference(whole: pl.DataFrame) -> Reference | None:
    """The area around some places, as the line they are read against; None where it has no value."""
    if whole.is_empty() or whole["estimate"][0] is None:
        return None
    row = whole.row(0, named=True)
    return Reference(label=row["name"], value=row["estimate"], low=row["low"], high=row["high"])
