"""Runs cases of measures over population groups."""

import re
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import numpy as np

from equity.disparity import (
    Result,
    Subgroups,
    entropy,
    gradient,
    impact,
    individuals,
    lorenz,
    pairwise,
    subgroups,
)
from equity.disparity import concentration as along
from equity.disparity import dispersion as spread
from equity.disparity._result import critical, scaled
from equity.disparity._subgroups import ridit_ranks

Case = dict[str, Any]
Measure = Callable[[Subgroups], Result]

DRAWS = 20_000


def groups_of(case: Case) -> Subgroups:
    """The groups of a case, with what it declares about them.

    Populations are equal where none are given with bare values; groups declared to be ordered are in the
    order given; a scale of 1, 100 or 1,000 that no value exceeds is the highest value there can be.
    """
    inputs, params = case["inputs"], case["params"]
    estimate = inputs["estimate"] if "estimate" in inputs else inputs.get("value", inputs.get("rate"))
    population = inputs.get("population", inputs.get("weight"))
    if population is None and "estimate" not in inputs:
        population = [1] * len(estimate)
    scale = params.get("scale", 1)
    order = inputs.get("order", list(range(1, len(estimate) + 1)) if params.get("ordered") else None)
    known = [value for value in estimate if value is not None]
    highest = scale if "scale" in params and known and max(known) <= scale else None
    return subgroups(
        estimate,
        favorable=params.get("favourable", True),
        se=_standard_errors(inputs),
        population=population,
        order=order if params.get("ordered", True) else None,
        suppressed=inputs.get("suppressed"),
        reference=params.get("reference_index"),
        scale=scale,
        bounds=(params.get("min", 0), params.get("max", highest)),
        exclusive=params.get("exclusive", True),
    )


def _standard_errors(inputs: dict[str, Any]) -> Sequence[float] | None:
    if "se" in inputs or "ci95_low" not in inputs:
        return inputs.get("se")
    ends = zip(inputs["ci95_low"], inputs["ci95_high"], strict=True)
    return [(high - low) / (2 * critical(0.95)) for low, high in ends]


def of_result(result: Result) -> Case:
    """A result in the words of the cases."""
    interval = None if result.low is None else [result.low, result.high]
    return {
        "value": result.value,
        "se": result.standard_error,
        "se_log": result.log_standard_error,
        "ci95": interval,
        "ci95_montecarlo": interval,
        "status": result.reason or "computed",
    }


def _plain(measure: Measure, *, percent: bool = False) -> Callable[[Case], Case]:
    def run(case: Case) -> Case:
        result = measure(groups_of(case))
        return of_result(scaled(result, 100) if percent else result)

    return run


def _entropy(measure: Callable[..., Result]) -> Callable[[Case], Case]:
    def run(case: Case) -> Case:
        result = measure(groups_of(case), interval="delta")
        return of_result(scaled(result, case["params"].get("multiplier", 1)))

    return run


def _atkinson(case: Case) -> Case:
    epsilon = case["params"].get("epsilon", 1)
    return of_result(entropy.atkinson_index(groups_of(case), epsilon=epsilon))


def _coefficient_of_variation(case: Case) -> Case:
    small = case["params"].get("ddof", 0) == 1
    return of_result(spread.coefficient_of_variation(groups_of(case), small_sample=small))


def _relative_concentration(case: Case) -> Case:
    groups = groups_of(case)
    return {
        **of_result(along.relative_concentration_index(groups, interval="regression")),
        "absolute": along.absolute_concentration_index(groups).value,
    }


def _slope_linear(case: Case) -> Case:
    groups = groups_of(case)
    by_lack_of_fit = of_result(gradient.slope_index(groups, interval="regression"))
    slope, relative = gradient.slope_index(groups), gradient.relative_index(groups)
    return {
        **by_lack_of_fit,
        "sii": slope.value,
        "sii_ci95_sim": [slope.low, slope.high],
        "rii": relative.value,
        "rii_ci95_sim": [relative.low, relative.high],
    }


def _slope_transformed(case: Case) -> Case:
    words = " ".join(map(str, case["params"].values())).lower()
    of_share = "logit" in words or "proportion" in words
    model: gradient.Model = "logit of the value" if of_share else "log of the value"
    groups = groups_of(case)
    ends = gradient.fitted_ends(groups, model=model)
    return {
        "sii": gradient.slope_index(groups, model=model).value,
        "rii": gradient.relative_index(groups, model=model).value,
        "intercept": None if isinstance(ends, Result) else ends[0],
    }


def _curve(curve: lorenz.Curve) -> Case:
    return {"p": curve.population, "L": curve.value, "twice_area": curve.twice_area}


def _healthy_people(case: Case) -> Case:
    found = pairwise.healthy_people(groups_of(case))
    return {
        "mrd": found.maximal_rate_difference.value,
        "mrr": found.maximal_rate_ratio.value,
        "srr": found.summary_rate_ratio.value,
        "reference_index": found.best,
    }


def _theil_between_within(case: Case) -> Case:
    inputs = case["inputs"]
    split = entropy.theil_decomposition(inputs["value"], inputs["group"], weights=inputs.get("weight"))
    return {"total": split.total.value, "between": split.between.value, "within": split.within.value}


def _micro(kind: individuals.Kind) -> Callable[[Case], Case]:
    def run(case: Case) -> Case:
        inputs = case["inputs"]
        health = inputs["health"]
        # The program behind these cases takes the values seen as Erreygers' bounds, 0 and 1 as Wagstaff's.
        seen = (min(health), max(health)) if kind == "Erreygers" else (0, 1)
        errors: tuple[individuals.StandardError, ...] = ("delta", "convenience", "Kakwani")
        results = [
            individuals.concentration_index(
                health,
                inputs["rank_variable"],
                weights=inputs.get("weight"),
                kind=kind,
                bounds=seen,
                standard_error=error,
            )
            for error in errors
        ]
        names = ("se_delta", "se_convenience", "se_kakwani_direct")
        return {
            "value": results[0].value,
            **{name: result.standard_error for name, result in zip(names, results, strict=True)},
        }

    return run


SHORT: dict[str, Measure] = {
    "difference": pairwise.difference,
    "ratio": pairwise.ratio,
    "par": impact.population_attributable_risk,
    "paf": impact.population_attributable_fraction,
    "bgv": spread.between_group_variance,
    "bgsd": spread.between_group_sd,
    "cov": spread.coefficient_of_variation,
    **dict.fromkeys(("mdm", "mdmw"), spread.mean_difference_from_mean),
    **dict.fromkeys(("mdb", "mdbw"), spread.mean_difference_from_best),
    **dict.fromkeys(("mdr", "mdrw"), spread.mean_difference_from_reference),
    **dict.fromkeys(("idis", "idisw"), spread.index_of_disparity),
    "mdmu": partial(spread.mean_difference_from_mean, weighted=False),
    "mdbu": partial(spread.mean_difference_from_best, weighted=False),
    "mdru": partial(spread.mean_difference_from_reference, weighted=False),
    "idisu": partial(spread.index_of_disparity, weighted=False),
    "theil": entropy.theil_index,
    "mld": entropy.mean_log_deviation,
    "atkinson": entropy.atkinson_index,
    **dict.fromkeys(("ge2", "generalized_entropy_2"), entropy.generalized_entropy_2),
    "gini": lorenz.gini_index,
    "hoover": lorenz.hoover_index,
    "sii": gradient.slope_index,
    "rii": gradient.relative_index,
    "rii_logit": partial(gradient.relative_index, model="logit"),
    "sii_logit": partial(gradient.slope_index, model="logit"),
    "aci": along.absolute_concentration_index,
    "rci": along.relative_concentration_index,
    "erreygers": along.erreygers_index,
    "wagstaff": along.wagstaff_index,
    "weighted_mean": spread.weighted_mean,
}
"""The short names that cases about several measures use."""

_ALONG_AN_ORDER = {"sii", "rii", "sii_logit", "rii_logit", "aci", "rci", "erreygers", "wagstaff"}

LONG: dict[str, str] = {
    "population_attributable_risk": "par",
    "population_attributable_fraction": "paf",
    "between_group_variance": "bgv",
    "between_group_sd": "bgsd",
    "coefficient_of_variation": "cov",
    "mean_diff_from_mean": "mdm",
    "mean_diff_from_best": "mdb",
    "mean_diff_from_reference": "mdr",
    "index_of_disparity": "idis",
    "mean_log_deviation": "mld",
    "relative_index_logit": "rii_logit",
    "slope_index_logit": "sii_logit",
    "relative_index": "rii",
    "slope_index": "sii",
    "absolute_concentration_index": "aci",
    "relative_concentration_index": "rci",
    "concentration_index": "rci",
}


def _short_name(words: str) -> str:
    """Which measure the words name, the longest name first; the ratio if none."""
    text = "_".join(re.findall(r"[a-z0-9]+", words.lower()))
    for long, short in LONG.items():
        text = text.replace(long, short)
    named = [name for name in SHORT if f"_{name}_" in f"_{text}_"]
    return max(named, key=len, default="ratio")


def _edge_case(case: Case) -> Case:
    """The measure declared, by its full or short name, else the one its id names."""
    declared = str(case["params"].get("measure", ""))
    if declared in RUNNERS:
        return RUNNERS[declared](case)
    name = _short_name(declared or str(case.get("id", "")))
    if name in _ALONG_AN_ORDER and "order" not in case["inputs"]:
        case = {**case, "params": {**case["params"], "ordered": True}}
    return of_result(SHORT[name](groups_of(case)))


def _any_measure(case: Case) -> Case:
    groups = groups_of(case)
    return {name: measure(groups).value for name, measure in SHORT.items()}


def _scaling(case: Case) -> Case:
    """Which measures stay, grow with the unit, or with its square, when every value is multiplied."""
    inputs = case["inputs"]
    factor = inputs["factor"]
    count = len(inputs["estimate"])
    ordered = {**inputs, "order": list(range(1, count + 1))}
    before = groups_of({"inputs": ordered, "params": {"reference_index": 0}})
    after = groups_of(
        {
            "inputs": {**ordered, "estimate": [factor * each for each in inputs["estimate"]]},
            "params": {"reference_index": 0},
        }
    )

    def grows(power: int) -> list[str]:
        wanted = case["expected"].get(("unchanged", "times_factor", "times_factor_squared")[power], [])
        return [name for name in wanted if _is_scaled(SHORT[name], before, after, factor**power)]

    return {"unchanged": grows(0), "times_factor": grows(1), "times_factor_squared": grows(2)}


def _is_scaled(measure: Measure, before: Subgroups, after: Subgroups, by: float) -> bool:
    first, second = measure(before).value, measure(after).value
    return first is not None and second is not None and abs(second - by * first) <= 1e-9 * max(1, abs(second))


_MONTE_CARLO: dict[str, tuple[Callable[..., Result], dict[str, Any], bool]] = {
    "between_group_sd": (spread.between_group_sd, {}, False),
    "coefficient_of_variation_percent": (spread.coefficient_of_variation, {}, True),
    "mean_diff_from_mean_weighted": (spread.mean_difference_from_mean, {}, False),
    "mean_diff_from_mean_unweighted": (spread.mean_difference_from_mean, {"weighted": False}, False),
    "mean_diff_from_best_weighted": (spread.mean_difference_from_best, {}, False),
    "mean_diff_from_best_unweighted": (spread.mean_difference_from_best, {"weighted": False}, False),
    "mean_diff_from_reference_weighted": (spread.mean_difference_from_reference, {}, False),
    "mean_diff_from_reference_unweighted": (
        spread.mean_difference_from_reference,
        {"weighted": False},
        False,
    ),
    "index_of_disparity_weighted_percent": (spread.index_of_disparity, {}, True),
    "index_of_disparity_unweighted_percent": (spread.index_of_disparity, {"weighted": False}, True),
}

RUNNERS: dict[str, Callable[[Case], Case]] = {
    "weighted_mean": _plain(spread.weighted_mean),
    "difference": _plain(pairwise.difference),
    "ratio": _plain(pairwise.ratio),
    "population_attributable_risk": _plain(partial(impact.population_attributable_risk, interval="registry")),
    "population_attributable_fraction_percent": _plain(
        partial(impact.population_attributable_fraction, interval="registry"), percent=True
    ),
    "between_group_variance": _plain(partial(spread.between_group_variance, interval="delta")),
    **{
        name: _plain(partial(measure, interval="percentile", draws=DRAWS, **options), percent=percent)
        for name, (measure, options, percent) in _MONTE_CARLO.items()
    },
    "coefficient_of_variation": _coefficient_of_variation,
    "theil_index": _entropy(entropy.theil_index),
    "mean_log_deviation": _entropy(entropy.mean_log_deviation),
    "atkinson": _atkinson,
    "gini": _plain(lorenz.gini_index),
    "gini_small_sample": _plain(partial(lorenz.gini_index, small_sample=True)),
    "hoover_index": _plain(lorenz.hoover_index),
    "lorenz_curve": lambda case: _curve(lorenz.lorenz_curve(groups_of(case))),
    "theil_between_within": _theil_between_within,
    "healthy_people_disparity": _healthy_people,
    "ridit_ranks": lambda case: {"rank": ridit_ranks(np.array(case["inputs"]["population"])).tolist()},
    "slope_index_linear": _slope_linear,
    "slope_index_linear_propagated_se": _plain(gradient.slope_index),
    "slope_index_logit": _plain(partial(gradient.slope_index, model="logit", interval="regression")),
    "slope_index_transformed": _slope_transformed,
    "relative_index_linear": _plain(partial(gradient.relative_index, interval="regression")),
    "relative_index_logit": _plain(partial(gradient.relative_index, model="logit", interval="regression")),
    "absolute_concentration_index": _plain(
        partial(along.absolute_concentration_index, interval="regression")
    ),
    "absolute_concentration_index_propagated_se": _plain(along.absolute_concentration_index),
    "relative_concentration_index": _relative_concentration,
    "relative_concentration_index_propagated_se": _plain(along.relative_concentration_index),
    "concentration_index_erreygers": _plain(partial(along.erreygers_index, interval="regression")),
    "concentration_index_wagstaff": _plain(partial(along.wagstaff_index, interval="regression")),
    "concentration_curve": lambda case: _curve(along.concentration_curve(groups_of(case))),
    "concentration_index_micro_CI": _micro("relative"),
    "concentration_index_micro_CIg": _micro("generalized"),
    "concentration_index_micro_CIc": _micro("Erreygers"),
    "concentration_index_micro_CIw": _micro("Wagstaff"),
    "edge_case": _edge_case,
    "any_inequality_measure": _any_measure,
    "relative_measures_property": _scaling,
}
