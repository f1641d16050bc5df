"""How are the numbers made?"""

import streamlit as st

from components import cards, chapters, frame, notes
from data_loaders import evidence
from equity.indicators import INDICATORS

frame.question("How are the numbers made?")
frame.lead("What each number means, how sure it is, how places are compared, and what the levers rest on.")
for title, text in chapters.chapters().items():
    frame.section(title)
    st.markdown(text)

frame.section("Every indicator, by topic")
for group in cards.of_indicators(INDICATORS.values()):
    notes.show(group)
frame.section("Every study the levers rest on")
st.markdown(f"{len(evidence.cards())} published figures, each with whom it was measured on and its limits.")
st.page_link("pages/about/evidence.py", label="Open the studies", icon=":material/arrow_forward:")
