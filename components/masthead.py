"""The head of every page: the app's name, the way to the other pages, and the style sheet.

Streamlit's own links would be sent anew with every change of view, one message each, since each carries the
view in its address. Here the browser adds the view when a link is followed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from components import own_files

_SHEET = own_files.address("page.css")
_SCRIPT = own_files.address("masthead.js")

# What lies on one line alone Streamlit would take for the name of a file.
_masthead = st.components.v2.component(
    "equity_levers.masthead",
    html='<div class="masthead"></div>',
    css=f'\n@import url("{_SHEET}");\n/**/',
    js=f"export default async head =>\n(await import(location.origin + '{_SCRIPT}')).draw(head)",
    isolate_styles=False,
)


def show(name: str, sections: Mapping[str, Sequence[Any]], *, current: Any) -> None:
    """Draw the head. `sections` maps a section's name to its `st.Page`s; the nameless one holds the start."""
    (start,) = sections[""]
    _masthead(
        key="masthead",
        data={
            "name": name,
            "start": start.url_path,
            # Of a list, Streamlit would ask pandas first whether it is a table.
            "sections": tuple(
                (section, [(page.title, page.url_path) for page in pages])
                for section, pages in sections.items()
                if section
            ),
            "current": current.url_path,
        },
    )
