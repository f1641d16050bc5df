"""What a visitor would wait for is done ahead, as far as nobody has to wait for that.

Streamlit 1.67 tells the first session of a process "Page not found" on any page but the start page, so the
server itself is the first to come, while the first browser loads its own scripts.
"""

import asyncio
import gc
import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from importlib import import_module

from anyio import to_thread
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from web.own_visit import visiting

THE_MAP = "components.deck_map"
START_PAGE = ""
QUIET_SECONDS = 5.0


class Warmed:
    """Sees the start page when the server stands, lets visitors in after that, and sees more while all rest.

    `ahead` gives the addresses of views that are made while no visitor has asked for anything for
    `quiet_seconds`, once a day, since that is as long as a view is kept.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        ahead: Callable[[], Iterable[str]] = tuple,
        quiet_seconds: float = QUIET_SECONDS,
    ) -> None:
        """Stand before the app whose pages are seen."""
        self.app = app
        self.ahead = ahead
        self.quiet_seconds = quiet_seconds
        self.has_run = asyncio.Event()
        self.warming: asyncio.Task[None] | None = None
        self.last_heard = 0.0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or start and stop with the server."""
        if scope["type"] == "websocket" and self.warming:
            await self.has_run.wait()

        async def asked() -> Message:
            message = await receive()
            self.last_heard = time.monotonic()
            return message

        async def answered(message: Message) -> None:
            self.last_heard = time.monotonic()
            await send(message)
            if message["type"] == "lifespan.startup.complete":
                self.warming = asyncio.create_task(self._warm())

        await self.app(scope, asked, answered)

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
        while True:
            await self._see_ahead()
            now = datetime.now(UTC)
            tomorrow = datetime.combine(now.date() + timedelta(days=1), datetime.min.time(), UTC)
            await asyncio.sleep((tomorrow - now).total_seconds())

    async def _see_ahead(self) -> None:
        await self._quiet()
        links = await to_thread.run_sync(lambda: list(self.ahead()))
        async with visiting(self.app) as see:
            for link in links:
                await self._quiet()
                await see(link)

    async def _quiet(self) -> None:
        while (rest := self.last_heard + self.quiet_seconds - time.monotonic()) > 0:
            await asyncio.sleep(rest)
