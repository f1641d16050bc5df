"""A map of all counties that nobody touches: what browser and server take of the processors."""

from __future__ import annotations

import time
from statistics import median

from playwright.sync_api import Browser

import serve
from benchmarks import _apps, _machine, _pictures
from benchmarks._table import Row
from web.following import QUIET_SECONDS

SPELLS = 5
SPELL_SECONDS = 4.0


def rows(browser: Browser) -> list[Row]:
    """Milliseconds of processor a second, here and in the alternatives; medians, as a browser now and then
    collects its garbage."""
    found = {app.name: _used(browser, app) for app in _apps.APPS}
    of_browser = [
        Row(
            what="Browser's processor time a second, a map at rest",
            ours=found[_apps.OURS.name],
            unit="ms",
            alternative=app.name,
            theirs=found[app.name],
        )
        for app in (_apps.PYDECK, _apps.PLOTLY)
    ]
    of_server = Row(
        what="Server's processor time a second, nobody asks for anything",
        ours=_used_by_server(as_it_comes=False),
        unit="ms",
        alternative="streamlit run",
        theirs=_used_by_server(as_it_comes=True),
    )
    return [*of_browser, of_server]


def _used_by_server(*, as_it_comes: bool) -> float:
    with serve.running(as_it_comes=as_it_comes) as server:
        _machine.wait_until_idle(server.process.pid, seconds=2 * QUIET_SECONDS)
        spells = [_of_server(server) for _ in range(SPELLS)]
    return median(spells)


def _of_server(server: serve.Server) -> float:
    before = _machine.cpu_seconds(server.process.pid)
    time.sleep(SPELL_SECONDS)
    return (_machine.cpu_seconds(server.process.pid) - before) / SPELL_SECONDS * 1000


def _used(browser: Browser, app: _apps.App) -> float:
    with serve.running(app.script) as server:
        page = browser.new_page(viewport=_pictures.WINDOW)
        page.goto(f"{server.address}/{app.address}")
        _apps.at_rest(page)
        _machine.wait_until_idle(server.process.pid, seconds=2 * QUIET_SECONDS)
        spells = [_spell(browser) for _ in range(SPELLS)]
        page.close()
    return median(spells)


def _spell(browser: Browser) -> float:
    before = _processor_seconds(browser)
    time.sleep(SPELL_SECONDS)
    return (_processor_seconds(browser) - before) / SPELL_SECONDS * 1000


def _processor_seconds(browser: Browser) -> float:
    """Of all processes of the browser so far."""
    session = browser.new_browser_cdp_session()
    processes = session.send("SystemInfo.getProcessInfo")["processInfo"]
    session.detach()
    return sum(float(process["cpuTime"]) for process in processes)
