"""What one budget buys: the answer in words, figures, and what stands in each view of the page."""

from collections.abc import Sequence
from datetime import date

import numpy as np

from components import allocation_reasons, selection, wording
from components import allocation_tables as tables
from components.allocation_tables import Shown
from components.charts import Chart
from components.frame import Figure
from components.numbers import Numbers, ScenarioMap
from components.provenance import APP, Provenance
from components.selection import Selection
from equity.allocation import why
from equity.allocation.services import CARE, HELPED, OBJECTIVES, Offered
from equity.geography import with_article
from equity.in_words import percent
from equity.simulation.summary import ONCE_A_YEAR

VIEWS = {
    "places": "Who gets what",
    "fairness": "What fairness costs",
    "why": "What binds, and why this place",
    "firm": "How firm it is",
    "offer": "What can be bought, and at what price",
}
_EXPLAINED = 3
_HARMS_OFTEN = 0.1
_FEW = 0.2
_NEXT_TO_NOTHING = 0.001


def provenance(
    these: Offered, seen: Selection, link: str, *, title: str, retrieved: tuple[date, ...] = ()
) -> Provenance:
    """Where the numbers of a plan come from: a model, what it was asked, and when its people were pulled."""
    return Provenance(
        title=title,
        publisher=f"{APP} model",
        period=wording.period(these.first_year + these.years - 1, years=these.years),
        about=selection.asked(seen.within, seen.level, link),
        is_embedded=True,
        retrieved=retrieved,
    )


def answer(shown: Shown) -> str:
    """Who would be helped with the money, how far the gap closes, and what stands in the way of more."""
    plan, where = shown.plan, with_article(shown.area)
    spent = plan.dollars.sum()
    if not spent:
        return (
            f"No money is spent in {where}: nothing that can be bought there brings more of this than "
            "doing nothing. Choose another outcome, or more money or room."
        )
    served = zip(plan.problem.services, plan.served.sum(axis=(0, 1)), strict=True)
    helped = [
        f"{wording.people(count)} through {wording.in_sentence(tables.service_label(shown, service))}"
        for service, count in served
        if round(count) > 0
    ]
    if not helped:
        return f"With {wording.money(spent)} hardly anybody is helped in {where}. Choose more money."
    places = wording.counted(len(plan.problem.places), "place", "places")
    return (
        f"Over {wording.counted(shown.these.years, 'year', 'years')} in {where}, {wording.money(spent)} "
        f"would pay for help for {wording.listed(helped)}, {ONCE_A_YEAR}. It goes to "
        f"{_count(plan.dollars.sum(axis=(1, 2)) > 0)} of {places}. {_binding(shown)} "
        f"{price_of_fairness(shown)}{_crowded(shown)}"
    )


def _crowded(shown: Shown) -> str:
    """A word of warning where few places take all of the money."""
    funded = shown.plan.dollars.sum(axis=(1, 2)) > 0
    if funded.mean() >= _FEW:
        return ""
    return (
        " Where little but need tells places apart, even a small weight on it sends all money to the "
        "neediest until their room is used: “Limits and promises” can spread it."
    )


def _binding(shown: Shown) -> str:
    plan = shown.plan
    priced = [row.binds for row in plan.problem.rows if plan.prices[row.id] > 0]
    if priced:
        return f"What stands in the way of more: {wording.listed(priced)}."
    if plan.full.any():
        return "Money is left over: what stands in the way of more is room in organizations."
    return "Money is left over: everything that helps is bought."


def price_of_fairness(shown: Shown) -> str:
    """What putting need first costs, against counting everybody alike, in a sentence."""
    price = shown.answer.price
    closed, before = (_percent(each) for each in (price.closed, price.closed_before))
    if shown.plan.problem.weight.min() == shown.plan.problem.weight.max():
        return f"The gap between the neediest and the least needy fifth of residents narrows by {closed}."
    lost = f"{_percent(price.gain_lost)} of the total gain"
    if abs(price.gain_lost) < _NEXT_TO_NOTHING:
        lost = f"less than 0.1{wording.SPACE}% of the total gain"
    if max(abs(price.gain_lost), abs(price.gain_lost_low), abs(price.gain_lost_high)) < _NEXT_TO_NOTHING:
        lost = f"next to nothing: less than 0.1{wording.SPACE}% of the total gain"
    elif price.gain_lost_low < price.gain_lost_high:
        ends = wording.span(price.gain_lost_low, price.gain_lost_high, unit_id="share")
        lost += f" ({wording.INTERVAL_80} {ends})"
    return (
        "Counting need narrows the gap between the neediest and the least needy fifth of residents by "
        f"{closed} instead of {before}, and costs {lost}."
    )


def figures(shown: Shown) -> list[Figure]:
    """The gain, how much of the gap it closes, and how good the plan is."""
    plan, total = shown.plan, shown.drawn.sum(axis=1)
    low, high = np.quantile(total, tables.ENDS)
    print_ = tables.printed(shown)
    return [
        Figure(
            label=shown.objective.label,
            middle=print_(plan.gain),
            interval=f"80{wording.SPACE}% interval: {print_(low)} to {print_(high)}",
            chance=f"Better than doing nothing: {wording.probability(float((total > 0).mean()))}",
        ),
        Figure(
            label="Gap between neediest and least needy fifth closed",
            middle=_percent(plan.gap_closed),
            interval=f"An even split: {_percent(shown.answer.even.gap_closed)}",
            chance="The gap is in what could be gained and is not",
        ),
        Figure(
            label="Times the gain of an even split of the money",
            middle=_times(plan.gain, shown.answer.even.gain),
            interval=f"Of the neediest place first: {_times(plan.gain, shown.answer.neediest_first.gain)}",
            chance=f"Proved to be at most {_tiny(plan.gap)} below the best there can be",
        ),
    ]


def harms(shown: Shown) -> list[str]:
    """Sentences on places and outcomes that draws find worse off."""
    said = []
    total = shown.drawn.sum(axis=1)
    worse = float((total < 0).mean())
    if worse > _HARMS_OFTEN:
        said.append(
            f"In {percent(worse)} of draws the plan brings less than nothing: {_noun(shown)} would be lost."
        )
    helped = shown.plan.served
    for other in shown.these.objectives:
        if other in (HELPED, shown.objective.id):
            continue
        change = sum(
            float((helped[..., at] * service.gains[other]).sum())
            for at, service in enumerate(tables.bought(shown))
            if other in service.gains
        )
        if change < 0:
            if other == CARE:
                said.append(f"More care would be used than avoided, for {wording.money(-change)} in all.")
            else:
                lost = wording.number(-change, unit_id="people")
                said.append(f"{OBJECTIVES[other].label}: {lost} would be lost.")
    return said


def view(chosen: str, shown: Shown, places: Sequence[str]) -> list[Chart | Numbers | ScenarioMap]:
    """The pictures and tables of one of `VIEWS`; the others are not built."""
    match chosen:
        case "places":
            return [tables.mapped(shown), tables.by_group(shown)]
        case "fairness":
            return [tables.frontier(shown), tables.compared(shown)]
        case "why":
            return [
                allocation_reasons.limits(shown),
                allocation_reasons.room(shown),
                allocation_reasons.reasons(shown, places),
            ]
        case "firm":
            return [allocation_reasons.firm(shown), allocation_reasons.teams(shown)]
        case _:
            return [tables.offer(shown)]


def remarks(chosen: str, shown: Shown, places: Sequence[str]) -> list[str]:
    """Sentences that stand above the pictures of a view."""
    if chosen == "fairness":
        return [
            price_of_fairness(shown),
            "The gap is what could still be gained for each resident of the neediest fifth, less the same of "
            "the least needy fifth: before the plan, and with it.",
        ]
    if chosen == "why":
        return [_why(shown, at) for at in allocation_reasons.chosen_places(shown, places)[:_EXPLAINED]]
    if chosen == "firm":
        return [
            "The plan is worked out again in 50 draws, each with its own people, costs and effects. Where "
            "few of them fund a place, another plan may be as good."
        ]
    return []


def _why(shown: Shown, at: int) -> str:
    """Why one place gets what it gets, in three sentences."""
    plan, problem = shown.plan, shown.plan.problem
    found = allocation_reasons.reasons_of(shown)
    dollars = plan.dollars[at].sum()
    poor = wording.number(problem.need[at], unit_id="share")
    average = float((problem.need * problem.residents).sum() / problem.residents.sum())
    everywhere, each = wording.number(average, unit_id="share"), dollars / problem.residents[at]
    said = (
        f"**{shown.name(at)}** gets {wording.money(dollars)}, {wording.money(1_000 * each)} for each 1,000 "
        f"residents. {poor} of them live in poverty (in all of {with_article(shown.area)} {everywhere}), "
        f"so a gain there counts {problem.weight[at]:.2f} times the average."
    )
    full = [tables.service_label(shown, problem.services[s]) for s in np.flatnonzero(found.is_full[at])]
    if full:
        labels = wording.listed([wording.in_sentence(each) for each in full])
        said += f" More people could be helped through {labels}, but there is no room."
    stop = found.stops[at]
    said += f" {'For the rest' if full else 'It gets no more because'}"
    said += f"{':' if full else ''} {why.STOPS[stop]}"
    if stop == "money" and np.isfinite(found.next_return[at]):
        said += f" (here {found.next_return[at]:.2f} of what the last dollar brings)"
    return said + "."


def _noun(shown: Shown) -> str:
    return wording.in_sentence(shown.objective.label)


def _count(which: np.ndarray) -> str:
    return f"{int(which.sum()):,}"


def _percent(share: float) -> str:
    return wording.number(share, unit_id="share", margin=0.1 if abs(share) > 0.1 else None)


def _tiny(share: float) -> str:
    return f"{max(share * 100, 0.01):.2f}{wording.SPACE}%"


def _times(one: float, other: float) -> str:
    return f"{one / other:.2f}" if other > 0 else "it gains nothing"
