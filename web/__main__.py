"""`python -m web ADDRESS PORT [SCRIPT]`: serve the app, or another script, until told to stop."""

import sys
from contextlib import suppress
from typing import Any

import streamlit as st
import uvicorn
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.extensions.permessage_deflate import ServerPerMessageDeflateFactory

from web import served
from web.quiet_server import QuietServer


class LongMemory(WebSocketsSansIOProtocol):
    """A connection that compresses a message against the last 32 kB sent.

    uvicorn 0.54 looks back 4 kB, less than one rerun, so that what a rerun repeats is sent in full again.
    """

    def __init__(self, *args: Any, **settings: Any) -> None:
        """Open a connection."""
        super().__init__(*args, **settings)
        self.conn.available_extensions = [ServerPerMessageDeflateFactory()]


def main(host: str, port: int, script: str) -> None:
    """Serve until told to stop."""
    config = uvicorn.Config(
        served(script),
        host=host,
        port=port,
        ws=LongMemory,
        ws_max_size=st.get_option("server.maxMessageSize") * 1024 * 1024,
        log_level="warning",
        access_log=False,
    )
    server = QuietServer(config)
    with suppress(KeyboardInterrupt):
        server.run()
    if not server.started:
        sys.exit(1)


main(sys.argv[1], int(sys.argv[2]), sys.argv[3] if len(sys.argv) > 3 else "app.py")
