"""The app as it is served: its script has run before the first visitor's session begins."""

import asyncio
from typing import Any

from web import warming


def test_a_session_begins_only_after_the_script_has_run_once():
    """The script is let go after the visitor has come: what the app is asked for stands in that order."""
    asked: list[str] = []

    async def walk() -> None:
        may_run = asyncio.Event()

        async def app(scope: dict[str, Any], receive: Any, send: Any) -> None:
            if scope["type"] == "lifespan":
                await send({"type": "lifespan.startup.complete"})
                return
            if scope.get("path") == warming.ONE_RUN:
                await may_run.wait()
            asked.append(scope["type"])

        async def ignore(message: Any) -> None:
            return None

        warmed = warming.Warmed(app)
        await warmed({"type": "lifespan"}, None, ignore)
        visit = asyncio.create_task(warmed({"type": "websocket", "path": "/_stcore/stream"}, None, ignore))
        file = asyncio.create_task(warmed({"type": "http", "path": "/static/js/index.js"}, None, ignore))
        await file
        assert asked == ["http"], "files are sent while the script runs"
        may_run.set()
        await visit
        await warmed.warming

    asyncio.run(walk())
    assert asked == ["http", "http", "websocket"]


def test_a_script_that_fails_keeps_no_visitor_waiting():
    async def walk() -> None:
        async def app(scope: dict[str, Any], receive: Any, send: Any) -> None:
            if scope["type"] == "lifespan":
                await send({"type": "lifespan.startup.complete"})
            elif scope.get("path") == warming.ONE_RUN:
                raise RuntimeError("the script fails")

        async def ignore(message: Any) -> None:
            return None

        warmed = warming.Warmed(app)
        await warmed({"type": "lifespan"}, None, ignore)
        await asyncio.wait_for(warmed({"type": "websocket"}, None, ignore), timeout=5)
        await asyncio.wait([warmed.warming])
        assert isinstance(warmed.warming.exception(), RuntimeError)

    asyncio.run(walk())
