"""A server that speaks real HTTP on loopback and answers as the services do, well or badly.

    with Replay() as server:
        server.answer(r"/data/2023/acs/acs5", Answer(body=b"[]"), Answer(status=503))

The answers to one path are given in turn, the last one again and again. `asked` lists what came.
"""

import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self
from urllib.parse import parse_qs, urlsplit


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One request as it arrived."""

    path: str
    query: dict[str, list[str]]
    headers: dict[str, str]

    def first(self, name: str) -> str:
        return self.query.get(name, [""])[0]


@dataclass(frozen=True, kw_only=True)
class Answer:
    """One reply. `cut_after` closes the connection after so many bytes of the body it promised."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    delay_seconds: float = 0.0
    cut_after: int | None = None
    ranges: bool = False


Script = Answer | Callable[[Asked], Answer]


class Replay:
    """The server; its address is `url`."""

    def __init__(self, *, delay_seconds: float = 0.0) -> None:
        self.asked: list[Asked] = []
        self.delay_seconds = delay_seconds
        self._scripts: list[tuple[re.Pattern[str], list[Script]]] = []
        self._lock = threading.Lock()
        replay = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                replay._serve(self)

            def log_message(self, *_args: object) -> None:
                """The tests read `asked`."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def answer(self, path: str, *scripts: Script) -> None:
        self._scripts.insert(0, (re.compile(path), list(scripts)))

    def heard(self, count: int) -> list[Asked]:
        """What came, once so many requests did: a client may give up on a busy machine before one is read."""
        deadline = time.monotonic() + 10
        while len(self.asked) < count and time.monotonic() < deadline:
            time.sleep(0.01)
        return self.asked

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()

    def _next(self, asked: Asked) -> Script:
        with self._lock:
            self.asked.append(asked)
            for pattern, scripts in self._scripts:
                if pattern.search(asked.path):
                    return scripts.pop(0) if len(scripts) > 1 else scripts[0]
        return Answer(status=404, body=b"<html><head><title>Error report</title></head></html>")

    def _serve(self, handler: BaseHTTPRequestHandler) -> None:
        parts = urlsplit(handler.path)
        asked = Asked(path=parts.path, query=parse_qs(parts.query), headers=dict(handler.headers))
        script = self._next(asked)
        answer = script if isinstance(script, Answer) else script(asked)
        time.sleep(self.delay_seconds + answer.delay_seconds)
        status, body = answer.status, answer.body
        wanted = re.match(r"bytes=(\d+)-", asked.headers.get("Range", ""))
        if wanted and answer.ranges:
            status, body = 206, body[int(wanted.group(1)) :]
        try:
            handler.send_response(status)
            for name, value in answer.headers.items():
                handler.send_header(name, value)
            if status != 204:
                handler.send_header("Content-Length", str(len(body)))
            handler.end_headers()
            handler.wfile.write(body if answer.cut_after is None else body[: answer.cut_after])
        except (BrokenPipeError, ConnectionResetError):
            return
        if answer.cut_after is not None:
            handler.wfile.flush()
            handler.close_connection = True
