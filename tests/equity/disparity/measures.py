"""Every measure between groups or along an order, by name, for tests that hold for all of them."""

from collections.abc import Callable
from functools import partial

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

Measure = Callable[[Subgroups], Result]

SIMPLE: dict[str, Measure] = {"difference": pairwise.difference, "ratio": pairwise.ratio}
IMPACT: dict[str, Measure] = {
    "PAR": impact.population_attributable_risk,
    "PAF": impact.population_attributable_fraction,
}
SPREAD: dict[str, Measure] = {
    "between-group variance": dispersion.between_group_variance,
    "between-group SD": dispersion.between_group_sd,
    "mean difference from mean": dispersion.mean_difference_from_mean,
    "mean difference from best": dispersion.mean_difference_from_best,
    "mean difference from reference": dispersion.mean_difference_from_reference,
}
RELATIVE_SPREAD: dict[str, Measure] = {
    "coefficient of variation": dispersion.coefficient_of_variation,
    "index of disparity": dispersion.index_of_disparity,
    "Theil": entropy.theil_index,
    "mean log deviation": entropy.mean_log_deviation,
    "Atkinson 0.5": partial(entropy.atkinson_index, epsilon=0.5),
    "Atkinson 1": entropy.atkinson_index,
    "Atkinson 2": partial(entropy.atkinson_index, epsilon=2),
    "GE(2)": entropy.generalized_entropy_2,
    "Gini": lorenz.gini_index,
    "Hoover": lorenz.hoover_index,
}
UNWEIGHTED: dict[str, Measure] = {
    "mean difference from mean, unweighted": partial(dispersion.mean_difference_from_mean, weighted=False),
    "mean difference from best, unweighted": partial(dispersion.mean_difference_from_best, weighted=False),
    "mean difference from reference, unweighted": partial(
        dispersion.mean_difference_from_reference, weighted=False
    ),
    "index of disparity, unweighted": partial(dispersion.index_of_disparity, weighted=False),
}
GRADIENT: dict[str, Measure] = {
    "SII": gradient.slope_index,
    "SII, logit": partial(gradient.slope_index, model="logit"),
    "ACI": concentration.absolute_concentration_index,
    "RCI": concentration.relative_concentration_index,
    "Erreygers": concentration.erreygers_index,
    "Wagstaff": concentration.wagstaff_index,
}
RELATIVE_GRADIENT: dict[str, Measure] = {
    "RII": gradient.relative_index,
    "RII, logit": partial(gradient.relative_index, model="logit"),
}

WEIGHTED = {**IMPACT, **SPREAD, **RELATIVE_SPREAD, **GRADIENT, **RELATIVE_GRADIENT}
ALL = {**SIMPLE, **WEIGHTED, **UNWEIGHTED}
