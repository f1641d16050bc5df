"""Studies of benefits and coverage."""

from collections.abc import Mapping

import numpy as np

from equity.evidence import Card
from equity.in_words import percent
from equity.levers import snap_enrollment as snap
from equity.simulation.cascade import reduction_per_helped
from equity.simulation.validation._bench import Target, averted, helped, pinned_run

_AT_ONCE = 0.01
_YEARS_MEASURED = 1.5


def snap_trial(cards: Mapping[str, Card]) -> list[Target]:
    """The three arms of the trial, from the odds the lever works with."""
    published = [cards[f"snap_takeup_{arm}"].central or 0.0 for arm in ("control", "info", "assist")]
    one = {each.id: np.array([each.central]) for each in (snap.LETTER, snap.LETTER_AND_HELP, snap.TAKE_UP)}
    arms = [
        snap.TAKE_UP.central
        + float(
            snap.take_up(one[snap.LETTER.id], one[snap.LETTER_AND_HELP.id], one[snap.TAKE_UP.id], part)[0]
        )
        for part in (0.0, 1.0)
    ]
    return [
        Target(
            id="V6",
            target="SNAP trial: enrolled without a letter, with one, with help",
            published="{}, {} and {}".format(*map(percent, published)),
            kind="arithmetic",
            ours=f"{percent(snap.TAKE_UP.central, digits=1)}, {percent(arms[0], digits=1)} and "
            f"{percent(arms[1], digits=1)}",
            holds=all(
                abs(ours - theirs) < 0.0005
                for ours, theirs in zip((snap.TAKE_UP.central, *arms), published, strict=True)
            ),
            evidence=("snap_takeup_control", "snap_takeup_info", "snap_takeup_assist"),
        )
    ]


def expansion_deaths(cards: Mapping[str, Card]) -> list[Target]:
    """3.7 million people of 55 to 64 for four years: 0.132 points a year are 9.4 % of their deaths."""
    points, relative = -(cards["exp_mort_nearelderly"].central or 0.0) / 100, 0.094
    result = pinned_run(
        {"adults_covered": 1.0},
        years=4,
        expansion_ramp=_AT_ONCE,
        work_requirement_loss=0.0,
        expansion_deaths=-relative,
        death_rate_low_income_adults=points / relative,
    )
    deaths = 3_700_000 * averted(result, "deaths") / helped(result, stage="eligible")
    return [
        Target(
            id="V7",
            target="Medicaid expansion: deaths averted among 3.7 million people of 55 to 64 in four years",
            published="19,200",
            kind="arithmetic",
            ours=f"{deaths:,.0f}",
            holds=abs(deaths / 19_200 - 1) <= 0.05,
            evidence=("exp_mort_nearelderly",),
        )
    ]


def two_routes_to_deaths(cards: Mapping[str, Card]) -> list[Target]:
    """From everyone who could enroll to those who did, by the rule that carries every trial's effect over."""
    enrolled = 0.12
    everyone, enrollees = (
        -(cards[each].central or 0.0) for each in ("exp_mort_allages", "exp_mort_enrollee")
    )
    ours = float(reduction_per_helped(np.array([1 - everyone]), enrolled)[0])
    return [
        Target(
            id="V8",
            target="Fewer deaths: among all who could enroll, and among the 12 % who did",
            published=f"{percent(everyone, digits=1)} and {percent(enrollees)}, of which 12 % are "
            f"{percent(enrolled * enrollees, digits=2)}",
            kind="arithmetic",
            ours=f"{percent(everyone, digits=1)} is {percent(ours, digits=1)} of those who did",
            holds=0.024 <= enrolled * enrollees <= 0.026 and abs(ours - enrollees) < 0.01,
            evidence=("exp_mort_allages", "exp_mort_enrollee"),
        )
    ]


def oregon(cards: Mapping[str, Card]) -> list[Target]:
    """More visits of those newly insured, as a share of the visits our baseline gives an adult."""
    result = pinned_run({"adults_covered": 1.0}, expansion_ramp=_AT_ONCE, work_requirement_loss=0.0)
    more = -averted(result, "ed_visits") / averted(result, "uninsured") * _YEARS_MEASURED
    usual = float(result.baseline.visits_per_adult[0]) * _YEARS_MEASURED
    return [
        Target(
            id="V14",
            target="Oregon: more emergency visits in 18 months after gaining coverage",
            published=f"+{cards['ohie_ed'].central} visits, 40 % more",
            kind="external",
            ours=f"{more:+.2f} visits, {percent(more / usual)} more than our baseline",
            holds=more > 0 and 0.30 <= more / usual <= 0.50,
            evidence=("ohie_ed",),
        )
    ]


def postpartum(cards: Mapping[str, Card]) -> list[Target]:
    """Births in a State that keeps Medicaid for two months, when it goes to twelve."""
    result = pinned_run({"postpartum_months": 12.0})
    points = 100 * averted(result, "uninsured") / helped(result, stage="eligible") * 12 / 10
    card = cards["pp_uninsured"]
    return [
        Target(
            id="V16",
            target="After a birth, from two to twelve months of Medicaid: fewer without insurance",
            published=f"{card.central} points ({card.low} to {card.high})",
            kind="arithmetic",
            ours=f"{-points:.1f} points over the ten months",
            holds=(card.low or 0.0) <= -points <= (card.high or 0.0),
            evidence=("pp_uninsured",),
        )
    ]
