"""Whether the lines of an early year's tables count what the indicators take them for.

The Bureau renumbers and redefines lines: a table may count "Under 18 years" in one year and "Under 19 years"
on the same line in the next. The lines of the indicators were checked for the years from
`equity.indicators.CHECKED_SINCE` on. For a year before, the Census API's own list of that year's variables is
asked, once for all tables, and a line is used only where its label there is the one in `acs_labels.csv`.

That file holds the labels of the 2020-2024 tables. A family of tables by race and ethnicity stands there
under its letter A: in those years the tables of a family have the same lines.
"""

import csv
import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from data_loaders import _http
from data_loaders._acs_observations import Quantity
from data_loaders._arrival import Missing
from data_loaders._failures import NOT_COMPARABLE, NOT_PUBLISHED, ChangedFormat
from equity import groups
from equity.indicators import indicator

_LABELS = Path(__file__).with_name("acs_labels.csv")
_ESTIMATE = re.compile(r"([BC]\d{5}[A-I]?_\d{3})E")
_LETTER = re.compile(r"(?<=\d)[A-I](?=_)")
_STEP = "!!"


def comparable(
    quantities: Sequence[Quantity], *, year: int, source: str, connection: _http.Connection
) -> tuple[list[Quantity], list[Missing]]:
    """Those quantities whose lines count the same in `year`, and each indicator left out, with the reason.

    Raises
    ------
    ChangedFormat
        The list of variables is not what this relies on.
    SourceFailure
        The list cannot be had; its kind says why.
    """
    there = _labels_of(year, source, connection)
    usable: list[Quantity] = []
    left_out: dict[tuple[str, str, str], tuple[str, list[str]]] = {}
    for each in quantities:
        doubt = _doubt(each, there, year)
        if doubt is None:
            usable.append(each)
            continue
        cause, words = doubt
        family = _LETTER.sub("", each.numerator[0]).split("_")[0]
        left_out.setdefault((each.indicator, family, cause), (words, []))[1].append(each.group)
    missing = [
        Missing(what=_named(of, affected), cause=cause, words=words)
        for (of, _, cause), (words, affected) in left_out.items()
    ]
    return usable, missing


@cache
def expected() -> Mapping[str, str]:
    """The label on which the indicators rely, by line."""
    with _LABELS.open(encoding="utf-8", newline="") as file:
        return {row["line"]: row["label"] for row in csv.DictReader(file)}


def label_of(line: str) -> str:
    """The label expected of a line of any table, those by race and ethnicity too.

    Examples
    --------
    >>> label_of("B17001H_002")
    'Total!!Income in the past 12 months below poverty level'
    """
    return expected()[_LETTER.sub("A", line)]


def settled(label: str) -> str:
    """A label in the one form that years can be compared in.

    The years differ in "Estimate" before it, in colons and dashes after its steps, in capitals, and in the
    year whose dollars a sum is told in.

    Examples
    --------
    >>> settled("Estimate!!Median age --!!Total:")
    'median age!!total'
    >>> settled("Median household income (in 2014 Inflation-adjusted dollars)")
    'median household income (in inflation-adjusted dollars)'
    """
    plain = re.sub(r"\(in \d{4} inflation", "(in inflation", " ".join(label.casefold().split()))
    steps = [re.sub(r"\s*(?:--|:)+$", "", step).strip() for step in plain.split(_STEP)]
    return _STEP.join(steps[1:] if steps[0] == "estimate" else steps)


def _labels_of(year: int, source: str, connection: _http.Connection) -> dict[str, str]:
    url = f"{_http.CENSUS_API}/data/{year}/acs/acs5/variables.json"
    with _http.session(connection, source=source, vintage=str(year)) as opened:
        reply = opened.get(_http.address(url, {"key": connection.key or ""}))
    try:
        variables = reply.json()["variables"]
        found = {name[:-1]: str(about["label"]) for name, about in variables.items() if _is_line(name)}
    except (ValueError, KeyError, TypeError, AttributeError):
        found = {}
    if not found:
        raise ChangedFormat(
            f"The Census API's list of the variables of {year} ({url}) names no line of a table with its "
            "label. Pull again; if it stays so, data_loaders/_acs_labels.py must follow."
        )
    return found


def _is_line(name: str) -> bool:
    return _ESTIMATE.fullmatch(name) is not None


def _doubt(quantity: Quantity, there: Mapping[str, str], year: int) -> tuple[str, str] | None:
    """Why a quantity cannot be had from the tables of `year`: cause and words, or None where it can."""
    wanted = (*quantity.numerator, *quantity.denominator)
    table = wanted[0].split("_")[0]
    of_table = {line: label for line, label in there.items() if line.split("_")[0] == table}
    if not of_table:
        words = (
            f"Not published in {year}: the Census API has no table {table} among that year's five-year data."
        )
        return NOT_PUBLISHED, words
    exact = wanted
    if quantity.all_ending_in:
        ending = settled(quantity.all_ending_in)
        if {each for each in of_table if settled(of_table[each]).split(_STEP)[-1] == ending} == {
            *quantity.numerator
        }:
            exact = quantity.denominator
    for line in exact:
        label = of_table.get(line)
        if label is None or settled(label) != settled(label_of(line)):
            then = "is not there" if label is None else f"counts {_quoted(label)}"
            return NOT_COMPARABLE, (
                f"It cannot be compared in {year}. Line {int(line.split('_')[1])} of table {table} {then} in "
                f"that year, and {_quoted(label_of(line))} in the years on which this indicator relies."
            )
    return None


def _quoted(label: str) -> str:
    steps = [re.sub(r"\s*(?:--|:)+$", "", step) for step in label.split(_STEP)]
    return f"“{', '.join(step for step in steps if step != 'Estimate')}”"


def _named(indicator_id: str, affected: Sequence[str]) -> str:
    label = indicator(indicator_id).label
    if [*affected] == [groups.ALL]:
        return label
    whom = "everyone and by race and ethnicity" if groups.ALL in affected else "by race and ethnicity"
    if {each.id for each in groups.GROUPS if each.acs_letter} <= {*affected}:
        return f"{label}, {whom}"
    named = ", ".join(groups.group(each).label for each in affected if each != groups.ALL)
    return f"{label}, {whom} ({named})"
