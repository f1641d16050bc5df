"""Why this place and not that: what binds, where there is no room, how firm the plan is, and whole teams."""

from collections.abc import Sequence

import numpy as np
import polars as pl

from components import wording
from components.allocation_tables import Shown, bought, by_place, printed
from components.charts import Column
from components.numbers import Numbers
from equity.allocation import why
from equity.allocation.teams import whole_teams
from equity.allocation.why import Reasons
from equity.simulation.summary import ONCE_A_YEAR

# One worker helps about 55 people a year (`chw_panel`), and the Philadelphia program ran teams of six.
_A_YEAR, _WORKERS = 55, (1, 6)
_FIRM = ((0.9, "Firm"), (0.5, "More often than not"), (0.1, "Less often than not"), (0.0, "Hardly ever"))


def limits(shown: Shown) -> Numbers:
    """The limits on sums, how far each is used, and what a little more would bring."""
    plan = shown.plan
    print_ = printed(shown)
    table = pl.DataFrame(
        [
            (
                row.binds[0].upper() + row.binds[1:],
                plan.used.get(row.id),
                "Yes" if plan.prices[row.id] > 0 else "No",
                print_(plan.prices[row.id] * 1e6) if row.id in plan.used else "",
            )
            for row in plan.problem.rows
        ],
        schema={"limit": pl.String, "used": pl.Float64, "binds": pl.String, "more": pl.String},
        orient="row",
    )
    return Numbers(
        title="What binds",
        alt="Each limit, how much of it is used, and what one more million dollars of it would bring.",
        table=table,
        columns={
            "limit": Column(heading="Limit"),
            "used": Column(heading="Used", unit="share"),
            "binds": Column(heading="Stands in the way of more"),
            "more": Column(heading="One more million dollars would bring (each gain by its weight)"),
        },
        provenance=shown.origin,
    )


def room(shown: Shown) -> Numbers:
    """Where organizations have no room, by service, and what room for 100 more people would bring."""
    found, print_ = reasons_of(shown), printed(shown)
    table = pl.DataFrame(
        [
            (
                each.label,
                int(found.is_full[:, at].sum()),
                print_(100 * found.room_price[:, at].max()) if found.is_full[:, at].any() else "",
            )
            for at, each in enumerate(bought(shown))
        ],
        schema={"service": pl.String, "full": pl.Int64, "more": pl.String},
        orient="row",
    )
    return Numbers(
        title="Room in organizations",
        alt="For each service the places without room, and what room for 100 more people would bring.",
        table=table,
        columns={
            "service": Column(heading="Service"),
            "full": Column(heading="Places where more could be helped but for room", unit="people"),
            "more": Column(heading="Room for 100 more would bring, where it would most (by weight)"),
        },
        provenance=shown.origin,
    )


def reasons_of(shown: Shown) -> Reasons:
    """Why each place gets what it gets."""
    return why.reasons(shown.plan)


def chosen_places(shown: Shown, places: Sequence[str]) -> list[int]:
    """Where the chosen places stand in the plan; without a choice those that get most and least."""
    here = {geoid: at for at, geoid in enumerate(shown.plan.problem.places)}
    chosen = [here[geoid] for geoid in places if geoid in here]
    order = [here[geoid] for geoid in by_place(shown)["geoid"]]
    return chosen or list(dict.fromkeys((order[0], order[-1])))


def reasons(shown: Shown, places: Sequence[str]) -> Numbers:
    """Every place with what keeps it from getting more, those chosen first."""
    found, problem = reasons_of(shown), shown.plan.problem
    labels = [each.label for each in bought(shown)]
    first = chosen_places(shown, places)
    order = [*first, *(at for at in range(len(problem.places)) if at not in first)]
    dollars = shown.plan.dollars.sum(axis=(1, 2))
    table = pl.DataFrame(
        [
            (
                problem.places[at],
                shown.name(at),
                1_000 * dollars[at] / problem.residents[at],
                problem.weight[at],
                ", ".join(labels[each] for each in np.flatnonzero(found.is_full[at])),
                why.STOPS[found.stops[at]],
                None if np.isnan(found.next_return[at]) else float(found.next_return[at]),
            )
            for at in order
        ],
        schema={
            "geoid": pl.String,
            "name": pl.String,
            "per_1000": pl.Float64,
            "weight": pl.Float64,
            "full": pl.String,
            "stops": pl.String,
            "next_return": pl.Float64,
        },
        orient="row",
    )
    return Numbers(
        title="Why this place and not that",
        alt=f"{wording.counted(table.height, 'place', 'places')} with the weight of a gain, "
        "services without room, and what stops more.",
        table=table,
        columns={
            "name": Column(heading="Place"),
            "per_1000": Column(heading="Dollars for each 1,000 residents", unit="usd"),
            "weight": Column(heading="Weight of a gain", unit="index"),
            "full": Column(heading="No room left for"),
            "stops": Column(heading="Why it gets no more of the rest"),
            "next_return": Column(heading="Next dollar here, against the last one spent", unit="index"),
        },
        provenance=shown.origin,
    )


def firm(shown: Shown) -> Numbers:
    """In how many draws each place would be funded."""
    dollars = shown.plan.dollars.sum(axis=(1, 2))
    shares = shown.firmness()
    table = pl.DataFrame(
        {
            "geoid": list(shown.plan.problem.places),
            "name": [shown.name(at) for at in range(len(dollars))],
            "dollars": dollars,
            "served": shown.plan.served.sum(axis=(1, 2)),
            "need": shown.plan.problem.need,
            "share": shares,
            "words": [next(words for least, words in _FIRM if share >= least) for share in shares],
        }
    ).sort("share", "dollars", descending=True)
    return Numbers(
        title="How often each place is funded",
        alt=f"{wording.counted(table.height, 'place', 'places')} with the share of draws in which "
        "the best plan funds them.",
        table=table,
        columns={
            "name": Column(heading="Place"),
            "share": Column(heading="Share of draws in which it is funded", unit="share"),
            "words": Column(heading="In words"),
            "dollars": Column(heading="Dollars in this plan", unit="usd"),
            "served": Column(heading=f"People helped in this plan, {ONCE_A_YEAR}", unit="people"),
            "need": Column(heading="Residents in poverty", unit="share"),
        },
        provenance=shown.origin,
    )


def teams(shown: Shown) -> Numbers:
    """The plan in whole teams of several sizes: what is lost, and how many places are left without one."""
    rows = []
    for size in (_A_YEAR * shown.these.years * workers for workers in _WORKERS):
        made = whole_teams(shown.plan, people_per_team=size)
        rows.append((size, int(made.teams.sum()), made.gain_kept, int(made.left_out.sum())))
    return Numbers(
        title="In whole teams",
        alt="Teams, the gain they keep, and places left without one, where a team helps few or many people.",
        table=pl.DataFrame(rows, schema=["size", "teams", "kept", "left_out"], orient="row"),
        columns={
            "size": Column(heading=f"People one team helps over all years, {ONCE_A_YEAR}", unit="people"),
            "teams": Column(heading="Whole teams", unit="people"),
            "kept": Column(heading="Part of the gain kept", unit="share"),
            "left_out": Column(heading="Places left without a team", unit="people"),
        },
        provenance=shown.origin,
    )
