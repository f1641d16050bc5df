"""What a published analysis has to report, filled from one run: CHEERS 2022, an impact inventory, parameters.

What the model does not know is left empty, never zero. Reference: Husereau et al., Consolidated Health
Economic Evaluation Reporting Standards (CHEERS) 2022, Value in Health 25:3-9; Sanders et al., second Panel
on Cost-Effectiveness in Health and Medicine, JAMA 2016;316:1093-1103, for the inventory.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from equity.evidence import Card
from equity.in_words import counted, percent
from equity.indicators import INDICATORS
from equity.levers import LEVERS, Setting
from equity.simulation import summary
from equity.simulation.baseline import ENDPOINTS
from equity.simulation.gaps import Gap, gap_table
from equity.simulation.outcome import Outcome
from equity.simulation.parameters import ASSUMPTION, after_shrinkage
from equity.simulation.prices import DOLLARS_OF

NOT_OURS = "Not stated by the model: whoever publishes this has to say it."


@dataclass(frozen=True, kw_only=True)
class Sector:
    """A part of society that a scenario may touch; `parties` of the ledger speak for it, or none does."""

    name: str
    impact: str
    parties: tuple[str, ...] = ()


SECTORS = (
    Sector(name="Health sector", impact="Medicaid: federal government", parties=("federal",)),
    Sector(name="Health sector", impact="Medicaid plans", parties=("plan",)),
    Sector(
        name="Health sector", impact="Hospitals, clinics and service organizations", parties=("providers",)
    ),
    Sector(name="Health sector", impact="Medicare and private insurance"),
    Sector(name="State budget", impact="Medicaid and SNAP: the State's share", parties=("state",)),
    Sector(name="State budget", impact="Taxes and other programs"),
    Sector(name="Community", impact="Local government", parties=("local",)),
    Sector(name="Community", impact="Community organizations", parties=("community",)),
    Sector(name="Community", impact="Grant makers", parties=("grant",)),
    Sector(name="Households", impact="Benefits and services received", parties=("household",)),
    Sector(name="Households", impact="Time, travel and out-of-pocket costs"),
    Sector(name="Households", impact="Earnings"),
    Sector(name="Households", impact="Health and length of life in years"),
    Sector(name="Justice", impact="Arrests, courts and jails"),
    Sector(name="Education", impact="Attendance and attainment"),
    Sector(name="Housing", impact="Rent and shelter costs"),
    Sector(name="Environment", impact="Emissions and pollution"),
)


def impact_inventory(outcome: Outcome) -> pl.DataFrame:
    """Every sector with what a scenario costs (above zero) or brings it (below zero), or with nothing said.

    Columns: `sector`, `impact`, `is_quantified`, and the present value in dollars of 2024 as p10, p50, p90,
    null where the model does not count it.
    """
    rows = []
    for sector in SECTORS:
        row: dict[str, object] = {
            "sector": sector.name,
            "impact": sector.impact,
            "is_quantified": bool(sector.parties),
        }
        if sector.parties:
            paid = sum((outcome.paid(party) for party in sector.parties), start=np.zeros((1, 1)))
            found = summary.spread(outcome.present_value(paid))
            row |= {at: float(found[at]) for at in ("p10", "p50", "p90")}
        rows.append(row)
    return pl.DataFrame(rows, schema_overrides=dict.fromkeys(("p10", "p50", "p90"), pl.Float64))


def parameter_table(outcome: Outcome, cards: Mapping[str, Card]) -> pl.DataFrame:
    """Every number that the run drew from: value, interval, unit, distribution, and what it rests on.

    Columns: `id`, `label`, `central`, `low`, `high` (as declared), `used`, `used_low`, `used_high` (after
    shrinkage by grade), `unit`, `distribution`, `price_year`, `grade` (the lowest of its studies, or
    "assumption"), `rests_on` (citations), `note`.
    """
    rows = []
    for each in outcome.provenance.parameters:
        studies = [cards[one] for one in each.evidence if one in cards]
        used, used_low, used_high = after_shrinkage(each)
        rows.append(
            {
                "id": each.id,
                "label": each.label,
                "central": each.central,
                "low": each.low,
                "high": each.high,
                "used": used,
                "used_low": used_low,
                "used_high": used_high,
                "unit": each.unit,
                "distribution": each.distribution,
                "price_year": each.price_year,
                "grade": _grade([study.grade for study in studies], is_assumption=each.is_assumption),
                "rests_on": "; ".join(study.citation for study in studies) or ASSUMPTION,
                "note": each.note,
            }
        )
    return pl.DataFrame(rows, infer_schema_length=None, schema_overrides={"price_year": pl.Int64})


def cheers(outcome: Outcome, found: Sequence[Gap], *, area: str) -> pl.DataFrame:
    """The 28 items of CHEERS 2022 with what this run has to say to each: `item`, `name`, `reported`."""
    said = _method(outcome, area) | _results(outcome, found)
    return pl.DataFrame(
        {
            "item": list(range(1, len(ITEMS) + 1)),
            "name": list(ITEMS),
            "reported": [said.get(name, NOT_OURS) for name in ITEMS],
        }
    )


ITEMS = (
    "Title",
    "Abstract",
    "Background and objectives",
    "Health economic analysis plan",
    "Study population",
    "Setting and location",
    "Comparators",
    "Perspective",
    "Time horizon",
    "Discount rate",
    "Selection of outcomes",
    "Measurement of outcomes",
    "Valuation of outcomes",
    "Measurement and valuation of resources and costs",
    "Currency, price date, and conversion",
    "Rationale and description of model",
    "Analytics and assumptions",
    "Characterizing heterogeneity",
    "Characterizing distributional effects",
    "Characterizing uncertainty",
    "Approach to engagement with patients and others affected by the study",
    "Study parameters",
    "Summary of main results",
    "Effect of uncertainty",
    "Effect of engagement with patients and others affected by the study",
    "Study findings, limitations, generalizability, and current knowledge",
    "Source of funding",
    "Conflicts of interest",
)


_MEASURED = {
    "medicaid_enrollment": "Medicaid enrollment",
    "fmap_latest_fiscal_year": "Federal match rates up to fiscal year",
}


def _set_to(setting: Setting, value: float) -> str:
    return f"{setting.label}: {percent(value) if setting.unit == 'share' else f'{value:g} {setting.unit}'}"


def _method(outcome: Outcome, area: str) -> dict[str, str]:
    scenario, where = outcome.scenario, outcome.cells
    levers = "; ".join(LEVERS[each].label for each in outcome.effects) or "no lever moved"
    settings = "; ".join(
        _set_to(setting, scenario.settings[setting.id])
        for lever in LEVERS.values()
        for setting in lever.settings
        if setting.id in scenario.settings
    )
    last = scenario.start_year + scenario.horizon - 1
    years = "; ".join(
        f"{_MEASURED.get(name) or INDICATORS[name].label} {year}"
        for name, year in outcome.provenance.vintages.items()
    )
    return {
        "Title": f"A scenario of {levers} in {area}, {scenario.start_year} to {last}: model-based costs and "
        "consequences by party, place and group.",
        "Background and objectives": "What would change if these levers moved: for whom, at whose cost, with "
        "what doubt. A scenario explorer built from trials in other places; not a forecast; not for rate "
        "setting.",
        "Study population": f"{where.residents.sum():,.0f} residents of "
        f"{counted(len(where.places), 'place', 'places')}, of whom adult Medicaid members and "
        f"people eligible for SNAP are acted on. Data years: {years}.",
        "Setting and location": f"{area}, United States.",
        "Comparators": f"Today's policy against the same with: {settings or levers}. What is in force "
        "already is not credited.",
        "Perspective": "Each payer by itself (federal government, State, Medicaid plans, local government "
        "and community organizations), households and providers in the ledger. Not a full societal "
        "perspective: see the empty boxes of the impact inventory.",
        "Time horizon": f"{counted(scenario.horizon, 'year', 'years')}.",
        "Discount rate": f"{percent(scenario.discount, digits=1)} a year on money, to "
        f"{scenario.start_year}; people and events are not discounted.",
        "Selection of outcomes": summary.moves_no_outcome(outcome)
        or "; ".join(ENDPOINTS[each].label for each in outcome.endpoints) + ".",
        "Measurement of outcomes": f"People helped are {summary.ONCE_A_YEAR}. Effects of "
        "randomized and controlled studies, applied at the stage where each was measured and drawn toward "
        "no effect by grade of evidence (evidence ids: "
        f"{', '.join(outcome.provenance.evidence_ids)}).",
        "Valuation of outcomes": "Not valued: no money is put on health, and no utilities are used.",
        "Measurement and valuation of resources and costs": "Services at published unit costs, hospital care "
        "avoided at average prices (parameter table). Households' time is not counted.",
        "Currency, price date, and conversion": f"US dollars of {DOLLARS_OF}, converted by CPI-U.",
        "Rationale and description of model": "A cascade from eligible to helped in each place and group, "
        "with effects, overlap, payers and savings by year (docs/methods/4_levers.md).",
        "Analytics and assumptions": f"{outcome.draws:,} draws of all parameters, scrambled Sobol, seed "
        f"{scenario.seed}, the same draws with and without the levers. Assumptions are marked in the "
        "parameter table.",
        "Characterizing heterogeneity": "By place and by race and ethnicity group. Effects are the same in "
        "all groups up to an unsure ratio around 1; need, reach and capacity differ.",
        "Study parameters": f"{len(outcome.provenance.parameters)} parameters: see the parameter table.",
        "Study findings, limitations, generalizability, and current knowledge": " ".join(outcome.notes),
    }


def _results(outcome: Outcome, found: Sequence[Gap]) -> dict[str, str]:
    rows = summary.headline(outcome).filter(pl.col("lever").is_null()).iter_rows(named=True)
    results = [
        f"{row['label']}: {row['p50']:,.0f} {row['unit']} (80 % interval {row['p10']:,.0f} to "
        f"{row['p90']:,.0f}; better than doing nothing in {percent(row['better'])} of draws)"
        for row in rows
    ]
    gaps = [
        f"{ENDPOINTS[row['endpoint']].label}, gap between {row['between']}: {row['before_p50']:.3g} before, "
        f"{row['after_p50']:.3g} after, change {row['change_p50']:.3g} (80 % interval "
        f"{row['change_p10']:.3g} to {row['change_p90']:.3g}), per 1,000 a year; widens in "
        f"{percent(row['widens'])} of draws"
        for row in gap_table(found).iter_rows(named=True)
    ]
    return {
        "Abstract": "; ".join(results) + ".",
        "Characterizing distributional effects": "; ".join(gaps) + "."
        if gaps
        else summary.moves_no_outcome(outcome)
        or "Not measured: nothing in the data tells places or groups apart.",
        "Characterizing uncertainty": "80 % intervals over draws; the Monte Carlo error of each median is "
        "kept with it, and what lies within twice that error is not ranked.",
        "Summary of main results": "; ".join(results) + ".",
        "Effect of uncertainty": "The chance of doing better than nothing stands with each result; which "
        "number moves the answer most is under “What would change this answer”.",
    }


def _grade(grades: Sequence[str], *, is_assumption: bool) -> str:
    if is_assumption:
        return ASSUMPTION
    return next((grade for grade in ("low", "moderate", "high") if grade in grades), ASSUMPTION)
