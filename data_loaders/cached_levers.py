"""What the pages of the model read, kept in memory for all visitors; a reader's scenarios for them alone.

Apart from `cached`, so that a page that only shows data does not load the model first.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime

import polars as pl

from data_loaders import cached, embedded, evidence, holdings, lever_cells, state_policy
from data_loaders.cached import kept, kept_for_one
from data_loaders.edition import edition
from equity.allocation import asked, stability
from equity.allocation import services as of_levers
from equity.errors import InvalidParameter, UnknownLevel, UnknownPlace
from equity.offer import Offer, offer_of
from equity.simulation import summary
from equity.simulation.cells import Cells
from equity.simulation.outcome import Outcome
from equity.simulation.parameters import FloatArray
from equity.simulation.run import draws_for, run, run_with, values_of
from equity.simulation.scenario import HORIZON, Scenario, from_link
from equity.simulation.scenario_file import MOST_SCENARIOS, Saved, saved
from equity.simulation.validation import Target, targets


@kept(max_entries=4)
def offer() -> Offer:
    """The areas in which levers can be run: New York City by community district, each State by county.

    States whose census tracts were pulled can be run by tract too.
    """
    levels = ["community_district", "county", "tract"]
    wanted = pl.col("geo_level").is_in(levels) & (pl.col("indicator") == "poverty")
    states = set(state_policy.facts()["state_geoid"])
    return offer_of(
        holdings.available().filter(wanted),
        areas={area: name for area, name in cached.offer().areas.items() if area == "nyc" or area in states},
        names=cached.names,
        drawn=lambda level, year: lever_cells.tract_states(year) if level == "tract" else None,
    )


def state_of(within: str) -> str:
    """The State whose policy holds in an area of the levers, by its two-digit FIPS code."""
    return "36" if within == "nyc" else within


@kept(max_entries=8, saying="Moving the levers…")  # a large State holds 75 MB
def outcome(level: str, within: str, link: str) -> Outcome:
    """A scenario, as its link says it, run on the places of an area."""
    return _run(level, within, link)


@kept(max_entries=32)
def days(level: str, within: str) -> tuple[date, ...]:
    """The days on which the people whom the levers count in an area were pulled; none where they ship."""
    cells = lever_cells.cells(level, within)
    choices = [(name, cells.level, year) for name, year in cells.vintages.items()]
    return holdings.retrieved(cells.source_ids, choices)


@kept(max_entries=256, saying="Running the scenario…")
def headline(level: str, within: str, link: str) -> pl.DataFrame:
    """What a scenario comes to (`equity.simulation.summary.headline`), without keeping all of its draws."""
    return summary.headline(_run(level, within, link))


@kept_for_one(max_entries=MOST_SCENARIOS + 1)  # those that are kept, and the one in the address
def saved_today(level: str, within: str, link: str) -> Saved | None:
    """A scenario as it comes out today, to keep or to hold an old one against; None where it cannot run."""
    try:
        made = _run(level, within, link)
    except (InvalidParameter, UnknownLevel, UnknownPlace):
        return None
    today = datetime.now(UTC).date()
    return saved("today", made, within=within, level=level, edition=edition(), saved_on=today)


@kept(max_entries=1)
def validation() -> list[Target]:
    """Every published result that the model is held against, run once."""
    return targets(evidence.cards(), embedded.medicaid())


@kept(max_entries=8)
def services(level: str, within: str) -> of_levers.Offered:
    """What the levers offer the places of an area, each run by itself at its full size."""
    cells = _cells(level, within)
    policy = state_policy.policy(cells.state_geoid)
    alone = (of_levers.at_full_size(each, years=HORIZON) for each in of_levers.bought_by_place())
    return of_levers.offered([run(each, cells, policy) for each in alone])


@kept(max_entries=32)
def allocation(level: str, within: str, link: str) -> asked.Answer:
    """How one budget is best spent in an area, as a link asks it."""
    return asked.answer(services(level, within), _asked(link))


@kept(max_entries=8)
def exact_plan(level: str, within: str, link: str) -> asked.Judged:
    """The best plan by the exact method, as a link asks it; it takes seconds."""
    return asked.judged(services(level, within), _asked(link))


@kept(max_entries=32)
def firmness(level: str, within: str, link: str) -> tuple[float, ...]:
    """For each place of an allocation, the share of draws in which it is funded."""
    these, wish = services(level, within), _asked(link)
    return tuple(
        stability.stays_funded(
            lambda draw: asked.problem_for(these, wish, draw=draw), stability.DRAWS
        ).tolist()
    )


def _run(level: str, within: str, link: str) -> Outcome:
    scenario = from_link(dict(part.split("=", 1) for part in link.split("&") if part))
    cells = _cells(level, within)
    values = _values(scenario.seed, draws_for(cells.count))
    return run_with(values, scenario, cells, state_policy.policy(cells.state_geoid))


@kept(max_entries=8)
def _cells(level: str, within: str) -> Cells:
    return lever_cells.cells(level, within)


@kept(max_entries=8)
def _values(seed: int, draws: int) -> Mapping[str, FloatArray]:
    return values_of(Scenario(seed=seed), draws=draws)


def _asked(link: str) -> asked.Asked:
    return asked.from_link(dict(part.split("=", 1) for part in link.split("&") if part))
