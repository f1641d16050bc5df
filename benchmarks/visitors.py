"""Twenty visitors at once: each asks for another view as soon as it has the last one."""

from __future__ import annotations

import asyncio
import itertools
import time
from dataclasses import dataclass

import numpy as np
from playwright.sync_api import Browser
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

import serve
from benchmarks import _apps
from benchmarks._table import Row

VISITORS = 20
VIEWS_EACH = 15
VIEWS_OF_ALTERNATIVE = 2  # each takes seconds
P95_GOAL_MS = 100.0
LARGEST_MESSAGE = 50_000_000


@dataclass(frozen=True, kw_only=True)
class Crowd:
    """How long a visitor waits for the last message of a view, in milliseconds, and views served a second."""

    p50_ms: float
    p95_ms: float
    a_second: float


def rows(browser: Browser) -> list[Row]:
    """The wait of each visitor, here and in a plotly map."""
    ours = _measured(_apps.OURS, views=VIEWS_EACH)
    theirs = _measured(_apps.PLOTLY, views=VIEWS_OF_ALTERNATIVE)
    return [
        Row(
            what=f"{VISITORS} visitors at once, {what}",
            ours=mine,
            unit=unit,
            goal=goal,
            alternative=_apps.PLOTLY.name,
            theirs=other,
        )
        for what, mine, other, unit, goal in (
            ("middle wait", ours.p50_ms, theirs.p50_ms, "ms", None),
            ("95 of 100 wait less than", ours.p95_ms, theirs.p95_ms, "ms", P95_GOAL_MS),
        )
    ]


def _measured(app: _apps.App, *, views: int) -> Crowd:
    with serve.running(app.script) as server:
        asyncio.run(_crowd(server, app, visitors=2, views=2))  # the first views fill the caches
        return asyncio.run(_crowd(server, app, visitors=VISITORS, views=views))


async def _crowd(server: serve.Server, app: _apps.App, *, visitors: int, views: int) -> Crowd:
    everybody_is_in = asyncio.Barrier(visitors)
    started = time.perf_counter()
    waits = await asyncio.gather(*(_visitor(server, app, views, everybody_is_in) for _ in range(visitors)))
    passed = time.perf_counter() - started
    p50, p95 = np.percentile(list(itertools.chain(*waits)), [50, 95]) * 1000
    return Crowd(p50_ms=float(p50), p95_ms=float(p95), a_second=visitors * views / passed)


async def _visitor(
    server: serve.Server, app: _apps.App, views: int, everybody_is_in: asyncio.Barrier
) -> list[float]:
    address = f"ws://{serve.HOST}:{server.port}/_stcore/stream"
    async with connect(address, subprotocols=["streamlit"], max_size=LARGEST_MESSAGE) as socket:  # type: ignore[list-item]  # a plain string is a Subprotocol
        await _view(socket, app, _apps.INDICATORS[0])
        await everybody_is_in.wait()
        turns = itertools.cycle(reversed(_apps.INDICATORS))
        waits = []
        for _ in range(views):
            asked = time.perf_counter()
            await _view(socket, app, next(turns))
            waits.append(time.perf_counter() - asked)
        return waits


async def _view(socket: ClientConnection, app: _apps.App, indicator_id: str) -> None:
    """Ask for the page with another indicator in its address, and read until its script has finished."""
    page, _, query = app.address.partition("?")
    ask = BackMsg()
    ask.rerun_script.query_string = query.replace(_apps.INDICATORS[0], indicator_id)
    ask.rerun_script.page_name = page
    await socket.send(ask.SerializeToString())
    async for message in socket:
        answer = ForwardMsg.FromString(message if isinstance(message, bytes) else message.encode())
        if answer.WhichOneof("type") == "script_finished":
            return
