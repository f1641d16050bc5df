"""Whether what came out is what a case expects, field by field."""

import math
from typing import Any


def failures(expected: dict[str, Any], actual: dict[str, Any], tolerance: dict[str, Any]) -> list[str]:
    """One line for each expected field that is missing or differs."""
    tolerance = {"rel": 1e-9, **tolerance}
    found = []
    for field, value in expected.items():
        if field not in actual:
            found.append(f"{field}: expected {value}, but nothing is computed under that name")
        elif field == "status":
            if _state(value, expected) != _state(actual[field], actual):
                found.append(f"status: expected {value!r}, got {actual[field]!r}")
        elif not _agrees(field, value, actual[field], {**tolerance, **tolerance.get(field, {})}):
            found.append(f"{field}: expected {value}, got {actual[field]}")
    return found


def _agrees(field: str, expected: Any, actual: Any, tolerance: dict[str, Any]) -> bool:
    if field == "flags":
        return sorted(map(_rule, expected)) == sorted(map(_rule, actual))
    if isinstance(expected, list):
        return (
            isinstance(actual, list | tuple)
            and len(expected) == len(actual)
            and all(_agrees("", e, a, tolerance) for e, a in zip(expected, actual, strict=True))
        )
    if isinstance(expected, bool) or expected is None or isinstance(expected, str):
        return bool(expected == actual)
    if actual is None or isinstance(actual, bool | str):
        return False
    allowed = max(tolerance.get("abs", 0.0), tolerance.get("rel", 0.0) * abs(expected))
    return math.isfinite(actual) and abs(actual - expected) <= allowed


def _state(status: str, outcome: dict[str, Any]) -> str:
    """What kind of outcome a status is: the words after it are a matter of style."""
    if "value" not in outcome or outcome["value"] is not None:
        return "value"
    said = [state for state in ("withheld", "refused") if state in status.lower()]
    return said[0] if said else "no value"


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
