"""Twenty and a hundred visitors: first each looks at a view for a while, then each clicks without a pause."""

from __future__ import annotations

import asyncio
import itertools
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from playwright.sync_api import Browser
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

import serve
from benchmarks import _apps
from benchmarks._table import Row
from web.own_visit import asking_for

CROWDS = {20: 100.0, 100: 400.0}
"""Visitors, and the milliseconds under which 95 of 100 waits shall stay."""
VIEWS_EACH = 8
VIEWS_OF_ALTERNATIVE = {20: 2, 100: 1}  # each takes seconds, and with a hundred visitors minutes
MOST_WITHOUT_PAUSE = 20
"""Visitors of the alternative who click on and on: with a hundred, they have no pause anyway."""
LOOKING_SECONDS = (1.0, 5.0)
SEED = 7
LARGEST_MESSAGE = 50_000_000


@dataclass(frozen=True, kw_only=True)
class Crowd:
    """Milliseconds a visitor waits for a view's last message, and that a view takes where all click on."""

    p50_ms: float
    p95_ms: float
    a_view_ms: float | None


def rows(browser: Browser) -> list[Row]:
    """The wait of each visitor and the views served, here and in a plotly map."""
    del browser  # the visitors speak to the server directly
    return [row for visitors, goal in CROWDS.items() for row in _rows(visitors, goal)]


def _rows(visitors: int, goal: float) -> list[Row]:
    ours = _measured(_apps.OURS, visitors=visitors, views=VIEWS_EACH)
    theirs = _measured(
        _apps.PLOTLY,
        visitors=visitors,
        views=VIEWS_OF_ALTERNATIVE[visitors],
        on_and_on=visitors <= MOST_WITHOUT_PAUSE,
    )
    looking = "one view every 3 s each"
    return [
        Row(
            what=f"{visitors} visitors, {what}",
            ours=getattr(ours, measure),
            unit="ms",
            goal=most,
            alternative=_apps.PLOTLY.name,
            theirs=getattr(theirs, measure),
        )
        for what, measure, most in (
            (f"{looking}: middle wait", "p50_ms", None),
            (f"{looking}: 95 of 100 wait less than", "p95_ms", goal),
            ("clicking on and on: a view takes", "a_view_ms", None),
        )
    ]


def _measured(app: _apps.App, *, visitors: int, views: int, on_and_on: bool = True) -> Crowd:
    passed = None
    with serve.running(app.script) as server:
        crowd(server, app, visitors=2, views=2, looking=(0, 0))  # the first views fill the caches
        waits, _ = crowd(server, app, visitors=visitors, views=views, looking=LOOKING_SECONDS)
        if on_and_on:
            _, passed = crowd(server, app, visitors=visitors, views=views, looking=(0, 0))
    p50, p95 = np.percentile(waits, [50, 95]) * 1000
    return Crowd(
        p50_ms=float(p50),
        p95_ms=float(p95),
        a_view_ms=None if passed is None else passed / (visitors * views) * 1000,
    )


def crowd(
    server: serve.Server, app: _apps.App, *, visitors: int, views: int, looking: tuple[float, float]
) -> tuple[list[float], float]:
    """Every wait of every visitor, and how long it took them all, in seconds.

    In a thread of their own, as the browser of other measurements has this one's event loop.
    """
    visits = _together(server, app, visitors=visitors, views=views, looking=looking)
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, visits).result()


async def _together(
    server: serve.Server, app: _apps.App, *, visitors: int, views: int, looking: tuple[float, float]
) -> tuple[list[float], float]:
    everybody_is_in = asyncio.Barrier(visitors)
    chance = np.random.default_rng(SEED)
    pauses = [[float(pause) for pause in chance.uniform(*looking, size=views)] for _ in range(visitors)]
    waits = await asyncio.gather(*(_visitor(server, app, each, everybody_is_in) for each in pauses))
    begun = min(first for first, _ in waits)
    return list(itertools.chain.from_iterable(each for _, each in waits)), time.perf_counter() - begun


async def _visitor(
    server: serve.Server, app: _apps.App, pauses: list[float], everybody_is_in: asyncio.Barrier
) -> tuple[float, list[float]]:
    """When this visitor began, and how long each view took, in seconds."""
    async with connected(server) as socket:
        kept: set[str] = set()
        await view(socket, app, _apps.INDICATORS[0], kept)
        await everybody_is_in.wait()
        begun = time.perf_counter()
        turns = itertools.cycle(_apps.INDICATORS[1:])
        waits = []
        for pause in pauses:
            await asyncio.sleep(pause)
            asked = time.perf_counter()
            await view(socket, app, next(turns), kept)
            waits.append(time.perf_counter() - asked)
        return begun, waits


def connected(server: serve.Server) -> connect:
    """A connection to the server, as a browser opens one."""
    return connect(
        f"ws://{serve.HOST}:{server.port}/_stcore/stream",
        subprotocols=[Subprotocol("streamlit")],
        max_size=LARGEST_MESSAGE,
        open_timeout=None,  # a busy server is slow to answer, which is what is measured
        ping_interval=None,
    )


async def view(socket: ClientConnection, app: _apps.App, indicator_id: str, kept: set[str]) -> None:
    """Ask for the page with another indicator in its address, and read until its script has finished.

    Like a browser it says which messages it has `kept`, so that the server need not send them again.
    """
    await socket.send(asking_for(app.address.replace(_apps.INDICATORS[0], indicator_id), kept=kept))
    async for message in socket:
        answer = ForwardMsg.FromString(message if isinstance(message, bytes) else message.encode())
        if answer.metadata.cacheable:
            kept.add(answer.hash)
        if answer.WhichOneof("type") == "script_finished":
            return
