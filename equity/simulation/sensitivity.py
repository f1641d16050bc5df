"""What would change this answer: which uncertain number moves a result most, and where it turns."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl
import scipy

from equity.errors import InvalidParameter
from equity.simulation.baseline import ENDPOINTS
from equity.simulation.draws import Noise
from equity.simulation.outcome import Outcome
from equity.simulation.parameters import ASSUMPTION, FloatArray
from equity.simulation.payers import PARTIES, PAYERS
from equity.simulation.run import run_with
from equity.state_policy import StatePolicy

_TENTH = 0.1
_STEPS = 21
_DRAWS_A_STEP = 128
_FARTHEST = 0.005


def result(outcome: Outcome, quantity: str) -> FloatArray:
    """One result by draw, over the whole horizon; more of it is better.

    `quantity` is an endpoint (events averted), a payer or `payers` (dollars gained, present value).

    Raises
    ------
    InvalidParameter
        Nothing is called that.
    """
    if quantity in ENDPOINTS:
        return np.asarray(outcome.averted_by_year(quantity).sum(axis=1))
    parties = PAYERS if quantity == "payers" else (quantity,)
    if not set(parties) <= PARTIES.keys():
        raise InvalidParameter(
            f"No result is called {quantity!r}. Use payers, one of {', '.join(PARTIES)}, or one of "
            f"{', '.join(ENDPOINTS)}."
        )
    return -outcome.present_value(sum((outcome.paid(each) for each in parties), start=np.zeros((1, 1))))


def sensitivity(outcome: Outcome, quantity: str) -> pl.DataFrame:
    """Parameters and unknown facts by how closely a result follows them, strongest first.

    Columns: `id`, `label`, `rank_correlation` (Spearman, -1 to 1), `at_low` and `at_high` (the median
    result among the tenth of draws in which the parameter is lowest and highest), `changes_answer` (whether
    one of the two has the other sign), `is_assumption`, `evidence`. Those indistinguishable from no
    correlation (below twice its standard error, ``2 / sqrt(n - 1)``) are left out.

    Reference: Spearman rank correlation; Saltelli et al., Global Sensitivity Analysis (2008), section 1.2.
    """
    values = result(outcome, quantity)
    schema: dict[str, pl.DataType | type[pl.DataType]] = {
        "id": pl.String,
        "label": pl.String,
        "rank_correlation": pl.Float64,
        "at_low": pl.Float64,
        "at_high": pl.Float64,
        "changes_answer": pl.Boolean,
        "is_assumption": pl.Boolean,
        "evidence": pl.List(pl.String()),
    }
    if not values.any():
        return pl.DataFrame(schema=schema)
    ranks = scipy.stats.rankdata(values)
    noise = 2 / np.sqrt(len(values) - 1)
    rows = []
    for name, (label, evidence) in unsure(outcome).items():
        column = outcome.values[name]
        if column.min() == column.max():
            continue
        correlation = float(np.corrcoef(scipy.stats.rankdata(column), ranks)[0, 1])
        if abs(correlation) < noise:
            continue
        low, high = np.quantile(column, [_TENTH, 1 - _TENTH])
        at_low, at_high = (float(np.median(values[kept])) for kept in (column <= low, column >= high))
        rows.append(
            {
                "id": name,
                "label": label,
                "rank_correlation": correlation,
                "at_low": at_low,
                "at_high": at_high,
                "changes_answer": at_low * at_high < 0,
                "is_assumption": ASSUMPTION in evidence,
                "evidence": list(evidence),
            }
        )
    return pl.DataFrame(rows, schema=schema).sort(pl.col("rank_correlation").abs(), descending=True)


def tornado(outcome: Outcome, policy: StatePolicy, quantity: str) -> pl.DataFrame:
    """A result with one number at a time at its 10th and 90th percentile and all others at their median.

    Columns: `id`, `label`, `low`, `high` (the two percentiles), `at_low`, `at_high` and `at_median` (the
    result, more is better), `swing` (the distance between the two), `changes_answer` (whether one has
    another sign than the other), `is_assumption`, `evidence`; widest swing first, none left out that moves
    the result at all. Errors of places and groups are set to none.

    Parameters
    ----------
    outcome
        A run of the scenario, whose draws give the percentiles.
    policy
        The facts the run used.
    quantity
        As `result` knows it.

    Reference: Briggs, Claxton and Sculpher, Decision Modelling for Health Economic Evaluation (2006), ch. 4.
    """
    candidates = unsure(outcome)
    names = [name for name in candidates if np.ptp(outcome.values[name]) > 0]
    ends = {name: np.quantile(outcome.values[name], [_TENTH, 1 - _TENTH]) for name in names}
    rows = {name: np.full(1 + 2 * len(names), np.median(column)) for name, column in outcome.values.items()}
    for at, name in enumerate(names):
        rows[name][1 + 2 * at : 3 + 2 * at] = ends[name]
    values = _without_noise(outcome, policy, rows, quantity)
    table = pl.DataFrame(
        {
            "id": names,
            "label": [candidates[name][0] for name in names],
            "low": [float(ends[name][0]) for name in names],
            "high": [float(ends[name][1]) for name in names],
            "at_low": values[1::2],
            "at_high": values[2::2],
            "at_median": np.full(len(names), values[0]),
            "is_assumption": [ASSUMPTION in candidates[name][1] for name in names],
            "evidence": [list(candidates[name][1]) for name in names],
        },
        schema_overrides={"id": pl.String, "label": pl.String, "evidence": pl.List(pl.String())},
    )
    return (
        table.with_columns(
            swing=(pl.col("at_high") - pl.col("at_low")).abs(),
            changes_answer=pl.col("at_low") * pl.col("at_high") < 0,
        )
        .filter(pl.col("swing") > 1e-9 * (1 + abs(values[0])))
        .sort("swing", descending=True)
    )


@dataclass(frozen=True, kw_only=True)
class Threshold:
    """The value of one number at which a result is neither gain nor loss on average.

    `value` is None where the average has one sign over the whole range tried, `low` to `high`; `gains_above`
    says whether larger values gain (None where nothing turns), `chance` how likely the number lies on the
    gaining side. `steps` and `averages` are the range tried and the average result at each step.
    """

    id: str
    label: str
    value: float | None
    gains_above: bool | None
    chance: float
    low: float
    high: float
    steps: tuple[float, ...]
    averages: tuple[float, ...]


def threshold(outcome: Outcome, policy: StatePolicy, parameter: str, quantity: str) -> Threshold:
    """Where one number would have to lie for a scenario to break even, for example the share connected.

    Formula: ``E[result | number = x] = 0``, the expectation over 128 draws of everything else, at 21 values
    of x from the 0.5th to the 99.5th percentile with straight lines between. Of several turns the first is
    given. Errors of places and groups are set to none.

    Raises
    ------
    InvalidParameter
        The number is not one the scenario is unsure about.
    """
    candidates = unsure(outcome)
    if parameter not in candidates or not np.ptp(outcome.values[parameter]):
        raise InvalidParameter(
            f"This scenario is not unsure about {parameter!r}. Choose one of: "
            f"{', '.join(sorted(name for name in candidates if np.ptp(outcome.values[name]) > 0))}."
        )
    drawn = outcome.values[parameter]
    low, high = np.quantile(drawn, [_FARTHEST, 1 - _FARTHEST])
    steps, others = np.linspace(low, high, _STEPS), min(outcome.draws, _DRAWS_A_STEP)
    rows = {name: np.tile(column[:others], _STEPS) for name, column in outcome.values.items()}
    rows[parameter] = np.repeat(steps, others)
    averages = _without_noise(outcome, policy, rows, quantity).reshape(_STEPS, others).mean(axis=1)
    turns = np.flatnonzero(np.diff(np.sign(averages)) != 0)
    value, gains_above = None, None
    if len(turns):
        at = int(turns[0])
        before, after = averages[at : at + 2]
        value = float(steps[at] - before * (steps[at + 1] - steps[at]) / (after - before))
        gains_above = bool(after > before)
    gains = np.interp(drawn, steps, averages) > 0
    return Threshold(
        id=parameter,
        label=candidates[parameter][0],
        value=value,
        gains_above=gains_above,
        chance=float(gains.mean()),
        low=float(low),
        high=float(high),
        steps=tuple(steps.tolist()),
        averages=tuple(averages.tolist()),
    )


def unsure(outcome: Outcome) -> Mapping[str, tuple[str, tuple[str, ...]]]:
    """Label and evidence of each number and unknown fact that the levers in use rest on, by id."""
    facts = {
        fact.field: (f"What the State has in force: {fact.field.replace('_', ' ')}", ("unknown",))
        for fact in outcome.provenance.facts
        if (fact.is_unknown or fact.in_force == "partial") and fact.field in outcome.values
    }
    return {each.id: (each.label, each.evidence) for each in outcome.provenance.parameters} | facts


def _without_noise(
    outcome: Outcome, policy: StatePolicy, rows: Mapping[str, FloatArray], quantity: str
) -> FloatArray:
    """A result for each row of values, without errors of places and groups."""
    changed = run_with(
        rows,
        outcome.scenario,
        outcome.cells,
        policy,
        noise=Noise(seed=outcome.scenario.seed, is_silent=True),
    )
    return result(changed, quantity)
