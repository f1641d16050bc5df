"""What the app rests on, as cards in words: indicators, studies, and the numbers behind the levers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from components import wording
from equity.evidence import Card
from equity.indicators import TOPICS, Indicator
from equity.simulation.parameters import ASSUMPTION

if TYPE_CHECKING:
    from equity.levers import Lever  # with the whole model, which most pages do without


@dataclass(frozen=True, kw_only=True)
class Cards:
    """Some cards under one title, each a text of a few sentences."""

    title: str
    texts: tuple[str, ...]


def of_indicators(these: Iterable[Indicator]) -> list[Cards]:
    """Every indicator under its topic: whom it counts, which way is better, what to be wary of."""
    by_topic: dict[str, list[str]] = {topic: [] for topic in TOPICS}
    for each in these:
        by_topic[each.topic].append(
            f"**{each.label}.** Of: {wording.in_sentence(each.universe)}. {wording.BETTER[each.better]} "
            + " ".join(each.caveats)
        )
    return [
        Cards(title=f"{TOPICS[topic]}: {len(texts)}", texts=tuple(texts))
        for topic, texts in by_topic.items()
        if texts
    ]


def study(card: Card) -> str:
    """One study in words."""
    span = "" if card.low is None else f"{card.low:,g} to {card.high:,g}"
    middle = "" if card.central is None else f"{card.central:,g}"
    figure = " ".join(part for part in (middle or span, card.unit) if part)
    doubt = ", ".join(part for part in (span if middle else "", card.interval) if part)
    interval = f" ({doubt})" if doubt else ""
    limits = f" {card.caveat}" if card.caveat else ""
    return (
        f"**{card.measure}: {figure}{interval}.** {card.population}; {card.setting}. Evidence: {card.grade}."
        f"{limits} *{card.citation}.* Read: {wording.in_sentence(card.how_read)}."
    )


def of_parameters(lever: Lever, studies: Mapping[str, Card]) -> Cards:
    """The numbers behind a lever: value, range, and the study each rests on, or that it is an assumption."""
    texts = []
    for each in lever.parameters:
        value = f"{each.central:,g} ({each.low:,g} to {each.high:,g}) {each.unit}"
        rests = [_rests_on(evidence, studies) for evidence in each.evidence]
        note = f" {each.note}" if each.note else ""
        texts.append(f"**{each.label}: {value}.** Rests on: {'; '.join(rests)}.{note}")
    return Cards(title=f"{lever.label}: {len(texts)} numbers", texts=tuple(texts))


def _rests_on(evidence_id: str, studies: Mapping[str, Card]) -> str:
    if evidence_id == ASSUMPTION:
        return "**an assumption**"
    card = studies[evidence_id]
    return f"*{card.citation.rstrip('.')}* ({card.grade} grade; {wording.in_sentence(card.population)})"
