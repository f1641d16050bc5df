"""The app as it is served: by Streamlit, and files named by their content such that browsers keep them.

Streamlit 1.67 sends files of static/ without a word on how long they may be kept, and compresses them anew
for each visitor. Outlines and the map's script are named by a hash of what they hold: any copy is right.
"""

import gzip
import re
from functools import lru_cache
from pathlib import Path

import streamlit as st
from anyio import to_thread
from starlette.datastructures import Headers
from starlette.middleware import Middleware
from starlette.responses import FileResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

STATIC = Path(__file__).parent / "static"
NAMED_BY_CONTENT = re.compile(r"/app/static/((?:outlines|deck_map)/[\w-]+[-_][0-9a-f]{10}\.(?:bin|js))")
_HEADERS = {"Cache-Control": "public, max-age=31536000, immutable", "Vary": "Accept-Encoding"}
_TYPES = {".bin": "application/octet-stream", ".js": "text/javascript"}


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


app = st.App("app.py", middleware=[Middleware(KeptFiles)])
