"""How are the numbers made?"""

import streamlit as st

from components import catalog, chapters, frame, notes
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

frame.section("Every indicator")
notes.table(catalog.of_indicators(INDICATORS.values()))
frame.section("Every study the levers rest on")
notes.table(catalog.of_evidence(evidence.cards().values()))
