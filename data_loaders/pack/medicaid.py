"""Medicaid by state and year: who pays which share, who is enrolled, what is spent, and who is covered.

The numbers are public facts of the federal government. They are copied as facts, each with its federal
citation, from lists that the package policyengine-us keeps (its code is AGPL: none of it is used or shipped).
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import polars as pl

from data_loaders._source import Source
from data_loaders.pack._dated_values import Dated, nationwide, titles, values
from data_loaders.pack.medicaid_sources import ELIGIBILITY, ENROLLMENT, FMAP, MACPAC
from equity.errors import DamagedPack

SCHEMA = {
    "state_geoid": pl.String,
    "year": pl.Int32,
    "fiscal": pl.Boolean,
    "measure": pl.String,
    "eligibility_group": pl.String,
    "value": pl.Float64,
    "unit": pl.String,
    "status": pl.String,
    "since": pl.String,
    "citation": pl.String,
    "source_id": pl.String,
}
STATUSES = {
    "published": "as its federal source gives it",
    "derived": "a total times a published percentage",
    "not_covered": "the state covers nobody under this heading",
    "not_published": "no federal figure is known",
}
GROUPS = ("child", "aged", "disabled", "expansion_adults", "non_expansion_adults")
RULE_YEARS = range(2021, 2027)
_EXPANSION_YEARS = range(2018, 2027)
ELIGIBILITY_LEVELS = (
    "CMS, Medicaid, Children's Health Insurance Program, and Basic Health Program Eligibility Levels"
)

_COST, _TOTALS = "gov/hhs/medicaid/cost_share", "calibration/gov/hhs/medicaid"
_COVERED = "gov/hhs/medicaid/eligibility/categories"
_NOTICE = re.compile(r"FY(\d{4}) FMAP Federal Register notice \((.*)\)")
Row = dict[str, object]


def table(wheel: Path, states: Mapping[str, tuple[str, str]]) -> pl.DataFrame:
    """One row a value; `states` gives code and name by postal abbreviation.

    A year is a federal fiscal year where `fiscal` says so. Rules (`postpartum_days`, `adult_income_limit`)
    are those in force on 31 December; `since` is the date from which a value holds, or an earlier one is not
    recorded. `status` is one of `STATUSES`; the last two have no value.
    """
    rows = [
        *_match_rates(wheel),
        *_enrollment(wheel),
        *_spending(wheel),
        *_postpartum(wheel, states),
        *_adult_limits(wheel),
    ]
    codes = {"US": "us", **{postal: code for postal, (code, _) in states.items()}}
    coded = [{**row, "state_geoid": codes[str(row["state_geoid"])]} for row in rows]
    return pl.DataFrame(coded, schema=SCHEMA).sort("measure", "eligibility_group", "year", "state_geoid")


def _row(
    dated: Dated, *, measure: str, year: int, unit: str, citation: str, source: Source, **rest: object
) -> Row:
    return {
        "state_geoid": dated.state,
        "year": year,
        "fiscal": False,
        "measure": measure,
        "eligibility_group": "all",
        "value": dated.value,
        "unit": unit,
        "status": "published",
        "since": dated.since,
        "citation": citation,
        "source_id": source.id,
        **rest,
    }


def _match_rates(wheel: Path) -> Iterator[Row]:
    name = f"{_COST}/fmap"
    notices = {int(found[1]): found[2] for found in map(_NOTICE.match, titles(wheel, name)) if found}
    for dated in values(wheel, name):
        if not dated.value:  # a 0 of 2015 only fills the time before the list starts
            continue
        year = int(dated.since[:4]) + 1
        yield _row(
            dated,
            measure="fmap",
            year=year,
            unit="share",
            citation=f"HHS, Federal Matching Shares for Medicaid, {notices[year]}",
            source=FMAP,
            fiscal=True,
        )
    for year, dated in _in_force(nationwide(wheel, f"{_COST}/expansion_fmap"), _EXPANSION_YEARS):
        yield _row(
            dated,
            measure="fmap_expansion_adults",
            year=year,
            unit="share",
            citation="42 U.S.C. 1396d(y)(1)",
            source=FMAP,
        )


def _enrollment(wheel: Path) -> Iterator[Row]:
    for dated in values(wheel, f"{_TOTALS}/totals/enrollment"):
        month, year = {"01": "January", "10": "October"}[dated.since[5:7]], int(dated.since[:4])
        yield _row(
            dated,
            measure="enrollment",
            year=year,
            unit="people",
            citation=(
                "CMS, Monthly Medicaid and CHIP Application, Eligibility Determination, and Enrollment "
                f"Reports, {month} {year}, as tabulated by KFF"
            ),
            source=ENROLLMENT,
        )
    for group in GROUPS:
        for dated in values(wheel, f"{_TOTALS}/enrollment/{group}"):
            year = int(dated.since[:4])
            yield _row(
                dated,
                measure="enrollment",
                year=year,
                unit="people",
                citation=f"MACPAC, MACStats, Exhibit 14, FY {year}",
                source=MACPAC,
                fiscal=True,
                eligibility_group=group,
            )


def _spending(wheel: Path) -> Iterator[Row]:
    for payer in ("federal", "state"):
        for dated in values(wheel, f"{_TOTALS}/spending/totals/{payer}"):
            year = int(dated.since[:4])
            yield _row(
                dated,
                measure=f"spending_{payer}",
                year=year,
                unit="usd",
                citation=f"MACPAC, MACStats, Exhibit 16, FY {year}",
                source=MACPAC,
                fiscal=True,
            )
    for group in GROUPS:
        for dated in values(wheel, f"{_TOTALS}/spending/by_eligibility_group/{group}"):
            year = int(dated.since[:4])
            # A remark names a script: MACPAC splits no spending of Vermont, so no federal figure is left.
            is_made_up = "calculate_" in dated.remark
            yield _row(
                dated,
                measure="spending",
                year=year,
                unit="usd",
                citation=f"MACPAC, MACStats, Exhibits 16 and 21, FY {year}",
                source=MACPAC,
                fiscal=True,
                eligibility_group=group,
                status="not_published" if is_made_up else "derived",
                value=None if is_made_up else dated.value,
            )


def _postpartum(wheel: Path, states: Mapping[str, tuple[str, str]]) -> Iterator[Row]:
    name = f"{_COVERED}/pregnant/postpartum_coverage"
    approvals = titles(wheel, name)
    for year, dated in _in_force(values(wheel, name), RULE_YEARS):
        _, state = states[dated.state]
        own = [each.split(" #")[0] for each in approvals if state in each.replace(f"West {state}", "")]
        citation = "42 U.S.C. 1396a(e)(5)" if dated.value == 60 else "; ".join(own)
        if not citation:
            raise DamagedPack(
                f"{name}: no approval is cited for {state}. Correct data_loaders/pack/medicaid.py."
            )
        yield _row(
            dated,
            measure="postpartum_days",
            year=year,
            unit="days",
            citation=citation,
            source=ELIGIBILITY,
        )


def _adult_limits(wheel: Path) -> Iterator[Row]:
    for year, dated in _in_force(values(wheel, f"{_COVERED}/adult/income_limit"), RULE_YEARS):
        yield _row(
            dated,
            measure="adult_income_limit",
            year=year,
            unit="share_of_poverty_line",
            citation=ELIGIBILITY_LEVELS,
            source=ELIGIBILITY,
            status="not_covered" if dated.value is None else "published",
        )


def _in_force(dated: list[Dated], years: range) -> Iterator[tuple[int, Dated]]:
    """For each state and year the value that holds on 31 December; nothing before the first one recorded."""
    for state in dict.fromkeys(each.state for each in dated):
        own = [each for each in dated if each.state == state]
        for year in years:
            so_far = [each for each in own if each.since <= f"{year}-12-31"]
            if so_far:
                yield year, max(so_far, key=lambda each: each.since)
