"""A connection to the replay server in place of every service, without pauses."""

from pathlib import Path

from data_loaders import _http
from tests.data_loaders.live.replay import Replay

KEY = "0123456789abcdef0123456789abcdef01234567"
SERVICES = (
    _http.CENSUS_API,
    _http.CENSUS_FILES,
    "https://data.cdc.gov",
    "https://svi.cdc.gov",
    "https://svi2.cdc.gov",
    "https://data.hrsa.gov",
    "https://data.medicaid.gov",
    "https://raw.githubusercontent.com",
)


def reach(server: Replay, folder: Path | None = None, *, key: str | None = KEY) -> _http.Connection:
    return _http.Connection(
        key=key,
        folder=folder,
        mirrors=dict.fromkeys(SERVICES, server.url),
        timeout_seconds=(1.0, 5.0),
        sleep=lambda seconds: None,
    )
