"""Whether what came out is what a case expects, field by field."""

import math
from typing import Any

Tolerance = dict[str, Any]


def failures(expected: dict[str, Any], actual: dict[str, Any], tolerance: Any) -> list[str]:
    """One line for each expected field that is missing or differs."""
    overall = {"rel": 1e-9, **_bounds(tolerance)}
    found = []
    for field, value in expected.items():
        if field == "status":
            if _state(expected) != _state(actual):
                found.append(f"status: expected {value!r}, got {actual.get(field, 'computed')!r}")
        elif field not in actual:
            found.append(f"{field}: expected {value}, but nothing is computed under that name")
        elif not _agrees(field, value, actual[field], {**overall, **_bounds(overall.get(field))}):
            found.append(f"{field}: expected {value}, got {actual[field]}")
    return found


def _bounds(tolerance: Any) -> Tolerance:
    """A tolerance as {rel, abs}; a bare number is an absolute one."""
    if isinstance(tolerance, int | float):
        return {"rel": 0.0, "abs": float(tolerance)}
    return tolerance or {}


def _agrees(field: str, expected: Any, actual: Any, tolerance: Tolerance) -> bool:
    if field == "flags":
        return sorted(map(_rule, expected)) == sorted(map(_rule, actual))
    if isinstance(expected, list):
        return (
            isinstance(actual, list | tuple)
            and len(expected) == len(actual)
            and all(_agrees("", e, a, tolerance) for e, a in zip(expected, actual, strict=True))
        )
    if expected is None or (isinstance(expected, float) and math.isnan(expected)):
        return bool(actual is None)
    if isinstance(expected, bool | str) or not isinstance(actual, int | float):
        return bool(expected == actual)
    allowed = max(tolerance.get("abs", 0.0), tolerance.get("rel", 0.0) * abs(expected))
    return expected == actual or (math.isfinite(actual) and abs(actual - expected) <= allowed)


_WITHOUT_VALUE = ("undefined", "not computable", "not defined", "refuse", "missing", "none", "error")


def _state(outcome: dict[str, Any]) -> str:
    """What kind of outcome this is, a value or none; a value withheld for privacy is a kind of its own."""
    words = str(outcome.get("status", "")).lower()
    if outcome.get("value") is not None:
        return "value"
    if "withheld" in words or "suppress" in words:
        return "withheld"
    return "no value" if "value" in outcome or any(sign in words for sign in _WITHOUT_VALUE) else "value"


def _rule(flag: str) -> str:
    """Which presentation rule a flag names, however it is worded."""
    words = flag.lower().replace(" ", "")
    for rule, signs in {
        "complement": ("complement",),
        "relative": ("relative",),
        "width": ("width",),
        "degrees of freedom": ("df", "degrees"),
        "all or none": ("x=0", "x=n", "zero", "allornone", "100%", "0%"),
        "sample": ("n<30", "n_eff<30", "sample"),
        "events": ("events", "<10"),
    }.items():
        if any(sign in words for sign in signs):
            return rule
    return words
