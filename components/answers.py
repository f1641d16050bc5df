"""The answer under the question: a few sentences made from the data in view, with their doubt."""

from collections.abc import Mapping
from typing import Any

import polars as pl

from components import wording
from components.charts import Reference
from components.provenance import Provenance
from equity import groups
from equity.clusters import Clusters
from equity.comparison import NO_VALUE, against
from equity.dimensions import Dimension, Divided
from equity.extremes import LEAST_PEOPLE_WITHOUT_MARGIN, extremes
from equity.gap_finder import Gaps
from equity.geography import Level, rows_of, with_article
from equity.indicators import Indicator
from equity.standouts import Standouts

ECOLOGICAL = (
    "This compares places by who lives in them. It says where groups live, not how members of a group fare "
    "themselves: it is not a racial or ethnic disparity in outcomes, and must not be quoted as one."
)
GROUP_ORDER = "Groups stand in the order of the alphabet, which says nothing about them."
_AROUND_GROUPS = (
    "Gaps between groups come from what people are offered, and how they are treated, where they live, work "
    "and seek care, and not from who they are."
)
Row = Mapping[str, Any]
_NAMED = 6  # places named in a sentence
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


def of_gaps(found: Gaps, level: Level, area: str, shown: Indicator) -> str:
    """How many places are worse than the area by more than chance, or why nobody can say."""
    what, whole = f"**{shown.label}**, {area}. ", with_article(area)
    if not found.judged:
        return f"{what}No {level.one} has a value that can be judged."
    if not found.is_tested:
        return (
            f"{what}**The source gives no margins of error here, so nobody can say which gaps are more "
            f"than chance.** No {level.one} is ranked. {_of_untested(found, level, whole)}"
        )
    if found.found.is_empty():
        none = (
            f"The only {level.one} that can be judged is not"
            if found.judged == 1
            else f"None of {found.judged:,} {level.many} is"
        )
        return f"{what}{none} worse than {whole} by more than chance."
    first = found.found.row(0, named=True)
    points = "points" if shown.unit == "share" else shown.unit
    at_least = wording.quantity(
        first["gap_low"], unit_id=points, margin=(first["gap_high"] - first["gap_low"]) / 2
    )
    many, others = found.found.height, found.within_chance
    return (
        f"{what}{many:,} of {wording.counted(found.judged, level.one, level.many)} "
        f"{'is' if many == 1 else 'are'} worse than {whole} by more than chance. The largest gap that is "
        f"sure: **{first['name']}**, worse by at least {at_least}. {others:,} cannot be told from {whole}, "
        f"or {'is' if others == 1 else 'are'} better."
    )


def _of_untested(found: Gaps, level: Level, whole: str) -> str:
    large, worst = f"of {LEAST_PEOPLE_WITHOUT_MARGIN:,} people or more", found.found.height
    if found.judged == 1:
        return f"The only {level.one} {large} is {'' if worst else 'not '}worse than {whole}."
    among = f"{found.judged:,} {level.many} {large}"
    if not worst:
        return f"None of {among} is worse than {whole}."
    if worst == 1:
        return f"Below is the one with the worst value among the {among}."
    return f"Below are, by name, the {worst:,} with the worst values among the {among}."


def how_found(found: Gaps) -> str:
    """How the list came about, in small print."""
    if not found.is_tested:
        return (
            "Smaller places are left out, since their numbers swing most by chance. Pull the survey's "
            "own tables to get margins of error (page Get data)."
        )
    return (
        "In the order of the least that each gap can be (the lower end of its 90 % interval), so that a "
        "small place with a wild number does not come first. This is not a ranking: neighbors in the "
        "list often cannot be told apart. The last column draws all true values many times from what is "
        "known of each, pulled toward the average the wider its margin. At most about one in twenty "
        "listed is expected to be there by chance."
    )


def about_widest(widest: pl.DataFrame, area: str) -> str:
    """How gaps in different things are made comparable, or that none can be judged."""
    if widest.is_empty():
        return "No indicator here has margins of error by which a gap could be judged."
    return (
        f"One place for each of {widest.height} indicators: the one that is sure to be worse than "
        f"{with_article(area)} by the largest factor (times as high for a burden, times as low for a good), "
        "in the order of the least that this factor can be (90 % interval). Factors look large where values "
        "are small."
    )


def of_clusters(found: Clusters, level: Level, area: str, shown: Indicator) -> str:
    """How many hot and cold spots there are, by name where they are few."""
    kinds = found.table.filter(pl.col("kind").is_not_null())
    if kinds.is_empty():
        return f"**{shown.label}**, {area}. No {level.one} has neighbors with a value to compare."
    said = [f"**{shown.label}**, {area}."]
    for kind, words in (("high", "hot"), ("low", "cold")):
        there = kinds.filter(kind=kind)["name"].to_list()
        if not there:
            said.append(f"There are no {words} spots that could not be chance.")
        elif len(there) <= _NAMED:
            noun = f"{words} spot" if len(there) == 1 else f"{words} spots"
            said.append(f"{len(there)} {noun}, {kind} and among {kind} neighbors: {wording.listed(there)}.")
        else:
            said.append(f"{len(there)} {level.many} are {words} spots: {kind}, and among {kind} neighbors.")
    chance = kinds.filter(kind="chance").height
    said.append(f"For {chance:,} of {kinds.height:,} the pattern around them cannot be told from chance.")
    return " ".join(said)


def how_clustered(found: Clusters, level: Level) -> str:
    """How hot spots are found, in small print, and what they are not."""
    against = (
        "Each value was first set against its own margin of error, so that a wide margin makes no hot spot. "
        if found.is_standardized
        else "The source gives no margins of error: small places can make a pattern by chance alone. "
    )
    return (
        f"{against}Then each {level.one} was compared with those that border it, and with what would be "
        "seen if the values were dealt out at random (local Moran statistic). Since many are tested at "
        "once, the share of false alarms among the colored ones is held to "
        f"{found.false_discovery_rate * 100:.0f} %. Places beyond the edge of the area are not seen. A "
        "hot spot is where to look first; it says nothing about why."
    )


def islands(found: Clusters, level: Level) -> str:
    """The places that border no other with a value, by name."""
    names = found.islands["name"].to_list()
    if not names:
        return f"Every {level.one} with a value borders another with one."
    return f"Left out, since they border no other {level.one} with a value: {wording.listed(names)}."


def title_along(shown: Indicator, along: Dimension, where: str, origin: Provenance) -> str:
    """What a picture along a dimension shows, where and when."""
    return f"{shown.label} by {wording.in_sentence(along.label)}: {where}, {origin.period}"


def labels(offered: Mapping[str, Dimension]) -> dict[str, str]:
    """What each dimension is called, by id."""
    return {each.id: each.label for each in offered.values()}


def about(divided: Divided, level: Level) -> str:
    """How the parts of a dimension were made, what they do not say, and in which order they stand."""
    along = divided.dimension
    if along.kind == "groups":
        return f"{GROUP_ORDER} {_AROUND_GROUPS}"
    if along.kind == "places":
        return (
            f"Each of the {level.many} counts as a part of its own, with its people as its weight. "
            f"{_who_can_be_best(divided, level)}"
        )
    return (
        f"The {level.many} were ordered by {wording.in_sentence(along.label)}, as of "
        f"{divided.year_of_rank}, and cut into five parts of about as many people each. This says where "
        "a burden lies, not who in these places carries it."
    )


def _who_can_be_best(divided: Divided, level: Level) -> str:
    least, found = divided.least_people, int(divided.parts["is_eligible"].sum())
    of_whom = f"of {least:,} people or more" if least else "with a reliable value"
    if not found:
        return f"There is no {level.one} {of_whom}, so none stands as the best or as one of the two ends."
    return (
        f"The best and the two ends are sought only among {level.many} {of_whom} ({found:,} of "
        f"{divided.parts.height:,}): elsewhere a value can be the best by chance alone."
    )


def value(row: Row, shown: Indicator) -> str:
    """A value with its interval: "25.0 % (between 21.7 and 28.4 %)"; or why there is none.

    Parameters
    ----------
    row
        One row as from `equity.rates.of`.
    """
    if row["estimate"] is None:
        return wording.reliability(row["reliability"]).lower()
    number = wording.value(row["estimate"], unit_id=shown.unit, kind=row["estimate_kind"], margin=row["moe"])
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
    whole_name = wording.capital(with_article(around["name"]))
    return f"{said} {whole_name} as a whole: {value(around, shown)}. {judged}"


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
    where = [
        row["name"] if count == 1 else f"{count:,} {level.many}"
        for row, count in ((low, ends.with_lowest), (high, ends.with_highest))
    ]
    of_whom = f"of {ends.least_people:,} people or more" if ends.least_people else "with a value to rely on"
    whom = f"{ends.judged:,} {level.many} {of_whom}"
    said = f"From {value(low, shown)} in {where[0]} to {value(high, shown)} in {where[1]}, among {whom}."
    if low["estimate"] == high["estimate"]:
        said = f"{value(low, shown)} in all {whom}."
    if ends.of_unknown_size:
        are = "is" if ends.of_unknown_size == 1 else "are"
        said += f" {ends.of_unknown_size:,} of unknown size {are} left out."
    if ends.least_people:
        return f"{said} The source gives no margins of error, so small differences may be chance."
    if ends.like_highest is None:
        return said
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
    said, whole_name = [], with_article(whole_name)
    for verdict in ("higher", "lower", "cannot tell apart"):
        names = verdicts.filter(pl.col("verdict") == verdict)["name"].to_list()
        if names and verdict == "cannot tell apart":
            said.append(f"{wording.listed(names)} cannot be told apart from {whole_name}.")
        elif names:
            said.append(
                f"{wording.listed(names)} {'is' if len(names) == 1 else 'are'} {verdict} than {whole_name}."
            )
    if said:
        return " ".join(said)
    if (verdicts["verdict"] == NO_VALUE).all():
        return "Without a value on both sides nothing can be compared."
    return "These values have no margin of error, so chance cannot be ruled out for any difference."


def of_standouts(found: Standouts, *, name: str, parent_name: str) -> str:
    """How many indicators differ from the parent area by more than chance, and how many for the worse."""
    judged = found.ranked.height + found.not_told_apart.height
    parent_name = with_article(parent_name)
    if not judged:
        reasons = found.left_out["why"].unique(maintain_order=True).to_list() or ["not_published"]
        why = wording.listed(wording.in_sentence(wording.reliability(each)) for each in reasons)
        return f"Nothing about {name} can be tested against {parent_name}: {why}."
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
    if lived.is_empty():
        return "Who lives where was counted for other areas than these, so no group can be shown here."
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
