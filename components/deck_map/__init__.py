"""The map on the page: a `Choropleth` in, the place somebody clicks out."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from struct import pack

import streamlit as st

from components.look import DARK, LIGHT, Look
from components.maps import Choropleth

_BUILT = Path(__file__).parents[2] / "static" / "deck_map" / "built.json"
# Space is kept until the map knows its shape.
_ROOM = '<div class="map-room" style="min-height:min(66vw,40rem)"></div>'
# Streamlit sends this with every message, so it only fetches the script.
_DRAW = """\
export default async component => {
  try {
    return (await import(location.origin + '%s')).draw(component);
  } catch (error) {
    console.warn(error);
    component.parentElement.querySelector('.map-room').textContent =
      'The map’s script did not load. The table on this page holds the same numbers.';
  }
};
"""


def _script() -> str:
    """Where the browser finds the map's script, also when the app lives below a path."""
    base = st.get_option("server.baseUrlPath").strip("/")
    path = f"app/static/deck_map/{json.loads(_BUILT.read_text())['bundle']}"
    return f"/{base}/{path}" if base else f"/{path}"


_map = st.components.v2.component("equity_levers.map", html=_ROOM, js=_DRAW % _script())


@st.fragment
def show(choropleth: Choropleth, *, key: str, on_click: Callable[[str], None]) -> None:
    """Draw the map, and call `on_click` with the geoid of a place that is clicked, before the page runs anew.

    A message holds the description and one byte a place; the browser fetches the outlines once. The words of
    the tooltips are made after somebody pointed at the map: then only the map runs again, not the page.
    """
    is_chosen, is_pointed_at = f"{key} is chosen", f"{key} is pointed at"

    def choose() -> None:
        geoid = st.session_state[key].place
        if geoid in choropleth.geoids:
            on_click(geoid)
            st.session_state[is_chosen] = True

    def point() -> None:
        st.session_state[is_pointed_at] = True

    if st.session_state.pop(is_chosen, False):
        st.rerun()
    words = choropleth.words() if st.session_state.pop(is_pointed_at, False) else None
    _map(
        key=key,
        data=message(choropleth, words=words),
        on_place_change=choose,
        on_words_change=point,
    )


def message(choropleth: Choropleth, *, words: str | None = None) -> bytes:
    """What is sent: zlib over the length of the JSON (4 bytes, little end first), the JSON, the places."""
    described = {
        "mark": choropleth.mark,
        "words": words,
        "deck": json.loads(choropleth.deck.to_json()),
        "title": choropleth.title,
        "alt": choropleth.alt,
        "source": choropleth.provenance.stamp,
        "file": choropleth.filename("png"),
        "legend": asdict(choropleth.legend),
        "look": {look.name: _colors(look) for look in (LIGHT, DARK)},
    }
    text = json.dumps(described, separators=(",", ":"), ensure_ascii=False).encode()
    return zlib.compress(pack("<I", len(text)) + text + choropleth.places)


def _colors(look: Look) -> dict[str, str]:
    return {
        "ink": look.ink,
        "muted": look.muted,
        "paper": look.paper,
        "outline": look.outline,
        "suppressed": look.suppressed,
        "missing": look.missing,
        "noResidents": look.no_residents,
    }
