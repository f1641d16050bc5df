"""How sure an answer is, in tables: one number at a time, what to find out first, other models, and why."""

import numpy as np
import polars as pl

from components import parties, wording
from components.charts import Column
from components.numbers import Numbers
from components.provenance import Provenance
from equity.simulation import alternatives, decomposition, inequality, information, sensitivity
from equity.simulation.baseline import ENDPOINTS
from equity.simulation.distribution import distribution
from equity.simulation.gaps import gap
from equity.simulation.outcome import Outcome
from equity.simulation.plane import QUADRANTS, plane
from equity.state_policy import StatePolicy

MOST = 8
"""Numbers that stand in a table: more are in its file."""
_DRAWS = 256  # each alternative is a run of its own
PAYERS = "payers"


def one_at_a_time(outcome: Outcome, policy: StatePolicy, origin: Provenance) -> Numbers:
    """The gain of all payers where one number at a time is low or high and all others lie in their middle."""
    found = sensitivity.tornado(outcome, policy, PAYERS) if outcome.effects else pl.DataFrame()
    rows = [
        {
            "label": row["label"],
            "at_low": parties.gain_or_loss(row["at_low"]),
            "at_high": parties.gain_or_loss(row["at_high"]),
            "turns": "Yes" if row["changes_answer"] else "No",
            "rests_on": "Partly an assumption" if row["is_assumption"] else "Studies",
        }
        for row in found.head(MOST).iter_rows(named=True)
    ]
    words = ("label", "at_low", "at_high", "turns", "rests_on")
    return Numbers(
        title="One number at a time",
        alt="All payers together, with one unsure number low (a tenth of draws lie below) or high, and all "
        "others in their middle; widest first.",
        table=pl.DataFrame(rows, schema=dict.fromkeys(words, pl.String)),
        columns={
            "label": Column(heading="What is unsure"),
            "at_low": Column(heading="Where it is low"),
            "at_high": Column(heading="Where it is high"),
            "turns": Column(heading="Turns gain and loss?"),
            "rests_on": Column(heading="Rests on"),
        },
        provenance=origin,
    )


def worth_knowing(outcome: Outcome, origin: Provenance) -> Numbers:
    """What to find out before deciding, by what knowing it would be worth to all payers."""
    found = information.worth_knowing(outcome, PAYERS) if outcome.effects else pl.DataFrame()
    rows = [
        {
            "label": row["label"],
            "worth": f"about {wording.money(row['value'])}" if row["is_clear"] else "no more than chance",
            "share": row["share"] if row["is_clear"] else None,
            "usd": row["value"],
        }
        for row in found.head(MOST).iter_rows(named=True)
    ]
    return Numbers(
        title="What to find out first",
        alt="What knowing one number before deciding would be worth to all payers together, against deciding "
        "now. Where one choice is better in every draw, nothing is worth finding out for this decision.",
        table=pl.DataFrame(
            rows,
            schema={"label": pl.String, "worth": pl.String, "share": pl.Float64, "usd": pl.Float64},
        ),
        columns={
            "label": Column(heading="What is unsure"),
            "worth": Column(heading="Worth knowing"),
            "share": Column(heading="Of knowing everything", unit="share"),
        },
        provenance=origin,
    )


def turning_point(outcome: Outcome, policy: StatePolicy, origin: Provenance) -> Numbers:
    """Where the number that moves the answer most would have to lie for all payers to break even."""
    strongest = sensitivity.sensitivity(outcome, PAYERS)["id"].head(1).to_list() if outcome.effects else []
    units = {each.id: each.unit for each in outcome.provenance.parameters}
    rows = []
    for name in strongest:
        unit = units.get(name, "share")
        found = sensitivity.threshold(outcome, policy, name, PAYERS)
        if found.value is None:
            said = (
                "breaks even nowhere in its range" if found.averages[0] < 0 else "gains in all of its range"
            )
        else:
            side = "above" if found.gains_above else "below"
            said = f"breaks even at {in_unit(found.value, unit)} ({side} it gains)"
        rows.append(
            {
                "label": found.label,
                "said": said,
                "range": f"{in_unit(found.low, unit)} to {in_unit(found.high, unit)}",
                "chance": wording.probability(found.chance),
            }
        )
    return Numbers(
        title="Where the answer turns",
        alt="The value of the strongest number at which all payers together neither gain nor lose on "
        "average.",
        table=pl.DataFrame(rows, schema=dict.fromkeys(("label", "said", "range", "chance"), pl.String)),
        columns={
            "label": Column(heading="Number"),
            "said": Column(heading="The scenario"),
            "range": Column(heading="Range tried"),
            "chance": Column(heading="It lies on the gaining side"),
        },
        provenance=origin,
    )


def other_models(outcome: Outcome, policy: StatePolicy, origin: Provenance) -> Numbers:
    """The same scenario with the model built in other ways that can be defended, side by side."""
    draws = min(_DRAWS, outcome.draws)
    made = alternatives.side_by_side(outcome.scenario, outcome.cells, policy, draws=draws)
    found = alternatives.table(made, PAYERS)
    endpoint = next(iter(outcome.endpoints), "") if outcome.effects else ""
    of_gap = f" The gap is that in {wording.in_sentence(ENDPOINTS[endpoint].label)}." if endpoint else ""
    rows = [
        {
            "label": row["label"],
            "what": row["what"],
            "gain": parties.payers_gain(row["p10"], row["p50"], row["p90"]),
            "better": parties.pays_for_itself(row["p10"], row["p90"], row["better"]),
            "gap": _gap_of_places(made[row["id"]], endpoint) if endpoint else "",
        }
        for row in found.iter_rows(named=True)
    ]
    words = ("label", "what", "gain", "better", "gap")
    return Numbers(
        title="Other ways to build the model",
        alt=f"All payers together, and the gap between places, under {len(rows) - 1} other choices of "
        f"structure, {draws} draws each.{of_gap}",
        table=pl.DataFrame(rows, schema=dict.fromkeys(words, pl.String)),
        columns={
            "label": Column(heading="The model"),
            "what": Column(heading="What is different"),
            "gain": Column(heading=f"All payers ({wording.INTERVAL_80})"),
            "better": Column(heading="Pays for itself"),
            "gap": Column(heading="Gap between places, per 1,000 a year"),
        },
        provenance=origin,
    )


def _gap_of_places(outcome: Outcome, endpoint: str) -> str:
    """How an outcome's gap between the worst and the best-off places changes, the middle of the draws."""
    found = gap(outcome, endpoint, between="places")
    if found is None:
        return "one place only"
    change = float(np.median(found.after - found.before))
    if abs(change) < 5e-4:
        return "does not change"
    return f"{'narrows' if change < 0 else 'widens'} by {abs(change):.2g}"


def every_measure(outcome: Outcome, endpoint: str, origin: Provenance) -> Numbers:
    """Every measure of the gap between groups now and with the levers, and whether it narrows."""
    rows = inequality.table(inequality.before_and_after(distribution(outcome, endpoint)))
    rows = rows.filter(pl.col("reason") == "")
    table = rows.with_columns(
        now=_measured(rows, "before_p50"),
        then=_measured(rows, "after_p50"),
        narrower=pl.Series([wording.probability(each) for each in rows["narrows"]], dtype=pl.String),
        wider=pl.Series([wording.probability(each) for each in rows["widens"]], dtype=pl.String),
    )
    return Numbers(
        title="The gap on every measure",
        alt=f"{ENDPOINTS[endpoint].label}: the gap between groups now and with the levers, the middle of the "
        "draws. Measures can disagree: an absolute gap may narrow while a relative one widens. The group "
        "best off today is the reference; measures that have no meaning for this outcome are left out.",
        table=table,
        columns={
            "label": Column(heading="Measure"),
            "now": Column(heading="Now"),
            "then": Column(heading="With the levers"),
            "narrower": Column(heading="Narrows"),
            "wider": Column(heading="Widens"),
        },
        provenance=origin,
    )


def _measured(rows: pl.DataFrame, name: str) -> pl.Series:
    units = {"per_1000": " per 1,000", "events": " a year"}
    return pl.Series(
        [f"{_plain(row[name])}{units.get(row['unit'], '')}" for row in rows.iter_rows(named=True)],
        dtype=pl.String,
    )


def in_unit(value: float, unit: str) -> str:
    """A number of the model with the unit that its parameter declares.

    Examples
    --------
    >>> in_unit(-0.074, "share"), in_unit(96.9, "USD a month"), in_unit(-1.31, "events a year")
    ('−7.4\\xa0%', '$97 a month', '−1.31 events a year')
    """
    if unit == "share":
        return wording.number(value, unit_id="share")
    if unit.startswith("USD"):
        return f"{wording.money(value)}{unit.removeprefix('USD')}"
    return f"{_plain(value)} {unit}"


def _plain(value: float) -> str:
    """Three digits that count, without powers of ten."""
    if 0 < abs(value) < 1e-4:
        return "less than 0.0001" if value > 0 else f"above {wording.MINUS}0.0001"
    return (f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}").replace("-", wording.MINUS)


def why_the_gap_changes(outcome: Outcome, endpoint: str, origin: Provenance) -> list[Numbers]:
    """What each step of each lever adds to the change of the gap, and whether fairness and gain agree."""
    found = decomposition.table(decomposition.parts(outcome, endpoint)) if outcome.effects else pl.DataFrame()
    label = ENDPOINTS[endpoint].label
    rows = [
        {
            "lever": row["lever_label"],
            "what": row["what"],
            "adds": f"{'narrows' if row['mean'] < 0 else 'widens'} it by {abs(row['mean']):.2g}",
            **{at: row[at] for at in ("p10", "p50", "p90", "mean")},
        }
        for row in found.iter_rows(named=True)
        if abs(row["mean"]) > 5e-4
    ]
    schema: dict[str, type[pl.DataType]] = dict.fromkeys(("lever", "what", "adds"), pl.String)
    schema |= dict.fromkeys(("p10", "p50", "p90", "mean"), pl.Float64)
    return [
        Numbers(
            title="Why the gap changes",
            alt=f"{label}: what each step adds to the change of the gap between groups, in a year per 1,000 "
            "residents. The parts add up to the change; parts too small to print are left out.",
            table=pl.DataFrame(rows, schema=schema),
            columns={
                "lever": Column(heading="Lever"),
                "what": Column(heading="Through"),
                "adds": Column(heading="The gap, per 1,000 a year"),
            },
            provenance=origin,
        ),
        better_and_fairer(outcome, endpoint, origin),
    ]


def better_and_fairer(outcome: Outcome, endpoint: str, origin: Provenance) -> Numbers:
    """How likely a scenario is better in all, fairer, both or neither."""
    found = plane(outcome, endpoint)
    rows = [
        {"what": words, "chance": wording.probability(found.chances[name]), "share": found.chances[name]}
        for name, words in QUADRANTS.items()
    ]
    return Numbers(
        title="Better, and fairer?",
        alt=f"{ENDPOINTS[endpoint].label}: how likely fewer of them go with more fairness. Fairness is "
        f"{found.fairness_in_words}.",
        table=pl.DataFrame(rows),
        columns={"what": Column(heading="The scenario is"), "chance": Column(heading="How likely")},
        provenance=origin,
    )
