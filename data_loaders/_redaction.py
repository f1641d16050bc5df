"""A key is for its service alone: it is taken out of every address and text that is kept or shown."""

import logging
import re
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

_NAMES = ("key", "$$app_token", "token", "registrationkey")
_IN_TEXT = re.compile(r"(?i)([?&](?:key|(?:\$|%24){2}app_token|token|registrationkey)=)[^&\s'\"<>)]+")
HIDDEN = "HIDDEN"


def public_url(url: str) -> str:
    """The same address without the parameters that carry a key; two readers with two keys get one address.

    Examples
    --------
    >>> public_url("https://api.census.gov/data/2023/acs/acs5?get=NAME&for=us:1&key=abc")
    'https://api.census.gov/data/2023/acs/acs5?get=NAME&for=us:1'
    """
    parts = urlsplit(url)
    asked = [each for each in parse_qsl(parts.query, keep_blank_values=True) if each[0].lower() not in _NAMES]
    query = urlencode(asked, safe=":*,()$", quote_via=quote)
    host = parts.hostname or ""
    port = f":{parts.port}" if parts.port else ""
    return urlunsplit((parts.scheme, f"{host}{port}", parts.path, query, parts.fragment))


def redacted(text: str, *secrets: str | None) -> str:
    """`text` with every key replaced by HIDDEN: those named here, and whatever follows `key=` in an address.

    Examples
    --------
    >>> redacted("cannot reach /data?get=NAME&key=abc123 (timed out)")
    'cannot reach /data?get=NAME&key=HIDDEN (timed out)'
    """
    for secret in secrets:
        if secret:
            text = text.replace(secret, HIDDEN).replace(quote(secret, safe=""), HIDDEN)
    return _IN_TEXT.sub(rf"\g<1>{HIDDEN}", text)


def _hide_in_record(record: logging.LogRecord) -> bool:
    record.msg, record.args = redacted(record.getMessage()), ()
    return True


def guard_logs() -> None:
    """urllib3 logs whole addresses at DEBUG level: from now on without the keys in them."""
    for name in ("urllib3.connectionpool", "urllib3.util.retry"):
        logger = logging.getLogger(name)
        if _hide_in_record not in logger.filters:
            logger.addFilter(_hide_in_record)
