"""A scenario: what was decided, when, for how long, and from which seed; small enough to be a link."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from equity.errors import InvalidParameter
from equity.in_words import number, whole_number
from equity.levers import LEVERS
from equity.simulation import membership
from equity.simulation.payers import AUTHORITIES
from equity.simulation.schedule import ALWAYS, Schedule
from equity.state_policy import checked_figure

START_YEAR = 2027
HORIZON = 5
DISCOUNT = 0.03

_SETTINGS = {setting.id for lever in LEVERS.values() for setting in lever.settings}
_CHOICES = {choice.id for lever in LEVERS.values() for choice in lever.choices}
DATES = {f"{name}_{lever}": (lever, name) for lever in LEVERS for name in Schedule.__dataclass_fields__}
"""The dates of each lever as a link names them: its lever and the field of its schedule."""
OWN = "own_"
"""What a reader's own figure about the State begins with in a link."""


@dataclass(frozen=True, kw_only=True)
class Scenario:
    """What the levers are set to.

    `settings` and `choices` go by id (`equity.levers`); one that is not named is off, so an empty scenario
    is today's policy. `schedules` hold the dates of a lever's authority and money, by lever; without one it
    runs all the time. `own_figures` are facts about the State as the reader knows them
    (`equity.state_policy.FIELDS`). `horizon` is in years, 1 to 10; money is discounted at `discount` a year
    to the first year; `seed` starts the draws. `membership` is what Medicaid's membership does without any
    lever (`equity.simulation.membership.CHOICES`).

    Raises
    ------
    InvalidParameter
        An id is unknown, or a value lies outside its range.
    """

    settings: Mapping[str, float] = field(default_factory=dict)
    choices: Mapping[str, str] = field(default_factory=dict)
    schedules: Mapping[str, Schedule] = field(default_factory=dict)
    own_figures: Mapping[str, str] = field(default_factory=dict)
    start_year: int = START_YEAR
    horizon: int = HORIZON
    discount: float = DISCOUNT
    seed: int = 0
    membership: str = membership.FALLS

    def __post_init__(self) -> None:
        """Refuse what no lever knows."""
        if unknown := sorted((set(self.settings) - _SETTINGS) | (set(self.choices) - _CHOICES)):
            raise InvalidParameter(
                f"No lever has a setting called {', '.join(unknown)}. Known settings: "
                f"{', '.join(sorted(_SETTINGS | _CHOICES))}."
            )
        for words, value, low, high in (
            ("horizon in years", self.horizon, 1, 10),
            ("first year", self.start_year, 2024, 2040),
            ("discount rate", self.discount, 0.0, 0.10),
            ("seed", self.seed, 0, 2**31 - 1),
        ):
            if not low <= value <= high:
                raise InvalidParameter(f"Scenario: the {words} must be {low} to {high}, found {value}.")
        if self.membership not in membership.CHOICES:
            raise InvalidParameter(
                f"Scenario: membership is {self.membership!r}. Use one of: {', '.join(membership.CHOICES)}."
            )
        for lever in LEVERS.values():
            lever.settled(self.settings)
            lever.chosen(self.choices)
        for name, schedule in self.schedules.items():
            if name not in LEVERS:
                raise InvalidParameter(f"No lever is called {name!r}, so it has no dates.")
            if schedule.then and (schedule.then not in AUTHORITIES or not LEVERS[name].paid_by):
                raise InvalidParameter(
                    f"{LEVERS[name].label}: {schedule.then!r} cannot pay afterwards. Use one of: "
                    f"{', '.join(AUTHORITIES)}, for a lever that asks who pays."
                )
        for fact, figure in self.own_figures.items():
            checked_figure(fact, figure)

    @property
    def calendar(self) -> range:
        """The calendar years of the horizon."""
        return range(self.start_year, self.start_year + self.horizon)

    def schedule(self, lever: str) -> Schedule:
        """The dates of a lever; it runs all the time where none are set."""
        return self.schedules.get(lever, ALWAYS)


def to_link(scenario: Scenario) -> dict[str, str]:
    """The scenario by ids, as short as a link wants it: what is off or as usual is left out.

    Examples
    --------
    >>> to_link(Scenario(settings={"snap_mailed": 0.8}, horizon=3))
    {'snap_mailed': '0.8', 'horizon': '3'}
    """
    usual = Scenario()
    off = {setting.id: setting.off for lever in LEVERS.values() for setting in lever.settings}
    first = {choice.id: next(iter(choice.options)) for lever in LEVERS.values() for choice in lever.choices}
    return {
        **{each: f"{value:.10g}" for each, value in sorted(scenario.settings.items()) if value != off[each]},
        **{each: value for each, value in sorted(scenario.choices.items()) if value != first[each]},
        **{
            link: f"{value}"
            for link, (lever, name) in sorted(DATES.items())
            if (value := getattr(scenario.schedule(lever), name))
        },
        **{f"{OWN}{each}": value for each, value in sorted(scenario.own_figures.items())},
        **{
            each: f"{getattr(scenario, each):.10g}"
            for each in ("start_year", "horizon", "discount", "seed")
            if getattr(scenario, each) != getattr(usual, each)
        },
        **({"membership": scenario.membership} if scenario.membership != usual.membership else {}),
    }


def from_link(link: Mapping[str, str]) -> Scenario:
    """The scenario a link describes; what it does not name is off or as usual.

    Raises
    ------
    InvalidParameter
        An id is unknown, or a value is not a number or lies outside its range.

    Examples
    --------
    >>> from_link({"snap_mailed": "0.8", "horizon": "3"}).horizon
    3
    """
    own = {each.removeprefix(OWN): value for each, value in link.items() if each.startswith(OWN)}
    numbers = {
        each: value
        for each, value in link.items()
        if each not in {"membership", *_CHOICES, *DATES} and not each.startswith(OWN)
    }
    return Scenario(
        start_year=whole_number(numbers.pop("start_year", str(START_YEAR))),
        horizon=whole_number(numbers.pop("horizon", str(HORIZON))),
        discount=number(numbers.pop("discount", str(DISCOUNT))),
        seed=whole_number(numbers.pop("seed", "0")),
        membership=link.get("membership", membership.FALLS),
        settings={each: number(value) for each, value in numbers.items()},
        choices={each: value for each, value in link.items() if each in _CHOICES},
        schedules=_schedules(link),
        own_figures=own,
    )


def _schedules(link: Mapping[str, str]) -> dict[str, Schedule]:
    found: dict[str, dict[str, Any]] = {}
    for name, value in link.items():
        if name in DATES:
            lever, date = DATES[name]
            found.setdefault(lever, {})[date] = value if date == "then" else whole_number(value)
    return {lever: Schedule(**dates) for lever, dates in found.items()}
