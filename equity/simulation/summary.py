"""What a page shows of a run: tables with a median, an 80 % interval and a chance of being better.

Every quantity is summed within each draw first and described over the draws last. The interval runs from
the 10th to the 90th of a hundred draws. `monte_carlo_error` is half the width of the 68 % interval that the
median itself has for want of more draws; two numbers closer than twice that are not to be ranked.
"""

from collections.abc import Callable, Iterable, Mapping
from math import ceil, floor, sqrt

import numpy as np
import polars as pl

from equity.levers import LEVERS
from equity.simulation import flows
from equity.simulation.baseline import ENDPOINTS
from equity.simulation.flows import Flow
from equity.simulation.outcome import KINDS, Outcome
from equity.simulation.parameters import STAGES, FloatArray
from equity.simulation.payers import PARTIES, PAYERS

LOW, HIGH = 0.1, 0.9
HELPED = "helped"
ONCE_A_YEAR = "counted once a year"
"""How people are counted over years: levers meet some of them again each year, and some are new."""


def spread(values: FloatArray) -> dict[str, FloatArray]:
    """Median, ends of the 80 % interval, mean and Monte Carlo error over the first axis.

    Formula: the error of the median is half the distance between the values at ranks
    ``n / 2 +- sqrt(n) / 2``.
    Reference: Conover, Practical Nonparametric Statistics (1999), section 3.2. It holds for independent
    draws and is an upper bound for a Sobol sequence.

    Examples
    --------
    >>> {name: float(value) for name, value in spread(np.arange(101.0)).items()}
    {'p10': 10.0, 'p50': 50.0, 'p90': 90.0, 'mean': 50.0, 'monte_carlo_error': 5.0}
    """
    last = len(values) - 1
    half = sqrt(len(values)) / 2
    ranks = {"p10": LOW * last, "p50": 0.5 * last, "p90": HIGH * last}
    edges = [round(min(max(last / 2 + side * half, 0), last)) for side in (-1, 1)]
    ordered = np.sort(values, axis=0)

    def at(rank: float) -> FloatArray:
        below, above = ordered[floor(rank)].astype(np.float64), ordered[ceil(rank)].astype(np.float64)
        return np.asarray(below + (rank - floor(rank)) * (above - below))

    return {
        **{name: at(rank) for name, rank in ranks.items()},
        "mean": np.asarray(values.mean(axis=0, dtype=np.float64)),
        "monte_carlo_error": (at(edges[1]) - at(edges[0])) / 2,
    }


def ranked(alternatives: Mapping[str, FloatArray]) -> pl.DataFrame:
    """Alternatives from best to worst by their mean, those that chance alone could order sharing a rank.

    Formula: the error of a difference is ``sd(one - other) / sqrt(n)`` over draws that are common to both;
    an alternative closer to the best of its rank than twice that error is not ranked below it. Columns:
    `id`, `mean`, `rank` (from 1), `in_words`. More is better; each is [draw], with the same draws.

    Examples
    --------
    >>> up_and_down = np.tile([-1.0, 1.0], 50)
    >>> found = ranked({"a": up_and_down + 0.1, "b": np.zeros(100), "c": up_and_down - 5})
    >>> dict(found.select("id", "rank").iter_rows())
    {'a': 1, 'b': 1, 'c': 3}
    """
    order = sorted(alternatives, key=lambda name: float(-alternatives[name].mean()))
    rows: list[dict[str, object]] = []
    first, rank = "", 0
    for at, name in enumerate(order):
        apart = alternatives[first] - alternatives[name] if first else alternatives[name]
        error = float(apart.std()) / sqrt(len(apart))
        is_tied = bool(first) and float(apart.mean()) <= 2 * error
        if not is_tied:
            first, rank = name, at + 1
        words = f"cannot be told apart from {first}: they differ by less than chance in the draws could make"
        rows.append(
            {
                "id": name,
                "mean": float(alternatives[name].mean()),
                "rank": rank,
                "in_words": words if is_tied else "",
            }
        )
    return pl.DataFrame(rows)


def headline(outcome: Outcome) -> pl.DataFrame:
    """The whole horizon in a few rows: people, endpoints, money.

    People count once for each year in which they are reached or helped.

    Columns: `kind` (people, endpoint, money), `id`, `lever`, `label`, `unit`, p10, p50, p90, mean,
    monte_carlo_error, and `better`, the chance that the scenario does better than doing nothing (null for
    people). Money is the present value of what a party pays, program and consequences together; below zero
    it gains.
    """
    rows: list[dict[str, object]] = []
    for lever_id, effect in outcome.effects.items():
        for stage, words in (("reached", "reached"), (HELPED, HELPED)):
            total = effect.stages[stage].by_year().sum(axis=1)
            label = f"People {words}, {ONCE_A_YEAR}: {LEVERS[lever_id].label}"
            rows.append(_row("people", stage, label, "people", total, lever=lever_id))
    for endpoint in outcome.endpoints:
        total = outcome.averted_by_year(endpoint).sum(axis=1)
        declared = ENDPOINTS[endpoint]
        rows.append(_row("endpoint", endpoint, declared.averted, declared.unit, total, better=total > 0))
    paid = {party: outcome.present_value(outcome.paid(party)) for party in PAYERS}
    everyone = sum(paid.values(), start=np.zeros(outcome.draws))
    rows.append(_row("money", "payers", "All payers together", "USD", everyone, better=everyone < 0))
    rows.extend(
        _row("money", party, PARTIES[party].label, "USD", value, better=value < 0)
        for party, value in paid.items()
    )
    received = outcome.present_value(outcome.paid("household"))
    if received.any():
        label = f"{PARTIES['household'].label}: benefits and services alone"
        rows.append(_row("money", "household", label, "USD", received, better=received < 0))
    return pl.DataFrame(rows, infer_schema_length=None)


def moves_no_outcome(outcome: Outcome) -> str:
    """Why no outcome moves although levers are in use, in words; empty where one does or none is in use."""
    if outcome.endpoints:
        return ""
    enablers = [LEVERS[each].shifts is not None for each in outcome.effects]
    said = ["No outcome moves by this alone."]
    if any(enablers):
        said.append(
            "Enablers act only through services that are switched on: switch on one, such as community "
            "health workers, to see what they add."
        )
    if not all(enablers):
        said.append("Budgets and savings move money, and their studies count none of the outcomes here.")
    return " ".join(said)


def by_group(outcome: Outcome, *measures: str) -> pl.DataFrame:
    """Each group over the whole horizon: people helped, and each endpoint before, after and averted.

    Columns: `group`, `measure` (helped or an endpoint), `residents`, the averted (or helped) number as p10,
    p50, p90, mean, monte_carlo_error, and yearly rates per 1,000 residents: `per_1000` (of the median); of
    endpoints `better`, `before` and `after` (means, which differ by the mean averted), too; null for helped
    beside them.

    Parameters
    ----------
    measures
        Those wanted; without any, helped and every endpoint that a lever in use acts on.

    Raises
    ------
    InvalidParameter
        No endpoint has this id.
    """
    return _by(
        outcome,
        measures,
        name="group",
        ids=outcome.cells.groups,
        residents=outcome.cells.residents.sum(axis=0),
        summed=outcome.by_group,
    )


def by_place(outcome: Outcome, *measures: str) -> pl.DataFrame:
    """Each place over the whole horizon; all as in `by_group`, with `geoid` for the group."""
    return _by(
        outcome,
        measures,
        name="geoid",
        ids=outcome.cells.places,
        residents=outcome.cells.residents_by_place,
        summed=outcome.by_place,
    )


def by_year(outcome: Outcome) -> pl.DataFrame:
    """People helped and endpoints averted in each calendar year: `year`, `measure`, p10, p50, p90, mean."""
    measures = {HELPED: _helped_by_year(outcome)} | {
        each: outcome.averted_by_year(each) for each in outcome.endpoints
    }
    frames = [
        pl.DataFrame({"year": _calendar(outcome), "measure": measure, **spread(values)})
        for measure, values in measures.items()
    ]
    return pl.concat(frames)


def by_stage(outcome: Outcome) -> pl.DataFrame:
    """People at each stage of each lever's cascade, over the whole horizon.

    Columns: `lever`, `stage`, p10, p50, p90, mean. People count once for each year in which they pass.
    """
    rows = [
        {"lever": lever_id, "stage": stage, **_numbers(effect.stages[stage].by_year().sum(axis=1))}
        for lever_id, effect in outcome.effects.items()
        for stage in STAGES
    ]
    schema = {"lever": pl.String, "stage": pl.String} | dict.fromkeys(_SPREAD, pl.Float64)
    return pl.DataFrame(rows, schema=schema)


def ledger(outcome: Outcome) -> pl.DataFrame:
    """Who pays and who receives, by calendar year and kind of money, each year at its present value.

    Columns: `year`, `party`, `kind`, p10, p50, p90, mean; below zero a party receives. The means of a year
    add up to zero over parties, and over years to the mean present value of a party.
    Households' time and out-of-pocket costs have a row a year with no value: unknown is not zero.
    """
    years = _calendar(outcome)
    frames = [
        pl.DataFrame({"year": years, "party": party, "kind": kind, **spread(amount * outcome.discount)})
        for kind in KINDS
        for party in PARTIES
        if (amount := outcome.paid(party, kind=kind)).any()
    ]
    unknown = pl.DataFrame(
        {"year": years, "party": "household", "kind": "time_and_out_of_pocket"},
        schema={"year": pl.Int64, "party": pl.String, "kind": pl.String},
    ).with_columns(pl.lit(None, dtype=pl.Float64).alias(name) for name in _SPREAD)
    return pl.concat([*frames, unknown], how="diagonal")


_SPREAD = ("p10", "p50", "p90", "mean", "monte_carlo_error")


def _numbers(values: FloatArray) -> dict[str, float]:
    return {name: float(value) for name, value in spread(values).items()}


def _row(
    kind: str,
    row_id: str,
    label: str,
    unit: str,
    values: FloatArray,
    *,
    lever: str | None = None,
    better: np.ndarray | None = None,
) -> dict[str, object]:
    chance = None if better is None else float(better.mean())
    known = {"kind": kind, "id": row_id, "lever": lever, "label": label, "unit": unit}
    return {**known, **_numbers(values), "better": chance}


def _by(
    outcome: Outcome,
    measures: Iterable[str],
    *,
    name: str,
    ids: Iterable[str],
    residents: FloatArray,
    summed: Callable[[Iterable[Flow]], FloatArray],
) -> pl.DataFrame:
    """One row a place or group and measure, `summed` over the other."""
    per_1000 = 1_000 / (residents * outcome.scenario.horizon)
    frames = []
    for measure in measures or (HELPED, *outcome.endpoints):
        values = summed(outcome.people(HELPED) if measure == HELPED else outcome.averted_flows(measure))
        described = {"residents": residents, **spread(values)}
        columns = described | {"per_1000": described["p50"] * per_1000}
        if measure != HELPED:
            before = summed([outcome.expected(measure)]).mean(axis=0, dtype=np.float64)
            columns |= {
                "better": (values > 0).mean(axis=0),
                "before": before * per_1000,
                "after": (before - described["mean"]) * per_1000,
            }
        frames.append(pl.DataFrame({name: list(ids), "measure": measure, **columns}))
    return pl.concat(frames, how="diagonal")


def _helped_by_year(outcome: Outcome) -> FloatArray:
    return flows.by_year(outcome.people(HELPED), draws=outcome.draws, years=outcome.scenario.horizon)


def _calendar(outcome: Outcome) -> list[int]:
    first = outcome.scenario.start_year
    return list(range(first, first + outcome.scenario.horizon))
