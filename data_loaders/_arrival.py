"""What a pull brought: the numbers, and in plain words what did not come and why."""

from dataclasses import dataclass

import polars as pl


@dataclass(frozen=True, kw_only=True)
class Missing:
    """Something that was asked for and did not come; `cause` is one of `_failures.CAUSES`."""

    what: str
    cause: str
    words: str


@dataclass(frozen=True, kw_only=True)
class Arrival:
    """What one source gave for one area and year.

    `observations` keeps `equity.tables`; `requests` lists the addresses that were asked, without keys, so
    that each number can be traced; `release` is the publisher's own name for what it served.
    """

    observations: pl.DataFrame
    requests: tuple[str, ...]
    release: str = ""
    missing: tuple[Missing, ...] = ()
