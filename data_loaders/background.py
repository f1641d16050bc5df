"""A pull that goes on by itself while its reader, and every other visitor, does something else.

work = started(request, key=..., folder=...)
work.progress        how far it is, and in words what it is doing
work.stop()          what had come is kept, and is not asked for again
work.outcome         what came and what did not, once it is over
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from pathlib import Path

from data_loaders import _http, pull
from data_loaders._failures import CAUSES, Cancelled, SourceFailure
from equity.errors import EquityError


@dataclass(frozen=True, kw_only=True)
class Progress:
    """How far a pull is: `share` is 0 to 1, `seconds_left` None as long as that cannot be told."""

    share: float
    words: str
    seconds_left: float | None = None


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """How a pull ended: what was `kept`, what is `missing` and why.

    `cause` and `words` say why nothing new came, and are empty where something did.
    """

    kept: tuple[pull.Pull, ...] = ()
    missing: tuple[pull.Missing, ...] = ()
    cause: str = ""
    words: str = ""


class Work:
    """One pull in a thread of its own. Everything about it may be read at any time, from any thread."""

    def __init__(self, request: pull.Request, *, key: str | None, folder: Path | None) -> None:
        """Start at once."""
        self.request = request
        self.planned = pull.plan(request)
        self._stopping = threading.Event()
        self._began = time.monotonic()
        self._done, self._part = 0, 0.0
        self._words = "Asking for the first of it."
        self._outcome: Outcome | None = None
        connection = _http.from_environment(key=key, folder=folder, on_event=self._heard)
        self._thread = threading.Thread(target=self._run, args=(connection,), daemon=True)
        self._thread.start()

    @property
    def is_over(self) -> bool:
        """Whether it has ended, well or not."""
        return not self._thread.is_alive()

    @property
    def progress(self) -> Progress:
        """How far it is now."""
        share = min((self._done + self._part) / max(self.planned.requests, 1), 0.99)
        passed = time.monotonic() - self._began
        left = passed / share - passed if self._done and share < 0.99 else None
        words = "Stopping after the reply that is on its way." if self._stopping.is_set() else self._words
        return Progress(share=1.0 if self.is_over else share, words=words, seconds_left=left)

    @property
    def outcome(self) -> Outcome | None:
        """How it ended; None while it goes on."""
        if self.is_over and self._outcome is None:
            return Outcome(cause="a fault of this app", words="The log of the server says which. Report it.")
        return self._outcome

    def stop(self) -> None:
        """End it at the next step; what had come is kept."""
        self._stopping.set()

    def wait(self, seconds: float | None = None) -> None:
        """Until it is over, or until so many seconds have passed."""
        self._thread.join(seconds)

    def _run(self, connection: pull.Connection) -> None:
        try:
            result = pull.run(self.request, connection)
            self._outcome = Outcome(kept=result.kept, missing=result.missing)
        except SourceFailure as fault:
            self._outcome = Outcome(cause=CAUSES[fault.cause], words=str(fault))
        except EquityError as fault:
            self._outcome = Outcome(cause="this cannot be pulled", words=str(fault))

    def _heard(self, event: pull.Event) -> None:
        if self._stopping.is_set():
            raise Cancelled("You stopped it. What had come is kept: the same pull goes on from there.")
        if event.step == "waiting":
            self._words = f"Waiting {event.wait_seconds:.0f} s. {event.detail}"
        elif event.step == "arriving":
            self._part = event.received_bytes / event.whole_bytes if event.whole_bytes else 0.0
            self._words = f"{event.received_bytes / 1e6:,.0f} MB of this file have come."
        elif event.step in {"received", "kept"}:
            self._done, self._part = self._done + 1, 0.0
            self._words = f"{self._done} of about {self.planned.counted} are here."
            if self._done >= self.planned.requests:
                self._words = "Everything is here. The numbers are being put together and the map is drawn."


def started(request: pull.Request, *, key: str | None, folder: Path | None) -> Work:
    """A pull that has begun. Without a key here, that of CENSUS_API_KEY is used.

    Raises
    ------
    UnknownSource, UnknownIndicator, InvalidParameter
        There is no such thing to pull.
    """
    return Work(request, key=key, folder=folder)
