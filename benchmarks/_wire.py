"""A door before the server that counts what goes through it to the browser, as it is on the wire."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

import serve


@dataclass(kw_only=True)
class Door:
    """Where the browser enters, and how many bytes have come out to it so far."""

    address: str = ""
    sent_bytes: int = 0
    counting: threading.Lock = field(default_factory=threading.Lock)


@contextmanager
def counted(server: serve.Server) -> Iterator[Door]:
    """Open a port of this machine that leads to the server, until the block ends."""
    door = Door()
    with socket.create_server((serve.HOST, 0)) as listening:
        door.address = f"http://{serve.HOST}:{listening.getsockname()[1]}"
        threading.Thread(target=_let_in, args=(listening, server, door), daemon=True).start()
        yield door


def _let_in(listening: socket.socket, server: serve.Server, door: Door) -> None:
    with suppress(OSError):  # the door was closed
        while True:
            browser, _ = listening.accept()
            inside = socket.create_connection((serve.HOST, server.port))
            threading.Thread(target=_carry, args=(browser, inside, None), daemon=True).start()
            threading.Thread(target=_carry, args=(inside, browser, door), daemon=True).start()


def _carry(source: socket.socket, target: socket.socket, door: Door | None) -> None:
    with suppress(OSError), source, target:  # either side may hang up
        while data := source.recv(65_536):
            if door:
                with door.counting:
                    door.sent_bytes += len(data)
            target.sendall(data)
