"""The server's own visitor, who asks for pages as a browser does and looks at none."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager, suppress

import streamlit as st
from google.protobuf.message import DecodeError
from starlette.types import ASGIApp, Message
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

_LONGEST_ADDRESS = 10_000  # bytes; most messages are pictures and tables
_CLOSED = {"type": "websocket.close"}

See = Callable[[str], Awaitable[None]]


def asking_for(address: str, *, kept: Iterable[str] = ()) -> bytes:
    """The message by which a browser asks for a page below the server's address ("map?within=us").

    `kept` are the hashes of messages that it has, which need not be sent again.
    """
    page, _, query = address.partition("?")
    ask = BackMsg()
    ask.rerun_script.page_name, ask.rerun_script.query_string = page, query
    ask.rerun_script.cached_message_hashes.extend(kept)
    message: bytes = ask.SerializeToString()
    return message


def looked_at(message: Message) -> str | None:
    """The query of the address that a browser asks for or is told to show; nothing in another message."""
    sent = message.get("bytes") or b""
    with suppress(DecodeError):  # of which Streamlit complains
        if message["type"] == "websocket.receive":
            ask = BackMsg.FromString(sent)
            return ask.rerun_script.query_string if ask.HasField("rerun_script") else None
        if message["type"] == "websocket.send" and len(sent) < _LONGEST_ADDRESS:
            answer = ForwardMsg.FromString(sent)
            return answer.page_info_changed.query_string if answer.HasField("page_info_changed") else None
    return None


@asynccontextmanager
async def visiting(app: ASGIApp) -> AsyncIterator[See]:
    """A visit to the app without a network, until the block ends.

    What it gives takes the address of a page, as `asking_for` does (the start page is ""), and
    returns when the page's script has ended, well or not, or when the app has shown the visitor out.
    """
    asked: asyncio.Queue[Message] = asyncio.Queue()
    answered: asyncio.Queue[Message] = asyncio.Queue()
    await asked.put({"type": "websocket.connect"})
    visit = asyncio.create_task(_stream(app, asked, answered))

    async def see(address: str) -> None:
        await asked.put({"type": "websocket.receive", "bytes": asking_for(address)})
        while not visit.done() or not answered.empty():
            message = await answered.get()
            if message == _CLOSED:
                return
            if message["type"] == "websocket.send":
                answer = ForwardMsg.FromString(message["bytes"])
                if answer.WhichOneof("type") == "script_finished":
                    return

    try:
        yield see
    finally:
        await asked.put({"type": "websocket.disconnect", "code": 1000})
        await visit


async def _stream(app: ASGIApp, asked: asyncio.Queue[Message], answered: asyncio.Queue[Message]) -> None:
    allowed = st.get_option("server.allowedHosts") or ["*"]
    base = st.get_option("server.baseUrlPath").strip("/")
    path = f"/{base}/_stcore/stream" if base else "/_stcore/stream"
    scope = {
        "type": "websocket",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "scheme": "ws",
        "path": path,
        "raw_path": path.encode(),
        "root_path": "",
        "query_string": b"",
        "headers": [(b"host", allowed[0].replace("*", "server").encode())],
        "subprotocols": [],
        "server": ("127.0.0.1", 0),
        "client": ("127.0.0.1", 0),
    }
    try:
        await app(scope, asked.get, answered.put)
    finally:
        await answered.put(_CLOSED)
