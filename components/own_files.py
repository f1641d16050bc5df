"""Files in `static/` as a browser asks for them: by an address that is another whenever their content is."""

import hashlib
from pathlib import Path

import streamlit as st

STATIC = Path(__file__).parents[1] / "static"


def mark(file: Path) -> str:
    """What tells the content of a file from any other: the first 8 digits of its SHA-256."""
    return hashlib.sha256(file.read_bytes()).hexdigest()[:8]


def path(name: str) -> str:
    """Where a browser finds the file of that name, also when the app lives below a path."""
    base = st.get_option("server.baseUrlPath").strip("/")
    return f"{'/' if base else ''}{base}/app/static/{name}"


def address(name: str) -> str:
    """Its path and its mark: another address whenever its content is another."""
    return f"{path(name)}?{mark(STATIC / name)}"
