"""The map component: the committed script is the one its sources make, and a message stays small."""

import hashlib
import json
import re
import struct
import zlib
from pathlib import Path

import numpy as np
import polars as pl
from streamlit.runtime.scriptrunner import StopException
from streamlit.testing.v1 import AppTest

from components import deck_map, maps
from components.provenance import Provenance
from equity.geography import level
from equity.indicators import indicator

ROOT = Path(__file__).parents[2]
FRONTEND = ROOT / "components" / "deck_map" / "frontend"
STATIC = ROOT / "static" / "deck_map"
BUILT = json.loads((STATIC / "built.json").read_text())
SURVEY = Provenance(title="Drawn survey", publisher="Test Bureau", period="2019–2023")


def _counties(count: int, *, seed: int = 0) -> maps.Choropleth:
    """As many counties as the nation has, each with another random value: the hardest to compress."""
    geoids = [f"{number:05d}" for number in range(count)]
    values = np.random.default_rng(seed).random(count)
    table = pl.DataFrame(
        {
            "geoid": geoids,
            "estimate": values,
            "moe": 0.01,
            "low": values - 0.01,
            "high": values + 0.01,
            "reliability": "reliable",
        }
    )
    places = pl.DataFrame({"geoid": geoids, "name": geoids, "state_geoid": [one[:2] for one in geoids]})
    return maps.choropleth(
        table,
        places,
        indicator("poverty"),
        level=level("county"),
        title="People below the poverty line, United States",
        provenance=SURVEY,
        outlines="/app/static/outlines/county_2023_0123456789.bin",
    )


def _read(message: bytes) -> tuple[dict, bytes]:
    (length,) = struct.unpack_from("<I", message)
    return json.loads(message[4 : 4 + length]), message[4 + length :]


def test_the_script_is_built_from_these_sources():
    """A stale bundle fails here: run `make map`. The same files and order as in build.mjs."""
    sources = [f"src/{path.name}" for path in (FRONTEND / "src").iterdir()]
    digest = hashlib.sha256()
    for name in sorted([*sources, "build.mjs", "package.json", "package-lock.json"]):
        digest.update(f"{name}\n".encode() + (FRONTEND / name).read_bytes())
    assert BUILT["sources"] == digest.hexdigest()


def test_the_script_is_named_by_its_content():
    (bundle,) = STATIC.glob("*.js")
    assert (
        bundle.name
        == BUILT["bundle"]
        == f"deck_map-{hashlib.sha256(bundle.read_bytes()).hexdigest()[:10]}.js"
    )


def test_the_script_leaves_the_globals_of_another_deck_gl_alone():
    """st.pydeck_chart brings its own deck.gl and luma.gl; the second to find the first's globals gives up."""
    script = (STATIC / BUILT["bundle"]).read_text()
    assert not re.search(r"globalThis\.(deck|luma)\b", script)


def test_every_package_in_the_script_has_its_license():
    """The versions are those of the lockfile, pinned exactly."""
    declared = json.loads((FRONTEND / "package.json").read_text())["dependencies"]
    assert declared["@deck.gl/core"] == "9.4.0"
    assert declared["@luma.gl/core"] == "9.4.2"
    licenses = (STATIC / "LICENSES.txt").read_text()
    for name, version in declared.items():
        assert f"{name} {version}\n" in licenses
    assert "ISC License" in licenses
    assert "Apache Arrow JavaScript\nCopyright 2017-2025" in licenses, "its notice goes with it"


def test_the_script_is_small():
    """Under 260 kB as it travels, compressed."""
    script = (STATIC / BUILT["bundle"]).read_bytes()
    assert len(zlib.compress(script, 9)) < 260_000


def test_a_message_holds_the_description_and_a_byte_a_place():
    picture = _counties(4)
    described, places = _read(deck_map.message(picture))
    assert places == picture.places
    assert described["mark"] == picture.mark
    assert described["alt"] == picture.alt
    assert [entry["label"] for entry in described["legend"]["entries"]] == [
        entry.label for entry in picture.legend.entries
    ]
    assert set(described["look"]["light"]) == set(described["look"]["dark"])


def test_a_recolor_of_all_counties_sends_little():
    """3,231 random values, the hardest to compress, and the whole description: 2.5 kB at most on the way."""
    assert len(zlib.compress(deck_map.message(_counties(3_231)))) < 2_500


def _page() -> None:
    import streamlit as st  # noqa: PLC0415 - AppTest runs this function by itself

    from components import deck_map  # noqa: PLC0415 - as above
    from tests.components.test_deck_map import _counties  # noqa: PLC0415 - as above

    deck_map.show(_counties(4), key="map", on_click=lambda geoid: st.session_state.update(place=geoid))
    st.text(st.session_state.get("place", "nowhere"))


def test_the_map_stands_on_a_page():
    page = AppTest.from_function(_page).run()
    assert not page.exception
    (drawn,) = page.get("bidi_component")
    described, places = _read(drawn.proto.bytes)
    assert len(places) == 4
    assert described["words"] is None
    assert BUILT["bundle"] in drawn.proto.js_content


def _page_behind_a_map() -> None:
    import time  # noqa: PLC0415 - AppTest runs this function by itself

    import streamlit as st  # noqa: PLC0415 - as above

    from components import deck_map  # noqa: PLC0415 - as above
    from tests.components.test_deck_map import _counties  # noqa: PLC0415 - as above

    picture = _counties(4, seed=st.session_state["seed"]).selecting(st.session_state["place"])
    began = time.monotonic()
    deck_map.show(picture, key="map", on_click=lambda _geoid: None)
    st.session_state["waited"] = time.monotonic() - began


def test_a_page_waits_behind_a_new_picture_and_not_behind_a_click(monkeypatch):
    """Not at first either: the browser has to fetch the map before it can draw it."""
    monkeypatch.setattr(deck_map, "PICTURE_SECONDS", 1.0)
    page = AppTest.from_function(_page_behind_a_map)
    waited = []
    for seed, place in ((0, None), (0, "00001"), (1, "00001"), (1, None)):
        page.session_state["seed"], page.session_state["place"] = seed, place
        page.run()
        waited.append(page.session_state["waited"] >= 1.0)
    assert waited == [False, False, True, False]


def test_tooltips_are_sent_once_when_somebody_pointed_at_the_map():
    page = AppTest.from_function(_page)
    page.session_state["map is pointed at"] = 0
    (drawn,) = page.run().get("bidi_component")
    words = _read(drawn.proto.bytes)[0]["words"]
    assert words["block"] == 0
    assert len(words["lines"].split("\n")) == 4
    (drawn,) = page.run().get("bidi_component")
    assert _read(drawn.proto.bytes)[0]["words"] is None


def test_what_is_asked_for_in_a_run_that_is_cut_short_comes_with_the_next(monkeypatch):
    """As when somebody points, or moves the slider, and at once chooses something else."""

    def cut_short(**_: object) -> None:
        raise StopException

    page = AppTest.from_function(_page)
    page.session_state["map is pointed at"] = 0
    with monkeypatch.context() as interrupted:
        interrupted.setattr(deck_map, "_map", cut_short)
        assert not page.run().get("bidi_component")
    (drawn,) = page.run().get("bidi_component")
    assert _read(drawn.proto.bytes)[0]["words"]["block"] == 0


def test_what_goes_with_every_message_is_small():
    """The start script and the room for the map travel with each message: under 600 bytes."""
    page = AppTest.from_function(_page).run()
    (drawn,) = page.get("bidi_component")
    assert len(drawn.proto.js_content) + len(drawn.proto.html_content) < 600


def test_words_come_in_blocks_so_that_a_nation_of_tracts_need_not_send_all():
    """Of 5,000 places the second block of 4,096 holds the last 904."""
    described, _ = _read(deck_map.message(_counties(5_000), block=1))
    lines = described["words"]["lines"].split("\n")
    assert len(lines) == 904
    assert lines[0].startswith("04096\t")


def test_steps_follow_the_classes_a_byte_a_place():
    picture = _counties(4)
    described, places = _read(deck_map.message(picture, lit=0, steps=picture.steps()))
    assert places == picture.places + picture.steps().reached
    assert len(described["labels"]) == 101
