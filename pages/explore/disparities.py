"""How large is the gap, and who would gain if it closed?"""

import streamlit as st

from components import answers, charts, controls, frame, notes, numbers, provenance, readings, selection
from data_loaders import cached, cached_findings
from equity import disparities, geography, groups
from equity.dimensions import dimension
from equity.indicators import indicator
from equity.measures import question as question_of

offer = cached.rate_offer(by_group=False)
seen = selection.current(offer)
shown, level = indicator(seen.indicator), geography.level(seen.level)
area = offer.areas[seen.within]
view = (seen.indicator, seen.level, seen.within, seen.year)
offered = cached_findings.dimensions_of(*view)

frame.question("How large is the gap, and who would gain if it closed?")
lead = st.container()
controls.what_and_where(seen, offer)
compared_by, wish = st.columns(2)
with compared_by:
    along = dimension(controls.one_of("Compared by", "dimension", answers.labels(offered)))
divided, found = cached_findings.divided(along.id, *view), cached_findings.disparities(along.id, *view)
with wish:
    question = question_of(controls.one_of("You want to know", "ask", disparities.questions(found)))
whole = cached.whole(seen.indicator, seen.within, seen.year, groups.ALL)
here = cached.here(seen.indicator, seen.level, seen.year, groups.ALL, seen.within)
origin = provenance.of(cached.source(seen.indicator, seen.level, seen.year, groups.ALL), year=seen.year)
title = answers.title_along(shown, along, area, origin)

with lead:
    frame.lead(readings.answer(question, found, shown, along, area))
frame.figures(readings.figures(question, found, shown))
notes.show(
    charts.parts(
        divided,
        found,
        shown,
        level=level,
        title=title,
        provenance=origin,
        chosen=seen.place,
        reference=answers.reference(whole),
    )
)
notes.remark(answers.about(divided, level))
for picture in readings.curve(found, shown, title=title, provenance=origin):
    notes.show(picture)
frame.section("Do the absolute and the relative view agree?")
before = cached_findings.disparities_before(along.id, *view)
notes.listed(readings.two_views(question, found, before, shown, year=seen.year))
frame.section("Every measure, read aloud")
for scale, heading in (("absolute", "In the unit of the indicator"), ("relative", "Against the average")):
    notes.show(readings.table(found, shown, scale, title=f"{heading}: {title}", provenance=origin))
frame.section("Who is missing")
missing = numbers.of_missing(divided.missing, title=title, one=level.one, many=level.many, provenance=origin)
notes.missing(missing)
notes.source_and_certainty(shown, here, level=level, provenance=origin)
