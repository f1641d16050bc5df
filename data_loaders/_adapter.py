"""How a request is really sent: the only module that imports `requests` at once (`_http` opens it).

Every failure leaves here as one of the causes of `_failures`, in words, and never with a key in it: what
`requests` raises holds whole addresses, so it is put into words and dropped before anything is raised.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter

from data_loaders import _cache
from data_loaders._failures import (
    KeyRefused,
    NoKey,
    SourceFailure,
    Unavailable,
    UnknownRequest,
)
from data_loaders._http import CENSUS_API, Connection, Event
from data_loaders._redaction import guard_logs, public_url, redacted

AGENT = "equity-levers/0.1 (community health equity; requests)"
_SERVICES = {
    "api.census.gov": "The Census API",
    "www2.census.gov": "The Census Bureau's file server",
    "data.cdc.gov": "The data portal of the CDC",
    "api.us.socrata.com": "The catalogue of the CDC's data portal",
    "svi.cdc.gov": "The CDC's social vulnerability site",
    "data.hrsa.gov": "The HRSA data warehouse",
    "data.medicaid.gov": "The Medicaid data portal",
    "zenodo.org": "The Zenodo archive",
}
_BUSY = ("undergoing maintenance or is busy", "There was an error while running your query")
_AS_OFTEN_AS_SET = 1_000_000
_TYPE_OF_A_VARIABLE = re.compile(r"/data/\d+/.+/variables/[^/]+\.json$")
_TITLE = re.compile(r"<title>\s*(.*?)\s*</title>", re.IGNORECASE | re.DOTALL)
_GET_A_KEY = (
    "Get a free key at https://api.census.gov/data/key_signup.html and enter it under Get data or set "
    "CENSUS_API_KEY; the summary files (source acs_files) need no key."
)


@dataclass(frozen=True, kw_only=True)
class _Trouble:
    """What is wrong with one attempt, how often it is worth trying, and the pause the service asked for."""

    failure: SourceFailure
    tries: int = 1
    asked_wait: float | None = None


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
    ) -> tuple[requests.Response, _Trouble | None]:
        request.url = mirrored(self._connection, official)
        reply = requests.Response()
        try:
            reply = super().send(request, **options)
            if not options.get("stream"):
                _ = reply.content  # read here, so that a reply cut in its middle is tried again too
        except requests.RequestException as fault:
            words = f"{service(official)} {_why_unreached(fault, self._connection.timeout_seconds[1])}"
            return reply, _Trouble(failure=Unavailable(words), tries=_AS_OFTEN_AS_SET)
        finally:
            request.url = official
        reply.url = official
        return reply, _judged(reply, official, wants_json, bool(options.get("stream")), self._connection)

    def _known(
        self, request: requests.PreparedRequest, official: str, wants_json: bool
    ) -> requests.Response | None:
        """A reply that needs no network.

        `census` asks for the type of every column it gets, one request each. All are answered "string" here:
        cells stay text until `_acs_cells` has told values from flags.
        """
        if _TYPE_OF_A_VARIABLE.search(urlsplit(official).path):
            return _reply(request, b'{"predicateType": "string"}')
        if self._connection.folder is None or self._connection.fresh or not wants_json:
            return None
        kept = _cache.read(self._connection.folder, official)
        if kept is None:
            return None
        self._connection.on_event(
            Event(step="kept", url=kept[0].url, detail=_cache.age_in_words(kept[0].retrieved))
        )
        return _reply(request, kept[1])

    def _received(self, official: str, reply: requests.Response) -> None:
        self._connection.on_event(
            Event(step="received", url=public_url(official), received_bytes=len(reply.content))
        )
        if self._connection.folder is not None and reply.status_code == 200:
            _cache.keep(
                self._connection.folder,
                official,
                reply.content,
                source=self._source,
                vintage=self._vintage,
            )


def session(connection: Connection, *, source: str, vintage: str) -> requests.Session:
    """A session whose every request goes through `PoliteAdapter`."""
    guard_logs()
    opened = requests.Session()
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
                    if piece:
                        yield piece
            except requests.RequestException as fault:
                why = _why_unreached(fault, connection.timeout_seconds[1])
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


def service(url: str) -> str:
    """The service behind an address, as a sentence begins."""
    host = urlsplit(url).hostname or "The service"
    return _SERVICES.get(host, f"The site {host}")


def _judged(
    reply: requests.Response, official: str, wants_json: bool, streamed: bool, connection: Connection
) -> _Trouble | None:
    if reply.is_redirect:
        return _key_trouble(reply.headers.get("Location", ""))
    body = b"" if streamed else reply.content
    start = body[:4000].decode("utf-8", "replace")
    page = _TITLE.search(start)
    title = page.group(1) if page else ""
    return (
        _busy(reply, official, start)
        or _key_trouble(title, refused=bool(reply.headers.get("X-DataWebAPI-KeyError")))
        or _refusal(reply, official, start, connection)
        or _not_data(official, body, page=title if _has_page(reply, body) else None, wants_json=wants_json)
    )


def _busy(reply: requests.Response, official: str, start: str) -> _Trouble | None:
    if reply.status_code == 429:
        words = "has had too many requests from here (429)"
    elif reply.status_code >= 500 or any(text in start for text in _BUSY):
        words = f"is out of order or busy ({reply.status_code})"
    else:
        return None
    return _Trouble(
        failure=Unavailable(f"{service(official)} {words}. Wait a while and pull again."),
        tries=_AS_OFTEN_AS_SET,
        asked_wait=_asked_wait(reply),
    )


def _refusal(reply: requests.Response, official: str, start: str, connection: Connection) -> _Trouble | None:
    status, who = reply.status_code, service(official)
    if status < 400:
        return None
    said = " ".join(redacted(re.sub(r"<[^>]+>", " ", start), connection.key).split())[:200]
    if status in {400, 404}:
        words = f"{who} does not know what was asked ({status}: {said or 'no further word'})."
        return _Trouble(failure=UnknownRequest(f"{words} Check the year, the place and the variables."))
    if status in {401, 403} and connection.key and official.startswith(CENSUS_API):
        return _Trouble(failure=KeyRefused(f"{who} refuses this key ({status}). {_GET_A_KEY}"))
    return _Trouble(failure=Unavailable(f"{who} refuses this request ({status}: {said}). Pull again later."))


def _has_page(reply: requests.Response, body: bytes) -> bool:
    return "html" in reply.headers.get("Content-Type", "") or _is_page(body[:300])


def _not_data(official: str, body: bytes, *, page: str | None, wants_json: bool) -> _Trouble | None:
    who = service(official)
    if page is not None:
        words = f"{who} answered with a web page ({page or 'untitled'}) where data were due."
        return _Trouble(failure=Unavailable(f"{words} Pull again later."), tries=_AS_OFTEN_AS_SET)
    if wants_json and body and not _is_json(body):
        words = f"{who} sent a reply that breaks off or is not JSON. Pull again."
        return _Trouble(failure=Unavailable(words), tries=_AS_OFTEN_AS_SET)
    return None


def _key_trouble(text: str, *, refused: bool = False) -> _Trouble | None:
    if "missing_key" in text or text == "Missing Key":
        return _Trouble(failure=NoKey(f"The Census API wants a key and got none. {_GET_A_KEY}"))
    if refused or "invalid_key" in text or text == "Invalid Key":
        # Good keys are refused at times (tidycensus issue 160, census issue 120): one more try.
        words = "The Census API does not accept this key. A new key must first be activated from its e-mail."
        return _Trouble(failure=KeyRefused(f"{words} {_GET_A_KEY}"), tries=2)
    return None


def _asked_wait(reply: requests.Response) -> float | None:
    asked = reply.headers.get("Retry-After", "").strip()
    if asked.isdigit():
        return float(asked)
    try:
        # A date is read against the service's own clock, since this computer's may be wrong.
        passed = parsedate_to_datetime(asked) - parsedate_to_datetime(reply.headers.get("Date", ""))
    except ValueError:
        return None
    return max(0.0, passed.total_seconds())


def _why_unreached(fault: requests.RequestException, limit_seconds: float) -> str:
    if isinstance(fault, requests.Timeout) or "timed out" in str(fault):
        return f"did not answer within {limit_seconds:g} seconds. Pull again later."
    if isinstance(fault, requests.exceptions.SSLError):
        return "shows a certificate that this computer does not trust. Check its clock and its network."
    if isinstance(fault, requests.exceptions.ChunkedEncodingError | requests.exceptions.ContentDecodingError):
        return "broke off in the middle of its reply. Pull again."
    if isinstance(fault, requests.ConnectionError):
        return "could not be reached. Check that this computer is online, then pull again."
    return f"could not be asked ({type(fault).__name__}). Pull again."


def _length(reply: requests.Response) -> int | None:
    stated = reply.headers.get("Content-Length", "")
    return int(stated) if stated.isdigit() and not reply.headers.get("Content-Encoding") else None


def _is_page(start: bytes) -> bool:
    return start.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith((b"<!doctype html", b"<html"))


def _refuse_page(start: bytes, url: str) -> None:
    if _is_page(start[:300]):
        raise Unavailable(f"{service(url)} answered with a web page where a file was due. Pull again later.")


def _is_json(body: bytes) -> bool:
    try:
        json.loads(body)
    except ValueError:
        return False
    return True


def _reply(request: requests.PreparedRequest, body: bytes) -> requests.Response:
    reply = requests.Response()
    reply.status_code, reply.url, reply.request = 200, request.url or "", request
    reply.headers["Content-Type"], reply.encoding = "application/json", "utf-8"
    reply._content = body  # the documented class has no other way to be given a body
    return reply
