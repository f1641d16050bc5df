"""The map on the page: a `Choropleth` in, the place somebody clicks out."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from struct import pack

import streamlit as st
from streamlit.runtime import get_instance

from components.look import DARK, LIGHT, Look
from components.maps import Choropleth

_BUILT = Path(__file__).parents[2] / "static" / "deck_map" / "built.json"
# Space is kept until the map knows its shape.
_ROOM = '<div class="map-room" style="min-height:min(66vw,40rem)"></div>'
# Streamlit sends this with every message, so it only fetches the script.
_START = """\
export default async component => {
  try {
    return (await import(location.origin + '%s')).default(component);
  } catch (error) {
    console.warn(error);
    component.parentElement.querySelector('.map-room').textContent =
      'The map’s script did not load. The table on this page holds the same numbers.';
  }
};
"""


def _address(path: str) -> str:
    """Where the browser finds a file of the app, also when the app lives below a path."""
    base = st.get_option("server.baseUrlPath").strip("/")
    return f"/{base}/{path}" if base else f"/{path}"


_mount = st.components.v2.component(
    "equity_levers.deck_map",
    html=_ROOM,
    js=_START % _address(f"app/static/deck_map/{json.loads(_BUILT.read_text())['bundle']}"),
)


def show(choropleth: Choropleth, *, key: str, on_click: Callable[[str], None] | None = None) -> str | None:
    """Draw the map; the geoid of the place that was just clicked, or None.

    A message holds the description and one byte a place. Outlines and the words of the tooltip are fetched
    by the browser when it needs them.

    Parameters
    ----------
    on_click
        Called with the geoid before the page runs again, so that the page can already show the choice.
    """

    def clicked() -> str | None:
        geoid = st.session_state[key].place
        return geoid if geoid in choropleth.geoids else None

    def tell() -> None:
        geoid = clicked()
        if on_click is not None and geoid is not None:
            on_click(geoid)

    _mount(
        key=key,
        data=message(choropleth, words_url=_words_url(choropleth, key)),
        on_place_change=tell,
    )
    return clicked()


def message(choropleth: Choropleth, *, words_url: str) -> bytes:
    """What is sent: zlib over the length of the JSON (4 bytes, little end first), the JSON, the places."""
    described = {
        "deck": json.loads(choropleth.deck.to_json()),
        "title": choropleth.title,
        "alt": choropleth.alt,
        "source": choropleth.provenance.stamp,
        "file": choropleth.filename("png"),
        "words": words_url,
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


def _words_url(choropleth: Choropleth, key: str) -> str:
    """An address under which the browser finds the tooltips, kept while this session shows this map.

    Streamlit has no documented way to serve bytes made while the app runs; `st.image` does it like this.
    """
    return get_instance().media_file_mgr.add(choropleth.words.encode(), "text/plain", f"deck_map.{key}")
