"""Tracts of a state and of the nation on the map: first picture, recolor, pointing, a click, and a pan."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import Browser, Locator, Page

import serve
from benchmarks import _apps, _machine, _pictures, _tracts, _wire
from benchmarks._table import Row

OURS = '[data-testid^="stBidiComponent"] canvas'
PYDECK = '[data-testid="stDeckGlJsonChart"] canvas'
PLOTLY = ".js-plotly-plot .maplibregl-canvas"
RECOLORS = 4
# Where on the map somebody clicks, as parts of its width and height. A state of drawn tracts is narrow.
DOWN = tuple((0.5, 0.3 + 0.08 * at) for at in range(5))
ACROSS = tuple((0.3 + 0.08 * at, 0.4) for at in range(5))
TO_STREETS = 12  # presses of a key that each enlarge the map by half a doubling
# Milliseconds of each of some pointings at places, until the words stand in the page.
POINT = """async ([selector, tooltip, times]) => {
    const deep = (root, what) => {
        for (const element of root.querySelectorAll('*')) {
            if (element.matches(what)) return element;
            const inside = element.shadowRoot && deep(element.shadowRoot, what);
            if (inside) return inside;
        }
    };
    const canvas = deep(document, selector.split(' ').at(-1));
    const said = () => deep(document, tooltip)?.textContent ?? '';
    const box = canvas.getBoundingClientRect();
    const found = [];
    for (let i = 0; i < times; i++) {
        const before = said(), started = performance.now();
        const left = box.left + box.width * (0.3 + 0.4 * i / times);
        const at = {clientX: left, clientY: box.top + box.height / 2, isPrimary: true};
        for (const kind of ['pointermove', 'mousemove'])
            canvas.dispatchEvent(new PointerEvent(kind, {...at, bubbles: true, composed: true}));
        const isLate = () => performance.now() - started > 3000;
        while (said() === before && !isLate()) await new Promise(requestAnimationFrame);
        if (said() !== before) found.push(performance.now() - started);
    }
    return found;
}"""
# Milliseconds of each of some pans: the next frame is waited for until its pixels can be read.
PAN = """async ([selector, times]) => {
    const deep = root => {
        for (const element of root.querySelectorAll('*')) {
            if (element.matches(selector)) return element;
            const inside = element.shadowRoot && deep(element.shadowRoot);
            if (inside) return inside;
        }
    };
    const canvas = deep(document), frame = canvas.parentElement, gl = canvas.getContext('webgl2');
    const found = [];
    for (let i = 0; i < times; i++) {
        const started = performance.now();
        const key = i % 2 ? 'ArrowLeft' : 'ArrowRight';
        frame.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true, composed: true}));
        await new Promise(requestAnimationFrame);
        gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4));
        found.push(performance.now() - started);
    }
    return found;
}"""


@dataclass(frozen=True, kw_only=True)
class Seen:
    """What a visitor waited for, in milliseconds (medians), and what a recolor sent and cost the server."""

    first: float
    recolor: float
    sent_bytes: float
    cpu: float
    pointing: float | None


def rows(browser: Browser) -> list[Row]:
    """A state and the nation, each beside other ways to draw the same."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        _tracts.prepared(folder)
        return [*_of_state(browser, folder), *_of_nation(browser, folder)]


def _of_state(browser: Browser, folder: Path) -> list[Row]:
    name = _tracts.OF_STATE
    ours = _seen(browser, folder / f"{name}_ours.py", OURS)
    theirs = {
        "st.pydeck_chart, GeoJSON embedded": _seen(browser, folder / f"{name}_pydeck_embedded.py", PYDECK),
        "st.plotly_chart, choropleth_map": _seen(browser, folder / f"{name}_plotly_choropleth.py", PLOTLY),
    }
    return [
        *_compared("8,990 tracts of a state", ours, theirs, recolor=180, first=2000, sent=12),
        Row(
            what="8,990 tracts of a state: a click, until Python's answer",
            ours=_answered(browser, folder / f"{name}_ours.py", OURS),
            unit="ms",
            goal=100,
            alternative="st.pydeck_chart with on_select",
            theirs=_answered(browser, folder / f"{name}_pydeck_clicked.py", PYDECK),
        ),
    ]


def _of_nation(browser: Browser, folder: Path) -> list[Row]:
    name = _tracts.NATION
    ours = _seen(browser, folder / f"{name}_ours.py", OURS)
    theirs = {"st.pydeck_chart, GeoJSON by URL": _seen(browser, folder / f"{name}_pydeck_by_url.py", PYDECK)}
    found = _compared("84,970 tracts", ours, theirs, recolor=450, first=3000, sent=90)
    streets, whole, clicked = _moved(browser, folder / f"{name}_ours.py")
    return [
        *found,
        Row(
            what="84,970 tracts: a frame of a pan, at street size",
            ours=streets,
            unit="ms",
            goal=60,
            alternative="the same map, all places in view",
            theirs=whole,
        ),
        # st.pydeck_chart does not answer here: its picking takes longer than a press may for deck.gl.
        Row(what="84,970 tracts: a click, until Python's answer", ours=clicked, unit="ms", goal=100),
    ]


def _compared(
    what: str, ours: Seen, theirs: dict[str, Seen], *, recolor: float, first: float, sent: float
) -> list[Row]:
    measures = (
        ("recolor, click to picture", "recolor", 1, "ms", recolor),
        ("opening the page to first map", "first", 1, "ms", first),
        ("sent to the browser a rerun", "sent_bytes", 1000, "kB", sent),
        ("server CPU a rerun", "cpu", 1, "ms", 20),
        ("pointing at a place until its words", "pointing", 1, "ms", 5),
    )
    return [
        Row(
            what=f"{what}: {words}",
            ours=(getattr(ours, measure) or 0.0) / part,
            unit=unit,
            goal=goal,
            alternative=name,
            theirs=None if getattr(other, measure) is None else getattr(other, measure) / part,
        )
        for words, measure, part, unit, goal in measures
        for name, other in theirs.items()
    ]


def _seen(browser: Browser, script: Path, picture: str) -> Seen:
    with serve.running(script, as_it_comes=picture != OURS, warm=False) as server:
        _opened(browser, server.address, picture)[0].close()  # the first visitor fills the caches
        page, first = _opened(browser, server.address, picture)
        waits, sent, cpu = [], [], []
        for chosen in _tracts.CHOICES[1 : 1 + RECOLORS]:
            _apps.at_rest(page)
            changes, used = _pictures.changes(page), _machine.cpu_seconds(server.process.pid)
            _choose(page, chosen)
            waits.append((_pictures.stood(page, since=changes) - _pictures.last_touch(page)) * 1000)
            cpu.append((_machine.cpu_seconds(server.process.pid) - used) * 1000)
        pointing = _pointed(page, picture)
        page.close()
        # For another visitor, since counting takes time that this one would have waited for.
        with _wire.counted(server) as door:
            page, _ = _opened(browser, door.address, picture)
            for chosen in _tracts.CHOICES[1 : 1 + RECOLORS]:
                _apps.at_rest(page)
                changes, before = _pictures.changes(page), door.sent_bytes
                _choose(page, chosen)
                _pictures.stood(page, since=changes)
                sent.append(door.sent_bytes - before)
            page.close()
    return Seen(
        first=first, recolor=median(waits), sent_bytes=median(sent), cpu=median(cpu), pointing=pointing
    )


def _opened(browser: Browser, address: str, picture: str) -> tuple[Page, float]:
    """A new visitor's page, and the milliseconds until its first map stood."""
    page = _pictures.watched(browser, picture)
    page.goto(address)
    started = float(page.evaluate("performance.timeOrigin")) / 1000
    return page, (_pictures.stood(page) - started) * 1000


def _choose(page: Page, chosen: str) -> None:
    page.get_by_role("combobox", name="Show").click()
    page.get_by_role("option", name=chosen, exact=True).click()


def _pointed(page: Page, picture: str) -> float | None:
    if picture == PLOTLY:
        return None
    tooltip = ".tooltip" if picture == OURS else ".deck-tooltip"
    _apps.at_rest(page)
    page.evaluate(POINT, [picture, tooltip, 3])  # ours asks Python for words when somebody first points
    _apps.at_rest(page)
    found: list[float] = page.evaluate(POINT, [picture, tooltip, 15])
    return median(found) if found else None


def _moved(browser: Browser, script: Path) -> tuple[float, float, float]:
    """Milliseconds of a pan's frame at street size and with all in view, and of a click until its answer."""
    with serve.running(script, as_it_comes=False, warm=False) as server:
        page, _ = _opened(browser, server.address, OURS)
        whole = _frames(page)
        page.locator(".frame").focus()
        for _ in range(TO_STREETS):
            page.keyboard.press("+")
        page.wait_for_timeout(5000)  # the states in view arrive
        streets = _frames(page)
        clicked = _clicks(page, OURS, at=ACROSS)
        page.close()
    return streets, whole, clicked


def _answered(browser: Browser, script: Path, picture: str) -> float:
    """Milliseconds of a click with all places in view until its answer stands."""
    with serve.running(script, as_it_comes=picture != OURS, warm=False) as server:
        page, _ = _opened(browser, server.address, picture)
        clicked = _clicks(page, picture, at=DOWN)
        page.close()
    return clicked


def _frames(page: Page) -> float:
    found: list[float] = page.evaluate(PAN, ["canvas.canvas", 24])
    return median(found[4:])


def _clicks(page: Page, picture: str, *, at: Sequence[tuple[float, float]]) -> float:
    on = page.locator(".frame" if picture == OURS else picture).first
    return median(_clicked(page, on, across, down) for across, down in at)


def _clicked(page: Page, on: Locator, across: float, down: float) -> float:
    _apps.at_rest(page)
    box: Any = on.bounding_box()
    shown = page.locator('[data-testid="stText"]')
    before = shown.inner_text()
    page.mouse.move(box["x"] + box["width"] * across, box["y"] + box["height"] * down)
    page.evaluate(
        """before => { window.answered = undefined;
        window.addEventListener('pointerup', () => { window.pressed = performance.now(); }, {capture: true});
        const look = () => { const now = document.querySelector('[data-testid="stText"]')?.textContent;
            if (now !== before) window.answered = performance.now(); else requestAnimationFrame(look); };
        look(); }""",
        before,
    )
    page.mouse.down()
    page.mouse.up()
    page.wait_for_function("() => window.answered !== undefined")
    return float(page.evaluate("window.answered - window.pressed"))
