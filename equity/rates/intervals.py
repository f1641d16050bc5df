"""Intervals for counts, shares and rates where the cases themselves are known.

A share is 0 to 1. `Span` is a pair (low, high). Exact intervals hold at least their level and mostly more;
Wilson's is close to it on average and is the one to show.
"""

from __future__ import annotations

from math import isinf, sqrt

from scipy.special import betaincinv, gammaincinv, ndtri

from equity.errors import InvalidParameter

Span = tuple[float, float]

LEVEL = 0.95
BYAR_FROM = 10
"""Byar's approximation is used from this many events on, the exact interval below (UK practice)."""


def clopper_pearson(cases: float, people: float, *, level: float = LEVEL) -> Span:
    """The exact binomial interval of a share: never covers less than its level.

    Quantiles of beta distributions: `B(a/2; x, n - x + 1)` and `B(1 - a/2; x + 1, n - x)`; 0 at no cases, 1
    at all cases. Accepts effective (fractional) counts.

    Raises
    ------
    InvalidParameter
        No people, or cases that are negative or more than the people.

    References
    ----------
    Clopper CJ, Pearson ES. The use of confidence or fiducial limits illustrated in the case of the binomial.
    Biometrika 1934; 26: 404-413.

    Examples
    --------
    >>> low, high = clopper_pearson(12, 50)
    >>> round(low, 4), round(high, 4)
    (0.1306, 0.3817)
    """
    _check_share(cases, people)
    tail = (1 - level) / 2
    low = 0.0 if cases == 0 else float(betaincinv(cases, people - cases + 1, tail))
    high = 1.0 if cases == people else float(betaincinv(cases + 1, people - cases, 1 - tail))
    return low, high


def korn_graubard(share: float, people: float, *, design_effect: float = 1.0, level: float = LEVEL) -> Span:
    """The exact binomial interval of a survey share, with the sample shrunk to its effective size.

    `n_eff = n / design effect`, at most n; `x_eff = p n_eff`; then `clopper_pearson`.

    References
    ----------
    Korn EL, Graubard BI. Confidence intervals for proportions with small expected number of positive counts
    estimated from survey data. Survey Methodology 1998; 24: 193-201.

    Examples
    --------
    >>> low, high = korn_graubard(0.24, 100, design_effect=2)
    >>> round(low, 4), round(high, 4)
    (0.1306, 0.3817)
    """
    effective = effective_size(people, design_effect=design_effect)
    return clopper_pearson(share * effective, effective, level=level)


def effective_size(people: float, *, design_effect: float) -> float:
    """The size of a simple random sample as informative as this one: `n / design effect`, at most n."""
    if design_effect <= 0:
        raise InvalidParameter(f"The design effect is {design_effect}; expected a number above 0.")
    return min(people, people / design_effect)


def wilson(cases: float, people: float, *, level: float = LEVEL) -> Span:
    """Wilson's score interval of a share, for display.

    `(2x + z^2 -+ z sqrt(z^2 + 4x (1 - x/n))) / (2 (n + z^2))`.

    References
    ----------
    Wilson EB. Probable inference, the law of succession, and statistical inference. J Am Stat Assoc 1927; 22:
    209-212.

    Examples
    --------
    >>> low, high = wilson(12, 50)
    >>> round(low, 4), round(high, 4)
    (0.143, 0.3741)
    """
    _check_share(cases, people)
    z = _critical(level)
    if isinf(z):
        return 0.0, 1.0
    half = z * sqrt(z**2 + 4 * cases * (1 - cases / people))
    middle, divisor = 2 * cases + z**2, 2 * (people + z**2)
    return max(0.0, (middle - half) / divisor), min(1.0, (middle + half) / divisor)


def exact_poisson(events: float, *, level: float = LEVEL) -> Span:
    """The exact interval of a count: quantiles of gamma (half chi-square) distributions; 0 at no events.

    References
    ----------
    Garwood F. Fiducial limits for the Poisson distribution. Biometrika 1936; 28: 437-442.

    Examples
    --------
    >>> low, high = exact_poisson(37)
    >>> round(low, 2), round(high, 2)
    (26.05, 51.0)
    """
    _check_events(events)
    tail = (1 - level) / 2
    low = 0.0 if events == 0 else float(gammaincinv(events, tail))
    return low, float(gammaincinv(events + 1, 1 - tail))


def byar(events: float, *, level: float = LEVEL) -> Span:
    """Byar's approximate interval of a count: close to the exact one from 10 events on.

    `x (1 - 1/(9x) - z/(3 sqrt x))^3` and, with y = x + 1, `y (1 - 1/(9y) + z/(3 sqrt y))^3`; the lower end is
    0 at no events.

    References
    ----------
    Breslow NE, Day NE. Statistical Methods in Cancer Research, volume II. International Agency for Research
    on Cancer, 1987.

    Examples
    --------
    >>> low, high = byar(37)
    >>> round(low, 2), round(high, 2)
    (26.05, 51.0)
    """
    _check_events(events)
    z, above = _critical(level), events + 1
    low = 0.0 if events == 0 else events * (1 - 1 / (9 * events) - z / (3 * sqrt(events))) ** 3
    return max(0.0, low), above * (1 - 1 / (9 * above) + z / (3 * sqrt(above))) ** 3


def count_interval(events: float, *, level: float = LEVEL) -> Span:
    """The interval of a count: Byar's from 10 events on, the exact one below.

    Examples
    --------
    >>> count_interval(9) == exact_poisson(9), count_interval(10) == byar(10)
    (True, True)
    """
    return byar(events, level=level) if events >= BYAR_FROM else exact_poisson(events, level=level)


def _critical(level: float) -> float:
    return float(ndtri(0.5 + level / 2))


def _check_share(cases: float, people: float) -> None:
    if people <= 0 or not 0 <= cases <= people:
        raise InvalidParameter(
            f"{cases} cases among {people} people; expected at least one person and no more cases."
        )


def _check_events(events: float) -> None:
    if events < 0:
        raise InvalidParameter(f"{events} events; expected 0 or more.")
