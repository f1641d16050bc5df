"""Looking at a page: when it is at rest, what axe says of it, and a picture to keep."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import numpy as np
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Page, expect

from components.look import LIGHT

PICTURES = Path(__file__).parents[2] / "artifacts" / "screenshots"
WIDE, TALL = 1440, 900
PHONE = 390
REST_LIMIT_MS = 30_000
WCAG_21_AA = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]

# At rest: connected, no script running, nothing stale or still a skeleton, for a while without a break
# (a click takes a moment to reach the server and come back as "running").
AT_REST = """(rest) => {
    const app = document.querySelector('[data-testid="stApp"]');
    const busy = !app
        || app.dataset.testScriptState !== 'notRunning'
        || app.dataset.testConnectionState !== 'CONNECTED'
        || document.querySelector('[data-stale="true"]')
        || document.querySelector('[data-testid="stSkeleton"], [data-testid="stAppSkeleton"]')
        || document.fonts.status !== 'loaded';
    const now = performance.now();
    if (busy) { window.atRestSince = undefined; return false; }
    window.atRestSince ??= now;
    return now - window.atRestSince >= rest;
}"""

# Words of charts that end outside their chart; and what was chosen from a list, where the list is too narrow
# for it. On a phone a long choice may end with an ellipsis.
CUT = """(phone) => [
    ...[...document.querySelectorAll('.js-plotly-plot text')].filter(text => {
        const [word, chart] = [text, text.closest('.js-plotly-plot')].map(e => e.getBoundingClientRect());
        return word.width && (word.left < chart.left - 1 || word.right > chart.right + 1);
    }).map(text => text.textContent),
    ...[...document.querySelectorAll('input[role="combobox"]')]
        .filter(input => innerWidth > phone && input.scrollWidth > input.clientWidth + 1)
        .map(input => input.value),
]"""


def settled(page: Page, *, rest_ms: int = 250, limit_ms: int = REST_LIMIT_MS) -> Page:
    """Wait until Streamlit has nothing left to do, and give the page back."""
    page.wait_for_selector('[data-testid="stApp"]', timeout=limit_ms)
    page.evaluate("window.atRestSince = undefined")
    page.wait_for_function(AT_REST, arg=rest_ms, timeout=limit_ms)
    # The map says by itself when it is drawn.
    expect(page.locator('[aria-busy="true"]:visible')).to_have_count(0, timeout=limit_ms)
    return page


def violations(page: Page) -> list[str]:
    """What axe finds against WCAG 2.1 A and AA: the rule, the element and what is wrong with it."""
    options = {"runOnly": {"type": "tag", "values": WCAG_21_AA}, "resultTypes": ["violations"]}
    found: list[dict[str, Any]] = Axe().run(page, options=options).response["violations"]
    return [
        f"{rule['id']}: {node['html'][:200]}\n    {node['failureSummary']}"
        for rule in found
        for node in rule["nodes"]
    ]


def keep_picture(page: Page, name: str) -> None:
    """Keep the whole page as artifacts/screenshots/NAME.png."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    # Streamlit scrolls inside its own box: the window has to be as tall as what is in it.
    size = page.viewport_size or {"width": 1440, "height": 900}
    height = page.evaluate("document.querySelector('[data-testid=\"stMain\"]').scrollHeight")
    page.set_viewport_size({"width": size["width"], "height": max(size["height"], min(int(height), 8000))})
    settled(page)
    page.screenshot(path=PICTURES / f"{name}.png")
    page.set_viewport_size(size)


def overflow(page: Page) -> int:
    """By how many pixels the page is wider than its window."""
    return int(
        page.evaluate(
            "Math.max(0, ...['html', '[data-testid=\"stMain\"]'].map(s => document.querySelector(s))"
            ".map(e => e.scrollWidth - e.clientWidth))"
        )
    )


def cut_words(page: Page) -> list[str]:
    """Words of charts, and choices, of which a part cannot be read."""
    return list(page.evaluate(CUT, PHONE))


def errors_shown(page: Page) -> list[str]:
    """The words of every exception or error box on the page."""
    boxes = page.locator('[data-testid="stException"], [data-testid="stAlertContentError"]')
    return boxes.all_inner_texts()


def classes_on_map(page: Page) -> list[bool]:
    """Which classes of the burden ramp are on the map, from the lowest to the highest."""
    shown = Image.open(io.BytesIO(page.locator(".frame").screenshot())).convert("RGB")
    pixels = np.asarray(shown, dtype=np.int16)
    ramp = [[int(color[at : at + 2], 16) for at in (1, 3, 5)] for color in LIGHT.burden]
    return [bool((np.abs(pixels - color).max(axis=2) <= 3).mean() > 0.005) for color in ramp]
