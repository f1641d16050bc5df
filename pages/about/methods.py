"""How are the numbers made?"""

import streamlit as st

from components import cards, chapters, frame, notes
from data_loaders import evidence
from equity.indicators import INDICATORS

frame.question("How are the numbers made?")
frame.lead(
    "What each number means, how sure it is, how places are compared, and what the levers rest on. Every "
    "formula here is the one the app runs."
)
for title, text in chapters.chapters().items():
    frame.section(title)
    st.markdown(text)

frame.section("Every indicator, by topic")
for group in cards.of_indicators(INDICATORS.values()):
    notes.show(group)
frame.section("Every study the levers rest on, by topic")
for group in cards.of_evidence(evidence.cards().values()):
    notes.show(group)
