"""What a browser is told to refuse, and which pages may speak to the server."""

from urllib.parse import urlsplit

import streamlit as st
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# Scripts, styles and pictures are made in the page, too; nothing comes from another host or goes there.
_POLICY = {
    "default-src": "'self'",
    "script-src": "'self' 'unsafe-inline' 'wasm-unsafe-eval' blob:",
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data: blob:",
    "font-src": "'self' data:",
    "connect-src": "'self' data: blob:",
    "worker-src": "'self' blob:",
    "object-src": "'none'",
    "base-uri": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'self'",
}
_HEADERS = {
    "Content-Security-Policy": "; ".join(f"{what} {sources}" for what, sources in _POLICY.items()),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "same-origin",
}


class Guarded:
    """Turns away a connection that another site's page asks for; tells browsers what to refuse in ours.

    Streamlit would first ask a service on the internet for this machine's address, to compare the other site
    with it. A proxy that changes the name of the host needs that name in `server.corsAllowedOrigins`.
    """

    def __init__(self, app: ASGIApp) -> None:
        """Stand before the app that is guarded."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "websocket" and not _is_from_here(Headers(scope=scope)):
            await receive()
            await send({"type": "websocket.close", "code": 1008})
            return

        async def answered(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(raw=message["headers"]).update(_HEADERS)
            await send(message)

        await self.app(scope, receive, answered if scope["type"] == "http" else send)


def _is_from_here(asked: Headers) -> bool:
    """A program that is no browser names no origin."""
    origin = asked.get("origin")
    if origin is None or urlsplit(origin).netloc == asked.get("host"):
        return True
    return origin in st.get_option("server.corsAllowedOrigins")
