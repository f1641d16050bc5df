"""What can I do here?"""

import streamlit as st

from components import examples, frame

frame.question("Where does a burden lie, and what would moving a lever change?")
frame.lead(
    "See on a map where a burden lies and how sure that is. Compare places and find out which differences "
    "are more than chance. Move a lever, such as what Medicaid pays for or what a plan's contract asks for, "
    "and see who would gain, who would pay, and with what doubt."
)
frame.section("Three places to begin")
examples.shown()

frame.section("What the data can and cannot say")
st.markdown(
    "- **New York City in depth**: the city and eight kinds of areas in it, three five-year periods, with "
    "margins of error.\n"
    "- **All states and counties in outline**: poverty, income, broadband, unemployment and who lives there, "
    "without margins of error; Medicaid spending and enrollment by state.\n"
    "- **No outcomes by race or ethnicity** come with the app. Comparing places by who lives there is shown "
    "as what it is, and never as a racial disparity in outcomes."
)
