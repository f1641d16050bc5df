"""From a key to the map of one's own tracts in the browser, and on to the other pages without a network."""

import re
from urllib.parse import urlsplit

import pytest

import serve
from data_loaders import _http, pulled
from tests.browser import screen
from tests.browser.test_map import pixels
from tests.data_loaders.live import carolina
from tests.data_loaders.live.replay import Replay

KEY = "0123456789abcdef0123456789abcdef01234567"


@pytest.fixture
def bureau(tmp_path, monkeypatch):
    """A server in place of the Bureau, and an app that is told of it and has an empty folder."""
    with Replay() as running:
        carolina.answer_with(running)
        monkeypatch.setenv(_http.MIRRORS_VARIABLE, carolina.mirrors(running))
        monkeypatch.setenv(pulled.DATA_VARIABLE, str(tmp_path))
        monkeypatch.delenv(_http.KEY_VARIABLE, raising=False)
        yield running
    for outlines in (tmp_path / "outlines").glob("*.bin"):
        (pulled.OUTLINES / outlines.name).unlink(missing_ok=True)


@pytest.mark.longest
def test_a_community_gets_its_tracts_and_takes_them_offline(bureau, profile):
    bureau.delay_seconds = 0.05
    with serve.running() as app:
        page = profile().new_page()
        page.goto(f"{app.address}/get_data?within=37&get_year=2023")
        screen.settled(page)
        page.get_by_role("textbox", name="Your key of the Census API").fill(KEY)
        page.keyboard.press("Enter")
        screen.settled(page)
        page.get_by_role("button", name="Get the data").click()
        page.get_by_role("progressbar").wait_for()
        assert page.get_by_role("button", name="Stop").is_visible()
        page.get_by_text("Open the map of it").wait_for(timeout=60_000)
        screen.settled(page)
        assert screen.violations(page) == []
        assert KEY not in page.content() + page.url
        bureau.__exit__(None, None, None)  # the network is off from here on

        page.get_by_text("Open the map of it").click()
        page.wait_for_url(re.compile(r"/map\?.*level=tract"))
        screen.settled(page)
        assert len({tuple(color) for color in pixels(page).reshape(-1, 3)}) > 6, "several classes are drawn"
        assert page.get_by_text("Live: pulled from the source today.").is_visible()
        assert "census tracts with a value" in page.locator(".frame").get_attribute("aria-label")
        view = urlsplit(page.url).query
        for address in ("compare", "place", "levers"):
            page.goto(f"{app.address}/{address}?{view}")
            screen.settled(page)
            assert screen.errors_shown(page) == [], address
        page.close()
