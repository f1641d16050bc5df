"""What a reader asks of one budget, small enough to be a link, and the answer to it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from equity.allocation import exact, rules_of_thumb
from equity.allocation.frontier import Point, Price, frontier, price_of_equity, with_aversion
from equity.allocation.live import best
from equity.allocation.plan import Plan
from equity.allocation.problem import Limits, Pool, Problem
from equity.allocation.services import HELPED, Offered, problem_of
from equity.allocation.weights import MOST_AVERSE, RULES
from equity.errors import InvalidParameter
from equity.in_words import number

MILLION = 1_000_000

CAUTION: Mapping[str, str] = {
    "average": "Bring the most on average",
    "safe": "Play it safe: count the worst tenth of draws as much as the average",
}
"""What the exact plan may be asked to do about doubt, by id, in words."""

CANNOT_SAY = (
    "Who should decide, and whether the people concerned were asked, is not in a plan.",
    "The studies behind it give no costs and effects by place. What tells places apart here is how many "
    "people could be helped, how many residents live in poverty, and the room you gave their organizations.",
    "Need is weighed as it is today. Weighed anew where the plan leaves it, a plan could add less than 1 in "
    "500 to what this one adds, as a check on the counties of Texas with $25 million found.",
    "Half of those who could be helped are taken to gain what the studies found, and the rest 60 % of it: "
    "an assumption.",
    "Each service is taken at its full size and by itself. What it costs to set up is spread over all it "
    "helps, so a small plan costs more for each person than is shown.",
    "What two services would avert twice among the same people is not taken off; no more than half of those "
    "with a need may get a second service for it.",
    "No public source counts how many people local organizations could serve: their room is what you set.",
)
"""Limits of every plan, in words."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What is asked of one budget.

    `budget`, `state`, `tied` and `in_lieu` are in million dollars over all years; 0 sets no limit, but on the
    budget. Of the budget at most `tied` may go to the services named in `tied_to` (reinvestment, for
    example), and at most `in_lieu` to those of `in_lieu_to`. `caution` is one of `CAUTION`. The shares are
    those of `equity.allocation.problem.Limits`; `capacity` is the share of people who could be helped whom
    local organizations can serve.

    Raises
    ------
    InvalidParameter
        A value lies outside its range.
    """

    objective: str = HELPED
    rule: str = next(iter(RULES))
    epsilon: float = 1.0
    budget: float = 25.0
    state: float = 0.0
    tied: float = 0.0
    tied_to: tuple[str, ...] = ()
    in_lieu: float = 0.0
    in_lieu_to: tuple[str, ...] = ()
    capacity: float = 0.5
    place_least: float = 0.0
    place_most: float = 1.0
    group_least: float = 0.0
    neediest_least: float = 0.0
    caution: str = "average"

    def __post_init__(self) -> None:
        """Refuse an aversion nobody has; shares and money are checked where they are used."""
        if self.caution not in CAUTION:
            raise InvalidParameter(f"No plan is {self.caution!r}. Use one of: {', '.join(CAUTION)}.")
        if not 0 <= self.epsilon <= MOST_AVERSE:
            raise InvalidParameter(
                f"The aversion to inequality must be 0 to {MOST_AVERSE}, found {self.epsilon:g}."
            )

    @property
    def risk(self) -> float:
        """What the worst tenth of draws counts beside the mean (`equity.allocation.exact.solve`)."""
        return 1.0 if self.caution == "safe" else 0.0

    @property
    def limits(self) -> Limits:
        """The limits in dollars and shares."""
        pools = [
            Pool(id=name, label=label, services=frozenset(services), limit=dollars * MILLION)
            for name, label, services, dollars in (
                ("tied", "the money that only some services may use", self.tied_to, self.tied),
                (
                    "in_lieu",
                    "what plans may spend in lieu of medical services",
                    self.in_lieu_to,
                    self.in_lieu,
                ),
            )
            if services and dollars > 0
        ]
        return Limits(
            budget=self.budget * MILLION,
            state=self.state * MILLION if self.state > 0 else None,
            pools=tuple(pools),
            place_least=self.place_least,
            place_most=self.place_most,
            group_least=self.group_least,
            neediest_least=self.neediest_least,
        )


_NUMBERS = ("epsilon", "budget", "state", "tied", "in_lieu", "capacity")
_SERVICES = ("tied_to", "in_lieu_to")
_SHARES = ("place_least", "place_most", "group_least", "neediest_least")


def from_link(link: Mapping[str, str]) -> Asked:
    """What a link asks; what it does not name is as usual.

    Raises
    ------
    InvalidParameter
        A value is not a number or lies outside its range.

    Examples
    --------
    >>> from_link({"budget": "40", "rule": "none"}).budget
    40.0
    """
    numbers = {name: number(link[name]) for name in (*_NUMBERS, *_SHARES) if name in link}
    words = {name: link[name] for name in ("objective", "rule", "caution") if name in link}
    services = {name: tuple(each for each in link.get(name, "").split(",") if each) for name in _SERVICES}
    return Asked(**services, **words, **numbers)  # type: ignore[arg-type]  # numbers are numbers


def problem_for(these: Offered, asked: Asked, *, draw: int | None = None) -> Problem:
    """The problem that is asked, as expected or as one draw has it.

    An objective that nothing offered here changes gives way to the first that something does, and services
    that do not change it are no part of a limit.
    """
    objective = _objective(these, asked)
    helpful = {each.id for each in these.services if each.brings(objective)}
    tied_to, in_lieu_to = (
        tuple(each for each in services if each in helpful) for services in (asked.tied_to, asked.in_lieu_to)
    )
    asked = replace(asked, tied_to=tied_to, in_lieu_to=in_lieu_to)
    return problem_of(
        these,
        objective=objective,
        rule=asked.rule,
        epsilon=asked.epsilon,
        limits=asked.limits,
        capacity=asked.capacity,
        draw=draw,
    )


def _objective(these: Offered, asked: Asked) -> str:
    return asked.objective if asked.objective in these.objectives else these.objectives[0]


@dataclass(frozen=True, kw_only=True)
class Answer:
    """The plan that was asked for and what it is read against; `objective` is what it brings the most of.

    `alike` is the best plan if every gain counted the same; `points` the frontier; `price` what the plan
    gives up and gets against `alike`; `even` and `neediest_first` are what would be done without a model.
    """

    objective: str
    plan: Plan
    alike: Plan
    points: tuple[Point, ...]
    price: Price
    even: Plan
    neediest_first: Plan


def answer(these: Offered, asked: Asked) -> Answer:
    """The plan and what it is read against.

    Raises
    ------
    InvalidParameter
        The minimums cannot all be kept with this money and this capacity.
    """
    problem = problem_for(these, asked)
    plan, alike = best(problem), best(with_aversion(problem, 0.0))
    return Answer(
        objective=_objective(these, asked),
        plan=plan,
        alike=alike,
        points=frontier(problem),
        price=price_of_equity(alike, plan),
        even=rules_of_thumb.even(problem),
        neediest_first=rules_of_thumb.neediest_first(problem),
    )


@dataclass(frozen=True, kw_only=True)
class Judged:
    """The exact plan beside the live one; `live_goal` is what the live one reaches of the same goal."""

    asked: Asked
    plan: Plan
    live: Plan
    live_goal: float

    @property
    def live_gap(self) -> float | None:
        """How far the live plan falls short of the exact one's bound, as a share; None without a gain."""
        bound = self.plan.bound
        return max(0.0, (bound - self.live_goal) / bound) if bound > 0 else None


def judged(these: Offered, asked: Asked) -> Judged:
    """The best plan there is, by the exact method and with the caution that is asked.

    Raises
    ------
    InvalidParameter
        The minimums cannot all be kept with this money and this capacity.
    """
    problem = problem_for(these, asked)
    plan, live = exact.solve(problem, risk=asked.risk), best(problem)
    return Judged(asked=asked, plan=plan, live=live, live_goal=exact.goal(live, risk=asked.risk))
