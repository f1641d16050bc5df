"""Whether a reply is data, and if not: what is wrong, in words and as a cause, and if to try again."""

import json
import re
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

import requests

from data_loaders._failures import KeyRefused, NoKey, SourceFailure, Unavailable, UnknownRequest
from data_loaders._http import CENSUS_API, Connection
from data_loaders._redaction import redacted

_SERVICES = {
    "api.census.gov": "The Census API",
    "www2.census.gov": "The Census Bureau's file server",
    "data.cdc.gov": "The data portal of the CDC",
    "svi.cdc.gov": "The CDC's social vulnerability site",
    "svi2.cdc.gov": "The CDC's social vulnerability service",
    "data.hrsa.gov": "The HRSA data warehouse",
    "data.medicaid.gov": "The Medicaid data portal",
    "raw.githubusercontent.com": "The archive of County Health Rankings",
}
_BUSY = ("undergoing maintenance or is busy", "There was an error while running your query")
AS_OFTEN_AS_SET = 1_000_000
"""Worth as many tries as the connection allows."""

_TITLE = re.compile(r"<title>\s*(.*?)\s*</title>", re.IGNORECASE | re.DOTALL)
_GET_A_KEY = (
    "Get a free key at https://api.census.gov/data/key_signup.html and enter it under Get data or set "
    "CENSUS_API_KEY; the summary files (source acs_files) need no key."
)


@dataclass(frozen=True, kw_only=True)
class Trouble:
    """What is wrong with one attempt, how often it is worth trying, and the pause the service asked for."""

    failure: SourceFailure
    tries: int = 1
    asked_wait: float | None = None


def service(url: str) -> str:
    """The service behind an address, as a sentence begins."""
    host = urlsplit(url).hostname or "The service"
    return _SERVICES.get(host, f"The site {host}")


def judged(
    reply: requests.Response, official: str, wants_json: bool, streamed: bool, connection: Connection
) -> Trouble | None:
    """What is wrong with a reply to the address `official`, or None if it is what was asked for."""
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


def _busy(reply: requests.Response, official: str, start: str) -> Trouble | None:
    if reply.status_code == 429:
        words = "has had too many requests from here (429)"
    elif reply.status_code >= 500 or any(text in start for text in _BUSY):
        words = f"is out of order or busy ({reply.status_code})"
    else:
        return None
    return Trouble(
        failure=Unavailable(f"{service(official)} {words}. Wait a while and pull again."),
        tries=AS_OFTEN_AS_SET,
        asked_wait=_asked_wait(reply),
    )


def _refusal(reply: requests.Response, official: str, start: str, connection: Connection) -> Trouble | None:
    status, who = reply.status_code, service(official)
    if status < 400:
        return None
    said = " ".join(redacted(re.sub(r"<[^>]+>", " ", start), connection.key).split())[:200]
    if status in {400, 404}:
        words = f"{who} does not know what was asked ({status}: {said or 'no further word'})."
        return Trouble(failure=UnknownRequest(f"{words} Check the year, the place and the variables."))
    if status in {401, 403} and connection.key and official.startswith(CENSUS_API):
        return Trouble(failure=KeyRefused(f"{who} refuses this key ({status}). {_GET_A_KEY}"))
    return Trouble(failure=Unavailable(f"{who} refuses this request ({status}: {said}). Pull again later."))


def _has_page(reply: requests.Response, body: bytes) -> bool:
    return "html" in reply.headers.get("Content-Type", "") or is_page(body[:300])


def _not_data(official: str, body: bytes, *, page: str | None, wants_json: bool) -> Trouble | None:
    who = service(official)
    if page is not None:
        words = f"{who} answered with a web page ({page or 'untitled'}) where data were due."
        return Trouble(failure=Unavailable(f"{words} Pull again later."), tries=AS_OFTEN_AS_SET)
    if wants_json and body and not _is_json(body):
        words = f"{who} sent a reply that breaks off or is not JSON. Pull again."
        return Trouble(failure=Unavailable(words), tries=AS_OFTEN_AS_SET)
    return None


def _key_trouble(text: str, *, refused: bool = False) -> Trouble | None:
    if "missing_key" in text or text == "Missing Key":
        return Trouble(failure=NoKey(f"The Census API wants a key and got none. {_GET_A_KEY}"))
    if refused or "invalid_key" in text or text == "Invalid Key":
        # Good keys are refused at times (tidycensus issue 160, census issue 120): one more try.
        words = "The Census API does not accept this key. A new key must first be activated from its e-mail."
        return Trouble(failure=KeyRefused(f"{words} {_GET_A_KEY}"), tries=2)
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


def why_unreached(fault: requests.RequestException, limit_seconds: float) -> str:
    """Why there is no reply, as the rest of a sentence about the service; the fault is never quoted."""
    if isinstance(fault, requests.Timeout) or "timed out" in str(fault):
        return f"did not answer within {limit_seconds:g} seconds. Pull again later."
    if isinstance(fault, requests.exceptions.SSLError):
        return "shows a certificate that this computer does not trust. Check its clock and its network."
    if isinstance(fault, requests.exceptions.ChunkedEncodingError | requests.exceptions.ContentDecodingError):
        return "broke off in the middle of its reply. Pull again."
    if isinstance(fault, requests.ConnectionError):
        return "could not be reached. Check that this computer is online, then pull again."
    return f"could not be asked ({type(fault).__name__}). Pull again."


def is_page(start: bytes) -> bool:
    """Whether a body begins as a web page does."""
    return start.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith((b"<!doctype html", b"<html"))


def _is_json(body: bytes) -> bool:
    try:
        json.loads(body)
    except ValueError:
        return False
    return True
