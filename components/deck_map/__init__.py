"""The map on the page: a `Choropleth` in, the place somebody clicks out."""

from __future__ import annotations

import json
import zlib
from dataclasses import asdict
from pathlib import Path
from struct import pack

import streamlit as st

from components.look import DARK, LIGHT, Look
from components.maps import Choropleth

_BUILT = Path(__file__).parents[2] / "static" / "deck_map" / "built.json"
# Space is kept until the map knows its shape.
_ROOM = '<div class="map-room" style="min-height:min(66vw,40rem)"></div>'
# Streamlit sends these with every message, so they only fetch the script.
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
_TELL = """\
export default component => {
  import(location.origin + '%s').then(script => script.tell(component), () => {});
};
"""


def _script() -> str:
    """Where the browser finds the map's script, also when the app lives below a path."""
    base = st.get_option("server.baseUrlPath").strip("/")
    path = f"app/static/deck_map/{json.loads(_BUILT.read_text())['bundle']}"
    return f"/{base}/{path}" if base else f"/{path}"


_map = st.components.v2.component("equity_levers.map", html=_ROOM, js=_DRAW % _script())
_words = st.components.v2.component("equity_levers.map_words", js=_TELL % _script())


def show(choropleth: Choropleth, *, key: str) -> str | None:
    """Draw the map; the geoid of the place that was just clicked, or None.

    A message holds the description and one byte a place; the browser fetches the outlines once. The words of
    the tooltip are made and sent only after somebody pointed at the map.
    """
    with st.container(gap=None):
        clicked = _map(key=key, data=message(choropleth, key=key), on_place_change=lambda: None).place
        _tooltips(choropleth, key=key)
    return clicked if clicked in choropleth.geoids else None


@st.fragment
def _tooltips(choropleth: Choropleth, *, key: str) -> None:
    """The tooltips of all places, in the run after the browser asked for them: then only this runs again."""
    wanted = f"{key} words wanted"
    words = choropleth.words() if st.session_state.pop(wanted, False) else None
    _words(
        key=f"{key} words",
        data=_packed({"key": key, "mark": choropleth.mark, "words": words}),
        on_wanted_change=lambda: st.session_state.update({wanted: True}),
    )


def message(choropleth: Choropleth, *, key: str) -> bytes:
    """What is sent: zlib over the length of the JSON (4 bytes, little end first), the JSON, the places."""
    described = {
        "key": key,
        "mark": choropleth.mark,
        "deck": json.loads(choropleth.deck.to_json()),
        "title": choropleth.title,
        "alt": choropleth.alt,
        "source": choropleth.provenance.stamp,
        "file": choropleth.filename("png"),
        "legend": asdict(choropleth.legend),
        "look": {look.name: _colors(look) for look in (LIGHT, DARK)},
    }
    return _packed(described, choropleth.places)


def _packed(described: dict[str, object], places: bytes = b"") -> bytes:
    text = json.dumps(described, separators=(",", ":"), ensure_ascii=False).encode()
    return zlib.compress(pack("<I", len(text)) + text + places)


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
