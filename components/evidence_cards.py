"""The evidence as cards to search: what each study found, how far it can be trusted, and what rests on it."""

from collections.abc import Iterable, Mapping, Sequence

import polars as pl
import streamlit as st

from components import cards, wording
from components.charts import Column
from components.numbers import Numbers
from components.provenance import APP, Provenance
from equity.evidence import Card, Use

EVERY_TOPIC = "all"
_GRADES = {
    "high": ":green-badge[High grade]",
    "moderate": ":blue-badge[Moderate grade]",
    "low": ":orange-badge[Low grade]",
}
_MOST = 30  # cards on one page: more are found by searching


def topics(these: Iterable[Card]) -> dict[str, str]:
    """The topics to choose from, by id; all of them first."""
    counts: dict[str, int] = {}
    for each in these:
        counts[each.topic] = counts.get(each.topic, 0) + 1
    return {EVERY_TOPIC: f"All topics ({sum(counts.values())})"} | {
        topic: f"{topic} ({count})" for topic, count in sorted(counts.items())
    }


def answer(found: Sequence[Card], whole: int, uses: Mapping[str, Sequence[Use]]) -> str:
    """How many studies are shown, and how many of them anything rests on."""
    used = sum(bool(uses.get(each.id)) for each in found)
    return (
        f"{len(found)} of {wording.counted(whole, 'published figure', 'published figures')} "
        f"{'is' if len(found) == 1 else 'are'} found; the model draws on {used} of these, and the "
        "others say what was tried and what is known beside. No study here is about your place: each says "
        "whom and where it was measured. Estimates of health made by modeling (CDC PLACES) are never used as "
        "evidence that a policy worked."
    )


def shown(found: Sequence[Card], uses: Mapping[str, Sequence[Use]]) -> None:
    """A card for each study, as many as a page can hold."""
    for each in found[:_MOST]:
        with st.container(border=True):
            st.markdown(f"{_GRADES[each.grade]} {each.topic}, {each.year}\n\n{cards.study(each)}")
            st.caption(used_by(uses.get(each.id, ())))
    if len(found) > _MOST:
        st.caption(f"The first {_MOST} are shown. Search or choose a topic to see the others.")
    if not found:
        st.info("No card has all of these words. Try fewer or other words, or all topics.")


def used_by(uses: Sequence[Use]) -> str:
    """What rests on a study, in a sentence."""
    if not uses:
        return "Nothing in the model draws on this figure: it is here so that it is not overlooked."
    by_user: dict[str, list[str]] = {}
    for use in uses:
        by_user.setdefault(use.user, []).append(wording.in_sentence(use.number))
    said = [f"{user} ({'; '.join(numbers)})" for user, numbers in by_user.items()]
    return f"Used by: {'; '.join(said)}."


def table(found: Sequence[Card], uses: Mapping[str, Sequence[Use]]) -> Numbers:
    """The cards found, as a table to download."""
    rows = [
        {
            **{name: getattr(each, name) for name in each.__dataclass_fields__},
            "used_by": used_by(uses.get(each.id, ())),
        }
        for each in found
    ]
    return Numbers(
        title="The cards as a table",
        alt=f"{len(rows)} published figures with citation, population, grade, limits and what uses them.",
        table=pl.DataFrame(rows, infer_schema_length=None),
        columns={
            "measure": Column(heading="What was measured"),
            "central": Column(heading="Figure"),
            "low": Column(heading="Low"),
            "high": Column(heading="High"),
            "unit": Column(heading="Unit"),
            "grade": Column(heading="Grade"),
            "citation": Column(heading="Citation"),
            "used_by": Column(heading="Used by"),
        },
        provenance=Provenance(title="Evidence cards", publisher=APP, period="this version", is_embedded=True),
    )
