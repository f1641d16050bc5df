"""The frame around every page: set-up, navigation, and errors in plain words."""

import streamlit as st

from components import frame, readable_errors
from data_loaders import cached

PAGES = {
    "": [frame.page("pages/start/welcome.py", title="Start", default=True)],
    "Explore": [
        frame.page("pages/explore/map.py", title="Map", url_path="map"),
        frame.page("pages/explore/compare.py", title="Compare", url_path="compare"),
        frame.page("pages/explore/disparities.py", title="Disparities", url_path="disparities"),
        frame.page("pages/explore/trends.py", title="Trends", url_path="trends"),
        frame.page("pages/explore/gaps.py", title="Gap finder", url_path="gaps"),
        frame.page("pages/explore/hot_spots.py", title="Hot spots", url_path="hot_spots"),
        frame.page("pages/explore/place.py", title="Place", url_path="place"),
    ],
    "Model": [
        frame.page("pages/model/levers.py", title="Levers", url_path="levers"),
        frame.page("pages/model/allocate.py", title="Allocate", url_path="allocate"),
        frame.page("pages/model/contract.py", title="Contract", url_path="contract"),
        frame.page("pages/model/scenarios.py", title="Scenarios", url_path="scenarios"),
    ],
    "Data": [
        frame.page("pages/data/get_data.py", title="Get data", url_path="get_data"),
        frame.page("pages/about/sources.py", title="Sources", url_path="sources"),
    ],
    "About": [
        frame.page("pages/about/evidence.py", title="Evidence", url_path="evidence"),
        frame.page("pages/about/validation.py", title="Validation", url_path="validation"),
        frame.page("pages/about/methods.py", title="Methods", url_path="methods"),
    ],
}

page = st.navigation(PAGES, position="hidden")
frame.open_page(page, PAGES)
with readable_errors.shown():
    page.run()
frame.close_page()
cached.settle(page.url_path)
