"""A Chromium that may speak to nobody but this machine."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

import serve

# What a browser would do for itself: two pages of suggestions below the address bar of each new window cost a
# second of a processor. The rest is what Playwright turns off, as of two such flags only the last one counts.
_NOT_NEEDED = (
    "WebUIOmniboxPopup",
    "WebUIOmniboxAimPopup",
    "AimEnabled",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "LensOverlay",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
    "ThirdPartyStoragePartitioning",
)
# As on a machine without a graphics card, nothing looked up behind our back, and no way to any other host.
FLAGS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-gpu",
    "--enable-unsafe-swiftshader",  # WebGL all the same
    f"--disable-features={','.join(_NOT_NEEDED)}",
    f"--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE {serve.HOST}",
]


def executable() -> str:
    """The system's Chromium or Chrome, or the one CHROMIUM names."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if path is None:
        raise FileNotFoundError(
            "No Chromium or Chrome found. On Debian `make test` installs one; CHROMIUM=/path names another."
        )
    return path


@contextmanager
def launched() -> Iterator[Browser]:
    """A browser that is closed when the block ends."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=FLAGS)
        yield browser
        browser.close()
