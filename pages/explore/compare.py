"""Which places differ by more than chance?"""

import streamlit as st

from components import answers, charts, comparisons, controls, frame, notes, numbers, provenance, selection
from data_loaders import cached
from equity import comparison, extremes, geography, groups, references, surroundings
from equity.indicators import indicator

offer = cached.offer()
seen = selection.current(offer)
shown, level = indicator(seen.indicator), geography.level(seen.level)
area = offer.areas[seen.within]

here = cached.here(seen.indicator, seen.level, seen.year, seen.group, seen.within)
chosen = geography.rows_of(here, seen.places or extremes.to_start_with(here))
whole = cached.whole(seen.indicator, seen.within, seen.year, seen.group)
history = cached.history(seen.indicator, seen.level, seen.within, tuple(chosen["geoid"]))
residents = cached.residents_by_group(seen.level, seen.year, seen.within)
origin = provenance.of(cached.source(seen.indicator, seen.level, seen.year, seen.group), year=seen.year)
title = answers.title(shown, seen.group, area, origin)

frame.question("Which places differ by more than chance?")
lead = st.container()
controls.what_and_where(seen, offer)
controls.several_places(seen, offer, shown=chosen["geoid"].to_list())
reference = comparisons.reference(chosen, whole, shown, area)
against, pairs = references.against(chosen, reference), comparison.compare(chosen)
with lead:
    frame.lead(comparisons.answer(chosen, pairs, against, reference, shown))
notes.show(
    charts.by_place(
        history,
        shown,
        title=answers.title(shown, groups.ALL, area, origin),
        year=seen.year,
        provenance=origin,
        reference=comparisons.as_line(reference),
    )
)
notes.remark(comparisons.about_groups(history))
frame.section(comparisons.heading(reference))
notes.table(numbers.of_verdicts(against, shown, title=f"Against the reference: {title}", provenance=origin))
notes.remark(f"In brackets: 90 % intervals. {comparisons.about_reference(reference, chosen, area)}")
frame.section("Each against each")
notes.table(numbers.of_verdicts(pairs, shown, title=f"Each against each: {title}", provenance=origin))
frame.section("Who lives where it is high?")
lived = surroundings.by_group(here, residents)
lived_title = answers.lived_title(shown, level, area, origin)
for picture in comparisons.surroundings(lived, whole, shown, title=lived_title, provenance=origin):
    notes.show(picture)
notes.remark(answers.ECOLOGICAL)
frame.section("Who is missing")
for these in comparisons.missing(
    here, history, residents, level=level, year=seen.year, title=title, provenance=origin
):
    notes.missing(these)
notes.remark(answers.left_out_of(lived))
notes.source_and_certainty(shown, chosen, level=level, provenance=origin)
