"""Every measure of disparity with the question it answers, so that a page can show them all alike."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Literal

from equity.disparity import Result, Subgroups
from equity.disparity.concentration import (
    absolute_concentration_index,
    erreygers_index,
    relative_concentration_index,
    wagstaff_index,
)
from equity.disparity.dispersion import (
    between_group_sd,
    between_group_variance,
    coefficient_of_variation,
    index_of_disparity,
    mean_difference_from_best,
    mean_difference_from_mean,
)
from equity.disparity.entropy import (
    atkinson_index,
    generalized_entropy_2,
    mean_log_deviation,
    theil_index,
)
from equity.disparity.gradient import relative_index, slope_index
from equity.disparity.impact import population_attributable_fraction, population_attributable_risk
from equity.disparity.lorenz import gini_index, hoover_index
from equity.disparity.pairwise import difference, healthy_people, ratio

Scale = Literal["absolute", "relative"]
Printed = Literal["value", "squared", "ratio", "percent", "index"]
"""What a result is printed as: in the unit of the indicator, its square, times, percent or a bare index."""


@dataclass(frozen=True, kw_only=True)
class Measure:
    """One measure; `label` is its plain name, `term` the field's, `suits` the question it is for."""

    id: str
    label: str
    term: str
    scale: Scale
    printed: Printed
    suits: str
    of: Callable[[Subgroups], Result]
    needs_order: bool = False


@dataclass(frozen=True, kw_only=True)
class Question:
    """What a reader wants to know, and the absolute and the relative measure that answer it."""

    id: str
    words: str
    absolute: str
    relative: str


QUESTIONS: tuple[Question, ...] = (
    Question(
        id="gain",
        words="How many gain if all do as well as the best?",
        absolute="attributable_risk",
        relative="attributable_fraction",
    ),
    Question(id="ends", words="How far apart are the two ends?", absolute="difference", relative="ratio"),
    Question(
        id="steps",
        words="Does it change step by step between the ends?",
        absolute="slope_index",
        relative="relative_index",
    ),
    Question(
        id="spread",
        words="How far from the average is everybody?",
        absolute="mean_difference",
        relative="index_of_disparity",
    ),
)


def _absolute(
    id_: str, label: str, term: str, suits: str, of: Callable[..., Result], **more: bool
) -> Measure:
    printed: Printed = "squared" if id_ == "between_group_variance" else "value"
    return Measure(
        id=id_, label=label, term=term, scale="absolute", printed=printed, suits=suits, of=of, **more
    )


def _relative(
    id_: str, label: str, term: str, suits: str, of: Callable[..., Result], *, printed: Printed, **more: bool
) -> Measure:
    return Measure(
        id=id_, label=label, term=term, scale="relative", printed=printed, suits=suits, of=of, **more
    )


def _summary_rate_ratio(groups: Subgroups) -> Result:
    return healthy_people(groups).summary_rate_ratio


MEASURES: dict[str, Measure] = {
    each.id: each
    for each in (
        _absolute(
            "attributable_risk",
            "What all would gain at the level of the best-off",
            "population attributable risk",
            "planning: how many people a closed gap is about",
            population_attributable_risk,
        ),
        _relative(
            "attributable_fraction",
            "The same as a part of the whole burden",
            "population attributable fraction",
            "saying which part of a problem is inequality",
            population_attributable_fraction,
            printed="percent",
        ),
        _absolute(
            "difference",
            "Gap between the two ends",
            "difference",
            "a first look; it ignores everybody between the ends",
            difference,
        ),
        _relative(
            "ratio",
            "How many times as high",
            "ratio",
            "a first look beside the gap; it looks large where values are small",
            ratio,
            printed="ratio",
        ),
        _absolute(
            "slope_index",
            "Drop or rise along the whole order",
            "slope index of inequality",
            "a trend over years, since it uses everybody and not only the ends",
            slope_index,
            needs_order=True,
        ),
        _relative(
            "relative_index",
            "The same as a ratio of the line's ends",
            "relative index of inequality",
            "comparing things with different averages",
            relative_index,
            printed="ratio",
            needs_order=True,
        ),
        _absolute(
            "absolute_concentration",
            "Lean along the order",
            "absolute concentration index",
            "ranking programs by how much they lean toward one end",
            absolute_concentration_index,
            needs_order=True,
        ),
        _relative(
            "concentration",
            "Lean along the order, from −1 to 1",
            "relative concentration index",
            "comparing how one-sided different burdens are",
            relative_concentration_index,
            printed="index",
            needs_order=True,
        ),
        _relative(
            "wagstaff",
            "Lean, as a part of the most there could be",
            "Wagstaff's index",
            "shares near 0 or 100 %",
            wagstaff_index,
            printed="index",
            needs_order=True,
        ),
        _absolute(
            "erreygers",
            "Lean, the same for having and not having",
            "Erreygers' index",
            "shares, when some report the burden and others its absence",
            erreygers_index,
            needs_order=True,
        ),
        _absolute(
            "mean_difference",
            "Usual distance from the average",
            "mean difference from the mean, weighted",
            "groups without an order; everybody counts",
            mean_difference_from_mean,
        ),
        _absolute(
            "mean_difference_plain",
            "The same, each group counting once",
            "mean difference from the mean, unweighted",
            "when a small group matters as much as a large one",
            partial(mean_difference_from_mean, weighted=False),
        ),
        _absolute(
            "mean_difference_best",
            "Usual distance from the best",
            "mean difference from the best, weighted",
            "a target that somebody already reached",
            mean_difference_from_best,
        ),
        _absolute(
            "between_group_sd",
            "Typical distance, large ones counting more",
            "between-group standard deviation",
            "when outliers should weigh more",
            between_group_sd,
        ),
        _absolute(
            "between_group_variance",
            "The square of that distance",
            "between-group variance",
            "formulas; hard to read aloud",
            between_group_variance,
        ),
        _relative(
            "index_of_disparity",
            "Usual distance as a part of the average",
            "index of disparity, weighted",
            "comparing things with different averages",
            index_of_disparity,
            printed="percent",
        ),
        _relative(
            "index_of_disparity_plain",
            "The same, each group counting once",
            "index of disparity, unweighted",
            "when a small group matters as much as a large one",
            partial(index_of_disparity, weighted=False),
            printed="percent",
        ),
        _relative(
            "coefficient_of_variation",
            "Typical distance as a part of the average",
            "coefficient of variation",
            "comparing spread of things with different averages",
            coefficient_of_variation,
            printed="percent",
        ),
        _relative(
            "hoover",
            "What would have to move for all to be equal",
            "Hoover index",
            "explaining inequality in one sentence",
            hoover_index,
            printed="percent",
        ),
        _relative(
            "gini",
            "Gini index, from 0 to 1",
            "Gini index",
            "comparison with published Gini values, not with those of income of single people",
            gini_index,
            printed="index",
        ),
        _relative(
            "theil",
            "Theil index, 0 when equal",
            "Theil index",
            "splitting inequality into within and between",
            theil_index,
            printed="index",
        ),
        _relative(
            "mean_log_deviation",
            "Mean log deviation, 0 when equal",
            "mean log deviation",
            "when low values should weigh more",
            mean_log_deviation,
            printed="index",
        ),
        _relative(
            "generalized_entropy_2",
            "Half the squared relative spread",
            "generalized entropy, GE(2)",
            "when high values should weigh more",
            generalized_entropy_2,
            printed="index",
        ),
        _relative(
            "atkinson",
            "Atkinson index, from 0 to 1",
            "Atkinson index, ε = 1",
            "when low values should weigh more, on a scale to 1",
            partial(atkinson_index, epsilon=1.0),
            printed="index",
        ),
        _relative(
            "summary_rate_ratio",
            "The others against the best",
            "summary rate ratio of Healthy People 2030",
            "reports in the form of the national objectives",
            _summary_rate_ratio,
            printed="ratio",
        ),
    )
}


def question(question_id: str) -> Question:
    """The question with this id."""
    return next(each for each in QUESTIONS if each.id == question_id)
