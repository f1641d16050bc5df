"""What would change if a lever moved: for whom, at whose cost, and with what doubt?"""

import streamlit as st

from components import controls, frame, lever_controls, lever_tables, levers, notes, parties, selection
from data_loaders import cached, cached_levers, evidence, state_policy
from equity.simulation import gaps, summary
from equity.state_policy import with_own_figures

offer = cached_levers.offer()
seen = selection.nearest(cached.offer(), offer)
area = offer.areas[seen.within]

frame.question("What would change if a lever moved?")
lead = st.container()
depth = lever_controls.depth()
scenario = lever_controls.scenario()
state = cached_levers.state_of(seen.within)
policy = with_own_figures(state_policy.policy(state), scenario.own_figures)
settings, results = st.columns([1, 2], gap="large")
with settings:
    controls.area(seen, offer)
    lever_controls.shown(depth, policy, where=cached.offer().areas[state])

outcome = cached_levers.outcome(seen.level, seen.within, lever_tables.link_of(scenario))
days = cached_levers.days(seen.level, seen.within)
headline, found = summary.headline(outcome), gaps.gaps(outcome)
run = levers.Run(
    outcome=outcome,
    found=found,
    area=area,
    names=offer.names(seen.level, seen.year, seen.within),
    places=cached.places(seen.level, seen.year),
    outlines=cached.outline_url(seen.level, seen.year),
    cards=evidence.cards(),
    origin=levers.provenance(outcome, seen, title=f"Scenario for {area}", retrieved=days),
    headline_of=lambda link: cached_levers.headline(seen.level, seen.within, link),
    policy=policy,
)
with lead:
    frame.lead(levers.answer(outcome, headline, area))
with results:
    frame.figures(levers.figures(headline))
    frame.harms(gaps.harms(outcome, found))
    view = controls.one_of("Look closer", "view", levers.views(depth, outcome, found))
    shown = levers.endpoint(view, outcome)
    for picture in levers.view(view, run, endpoint=shown):
        notes.show(picture)
    frame.section(parties.AFTER_THE_GRANT)
    notes.listed(parties.after_the_grant(outcome))
    frame.section("What this cannot say")
    notes.listed(outcome.notes)
