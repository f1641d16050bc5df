"""The app as it is served: what is done before a visitor comes, and while no visitor asks for anything."""

import asyncio
import os
import socket
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect

import serve
from tests.web.visitors import Pages, at_once, ignored, run, saying, visit
from web import near, served
from web.following import MOST_FOLLOWED, Followed
from web.own_visit import asking_for
from web.warming import Warmed

AN_HOUR = 3600.0
Given = TypeVar("Given")


async def started(app: Any) -> Warmed:
    """The app with its server just started."""
    warmed = Warmed(app)
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

    assert run(walk()) == ["?", "map?"]


def test_a_start_page_that_fails_keeps_no_visitor_waiting():
    async def fails() -> None:
        raise RuntimeError("the script fails")

    async def walk() -> None:
        warmed = await started(Pages(show=fails))
        with pytest.raises(RuntimeError, match="the script fails"):
            await asyncio.wait_for(visit(warmed, "map"), timeout=5)
        await asyncio.wait([warmed.warming])
        assert isinstance(warmed.warming.exception(), RuntimeError)

    run(walk())


def years_after(query: str) -> Iterator[str]:
    """The pages of the two years after the one that a query names."""
    year = int(query.removeprefix("year="))
    yield from (f"map?year={year + 1}", f"map?year={year + 2}")


def nothing() -> Iterator[str]:
    """No page is seen when the server starts."""
    yield from ()


def followed_by(visits: Callable[[Followed], Awaitable[None]], **settings: Any) -> list[str]:
    """Which pages are shown where these visits are made and followed to the end."""

    async def walk() -> list[str]:
        pages = Pages(show=at_once)
        followed = Followed(
            pages, **{"near": years_after, "first": nothing, "quiet_seconds": 0.0, **settings}
        )
        await visits(followed)
        return pages.shown

    return run(walk())


def test_what_is_near_to_a_view_is_seen_after_it():
    async def visits(followed: Followed) -> None:
        await visit(followed, "compare?year=1")
        await followed.seeing

    assert followed_by(visits) == ["compare?year=1", "map?year=2", "map?year=3"]


def test_what_is_first_is_seen_when_the_server_has_started():
    async def visits(followed: Followed) -> None:
        await followed({"type": "lifespan"}, None, ignored)
        await followed.seeing

    assert followed_by(visits, first=lambda: years_after("year=7")) == ["map?year=8", "map?year=9"]


def test_what_is_first_waits_until_nobody_asks():
    async def visits(followed: Followed) -> None:
        await followed({"type": "lifespan"}, None, ignored)
        await asyncio.sleep(0.3)
        assert not followed.seeing.done()
        followed.seeing.cancel()

    assert followed_by(visits, first=lambda: years_after("year=7"), quiet_seconds=AN_HOUR) == []


def test_what_is_near_to_the_last_view_is_seen_first_and_nothing_twice():
    async def visits(followed: Followed) -> None:
        await visit(followed, "map?year=1")
        await visit(followed, "map?year=2")
        await followed.seeing
        await visit(followed, "map?year=1")
        await followed.seeing

    shown = followed_by(visits, quiet_seconds=0.2)
    assert shown == ["map?year=1", "map?year=2", "map?year=3", "map?year=4", "map?year=2", "map?year=1"]


def test_a_view_that_was_let_go_while_its_last_link_was_sought_stops_nothing():
    """More views came meanwhile than are followed: those are seen."""

    async def walk() -> list[str]:
        pages = Pages(show=at_once)

        def crowded(query: str) -> Iterator[str]:
            followed.waiting.extend(iter([f"map?year={year}"]) for year in range(MOST_FOLLOWED))
            yield from ()

        followed = Followed(pages, near=crowded, first=nothing, quiet_seconds=0.0)
        await visit(followed, "compare")
        await followed.seeing
        return pages.shown[1:]

    assert run(walk()) == [f"map?year={year}" for year in reversed(range(MOST_FOLLOWED))]


def test_the_app_follows_its_visitors_and_another_script_is_not_followed():
    def layers(script: Path) -> dict[Any, Any]:
        return {each.cls: each.kwargs for each in served(str(script))._user_middleware}

    assert layers(serve.APP)[Followed] == {"near": near.links, "first": near.at_start}
    assert Followed not in layers(serve.ROOT / "benchmarks" / "_apps.py")


def test_a_day_later_what_is_near_is_seen_again():
    async def visits(followed: Followed) -> None:
        await visit(followed, "map?year=1")
        await followed.seeing
        followed.day -= timedelta(days=1)
        await visit(followed, "map?year=1")
        await followed.seeing

    assert followed_by(visits).count("map?year=3") == 2


def test_nothing_is_seen_ahead_while_visitors_ask():
    async def visits(followed: Followed) -> None:
        await visit(followed, "map?year=1")
        await asyncio.sleep(0.3)
        assert not followed.seeing.done()
        followed.seeing.cancel()

    assert followed_by(visits, quiet_seconds=AN_HOUR) == ["map?year=1"]


def test_an_address_that_a_browser_is_told_to_show_is_followed():
    """A choice on a page asks for the page as it was; its answer names the new address."""

    async def answers(scope: Any, receive: Any, send: Any) -> None:
        told = ForwardMsg()
        told.page_info_changed.query_string = "year=5"
        await send({"type": "websocket.send", "bytes": told.SerializeToString()})

    asked: list[str] = []

    def noted(query: str) -> Iterator[str]:
        asked.append(query)
        yield from ()

    async def walk() -> None:
        followed = Followed(answers, near=noted, first=nothing, quiet_seconds=0.0)
        await followed({"type": "websocket"}, saying(), ignored)
        await followed.seeing

    run(walk())
    assert asked == ["year=5"]


@pytest.mark.parametrize(
    "message", [{"bytes": b"\xff"}, {"bytes": None, "text": "year=1"}, {"text": "year=1"}]
)
def test_a_message_that_cannot_be_read_is_passed_on(message):
    passed = []

    async def reads(scope: Any, receive: Any, send: Any) -> None:
        while passed[-1:] != [{"type": "websocket.disconnect"}]:
            passed.append(await receive())

    async def walk() -> asyncio.Task[None] | None:
        followed = Followed(reads, near=years_after, first=nothing)
        await followed({"type": "websocket"}, saying({"type": "websocket.receive", **message}), ignored)
        return followed.seeing

    assert run(walk()) is None
    assert {"type": "websocket.receive", **message} in passed


SERVER = """
import sys, uvicorn, streamlit as st
from starlette.middleware import Middleware
from web.following import Followed
from web.warming import Warmed
def near(query):
    yield from ["?year=2", "?year=3"]
def first():
    yield "?year=0"
followed = Middleware(Followed, near=near, first=first, quiet_seconds=0.0)
app = st.App(sys.argv[1], middleware=[followed, Middleware(Warmed)])
uvicorn.run(app, port=int(sys.argv[2]), log_level="warning")
"""


@pytest.mark.parametrize("base", ["", "levers/"])
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
    port = serve.any_free_port()
    command = [sys.executable, "-c", SERVER, str(script), str(port)]
    server = subprocess.Popen(command, cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(serve.ROOT)})
    try:
        until(lambda: seen.exists() and answers(port))
        with connect(f"ws://127.0.0.1:{port}/{base}_stcore/stream", subprotocols=["streamlit"]) as visitor:
            until(lambda: seen.read_text().split() == ["start", "0"])
            visitor.send(asking_for("?year=1"))
            until(lambda: seen.read_text().split() == ["start", "0", "1", "2", "3"])
    finally:
        server.terminate()
        server.wait(timeout=30)


def until(is_so: Callable[[], bool]) -> None:
    given_up = time.monotonic() + serve.START_LIMIT_SECONDS
    while not is_so():
        assert time.monotonic() < given_up
        time.sleep(0.1)


def answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex((serve.HOST, port)) == 0
