"""Runs worked examples through the measures and says which fail.

A file holds a list of cases, `{id, measure, inputs, params, expected, tolerance, ...}`; `vocabulary.json` has
the names and fields. A tolerance is {rel, abs}, with exceptions under a field's name.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from equity.errors import EquityError
from tests.golden import _groups, _rates_and_places
from tests.golden._compare import failures

RUNNERS = {**_groups.RUNNERS, **_rates_and_places.RUNNERS}


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What came of one case; it passed if nothing failed."""

    id: str
    failures: list[str]


def run(case: dict[str, Any]) -> Outcome:
    """One case; whatever goes wrong in it is its failure, so that the others still run."""
    name = str(case.get("id", "(no id)"))
    runner = RUNNERS.get(case.get("measure", ""))
    if runner is None:
        return Outcome(id=name, failures=[f"no measure is called {case.get('measure')!r}"])
    try:
        actual = runner(case)
    except (EquityError, KeyError, TypeError, ValueError, ArithmeticError, LookupError) as error:
        actual = {"value": None, "status": f"not computable: {type(error).__name__}: {error}"}
        if not isinstance(error, EquityError):
            return Outcome(id=name, failures=[actual["status"]])
    return Outcome(id=name, failures=failures(case["expected"], actual, case.get("tolerance", {})))


def run_file(path: Path) -> list[Outcome]:
    """All cases of a file, in its order."""
    cases = json.loads(path.read_text(encoding="utf-8"))
    return [run(case) for case in (cases["cases"] if isinstance(cases, dict) else cases)]
