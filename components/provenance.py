"""Where a picture's numbers come from: stamped into every chart, picture file and download."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Protocol

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
    def package(self) -> object | None:
        """Where the embedded copy comes from, or None for a source that is only read live."""


@dataclass(frozen=True, kw_only=True)
class Provenance:
    """Source, years and day of a picture; `is_embedded` says that the numbers ship with the app."""

    title: str
    publisher: str
    period: str
    license: str = ""
    citation: str = ""
    is_embedded: bool = False
    made_on: date = field(default_factory=lambda: datetime.now(UTC).date())

    @property
    def day(self) -> str:
        """The day the picture was made, as in "Feb 3, 2026"."""
        return wording.SPACE.join((f"{self.made_on:%b}", f"{self.made_on.day},", f"{self.made_on.year}"))

    @property
    def stamp(self) -> str:
        """The line inside a picture that goes wherever the picture goes."""
        return f"{self.title}, {self.publisher}, {self.period}. {APP}, {self.day}."


def of(source: DeclaredSource, *, year: int) -> Provenance:
    """The provenance of numbers from one source; `year` is the last of its period."""
    return Provenance(
        title=source.title,
        publisher=source.publisher,
        period=wording.period(year, years=source.years),
        license=source.license,
        citation=source.citation,
        is_embedded=source.package is not None,
    )
