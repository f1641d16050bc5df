"""The app's script runs once before its first visitor's session begins.

Streamlit 1.67 tells the first session of a process "Page not found" on any page but the start page, so the
server runs the script for itself while the first browser loads its own scripts.
"""

import asyncio
import gc
from importlib import import_module

from anyio import to_thread
from starlette.types import ASGIApp, Message, Receive, Scope, Send

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
