"""The money a contract with Medicaid plans can move: what it holds back, allows and asks for, in a year.

Three pools are often spoken of as if they were alike. They differ by a factor of eighty: what plans may spend
in lieu of services is a share of all they are paid, what they reinvest a share of a share of it. The amounts
here are arithmetic on the terms of a contract; what they change for people is the business of the levers.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from equity.errors import InvalidParameter
from equity.evidence import Card
from equity.state_policy import StatePolicy

MONTHS = 12
EXAMPLE_MEMBERS, EXAMPLE_CAPITATION = 1_000_000.0, 400.0
"""Round numbers for a first look, where a State's own are not known."""

# 11 of 15 plans earned all that was held back in 2013 and 13 of 16 in 2014 (Oregon): 24 of 31, rounded down.
ATTAINED = 0.75

End = Literal["middle", "low", "high"]
_OPPOSITE: Mapping[End, End] = {"middle": "middle", "low": "high", "high": "low"}


@dataclass(frozen=True, kw_only=True)
class Term:
    """One number of a contract with how far it goes elsewhere: `low` to `high`, and who says so.

    `is_entered` says that the reader gave it; `is_example` that it is a round number, known of nobody.
    """

    middle: float
    low: float
    high: float
    source: str
    is_entered: bool = False
    is_example: bool = False

    def at(self, end: End) -> float:
        """The middle of the number, or one end of its range."""
        return {"middle": self.middle, "low": self.low, "high": self.high}[end]


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What a contract says about money: `capitation` in USD a member-month, the rest shares.

    `reinvested` is the share of the margin that goes back into communities, `attained` the share of what is
    held back that plans earn all the same, `directed` in USD a year.

    Raises
    ------
    InvalidParameter
        A number is negative where it cannot be, or a share is above 1.
    """

    members: Term
    capitation: Term
    margin: Term
    reinvested: Term
    in_lieu: Term
    withheld: Term
    attained: Term
    directed: float = 0.0

    def __post_init__(self) -> None:
        """Refuse a contract that nobody could write."""
        shares = (self.reinvested, self.in_lieu, self.withheld, self.attained)
        amounts = (self.members.middle, self.capitation.middle, self.directed)
        if any(not 0 <= each.middle <= 1 for each in shares) or min(amounts) < 0:
            raise InvalidParameter(
                "A contract's shares lie between 0 and 100 %, and its members and dollars are not below "
                "zero. Correct the one that is not."
            )


@dataclass(frozen=True, kw_only=True)
class Pool:
    """Dollars in a year, with the formula that gives them; `low` to `high` over what is found elsewhere."""

    id: str
    label: str
    formula: str
    usd: float
    low: float
    high: float

    def per_member_month(self, terms: Terms) -> float:
        """The pool spread over every month of every member."""
        return self.usd / (terms.members.middle * MONTHS) if terms.members.middle else 0.0


def paid_to_plans(members: float, capitation: float) -> float:
    """What plans are paid in a year, in USD.

    Formula: ``members * 12 * capitation``.

    Examples
    --------
    >>> paid_to_plans(1_000_000, 400)
    4800000000
    """
    return members * MONTHS * capitation


def reinvestment(members: float, capitation: float, *, margin: float, share: float) -> float:
    """What plans must put back into communities in a year, in USD; nothing in a year without a profit.

    Formula: ``share * max(margin, 0) * members * 12 * capitation``.
    Reference: `reinvest_pct`, `mco_margin` (assets/evidence.csv).

    Examples
    --------
    Five percent of a margin of 1.25 %, for a million members at 400 USD a month:

    >>> round(reinvestment(1_000_000, 400, margin=0.0125, share=0.05))
    3000000
    >>> reinvestment(1_000_000, 400, margin=-0.02, share=0.05)
    0.0
    """
    return share * max(margin, 0.0) * paid_to_plans(members, capitation)


def in_lieu_ceiling(
    members: float, capitation: float, *, cap: float = 0.05, years: int = 1, discount: float = 0.0
) -> float:
    """The most that services in lieu of covered care may cost, in USD, over `years` together.

    Formula: ``cap * members * 12 * capitation * sum((1 + discount) ** -t)``, t from 0 to years - 1.
    Reference: `ilos_cap`.

    Examples
    --------
    >>> round(in_lieu_ceiling(1_000_000, 400))
    240000000

    Over three years at 25 % a year the sum is 1 + 0.8 + 0.64:

    >>> round(in_lieu_ceiling(1_000_000, 400, years=3, discount=0.25))
    585600000
    """
    in_all = sum((1 + discount) ** -year for year in range(years))
    return cap * paid_to_plans(members, capitation) * in_all


def held_back(members: float, capitation: float, *, share: float) -> float:
    """What is held back from plans until they meet a target, in USD a year.

    Formula: ``share * members * 12 * capitation``. Reference: `cco_withhold_2013`, `nh_withhold`.

    Examples
    --------
    >>> round(held_back(1_000_000, 400, share=0.02))
    96000000
    """
    return share * paid_to_plans(members, capitation)


def really_at_risk(held: float, *, attained: float = ATTAINED) -> float:
    """The part of what is held back that plans do not expect to earn anyway, in USD a year.

    Formula: ``held * (1 - attained)``. Reference: `cco_withhold_2013`, `cco_withhold_2014`.

    Examples
    --------
    >>> really_at_risk(96_000_000)
    24000000.0
    """
    return held * (1 - attained)


def people_served(usd: float, *, unit_cost: float) -> float:
    """How many people a year the dollars buy a service for.

    Examples
    --------
    >>> round(people_served(3_000_000, unit_cost=1_721), -1)  # a community health worker's help
    1740.0
    """
    return usd / unit_cost


def directed_split(usd: float, *, federal_share: float) -> dict[str, float]:
    """Who pays for a rise in rates that plans must pass on to providers, in USD a year.

    Formula: federal ``usd * match``, the State the rest; the plan passes it on.

    Examples
    --------
    >>> directed_split(10_000_000, federal_share=0.60)
    {'federal': 6000000.0, 'state': 4000000.0}
    """
    return {"federal": usd * federal_share, "state": usd * (1 - federal_share)}


def federal_share(policy: StatePolicy, *, expansion_match: float = 0.90) -> float:
    """The federal share of a dollar for an average adult member, at the latest match on record.

    Formula: ``expansion share * 0.90 + rest * FMAP``. Reference: 42 USC 1396d(b), (y).
    """
    regular = policy.fmap[max(policy.fmap)]
    return policy.expansion_share * expansion_match + (1 - policy.expansion_share) * regular


def terms_of(
    policy: StatePolicy,
    cards: Mapping[str, Card],
    *,
    members: float | None = None,
    withheld: float | None = None,
    reinvested: float | None = None,
    directed: float = 0.0,
) -> Terms:
    """The terms of a State's contract: what the reader entered, what is on record, and the range elsewhere.

    Parameters
    ----------
    policy
        With the reader's own figures in it (`equity.state_policy.with_own_figures`).
    cards
        The evidence cards by id: margins and shares found elsewhere.
    members
        Members of the plans; by default those on record for the State.
    withheld, reinvested
        Shares that a clause of the contract sets; by default what the State has or others have.
    """
    on_record = policy.number("mco_enrollees")
    counted = policy.fact("mco_enrollees")
    if members is not None:
        who = Term(middle=members, low=members, high=members, source="Entered by the reader", is_entered=True)
    elif on_record:
        source = f"{counted.source}, {counted.as_of}"
        who = Term(middle=on_record, low=on_record, high=on_record, source=source)
    else:
        who = _example(EXAMPLE_MEMBERS)
    return Terms(
        members=who,
        capitation=_entered(policy, "capitation_pmpm") or _example(EXAMPLE_CAPITATION),
        margin=_entered(policy, "plan_margin_pct", percent=True) or _published(cards["mco_margin"]),
        reinvested=_clause(reinvested)
        or _entered(policy, "reinvestment_pct", percent=True)
        or _published(cards["reinvest_pct"]),
        in_lieu=_published(cards["ilos_cap"]),
        withheld=_clause(withheld)
        or _entered(policy, "quality_withhold_pct", percent=True)
        or _between(cards["cco_withhold_2013"], cards["cco_withhold_2014"]),
        attained=Term(middle=ATTAINED, low=11 / 15, high=13 / 16, source=cards["cco_withhold_2013"].citation),
        directed=directed,
    )


def pools(terms: Terms) -> tuple[Pool, ...]:
    """What the contract can move in a year: in lieu of services, held back, of that at risk, and reinvested.

    The range of each takes the low ends of its terms together, and the high ends.
    """
    who, capitation = terms.members.middle, terms.capitation.middle

    def pool(pool_id: str, label: str, formula: str, usd: Callable[[End], float]) -> Pool:
        return Pool(
            id=pool_id, label=label, formula=formula, usd=usd("middle"), low=usd("low"), high=usd("high")
        )

    def held(end: End) -> float:
        return held_back(who, capitation, share=terms.withheld.at(end))

    return (
        pool(
            "in_lieu",
            "May be spent in lieu of services, at most",
            f"{_share(terms.in_lieu.middle)} of what plans are paid",
            lambda end: in_lieu_ceiling(who, capitation, cap=terms.in_lieu.at(end)),
        ),
        pool(
            "withheld",
            "Held back until targets are met",
            f"{_share(terms.withheld.middle)} of what plans are paid",
            held,
        ),
        pool(
            "at_risk",
            "Of that, really at risk",
            f"about {_share(1 - terms.attained.middle)} of it was lost",
            lambda end: really_at_risk(held(end), attained=terms.attained.at(_OPPOSITE[end])),
        ),
        pool(
            "reinvested",
            "Must be reinvested in communities",
            f"{_share(terms.reinvested.middle)} of a margin of {_share(terms.margin.middle)}",
            lambda end: reinvestment(
                who, capitation, margin=terms.margin.at(end), share=terms.reinvested.at(end)
            ),
        ),
    )


def _share(value: float) -> str:
    return f"{value * 100:.3g} %"


def _clause(share: float | None) -> Term | None:
    if not share:
        return None
    return Term(middle=share, low=share, high=share, source="A clause set on this page", is_entered=True)


def _entered(policy: StatePolicy, fact: str, *, percent: bool = False) -> Term | None:
    value = policy.number(fact)
    if value is None:
        return None
    value = value / 100 if percent else value
    known = policy.fact(fact)
    is_entered = known.source == "Entered by the reader"
    source = known.source if is_entered else f"{known.source}, {known.as_of}"
    return Term(middle=value, low=value, high=value, source=source, is_entered=is_entered)


def _example(value: float) -> Term:
    return Term(middle=value, low=value, high=value, source="A round number as an example", is_example=True)


def _published(card: Card) -> Term:
    middle = card.central or 0.0
    return Term(
        middle=middle,
        low=middle if card.low is None else card.low,
        high=middle if card.high is None else card.high,
        source=card.citation,
    )


def _between(one: Card, other: Card) -> Term:
    ends = sorted((one.central or 0.0, other.central or 0.0))
    return Term(middle=ends[0], low=ends[0], high=ends[1], source=f"{one.citation}; {other.citation}")
