"""The app as it is served: by Streamlit, with what a first visitor would wait for done ahead.

`python -m web 127.0.0.1 8501` serves it, as `serve.py` does.
"""

import streamlit as st
from starlette.middleware import Middleware

from web.first_page import FirstPage
from web.kept_files import KeptFiles
from web.warming import Warmed


def served(script: str) -> st.App:
    """The script as an application that a web server runs."""
    return st.App(script, middleware=[Middleware(Warmed), Middleware(FirstPage), Middleware(KeptFiles)])
