"""What an indicator is: one thing that can be shown of a place, declared once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

Unit = Literal["share", "people", "households", "usd", "years", "per_1000", "index", "score", "sites", "code"]
Better = Literal["lower", "higher", "neutral"]


@dataclass(frozen=True, kw_only=True)
class Columns:
    """Where one source keeps an indicator, in the source's own names for its columns.

    The columns of `numerator` are added up. With a `denominator` the estimate is their share of it (or, by
    the indicator's unit, their number per 1,000); without one, the sum itself is the estimate.
    `is_remainder` takes what is left of the denominator instead: households less those with a computer.
    `by_group` holds a numerator for each group id. `not_asked` and `not_published` are the years that the
    source covers without this indicator: the survey did not ask, or the file leaves it out.
    """

    numerator: tuple[str, ...] = ()
    denominator: str | None = None
    is_remainder: bool = False
    by_group: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    not_asked: tuple[int, ...] = ()
    not_published: tuple[int, ...] = ()


CHECKED_SINCE = 2019
"""The survey's tables of this year and later were checked to have the lines that indicators name."""


@dataclass(frozen=True, kw_only=True)
class Lines:
    """Which lines of one detailed table of the American Community Survey make an indicator.

    The lines of `numerator` are added up, and so are those of `denominator`; without a denominator the
    numerator is the estimate. `by_group` holds a numerator's line for each group id. For a family of tables
    by race or ethnicity `table` is their common name: B17001 stands for B17001A to B17001I. `since` is the
    last year of the first period whose tables are known to have these lines; before `CHECKED_SINCE` the
    loader compares labels. `all_ending_in` is for a numerator that is every line of its table with a label
    that ends in these words: their sum is the same however a year cuts the ages between.
    """

    table: str
    numerator: tuple[int, ...] = ()
    denominator: tuple[int, ...] = ()
    by_group: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    since: int = CHECKED_SINCE
    all_ending_in: str = ""


@dataclass(frozen=True, kw_only=True)
class Indicator:
    """One thing that can be shown of a place.

    `id` goes into links: it is never renamed, only retired. `label` reads after "Show"; `short` fits a table
    head; `universe` says of whom or what the number is a share or a count; `better` is the direction that
    is good for the people concerned; `columns` says, by source id, where files keep it; `acs` and
    `acs_by_race` say where the survey's tables do, for everyone and for each race or ethnicity (see
    `equity.groups`: the tables A to G count Hispanic residents in their race too).
    """

    id: str
    label: str
    short: str
    topic: str
    universe: str
    unit: Unit
    better: Better
    columns: Mapping[str, Columns] = field(default_factory=lambda: MappingProxyType({}))
    acs: Lines | None = None
    acs_by_race: Lines | None = None
    caveats: tuple[str, ...] = ()
    question: str = ""
