"""The best plan as a file: found by the exact method when it is asked for, with what makes it again."""

from dataclasses import asdict

import numpy as np
import polars as pl
import streamlit as st

from components import allocation_safe, controls, downloads, notes
from components.allocation_tables import Shown, service_label
from equity import groups
from equity.allocation.asked import CAUTION, Asked, Judged
from equity.allocation.weights import RULES
from equity.simulation.scenario_file import Edition

HEADING = "The best plan, to keep"
_IN_WORDS = {"objective", "rule", "caution"}
_EXPLAINED = (
    "The plan above is found while you wait. This one is found by linear programming (HiGHS), which proves "
    "that no other plan within your limits does better. It can take half a minute."
)
_SAFE = (
    "Playing it safe leaves money unspent where, in the worst tenth of draws, people may be worse off than "
    "without help. It gives up some gain on average for that."
)


def take_away(shown: Shown, *, edition: Edition, link: str) -> None:
    """How the best plan deals with doubt, and the plan to download, solved only when it is asked for.

    Parameters
    ----------
    link
        What is asked of the budget.
    """
    notes.remark(_EXPLAINED)
    caution = controls.one_of("It should", "caution", CAUTION)
    if caution == "safe":
        notes.remark(_SAFE)
        if allocation_safe.is_asked(link):
            safe = shown.exact(caution)
            notes.remark(allocation_safe.in_words(shown, safe))
            notes.show(allocation_safe.beside(shown, safe))
    st.download_button(
        "Solve and download the best plan (CSV)",
        lambda: csv(shown, shown.exact(caution), edition=edition),
        file_name=downloads.file_name(
            f"best plan {shown.area} {caution} {shown.origin.period}", ending="csv"
        ),
        mime=downloads.MIME,
        on_click="ignore",
    )


def csv(shown: Shown, judged: Judged, *, edition: Edition) -> bytes:
    """A row a place, group and service; what holds for the whole plan stands in every row."""
    asked, plan = judged.asked, judged.plan
    goal = f"{shown.objective.label}, each gain by its weight"
    if asked.risk > 0:
        goal += ", plus the mean of the same in the worst tenth of draws"
    counted = RULES[asked.rule]
    if asked.rule == "atkinson":
        counted += f" (aversion to inequality {asked.epsilon:g})"
    table = by_cell(shown, judged).with_columns(
        plan=pl.lit(CAUTION[asked.caution]),
        need_counts=pl.lit(counted),
        goal=pl.lit(goal),
        goal_reached=pl.lit(plan.goal),
        goal_bound=pl.lit(plan.bound),
        goal_of_plan_on_page=pl.lit(judged.live_goal),
        plan_on_page_below_bound=pl.lit(judged.live_gap, dtype=pl.Float64),
        **{f"asked_{name}": pl.lit(value) for name, value in _settings(asked)},
        solver=pl.lit(plan.solver),
        seed=pl.lit(shown.these.seed),
        data_sha256=pl.lit(edition.data),
        model_sha256=pl.lit(edition.code),
    )
    return downloads.csv(table, title=f"Best plan: {shown.area}", provenance=shown.origin)


def _settings(asked: Asked) -> list[tuple[str, str | float]]:
    """What was asked as it stands in a link, but for what other columns say in words."""
    settings = {name: value for name, value in asdict(asked).items() if name not in _IN_WORDS}
    return [
        (name, " ".join(value) if isinstance(value, tuple) else value) for name, value in settings.items()
    ]


def by_cell(shown: Shown, judged: Judged) -> pl.DataFrame:
    """What the best plan does for each place, group and service; zero is nobody, not unknown."""
    plan = judged.plan
    problem = plan.problem
    place, group, service = (each.ravel() for each in np.indices(problem.people.shape))
    gain = (problem.value * plan.people).sum(axis=3)
    labels = [service_label(shown, each) for each in problem.services]
    return pl.DataFrame(
        {
            "geoid": [problem.places[at] for at in place],
            "place": [shown.name(int(at)) for at in place],
            "group": [groups.group(problem.groups[at]).label for at in group],
            "service": [labels[at] for at in service],
            "person_years_could_be_helped": problem.people.ravel(),
            "person_years_helped": plan.served.ravel(),
            "usd": plan.dollars.ravel(),
            "usd_of_the_state": (plan.served * problem.state).ravel(),
            "gain": gain.ravel(),
            "weight": problem.weight[place],
            "weighted_gain": gain.ravel() * problem.weight[place],
            "share_in_poverty": problem.need[place],
        }
    )
