"""The parties to a scenario in words: who breaks even and when, and who pays after the grant ends."""

import numpy as np
import polars as pl

from components import wording
from components.charts import Column
from components.numbers import Numbers
from components.provenance import Provenance
from equity.levers import LEVERS
from equity.simulation import incidence
from equity.simulation.outcome import KINDS, Outcome
from equity.simulation.payers import AUTHORITIES, PARTIES

_IN_A_SENTENCE = {"federal": "the federal government", "state": "the State", "plan": "Medicaid plans"}
# What a contract withholds or reinvests comes out of a plan's own profit, in every year.
_MOVES_INTO_RATES = [kind for kind in KINDS if kind not in ("withheld", "reinvested", *incidence.SAVINGS)]
_WORTH_SAYING = 0.01  # of a year's spending
AFTER_THE_GRANT = "Who pays after the grant ends?"


def break_even(outcome: Outcome, origin: Provenance) -> Numbers:
    """For each payer the chance of breaking even, when it does, and the interval of what it gains.

    The average within that interval stands in the ledger: one sum has one number.
    """
    rows = incidence.break_even(outcome)
    last = outcome.scenario.start_year + outcome.scenario.horizon - 1
    table = rows.with_columns(
        chance_in_words=pl.Series(
            [_chance(chance) for chance in rows["chance"]],
            dtype=pl.String,
        ),
        year_in_words=pl.Series(
            [
                "" if chance is None else str(year) if year else f"not by {last}"
                for chance, year in rows.select("chance", "year").iter_rows()
            ],
            dtype=pl.String,
        ),
        gain_in_words=pl.Series(
            [_gain(low, high) for low, high in rows.select("p10", "p90").iter_rows()], dtype=pl.String
        ),
    )
    said = "; ".join(f"{row['label']} {row['chance_in_words']}" for row in table.iter_rows(named=True))
    return Numbers(
        title="Who breaks even, and how likely is it?",
        alt=f"The chance that each party gains at least what it pays over the years: {said}.",
        table=table,
        columns={
            "label": Column(heading="Party"),
            "chance_in_words": Column(heading="Breaks even"),
            "year_in_words": Column(heading="From (middle of draws)"),
            "gain_in_words": Column(heading=f"Over all years ({wording.INTERVAL_80})"),
        },
        provenance=origin,
    )


def after_the_grant(outcome: Outcome) -> list[str]:
    """Who carries the spending in the first year and in the last, and what falls to nobody in particular."""
    rows = incidence.who_pays(outcome)
    if rows.is_empty():
        return ["Nothing is spent, so nobody pays."]
    *_, last = years = sorted(rows["year"].unique().to_list())
    ends = [outcome.scenario.schedule(lever).money_until for lever in outcome.effects]
    turns = [year for end in ends if end is not None for year in (end, end + 1)]
    shown = sorted({years[0], *turns, last} & set(years))
    said = [_carried(rows, year) for year in shown]
    said += [_when_money_ends(outcome, lever) for lever in outcome.effects]
    said = [words for words in said if words]
    unmatched = rows.filter(pl.col("party").is_in(["grant", "local", "community"]), year=last)
    usd, part = (float(unmatched[name].sum()) for name in ("usd", "share"))
    if part >= _WORTH_SAYING:
        said.append(
            f"**When grants or local money end:** {wording.money(usd)} a year "
            f"({wording.number(part, unit_id='share')} of the spending in {last}) rests on grants, local "
            "government and community organizations. No law or contract in this scenario makes anybody take "
            "it over: without another payer those services stop."
        )
    else:
        said.append(
            f"**When grants end:** in {last} {'hardly any' if usd else 'none'} of the spending rests on a "
            "grant, on local government or on community organizations. It ends when the State's authority, "
            "the contract or the budget behind it ends."
        )
    if any((outcome.paid("plan", kind=kind) > 0).any() for kind in _MOVES_INTO_RATES):
        said.append(
            "What plans pay at first moves into the rates the State sets: half of it in the second year and "
            "all of it from the third (an assumption), and so to the State and the federal government."
        )
    if outcome.paid("providers", kind="more_care").any():
        said.append(
            "Part of it is not the program's: people who are helped use more outpatient care, which plans, "
            "the federal government and the State pay whoever funds the program."
        )
    share = incidence.wrong_pockets(outcome)
    known = share[~np.isnan(share)]
    if known.size:
        said.append(
            f"**Wrong pockets:** {wording.number(float(np.median(known)), unit_id='share')} of what is saved "
            "lands with parties beyond their own part in the costs (middle of the draws in which anything is "
            f"saved: {wording.percent_chance(known.size / share.size)} of them)."
        )
    return said


def _when_money_ends(outcome: Outcome, lever: str) -> str:
    """What happens to one lever when its money ends; nothing where its money has no end and is no grant."""
    schedule, declared = outcome.scenario.schedule(lever), LEVERS[lever]
    last = outcome.scenario.calendar[-1]
    until = schedule.money_until
    if until is None:
        paid_by = declared.chosen(outcome.scenario.choices).get(declared.paid_by, "")
        if paid_by != "grant":
            return ""
        return (
            f"**{declared.label}** is paid by a grant, and no end of it is set. A grant ends: set its last "
            "year, and who pays then."
        )
    if until >= last:
        return f"**{declared.label}:** its money ends with {until}, after the years shown here."
    if schedule.then:
        return (
            f"**{declared.label}:** its money ends with {until}. From {until + 1} it is paid as: "
            f"{wording.in_sentence(AUTHORITIES[schedule.then].label)}."
        )
    helped = outcome.effects[lever].stages["helped"].by_year()[:, until - outcome.scenario.start_year]
    return (
        f"**{declared.label}:** its money ends with {until} and **nobody takes over, so it stops**: "
        f"{wording.people(float(np.median(helped)))} a year lose that help."
    )


def _carried(rows: pl.DataFrame, year: int) -> str:
    mine = rows.filter(year=year).sort("share", descending=True)
    parts = [
        f"{in_sentence(row['party'])} {wording.number(row['share'], unit_id='share')}"
        for row in mine.iter_rows(named=True)
    ]
    return f"**In {year}** {wording.money(float(mine['usd'].sum()))} is spent: {wording.listed(parts)}."


def in_sentence(party: str) -> str:
    """A party as a sentence names it: "the State", "Medicaid plans"."""
    return _IN_A_SENTENCE.get(party, wording.in_sentence(PARTIES[party].label))


def _gain(low: float, high: float) -> str:
    """The interval of a gain in words: "loses $1 to $3", "from losing $1 to gaining $3"."""
    if low == high:
        return ""
    if low < 0 < high:
        return f"from losing {wording.money(-low)} to gaining {wording.money(high)}"
    least, most = (wording.money(size) for size in sorted((abs(low), abs(high))))
    return f"{'gains' if low >= 0 else 'loses'} {least} to {most}"


def _chance(chance: float | None) -> str:
    return "no money of theirs moves" if chance is None else wording.probability(chance)


def gain_or_loss(usd: float) -> str:
    """Money as a gain or a loss, in words: neither is hidden behind a sign.

    Examples
    --------
    >>> gain_or_loss(-1_200_000.0), gain_or_loss(0.0)
    ('loses $1.20\\xa0million', 'nothing')
    """
    if usd == 0:
        return "nothing"
    return f"{'gains' if usd > 0 else 'loses'} {wording.money(abs(usd))}"


def payers_gain(low: float, middle: float, high: float) -> str:
    """What all payers together gain or lose, with its interval, for a table.

    Examples
    --------
    >>> payers_gain(1e6, 2e6, 3e6), payers_gain(0.0, 0.0, 0.0)
    ('gains $2.00\\xa0million ($1.00\\xa0million to $3.00\\xa0million)', 'no money moves')
    """
    if low == high == 0:
        return "no money moves"
    return f"{gain_or_loss(middle)} ({wording.money(low)} to {wording.money(high)})"


def pays_for_itself(low: float, high: float, chance: float) -> str:
    """The chance that it does, in words; nothing to say where no money moves."""
    return "" if low == high == 0 else wording.probability(chance)
