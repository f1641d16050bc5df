"""Scenarios in a file that can be kept: what was asked, what came out, and with which data and code.

The file is JSON with its keys in order, so that the same scenarios are the same bytes. It is data and
nothing else: no part of it is ever run, and whatever is wrong with it is said without losing anything.
"""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import isclose, isfinite
from typing import Any

from equity.errors import InvalidScenarioFile
from equity.simulation import incidence, summary
from equity.simulation.gaps import gap_table, gaps
from equity.simulation.outcome import Outcome
from equity.simulation.parameters import Parameter
from equity.simulation.scenario import to_link

FORMAT, VERSION = "equity-levers-scenarios", 1
MOST_BYTES = 5_000_000
MOST_SCENARIOS = 100
LONGEST_NAME = 80

Row = Mapping[str, Any]
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
_ID = re.compile(r"[a-z][a-z0-9_]{0,63}")
_SIGNS = re.compile(r"[\w.:+\- ]{0,64}")


@dataclass(frozen=True, kw_only=True)
class Edition:
    """With what a result was made: hashes of the embedded and pulled data and of the model's code."""

    data: str
    code: str


@dataclass(frozen=True, kw_only=True)
class Saved:
    """One scenario by name: `link` is what was asked (`equity.simulation.scenario.to_link`), of which place.

    `results` are rows of numbers as they came out, `parameters` those it drew from, each as one line;
    `seed` and `draws` make the draws again.
    """

    name: str
    within: str
    level: str
    link: Mapping[str, str]
    saved_on: date
    edition: Edition
    seed: int
    draws: int
    parameters: Mapping[str, str]
    results: tuple[Row, ...]

    @property
    def fingerprint(self) -> str:
        """The hash of the results: two runs with the same one gave the same bytes."""
        return hashlib.sha256(_canonical(list(self.results))).hexdigest()


def saved(name: str, outcome: Outcome, *, within: str, level: str, edition: Edition, saved_on: date) -> Saved:
    """A scenario with what came out of it.

    Raises
    ------
    InvalidScenarioFile
        The name is empty.
    """
    return Saved(
        name=clean_name(name),
        within=within,
        level=level,
        link=to_link(outcome.scenario),
        saved_on=saved_on,
        edition=edition,
        seed=outcome.scenario.seed,
        draws=outcome.draws,
        parameters={each.id: _line(each) for each in outcome.provenance.parameters},
        results=tuple(_results(outcome)),
    )


def clean_name(name: str) -> str:
    """A name as it is kept: one line without invisible signs, at most 80 characters.

    Raises
    ------
    InvalidScenarioFile
        Nothing is left of it.

    Examples
    --------
    >>> clean_name("  Workers\\tfor\\nTexas ")
    'Workers for Texas'
    """
    kept = " ".join(_CONTROL.sub(" ", name).split())[:LONGEST_NAME].strip()
    if not kept:
        raise InvalidScenarioFile("A scenario needs a name of at least one visible letter or digit.")
    return kept


def written(these: Sequence[Saved]) -> bytes:
    """The file: the same scenarios give the same bytes."""
    return _canonical({"format": FORMAT, "version": VERSION, "scenarios": [_as_json(each) for each in these]})


def read(content: bytes) -> list[Saved]:
    """The scenarios of a file, checked; one that names levers of another version is kept as it is.

    Raises
    ------
    InvalidScenarioFile
        The file is too large, is cut off, is of another kind or version, or a scenario in it is damaged.
    """
    if len(content) > MOST_BYTES:
        raise InvalidScenarioFile(
            f"The file has {len(content):,} bytes; a file of scenarios has at most {MOST_BYTES:,}. Choose "
            "the file that was downloaded here."
        )
    try:
        found = json.loads(content, parse_constant=_refused)
    except (ValueError, RecursionError) as fault:
        raise InvalidScenarioFile(
            "The file cannot be read as a file of scenarios: it is of another kind, or it was cut off on its "
            "way. Download it again, or choose another."
        ) from fault
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise InvalidScenarioFile(
            f"This is not a file of scenarios: it should say {FORMAT!r} as its format. Choose the file that "
            "was downloaded here."
        )
    if found.get("version") != VERSION:
        raise InvalidScenarioFile(
            f"The file is of version {str(found.get('version'))[:20]}; this app reads version {VERSION}. "
            "Open it with the version of the app that wrote it."
        )
    entries = found.get("scenarios")
    if not isinstance(entries, list) or len(entries) > MOST_SCENARIOS:
        raise InvalidScenarioFile(
            f"The file should hold a list of at most {MOST_SCENARIOS} scenarios. Download it again."
        )
    return [_read_one(entry, at) for at, entry in enumerate(entries, start=1)]


def what_changed(then: Saved, now: Saved | None) -> list[str]:
    """What is different today, in sentences; empty where the results are the same but for their labels.

    Parameters
    ----------
    now
        The same link run today, or None where it cannot be run any more.
    """
    if now is None:
        return ["It cannot be run any more: this version has no such lever, setting or place."]
    before, after = _without_labels(then.results), _without_labels(now.results)
    if _canonical(before) == _canonical(after):
        return []
    said = _causes(then, now)
    size = _largest_difference(before, after)
    if size is None:
        said.append("Other results are reported today than then.")
    else:
        said.append(f"The largest difference of any number is {size:.2g} of its size.")
    return said


def _causes(then: Saved, now: Saved) -> list[str]:
    said = []
    if then.edition.data != now.edition.data:
        said.append(f"The data changed: {then.edition.data[:12]} then, {now.edition.data[:12]} today.")
    if then.edition.code != now.edition.code:
        said.append(f"The model changed: {then.edition.code[:12]} then, {now.edition.code[:12]} today.")
    other = sorted(
        name
        for name in {*then.parameters, *now.parameters}
        if then.parameters.get(name) != now.parameters.get(name)
    )
    if other:
        more = f" and {len(other) - 5} more" if len(other) > 5 else ""
        said.append(f"Numbers the model draws from changed: {', '.join(other[:5])}{more}.")
    if then.draws != now.draws:
        said.append(f"It ran with {then.draws:,} draws then and with {now.draws:,} today.")
    return said or [
        "Data, model and numbers are those of then: another processor or library rounds differently."
    ]


def _without_labels(rows: Sequence[Row]) -> list[Row]:
    """The rows by id alone: a label may be worded anew."""
    return [{name: value for name, value in row.items() if name != "label"} for row in rows]


def _largest_difference(then: Sequence[Row], now: Sequence[Row]) -> float | None:
    """The largest relative difference of two numbers in one place; None where the rows differ in kind."""
    if len(then) != len(now):
        return None
    largest = 0.0
    for before, after in zip(then, now, strict=True):
        if before.keys() != after.keys():
            return None
        for name, old in before.items():
            new = after[name]
            if isinstance(old, int | float) and isinstance(new, int | float):
                if not isclose(old, new, rel_tol=1e-15):
                    largest = max(largest, abs(new - old) / max(abs(old), abs(new)))
            elif old != new:
                return None
    return largest


def _results(outcome: Outcome) -> list[Row]:
    tables = {
        "headline": summary.headline(outcome),
        "break_even": incidence.break_even(outcome),
        "gap": gap_table(gaps(outcome)),
    }
    return [{"table": name} | row for name, table in tables.items() for row in table.iter_rows(named=True)]


def _line(each: Parameter) -> str:
    return f"{each.central!r} ({each.low!r} to {each.high!r}) {each.unit}, {each.distribution}"


def _as_json(each: Saved) -> dict[str, object]:
    return {
        "name": each.name,
        "within": each.within,
        "level": each.level,
        "link": dict(each.link),
        "saved_on": each.saved_on.isoformat(),
        "data": each.edition.data,
        "code": each.edition.code,
        "seed": each.seed,
        "draws": each.draws,
        "parameters": dict(each.parameters),
        "results": [dict(row) for row in each.results],
        "fingerprint": each.fingerprint,
    }


def _read_one(entry: object, at: int) -> Saved:
    try:
        if not isinstance(entry, dict):
            raise TypeError("it is no record")
        made = Saved(
            name=clean_name(_text(entry, "name", longest=10_000)),
            within=_text(entry, "within"),
            level=_text(entry, "level"),
            link=_texts(entry, "link"),
            saved_on=date.fromisoformat(_text(entry, "saved_on")),
            edition=Edition(data=_text(entry, "data"), code=_text(entry, "code")),
            seed=_whole(entry, "seed"),
            draws=_whole(entry, "draws"),
            parameters=_texts(entry, "parameters", longest=200, signs=None),
            results=tuple(_rows(entry)),
        )
    except (KeyError, TypeError, ValueError) as fault:
        raise InvalidScenarioFile(
            f"Scenario {at} of the file is damaged ({str(fault)[:80]}). Nothing was opened; download the "
            "file again."
        ) from fault
    if made.fingerprint != entry.get("fingerprint"):
        raise InvalidScenarioFile(
            f"Scenario {at} of the file: its numbers are not those that were saved. Nothing was opened; "
            "download the file again."
        )
    return made


def _text(entry: Mapping[str, object], name: str, *, longest: int = 64) -> str:
    value = entry[name]
    if not isinstance(value, str) or len(value) > longest:
        raise TypeError(f"{name} is no short text")
    return value if name == "name" or _SIGNS.fullmatch(value) else _unexpected(name)


def _texts(
    entry: Mapping[str, object], name: str, *, longest: int = 64, signs: re.Pattern[str] | None = _SIGNS
) -> dict[str, str]:
    value = entry[name]
    if not isinstance(value, dict) or len(value) > 1_000:
        raise TypeError(f"{name} is no record")
    for key, text in value.items():
        if not (_ID.fullmatch(key) and isinstance(text, str) and len(text) <= longest):
            raise TypeError(f"{name} holds something that is no id with a short text")
        if signs is not None and not signs.fullmatch(text):
            _unexpected(name)
    return dict(value)


def _whole(entry: Mapping[str, object], name: str) -> int:
    value = entry[name]
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 2**31:
        raise TypeError(f"{name} is no whole number")
    return value


def _rows(entry: Mapping[str, object]) -> list[Row]:
    rows = entry["results"]
    if not isinstance(rows, list) or len(rows) > 1_000:
        raise TypeError("results is no short list")
    for row in rows:
        if not isinstance(row, dict) or len(row) > 60:
            raise TypeError("results holds something that is no row")
        for key, value in row.items():
            is_plain = value is None or isinstance(value, str | int | float)
            is_endless = isinstance(value, float) and not isfinite(value)
            if not _ID.fullmatch(key) or not is_plain or is_endless:
                raise TypeError("results holds something that is no number and no text")
        if not _is_result(row):
            raise TypeError("results lacks columns")
    return rows


def _is_result(row: Row) -> bool:
    """Whether a row says of which table it is, and a row of the headline all that is compared."""
    if row.get("table") != "headline":
        return isinstance(row.get("table"), str)
    chance = row.get("better", "")
    return (
        all(isinstance(row.get(name), str) for name in ("kind", "id", "label"))
        and all(isinstance(row.get(name), int | float) for name in ("p10", "p50", "p90", "monte_carlo_error"))
        and "lever" in row
        and (chance is None or (isinstance(chance, int | float) and 0 <= chance <= 1))
    )


def _unexpected(name: str) -> str:
    raise ValueError(f"{name} holds signs that no id has")


def _refused(constant: str) -> float:
    raise ValueError(f"{constant} is no number")


def _canonical(content: object) -> bytes:
    text = json.dumps(content, sort_keys=True, indent=1, ensure_ascii=True, allow_nan=False)
    return f"{text}\n".encode()
