"""How often intervals of counts, shares and single people hold the truth.

Those of counts and shares are summed over every count that can come up; the others are simulated.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.stats import binom, poisson

from equity import rates
from equity.disparity import impact, individuals, subgroups
from equity.rates import intervals, standardized

SHARES = ((50, 0.24), (200, 0.05), (1000, 0.08), (5000, 0.02))
COUNTS = (12, 37, 100, 400)
VERDICTS = ((0.08, 0.03, 0.03), (0.08, 0.15, 0.05), (0.15, 0.10, 0.30), (0.03, 0.30, 0.30))
_NEGLIGIBLE = 1e-12


@dataclass(frozen=True, kw_only=True)
class RateRow:
    """The coverage of one interval in one situation, 0 to 1, and what was promised."""

    interval: str
    situation: str
    promised: float
    covered: float


def of_share(interval: Callable[[float, float], intervals.Span], people: int, share: float) -> float:
    """Coverage for a simple random sample of so many people."""
    chances = binom.pmf(np.arange(people + 1), people, share)
    return _held(lambda cases: interval(cases, people), chances, share)


def of_count(interval: Callable[[float], intervals.Span], mean: float) -> float:
    """Coverage for a count with this mean."""
    chances = poisson.pmf(np.arange(int(mean + 12 * mean**0.5) + 10), mean)
    return _held(interval, chances, mean)


def _held(interval: Callable[[float], intervals.Span], chances: np.ndarray, truth: float) -> float:
    possible = np.flatnonzero(chances > _NEGLIGIBLE)
    spans = ((at, interval(int(at))) for at in possible)
    return float(sum(chances[at] for at, (low, high) in spans if low <= truth <= high))


# Deaths per 1,000 in the eleven age bands of the standard population, in the range of the country's.
_DEATHS_PER_1000 = np.array([6, 0.25, 0.14, 0.8, 1.2, 1.7, 3.5, 8.5, 18, 45, 140])


def of_age_adjusted_rate(people: int, *, repetitions: int = 4000) -> float:
    """Coverage of the gamma interval in a population of this size whose ages differ from the standard's."""
    rng = np.random.default_rng(1)
    standard = np.array(list(standardized.US_STANDARD_2000.values()), dtype=np.float64)
    bands = people * standard / standard.sum() * rng.uniform(0.7, 1.3, len(standard))
    rate = _DEATHS_PER_1000 / 1000
    truth = float(standard / standard.sum() @ rate)
    found = (
        standardized.age_adjusted_rate(rng.poisson(rate * bands), bands, standard) for _ in range(repetitions)
    )
    return float(np.mean([each.low <= truth <= each.high for each in found]))  # type: ignore[operator]


def of_verdict(share: float, cv_a: float, cv_b: float, *, repetitions: int = 20_000) -> float:
    """How often two equal shares are rightly not told apart, with margins that follow the survey's shares."""
    rng = np.random.default_rng(2)
    se = share * np.array([cv_a, cv_b])
    spread = share * (1 - share) / se**2 - 1
    seen = rng.beta(share * spread, (1 - share) * spread, size=(repetitions, 2))
    moe = rates.Z_90 * se * np.sqrt(seen * (1 - seen) / (share * (1 - share)))
    verdicts = (
        rates.verdict(a, moe_a, b, moe_b)
        for (a, b), (moe_a, moe_b) in zip(seen.tolist(), moe.tolist(), strict=True)
    )
    return float(np.mean([verdict == "cannot tell apart" for verdict in verdicts]))


# Five groups in order, from the most to the least disadvantaged.
_SHARE_OF_PEOPLE = np.array([0.15, 0.20, 0.25, 0.25, 0.15])
REGISTRIES = (
    ("10,000 people, 5 to 24 %", 10_000, np.array([0.24, 0.18, 0.12, 0.08, 0.05])),
    ("50,000 people, 5 to 24 %", 50_000, np.array([0.24, 0.18, 0.12, 0.08, 0.05])),
    ("50,000 people, 1 to 3 %", 50_000, np.array([0.03, 0.025, 0.02, 0.015, 0.01])),
    ("5,000 people, 60 to 90 %", 5_000, np.array([0.90, 0.85, 0.80, 0.70, 0.60])),
)


def of_attributable_fraction(people: int, share: np.ndarray, *, repetitions: int = 2000) -> float:
    """Coverage of Walter's interval where it is shown: people and their cases both counted in a sample."""
    rng = np.random.default_rng(3)
    truth = float(share[-1] / (_SHARE_OF_PEOPLE @ share) - 1)
    held = shown = 0
    for _ in range(repetitions):
        counted = rng.multinomial(people, _SHARE_OF_PEOPLE)
        found = impact.population_attributable_fraction(
            subgroups(
                rng.binomial(counted, share) / counted,
                population=counted,
                order=[1, 2, 3, 4, 5],
                favorable=False,
            ),
            interval="registry",
        )
        shown += found.is_interval_shown
        held += found.is_interval_shown and found.low <= truth <= found.high  # type: ignore[operator]
    return held / shown


# An outcome counts so many things that each happen with a chance falling or rising evenly with standing.
PEOPLE = (
    ("200 people, illness of 10 to 35 %", 200, 1, (0.35, 0.10)),
    ("1,000 people, illness of 10 to 35 %", 1_000, 1, (0.35, 0.10)),
    ("500 people, insurance of 60 to 90 %", 500, 1, (0.60, 0.90)),
    ("500 people, a score of 0 to 5", 500, 5, (0.80, 0.40)),
)
# The generalized index is Erreygers' in another unit.
KINDS: tuple[individuals.Kind, ...] = ("relative", "Erreygers", "Wagstaff")


def of_people(
    kind: individuals.Kind, people: int, things: int, ends: tuple[float, float], *, repetitions: int = 2000
) -> float:
    """Coverage of the concentration index of single people of even standing."""
    rng = np.random.default_rng(4)
    bounds = (0.0, float(things))

    def chance(standing: np.ndarray) -> np.ndarray:
        return ends[0] + (ends[1] - ends[0]) * standing

    everyone = (np.arange(10_000) + 0.5) / 10_000
    truth = individuals.concentration_index(
        things * chance(everyone), everyone, kind=kind, bounds=bounds
    ).value
    held = 0
    for _ in range(repetitions):
        drawn = rng.random(people)
        seen = rng.binomial(things, chance(drawn))
        found = individuals.concentration_index(seen, drawn, kind=kind, bounds=bounds)
        held += found.is_interval_shown and found.low <= truth <= found.high  # type: ignore[operator]
    return held / repetitions


def table() -> list[RateRow]:
    """Every interval of counts and shares in its situations."""
    shares = [
        RateRow(
            interval=name,
            situation=f"{people:,} people, {100 * share:g} %",
            promised=0.95,
            covered=of_share(interval, people, share),
        )
        for name, interval in (
            ("Wilson (shown)", intervals.wilson),
            ("Clopper-Pearson (presentation rules)", intervals.clopper_pearson),
        )
        for people, share in SHARES
    ]
    counts = [
        RateRow(interval=name, situation=f"{mean} events", promised=0.95, covered=of_count(interval, mean))
        for name, interval in (("Byar", intervals.byar), ("Exact Poisson", intervals.exact_poisson))
        for mean in COUNTS
    ]
    adjusted = [
        RateRow(
            interval="Age-adjusted rate, gamma",
            situation=f"{people:,} people",
            promised=0.95,
            covered=of_age_adjusted_rate(people),
        )
        for people in (2_000, 10_000, 50_000, 300_000)
    ]
    verdicts = [
        RateRow(
            interval="Two equal shares not told apart",
            situation=f"{100 * share:g} %, cv {100 * cv_a:g} and {100 * cv_b:g} %",
            promised=0.90,
            covered=of_verdict(share, cv_a, cv_b),
        )
        for share, cv_a, cv_b in VERDICTS
    ]
    registries = [
        RateRow(
            interval="Attributable fraction, cases counted",
            situation=situation,
            promised=0.95,
            covered=of_attributable_fraction(people, share),
        )
        for situation, people, share in REGISTRIES
    ]
    single_people = [
        RateRow(
            interval=f"Concentration index of single people, {kind}",
            situation=situation,
            promised=0.95,
            covered=of_people(kind, people, things, ends),
        )
        for kind in KINDS
        for situation, people, things, ends in PEOPLE
    ]
    return [*shares, *counts, *adjusted, *registries, *single_people, *verdicts]
