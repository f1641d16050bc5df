"""A click on another indicator: until the map shows it, bytes sent, and processor time of the server."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from playwright.sync_api import Browser, Page

import serve
from benchmarks import _apps, _machine, _pictures, _wire
from benchmarks._table import Row
from web.following import QUIET_SECONDS

SLIDES = 4
ONE_YEAR = "map?within=us&level=county&indicator=birth_rate&group=all&year=2019"
TWO_YEARS = f"{ONE_YEAR}&beside=2015&two=swipe"
TWO_YEARS_MEET = "Where the two years meet"
SEEN, NEW = "a view somebody has seen", "a view new to the server"
AHEAD = "the first to ask for a view made ahead"


@dataclass(frozen=True, kw_only=True)
class Click:
    """One click: milliseconds to the new picture, and of server CPU.

    `view` says what the server has of it: a visitor has seen it before, nobody has, or the server made it
    ahead while the visitor looked at another.
    """

    picture_ms: float
    cpu_ms: float
    view: str


@dataclass(frozen=True, kw_only=True)
class Recolored:
    """Every click, and the bytes that each of a visitor's clicks sent to the browser."""

    clicks: Sequence[Click]
    sent_bytes: Sequence[float]

    def median(self, measure: str, view: str) -> float:
        """Of the bytes, or of a measure of those clicks that asked for such a view."""
        if measure == "sent_bytes":
            return float(median(self.sent_bytes))
        return float(median(getattr(click, measure) for click in self.clicks if click.view == view))


def rows(browser: Browser) -> list[Row]:
    """Recolor all counties, here and in the alternatives, and by slider without the server; medians."""
    found = {app.name: _recolored(browser, app) for app in _apps.APPS}
    colored = [
        Row(
            what=what,
            ours=found[_apps.OURS.name].median(measure, view) / thousands,
            unit=unit,
            goal=goal,
            alternative=app.name,
            theirs=found[app.name].median(measure, view) / thousands,
        )
        for what, measure, view, thousands, unit, goal in (
            (f"Recolor all counties, click to picture, {SEEN}", "picture_ms", SEEN, 1, "ms", 150.0),
            (f"Recolor all counties, click to picture, {AHEAD}", "picture_ms", AHEAD, 1, "ms", 150.0),
            (f"Recolor all counties, click to picture, {NEW}", "picture_ms", NEW, 1, "ms", 150.0),
            ("Sent to the browser a rerun", "sent_bytes", SEEN, 1000, "kB", 6.0),
            (f"Server CPU a rerun, {SEEN}", "cpu_ms", SEEN, 1, "ms", 20.0),
            (f"Server CPU a rerun, {AHEAD}", "cpu_ms", AHEAD, 1, "ms", 20.0),
            (f"Server CPU a rerun, {NEW}", "cpu_ms", NEW, 1, "ms", 20.0),
        )
        for app in (_apps.PYDECK, _apps.PLOTLY)
    ]
    return [*colored, *_by_slider(browser)]


def _by_slider(browser: Browser) -> list[Row]:
    with serve.running(_apps.OURS.script) as server:
        return [
            Row(what=what, ours=_slid(browser, f"{server.address}/{address}", slider), unit="ms", goal=150.0)
            for what, address, slider in (
                ("Light up counties by value, key to picture", ONE_YEAR, "Light up"),
                ("Swipe between two years of all counties, key to picture", TWO_YEARS, TWO_YEARS_MEET),
            )
        ]


def _slid(browser: Browser, address: str, name: str) -> float:
    """Milliseconds from a key on a slider until the map shows it: all of it, then none, in turn."""
    page = _pictures.watched(browser, _apps.OURS.picture)
    page.goto(address)
    _pictures.stood(page)
    slider = page.get_by_role("slider", name=name)
    slider.focus()
    waits: list[float] = []
    for key in ("Home", "End") * SLIDES:
        _apps.at_rest(page)
        changes = _pictures.changes(page)
        slider.press(key)
        if waits or key == "End":  # Home is where the slider may be at first
            waits.append((_pictures.stood(page, since=changes) - _pictures.last_touch(page)) * 1000)
    page.close()
    return median(waits)


def _recolored(browser: Browser, app: _apps.App) -> Recolored:
    """Bytes are counted for another visitor: counting them takes time that the others would wait for."""
    with serve.running(app.script) as server:
        clicks = list(_round(browser, app, server, AHEAD))
    with serve.running(app.script) as server:
        for view in (NEW, SEEN, SEEN):
            clicks.extend(_round(browser, app, server, view))
        with _wire.counted(server) as door:
            return Recolored(clicks=clicks, sent_bytes=list(_sent(browser, app, door)))


def _round(browser: Browser, app: _apps.App, server: serve.Server, view: str) -> Iterator[Click]:
    page = _opened(browser, app, server.address)
    if view == AHEAD:
        _machine.wait_until_idle(server.process.pid, seconds=2 * QUIET_SECONDS)
    for indicator_id in _apps.INDICATORS[1:]:
        _apps.at_rest(page)
        changes, used = _pictures.changes(page), _machine.cpu_seconds(server.process.pid)
        _apps.show(page, indicator_id)
        waited = _pictures.stood(page, since=changes) - _pictures.last_touch(page)
        used = _machine.cpu_seconds(server.process.pid) - used
        yield Click(picture_ms=waited * 1000, cpu_ms=used * 1000, view=view)
    page.close()


def _sent(browser: Browser, app: _apps.App, door: _wire.Door) -> Iterator[float]:
    page = _opened(browser, app, door.address)
    for indicator_id in _apps.INDICATORS[1:]:
        _apps.at_rest(page)
        changes, before = _pictures.changes(page), door.sent_bytes
        _apps.show(page, indicator_id)
        _pictures.stood(page, since=changes)
        yield door.sent_bytes - before
    page.close()


def _opened(browser: Browser, app: _apps.App, address: str) -> Page:
    """A new visitor, who sees each indicator once: what a browser has seen before need not be sent again."""
    page = _pictures.watched(browser, app.picture)
    page.goto(f"{address}/{app.address}")
    _pictures.stood(page)
    return page
