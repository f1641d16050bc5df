"""The connection over which a session runs: who may open it, what repeating something costs, what waits."""

import time
from urllib.parse import urlsplit

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

import serve
from components.deck_map import FIRST_PICTURE_SECONDS
from web.own_visit import asking_for


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


def _seconds_from_map_to_controls(connection, page: str) -> float:
    connection.send(asking_for(page))
    came = {}
    answer = ForwardMsg()
    while answer.WhichOneof("type") != "script_finished":
        answer = ForwardMsg.FromString(connection.recv(timeout=60))
        element = answer.delta.new_element
        kind = element.WhichOneof("type")
        name = element.bidi_component.component_name if kind == "bidi_component" else kind
        came.setdefault(name, time.monotonic())
    return came["selectbox"] - came["equity_levers.map"]


@pytest.mark.parametrize("page", ["map?within=us&level=state", "hot_spots?within=us&level=state"])
def test_lists_to_choose_from_wait_for_the_first_map_of_a_browser(server, page):
    """Nobody else waits, nor a browser that has had its first map."""
    with _opened(server) as browser:
        first, later = (_seconds_from_map_to_controls(browser, page) for _ in range(2))
    with _opened(server, user_agent_header=None) as nobody:
        alone = _seconds_from_map_to_controls(nobody, page)
    assert first > 0.8 * FIRST_PICTURE_SECONDS  # the map's message takes its time to come, too
    assert max(later, alone) < first
