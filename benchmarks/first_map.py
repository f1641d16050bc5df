"""From nothing, and from a warm server, until the first map of all counties stands on the screen."""

from __future__ import annotations

import time
from statistics import median

from playwright.sync_api import Browser, Page

import serve
from benchmarks import _apps, _pictures
from benchmarks._table import Row

STARTS = 3
VISITS = 3
OPENING_MS = 1_000


def rows(browser: Browser) -> list[Row]:
    """The server's first answer, the first map after its start, and the first map of a later visitor."""
    answer = {app.name: median(_answered(app) for _ in range(STARTS)) for app in _apps.APPS}
    cold = {app.name: median(_cold(browser, app) for _ in range(STARTS)) for app in _apps.APPS}
    warm = {app.name: _warm(browser, app) for app in _apps.APPS}
    return [
        Row(
            what=what,
            ours=measured[_apps.OURS.name],
            unit="s",
            goal=goal,
            alternative=app.name,
            theirs=measured[app.name],
        )
        for what, measured, goal in (
            ("Server's start until it answers", answer, 2.0),
            ("Server's start to first map", cold, 4.0),
            ("Opening the page to first map", warm, 2.0),
        )
        for app in (_apps.PYDECK, _apps.PLOTLY)
    ]


def _answered(app: _apps.App) -> float:
    started = time.time()
    with serve.running(app.script, warm=False):
        return time.time() - started


def _cold(browser: Browser, app: _apps.App) -> float:
    """A reader who opens the page as soon as the server answers."""
    page = _window(browser, app)
    started = time.time()
    with serve.running(app.script, warm=False) as server:
        return _visit(page, server, app) - started


def _warm(browser: Browser, app: _apps.App) -> float:
    seconds = []
    with serve.running(app.script) as server:
        _visit(_window(browser, app), server, app)
        for _ in range(VISITS):
            page = _window(browser, app)
            asked = time.time()
            seconds.append(_visit(page, server, app) - asked)
    return median(seconds)


def _window(browser: Browser, app: _apps.App) -> Page:
    """A reader's window with nothing in it and an empty cache, once the browser is done with opening it."""
    page = _pictures.watched(browser, app.picture)
    page.wait_for_timeout(OPENING_MS)
    return page


def _visit(page: Page, server: serve.Server, app: _apps.App) -> float:
    """The second at which the map stood; the window is closed then."""
    page.goto(f"{server.address}/{app.address}")
    stood = _pictures.stood(page)
    page.close()
    return stood
