"""Whether a share or a rate may be shown, by the rules of the National Center for Health Statistics.

The rules are about reliability only. Privacy is a different reason to withhold a number and has its own rules
(`equity.confidentiality`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from equity.errors import InvalidParameter
from equity.rates.intervals import LEVEL, Span, effective_size, exact_poisson, korn_graubard

Decision = Literal["show", "suppress"]

LEAST_EVENTS = 10
_LEAST_SAMPLE, _NARROW, _WIDE = 30, 0.05, 0.30
_WIDEST_RELATIVE, _WIDEST_RELATIVE_RATE = 1.30, 1.60
_LEAST_DEGREES = 8


@dataclass(frozen=True, kw_only=True)
class Presentation:
    """A share or rate with its interval and whether to show it.

    `flags` hold the rule that suppresses it, or what a reviewer should look at: "n<30", "width>=0.30",
    "relative width>130%" or "relative width>160%", "events<10", "complement unreliable", "df<8",
    "all or none".
    """

    value: float
    low: float
    high: float
    decision: Decision
    flags: tuple[str, ...]


def of_share(
    cases: float,
    people: float,
    *,
    design_effect: float = 1.0,
    degrees_of_freedom: float | None = None,
    level: float = LEVEL,
) -> Presentation:
    """A survey share with its Korn-Graubard interval, and whether it may be shown.

    Suppressed if the effective sample is under 30; else shown if the interval is at most 0.05 wide; else
    suppressed if it is at least 0.30 wide, or wider than 130 % of the share. A shown share is flagged if its
    complement would fail the relative rule, if the degrees of freedom are under 8, or if it is 0 or 1 (its
    width then counts as 0).

    Parameters
    ----------
    cases, people
        Unweighted or weighted cases, and the sample size.
    degrees_of_freedom
        Of the survey's variance estimate; None where unknown.

    References
    ----------
    Parker JD et al. National Center for Health Statistics data presentation standards for proportions. Vital
    Health Stat 2 no. 175, 2017.

    Examples
    --------
    >>> of_share(12, 50).decision, of_share(3, 40).flags
    ('show', ('relative width>130%',))
    """
    if people <= 0:
        raise InvalidParameter(f"A share of {people} people; expected at least one person.")
    share = cases / people
    low, high = korn_graubard(share, people, design_effect=design_effect, level=level)
    all_or_none = share in (0, 1)
    effective = people if all_or_none else effective_size(people, design_effect=design_effect)
    width = 0.0 if all_or_none else high - low
    why = ""
    if effective < _LEAST_SAMPLE:
        why = "n<30"
    elif width > _NARROW and width >= _WIDE:
        why = "width>=0.30"
    elif width > _NARROW and width > _WIDEST_RELATIVE * share:
        why = "relative width>130%"
    if why:
        return Presentation(value=share, low=low, high=high, decision="suppress", flags=(why,))
    flags = (
        ("complement unreliable", width > _NARROW and width > _WIDEST_RELATIVE * (1 - share)),
        ("df<8", degrees_of_freedom is not None and degrees_of_freedom < _LEAST_DEGREES),
        ("all or none", all_or_none),
    )
    return Presentation(
        value=share,
        low=low,
        high=high,
        decision="show",
        flags=tuple(flag for flag, is_raised in flags if is_raised),
    )


def of_rate(
    events: float, population: float, *, degrees_of_freedom: float | None = None, level: float = LEVEL
) -> Presentation:
    """A rate of counted events per person with its exact interval, and whether it may be shown.

    Suppressed under 10 events, or if the interval is wider than 160 % of the rate (which never happens to a
    count of 10 or more). Multiply value and interval by 1,000 or 100,000 for display.

    References
    ----------
    Parker JD et al. National Center for Health Statistics data presentation standards for rates and counts.
    Vital Health Stat 2 no. 200, 2023.

    Examples
    --------
    >>> of_rate(37, 12345).decision, of_rate(9, 12345).flags
    ('show', ('events<10',))
    """
    if population <= 0:
        raise InvalidParameter(f"A rate in a population of {population}; expected at least one person.")
    low, high = _per_person(exact_poisson(events, level=level), population)
    rate = events / population
    flags: tuple[str, ...] = ()
    decision: Decision = "show"
    if events < LEAST_EVENTS:
        decision, flags = "suppress", ("events<10",)
    elif high - low > _WIDEST_RELATIVE_RATE * rate:
        decision, flags = "suppress", ("relative width>160%",)
    elif degrees_of_freedom is not None and degrees_of_freedom < _LEAST_DEGREES:
        flags = ("df<8",)
    return Presentation(value=rate, low=low, high=high, decision=decision, flags=flags)


def _per_person(counts: Span, population: float) -> Span:
    return counts[0] / population, counts[1] / population
