"""What a browser gets first: Streamlit's page, with what it would otherwise find out late."""

import http.client
from urllib.parse import urlsplit

import pytest

from components import own_files
from tests.browser import screen


@pytest.mark.parametrize("address", ["", "map", "map?level=county&within=48"])
def test_a_browser_asks_for_its_server_where_it_is_and_for_our_font_and_sheet_first(
    server, chromium, address
):
    page = chromium.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(server.address)))
    page.goto(f"{server.address}/{address}")
    screen.settled(page)
    page.close()
    assert [each for each in asked if "/_stcore/health" in each] == ["/_stcore/health"]
    first_font = next(each for each in asked if each.endswith(".woff2"))
    assert first_font == "/app/static/fonts/public-sans-latin-wght-normal.woff2"
    assert asked.index(first_font) < asked.index("/_stcore/health")
    sheets = [each for each in asked if "/page.css" in each]
    assert sheets == [own_files.address("page.css")]
    assert asked.index(sheets[0]) < asked.index("/_stcore/health")


_MOVED = """
window.moved = 0;
new PerformanceObserver(seen => seen.getEntries().forEach(each => window.moved += each.value))
  .observe({type: 'layout-shift', buffered: true});
"""


def test_nothing_moves_while_a_map_page_comes_to_a_phone(server, chromium):
    """Half of what Web Vitals call good, which is 0.1."""
    page = chromium.new_page(viewport={"width": 390, "height": 844})
    page.add_init_script(_MOVED)
    page.goto(f"{server.address}/map?within=us&level=county")
    screen.settled(page)
    moved = page.evaluate("window.moved")
    page.close()
    assert moved < 0.05


def test_the_page_is_sent_whole_whatever_a_browser_says_it_has(server):
    """An old copy would name scripts of another version."""
    asked = {
        "Accept": "text/html",
        "Accept-Encoding": "gzip",
        "If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT",
    }
    connection = http.client.HTTPConnection(urlsplit(server.address).netloc, timeout=30)
    connection.request("GET", "/", headers=asked)
    answer = connection.getresponse()
    page = answer.read()
    assert answer.status == 200
    assert int(answer.headers["Content-Length"]) == len(page)
    assert page.rstrip().endswith(b"</html>")
    assert (answer.headers["ETag"], answer.headers["Cache-Control"]) == (None, "no-cache")
