"""What can a contract with health plans pay for, and who bears it?"""

import streamlit as st

from components import (
    contract,
    controls,
    frame,
    lever_controls,
    lever_tables,
    levers,
    notes,
    parties,
    selection,
)
from data_loaders import cached, cached_levers, evidence, state_policy
from data_loaders.edition import edition
from equity.state_policy import with_own_figures

offer = cached_levers.offer()
seen = selection.nearest(cached.offer(), offer)
area, state = offer.areas[seen.within], cached_levers.state_of(seen.within)
where, cards = cached.offer().areas[state], evidence.cards()

frame.question("What can a contract with health plans pay for, and who bears it?")
lead = st.container()
scenario = contract.only_contracts(lever_controls.scenario())
policy = with_own_figures(state_policy.policy(state), scenario.own_figures)
settings, results = st.columns([1, 2], gap="large")
with settings:
    controls.area(seen, offer)
    st.subheader(f"Contracts of {where}", anchor=False)
    terms = contract.asked(policy, cards, scenario.settings)
    st.subheader("Clauses", anchor=False)
    lever_controls.shown_family(contract.FAMILY, policy, where=where)

outcome = cached_levers.outcome(seen.level, seen.within, lever_tables.link_of(scenario))
days = cached_levers.days(seen.level, seen.within)
origin = levers.provenance(outcome, seen, title=f"Contract in {area}", retrieved=days)
desk = contract.Desk(
    terms=terms, outcome=outcome, policy=policy, where=where, area=area, cards=cards, origin=origin
)
with settings:
    contract.take_away(desk, edition=edition())
with lead:
    frame.lead(contract.answer(terms, cards, where=where))
with results:
    notes.show(contract.money(terms, cards, desk.of_state))
    notes.show(contract.terms_table(terms, desk.of_state))
    notes.listed((*contract.directed(terms, policy), *contract.in_lieu_test(outcome)))
    frame.section("Who bears the clauses, year by year?")
    notes.show(levers.ledger(outcome, origin))
    notes.show(parties.break_even(outcome, origin))
    frame.section(parties.AFTER_THE_GRANT)
    notes.listed(parties.after_the_grant(outcome))
    frame.section("What allows it, and what is in force?")
    for table in (contract.status(policy), contract.authority(cards)):
        notes.show(table)
    frame.section("What this cannot say")
    notes.listed(outcome.notes)
