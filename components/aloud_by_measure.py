"""The sentence of each measure of disparity, for somebody who never heard its name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from components import wording


@dataclass(frozen=True, kw_only=True)
class Said:
    """What a sentence is made of: the result, its size in words, and what the parts are called."""

    value: float
    size: str
    first: str
    second: str
    bottom: str
    top: str
    part: str
    is_lower_better: bool


def _up_or_down(said: Said) -> str:
    return "higher" if said.value > 0 else "lower"


def _fall_or_rise(said: Said) -> str:
    return "rises" if said.value > 0 else "falls"


def _gain(said: Said) -> str:
    if said.value == 0:
        return "If all did as well as the best-off, the average would not move."
    move = "fall" if said.is_lower_better else "rise"
    return f"If all did as well as {said.first}, the average would {move} by {said.size}."


def _part_gained(said: Said) -> str:
    if said.is_lower_better:
        return f"{said.size} of the whole burden would not be there if all did as well as {said.first}."
    return f"The average would rise by {said.size} of itself if all did as well as {said.first}."


def _leans(said: Said) -> str:
    if said.value == 0:
        return "leans to neither end"
    return f"leans toward {said.top if said.value > 0 else said.bottom}"


SENTENCES: Mapping[str, Callable[[Said], str]] = {
    "attributable_risk": _gain,
    "attributable_fraction": _part_gained,
    "difference": lambda said: (
        f"It is {said.size} {_up_or_down(said)} for {said.first} than for {said.second}."
    ),
    "ratio": lambda said: f"It is {said.size} times as high for {said.first} as for {said.second}.",
    "slope_index": lambda said: (
        f"Line everybody up, from {said.bottom} to {said.top}, and draw the straight line that fits best. "
        f"From its start to its end it {_fall_or_rise(said)} by {said.size}."
    ),
    "relative_index": lambda said: (
        f"At the end of the straight line through all parts, the value is {said.size} times what it is at "
        f"the start, from {said.bottom} to {said.top}."
    ),
    "absolute_concentration": lambda said: f"It {_leans(said)}, by {said.size}; 0 would be no lean.",
    "concentration": lambda said: (
        f"It {_leans(said)}: {wording.number(said.value, unit_id='index')} on a scale where 0 is no lean and "
        "−1 or 1 is all of it at one end."
    ),
    "wagstaff": lambda said: (
        f"It {_leans(said)}: {said.size} of the most that an average like this one allows, which is 1."
    ),
    "erreygers": lambda said: (
        f"It {_leans(said)}, by {said.size}, whether one counts having it or not having it."
    ),
    "mean_difference": lambda said: f"On average, a person's {said.part} lies {said.size} from the average.",
    "mean_difference_plain": lambda said: f"On average, a {said.part} lies {said.size} from the average.",
    "mean_difference_best": lambda said: (
        f"On average, a person's {said.part} lies {said.size} from the best."
    ),
    "between_group_sd": lambda said: (
        f"A typical distance from the average is {said.size}; far {said.part}s count more than near ones."
    ),
    "between_group_variance": lambda said: f"That distance multiplied by itself: {said.size}.",
    "index_of_disparity": lambda said: (
        f"On average, a person's {said.part} lies away from the average by {said.size} of it."
    ),
    "index_of_disparity_plain": lambda said: (
        f"On average, a {said.part} lies away from the average by {said.size} of it."
    ),
    "coefficient_of_variation": lambda said: f"A typical distance is {said.size} of the average.",
    "hoover": lambda said: (
        f"{said.size} of all cases would have to move between {said.part}s for all to be equal."
    ),
    "gini": lambda said: f"{said.size}, where 0 is all equal and 1 is everything in one {said.part}.",
    "theil": lambda said: f"{said.size}, where 0 is all equal; it grows with how uneven the burden is.",
    "mean_log_deviation": lambda said: (
        f"{said.size}, where 0 is all equal; {said.part}s with little of it count more."
    ),
    "generalized_entropy_2": lambda said: (
        f"{said.size}, where 0 is all equal; {said.part}s with much of it count more."
    ),
    "atkinson": lambda said: f"{said.size}, where 0 is all equal and 1 is the most there can be.",
    "summary_rate_ratio": lambda said: (
        f"The other {said.part}s stand, on average, at {said.size} times the best one."
    ),
}
