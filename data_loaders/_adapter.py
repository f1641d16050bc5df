"""How a request is really sent. `_http` opens it only when there is something to send.

Every failure leaves here as one of the causes of `_failures`, in words, and never with a key in it: what
`requests` raises holds whole addresses, so it is put into words and dropped before anything is raised.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import requests
from requests.adapters import HTTPAdapter

from data_loaders import _cache
from data_loaders._failures import Unavailable
from data_loaders._http import CENSUS_API, Connection, Event
from data_loaders._judgment import AS_OFTEN_AS_SET, Trouble, is_page, judged, service, why_unreached
from data_loaders._redaction import guard_logs, public_url

AGENT = "equity-levers/0.1 (community health equity; requests)"
_TYPE_OF_A_VARIABLE = re.compile(r"/data/\d+/.+/variables/[^/]+\.json$")


class PoliteAdapter(HTTPAdapter):
    """Sends for one source; `requests` offers no other place where every call of a third party passes."""

    def __init__(self, connection: Connection, *, source: str, vintage: str) -> None:
        """Keep the settings; a request is tried again by `send`, not by urllib3."""
        super().__init__(max_retries=0)
        self._connection, self._source, self._vintage = connection, source, vintage

    def send(self, request: requests.PreparedRequest, *args: Any, **options: Any) -> requests.Response:
        """Answer one request, from the folder or the network.

        Raises
        ------
        SourceFailure
            Its kind says the cause.
        """
        official = request.url or ""
        streamed = bool(options.get("stream"))
        wants_json = official.startswith(CENSUS_API) or "json" in str(request.headers.get("Accept", ""))
        known = None if streamed else self._known(request, official, wants_json)
        if known is not None:
            return known
        options["timeout"] = self._connection.timeout_seconds
        attempt = 0
        while True:
            attempt += 1
            self._connection.on_event(Event(step="asked", url=public_url(official)))
            reply, trouble = self._attempt(request, official, wants_json, options)
            if trouble is None:
                break
            if attempt >= min(trouble.tries, self._connection.tries):
                raise trouble.failure
            wait(self._connection, public_url(official), attempt, str(trouble.failure), trouble.asked_wait)
        if not streamed:
            self._received(official, reply)
        return reply

    def _attempt(
        self,
        request: requests.PreparedRequest,
        official: str,
        wants_json: bool,
        options: Mapping[str, Any],
    ) -> tuple[requests.Response, Trouble | None]:
        request.url = mirrored(self._connection, official)
        reply = requests.Response()
        try:
            reply = super().send(request, **options)
            if not options.get("stream"):
                _ = reply.content  # read here, so that a reply cut in its middle is tried again too
        except requests.RequestException as fault:
            words = f"{service(official)} {why_unreached(fault, self._connection.timeout_seconds[1])}"
            return reply, Trouble(failure=Unavailable(words), tries=AS_OFTEN_AS_SET)
        finally:
            request.url = official
        reply.url = official
        return reply, judged(reply, official, wants_json, bool(options.get("stream")), self._connection)

    def _known(
        self, request: requests.PreparedRequest, official: str, wants_json: bool
    ) -> requests.Response | None:
        """A reply that was kept before, or None."""
        if self._connection.folder is None or self._connection.fresh or not wants_json:
            return None
        kept = _cache.read(self._connection.folder, official)
        if kept is None:
            return None
        self._connection.on_event(
            Event(step="kept", url=kept[0].url, detail=_cache.age_in_words(kept[0].retrieved))
        )
        return _reply(official, kept[1], request)

    def _received(self, official: str, reply: requests.Response) -> None:
        # Kept before it is told: a reader who stops at this moment does not lose it.
        if self._connection.folder is not None and reply.status_code == 200:
            _cache.keep(
                self._connection.folder,
                official,
                reply.content,
                source=self._source,
                vintage=self._vintage,
            )
        self._connection.on_event(
            Event(step="received", url=public_url(official), received_bytes=len(reply.content))
        )


class PoliteSession(requests.Session):
    """A session that spares a third party's needless requests.

    `census` asks for the type of every column it gets, one request each. All are answered "string" here, and
    cells stay text until `_acs_cells` has told values from flags.
    """

    def get(self, url: str | bytes, params: Any = None, **options: Any) -> requests.Response:
        """The reply to a request, or the type of a variable without one."""
        if isinstance(url, str) and _TYPE_OF_A_VARIABLE.search(url):
            return _reply(url, b'{"predicateType": "string"}')
        return super().get(url, params, **options)


def session(connection: Connection, *, source: str, vintage: str) -> requests.Session:
    """A session whose every request goes through `PoliteAdapter`."""
    guard_logs()
    opened = PoliteSession()
    opened.headers["User-Agent"] = AGENT
    for scheme in ("https://", "http://"):
        opened.mount(scheme, PoliteAdapter(connection, source=source, vintage=vintage))
    return opened


def stream(connection: Connection, url: str, *, source: str) -> Iterator[bytes]:
    """The body of a large file in pieces; after a cut the rest is asked for, not the whole again."""
    received, size, stamp, without_progress = 0, None, "", 0
    with session(connection, source=source, vintage="") as opened:
        while True:
            headers = {"Accept": "*/*", "Accept-Encoding": "identity"}
            if received:
                headers["Range"] = f"bytes={received}-"
            reply = opened.get(url, headers=headers, stream=True)
            if received == 0:
                size, stamp = _length(reply), reply.headers.get("ETag", "")
            elif stamp != reply.headers.get("ETag", ""):
                raise Unavailable(f"{service(url)} replaced the file while it was being read. Pull it again.")
            skip = received if reply.status_code == 200 else 0
            before, why = received, ""
            try:
                for arrived in reply.iter_content(1 << 20):
                    piece = arrived[skip:]
                    skip = max(0, skip - len(arrived))
                    if received == 0:
                        _refuse_page(piece, url)
                    received += len(piece)
                    connection.on_event(
                        Event(
                            step="arriving",
                            url=public_url(url),
                            received_bytes=received,
                            whole_bytes=size,
                        )
                    )
                    if piece:
                        yield piece
            except requests.RequestException as fault:
                why = why_unreached(fault, connection.timeout_seconds[1])
            if not why and (size is None or received >= size):
                connection.on_event(Event(step="received", url=public_url(url), received_bytes=received))
                return
            without_progress = 0 if received > before else without_progress + 1
            words = f"{service(url)} {why or 'broke off in the middle of its reply.'}"
            if without_progress >= connection.tries:
                raise Unavailable(f"{words} {received:,} of {size or 0:,} bytes had come. Pull it again.")
            wait(connection, public_url(url), without_progress + 1, words, None)


def wait(connection: Connection, url: str, attempt: int, why: str, asked: float | None) -> None:
    """Pause before another try, a second at a time so that the reader sees it and can stop it.

    Raises
    ------
    Unavailable
        The service asks for a longer pause than a reader would sit through.
    """
    if asked is not None and asked > connection.longest_wait_seconds:
        raise Unavailable(f"{why} It asks to be left alone for {asked:,.0f} seconds: pull again after that.")
    left = asked if asked is not None else connection.first_wait_seconds * 2.0 ** (attempt - 1)
    left = min(left, connection.longest_wait_seconds)
    while left > 0:
        connection.on_event(Event(step="waiting", url=url, detail=why, wait_seconds=left))
        connection.sleep(min(1.0, left))
        left -= 1.0


def mirrored(connection: Connection, url: str) -> str:
    """The address to ask in place of `url`: itself, unless a mirror stands in for it."""
    for official, mirror in connection.mirrors.items():
        if url.startswith(official):
            return mirror + url.removeprefix(official)
    return url


def _length(reply: requests.Response) -> int | None:
    stated = reply.headers.get("Content-Length", "")
    return int(stated) if stated.isdigit() and not reply.headers.get("Content-Encoding") else None


def _refuse_page(start: bytes, url: str) -> None:
    if is_page(start[:300]):
        raise Unavailable(f"{service(url)} answered with a web page where a file was due. Pull again later.")


def _reply(url: str, body: bytes, request: requests.PreparedRequest | None = None) -> requests.Response:
    reply = requests.Response()
    reply.status_code, reply.url, reply.request = 200, url, request or requests.PreparedRequest()
    reply.headers["Content-Type"], reply.encoding = "application/json", "utf-8"
    reply._content = body  # the documented class has no other way to be given a body
    return reply
