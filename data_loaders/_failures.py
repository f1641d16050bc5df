"""Why a source did not answer, in the few causes a reader can act on."""

from typing import ClassVar

from equity.errors import EquityError


class SourceFailure(EquityError):
    """A source did not give what was asked; `cause` names why, for the list of what came and what did not."""

    cause: ClassVar[str] = "unavailable"


class NoKey(SourceFailure):
    """The service wants a key and none was sent."""

    cause = "no_key"


class KeyRefused(SourceFailure):
    """A key was sent and the service does not accept it."""

    cause = "key_refused"


class UnknownRequest(SourceFailure):
    """The service does not know a variable, a place, a year or a dataset that was asked for."""

    cause = "unknown_request"


class NoData(SourceFailure):
    """The service understood and has nothing for that place and year."""

    cause = "no_data"


class Unavailable(SourceFailure):
    """The service is busy, broken, unreachable, or answers with something that is not data."""

    cause = "unavailable"


class ChangedFormat(SourceFailure):
    """The data came, but not in the form this loader relies on; the message names the fact that broke."""

    cause = "changed_format"


class FolderUnwritable(SourceFailure):
    """What came could not be kept: the disk is full or the folder may not be written."""

    cause = "folder"


class Cancelled(SourceFailure):
    """The reader stopped the work; what had come is kept and is not asked for again."""

    cause = "cancelled"


NOT_COMPARABLE = "not_comparable"
NOT_PUBLISHED = "not_published"

CAUSES = {
    "no_key": "no key",
    "key_refused": "key refused",
    "unknown_request": "unknown variable or place",
    "no_data": "no data there",
    NOT_COMPARABLE: "not comparable in that year",
    NOT_PUBLISHED: "not published that year",
    "unavailable": "service unavailable",
    "changed_format": "the source changed its format",
    "folder": "the folder cannot be written",
    "cancelled": "stopped by you",
}
"""Each cause in the words of the list of what came and what did not."""
