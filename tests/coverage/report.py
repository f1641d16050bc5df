"""The results of the simulation as a file of numbers and as a page to read."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from dataclasses import asdict, fields
from pathlib import Path

from tests.coverage.rates import RateRow
from tests.coverage.settings import Setting
from tests.coverage.simulate import THEIRS, Row

LOWEST, HIGHEST = 0.93, 0.97
LEAST_SHOWN = 0.05
"""A cell is one that readers see if at least this share of surveys would show the interval."""


def is_seen(row: Row) -> bool:
    """Whether readers would see this interval in such a setting."""
    return row.shown >= LEAST_SHOWN


def write_rows(rows: Sequence[Row] | Sequence[RateRow], path: Path) -> None:
    """One line a row, under the names of its fields."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, [each.name for each in fields(rows[0])], lineterminator="\n")
        writer.writeheader()
        writer.writerows(
            {key: f"{value:.5g}" if isinstance(value, float) else value for key, value in asdict(row).items()}
            for row in rows
        )


def read_rows(path: Path) -> list[Row]:
    """What `write_rows` wrote of measures."""

    def number(text: str) -> float | None:
        return float(text) if text else None

    return [
        Row(
            measure=line["measure"],
            setting=line["setting"],
            repetitions=int(line["repetitions"]),
            covered=number(line["covered"]),
            shown=float(line["shown"]),
            covered_when_shown=number(line["covered_when_shown"]),
            bias=float(line["bias"]),
            bias_corrected=number(line["bias_corrected"]),
        )
        for line in _lines(path)
    ]


def read_rate_rows(path: Path) -> list[RateRow]:
    """What `write_rows` wrote of rates."""
    return [
        RateRow(
            interval=line["interval"],
            situation=line["situation"],
            promised=float(line["promised"]),
            covered=float(line["covered"]),
        )
        for line in _lines(path)
    ]


def _lines(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def page(rows: Sequence[Row], rate_rows: Sequence[RateRow], settings: Sequence[Setting]) -> str:
    """The page docs/methods/coverage.md."""
    names = [setting.name for setting in settings]
    ours = [row for row in rows if not row.measure.startswith(THEIRS)]
    theirs = [row for row in rows if row.measure.startswith(THEIRS)]
    numbers = sorted({row.repetitions for row in rows})
    return "\n".join(
        [
            _INTRODUCTION.format(surveys=" to ".join(f"{number:,}" for number in numbers)),
            *(f"- **{setting.name}**: {setting.words}" for setting in settings),
            "",
            "## Coverage of the intervals, in %",
            "",
            _LEGEND,
            "",
            *_grid(ours, names, _covered),
            "",
            _WHY_NOT,
            "",
            "## Bias before and after correction, in % of the truth",
            "",
            _BIAS,
            "",
            *_grid([row for row in ours if row.bias_corrected is not None], names, _biases),
            "",
            "## The same in the World Health Organization's package",
            "",
            _WHO,
            "",
            *_grid(theirs, names, lambda row: "" if row.covered is None else f"{100 * row.covered:.1f}"),
            "",
            "## Counts, shares, rates and single people",
            "",
            _RATES,
            "",
            "| Interval | Situation | Promised | Held |",
            "| --- | --- | ---: | ---: |",
            *(
                f"| {row.interval} | {row.situation} | {100 * row.promised:.0f} | {100 * row.covered:.1f} |"
                for row in rate_rows
            ),
            "",
        ]
    )


def _grid(rows: Sequence[Row], names: Sequence[str], cell: Callable[[Row], str]) -> list[str]:
    by_measure: dict[str, dict[str, Row]] = {}
    for row in rows:
        by_measure.setdefault(row.measure, {})[row.setting] = row
    return [
        f"| Measure | {' | '.join(names)} |",
        f"| --- |{' ---: |' * len(names)}",
        *(
            f"| {measure.removeprefix(THEIRS)} | "
            + " | ".join(cell(found[name]) if name in found else "" for name in names)
            + " |"
            for measure, found in by_measure.items()
        ),
    ]


def _covered(row: Row) -> str:
    if row.covered is None:
        return "–"
    text = f"{100 * row.covered:.1f}"
    if not is_seen(row):
        return f"*({text})*"
    return text if row.shown > 1 - LEAST_SHOWN else f"{text} ({100 * row.shown:.0f} % shown)"


def _biases(row: Row) -> str:
    return f"{100 * row.bias:+.1f} → {100 * (row.bias_corrected or 0):+.1f}"


_INTRODUCTION = """# Do the intervals hold what they promise?

A 95 % interval should contain the truth in 95 of 100 surveys. That can be tried: take a true value for every
group, draw a survey with the sampling error real surveys have, compute measure and interval, and see whether
the interval holds the true measure. This page is the result of {surveys} such surveys in each setting. It
is written by `python -m tests.coverage`; its figures are in coverage.csv and coverage_of_rates.csv beside it.

Each share is drawn from a beta distribution with its true value and standard error; the standard errors that
a survey reports follow its own shares, as they do in practice. The settings:
"""

_LEGEND = """Upright figures are intervals a reader sees; they must lie between 93 and 97. Figures in
*(italics and parentheses)* are intervals that are computed but not shown in such a setting, and the app says
why. With 2,000 surveys a figure is uncertain by about ± 1, with 1,000 by about ± 1.4."""

_WHY_NOT = """Why an interval is not shown:

- **Extremes and the best group** are picked by the data, which makes gaps look larger than they are; no
  simple interval allows for that. Healthy People's ratios to the best group are among them.
- **Spread that is mostly noise**: where sampling error makes up more than 8 % of the variance between groups,
  the correction is itself uncertain.
- **Measures that bend within their own uncertainty**: an Atkinson index above 1 hangs on the lowest values, a
  mean difference from a reference on groups that lie on either side of it.
- **Ratios of what is close to zero**: a group with a coefficient of variation above 40 %, or a fitted end of
  the line with one above 33 %. In both settings of eight groups the fitted line falls below zero at the top,
  so the linear relative index has no meaning there; the logit model has one."""

_BIAS = """Surveys scatter more than the truth, so a measure of spread reads too high, the more the smaller
the samples. The first figure is that excess, the second what is left of it after the correction."""

_WHO = """The same surveys with the intervals of the package most used in the field, with its errors of scale
mended. The delta intervals are centered on a value that noise has raised; the percentiles let noise in twice;
the regression standard errors measure how well a few points fit a line and have little to do with
sampling."""

_RATES = """Intervals of counts and shares are summed over every count that can come up; the others are
simulated. No page draws intervals of counts, of age-adjusted rates or of single people yet; they are held to
the same standard for those who use the functions. Rates of fewer than 10 events are shown as too uncertain
to rely on, without an interval. No interval is given for an attributable fraction with fewer than 30 cases
in the reference group, nor for a concentration index of fewer than 200 people. The Clopper-Pearson interval
holds too much by design; the rules on which shares may be published ask for it. "Two equal shares not told
apart" is the test behind "higher" and "lower": of ten pairs that are truly equal, it leaves nine alone.

Compare, Trends and the gap finder draw intervals at 90 %, as the Census Bureau does. Held to the same
standard, between 0.6 and 1.4 times as many misses as promised, they must hold the truth in 86 to 94 of 100.
A ratio has no interval where a value's coefficient of variation is above 40 %; close to that limit the
ratios that are still shown hold a little more than promised. Gaps that the gap finder picks are those that
look large, so their intervals hold a little less where places are small. A place is a part of its area, a
borough even a large one; the intervals allow for that. The chance that a gap is closing is tried on gaps that
stay as they are: at least nine of ten must be called neither closing nor widening with a chance of 95 % or
more."""
