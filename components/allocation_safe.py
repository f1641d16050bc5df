"""The safe plan beside the one on the page: what it gives up on average, and wins in the worst draws."""

from zlib import crc32

import polars as pl
import streamlit as st

from components import wording
from components.allocation_tables import Shown, gain_unit, printed
from components.charts import Column
from components.numbers import Numbers
from equity.allocation import exact
from equity.allocation.asked import Judged
from equity.allocation.plan import Plan

SOLVED = "solved"
_AS_GOOD = 1e-3  # a thousandth of the gain: less than what the draws could tell


def is_asked(link: str) -> bool:
    """Whether the reader asked for the safe plan of just this question; a button where not.

    It takes seconds, so a question that has changed is asked anew.

    Parameters
    ----------
    link
        What is asked of the budget (`components.allocation_controls.asked`).
    """
    this = f"{crc32(link.encode()):08x}"
    if st.query_params.get(SOLVED) == this:
        return True

    def solve() -> None:
        st.query_params[SOLVED] = this

    st.button("Work out the safe plan and set it beside this one", on_click=solve)
    return False


def in_words(shown: Shown, judged: Judged) -> str:
    """What the safe plan gives up of the average gain, and what it wins in the worst tenth of draws."""
    live, safe, say = judged.live, judged.plan, printed(shown)
    lost, won = live.weighted - safe.weighted, worst_tenth(safe) - worst_tenth(live)
    if max(abs(lost), abs(won)) <= _AS_GOOD * abs(live.weighted):
        return (
            "**Playing it safe** changes next to nothing here: the plan on this page is about as good in the "
            "worst tenth of draws as any."
        )
    part = f" ({wording.number(lost / live.weighted, unit_id='share', margin=0.01)})" if live.weighted else ""
    gained = wording.in_sentence(shown.objective.short)
    return (
        f"**Playing it safe** gives up {say(max(lost, 0.0))}{part} on average and brings {say(won)} more in "
        f"the worst tenth of draws: {gained}, each counted by its weight."
    )


def beside(shown: Shown, judged: Judged) -> Numbers:
    """The plan on the page and the safe one: money, gain on average and in the worst tenth."""
    rows = [
        {
            "name": name,
            "spent": wording.money(plan.dollars.sum()),
            "dollars": float(plan.dollars.sum()),
            "average": plan.weighted,
            "worst": worst_tenth(plan),
        }
        for name, plan in (("The plan on this page", judged.live), ("The safe plan", judged.plan))
    ]
    unit = gain_unit(shown)
    return Numbers(
        title="The safe plan beside this one",
        alt=f"{in_words(shown, judged).replace('*', '')} The worst tenth is that of the "
        f"{len(judged.plan.gain_draws_by_place)} draws kept.",
        table=pl.DataFrame(rows),
        columns={
            "name": Column(heading="Plan"),
            "spent": Column(heading="Spent"),
            "average": Column(heading="Gain on average", unit=unit),
            "worst": Column(heading="In the worst tenth of draws", unit=unit),
        },
        provenance=shown.origin,
    )


def worst_tenth(plan: Plan) -> float:
    """The mean weighted gain in the worst tenth of draws."""
    return -exact.tail_loss(plan)
