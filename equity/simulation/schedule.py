"""When a lever runs: the authority to act and the money for it, each with dates of its own.

North Carolina kept its authority for social-need services and lost the money for them on 2025-07-01: the
two are never one switch. A grant is money with an end; what happens afterwards is part of the scenario.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from equity.errors import InvalidParameter
from equity.simulation.parameters import FloatArray


@dataclass(frozen=True, kw_only=True)
class Schedule:
    """The dates of one lever, in calendar years; None where no date is set.

    `authority_from` and `authority_until` are the first and last year in which law, a plan amendment or a
    waiver allows it; `money_from` and `money_until` those in which the chosen money is there. `then` is who
    pays after `money_until` (`equity.simulation.payers.AUTHORITIES`); empty, nobody does and the lever ends.

    Raises
    ------
    InvalidParameter
        A last year lies before its first, or somebody is to pay after money that never ends.
    """

    authority_from: int | None = None
    authority_until: int | None = None
    money_from: int | None = None
    money_until: int | None = None
    then: str = ""

    def __post_init__(self) -> None:
        """Refuse dates that contradict each other."""
        for words, first, last in (
            ("authority", self.authority_from, self.authority_until),
            ("money", self.money_from, self.money_until),
        ):
            if first is not None and last is not None and last < first:
                raise InvalidParameter(f"The {words} of a lever ends in {last}, before it begins in {first}.")
        if self.then and self.money_until is None:
            raise InvalidParameter(
                f"{self.then!r} is to pay after money that has no last year. Set money_until, or leave then "
                "out."
            )

    def running(self, years: Sequence[int]) -> FloatArray:
        """1 in the calendar years in which there is both authority and money, else 0; [year].

        Examples
        --------
        >>> Schedule(money_until=2028).running(range(2027, 2031)).tolist()
        [1.0, 1.0, 0.0, 0.0]
        >>> Schedule(authority_from=2028, money_until=2028, then="local").running(range(2027, 2031)).tolist()
        [0.0, 1.0, 1.0, 1.0]
        """
        money_ends = None if self.then else self.money_until
        return np.array(
            [
                float(
                    _within(year, self.authority_from, self.authority_until)
                    and _within(year, self.money_from, money_ends)
                )
                for year in years
            ]
        )

    def followed(self, years: Sequence[int]) -> FloatArray:
        """1 in the years in which those named by `then` pay, else 0; [year].

        Examples
        --------
        >>> Schedule(money_until=2028, then="local").followed(range(2027, 2031)).tolist()
        [0.0, 0.0, 1.0, 1.0]
        """
        last = self.money_until
        return np.array([float(bool(self.then) and last is not None and year > last) for year in years])

    def age(self, years: Sequence[int]) -> FloatArray:
        """Years the lever has run by the end of each calendar year, 0 before it starts; [year]."""
        running = self.running(years)
        started = np.cumsum(running) > 0
        return np.cumsum(started).astype(float)


ALWAYS = Schedule()


def _within(year: int, first: int | None, last: int | None) -> bool:
    return (first is None or year >= first) and (last is None or year <= last)
