"""How do several scenarios stand beside each other, and does an old one still come out the same?"""

import streamlit as st

from components import frame, lever_controls, notes, scenario_shelf, selection, side_by_side
from data_loaders import cached, cached_levers

offer = cached_levers.offer()
seen = selection.nearest(cached.offer(), offer)

frame.question("How do several scenarios stand beside each other?")
lead = st.container()
frame.section("Keep a scenario, or open a file")
scenario_shelf.keep(
    lever_controls.scenario(),
    area=offer.areas[seen.within],
    level=seen.level,
    within=seen.within,
    again=cached_levers.saved_today,
)
scenario_shelf.open_file()

kept = scenario_shelf.kept()
with lead:
    frame.lead(scenario_shelf.answer(kept))
if kept:
    frame.section("What is kept")
    scenario_shelf.download(kept)
    for at, one in enumerate(kept):
        now = cached_levers.saved_today(one.level, one.within, scenario_shelf.link(one))
        scenario_shelf.entry(one, now, at=at, area=offer.areas.get(one.within, one.within))
    notes.show(side_by_side.compared(kept, offer.areas))
    notes.listed(side_by_side.cannot_tell_apart(kept))
