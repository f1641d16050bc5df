"""How often intervals of counts, shares and single people hold the truth.

Those of counts and shares are summed over every count that can come up; the others are simulated.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import polars as pl
from scipy.stats import binom, poisson

from equity import comparison, gap_finder, rates, trends
from equity.disparity import impact, individuals, subgroups
from equity.indicators import indicator
from equity.rates import intervals, standardized
from equity.rates.reliability import CV_CAUTION
from tests.coverage.settings import SETTINGS, Setting
from tests.coverage.simulate import surveys

SHARES = ((50, 0.24), (200, 0.05), (1000, 0.08), (5000, 0.02))
COUNTS = (12, 37, 100, 400)
VERDICTS = ((0.08, 0.03, 0.03), (0.08, 0.15, 0.05), (0.15, 0.10, 0.30), (0.03, 0.30, 0.30))
NOT_TOLD_APART = "Two equal shares not told apart"
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


# Two sides of a gap: their shares and coefficients of variation.
GAPS = (
    ("8 and 5 %, cv 3 and 4 %", (0.08, 0.05), (0.03, 0.04)),
    ("12 and 8 %, cv 10 and 15 %", (0.12, 0.08), (0.10, 0.15)),
    ("25 and 10 %, cv 8 and 25 %", (0.25, 0.10), (0.08, 0.25)),
    ("6 and 3 %, cv 25 and 25 %", (0.06, 0.03), (0.25, 0.25)),
)


def _survey(
    share: np.ndarray, cv: np.ndarray, *, size: tuple[int, ...], seed: int
) -> tuple[np.ndarray, np.ndarray]:
    """What surveys see of these shares, and the standard errors they report, as in `of_verdict`."""
    se = share * cv
    spread = share * (1 - share) / se**2 - 1
    seen = np.random.default_rng(seed).beta(share * spread, (1 - share) * spread, size=(*size, len(share)))
    return seen, se * np.sqrt(seen * (1 - seen) / (share * (1 - share)))


def of_two_values(
    share: tuple[float, float], cv: tuple[float, float], *, repetitions: int = 20_000
) -> dict[str, float]:
    """Coverage of the difference and the ratio of two values as places are compared, where it is shown."""
    seen, se = _survey(np.array(share), np.array(cv), size=(repetitions,), seed=5)
    pairs = pl.DataFrame(
        {
            "estimate": seen[:, 0],
            "standard_error": se[:, 0],
            "other_estimate": seen[:, 1],
            "other_standard_error": se[:, 1],
        }
    )
    found = comparison.with_ratios(comparison.with_verdicts(pairs))
    truths = {"difference": share[0] - share[1], "ratio": share[0] / share[1]}
    held = (
        pl.lit(truth).is_between(pl.col(f"{name}_low"), pl.col(f"{name}_high")).mean().alias(name)
        for name, truth in truths.items()
    )
    return found.select(held).row(0, named=True)


UNCHANGED = "An unchanged gap called neither closing nor widening"
YEARS = 5
"""Of a period, each with its own survey; a period's value is their mean."""


def of_gap_over_time(
    share: tuple[float, float], cv: tuple[float, float], *, later: int, repetitions: int = 2000
) -> dict[str, float]:
    """Coverage over time, of a gap that in truth stays the same, with the later period so many years on.

    The gap and the ratio of the later period where they are shown, the change of the gap's size, and how
    often neither a gap that closes nor one that widens is called 95 % sure.
    """
    truth = np.array(share)
    yearly, se = _survey(truth, np.array(cv) * YEARS**0.5, size=(repetitions, YEARS + later), seed=6)
    periods = [(2018, slice(None, YEARS)), (2018 + later, slice(later, None))]
    held: dict[str, list[bool]] = {"gap": [], "ratio": [], "change": [], "chance": []}
    for years, errors in zip(yearly, se, strict=True):
        sides = []
        for year, which in periods:
            one, other = years[which].mean(axis=0)
            one_se, other_se = np.sqrt((errors[which] ** 2).mean(axis=0) / YEARS)
            sides.append(trends.Sides(year=year, one=one, one_se=one_se, other=other, other_se=other_se))
        found = trends.trend(sides, one="one", other="other", period=YEARS)
        last, change = found.series.row(-1, named=True), found.changes.row(0, named=True)
        held["gap"].append(last["gap_low"] <= truth[0] - truth[1] <= last["gap_high"])
        if last["ratio_low"] is not None:
            held["ratio"].append(last["ratio_low"] <= truth[0] / truth[1] <= last["ratio_high"])
        held["change"].append(change["change_low"] <= 0 <= change["change_high"])
        held["chance"].append(0.05 <= change["chance_closer"] <= 0.95)
    return {name: float(np.mean(each)) for name, each in held.items()}


def of_found_gaps(setting: Setting, *, repetitions: int = 400) -> float:
    """Coverage of the gaps that the gap finder shows: those that the data picked as more than chance."""
    people = setting.truth.population
    assert people is not None
    weight = people / people.sum()
    level = float(weight @ setting.truth.estimate)
    held: list[bool] = []
    for survey in surveys(replace(setting, repetitions=repetitions)):
        places = pl.DataFrame(
            {
                "geoid": [f"{at}" for at in range(len(people))],
                "truth": setting.truth.estimate - level,
                "estimate": survey.estimate,
                "standard_error": survey.se,
                "residents": people,
                "denominator": people.astype(float),
                "reliability": np.where(
                    survey.se > CV_CAUTION * survey.estimate, "unreliable", "reliable"
                ).tolist(),
                "is_institutional": False,
            }
        )
        whole = pl.DataFrame(
            {
                "estimate": [float(weight @ survey.estimate)],
                "standard_error": [float(np.sqrt(weight**2 @ survey.se**2))],
                "denominator": [float(people.sum())],
            }
        )
        found = gap_finder.of(places, whole, indicator("uninsured"), draws=0).found
        held += found.select(pl.col("truth").is_between("gap_low", "gap_high")).to_series().to_list()
    return float(np.mean(held))


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
            ("Wilson", intervals.wilson),
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
            interval=NOT_TOLD_APART,
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
    return [*shares, *counts, *adjusted, *registries, *single_people, *verdicts, *gaps()]


def gaps() -> list[RateRow]:
    """The gaps of Compare, of Trends and of the gap finder, whose intervals are the Bureau's, at 90 %."""
    found = []
    for situation, share, cv in GAPS:
        two = of_two_values(share, cv)
        apart = of_gap_over_time(share, cv, later=YEARS)
        shared = of_gap_over_time(share, cv, later=1)
        found += [
            ("Difference of two values", situation, two["difference"]),
            ("Ratio of two values", situation, two["ratio"]),
            ("Gap of a year, in a trend", situation, apart["gap"]),
            ("Ratio of a year, in a trend", situation, apart["ratio"]),
            ("Change of a gap, periods apart", situation, apart["change"]),
            ("Change of a gap, 4 of 5 years shared", situation, shared["change"]),
            (f"{UNCHANGED}, periods apart", situation, apart["chance"]),
            (f"{UNCHANGED}, 4 of 5 years shared", situation, shared["chance"]),
        ]
    for make in SETTINGS[2:]:
        setting = make()
        found.append(("Gaps picked by the gap finder", setting.name, of_found_gaps(setting)))
    rows = [
        RateRow(interval=interval, situation=situation, promised=0.90, covered=covered)
        for interval, situation, covered in found
    ]
    return sorted(rows, key=lambda row: row.interval)
