"""From nothing, and from a warm server, until the first map of all counties stands on the screen."""

from __future__ import annotations

import time
from statistics import median

from playwright.sync_api import Browser

import serve
from benchmarks import _apps, _film
from benchmarks._table import Row

STARTS = 3
VISITS = 3
GOALS = {"cold": 4.0, "warm": 2.0}


def rows(browser: Browser) -> list[Row]:
    """The first map after the server's start, and the first map of a later visitor."""
    cold = {app.name: _cold(browser, app) for app in _apps.APPS}
    warm = {app.name: _warm(browser, app) for app in _apps.APPS}
    found = []
    for what, measured, goal in (
        ("Server's start to first map", cold, GOALS["cold"]),
        ("Opening the page to first map", warm, GOALS["warm"]),
    ):
        for app in (_apps.PYDECK, _apps.PLOTLY):
            found.append(
                Row(
                    what=what,
                    ours=measured[_apps.OURS.name],
                    unit="s",
                    goal=goal,
                    alternative=app.name,
                    theirs=measured[app.name],
                )
            )
    return found


def _cold(browser: Browser, app: _apps.App) -> float:
    seconds = []
    for _ in range(STARTS):
        started = time.time()
        with serve.running(app.script) as server:
            _, stood = _visit(browser, server, app)
            seconds.append(stood - started)
    return median(seconds)


def _warm(browser: Browser, app: _apps.App) -> float:
    with serve.running(app.script) as server:
        visits = [_visit(browser, server, app) for _ in range(VISITS + 1)]
    return median(stood - asked for asked, stood in visits[1:])


def _visit(browser: Browser, server: serve.Server, app: _apps.App) -> tuple[float, float]:
    """The seconds at which a visitor with an empty cache opened the page, and saw the map stand."""
    page = browser.new_page(viewport=_film.WINDOW)
    page.goto(f"{server.address}/_stcore/health")  # the film needs a page of the same origin to start on
    with _film.filmed(page) as frames:
        asked = time.time()
        _apps.opened(page, server, app)
        box = _apps.box(page, app)
        _film.wait_for_another_picture(page, frames, box)
    page.close()
    return asked, _film.last_picture_stood(frames, box)
