"""Every measure of disparity read aloud: what the number says, in a sentence that needs no other."""

from __future__ import annotations

from math import log

import polars as pl

from components import aloud_by_measure, wording
from components.charts import Chart, Column, concentration
from components.frame import Figure
from components.numbers import Numbers
from components.provenance import Provenance
from equity.dimensions import Dimension
from equity.disparities import Before, Finding, Findings
from equity.disparity import Result
from equity.indicators import Indicator
from equity.measures import Question

_NOT_PEOPLE = (
    ("Household", "households"),
    ("Rent", "households"),
    ("Home", "homes"),
    ("Live births", "births"),
)


def counted(shown: Indicator) -> str:
    """What an indicator counts: "people", "households", "homes" or "births"."""
    starts = (many for start, many in _NOT_PEOPLE if shown.universe.startswith(start))
    return next(starts, "people")


def printed(value: float, finding: Finding, shown: Indicator, *, margin: float | None = None) -> str:
    """A number of a measure in its unit: "3.2 percentage points", "1.84", "41 %"."""
    kind = finding.measure.printed
    if kind == "value":
        return wording.quantity(value, unit_id=_points(shown), margin=margin)
    if kind == "squared":
        scale = wording.unit(shown.unit).scale ** 2
        return wording.number(value * scale, unit_id="index", margin=margin * scale if margin else None)
    unit = {"ratio": "times", "percent": "share", "index": "index"}[kind]
    return wording.number(value, unit_id=unit, margin=margin)


def value(finding: Finding, shown: Indicator) -> str:
    """The value with its interval but without its unit's noun, or the reason why there is none."""
    best = _best_value(finding)
    if best is None:
        return wording.capital(finding.result.reason)
    margin = _margin(finding.result)
    if finding.measure.printed == "value":
        said = wording.number(best, unit_id=_points(shown), margin=margin)
    else:
        said = printed(best, finding, shown, margin=margin)
    return f"{said} ({span(finding, shown)})" if finding.result.is_interval_shown else said


def span(finding: Finding, shown: Indicator) -> str:
    """The interval of a measure, empty where it has none."""
    low, high = _ends(finding)
    if low is None or high is None:
        return ""
    unit = _points(shown)
    if finding.measure.printed == "value":
        noun = wording.unit(unit).noun
        return wording.span(low, high, unit_id=unit).removesuffix(f"{wording.SPACE}{noun}")
    start, end = (printed(each, finding, shown, margin=(high - low) / 2) for each in (low, high))
    if wording.MINUS in start + end:
        return f"{start} to {end}"
    return f"{start.removesuffix(f'{wording.SPACE}%')}–{end}"


def aloud(finding: Finding, found: Findings, shown: Indicator) -> str:
    """What a measure says, in one or two sentences; the reason where it has no value."""
    result = finding.result
    best = _best_value(finding)
    if best is None:
        return f"{wording.capital(result.reason)}."
    first, _, second = result.direction.partition(" against ")
    names = found.parts["name"].to_list()
    said = aloud_by_measure.Said(
        value=best,
        size=printed(abs(best), finding, shown, margin=_margin(result)),
        first=first.rpartition("at the level of ")[2],
        second=second.removesuffix(", the best"),
        bottom=names[0],
        top=names[-1],
        part=found.part,
        is_lower_better=shown.better == "lower",
    )
    sentence = aloud_by_measure.SENTENCES[finding.measure.id](said)
    if finding.measure.id == "attributable_risk":
        sentence = f"{sentence} {_in_people(finding, found, shown)}"
    return f"{sentence} {doubt(result)}".strip()


def doubt(result: Result) -> str:
    """Why no interval is shown, as a sentence; empty where one is."""
    if result.value is None or result.is_interval_shown:
        return ""
    return f"No interval is shown: {result.why_not_shown}."


def figures(question: Question, found: Findings, shown: Indicator) -> list[Figure]:
    """The two measures that answer a question, in large type: the absolute and the relative one."""
    made = []
    for scale, measure_id in (("Absolute", question.absolute), ("Relative", question.relative)):
        finding = found.by_id[measure_id]
        result = finding.result
        best = _best_value(finding)
        if measure_id == "attributable_risk" and best is not None:
            large = _people(best, found, shown)
        elif best is None:
            large = "none"
        else:
            large = printed(best, finding, shown, margin=_margin(result))
        interval = ""
        if result.is_interval_shown:
            interval = f"{wording.INTERVAL_95}: {_interval(finding, found, shown)}"
        made.append(
            Figure(
                label=f"{scale}: {wording.in_sentence(finding.measure.label)}",
                middle=large,
                interval=interval,
                chance=f"Good for {finding.measure.suits}.",
            )
        )
    return made


def answer(question: Question, found: Findings, shown: Indicator, along: Dimension, area: str) -> str:
    """The answer under the page's question, from the two measures that answer it."""
    finding = found.by_id[question.absolute]
    about = f"**{shown.label}**, {area}, compared by {wording.in_sentence(along.label)}. "
    if finding.result.value is None:
        return f"{about}There is no answer: {finding.result.reason}."
    relative = found.by_id[question.relative]
    return f"{about}{aloud(finding, found, shown)} {aloud(relative, found, shown)}"


def curve(found: Findings, shown: Indicator, *, title: str, provenance: Provenance) -> list[Chart]:
    """How much of a burden lies where: of a share of which less is better, with parts in an order."""
    if found.curve is None or shown.unit != "share" or shown.better != "lower":
        return []
    index = value(found.by_id["concentration"], shown)
    points = {"share_of_people": found.curve.population, "share_of_burden": found.curve.value}
    return [
        concentration(
            pl.DataFrame(points),
            title=f"How unevenly it lies: {title}",
            people="People, from the most hardship to the least",
            burden=shown.short,
            doubt=f"Relative concentration index with its {wording.INTERVAL_95}: {index}",
            provenance=provenance,
        )
    ]


def table(found: Findings, shown: Indicator, scale: str, *, title: str, provenance: Provenance) -> Numbers:
    """Every measure of one scale: its value and interval, what it says, and what it is good for.

    Parameters
    ----------
    scale
        "absolute" or "relative".
    """
    these = [each for each in found.by_id.values() if each.measure.scale == scale]
    rows = [
        (
            f"{each.measure.label} ({each.measure.term})",
            value(each, shown),
            f"{aloud(each, found, shown)} Good for {each.measure.suits}.",
            each.result.value,
            each.result.corrected,
            each.result.noise_floor,
            each.result.low if each.result.is_interval_shown else None,
            each.result.high if each.result.is_interval_shown else None,
            each.result.method,
        )
        for each in these
    ]
    noun = wording.unit(_points(shown)).noun
    unit = f" in {noun}" if noun and scale == "absolute" else ""
    words = {
        "measure": Column(heading="Measure"),
        "printed": Column(heading=f"Value{unit} ({wording.INTERVAL_95})"),
        "aloud": Column(heading="Read aloud, and what it is good for"),
    }
    numbers = dict.fromkeys(("value", "corrected", "noise_floor", "low", "high"), pl.Float64)
    return Numbers(
        title=title,
        alt=f"{title}: {len(rows)} measures of {shown.label}.",
        table=pl.DataFrame(
            rows, schema={**dict.fromkeys(words, pl.String), **numbers, "method": pl.String}, orient="row"
        ),
        columns=words,
        provenance=provenance,
    )


def two_views(
    question: Question, found: Findings, before: Before | None, shown: Indicator, year: int
) -> list[str]:
    """Where the absolute and the relative view disagree, over time and seen from the other side."""
    said = []
    absolute, relative = found.by_id[question.absolute], found.by_id[question.relative]
    if before is not None:
        said.append(_since(before, (absolute, relative), shown, year))
    ends = found.by_id["ratio"]
    if shown.unit == "share" and ends.result.value:
        first, _, second = ends.result.direction.partition(" against ")
        values = dict(found.parts.select("name", "estimate").iter_rows())
        one, other = values[first], values[second]
        if one < 1 and other < 1:
            turned = wording.number((1 - one) / (1 - other), unit_id="times")
            said.append(
                f"Counted from the other side, as those it is not true of, the ratio of the two ends is "
                f"{turned} and not {printed(ends.result.value, ends, shown)}, while the gap in percentage "
                "points is the same. A ratio depends on which side is counted: say which."
            )
    return said


def _since(before: Before, now: tuple[Finding, Finding], shown: Indicator, year: int) -> str:
    then = [before.found.by_id[each.measure.id] for each in now]
    sizes = [(_size(was), _size(now)) for was, now in zip(then, now, strict=True)]
    if any(size is None for pair in sizes for size in pair):
        return f"One of the two cannot be compared with {before.year}."
    moves = ["smaller" if after < earlier else "larger" for earlier, after in sizes]  # type: ignore[operator]
    words = [
        f"the {scale} gap became {move}, from {_printed_size(was, shown)} to {_printed_size(is_now, shown)}"
        for scale, move, was, is_now in zip(("absolute", "relative"), moves, then, now, strict=True)
    ]
    if moves[0] == moves[1]:
        return f"Both agree: from {before.year} to {year}, {words[0]}, and {words[1]}."
    return (
        f"**They disagree.** From {before.year} to {year}, {words[0]}, but {words[1]}. Both are true: the "
        "average moved as well. Whoever quotes one of them should quote the other."
    )


def _size(finding: Finding) -> float | None:
    """How large a gap is, whichever side it is on."""
    best = _best_value(finding)
    if best is None or (finding.measure.printed == "ratio" and best <= 0):
        return None
    return abs(log(best)) if finding.measure.printed == "ratio" else abs(best)


def _printed_size(finding: Finding, shown: Indicator) -> str:
    best = _best_value(finding) or 0.0
    if finding.measure.printed == "ratio":
        return f"{printed(best, finding, shown)} times"
    return printed(abs(best), finding, shown)


def _in_people(finding: Finding, found: Findings, shown: Indicator) -> str:
    """How many people an average's move is about: "That is about 222,000 fewer people ..."."""
    result = finding.result
    if not result.value:
        return "Nobody would gain: no other part is better than this one."
    number, noun = _people(abs(result.value), found, shown).split(wording.SPACE)
    said = f"That is {number} {'fewer' if result.value < 0 else 'more'} {noun}"
    if result.is_interval_shown:
        said += f" ({_interval(finding, found, shown)})"
    return f"{said}: {wording.in_sentence(shown.label)}."


def _people(size: float, found: Findings, shown: Indicator) -> str:
    """A move of the average as a number of those counted: "about 222,000 people"."""
    scale = {"per_1000": 1_000, "per_100000": 100_000}.get(shown.unit, 1)
    number, _ = wording.people(size * found.people / scale).split(wording.SPACE)
    return f"{number}{wording.SPACE}{counted(shown) if shown.unit == 'share' else 'cases'}"


def _interval(finding: Finding, found: Findings, shown: Indicator) -> str:
    """The interval in people for what all would gain, in the measure's unit for all else."""
    low, high = _ends(finding)
    if finding.measure.id != "attributable_risk" or low is None or high is None:
        return span(finding, shown)
    sizes = max(low, 0.0), max(high, 0.0)
    start, end = (
        _people(size, found, shown).removeprefix("about ").split(wording.SPACE)[0] for size in sizes
    )
    return f"{start} to {end}"


def _best_value(finding: Finding) -> float | None:
    """The value, less what chance adds to it where that is known; what would be gained has no sign."""
    result = finding.result
    best = result.value if result.corrected is None else result.corrected
    return abs(best) if best is not None and _is_gain(finding) else best


def _ends(finding: Finding) -> tuple[float | None, float | None]:
    low, high = finding.result.low, finding.result.high
    if low is None or high is None or not _is_gain(finding) or (finding.result.value or 0.0) >= 0:
        return low, high
    return -high, -low


def _is_gain(finding: Finding) -> bool:
    return finding.measure.id.startswith("attributable_")


def _margin(result: Result) -> float | None:
    if not result.is_interval_shown or result.low is None or result.high is None:
        return None
    return (result.high - result.low) / 2 or None


def _points(shown: Indicator) -> str:
    return "points" if shown.unit == "share" else shown.unit
