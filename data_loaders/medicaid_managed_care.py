"""Medicaid managed care: how many people each state has enrolled in plans, from the federal yearly report."""

import json

import polars as pl

from data_loaders import _http, embedded
from data_loaders._area import Area
from data_loaders._arrival import Arrival, Missing
from data_loaders._failures import ChangedFormat, NoData
from data_loaders._source import Source
from data_loaders._tidy import tidy
from equity.errors import UnknownYear
from equity.in_words import counted

SOURCE = Source(
    id="medicaid_managed_care",
    title="Managed care enrollment by program and plan",
    publisher="Centers for Medicare & Medicaid Services",
    license="Public domain (U.S. government work)",
    citation="Centers for Medicare & Medicaid Services, Medicaid Managed Care Enrollment Report.",
    url="https://data.medicaid.gov/dataset/0bef7b8a-c663-5b14-9a46-0b5c2b86b0fe",
    vintages=tuple(range(2016, 2025)),
    coverage="States that have managed care",
    caveats=(
        "Enrollments, not people: a person in a medical and a dental plan counts twice.",
        "A plan that reports 0 may have withheld a small number: it is left out of the sum and named.",
    ),
)
LEVELS = ("state",)

_QUERY = "https://data.medicaid.gov/api/1/datastore/query/0bef7b8a-c663-5b14-9a46-0b5c2b86b0fe/0"
_COLUMNS = ("state", "year", "program_name", "plan_name", "total_enrollment")
_ROWS_A_REQUEST = 500


def read(area: Area, *, year: int, connection: _http.Connection) -> Arrival:
    """Enrollments in managed care plans by state, on 1 July of a year.

    Raises
    ------
    UnknownYear
        There is no report of that year.
    ChangedFormat
        A column that is relied on is missing.
    SourceFailure
        Its kind says the cause.
    """
    if year not in SOURCE.vintages:
        raise UnknownYear(
            f"There are reports of {SOURCE.vintages[0]} to {SOURCE.vintages[-1]}; {year} is none."
        )
    plans, requests = _plans(year, connection)
    table, missing = enrollments(plans)
    if table.is_empty():
        raise NoData(f"The managed care report of {year} has no rows for {area}.")
    return Arrival(
        observations=tidy(table, level="state", source=SOURCE.id, year=year),
        requests=requests,
        release=f"Managed care enrollment by program and plan, {year}",
        missing=missing,
    )


def enrollments(plans: pl.DataFrame) -> tuple[pl.DataFrame, tuple[Missing, ...]]:
    """Enrollments summed by state, and what was left out of the sums.

    Raises
    ------
    ChangedFormat
        A column is missing.
    """
    lacking = [name for name in _COLUMNS if name not in plans.columns]
    if lacking:
        raise ChangedFormat(
            f"The managed care report has no {', '.join(lacking)}: its columns have changed. Correct "
            "data_loaders/medicaid_managed_care.py."
        )
    codes = {
        name: geoid for geoid, name in embedded.places("state", 2023).select("geoid", "name").iter_rows()
    }
    count = pl.col("total_enrollment").cast(pl.String).str.replace_all(",", "").cast(pl.Float64, strict=False)
    told = plans.with_columns(count=count, geoid=pl.col("state").replace_strict(codes, default=None))
    unnamed = told.filter(pl.col("geoid").is_null())["state"].unique().sort().to_list()
    without = told.filter(pl.col("geoid").is_not_null(), (pl.col("count") == 0) | pl.col("count").is_null())
    zeros = counted(without.height, "plan", "plans")
    missing = [
        *((zeros, f"{zeros} reported 0 or nothing, which may be a withheld number."),) * bool(without.height),
        *((", ".join(unnamed), "No state of this name is known, so its plans are left out."),)
        * bool(unnamed),
    ]
    sums = (
        told.filter(pl.col("geoid").is_not_null(), pl.col("count") > 0)
        .group_by("geoid")
        .agg(estimate=pl.col("count").sum())
        .sort("geoid")
        .with_columns(
            indicator=pl.lit("managed_care_enrollments"),
            estimate_kind=pl.lit("administrative"),
            moe_method=pl.lit("not_needed"),
        )
    )
    return sums, tuple(Missing(what=what, cause=NoData.cause, words=words) for what, words in missing)


def _plans(year: int, connection: _http.Connection) -> tuple[pl.DataFrame, tuple[str, ...]]:
    pages: list[list[dict[str, object]]] = []
    requests: list[str] = []
    while not pages or len(pages[-1]) == _ROWS_A_REQUEST:
        url = _http.address(
            _QUERY,
            {
                "limit": str(_ROWS_A_REQUEST),
                "offset": str(len(pages) * _ROWS_A_REQUEST),
                "conditions[0][property]": "year",
                "conditions[0][value]": str(year),
            },
        )
        body = _http.get(connection, url, source=SOURCE.id, vintage=str(year), accept="application/json")
        reply = json.loads(body)
        if not isinstance(reply, dict) or "results" not in reply:
            raise ChangedFormat(
                "The Medicaid portal's reply has no results. Correct data_loaders/medicaid_managed_care.py."
            )
        pages.append(reply["results"])
        requests.append(url)
    rows = [{name: row.get(name) for name in row} for page in pages for row in page]
    if not rows:
        raise NoData(f"The managed care report has no rows for {year}.")
    return pl.DataFrame(rows, infer_schema_length=None), tuple(requests)
