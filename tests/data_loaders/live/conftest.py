"""One server a test."""

from collections.abc import Iterator

import pytest

from tests.data_loaders.live.replay import Replay


@pytest.fixture
def server() -> Iterator[Replay]:
    with Replay() as running:
        yield running
