"""The groups that a measure compares, with everything about them declared and nothing guessed.

Scale, polarity, order and bounds come from whoever knows the indicator. Missing, suppressed and zero are kept
apart: a missing group may be dropped and named, a suppressed one withholds every summary (it could be worked
out from it), a zero is a value.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from equity.disparity._result import BoolArray, FloatArray, Result, undefined
from equity.errors import InvalidParameter
from equity.groups import are_exclusive, group
from equity.indicators import Indicator
from equity.rates import NATURAL_RANGE

MOST_MISSING = 0.15
"""Above this share of missing groups, an unordered comparison is refused (World Health Organization)."""

Numbers = Sequence[float | None] | Sequence[float] | Sequence[int] | FloatArray


@dataclass(frozen=True, kw_only=True, eq=False)
class Subgroups:
    """Groups to compare; arrays have one entry a group, NaN where it is unknown. Made by `subgroups`.

    Attributes
    ----------
    names
        What a reader calls each group.
    estimate, se
        The indicator in each group and its standard error, in one unit.
    population
        People in each group: they weight the mean and the ranks.
    order
        1 for the most disadvantaged group and upwards; None for groups without an order.
    suppressed
        Groups whose value exists but is withheld.
    eligible
        Groups that measures may pick as the best or as an end: those whose value can be relied on.
    favorable
        True where a higher value is better, False where lower is; None where neither is declared.
    reference
        Position of the group others are compared with, if one was chosen.
    scale
        What a whole is in the unit of `estimate`: 1 for a share, 100 for a percentage, 1000 for a rate per
        1,000.
    bounds
        Lowest and highest value the indicator can take, each None if there is none.
    exclusive
        Whether nobody is counted in two groups. Measures that weight by population need this.
    """

    names: tuple[str, ...]
    estimate: FloatArray
    se: FloatArray
    population: FloatArray
    order: FloatArray | None
    suppressed: BoolArray
    eligible: BoolArray
    favorable: bool | None
    reference: int | None
    scale: float
    bounds: tuple[float | None, float | None]
    exclusive: bool


def subgroups(
    estimate: Numbers,
    *,
    favorable: bool | None = None,
    names: Sequence[str] | None = None,
    se: Numbers | None = None,
    population: Numbers | None = None,
    order: Numbers | None = None,
    suppressed: Sequence[bool] | None = None,
    eligible: Sequence[bool] | None = None,
    reference: int | None = None,
    scale: float = 1.0,
    bounds: tuple[float | None, float | None] = (None, None),
    exclusive: bool = True,
) -> Subgroups:
    """Groups to compare, from plain lists; None marks what is not known. Without `eligible` all groups are.

    Raises
    ------
    InvalidParameter
        Lists of different lengths, a negative population or standard error, a number that is not finite, a
        scale that is not positive, or a reference that is not one of the groups.

    Examples
    --------
    >>> subgroups([0.18, 0.06], favorable=False, names=["uptown", "downtown"]).names
    ('uptown', 'downtown')
    """
    values = _numbers(estimate, "estimate", None)
    count = len(values)
    columns = {
        name: _numbers(given, name, count)
        for name, given in (("se", se), ("population", population), ("order", order))
    }
    for name in ("se", "population"):
        if (columns[name] < 0).any():
            raise InvalidParameter(f"{name} holds a negative number; expected 0 or more. Correct the input.")
    hidden = np.zeros(count, dtype=np.bool_) if suppressed is None else np.asarray(suppressed, dtype=np.bool_)
    may_lead = np.ones(count, dtype=np.bool_) if eligible is None else np.asarray(eligible, dtype=np.bool_)
    labels = tuple(f"group {at + 1}" for at in range(count)) if names is None else tuple(names)
    if len(hidden) != count or len(labels) != count:
        raise InvalidParameter(
            f"{count} estimates, {len(labels)} names and {len(hidden)} suppression marks; "
            "expected one of each a group."
        )
    if scale <= 0:
        raise InvalidParameter(f"The scale is {scale}; expected a positive number such as 1, 100 or 1000.")
    if reference is not None and not 0 <= reference < count:
        raise InvalidParameter(f"The reference is group number {reference}; expected 0 to {count - 1}.")
    return Subgroups(
        names=labels,
        estimate=values,
        se=columns["se"],
        population=columns["population"],
        order=None if order is None else columns["order"],
        suppressed=hidden,
        eligible=may_lead,
        favorable=favorable,
        reference=reference,
        scale=scale,
        bounds=bounds,
        exclusive=exclusive,
    )


def _numbers(given: Numbers | None, name: str, count: int | None) -> FloatArray:
    if given is None:
        return np.full(count or 0, np.nan)
    array = np.array([np.nan if value is None else value for value in given], dtype=np.float64)
    if count is not None and len(array) != count:
        raise InvalidParameter(f"{len(array)} values of {name} for {count} groups; expected one each.")
    if np.isinf(array).any():
        raise InvalidParameter(f"{name} holds an infinite number. Mark what is not known with None.")
    return array


def from_rates(
    table: pl.DataFrame, indicator: Indicator, *, order: str | None = None, reference: str | None = None
) -> Subgroups:
    """Groups to compare, from rows of `equity.rates.of`: one place by group, or one group by place.

    Parameters
    ----------
    table
        Rows of one indicator and year. Where they are of one place, each row is a population group; otherwise
        each row is a place (a column `name` names it, and one `is_eligible` says which may be the best).
    indicator
        Says which direction is better and, by its unit, which values are possible.
    order
        Column that ranks the rows from most to least disadvantaged.
    reference
        Id of the group, or geoid of the place, that the others are compared with.

    Raises
    ------
    InvalidParameter
        `reference` is not among the rows.
    """
    by_group = table["geoid"].n_unique() == 1
    ids = table["group" if by_group else "geoid"].to_list()
    if reference is not None and reference not in ids:
        raise InvalidParameter(
            f"{reference} is not among the rows compared: {', '.join(ids)}. Choose one of them."
        )
    if by_group:
        names = [group(each).label for each in ids]
    else:
        names = table["name"].to_list() if "name" in table.columns else ids
    return subgroups(
        table["estimate"].to_list(),
        favorable={"higher": True, "lower": False}.get(indicator.better),
        names=names,
        se=table["standard_error"].to_list(),
        population=table["denominator"].to_list(),
        order=None if order is None else table[order].to_list(),
        suppressed=(table["estimate_kind"] == "suppressed").to_list(),
        eligible=table["is_eligible"].to_list() if "is_eligible" in table.columns else None,
        reference=None if reference is None else ids.index(reference),
        bounds=NATURAL_RANGE.get(indicator.unit, (None, None)),
        exclusive=are_exclusive(ids) if by_group else True,
    )


@dataclass(frozen=True, kw_only=True, eq=False)
class Ready:
    """Groups that can be computed with: nothing missing, nobody counted twice, nobody absent.

    `se` is None unless every group has one: no interval is better than a partial one. `share` is each group's
    part of the population (NaN where populations are not given); `rank` its midpoint on the population
    ranked from most to least disadvantaged, 0 to 1.
    """

    names: tuple[str, ...]
    y: FloatArray
    se: FloatArray | None
    population: FloatArray
    share: FloatArray
    order: FloatArray | None
    rank: FloatArray
    eligible: BoolArray
    favorable: bool | None
    reference: int | None
    scale: float
    bounds: tuple[float | None, float | None]
    left_out: tuple[str, ...]
    population_left_out: float | None

    @property
    def mean(self) -> float:
        """The population-weighted mean."""
        return float(self.share @ self.y)

    def best(self) -> int | Result:
        """The best of the eligible groups, the most populous of equal ones; or why there is none."""
        if self.favorable is None:
            return self.undefined("not computable: it is not declared whether higher or lower is better")
        if not self.eligible.any():
            return self.undefined("not computable: no value can be relied on to be the best")
        among = self.y[self.eligible]
        best = among.max() if self.favorable else among.min()
        candidates = np.flatnonzero(self.eligible & (self.y == best))
        return int(candidates[self.population[candidates].argmax()])

    def result(self, value: float, *, direction: str = "") -> Result:
        """This value, with what was left out and, as long as there is no interval, why."""
        return Result(
            value=value,
            direction=direction,
            left_out=self.left_out,
            population_left_out=self.population_left_out,
            why_not_shown="" if self.se is not None else NO_STANDARD_ERRORS,
        )

    def undefined(self, reason: str) -> Result:
        """No value, for this reason, with what was left out."""
        return undefined(reason, left_out=self.left_out, population_left_out=self.population_left_out)


NO_STANDARD_ERRORS = "the standard error of at least one group is not known"


def ready(groups: Subgroups, *, weighted: bool = True, ordered: bool = False) -> Ready | Result:
    """The groups once they are fit to be compared, or the result that says why they are not.

    The rules: a suppressed group withholds the summary; ordered groups may not miss any, unordered ones at
    most 15 %; groups without people are left out of weighted and unweighted measures alike; two groups are
    the least.
    """
    known_population = ~np.isnan(groups.population)
    missing = np.isnan(groups.estimate)
    if weighted:
        missing |= ~known_population
    if ordered and groups.order is not None:
        missing |= np.isnan(groups.order)
    rules = (
        (groups.suppressed.any(), "withheld: a suppressed group could be worked out from the summary"),
        (
            weighted and not groups.exclusive,
            "not computable: the groups overlap, so population shares do not add up",
        ),
        (ordered and groups.order is None, "not computable: the groups have no declared order"),
        (
            weighted and not known_population.any(),
            "not computable: the populations of the groups are not given",
        ),
        (
            groups.order is not None and missing.any(),
            f"refused: an ordered comparison needs every group; missing: {_named(groups, missing)}",
        ),
        (
            missing.mean() > MOST_MISSING,
            f"refused: {100 * missing.mean():.0f}% of subgroups missing exceeds {100 * MOST_MISSING:.0f}%",
        ),
    )
    refusal = next((reason for is_broken, reason in rules if is_broken), None)
    if refusal:
        return undefined(refusal)
    empty = groups.population == 0
    kept = ~missing & ~empty
    left_out = _names(groups, ~kept)
    people_out = _share_left_out(groups.population, kept)
    if kept.sum() < 2:
        reason = "zero population" if empty.any() and not kept.any() else "fewer than 2 groups"
        return undefined(f"not computable: {reason}", left_out=left_out, population_left_out=people_out)
    if groups.reference is not None and not kept[groups.reference]:
        return undefined(
            f"not computable: the reference group ({groups.names[groups.reference]}) has no value",
            left_out=left_out,
            population_left_out=people_out,
        )
    population = groups.population[kept]
    order = None if groups.order is None else groups.order[kept]
    share = population / population.sum()
    return Ready(
        names=groups.names if kept.all() else _names(groups, kept),
        y=groups.estimate[kept],
        se=None if np.isnan(groups.se[kept]).any() else groups.se[kept],
        population=population,
        share=share,
        order=order,
        rank=np.full(len(share), np.nan) if order is None else ridit_ranks(population, order=order),
        eligible=groups.eligible[kept],
        favorable=groups.favorable,
        reference=None if groups.reference is None else int(kept[: groups.reference].sum()),
        scale=groups.scale,
        bounds=groups.bounds,
        left_out=left_out,
        population_left_out=people_out,
    )


def _names(groups: Subgroups, which: BoolArray) -> tuple[str, ...]:
    return tuple(groups.names[at] for at in np.flatnonzero(which))


def _named(groups: Subgroups, which: BoolArray) -> str:
    names = _names(groups, which)
    return ", ".join(names[:3]) + (" and others" if len(names) > 3 else "")


def _share_left_out(population: FloatArray, kept: BoolArray) -> float | None:
    if np.isnan(population).any():
        return None
    total = population.sum()
    return float(population[~kept].sum() / total) if total > 0 else None


def ridit_ranks(population: FloatArray, *, order: FloatArray | None = None) -> FloatArray:
    """Where each group stands in the population ranked by `order`: the midpoint of its people, 0 to 1.

    `r_j = (people before j + half of j) / all people`. Groups of equal order share one rank; a group without
    people has a rank but no weight. Without `order` the groups are taken as they come.

    References
    ----------
    Bross IDJ. How to use ridit analysis. Biometrics 1958; 14: 18-38.

    Examples
    --------
    >>> ridit_ranks(np.array([1.0, 3, 0, 4])).tolist()
    [0.0625, 0.3125, 0.5, 0.75]
    """
    place = np.arange(len(population)) if order is None else order
    _, block = np.unique(place, return_inverse=True)
    people = np.bincount(block, weights=population)
    middle = (np.cumsum(people) - people / 2) / people.sum()
    return np.asarray(middle[block], dtype=np.float64)
