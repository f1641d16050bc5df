"""The running app and a Chromium that may speak to nobody else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect

import serve
from tests.browser import screen
from tests.browser.chromium import launched
from tests.browser.screen import TALL, WIDE
from tests.conftest import App

# A busy machine is slow: a limit is for what never comes.
expect.set_options(timeout=screen.REST_LIMIT_MS)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder drives the browser."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("browser")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for all tests; each test has a fresh profile in it."""
    with launched() as browser:
        yield browser


@contextmanager
def profiles(chromium: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Makes fresh, watched profiles: `make(height=1400, scheme="dark")`.

    At the end it fails if anything in them asked another host, wrote an error to the console or raised.
    """
    troubles: list[str] = []
    contexts: list[BrowserContext] = []

    def make(
        *, width: int = WIDE, height: int = TALL, scheme: str = "light", **more: object
    ) -> BrowserContext:
        context = chromium.new_context(
            viewport={"width": width, "height": height}, color_scheme=scheme, locale="en-US", **more
        )
        context.on("request", lambda request: _note_other_host(request.url, troubles))
        context.on("console", lambda message: _note_error(message, troubles))
        context.on("weberror", lambda error: troubles.append(f"{_where(error.page)}: raised {error.error}"))
        contexts.append(context)
        return context

    yield make
    for context in contexts:
        context.close()
    assert not troubles, "\n" + "\n".join(troubles)


@pytest.fixture
def profile(chromium: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Makes profiles of this test alone (`profiles`)."""
    with profiles(chromium) as make:
        yield make


@pytest.fixture(scope="session")
def visit(server: App, chromium: Browser) -> Iterator[Callable[..., Page]]:
    """Opens an address of the app and waits until it is at rest: `visit("map?level=county", width=390)`.

    One test after another uses the same tab, in which Streamlit's scripts stay compiled: a page of charts is
    there in half the time. Each visit begins with a session and a window of its own.
    """
    with profiles(chromium) as make:

        @cache
        def tab(**how: object) -> Page:
            return make(**how).new_page()

        def open_at(address: str = "", *, width: int = WIDE, scheme: str = "light", **more: object) -> Page:
            page = tab(scheme=scheme, **more)
            page.set_viewport_size({"width": width, "height": TALL})
            page.mouse.move(0, 0)
            page.goto(f"{server.address}/{address}")
            return screen.settled(page)

        yield open_at


def _note_other_host(url: str, troubles: list[str]) -> None:
    parts = urlsplit(url)
    if parts.scheme not in {"data", "blob"} and parts.hostname != serve.HOST:
        troubles.append(f"asked another host: {url}")


def _note_error(message: ConsoleMessage, troubles: list[str]) -> None:
    if message.type == "error":
        troubles.append(f"{_where(message.page)}: console {message.text} ({message.location['url']})")


def _where(page: Page | None) -> str:
    """The address of a page: several tests use one tab."""
    return page.url if page else "a page that is gone"
