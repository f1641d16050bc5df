"""The frame around every page: set-up, navigation, and errors in plain words."""

import streamlit as st

from components import frame, readable_errors
from data_loaders import cached

PAGES = [
    st.Page("pages/start/welcome.py", title="Start", default=True),
    st.Page("pages/explore/map.py", title="Map", url_path="map"),
    st.Page("pages/explore/compare.py", title="Compare", url_path="compare"),
    st.Page("pages/explore/place.py", title="Place", url_path="place"),
    st.Page("pages/model/levers.py", title="Levers", url_path="levers"),
    st.Page("pages/about/sources.py", title="Sources", url_path="sources"),
    st.Page("pages/about/methods.py", title="Methods", url_path="methods"),
]

page = st.navigation(PAGES, position="hidden")
frame.open_page(page, PAGES)
with readable_errors.shown():
    page.run()
frame.close_page()
cached.settle(page.url_path)
