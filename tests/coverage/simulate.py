"""Draws surveys from a truth and counts how often intervals hold it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from equity.disparity import (
    Result,
    Subgroups,
    concentration,
    dispersion,
    entropy,
    gradient,
    impact,
    lorenz,
    pairwise,
)
from tests.coverage.settings import Setting

Measure = Callable[[Subgroups], Result]

THEIRS = "As in WHO's package: "


@dataclass(frozen=True, kw_only=True)
class Row:
    """What came of one measure in one setting; shares are 0 to 1, biases relative to the truth."""

    measure: str
    setting: str
    repetitions: int
    covered: float | None
    shown: float
    covered_when_shown: float | None
    bias: float
    bias_corrected: float | None


def _unordered(measure: Measure) -> Measure:
    return lambda groups: measure(replace(groups, order=None, reference=None))


def _against_reference(measure: Measure) -> Measure:
    return lambda groups: measure(replace(groups, order=None))


def measures(draws: int) -> dict[str, Measure]:
    """Every measure with an interval, under the name the table gives it."""
    spread: dict[str, Callable[..., Result]] = {
        "Between-group variance": dispersion.between_group_variance,
        "Between-group standard deviation": dispersion.between_group_sd,
        "Coefficient of variation": dispersion.coefficient_of_variation,
        "Mean difference from mean": dispersion.mean_difference_from_mean,
        "Mean difference from mean, unweighted": partial(
            dispersion.mean_difference_from_mean, weighted=False
        ),
        "Mean difference from best": dispersion.mean_difference_from_best,
        "Mean difference from best, unweighted": partial(
            dispersion.mean_difference_from_best, weighted=False
        ),
        "Mean difference from reference": dispersion.mean_difference_from_reference,
        "Mean difference from reference, unweighted": partial(
            dispersion.mean_difference_from_reference, weighted=False
        ),
        "Index of disparity": dispersion.index_of_disparity,
        "Index of disparity, unweighted": partial(dispersion.index_of_disparity, weighted=False),
        "Theil index": entropy.theil_index,
        "Mean log deviation": entropy.mean_log_deviation,
        "Atkinson index, epsilon 0.5": partial(entropy.atkinson_index, epsilon=0.5),
        "Atkinson index, epsilon 1": entropy.atkinson_index,
        "Atkinson index, epsilon 2": partial(entropy.atkinson_index, epsilon=2),
        "Generalized entropy, order 2": entropy.generalized_entropy_2,
        "Gini index": lorenz.gini_index,
        "Hoover index": lorenz.hoover_index,
    }
    return {
        "Weighted mean": dispersion.weighted_mean,
        "Gap of one group to the mean": lambda groups: dispersion.gap_to_mean(groups)[0][1],
        "Difference, ends of the order": pairwise.difference,
        "Ratio, ends of the order": pairwise.ratio,
        "Difference, highest less lowest": _unordered(pairwise.difference),
        "Ratio, highest over lowest": _unordered(pairwise.ratio),
        "Difference, highest less reference": _against_reference(pairwise.difference),
        "Attributable risk, top of the order": impact.population_attributable_risk,
        "Attributable fraction, top of the order": impact.population_attributable_fraction,
        "Attributable risk, best group": _unordered(impact.population_attributable_risk),
        "Summary rate ratio, Healthy People": lambda groups: (
            pairwise.healthy_people(groups).summary_rate_ratio
        ),
        **{name: partial(measure, draws=draws) for name, measure in spread.items()},
        "Slope index, linear": gradient.slope_index,
        "Slope index, logit": partial(gradient.slope_index, model="logit"),
        "Slope index, log of the value": partial(gradient.slope_index, model="log of the value"),
        "Slope index, logit of the value": partial(gradient.slope_index, model="logit of the value"),
        "Relative index, linear": gradient.relative_index,
        "Relative index, logit": partial(gradient.relative_index, model="logit"),
        "Relative index, log of the value": partial(gradient.relative_index, model="log of the value"),
        "Relative index, logit of the value": partial(gradient.relative_index, model="logit of the value"),
        "Absolute concentration index": concentration.absolute_concentration_index,
        "Relative concentration index": concentration.relative_concentration_index,
        "Erreygers index": concentration.erreygers_index,
        "Wagstaff index": concentration.wagstaff_index,
        f"{THEIRS}Theil index, delta": partial(entropy.theil_index, interval="delta", draws=draws),
        f"{THEIRS}between-group variance, delta": partial(
            dispersion.between_group_variance, interval="delta", draws=draws
        ),
        f"{THEIRS}index of disparity, percentiles": partial(
            dispersion.index_of_disparity, interval="percentile", draws=draws
        ),
        f"{THEIRS}slope index, regression": partial(gradient.slope_index, interval="regression"),
        f"{THEIRS}concentration index, regression": partial(
            concentration.relative_concentration_index, interval="regression"
        ),
    }


def surveys(setting: Setting, *, seed: int = 7) -> Iterator[Subgroups]:
    """Surveys of the setting: each share from a beta distribution with its true value and standard error.

    A beta distribution stays between 0 and 1 and is skewed near them, as survey shares are. A survey does not
    know its true standard errors either: those it reports follow its own shares, `sqrt(y (1 - y))`.
    """
    truth = setting.truth
    share = truth.estimate
    spread = share * (1 - share) / truth.se**2 - 1
    rng = np.random.default_rng(seed)
    for _ in range(setting.repetitions):
        seen = rng.beta(share * spread, (1 - share) * spread)
        reported = truth.se * np.sqrt(seen * (1 - seen) / (share * (1 - share)))
        yield replace(truth, estimate=seen, se=reported)


def coverage(setting: Setting, name: str, measure: Measure) -> Row:
    """How often the interval of a measure holds its true value in the surveys of a setting."""
    without_errors = replace(setting.truth, se=np.full_like(setting.truth.se, np.nan))
    truth = measure(without_errors).value
    results = [measure(survey) for survey in surveys(setting)]
    held, shown = _held(results, truth), np.array([result.is_interval_shown for result in results])
    corrected = [result.corrected for result in results if result.corrected is not None]
    return Row(
        measure=name,
        setting=setting.name,
        repetitions=len(results),
        covered=None if held is None else float(held.mean()),
        shown=float(shown.mean()),
        covered_when_shown=float(held[shown].mean()) if held is not None and shown.any() else None,
        bias=_bias([result.value for result in results], truth),
        bias_corrected=_bias(corrected, truth) if corrected else None,
    )


def _held(results: list[Result], truth: float | None) -> np.ndarray | None:
    if truth is None or all(result.low is None for result in results):
        return None
    return np.array(
        [
            result.low is not None and result.high is not None and result.low <= truth <= result.high
            for result in results
        ]
    )


def _bias(values: list[float | None], truth: float | None) -> float:
    known = [value for value in values if value is not None]
    return float(np.mean(known) / truth - 1) if known and truth else float("nan")
