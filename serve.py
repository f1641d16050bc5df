"""The app, started on a free port of this machine: `python -m serve`.

`make run`, the browser tests and the benchmarks all start it here, so they meet the same server.
"""

from __future__ import annotations

import http.client
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent
APP = ROOT / "app.py"
HOST = "127.0.0.1"
FIRST_PORT = 8501
START_LIMIT_SECONDS = 120.0


class NotStarted(RuntimeError):
    """The server ended, or did not answer, before it was ready; the message carries what it last wrote."""


@dataclass(frozen=True, kw_only=True)
class Server:
    """A running app: the address a browser opens, its process and the file that holds its output."""

    address: str
    port: int
    process: subprocess.Popen[bytes]
    log: Path | None


def free_port(first: int = FIRST_PORT) -> int:
    """Give the first port from `first` upward that nothing listens on."""
    for port in range(first, first + 200):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, port))
            except OSError:
                continue
            return port
    raise NotStarted(f"Every port from {first} to {first + 199} is taken. Close a server and try again.")


@contextmanager
def running(
    app: Path = APP,
    *,
    port: int | None = None,
    as_it_comes: bool | None = None,
    warm: bool = True,
    log: Path | None = None,
) -> Iterator[Server]:
    """Start the app, wait until it answers, and stop it when the block ends.

    Parameters
    ----------
    app
        Another script for Streamlit, in place of this app.
    as_it_comes
        Served by Streamlit alone, without `web`; by default this app is not and other scripts are.
    port
        Where to listen; by default any free port.
    warm
        Wait until the script has run once. The app sees to that by itself while a first browser loads.
    log
        A file for the server's output; by default its errors go to this terminal and its greeting nowhere.

    Raises
    ------
    NotStarted
        When the server ends or stays silent for two minutes, or when the script fails while it is warmed.
    """
    port = port or any_free_port()
    if as_it_comes is None:
        as_it_comes = app != APP
    ours = ["-m", "web", HOST, str(port), str(app)]
    streamlits = ["-m", "streamlit", "run", str(app), f"--server.port={port}"]
    command = [sys.executable, *(streamlits if as_it_comes else ours)]
    with ExitStack() as held:
        written = held.enter_context(log.open("wb")) if log else None
        process = subprocess.Popen(command, cwd=ROOT, stdout=written or subprocess.DEVNULL, stderr=written)
        held.callback(_end, process)
        server = Server(address=f"http://{HOST}:{port}", port=port, process=process, log=log)
        _wait_until_healthy(server)
        if warm:
            warm_up(server)
        yield server


@contextmanager
def compiling_ahead() -> Iterator[None]:
    """Compile in a process of its own, for the disk, what the first plan would wait for; at once if it is."""
    process = subprocess.Popen([sys.executable, "-m", "equity.allocation"], cwd=ROOT)
    try:
        yield
    finally:
        _end(process)


def warm_up(server: Server) -> None:
    """Have the server run the script once, by Streamlit's own check that the script runs without an error."""
    status, words = _get(server, "/_stcore/script-health-check", timeout=START_LIMIT_SECONDS)
    if status != http.client.OK:
        raise NotStarted(f"The app's script answers {status} ({words}).{_last_words(server)}")


def any_free_port() -> int:
    """Give a port that nothing listens on and that no other process is given at once."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _wait_until_healthy(server: Server) -> None:
    given_up = time.monotonic() + START_LIMIT_SECONDS
    while time.monotonic() < given_up:
        if server.process.poll() is not None:
            raise NotStarted(f"The server ended with code {server.process.returncode}.{_last_words(server)}")
        try:
            status, _ = _get(server, "/_stcore/health", timeout=5)
        except OSError:
            time.sleep(0.05)
            continue
        if status == http.client.OK:
            return
    limit = f"{START_LIMIT_SECONDS:.0f} seconds"
    raise NotStarted(f"The server did not answer within {limit}.{_last_words(server)}")


def _get(server: Server, path: str, *, timeout: float) -> tuple[int, str]:
    connection = http.client.HTTPConnection(HOST, server.port, timeout=timeout)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read().decode(errors="replace")
    finally:
        connection.close()


def _last_words(server: Server) -> str:
    if server.log is None:
        return ""
    return "\nIts output ends:\n" + server.log.read_text(errors="replace")[-3000:]


def main() -> None:
    """Serve at 8501 or the next free port until Ctrl+C, or until this process is told to end."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    with running(port=free_port(), warm=False) as server, compiling_ahead():
        print(f"\n  Equity Levers is ready: {server.address}\n  Stop it with Ctrl+C.\n", flush=True)
        try:
            server.process.wait()
        except KeyboardInterrupt:
            print("  Stopped.")


if __name__ == "__main__":
    main()
