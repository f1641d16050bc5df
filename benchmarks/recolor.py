"""A click on another indicator: until the map shows it, bytes sent, and processor time of the server."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median

from playwright.sync_api import Browser

import serve
from benchmarks import _apps, _machine, _pictures, _wire
from benchmarks._table import Row

ROUNDS = 2


@dataclass(frozen=True, kw_only=True)
class Click:
    """One click: milliseconds to the new picture, bytes on the wire to the browser, ms of server CPU."""

    picture_ms: float
    sent_bytes: float
    cpu_ms: float


def rows(browser: Browser) -> list[Row]:
    """Recolor all counties, here and in the alternatives; medians of the clicks."""
    clicks = {app.name: _clicks(browser, app) for app in _apps.APPS}
    return [
        Row(
            what=what,
            ours=median(getattr(click, measure) for click in clicks[_apps.OURS.name]) / thousands,
            unit=unit,
            goal=goal,
            alternative=app.name,
            theirs=median(getattr(click, measure) for click in clicks[app.name]) / thousands,
        )
        for what, measure, thousands, unit, goal in (
            ("Recolor all counties, click to picture", "picture_ms", 1, "ms", 150.0),
            ("Sent to the browser a rerun", "sent_bytes", 1000, "kB", 6.0),
            ("Server CPU a rerun", "cpu_ms", 1, "ms", 20.0),
        )
        for app in (_apps.PYDECK, _apps.PLOTLY)
    ]


def _clicks(browser: Browser, app: _apps.App) -> list[Click]:
    with serve.running(app.script) as server, _wire.counted(server) as door:
        return [click for _ in range(ROUNDS) for click in _round(browser, app, server, door)]


def _round(browser: Browser, app: _apps.App, server: serve.Server, door: _wire.Door) -> list[Click]:
    """A new visitor sees each indicator once: what a browser has seen before need not be sent again."""
    page = _pictures.watched(browser, app.picture)
    page.goto(f"{door.address}/{app.address}")
    _pictures.stood(page)
    found = []
    for indicator_id in _apps.INDICATORS[1:]:
        _apps.at_rest(page)
        changes = _pictures.changes(page)
        sent, used = door.sent_bytes, _machine.cpu_seconds(server.process.pid)
        _apps.show(page, indicator_id)
        waited = _pictures.stood(page, since=changes) - _pictures.last_touch(page)
        used = _machine.cpu_seconds(server.process.pid) - used
        found.append(Click(picture_ms=waited * 1000, sent_bytes=door.sent_bytes - sent, cpu_ms=used * 1000))
    page.close()
    return found
