"""What would change if a lever moved: for whom, at whose cost, and with what doubt?"""

import streamlit as st

from components import controls, frame, levers, notes, selection
from data_loaders import cached, evidence
from equity.levers import LEVERS
from equity.simulation import gaps, summary

offer = cached.lever_offer()
seen = selection.nearest(selection.current(cached.offer()), offer)
area = offer.areas[seen.within]

frame.question("What would change if a lever moved?")
lead = st.container()
settings, results = st.columns([1, 2], gap="large")
with settings:
    controls.area(seen, offer)
    link = controls.levers(LEVERS.values())
outcome = cached.outcome(seen.level, seen.within, link)
headline, found = summary.headline(outcome), gaps.gaps(outcome)
origin = levers.provenance(outcome, title=f"Scenario for {area}")

with lead:
    frame.lead(levers.answer(outcome, headline, area))
with results:
    frame.figures(levers.figures(headline))
    frame.harms(gaps.harms(outcome, found))
    view = controls.one_of("Look closer", "view", levers.VIEWS)
    endpoint = levers.endpoint(view, outcome)
    for picture in levers.view(
        view,
        outcome,
        found,
        names=offer.names(seen.level, seen.year, seen.within),
        cards=evidence.cards(),
        endpoint=endpoint,
        origin=origin,
    ):
        notes.show(picture)
    frame.section("What this cannot say")
    notes.listed(outcome.notes)
