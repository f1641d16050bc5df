"""One budget and many places: who should get it, what does fairness cost, and why this place?"""

import streamlit as st

from components import (
    allocation,
    allocation_controls,
    allocation_export,
    allocation_tables,
    controls,
    frame,
    lever_controls,
    notes,
    selection,
)
from data_loaders import cached, cached_levers, evidence, state_policy
from data_loaders.edition import edition
from equity.allocation.asked import CANNOT_SAY
from equity.state_policy import with_own_figures

offer = cached_levers.offer()
seen = selection.nearest(cached.offer(), offer)
area, state = offer.areas[seen.within], cached_levers.state_of(seen.within)
these, days = cached_levers.services(seen.level, seen.within), cached_levers.days(seen.level, seen.within)

frame.question("Who should get one budget, and what does fairness cost?")
lead = st.container()
policy = with_own_figures(state_policy.policy(state), lever_controls.scenario().own_figures)
settings, results = st.columns([1, 2], gap="large")
with settings:
    controls.area(seen, offer)
    link = allocation_controls.asked(these, policy, evidence.cards(), cached.offer().areas[state])

shown = allocation_tables.Shown(
    answer=cached_levers.allocation(seen.level, seen.within, link),
    these=these,
    area=area,
    names=offer.names(seen.level, seen.year, seen.within),
    places=cached.places(seen.level, seen.year),
    outlines=cached.outline_url(seen.level, seen.year),
    origin=allocation.provenance(these, seen, link, title=f"One budget for {area}", retrieved=days),
    firmness=lambda: cached_levers.firmness(seen.level, seen.within, link),
    exact=lambda caution: cached_levers.exact_plan(seen.level, seen.within, f"{link}&caution={caution}"),
)
with lead:
    frame.lead(allocation.answer(shown))
with results:
    frame.figures(allocation.figures(shown))
    frame.harms(allocation.harms(shown))
    view = controls.one_of("Look closer", "view", allocation.VIEWS)
    if view == "why":
        controls.several_places(seen, offer, shown=seen.places)
    notes.listed(allocation.remarks(view, shown, seen.places))
    for picture in allocation.view(view, shown, seen.places):
        notes.show(picture)
    frame.section(allocation_export.HEADING)
    allocation_export.take_away(shown, edition=edition(), link=link)
    frame.section("What this cannot say")
    notes.listed((*CANNOT_SAY, *these.notes))
