"""The frame around every page: set-up, navigation, and errors in plain words."""

import streamlit as st

from components import frame, readable_errors
from data_loaders import cached

PAGES = {
    "": [st.Page("pages/start/welcome.py", title="Start", default=True)],
    "Explore": [
        st.Page("pages/explore/map.py", title="Map", url_path="map"),
        st.Page("pages/explore/compare.py", title="Compare", url_path="compare"),
        st.Page("pages/explore/disparities.py", title="Disparities", url_path="disparities"),
        st.Page("pages/explore/trends.py", title="Trends", url_path="trends"),
        st.Page("pages/explore/gaps.py", title="Gap finder", url_path="gaps"),
        st.Page("pages/explore/hot_spots.py", title="Hot spots", url_path="hot_spots"),
        st.Page("pages/explore/place.py", title="Place", url_path="place"),
    ],
    "Model": [
        st.Page("pages/model/levers.py", title="Levers", url_path="levers"),
        st.Page("pages/model/allocate.py", title="Allocate", url_path="allocate"),
        st.Page("pages/model/contract.py", title="Contract", url_path="contract"),
        st.Page("pages/model/scenarios.py", title="Scenarios", url_path="scenarios"),
    ],
    "Data": [
        st.Page("pages/data/get_data.py", title="Get data", url_path="get_data"),
        st.Page("pages/about/sources.py", title="Sources", url_path="sources"),
    ],
    "About": [
        st.Page("pages/about/evidence.py", title="Evidence", url_path="evidence"),
        st.Page("pages/about/validation.py", title="Validation", url_path="validation"),
        st.Page("pages/about/methods.py", title="Methods", url_path="methods"),
    ],
}

page = st.navigation(PAGES, position="hidden")
frame.open_page(page, PAGES)
with readable_errors.shown():
    page.run()
frame.close_page()
cached.settle(page.url_path)
