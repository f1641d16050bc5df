"""Runs cases of rates, margins of error, confidentiality and measures over places."""

from collections.abc import Callable
from typing import Any

import numpy as np

from equity import confidentiality, rates
from equity.disparity import hot_spots, segregation, smoothing, spatial
from equity.disparity.neighbors import neighbors
from equity.rates import intervals, presentation, standardized

Case = dict[str, Any]


def _listed(values: Any) -> list[float | None]:
    return [None if np.isnan(value) else float(value) for value in np.atleast_1d(values)]


def _level(case: Case) -> float:
    """As a share; some programs say 99.8."""
    level = float(case["params"].get("level", 0.95))
    return level / 100 if level > 1 else level


# The Bureau's stand-ins: a controlled estimate has no sampling error, the rest stand for nothing known.
_CONTROLLED, _LEAST_CODE = -555555555, -222222222


def _moe(moe: float | None) -> float | None:
    if moe == _CONTROLLED:
        return 0.0
    return None if moe is None or moe <= _LEAST_CODE else moe


def _margin(value: float | None, moe: float | None, *, z: float = rates.Z_90) -> Case:
    se = rates.standard_error(moe, z=z)
    return {
        "value": value,
        "moe": moe,
        "moe_percent": None if moe is None else 100 * moe,
        "se": se,
        "cv_percent": None if se is None or not value else 100 * se / value,
        "ci90": None if value is None or moe is None else [value - moe, value + moe],
    }


def _moe_of_sum(case: Case) -> Case:
    inputs = case["inputs"]
    estimates = inputs.get("estimate")
    total = sum(estimates) if estimates else inputs.get("total_estimate")
    moe = rates.moe_of_sum([_moe(each) for each in inputs["moe"]], estimates=estimates)
    return _margin(total, moe, z=case["params"].get("z", rates.Z_90))


def _se_cv_ci(case: Case) -> Case:
    inputs = case["inputs"]
    return _margin(inputs["estimate"], _moe(inputs["moe"]), z=case["params"].get("z", rates.Z_90))


def _moe_of_quotient(rule: Callable[..., float | None]) -> Callable[[Case], Case]:
    def run(case: Case) -> Case:
        i = case["inputs"]
        value = i["num"] / i["den"] if i["den"] else None
        return _margin(value, rule(i["num"], _moe(i["moe_num"]), i["den"], _moe(i["moe_den"])))

    return run


def _moe_of_product(case: Case) -> Case:
    i = case["inputs"]
    return _margin(i["a"] * i["b"], rates.moe_of_product(i["a"], _moe(i["moe_a"]), i["b"], _moe(i["moe_b"])))


def _percent_change(case: Case) -> Case:
    i = case["inputs"]
    return {
        "value_percent": 100 * (i["new"] / i["old"] - 1) if i["old"] else None,
        "moe_percent": rates.moe_of_percent_change(
            i["old"], _moe(i["moe_old"]), i["new"], _moe(i["moe_new"])
        ),
    }


def _significance(case: Case) -> Case:
    i, params = case["inputs"], case["params"]
    z = rates.z_of_difference(
        i["est1"], _moe(i["moe1"]), i["est2"], _moe(i["moe2"]), overlap=params.get("overlap_fraction", 0)
    )
    critical = params.get("critical", rates.Z_90)
    return {"z": z, "significant": None if z is None else abs(z) > critical}


def _share_rule(case: Case) -> Case:
    i, params = case["inputs"], case["params"]
    shown = presentation.of_share(
        i["x"], i["n"], design_effect=params.get("design_effect", 1), level=_level(case)
    )
    return _presented(shown)


def _rate_rule(case: Case) -> Case:
    i = case["inputs"]
    return _presented(presentation.of_rate(i["events"], i["population"], level=_level(case)))


def _presented(shown: presentation.Presentation) -> Case:
    return {
        "value": shown.value,
        "ci95": [shown.low, shown.high],
        "decision": shown.decision,
        "flags": list(shown.flags),
    }


def _standardized(result: standardized.Standardized) -> Case:
    return {
        "value": result.value,
        "ci95": None if result.value is None else [result.low, result.high],
        "se": result.standard_error,
        "crude": result.crude,
        "status": result.reason or "computed",
    }


def _age_adjusted(case: Case) -> Case:
    i, us = case["inputs"], standardized.US_STANDARD_2000
    standard = i.get("standard", [us[band] for band in i.get("age_groups", us)])
    return _standardized(
        standardized.age_adjusted_rate(i["count"], i["population"], standard, level=_level(case))
    )


def _indirect(case: Case, *, rate: float | None = None) -> Case:
    """The ratio, or that times a rate. A case that names one interval gets it for any number of events."""
    i, level, named = case["inputs"], _level(case), str(case["params"].get("ci", "")).lower()
    times = 1.0 if rate is None else rate
    result = (
        standardized.standardized_ratio(i["observed"], i["expected"], level=level)
        if rate is None
        else standardized.indirectly_standardized_rate(i["observed"], i["expected"], rate, level=level)
    )
    answer = _standardized(result)
    if result.value is not None and ("byar" in named) != ("exact" in named):
        span = (intervals.byar if "byar" in named else intervals.exact_poisson)(i["observed"], level=level)
        answer["ci95"] = [end / i["expected"] * times for end in span]
    return answer


def _indirect_rate(case: Case) -> Case:
    # Cases give the reference rate per person or per 100,000; a rate per 100,000 below 1 does not occur.
    rate = case["inputs"]["reference_rate"]
    return _indirect(case, rate=rate * (100_000 if rate < 1 else 1))


def _suppression(case: Case) -> Case:
    i, least = case["inputs"], case["params"].get("min", confidentiality.LEAST_SHOWN)
    if "numerator" in i:
        return {
            "percent_shown": confidentiality.is_percentage_shown(
                i["numerator"], i["denominator"], least=least
            )
        }
    is_list = "counts" in i
    table = [i["counts"]] if is_list else i["table"]
    totals = {
        "row_totals_shown": bool(i.get("total_shown", True) if is_list else i.get("row_totals", True)),
        "column_totals_shown": not is_list and bool(i.get("column_totals", True)),
    }
    found = confidentiality.suppressed(table, least=least, **totals)
    chosen = _cells(found.hidden, is_list=is_list)
    expected = case["expected"]
    answer: Case = {"primary": _cells(found.primary, is_list=is_list), "preferred": chosen}
    if not found.is_protected:
        return answer
    if "suppressed_any_valid" in expected:
        answer["suppressed_any_valid"] = _one_of(expected["suppressed_any_valid"], chosen)
    # What is right is said in words; that the pattern found is protected has been checked by then.
    answer |= {name: expected[name] for name in ("protection", "valid_if") if name in expected}
    pattern, example = found.hidden, expected.get("example_pattern")
    if isinstance(example, list):
        pattern = _pattern(example, found.hidden.shape)
    spans = {
        cell: confidentiality.protection_interval(table, pattern, cell, least=least, **totals)
        for cell in map(tuple, np.argwhere(found.primary & pattern).tolist())
    }
    is_valid = (pattern >= found.primary).all() and all(low < high for low, high in spans.values())
    answer["example_pattern"] = example if is_valid else chosen
    answer["protection_interval_of_cell_0_0"] = spans.get((0, 0))
    return answer


def _one_of(valid: list[Any], chosen: list[Any]) -> list[Any]:
    """The valid patterns if the one chosen is among them, else what was chosen."""
    patterns = [sorted(each) for each in valid if isinstance(each, list)]
    return valid if sorted(chosen) in patterns or sorted(chosen) == sorted(valid) else chosen


def _cells(cells: np.ndarray, *, is_list: bool) -> list[Any]:
    return np.flatnonzero(cells).tolist() if is_list else np.argwhere(cells).tolist()


def _pattern(example: list[Any], shape: tuple[int, ...]) -> np.ndarray:
    """Which cells a pattern hides: a table of marks, positions, or the table as it would be shown."""
    rows = example if isinstance(example[0], list) else [example]
    cells = [cell for row in rows for cell in row]
    has_shape = [len(row) for row in rows] == [shape[1]] * shape[0]
    if has_shape and all(cell in (0, 1) for cell in cells):
        return np.array(rows, dtype=bool)
    if has_shape and not all(type(cell) is int and cell < max(shape) for cell in cells):
        return np.array([[not isinstance(cell, int | float) for cell in row] for row in rows])
    pattern = np.zeros(shape, dtype=bool)
    for position in example:
        row, column = position if isinstance(position, list) else (0, position)
        pattern[row, column] = True
    return pattern


def _over_places(measure: Callable[..., Any]) -> Callable[[Case], Case]:
    def run(case: Case) -> Case:
        inputs = case["inputs"]
        options = {"other": inputs["other"]} if "other" in inputs else {}
        result = measure(inputs["group"], inputs["total"], **options)
        return {"value": result.value, "status": result.reason or "computed"}

    return run


def _location_quotients(case: Case) -> Case:
    return {"value": segregation.location_quotients(case["inputs"]["group"], case["inputs"]["total"])}


def _weights(case: Case) -> spatial.Weights:
    named = str(case["params"].get("weights", "")).lower()
    return "binary" if named == "b" or "binary" in named else "row-standardized"


def _moran(case: Case) -> Case:
    i = case["inputs"]
    found = spatial.morans_i(i["y"], neighbors(i["neighbours"]), weights=_weights(case))
    return {
        "value": found.value,
        "expected": found.expected,
        "var_randomisation": found.variance_randomization,
        "var_normality": found.variance_normality,
        "z_randomisation": found.z_randomization,
        "z_normality": found.z_normality,
        "p_greater": found.p_greater,
        "status": found.reason or "computed",
    }


def _geary(case: Case) -> Case:
    i = case["inputs"]
    found = spatial.gearys_c(i["y"], neighbors(i["neighbours"]), weights=_weights(case))
    return {"value": found.value, "status": found.reason or "computed"}


def _local_moran(case: Case) -> Case:
    i = case["inputs"]
    convention = str(case["params"].get("convention", "n-1")).lower().replace(" ", "")
    found = hot_spots.local_morans_i(
        i["y"],
        neighbors(i["neighbours"]),
        weights=_weights(case),
        permutations=99,
        divided_by_n="n-1" not in convention and "esda" not in convention and "pysal" not in convention,
    )
    return {"Ii": _listed(found.value), "quadrant_HH1_LH2_LL3_HL4": found.quadrant.tolist()}


def _smoothed(smooth: smoothing.Smoothed) -> Case:
    return {
        "smoothed": _listed(smooth.rate),
        "prior_mean": float(smooth.prior_mean[0]),
        "prior_variance": float(smooth.prior_variance[0]),
    }


RUNNERS: dict[str, Callable[[Case], Case]] = {
    "acs_moe_sum": _moe_of_sum,
    "acs_moe_sum_zero_rule": _moe_of_sum,
    "acs_moe_proportion": _moe_of_quotient(rates.moe_of_proportion),
    "acs_moe_ratio": _moe_of_quotient(rates.moe_of_ratio),
    "acs_moe_product": _moe_of_product,
    "acs_moe_percent_change": _percent_change,
    "acs_se_cv_ci": _se_cv_ci,
    "acs_significance_z": _significance,
    "byar_count_ci": lambda case: {"ci": intervals.byar(case["inputs"]["x"], level=_level(case))},
    "wilson_ci": lambda case: {
        "ci": intervals.wilson(case["inputs"]["x"], case["inputs"]["n"], level=_level(case))
    },
    "clopper_pearson_and_nchs_proportion_rule": _share_rule,
    "exact_poisson_rate_ci_and_nchs_rate_rule": _rate_rule,
    "direct_age_adjusted_rate_gamma_ci": _age_adjusted,
    "standard_population_weights": lambda case: {
        "weights": standardized.standard_weights(case["inputs"]["standard_thousands"])
    },
    "indirect_standardised_ratio": _indirect,
    "indirect_standardised_rate_per_100000": _indirect_rate,
    "cms_suppression": _suppression,
    "dissimilarity": _over_places(segregation.dissimilarity),
    "isolation": _over_places(segregation.isolation),
    "exposure": _over_places(segregation.exposure),
    "theil_information_segregation": _over_places(segregation.information_theory_index),
    "segregation_gini": _over_places(segregation.segregation_gini),
    "location_quotient": _location_quotients,
    "morans_i": _moran,
    "gearys_c": _geary,
    "local_morans_i": _local_moran,
    "empirical_bayes_global": lambda case: _smoothed(
        smoothing.toward_all(case["inputs"]["events"], case["inputs"]["population"])
    ),
    "empirical_bayes_local": lambda case: _smoothed(
        smoothing.toward_neighbors(
            case["inputs"]["events"], case["inputs"]["population"], neighbors(case["inputs"]["neighbours"])
        )
    ),
}
