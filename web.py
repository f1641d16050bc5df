"""The app as it is served: by Streamlit, warmed before its first visitor, with files that browsers keep.

Streamlit 1.67 tells the first session of a process "Page not found" on any page but the start page, so the
server runs the script once for itself while the first browser loads its own scripts. And it sends files of
static/ without a word on how long they may be kept, and compresses them anew for each visitor. Outlines and
the map's script are named by a hash of what they hold: any copy is right.

`python -m web 127.0.0.1 8501` serves it, as `serve.py` does; `streamlit run web.py` works too, with more
bytes on the wire.
"""

import asyncio
import gc
import gzip
import re
import sys
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import Any

import streamlit as st
import uvicorn
from anyio import to_thread
from starlette.datastructures import Headers
from starlette.middleware import Middleware
from starlette.responses import FileResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.extensions.permessage_deflate import ServerPerMessageDeflateFactory

STATIC = Path(__file__).parent / "static"
NAMED_BY_CONTENT = re.compile(r"/app/static/((?:outlines|deck_map)/[\w-]+[-_][0-9a-f]{10}\.(?:bin|js))")
_HEADERS = {"Cache-Control": "public, max-age=31536000, immutable", "Vary": "Accept-Encoding"}
_TYPES = {".bin": "application/octet-stream", ".js": "text/javascript"}
ONE_RUN = "/_stcore/script-health-check"
THE_MAP = "components.deck_map"


class Warmed:
    """Runs the script once when the server stands, and lets visitors' sessions begin after that."""

    def __init__(self, app: ASGIApp) -> None:
        """Stand before the app whose script is run."""
        self.app = app
        self.has_run = asyncio.Event()
        self.warming: asyncio.Task[None] | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or start and stop with the server."""
        if self.warming and (scope["type"] == "websocket" or scope.get("path") == ONE_RUN):
            await self.has_run.wait()

        async def started(message: Message) -> None:
            await send(message)
            if message["type"] == "lifespan.startup.complete":
                self.warming = asyncio.create_task(self._warm())

        await self.app(scope, receive, started if scope["type"] == "lifespan" else send)

    async def _warm(self) -> None:
        """Run the script, then load the map's libraries, which take longest, while the first page is read."""
        gc.disable()  # nothing that is loaded now is garbage
        try:
            await self._run_script()
            self.has_run.set()
            await to_thread.run_sync(import_module, THE_MAP)
        finally:
            self.has_run.set()
            gc.enable()

    async def _run_script(self) -> None:
        async def receive() -> Message:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: Message) -> None:
            """Whether the script has run well, its first visitor will see."""

        http = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": "GET",
            "headers": [],
        }
        place = {"path": ONE_RUN, "raw_path": ONE_RUN.encode(), "query_string": b"", "root_path": ""}
        ends = {"scheme": "http", "server": ("127.0.0.1", 0), "client": ("127.0.0.1", 0)}
        await self.app({**http, **place, **ends}, receive, send)


class KeptFiles:
    """Answers for files named by their content: whole and compressed, or the range that is asked for."""

    def __init__(self, app: ASGIApp) -> None:
        """Stand before the app that answers everything else."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        named = NAMED_BY_CONTENT.fullmatch(scope.get("path", "")) if scope["type"] == "http" else None
        file = STATIC / named[1] if named else None
        if file is None or scope["method"] not in {"GET", "HEAD"} or not file.is_file():
            await self.app(scope, receive, send)
            return
        asked = Headers(scope=scope)
        answer: Response = FileResponse(file, headers=_HEADERS, media_type=_TYPES[file.suffix])
        if "range" not in asked and "gzip" in asked.get("accept-encoding", ""):
            body = await to_thread.run_sync(_compressed, file)
            headers = {**_HEADERS, "Content-Encoding": "gzip"}
            answer = Response(body, headers=headers, media_type=_TYPES[file.suffix])
        await answer(scope, receive, send)


@lru_cache(maxsize=128)
def _compressed(file: Path) -> bytes:
    """The file as it travels, compressed once by whoever wrote it, or else once in the life of the server."""
    beside = file.with_name(f"{file.name}.gz")
    return beside.read_bytes() if beside.is_file() else gzip.compress(file.read_bytes(), mtime=0)


app = st.App("app.py", middleware=[Middleware(Warmed), Middleware(KeptFiles)])


class LongMemory(WebSocketsSansIOProtocol):
    """A connection that compresses a message against the last 32 kB sent.

    uvicorn 0.54 looks back 4 kB, less than one rerun, so that what a rerun repeats is sent in full again.
    """

    def __init__(self, *args: Any, **settings: Any) -> None:
        """Open a connection."""
        super().__init__(*args, **settings)
        self.conn.available_extensions = [ServerPerMessageDeflateFactory()]


def main(host: str, port: int) -> None:
    """Serve until told to stop."""
    most = st.get_option("server.maxMessageSize") * 1024 * 1024
    uvicorn.run(
        app, host=host, port=port, ws=LongMemory, ws_max_size=most, log_level="warning", access_log=False
    )


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
