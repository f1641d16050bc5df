"""What a first visitor would wait for is done while the first browser loads its own scripts.

Streamlit 1.67 tells the first session of a process "Page not found" on any page but the start page, so the
server itself is the first to come.
"""

import asyncio
import gc
from importlib import import_module

from anyio import to_thread
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from web.own_visit import visiting

THE_MAP = "components.deck_map"
START_PAGE = ""


class Warmed:
    """Sees the start page when the server stands, and lets visitors in after that."""

    def __init__(self, app: ASGIApp) -> None:
        """Stand before the app whose start page is seen."""
        self.app = app
        self.has_run = asyncio.Event()
        self.warming: asyncio.Task[None] | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or start and stop with the server."""
        if scope["type"] == "websocket" and self.warming:
            await self.has_run.wait()

        async def answered(message: Message) -> None:
            await send(message)
            if message["type"] == "lifespan.startup.complete":
                self.warming = asyncio.create_task(self._warm())

        await self.app(scope, receive, answered if scope["type"] == "lifespan" else send)

    async def _warm(self) -> None:
        """See the start page; then load the map's libraries, which take longest, while visitors come."""
        gc.disable()  # nothing that is loaded now is garbage
        try:
            async with visiting(self.app) as see:
                await see(START_PAGE)
            self.has_run.set()
            await to_thread.run_sync(import_module, THE_MAP)
        finally:
            self.has_run.set()
            gc.enable()
