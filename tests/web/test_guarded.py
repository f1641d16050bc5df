"""Which pages may speak to the server."""

from typing import Any

import pytest
import streamlit

from tests.web.visitors import Pages, at_once, run, saying
from web.guarded import Guarded
from web.own_visit import asking_for

HERE = "127.0.0.1:8501"


@pytest.mark.parametrize(
    ("origin", "is_let_in"),
    [
        (None, True),
        (f"http://{HERE}", True),
        ("https://levers.example.org", True),
        ("https://another.example.org", False),
        ("http://127.0.0.1:8502", False),
        ("null", False),
    ],
)
def test_no_page_of_another_site_may_speak_to_the_server(monkeypatch, origin, is_let_in):
    """Streamlit, which would ask a service on the internet about it, does not hear of it."""
    origins = {"server.corsAllowedOrigins": ["https://levers.example.org"]}
    monkeypatch.setattr(streamlit, "get_option", origins.get)
    names = {"host": HERE, **({"origin": origin} if origin else {})}
    headers = [(name.encode(), value.encode()) for name, value in names.items()]
    answers: list[Any] = []

    async def noted(message: Any) -> None:
        answers.append(message)

    async def walk() -> list[str]:
        pages = Pages(show=at_once)
        asks = {"type": "websocket.receive", "bytes": asking_for("map")}
        await Guarded(pages)({"type": "websocket", "headers": headers}, saying(asks), noted)
        return pages.asked

    assert run(walk()) == (["map?"] if is_let_in else [])
    assert ({"type": "websocket.close", "code": 1008} in answers) != is_let_in
