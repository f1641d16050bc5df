"""The server rests between requests, keeps the date, and stops when it is told to."""

import signal
import threading
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import uvicorn

import serve
from web.quiet_server import QuietServer

AN_HOUR = 3600.0


async def hello(scope: Any, receive: Any, send: Any) -> None:
    """The smallest app."""
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"hello"})


@contextmanager
def serving(*, date_seconds: float) -> Iterator[tuple[QuietServer, Callable[[], str]]]:
    """A running server and what gives the date it answers with; it is told to stop as by Ctrl+C's signal."""
    port = serve.free_port()
    config = uvicorn.Config(hello, port=port, lifespan="off", log_level="warning")
    server = QuietServer(config, date_seconds=date_seconds)
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        assert thread.is_alive()

    def date() -> str:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/") as answer:
            return str(answer.headers["date"])

    try:
        yield server, date
    finally:
        server.handle_exit(signal.SIGTERM, None)
        thread.join(timeout=60)
    assert not thread.is_alive(), "it sleeps until the next date"


def test_it_stops_when_it_is_told_and_not_when_the_date_is_due():
    with serving(date_seconds=AN_HOUR) as (_, date):
        assert date().endswith(" GMT")


def test_the_date_is_no_older_than_it_may_be():
    with serving(date_seconds=0.05) as (_, date):
        first = date()
        while date() == first:  # for a second at most
            pass


def test_it_looks_only_when_the_date_is_due():
    looks = []
    with serving(date_seconds=AN_HOUR) as (server, date):
        date()  # by then it has looked once
        look = server.on_tick
        server.on_tick = lambda count: looks.append(count) or look(count)  # type: ignore[method-assign]
        threading.Event().wait(0.5)  # in which uvicorn looks five times
        assert not looks
    assert looks == [0], "once more, to stop"
