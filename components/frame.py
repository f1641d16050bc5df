"""What surrounds every page: its title, the way to the other pages, and the small print at its foot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from functools import cache
from typing import Any

import streamlit as st

from components import masthead, own_files

NAME = "Equity Levers"
# By its address: a path would be sent as the whole picture, with every rerun.
_ICON = own_files.address("icon.png")
_FIGURES_A_ROW = 3
_SET_UP = "page that is set up"


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One result in words: its middle, its interval, and its chance or what it is good for."""

    label: str
    middle: str
    interval: str
    chance: str


def page(file: str, **settings: Any) -> Any:
    """An `st.Page`, whose file is looked up once: seventeen in each rerun took a fifth of its time."""
    return copy(_page(file, **settings))  # as Streamlit marks the one that runs


@cache
def _page(file: str, **settings: Any) -> Any:
    return st.Page(file, **settings)


def open_page(page: Any, sections: Mapping[str, Sequence[Any]]) -> None:
    """Set the page up and draw the head, whose links carry the current view along."""
    if st.session_state.get(_SET_UP) != page.title:  # which a browser keeps
        st.set_page_config(page_title=f"{page.title} · {NAME}", page_icon=_ICON, layout="wide", menu_items={})
        st.session_state[_SET_UP] = page.title
    masthead.show(NAME, sections, current=page)


def question(words: str) -> None:
    """The reader's question, as the heading of the page."""
    st.title(words, anchor=False)


def lead(words: str) -> None:
    """The answer under the question, in one to three sentences; nothing where there is none."""
    if words:
        st.markdown(words)


def section(words: str) -> None:
    """A heading inside a page."""
    st.header(words, anchor=False)


def figures(these: Sequence[Figure]) -> None:
    """Results in large type, each with its interval and its chance."""
    across = min(len(these), _FIGURES_A_ROW)
    for first in range(0, len(these), _FIGURES_A_ROW):
        for column, figure in zip(st.columns(across), these[first : first + across], strict=False):
            with column:
                st.metric(figure.label, figure.middle)
                st.caption(f"{figure.interval}  \n{figure.chance}")


def harms(sentences: Sequence[str]) -> None:
    """What may get worse, as plain to see as a gain; nothing where no harm was found."""
    if sentences:
        st.warning(
            "**What may get worse**\n\n" + "\n".join(f"- {sentence}" for sentence in sentences),
            icon=":material/warning:",
        )


def close_page() -> None:
    """Say at the foot of every page what it is not, and that nothing leaves this machine."""
    st.caption(
        "A scenario explorer built on published data and on trials from other places. It is not a forecast, "
        "not for setting rates, and not legal advice. It holds no record of any person, and asks no other "
        "computer for anything unless you get data."
    )
