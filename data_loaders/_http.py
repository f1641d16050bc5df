"""One polite way to the network, for every source.

Time limits, repeated tries with growing pauses, mirrors, refusal of pages that are not data, keys kept out
of sight, progress, and replies that were kept before: all in one place, and a loader only says what it asks.
`requests` is imported when a connection is opened and not before: the embedded data need no network.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode, urlsplit

from data_loaders import _cache
from data_loaders._failures import Unavailable
from data_loaders._redaction import public_url
from equity.errors import InvalidParameter

if TYPE_CHECKING:
    from collections.abc import Iterator

    import requests

CENSUS_API = "https://api.census.gov"
CENSUS_FILES = "https://www2.census.gov"
KEY_VARIABLE = "CENSUS_API_KEY"
MIRRORS_VARIABLE = "EQUITY_LEVERS_MIRRORS"
_PIECE_BYTES = 1 << 20


@dataclass(frozen=True, kw_only=True)
class Event:
    """One step of the work, for a progress display.

    `step` is "asked", "waiting" (with `detail` saying why and `wait_seconds` how long is left), "arriving"
    (a file, so far of `whole_bytes` where that is known), "received" or "kept" (answered from the folder,
    without the network). `url` never holds a key.
    """

    step: str
    url: str
    detail: str = ""
    received_bytes: int = 0
    whole_bytes: int | None = None
    wait_seconds: float = 0.0


def unheard(event: Event) -> None:
    """Nobody is watching."""


@dataclass(frozen=True, kw_only=True)
class Connection:
    """How to reach services: where replies are kept, how long to wait, who stands in for whom.

    `mirrors` maps the start of an address to another start (`https://api.census.gov` to `http://127.0.0.1:8000`).
    `on_event` hears each step and may raise `Cancelled` to stop. `fresh` asks again even if a reply is kept.
    `repr` shows neither key.
    """

    key: str | None = field(default=None, repr=False)
    folder: Path | None = None
    mirrors: Mapping[str, str] = field(default_factory=dict)
    timeout_seconds: tuple[float, float] = (10.0, 90.0)
    tries: int = 4
    first_wait_seconds: float = 1.0
    longest_wait_seconds: float = 60.0
    fresh: bool = False
    on_event: Callable[[Event], None] = field(default=unheard, repr=False)
    sleep: Callable[[float], None] = field(default=time.sleep, repr=False)


def from_environment(
    *,
    key: str | None = None,
    folder: Path | None = None,
    fresh: bool = False,
    on_event: Callable[[Event], None] = unheard,
) -> Connection:
    """A connection with the key of CENSUS_API_KEY and the mirrors of EQUITY_LEVERS_MIRRORS.

    The mirrors are written `https://api.census.gov=http://127.0.0.1:8000`, several with spaces between.

    Raises
    ------
    InvalidParameter
        EQUITY_LEVERS_MIRRORS is not written so.
    """
    mirrors: dict[str, str] = {}
    for pair in os.environ.get(MIRRORS_VARIABLE, "").split():
        official, found, mirror = pair.partition("=")
        if not found or "://" not in official or "://" not in mirror:
            raise InvalidParameter(
                f"{MIRRORS_VARIABLE} holds {pair!r}; expected ADDRESS=ADDRESS, several with spaces between."
            )
        mirrors[official.rstrip("/")] = mirror.rstrip("/")
    chosen = key or os.environ.get(KEY_VARIABLE) or None
    return Connection(
        key=chosen.strip() if chosen else None, folder=folder, mirrors=mirrors, fresh=fresh, on_event=on_event
    )


def session(connection: Connection, *, source: str, vintage: str = "") -> requests.Session:
    """A `requests` session whose every request keeps these manners; close it or use it in a `with`.

    Replies are kept in `connection.folder` under `source` and `vintage`. Those in JSON are answered from
    there the next time, so work that was interrupted goes on where it stopped.
    """
    from data_loaders import _adapter  # noqa: PLC0415 - requests: the embedded path must not pay for it

    return _adapter.session(connection, source=source, vintage=vintage)


def get(
    connection: Connection,
    url: str,
    *,
    source: str,
    vintage: str = "",
    params: Mapping[str, str] | None = None,
    accept: str = "text/csv",
    headers: Mapping[str, str] | None = None,
) -> bytes:
    """The whole body of one reply, which must be of the kind `accept` (never a web page).

    It is asked anew each time, since some services change what an address holds. If the service is
    unavailable, what it sent before is given, and the event says how old that is. A file of the same name in
    the folder's `downloads/` is taken instead: for hosts that refuse scripts and serve browsers.

    Raises
    ------
    SourceFailure
        Its kind says the cause.
    """
    asked = address(url, params or {})
    by_hand = downloaded(connection, url)
    if by_hand is not None:
        return by_hand.read_bytes()
    with session(replace(connection, fresh=True), source=source, vintage=vintage) as opened:
        try:
            return opened.get(asked, headers={**(headers or {}), "Accept": accept}).content
        except Unavailable as fault:
            kept = None if connection.folder is None else _cache.read(connection.folder, asked)
            if kept is None:
                raise
            detail = f"{fault} In its place: what was {_cache.age_in_words(kept[0].retrieved)}."
            connection.on_event(Event(step="kept", url=kept[0].url, detail=detail))
            return kept[1]


def address(url: str, params: Mapping[str, str]) -> str:
    """The address with its parameters, written as services document them (`$`, `:` and `*` as they are)."""
    if not params:
        return url
    return f"{url}?{urlencode(params, safe=':*,()$', quote_via=quote)}"


def downloaded(connection: Connection, url: str) -> Path | None:
    """The file that the reader downloaded by hand from this address, if it lies in `downloads/`."""
    if connection.folder is None:
        return None
    path = connection.folder / "downloads" / urlsplit(url).path.rpartition("/")[2]
    if not path.is_file():
        return None
    connection.on_event(Event(step="kept", url=public_url(url), detail=f"the downloaded file {path}"))
    return path


def stream(connection: Connection, url: str, *, source: str) -> Iterator[bytes]:
    """The body of a large file in pieces as they arrive; a cut connection goes on where it was cut.

    A file of the same name in the folder's `downloads/` is read instead.

    Raises
    ------
    SourceFailure
        Its kind says the cause; pieces already given are then not the whole file.
    """
    by_hand = downloaded(connection, url)
    if by_hand is not None:
        with by_hand.open("rb") as file:
            while piece := file.read(_PIECE_BYTES):
                yield piece
        return
    from data_loaders import _adapter  # noqa: PLC0415 - requests: the embedded path must not pay for it

    yield from _adapter.stream(connection, url, source=source)
