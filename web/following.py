"""What visitors may choose is made while nobody asks for anything."""

import asyncio
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime

from anyio import to_thread
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from web.own_visit import looked_at, visiting

QUIET_SECONDS = 3.0
MOST_FOLLOWED = 16


class Followed:
    """Sees what is near to what visitors look at, the last of them first, while nobody asks for anything.

    `near` gives addresses of views by the query of the address that a visitor looks at, `first` those that
    are seen when the server has started, before any visitor. Each is seen once a day, since that is as long
    as a view is kept, and only when no visitor has asked for anything for `quiet_seconds`.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        near: Callable[[str], Iterator[str]],
        first: Callable[[], Iterator[str]],
        quiet_seconds: float = QUIET_SECONDS,
    ) -> None:
        """Stand before the app whose visitors are followed."""
        self.app = app
        self.near = near
        self.first = first
        self.quiet_seconds = quiet_seconds
        self.last_heard = 0.0
        self.waiting: deque[Iterator[str]] = deque(maxlen=MOST_FOLLOWED)
        self.seen: set[str] = set()
        self.day = datetime.now(UTC).date()
        self.seeing: asyncio.Task[None] | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or start and stop with the server."""

        async def asked() -> Message:
            message = await receive()
            self._hear(message)
            return message

        async def answered(message: Message) -> None:
            self._hear(message)
            await send(message)

        await self.app(scope, asked, answered)

    def _hear(self, message: Message) -> None:
        self.last_heard = time.monotonic()
        query = looked_at(message)
        if message["type"] == "lifespan.startup.complete":
            self._follow(self.first())
        elif query is not None:
            self._follow(self.near(query))

    def _follow(self, links: Iterator[str]) -> None:
        self.waiting.append(links)
        if self.seeing is None or self.seeing.done():
            self.seeing = asyncio.create_task(self._see())

    async def _see(self) -> None:
        async with visiting(self.app) as see:
            while self.waiting:
                while (rest := self.last_heard + self.quiet_seconds - time.monotonic()) > 0:
                    await asyncio.sleep(rest)
                link = await to_thread.run_sync(self._next)
                if link is not None:
                    await see(link)

    def _next(self) -> str | None:
        """The next address not seen today of what was looked at last, nothing where all of it was seen."""
        today = datetime.now(UTC).date()
        if today != self.day:
            self.day, self.seen = today, set()
        links = self.waiting[-1]
        for link in links:
            if link not in self.seen:
                self.seen.add(link)
                return link
        with suppress(ValueError):  # where so many came meanwhile that it was let go
            self.waiting.remove(links)
        return None
