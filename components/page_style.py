"""The little that Streamlit's theme cannot say: print, tabular figures, room, and reachable targets."""

import streamlit as st

SHEET = "app/static/page.css"


def apply() -> None:
    """Lay `static/page.css` over the page; the browser fetches it once, and each rerun sends one line."""
    st.html(f'<style>@import url("{SHEET}");</style>')
