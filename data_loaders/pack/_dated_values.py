"""The plain lists of dated values by state that carry Medicaid's public facts, read without their package.

Only the shape the files use is read: an indented head, then a line `AL:` for each state, and under it lines
`2022-01-01: 1_584_000_000`. A remark after `#` is kept, since some say that a value was not published.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from data_loaders.pack.packages import member

_STATE = re.compile(r"^([A-Z]{2}):\s*(?:#.*)?$")
_VALUE = re.compile(r"^\s+(\d{4}-\d{2}-\d{2}):\s*(\S+)\s*(?:#\s*(.*))?$")
_TITLE = re.compile(r"^\s*- title: (.*)$")
_NO_COVERAGE = float("-inf")


@dataclass(frozen=True, kw_only=True)
class Dated:
    """One value of one state from `since` on (an ISO date); None where the state covers nobody."""

    state: str
    since: str
    value: float | None
    remark: str


def values(wheel: Path, name: str) -> list[Dated]:
    """Every dated value of a parameter file, named from the package's folder of parameters."""
    return list(_values(_lines(wheel, name)))


def nationwide(wheel: Path, name: str) -> list[Dated]:
    """The dated values of a file that has one series for all states, as the state "US"."""
    return list(_values(["US:", *_lines(wheel, name)]))


def titles(wheel: Path, name: str) -> list[str]:
    """The titles of the references a file gives."""
    found = (_TITLE.match(line) for line in _lines(wheel, name))
    return [each[1].strip().strip('"') for each in found if each]


def _lines(wheel: Path, name: str) -> list[str]:
    return member(wheel, f"policyengine_us/parameters/{name}.yaml").decode().splitlines()


def _values(lines: list[str]) -> Iterator[Dated]:
    state = ""
    for line in lines:
        if opened := _STATE.match(line):
            state = opened[1]
        elif (found := _VALUE.match(line)) and state:
            number = float(found[2].replace("_", "").replace(".inf", "inf"))
            yield Dated(
                state=state,
                since=found[1],
                value=None if number == _NO_COVERAGE else number,
                remark=found[3] or "",
            )
