"""The connection over which a session runs: who may open it, and what it costs to repeat something."""

from urllib.parse import urlsplit

import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

import serve


def _opened(server: serve.Server, **how: object):
    return connect(
        f"ws://{urlsplit(server.address).netloc}/_stcore/stream", subprotocols=["streamlit"], **how
    )


def test_what_is_repeated_is_compressed_against_the_last_32_kilobytes(server):
    """RFC 7692: a window of 15 bits, kept from one message to the next."""
    with _opened(server) as connection:
        (compression,) = connection.protocol.extensions
        assert compression.remote_max_window_bits == 15
        assert not compression.remote_no_context_takeover


def test_a_page_of_another_host_cannot_open_a_session(server):
    with pytest.raises(InvalidStatus) as refused:
        _opened(server, origin="http://evil.example")
    assert refused.value.response.status_code == 403
