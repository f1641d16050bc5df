"""Is the gap closing?"""

import streamlit as st

from components import controls, frame, notes, provenance, selection, trends
from data_loaders import cached, cached_findings
from equity import geography, groups
from equity.indicators import indicator

offer = cached.rate_offer(by_group=True)
seen = selection.current(offer)
shown, level = indicator(seen.indicator), geography.level(seen.level)
area = offer.areas[seen.within]

here = cached.here(seen.indicator, seen.level, seen.year, groups.ALL, seen.within)
place = geography.row_of(here, seen.place) or geography.largest(here)
offered = cached_findings.dimensions_of(seen.indicator, seen.level, seen.within, seen.year)
origin = provenance.of(cached.source(seen.indicator, seen.level, seen.year, groups.ALL), year=seen.year)

frame.question("Is the gap closing?")
lead = st.container()
controls.what_and_where_over_years(seen, offer)
along = controls.one_of("Gap between", "gap", trends.choices(offered, seen.group, level))
if along == "place":
    controls.one_place(seen, offer)
found = cached_findings.trend(
    along, seen.indicator, seen.level, seen.within, group=seen.group, place=place["geoid"]
)
origin = trends.over_years(origin, found)
title = f"{shown.label}, {area}: {found.one} against {found.other}"

with lead:
    frame.lead(trends.answer(found, shown, area))
for row in trends.pictures(found, shown, title=title, provenance=origin):
    for column, picture in zip(st.columns(len(row)), row, strict=True):
        with column:
            notes.show(picture)
notes.show(trends.table(found, shown, title=title, provenance=origin))
notes.remark(trends.about(found, level))
notes.source_and_certainty(shown, here, level=level, provenance=origin)
