"""What an indicator is: one thing that can be shown of a place, declared once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

Unit = Literal["share", "people", "households", "usd", "per_1000", "code"]
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


@dataclass(frozen=True, kw_only=True)
class Indicator:
    """One thing that can be shown of a place.

    `id` goes into links: it is never renamed, only retired. `label` reads after "Show"; `short` fits a table
    head; `universe` says of whom or what the number is a share or a count; `better` is the direction that
    is good for the people concerned; `columns` says, by source id, where embedded sources keep it.
    """

    id: str
    label: str
    short: str
    topic: str
    universe: str
    unit: Unit
    better: Better
    columns: Mapping[str, Columns]
    caveats: tuple[str, ...] = ()
    question: str = ""
