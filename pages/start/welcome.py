"""What can I do here?"""

import streamlit as st

from components import frame

frame.question("Where does a burden lie, and what would moving a lever change?")
frame.lead(
    "See on a map where a burden lies and how sure that is. Compare places and find out which differences "
    "are more than chance. Move a lever, such as what Medicaid pays for or what a plan's contract asks for, "
    "and see who would gain, who would pay, and with what doubt."
)

st.subheader("Three places to begin")
for example, reader in zip(
    st.columns(3, gap="medium"),
    (
        {
            "who": "For a community partner",
            "question": "Where in New York City do people have no health insurance?",
            "why": "Open the map at North Corona in Queens, and see how it stands beside the city.",
            "page": "pages/explore/map.py",
            "link": "Open the map",
            "view": {"level": "neighborhood", "indicator": "uninsured", "year": "2023", "place": "QN0303"},
        },
        {
            "who": "For a policymaker",
            "question": "Is the Bronx worse insured than the other boroughs, or is that chance?",
            "why": "Compare all five boroughs with their margins of error and a plain verdict for each pair.",
            "page": "pages/explore/compare.py",
            "link": "Open the comparison",
            "view": {
                "level": "borough",
                "indicator": "uninsured",
                "year": "2023",
                "places": "36005,36047,36061,36081,36085",
            },
        },
        {
            "who": "For a facilitator",
            "question": "What if health plans in Texas had to screen people for social needs?",
            "why": "Move three levers for all counties of a state: the room sees who gains and who pays.",
            "page": "pages/model/levers.py",
            "link": "Open the levers",
            "view": {"within": "48", "level": "county"},
        },
    ),
    strict=True,
):
    with example, st.container(border=True, height="stretch"):
        st.caption(reader["who"])
        st.markdown(f"#### {reader['question']}")
        st.markdown(reader["why"])
        st.page_link(
            reader["page"], label=reader["link"], icon=":material/arrow_forward:", query_params=reader["view"]
        )

st.subheader("What the data can and cannot say")
st.markdown(
    "- **New York City in depth**: 8 kinds of areas, three five-year periods, with margins of error.\n"
    "- **All states and counties in outline**: poverty, income, broadband, unemployment and who lives there, "
    "without margins of error; Medicaid spending and enrollment by state.\n"
    "- **No outcomes by race or ethnicity** come with the app. Comparing places by who lives there is shown "
    "as what it is, and never as a racial disparity in outcomes."
)
