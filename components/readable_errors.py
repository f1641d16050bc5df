"""Errors that the project can explain, as words on the screen. Used by `app.py` alone."""

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from equity.errors import EquityError

_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|~$:<>])")


@contextmanager
def shown() -> Iterator[None]:
    """Show and log an `EquityError` raised inside; anything else is a fault of ours and passes through."""
    try:
        yield
    except EquityError as error:
        logging.getLogger(__name__).warning("%s", error, exc_info=error)
        st.error(f"**This cannot be shown.** {as_plain_text(str(error))}")


def as_plain_text(message: str) -> str:
    """The message with every sign that Markdown reads escaped: it may quote a link or a file."""
    return _MARKDOWN.sub(r"\\\1", message).replace("\n", "  \n")
