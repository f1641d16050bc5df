"""The app as it is served: by Streamlit, with what a visitor would wait for done ahead.

`python -m web 127.0.0.1 8501` serves it, as `serve.py` does.
"""

from collections.abc import Iterable
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

from web.first_page import FirstPage
from web.kept_files import KeptFiles
from web.warming import Warmed

APP = Path(__file__).parents[1] / "app.py"


def served(script: str) -> st.App:
    """The script as an application that a web server runs."""
    ahead = _links if Path(script).resolve() == APP else tuple
    warmed = Middleware(Warmed, ahead=ahead)
    return st.App(script, middleware=[warmed, Middleware(FirstPage), Middleware(KeptFiles)])


def _links() -> Iterable[str]:
    from web import ahead  # noqa: PLC0415 - polars, which is loaded while a first page is on its way

    return ahead.links()
