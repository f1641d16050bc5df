"""Where a picture's numbers come from: stamped into every chart, picture file and download."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, Protocol

from components import wording

APP = "Equity Levers"


class DeclaredSource(Protocol):
    """What is read of a source's declaration (`data_loaders/_source.py`)."""

    @property
    def title(self) -> str:
        """What the source is called."""

    @property
    def publisher(self) -> str:
        """Who publishes it."""

    @property
    def license(self) -> str:
        """The terms under which its numbers reach us."""

    @property
    def citation(self) -> str:
        """What a reader should cite."""

    @property
    def url(self) -> str:
        """Where it is found."""

    @property
    def vintages(self) -> tuple[int, ...]:
        """Its years."""

    @property
    def coverage(self) -> str:
        """Which places it covers."""

    @property
    def caveats(self) -> tuple[str, ...]:
        """What to be wary of."""

    @property
    def years(self) -> int:
        """How many years one of its numbers is about."""

    @property
    def package(self) -> Any | None:
        """Where the embedded copy comes from, or None for a source that is only read live."""


class Origin(Protocol):
    """What is read of the origin of a table (`data_loaders/_source.py`)."""

    @property
    def sources(self) -> Sequence[DeclaredSource]:
        """Its sources."""

    @property
    def retrieved(self) -> Sequence[date]:
        """The days on which those that do not ship with the app were pulled."""


@dataclass(frozen=True, kw_only=True)
class Provenance:
    """Source, years and day of a picture.

    `is_embedded` says that numbers ship with the app, `retrieved` on which days others were pulled. `about`
    is what a file says besides its title, since it has no page around it: of whom it is, or what was asked.
    """

    title: str
    publisher: str
    period: str
    license: str = ""
    citation: str = ""
    about: str = ""
    is_embedded: bool = False
    retrieved: tuple[date, ...] = ()
    made_on: date = field(default_factory=lambda: datetime.now(UTC).date())

    @property
    def day(self) -> str:
        """The day the picture was made, as in "Feb 3, 2026"."""
        return wording.day(self.made_on)

    @property
    def badge(self) -> str:
        """How the numbers are here: "embedded", "live, ..." or "cached, ...", with the day of the pull."""
        said = ["embedded"] if self.is_embedded else []
        if self.retrieved:
            days = wording.listed(
                [wording.day(each) for each in sorted({self.retrieved[0], self.retrieved[-1]})]
            )
            said.append(f"{'live' if self.retrieved[0] == self.made_on else 'cached'}, pulled {days}")
        return " and ".join(said)

    @property
    def stamp(self) -> str:
        """The line inside a picture that goes wherever the picture goes."""
        badge = f" ({self.badge})" if self.badge else ""
        return f"{self.title}, {self.publisher}, {self.period}{badge}. {APP}, {self.day}."

    @property
    def held(self) -> str:
        """How the numbers are here and how old they are, in a sentence or two; may be empty."""
        said = []
        if self.is_embedded:
            start = "Embedded" if not self.retrieved else "In part embedded"
            said.append(f"{start} in this app, so it needs no network.")
        if self.retrieved:
            said.append(_age(self.retrieved, self.made_on))
        return " ".join(said)


def _age(retrieved: Sequence[date], today: date) -> str:
    first, days = wording.day(retrieved[0]), (today - retrieved[0]).days
    if days == 0:
        return "Live: pulled from the source today."
    if days < 0:
        return (
            f"Cached: pulled {first}, by a clock that was ahead of this computer's, so their age is unknown."
        )
    return f"Cached: pulled {first}, {days:,} day{'s' if days > 1 else ''} ago."


def of(origin: Origin, *, year: int) -> Provenance:
    """The provenance of a table's numbers, of one source or several; `year` is the last of its period."""

    def said(words: Sequence[str]) -> str:
        return "; ".join(dict.fromkeys(each for each in words if each))

    return Provenance(
        title=said([each.title for each in origin.sources]),
        publisher=said([each.publisher for each in origin.sources]),
        period=wording.period(year, years=max(each.years for each in origin.sources)),
        license=said([each.license for each in origin.sources]),
        citation=said([each.citation for each in origin.sources]),
        is_embedded=any(each.package is not None for each in origin.sources),
        retrieved=tuple(origin.retrieved),
    )
