"""Files asked for by a hash of what they hold, any copy of which is right: outlines, scripts, the icon.

Streamlit reads its own sixty scripts from the disk a piece at a time and sends them uncompressed, and ours
compressed anew for each visitor, without a word on how long they may be kept. From memory, the page's scripts
are in a browser 0.3 s earlier. And a browser asks for the icon again whenever the address changes.
"""

import gzip
import re
from functools import cache
from pathlib import Path

import streamlit as st
from anyio import to_thread
from cachetools import LRUCache
from starlette.datastructures import Headers
from starlette.responses import FileResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from components import own_files

_STREAMLITS = Path(st.__file__).parent / "static"
_NAMED = {
    own_files.STATIC: re.compile(r"/app/static/((?:outlines|deck_map)/[\w-]+[-_][0-9a-f]{10}\.(?:bin|js))"),
    _STREAMLITS: re.compile(r"/(static/(?:js|css|media)/[\w.-]+\.[\w-]{8}\.(?:js|css|woff2))"),
}
_MARKED = re.compile(r"/app/static/([\w-]+\.(?:css|js|png))")
_HEADERS = {"Cache-Control": "public, max-age=31536000, immutable", "Vary": "Accept-Encoding"}
_TYPES = {
    ".bin": "application/octet-stream",
    ".css": "text/css",
    ".js": "text/javascript",
    ".png": "image/png",
    ".woff2": "font/woff2",
}
_COMPRESSED_ALREADY = {".png", ".woff2"}
_MOST_BYTES = 64 * 1024 * 1024


class KeptFiles:
    """Answers for files named by their content: whole and compressed, or the range that is asked for."""

    def __init__(self, app: ASGIApp) -> None:
        """Stand before the app that answers everything else."""
        self.app = app
        self.bodies = LRUCache[Path, bytes](_MOST_BYTES, getsizeof=len)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        file = _asked_for(scope) if scope["type"] == "http" else None
        if file is None or scope["method"] not in {"GET", "HEAD"}:
            await self.app(scope, receive, send)
            return
        asked = Headers(scope=scope)
        is_gzip = file.suffix not in _COMPRESSED_ALREADY
        if "range" in asked or (is_gzip and "gzip" not in asked.get("accept-encoding", "")):
            answer: Response = FileResponse(file, headers=_HEADERS, media_type=_TYPES[file.suffix])
        else:
            body = self.bodies.get(file)
            if body is None:
                body = self.bodies[file] = await to_thread.run_sync(
                    _compressed if is_gzip else Path.read_bytes, file
                )
            headers = {**_HEADERS, **({"Content-Encoding": "gzip"} if is_gzip else {})}
            answer = Response(body, headers=headers, media_type=_TYPES[file.suffix])
        await answer(scope, receive, send)


def _asked_for(scope: Scope) -> Path | None:
    path = scope["path"]
    for folder, name in _NAMED.items():
        named = name.fullmatch(path)
        if named and (folder / named[1]).is_file():
            return folder / named[1]
    marked = _MARKED.fullmatch(path)
    file = own_files.STATIC / marked[1] if marked else None
    return file if file and file.is_file() and scope["query_string"] == _mark(file).encode() else None


_mark = cache(own_files.mark)


def _compressed(file: Path) -> bytes:
    """The file as it travels, compressed once by whoever wrote it, or else once in the life of the server."""
    beside = file.with_name(f"{file.name}.gz")
    return beside.read_bytes() if beside.is_file() else gzip.compress(file.read_bytes(), mtime=0)
