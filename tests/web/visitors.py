"""An app that says what it was asked for, and visitors to it, without a network."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from web.own_visit import asking_for

Given = TypeVar("Given")


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


def run(walk: Coroutine[Any, Any, Given]) -> Given:
    """To its end, in a thread of its own: after a test in the browser this one has an event loop."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, asyncio.wait_for(walk, timeout=30)).result()


async def at_once() -> None:
    """Show a page without a wait."""


async def ignored(message: Any) -> None:
    """An answer that nobody reads."""


def saying(*messages: Any) -> Callable[[], Awaitable[Any]]:
    """What a browser says, from when it comes until it goes."""
    says = [{"type": "websocket.connect"}, *messages, {"type": "websocket.disconnect"}]

    async def next_said() -> Any:
        return says.pop(0)

    return next_said


async def visit(app: Any, page: str) -> None:
    """A visitor who asks for one page and goes."""
    asks = {"type": "websocket.receive", "bytes": asking_for(page)}
    await app({"type": "websocket", "path": "/_stcore/stream"}, saying(asks), ignored)
