"""Streamlit's page of scripts, as browsers get it."""

import re
from functools import lru_cache

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# A page's address lies one step below the server's, but Streamlit looks for it below the page first: 0.15 s.
_THE_SERVER = b"<script>window.__streamlit = {BACKEND_BASE_URL: new URL('.', location.href).href}</script>"
_ITS_FONT = re.compile(rb'(?<=href=")[^"]+\.woff2(?="\s+as="font")')
_OUR_FONT = b"./app/static/fonts/public-sans-latin-wght-normal.woff2"
_FOR_OTHER_FORMS = (b"accept-encoding", b"if-none-match", b"if-modified-since")


class FirstPage:
    """Tells a browser where its server is, and to fetch our font rather than Streamlit's.

    `sheet` is the address of a style sheet, which the app's pages bring only when their words stand already.
    """

    def __init__(self, app: ASGIApp, *, sheet: str | None = None) -> None:
        """Stand before the app whose page it is."""
        self.app = app
        self.link = f'<link rel="stylesheet" href="{sheet}">'.encode() if sheet else b""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or "text/html" not in Headers(scope=scope).get("accept", ""):
            await self.app(scope, receive, send)
            return
        start: Message = {}
        page = b""

        async def changed(message: Message) -> None:
            nonlocal start, page
            if message["type"] == "http.response.start":
                start = message
            is_page = Headers(raw=start["headers"]).get("content-type", "").startswith("text/html")
            if not is_page:
                await send(message)
                return
            page += message.get("body", b"")
            if message is start or message.get("more_body"):
                return
            headers = MutableHeaders(raw=start["headers"])
            body = _first_page(page, self.link)
            headers["content-length"] = str(len(body))
            for stale in ("etag", "last-modified"):
                del headers[stale]
            await send(start)
            await send({"type": "http.response.body", "body": body})

        whole = [(name, value) for name, value in scope["headers"] if name not in _FOR_OTHER_FORMS]
        await self.app({**scope, "headers": whole}, receive, changed)


@lru_cache(maxsize=8)
def _first_page(page: bytes, link: bytes) -> bytes:
    page = _ITS_FONT.sub(_OUR_FONT, page, count=1)
    return page.replace(b"<head>", b"<head>" + _THE_SERVER, 1).replace(b"</head>", link + b"</head>", 1)
