"""What every test may rely on."""

import os
import socket
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from functools import cache
from typing import Any

import pytest
from hypothesis import settings
from streamlit.components.v2 import manifest_scanner

import serve
from data_loaders import pulled
from tests import declared

# A busy machine is slow: an example that never ends is stopped by the limit of its test.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")

ARTIFACTS = serve.ROOT / "artifacts"
_held = ExitStack()

os.environ[pulled.DATA_VARIABLE] = ""  # the tests are of what ships, whatever was pulled on this machine


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test that takes `declared_page` runs once for each page app.py declares.

    In a folder all tests of a page follow one another, so that a page opened for one serves the next.
    """
    if "declared_page" in metafunc.fixturenames:
        metafunc.parametrize("declared_page", declared.pages(), ids=lambda page: page.name, scope="package")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes longest starts first, so that nobody waits for it alone at the end."""
    items.sort(key=lambda item: item.get_closest_marker("longest") is None)


@dataclass(frozen=True, kw_only=True)
class App:
    """The running app: the address a browser opens, and its port."""

    address: str
    port: int


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Workers look at one app: what it works out for one of them, it has for the others."""
    node.workerinput["app"] = asdict(_app())


@pytest.fixture(scope="session")
def server(request: pytest.FixtureRequest) -> App:
    """The app as `make run` starts it: on a free port, warmed."""
    of_all = getattr(request.config, "workerinput", None)
    return App(**of_all["app"]) if of_all else _app()


@cache
def _app() -> App:
    ARTIFACTS.mkdir(exist_ok=True)
    _held.enter_context(serve.compiling_ahead())
    running = _held.enter_context(serve.running(log=ARTIFACTS / "app.log"))
    return App(address=running.address, port=running.port)


def pytest_unconfigure() -> None:
    """End the app that the tests were looking at."""
    _held.close()


@pytest.fixture(autouse=True, scope="session")
def no_network() -> Iterator[None]:
    """No test reaches beyond this machine: a connection to another host fails at once."""
    connect = socket.socket.connect

    def connect_here(self: socket.socket, address: object) -> None:
        host = address[0] if isinstance(address, tuple) else None
        if host not in {None, "127.0.0.1", "::1", "localhost"}:
            raise OSError(f"A test tried to reach {host}: tests stay on this machine.")
        connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", connect_here)
        yield


@pytest.fixture(autouse=True, scope="session")
def packages_looked_through_once() -> Iterator[None]:
    """Streamlit's test of a page looks through all installed packages for parts of pages: 0.3 s each time."""
    with pytest.MonkeyPatch.context() as patch:
        scan = cache(manifest_scanner.scan_component_manifests)
        patch.setattr(manifest_scanner, "scan_component_manifests", scan)
        yield


@pytest.fixture(autouse=True)
def own_main(monkeypatch: pytest.MonkeyPatch) -> None:
    """Streamlit's test of a page leaves the page as the main module, which a new process would then run."""
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])
