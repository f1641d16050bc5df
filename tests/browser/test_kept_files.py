"""Files named by their content: kept by browsers for good, sent compressed, and in ranges."""

import gzip
import http.client
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import streamlit as st

import serve
from components import own_files

(COUNTIES,) = (serve.ROOT / "static" / "outlines").glob("county_2023_*.bin")
(SCRIPT,) = (serve.ROOT / "static" / "deck_map").glob("*.js")
STREAMLIT = Path(st.__file__).parent
(STREAMLITS,) = (STREAMLIT / "static" / "static" / "js").glob("protobuf.*.js")


def _get(server, file, **headers):
    below = file.relative_to(STREAMLIT / "static") if STREAMLIT in file.parents else None
    address = f"/{below}" if below else f"/app/{file.relative_to(serve.ROOT)}"
    connection = http.client.HTTPConnection(urlsplit(server.address).netloc, timeout=30)
    connection.request("GET", address, headers=headers)
    answer = connection.getresponse()
    return answer.status, answer.headers, answer.read()


@pytest.mark.parametrize(
    "file", [COUNTIES, SCRIPT, STREAMLITS], ids=["outlines", "the map's script", "Streamlit's script"]
)
def test_a_browser_may_keep_them_and_gets_them_compressed(server, file):
    status, headers, body = _get(server, file, **{"Accept-Encoding": "gzip"})
    assert status == 200
    assert headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert headers["Content-Encoding"] == "gzip"
    assert headers["Vary"] == "Accept-Encoding"
    assert int(headers["Content-Length"]) == len(body) < file.stat().st_size
    assert gzip.decompress(body) == file.read_bytes()


def test_who_cannot_unpack_gets_them_plain(server):
    status, headers, body = _get(server, COUNTIES)
    assert (status, headers["Content-Encoding"]) == (200, None)
    assert body == COUNTIES.read_bytes()


def test_a_range_is_answered_with_that_range(server):
    status, headers, body = _get(server, COUNTIES, Range="bytes=100-199", **{"Accept-Encoding": "gzip"})
    assert (status, headers["Content-Range"]) == (206, f"bytes 100-199/{COUNTIES.stat().st_size}")
    assert body == COUNTIES.read_bytes()[100:200]


@pytest.mark.parametrize("name", ["../app.py", "no_such_0123456789.bin", "county_2023.bin"])
def test_nothing_else_is_answered_here(server, name):
    status, headers, _ = _get(server, serve.ROOT / "static" / "outlines" / name)
    assert status != 200 or "immutable" not in headers.get("Cache-Control", "")


@pytest.mark.parametrize("name", ["icon.png", "page.css", "masthead.js"])
def test_what_is_asked_for_with_its_mark_may_be_kept(server, name):
    """With another mark, as after an update, the newest is sent and not kept."""
    for address, may_be_kept in ((own_files.address(name), True), (f"/app/static/{name}?00000000", False)):
        connection = http.client.HTTPConnection(urlsplit(server.address).netloc, timeout=30)
        connection.request("GET", address)
        answer = connection.getresponse()
        assert (answer.status, answer.read()) == (200, (own_files.STATIC / name).read_bytes())
        assert ("immutable" in answer.headers.get("Cache-Control", "")) is may_be_kept
