"""What the server lets in, and what it tells a browser to refuse."""

import http.client
import re
from urllib.parse import urlsplit

import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

ANOTHER_SITE = "https://another.example.org"


def test_a_connection_that_another_site_asks_for_is_refused(server):
    with pytest.raises(InvalidStatus, match="403"):
        connect(f"ws://127.0.0.1:{server.port}/_stcore/stream", origin=ANOTHER_SITE)


@pytest.mark.parametrize("path", ["/", "/map", "/app/static/page.css", "/_stcore/health"])
def test_each_answer_tells_a_browser_what_to_refuse(server, path):
    connection = http.client.HTTPConnection(urlsplit(server.address).netloc, timeout=30)
    connection.request("GET", path)
    headers = connection.getresponse().headers
    policy = headers["Content-Security-Policy"]
    for rule in ("default-src 'self'", "connect-src 'self'", "object-src 'none'", "frame-ancestors 'self'"):
        assert rule in policy
    assert not re.search(r"https?:|wss?:|\*|'unsafe-eval'", policy), "nothing from another host"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "SAMEORIGIN"
    assert headers["Referrer-Policy"] == "same-origin"


def test_a_page_cannot_ask_another_host_even_if_it_is_told_to(server, chromium):
    context = chromium.new_context()
    page = context.new_page()
    page.goto(f"{server.address}/app/static/page.css")
    answer = page.evaluate(
        """async site => {
        const refused = new Promise(go => document.addEventListener('securitypolicyviolation', go));
        const reply = await fetch(site).catch(() => undefined);
        return [reply, (await refused).effectiveDirective];
    }""",
        ANOTHER_SITE,
    )
    assert answer == [None, "connect-src"]
    context.close()
