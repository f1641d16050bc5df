"""The map on the page: a `Choropleth` in, the place somebody clicks out."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from struct import pack

import streamlit as st

from components import own_files
from components.look import DARK, LIGHT, Look
from components.maps import Choropleth, Steps

BESIDE, SWIPE = "beside", "swipe"
MOST_STEPS = 100
WORDS_A_BLOCK = 4096
PICTURE_SECONDS = 0.05
"""How long the rest of a page waits behind a new picture on a map that is there already.

The browser draws what comes together at once, and a page of words takes it longer than the picture.
"""

FIRST_PICTURE_SECONDS = 0.5
"""How long lists to choose from, which a browser takes longest to draw, wait for the first map of a visit.

The map then stands half a second sooner, and they some 0.7 s later.
"""

_BUILT = own_files.STATIC / "deck_map" / "built.json"
# Space is kept until the map knows its shape.
_ROOM = '<div class="map-room" aria-busy="true" style="min-height:min(66vw,40rem)"></div>'
# Streamlit sends this with every message, so it only fetches the script, and keeps it: to import it anew, a
# message would wait its turn behind the page's own drawing.
_DRAW = """\
let draw;
export default async component => {
  try {
    draw ??= (await import(location.origin + '%s')).draw;
    return draw(component);
  } catch (error) {
    console.warn(error);
    const room = component.parentElement.querySelector('.map-room');
    room.textContent = 'The map’s script did not load. The table on this page holds the same numbers.';
    room.removeAttribute('aria-busy');
  }
};
"""


_SCRIPT = own_files.path(f"deck_map/{json.loads(_BUILT.read_text())['bundle']}")
_map = st.components.v2.component("equity_levers.map", html=_ROOM, js=_DRAW % _SCRIPT)


@st.fragment
def show(
    choropleth: Choropleth,
    *,
    key: str,
    on_click: Callable[[str], None],
    two: str = BESIDE,
    lit: int = 0,
    on_light: Callable[[int], None] | None = None,
) -> None:
    """Draw the map, and call `on_click` with the geoid of a place that is clicked, before the page runs anew.

    A message holds the description and one byte a place; the browser fetches the outlines once. The words of
    the tooltips are made after somebody pointed at the map, and the steps by which places are lit up once
    somebody does that: then only the map runs again, not the page. What the page shows after the map waits
    for `PICTURE_SECONDS` where the picture is another than before.

    Parameters
    ----------
    two
        How another year is shown: `BESIDE` or `SWIPE`.
    lit, on_light
        The step (see `components.maps.Steps`) from which places are lit up, and what is told when the reader
        has chosen another. Without `on_light` nothing can be lit up.
    """
    is_chosen, pointed_at = f"{key} is chosen", f"{key} is pointed at"
    last_shown = f"{key} was last shown"

    def choose() -> None:
        geoid = st.session_state[key].place
        if geoid in choropleth.geoids:
            on_click(geoid)
            st.session_state[is_chosen] = True

    def point() -> None:
        match st.session_state[key].words:
            case [int(block), _]:
                st.session_state[pointed_at] = block

    def keep_lit() -> None:
        match st.session_state[key].lit:
            case [int(step), _] if on_light is not None and 0 <= step <= MOST_STEPS:
                on_light(step)

    if st.session_state.pop(is_chosen, False):
        st.rerun()
    block = st.session_state.get(pointed_at)
    can_light = on_light is not None
    is_lighting = st.session_state.get(key, {}).get("steps") == choropleth.mark
    _map(
        key=key,
        data=message(
            choropleth,
            block=block,
            two=two,
            lit=lit if can_light else None,
            steps=choropleth.steps() if can_light and (is_lighting or lit) else None,
        ),
        on_place_change=choose,
        on_words_change=point,
        on_steps_change=lambda: None,  # Streamlit keeps only what somebody may hear of
        on_lit_change=keep_lit,
    )
    st.session_state.pop(pointed_at, None)  # a run that is cut short before has answered nothing
    if st.session_state.get(last_shown, choropleth.mark) != choropleth.mark:
        time.sleep(PICTURE_SECONDS)
    st.session_state[last_shown] = choropleth.mark


def comes_first() -> None:
    """Hold back what the page shows next, where a browser has yet to load what draws its first map."""
    has_come = "a map has come first"
    if has_come not in st.session_state and "User-Agent" in st.context.headers:
        time.sleep(FIRST_PICTURE_SECONDS)
    st.session_state[has_come] = True


def message(
    choropleth: Choropleth,
    *,
    block: int | None = None,
    two: str = BESIDE,
    lit: int | None = None,
    steps: Steps | None = None,
) -> bytes:
    """What is sent: the length of the JSON (4 bytes, little end first), the JSON, a byte a place.

    Then, where the JSON says so, another byte a place for the other year, and one for the steps. `block` is
    the number of the block of places whose words are wanted. The connection compresses it, against what went
    before.
    """
    beside = choropleth.beside
    described = {
        **choropleth.described,
        "mark": choropleth.mark,
        "words": None
        if block is None
        else {"block": block, "lines": choropleth.words(first=block * WORDS_A_BLOCK, count=WORDS_A_BLOCK)},
        "title": choropleth.title,
        "alt": choropleth.alt,
        "source": choropleth.provenance.stamp,
        "file": choropleth.filename("png"),
        "look": {look.name: _colors(look) for look in (LIGHT, DARK)},
        "two": beside and {"year": beside.year, "ownYear": beside.own_year, "how": two},
        "lit": lit,
        "labels": steps and steps.labels,
    }
    text = json.dumps(described, separators=(",", ":"), ensure_ascii=False).encode()
    parts = [choropleth.places, *([beside.places] if beside else []), *([steps.reached] if steps else [])]
    return pack("<I", len(text)) + text + b"".join(parts)


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
