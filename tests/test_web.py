"""The app as it is served: what is done before a visitor comes, and while no visitor asks for anything."""

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable
from importlib import import_module
from itertools import product
from typing import Any
from urllib.parse import parse_qsl

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.testing.v1 import AppTest

import serve
from components import selection
from data_loaders import cached
from web import ahead, warming
from web.own_visit import asking_for

AN_HOUR = 3600.0


class Pages:
    """An app that says which pages it was asked for, and which of them it has `shown`."""

    def __init__(self, *, show: Callable[[], Awaitable[object]]) -> None:
        self.show = show
        self.asked: list[str] = []
        self.shown: list[str] = []

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            await send({"type": "lifespan.startup.complete"})
        elif scope["type"] == "http":
            self.asked.append(scope["path"])
        while scope["type"] == "websocket" and (message := await receive())["type"] != "websocket.disconnect":
            if message["type"] == "websocket.receive":
                page = BackMsg.FromString(message["bytes"]).rerun_script
                self.asked.append(f"{page.page_name}?{page.query_string}")
                await self.show()
                self.shown.append(self.asked[-1])
                ended = ForwardMsg(script_finished=ForwardMsg.FINISHED_SUCCESSFULLY)
                await send({"type": "websocket.send", "bytes": ended.SerializeToString()})


async def at_once() -> None:
    """Show a page without a wait."""


async def ignored(message: Any) -> None:
    """An answer that nobody reads."""


async def visit(app: Any, page: str) -> None:
    """A visitor who asks for one page and goes."""
    says = [
        {"type": "websocket.connect"},
        {"type": "websocket.receive", "bytes": asking_for(page)},
        {"type": "websocket.disconnect"},
    ]

    async def next_said() -> Any:
        return says.pop(0)

    await app({"type": "websocket", "path": "/_stcore/stream"}, next_said, ignored)


async def started(app: Any, **settings: Any) -> warming.Warmed:
    """The app with its server just started."""
    warmed = warming.Warmed(app, **settings)
    await warmed({"type": "lifespan"}, None, ignored)
    return warmed


def test_a_visitor_is_let_in_after_the_start_page_was_seen_once():
    """The start page is let go after the visitor has come: what is shown stands in that order."""

    async def walk() -> list[str]:
        may_show = asyncio.Event()
        pages = Pages(show=may_show.wait)
        warmed = await started(pages)
        visitor = asyncio.create_task(visit(warmed, "map"))
        await warmed({"type": "http", "path": "/a_script.js"}, None, ignored)
        assert "/a_script.js" in pages.asked, "files are sent meanwhile"
        may_show.set()
        await visitor
        warmed.warming.cancel()
        return pages.shown

    assert asyncio.run(walk()) == ["?", "map?"]


def test_a_start_page_that_fails_keeps_no_visitor_waiting():
    async def fails() -> None:
        raise RuntimeError("the script fails")

    async def walk() -> None:
        warmed = await started(Pages(show=fails))
        with pytest.raises(RuntimeError, match="the script fails"):
            await asyncio.wait_for(visit(warmed, "map"), timeout=5)
        await asyncio.wait([warmed.warming])
        assert isinstance(warmed.warming.exception(), RuntimeError)

    asyncio.run(walk())


def test_what_most_ask_for_is_seen_while_nobody_asks():
    async def walk() -> list[str]:
        pages = Pages(show=at_once)
        warmed = await started(pages, ahead=lambda: ["map?year=1", "map?year=2"], quiet_seconds=0.0)
        while len(pages.shown) < 3:
            await asyncio.sleep(0.01)
        assert not warmed.warming.done(), "the day after, it is seen again"
        warmed.warming.cancel()
        return pages.shown

    assert asyncio.run(asyncio.wait_for(walk(), timeout=30)) == ["?", "map?year=1", "map?year=2"]


def test_nothing_is_seen_ahead_while_visitors_ask():
    async def walk() -> list[str]:
        pages = Pages(show=at_once)
        warmed = await started(pages, ahead=lambda: ["map?year=1"], quiet_seconds=AN_HOUR)
        await visit(warmed, "gaps")
        await asyncio.sleep(0.3)
        assert not warmed.warming.done()
        warmed.warming.cancel()
        return pages.shown

    import_module(warming.THE_MAP)  # so that nothing else is left to wait for
    assert asyncio.run(walk()) == ["?", "gaps?"]


SERVER = """
import sys, uvicorn, streamlit as st
from starlette.middleware import Middleware
from web.warming import Warmed
ahead = Middleware(Warmed, ahead=lambda: ["?year=1", "?year=2"], quiet_seconds=0.0)
uvicorn.run(st.App(sys.argv[1], middleware=[ahead]), port=int(sys.argv[2]), log_level="warning")
"""


@pytest.mark.parametrize("base", ["", "levers"])
def test_streamlit_shows_its_pages_to_the_servers_own_visitor(tmp_path, base):
    """A script that writes down what it was asked for, with this project's settings, also below a path."""
    seen, script, settings = tmp_path / "seen", tmp_path / "script.py", tmp_path / ".streamlit/config.toml"
    script.write_text(
        "import streamlit as st\n"
        f"with open({str(seen)!r}, 'a') as file:\n"
        "    print(st.query_params.get('year', 'start'), file=file)\n"
    )
    settings.parent.mkdir()
    ours = (serve.ROOT / ".streamlit/config.toml").read_text()
    settings.write_text(ours.replace("[server]\n", f'[server]\nbaseUrlPath = "{base}"\n'))
    command = [sys.executable, "-c", SERVER, str(script), str(serve.free_port(9300))]
    server = subprocess.Popen(command, cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(serve.ROOT)})
    try:
        given_up = time.monotonic() + serve.START_LIMIT_SECONDS
        while not seen.exists() or len(seen.read_text().split()) < 3:
            assert time.monotonic() < given_up
            time.sleep(0.1)
    finally:
        server.terminate()
        server.wait()
    assert seen.read_text().split() == ["start", "1", "2"]


def test_views_made_ahead_are_those_of_two_maps_and_all_have_room_in_memory():
    """What the page made of the first is still there after as many more things as there are views."""
    offer, links = cached.offer(), list(ahead.links())
    queries = [dict(parse_qsl(link.removeprefix("map?"))) for link in links]
    assert {(query["within"], query["level"]) for query in queries} == {
        ("nyc", "neighborhood"),
        ("us", "county"),
    }
    for level in ("neighborhood", "county"):
        made = [query["indicator"] for query in queries if query["level"] == level]
        assert made == offer.indicators(level)
    views = [selection.resolved(query, offer) for query in queries]
    assert not any(notices for _, notices in views)
    app = AppTest.from_file(serve.APP, default_timeout=60).run()
    app.query_params.update(queries[0])
    app.switch_page("pages/explore/map.py").run()
    first, *others = (view for view, _ in views)
    keys = {"map": (first, None), "map with its place": (first, None), "answer": first, "certainty": first}
    for what, other in product(keys, others):
        cached.made(what, ("another", other), str)
    for what, view in keys.items():
        cached.made(what, view, pytest.fail)
