"""Processor time of the server for a view, with no browser beside it.

A browser that draws in software fills both processors, and what shares them with it needs more time for the
same work: see `benchmarks.recolor` for that.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from statistics import median

from playwright.sync_api import Browser
from websockets.asyncio.client import ClientConnection

import serve
from benchmarks import _apps, _machine, recolor, visitors
from benchmarks._table import Row
from web.following import QUIET_SECONDS

ROUNDS = 3
REST_SECONDS = 0.3


def rows(browser: Browser) -> list[Row]:
    """A view somebody has seen, one made ahead and one new to the server, here and in the alternatives."""
    del browser  # the visitor speaks to the server directly
    found = {app.name: _measured(app) for app in _apps.APPS}
    return [
        Row(
            what=f"Server CPU a view with no browser beside it, {view}",
            ours=found[_apps.OURS.name][view],
            unit="ms",
            goal=20.0,
            alternative=app.name,
            theirs=found[app.name][view],
        )
        for view in (recolor.SEEN, recolor.AHEAD, recolor.NEW)
        for app in (_apps.PYDECK, _apps.PLOTLY)
    ]


def _measured(app: _apps.App) -> Mapping[str, float]:
    """Milliseconds by what the server has of a view; medians."""
    with serve.running(app.script) as server:
        ahead, *_ = _rounds(server, app, 1, looking_seconds=2 * QUIET_SECONDS)
    with serve.running(app.script) as server:
        new, *seen = _rounds(server, app, ROUNDS)
    return {
        recolor.AHEAD: median(ahead),
        recolor.NEW: median(new),
        recolor.SEEN: median(ms for each in seen for ms in each),
    }


def _rounds(
    server: serve.Server, app: _apps.App, rounds: int, *, looking_seconds: float = 0.0
) -> Sequence[Sequence[float]]:
    """In a thread of their own, as the browser of other measurements has this one's event loop."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, _visit(server, app, rounds, looking_seconds)).result()


async def _visit(
    server: serve.Server, app: _apps.App, rounds: int, looking_seconds: float
) -> Sequence[Sequence[float]]:
    """A visitor who looks at the first view, then at each indicator, again and again."""
    async with visitors.connected(server) as socket:
        kept: set[str] = set()
        await visitors.view(socket, app, _apps.INDICATORS[0], kept)
        if looking_seconds:
            await asyncio.to_thread(_machine.wait_until_idle, server.process.pid, seconds=looking_seconds)
        return [
            [await _view(server, socket, app, indicator_id, kept) for indicator_id in _apps.INDICATORS[1:]]
            for _ in range(rounds)
        ]


async def _view(
    server: serve.Server, socket: ClientConnection, app: _apps.App, indicator_id: str, kept: set[str]
) -> float:
    await asyncio.sleep(REST_SECONDS)
    used = _machine.cpu_seconds(server.process.pid)
    await visitors.view(socket, app, indicator_id, kept)
    await asyncio.sleep(REST_SECONDS)
    return (_machine.cpu_seconds(server.process.pid) - used) * 1000
