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


def run(case: Any) -> Outcome:
    """One case; whatever goes wrong in it is its failure, so that the others still run."""
    if not isinstance(case, dict):
        return Outcome(id="(no id)", failures=[f"a case is an object with inputs and expected, not {case!r}"])
    name, measure = str(case.get("id", "(no id)")), case.get("measure")
    runner = RUNNERS.get(str(measure))
    if runner is None:
        return Outcome(id=name, failures=[f"no measure is called {measure!r}"])
    if not isinstance(case.get("expected"), dict):
        return Outcome(id=name, failures=["the case expects nothing: `expected` is missing"])
    case = {**case, "inputs": case.get("inputs") or {}, "params": case.get("params") or {}}
    expected = case["expected"]
    try:
        actual = runner(case)
    except EquityError as error:
        actual = {**dict.fromkeys(expected), "value": None, "status": f"not computable: {error}"}
    except (KeyError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError) as error:
        return Outcome(id=name, failures=[f"{type(error).__name__}: {error}"])
    return Outcome(id=name, failures=failures(expected, actual, case.get("tolerance")))


def run_file(path: Path) -> list[Outcome]:
    """All cases of a file, in its order: a list, or a list under `cases`."""
    cases = json.loads(path.read_text(encoding="utf-8"))
    return [run(case) for case in (cases["cases"] if isinstance(cases, dict) else cases)]
