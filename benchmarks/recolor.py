"""A click on another indicator: until the map shows it, bytes sent, and processor time of the server."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from statistics import median

from playwright.sync_api import Browser, Page, WebSocket

import serve
from benchmarks import _apps, _film, _machine
from benchmarks._table import Row

CLICKS = 5
RERUNS = 10
GOALS = {"ms": 200.0, "kB": 6.0, "cpu": 25.0}


@dataclass(frozen=True, kw_only=True)
class Rerun:
    """Medians of a click: milliseconds to the new picture, bytes to the browser, ms of server CPU."""

    picture_ms: float
    sent_bytes: float
    cpu_ms: float


def rows(browser: Browser) -> list[Row]:
    """Recolor all counties, here and in the alternatives."""
    measured = {app.name: _measured(browser, app) for app in _apps.APPS}
    ours = measured[_apps.OURS.name]
    found = []
    for app in (_apps.PYDECK, _apps.PLOTLY):
        theirs = measured[app.name]
        found += [
            Row(
                what="Recolor all counties, click to picture",
                ours=ours.picture_ms,
                unit="ms",
                goal=GOALS["ms"],
                alternative=app.name,
                theirs=theirs.picture_ms,
            ),
            Row(
                what="Sent to the browser a rerun",
                ours=ours.sent_bytes / 1000,
                unit="kB",
                goal=GOALS["kB"],
                alternative=app.name,
                theirs=theirs.sent_bytes / 1000,
            ),
            Row(
                what="Server CPU a rerun",
                ours=ours.cpu_ms,
                unit="ms",
                goal=GOALS["cpu"],
                alternative=app.name,
                theirs=theirs.cpu_ms,
            ),
        ]
    return sorted(found, key=lambda row: row.what)


def _measured(browser: Browser, app: _apps.App) -> Rerun:
    with serve.running(app.script) as server:
        page = browser.new_page(viewport=_film.WINDOW)
        received: list[int] = []
        page.on("websocket", lambda socket: _count(socket, received))
        _apps.opened(page, server, app)
        page.evaluate(_film.REMEMBER_THE_LAST_TOUCH)
        turns = itertools.cycle(reversed(_apps.INDICATORS))
        pictures = [_clicked(page, app, next(turns)) for _ in range(CLICKS)]

        received.clear()
        before = _machine.cpu_seconds(server.process.pid)
        for _ in range(RERUNS):
            _apps.show(page, next(turns))
            _apps.at_rest(page, rest_ms=50)
        cpu = _machine.cpu_seconds(server.process.pid) - before
        page.close()
        return Rerun(
            picture_ms=median(pictures) * 1000, sent_bytes=sum(received) / RERUNS, cpu_ms=cpu / RERUNS * 1000
        )


def _clicked(page: Page, app: _apps.App, indicator_id: str) -> float:
    box = _apps.box(page, app)
    with _film.filmed(page) as frames:
        page.wait_for_timeout(300)
        _apps.show(page, indicator_id)
        _apps.at_rest(page)
        _film.wait_for_another_picture(page, frames, box)
    stood = _film.last_picture_stood(frames, box)
    return stood - float(page.evaluate("window.lastTouch"))


def _count(socket: WebSocket, received: list[int]) -> None:
    socket.on("framereceived", lambda payload: received.append(len(payload)))
