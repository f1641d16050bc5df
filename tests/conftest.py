"""What every test may rely on."""

import os
import socket
import sys
from collections.abc import Iterator
from functools import cache

import pytest
from streamlit.components.v2 import manifest_scanner

from data_loaders import pulled
from tests import declared

os.environ[pulled.DATA_VARIABLE] = ""  # the tests are of what ships, whatever was pulled on this machine


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test that takes `declared_page` runs once for each page app.py declares.

    In a folder all tests of a page follow one another, so that one server works out what the page shows.
    """
    if "declared_page" in metafunc.fixturenames:
        metafunc.parametrize("declared_page", declared.pages(), ids=lambda page: page.name, scope="package")


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
