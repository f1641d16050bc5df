"""The app as it is served: by Streamlit, with what a visitor would wait for done ahead.

`python -m web 127.0.0.1 8501` serves it, as `serve.py` does.
"""

from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

from components import own_files
from serve import APP
from web import near
from web.first_page import FirstPage
from web.following import Followed
from web.guarded import Guarded
from web.kept_files import KeptFiles
from web.warming import Warmed


def served(script: str) -> st.App:
    """The script as an application that a web server runs."""
    followed, page = [], Middleware(FirstPage)
    if Path(script).resolve() == APP:
        followed = [Middleware(Followed, near=near.links, first=near.at_start)]
        page = Middleware(FirstPage, sheet=own_files.address("page.css"))
    layers = [*followed, Middleware(Guarded), Middleware(Warmed), page, Middleware(KeptFiles)]
    return st.App(script, middleware=layers)
