"""Years before 2019: a line is used where the year's own table gives it the label the indicator relies on."""

import json
import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from data_loaders import _acs_labels, acs5, pull, pulled
from data_loaders._acs_observations import lines
from data_loaders._acs_quantities import quantities
from data_loaders._area import area
from data_loaders._failures import CAUSES, ChangedFormat, NoData, UnknownRequest
from equity.indicators import CHECKED_SINCE, INDICATORS, indicator
from tests.data_loaders.live.census_api import CensusApi
from tests.data_loaders.live.reach import KEY, reach
from tests.data_loaders.live.replay import Answer, Asked, Replay

COUNTIES = ("37001", "37003")
# Tables of 2012-2016 as the Bureau labeled them: ages of coverage were cut at 18, not at 19, and full-time
# workers were split by kind of insurance on the lines where later tables have those without any.
OF_2016 = {
    "B17001_001": "Total",
    "B17001_002": "Total!!Income in the past 12 months below poverty level",
    "C27001A_001": "Total",
    "C27001A_002": "Total!!Under 18 years",
    "C27001A_003": "Total!!Under 18 years!!With health insurance coverage",
    "C27001A_004": "Total!!Under 18 years!!No health insurance coverage",
    "C27001A_005": "Total!!18 to 64 years",
    "C27001A_006": "Total!!18 to 64 years!!With health insurance coverage",
    "C27001A_007": "Total!!18 to 64 years!!No health insurance coverage",
    "C27001A_008": "Total!!65 years and over",
    "C27001A_009": "Total!!65 years and over!!With health insurance coverage",
    "C27001A_010": "Total!!65 years and over!!No health insurance coverage",
    "C27012_001": "Total",
    "C27012_002": "Total!!Worked full-time, year-round",
    "C27012_003": "Total!!Worked full-time, year-round!!18 to 64 years",
    "C27012_008": (
        "Total!!Worked full-time, year-round!!18 to 64 years!!With health insurance coverage!!"
        "With Medicaid/means-tested public coverage"
    ),
}


def cell(_geoid: str, name: str) -> str | None:
    """First lines count 1,000, any other 10 times its number; every margin is 5."""
    line, part = re.fullmatch(r"\w+_(\d{3})(\w+)", name).groups()
    return {"E": "1000" if line == "001" else str(10 * int(line)), "M": "5"}.get(part)


def answer_with(server: Replay, labels: Mapping[str, str], year: int = 2016) -> None:
    """Serve North Carolina and the year's list of variables, which has entries without concept."""
    variables: dict[str, dict[str, str]] = {"for": {"label": "Census API FIPS 'for' clause"}}
    for line, label in labels.items():
        variables[f"{line}E"] = {"label": f"Estimate!!{label}", "attributes": f"{line}EA,{line}M,{line}MA"}
        variables[f"{line}M"] = {"label": f"Margin of Error!!{label}"}

    def listed(asked: Asked) -> Answer:
        if not asked.first("key"):
            return Answer(status=302, headers={"Location": "/data/missing_key.html"})
        return Answer(body=json.dumps({"variables": variables}).encode())

    places = {"county": COUNTIES, "tract": ("37001020100",), "state": ("37",)}
    server.answer(f"/data/{year}/acs/acs5$", CensusApi(cell=cell, places=places))
    server.answer(f"/data/{year}/acs/acs5/variables.json$", listed)


def wanted(*ids: str, year: int = 2016) -> list:
    return quantities([indicator(each) for each in ids], year=year)


@pytest.mark.parametrize(
    ("there", "here"),
    [
        ("Total:", "Total"),  # 2009
        ("Estimate!!Total", "Total"),  # 2010 to 2018
        ("Estimate!!Total:", "Total"),  # 2019 on
        ("Median age --!!Total:", "Median age!!Total"),  # 2009
        ("Estimate!!Median age!!Total", "Median age!!Total"),  # 2010 to 2016
        ("Estimate!!Median age --!!Total", "Median age!!Total"),  # 2017 and 2018
        (
            "Estimate!!Total:!!In labor force:!!Civilian labor force:",
            "Total!!In labor force!!Civilian labor force",
        ),
        (
            "Estimate!!Median household income in the past 12 months (in 2015 Inflation-adjusted dollars)",
            "Median household income in the past 12 months (in inflation-adjusted dollars)",
        ),
    ],
)
def test_the_forms_that_labels_had_over_the_years_are_one(there: str, here: str) -> None:
    """Forms of the same lines as the API gave them for 2009 to 2019."""
    assert _acs_labels.settled(there) == _acs_labels.settled(here)


def test_other_words_are_other_labels() -> None:
    settled = _acs_labels.settled
    assert settled("Estimate!!Total!!Under 18 years") != settled("Total!!Under 19 years")
    assert settled("Estimate!!Total!!Male!!Employed") != settled("Total!!Female!!Employed")


def test_every_line_of_an_indicator_has_its_label_and_no_label_is_idle() -> None:
    needed = {
        _acs_labels._LETTER.sub("A", line) for line in lines(quantities(INDICATORS.values(), year=2024))
    }
    assert needed == {*_acs_labels.expected()}


def test_lines_that_count_the_same_come_and_the_others_are_named(server: Replay) -> None:
    """People in poverty: line 2 is 20 of 1,000. Uninsured, white alone: lines 4, 7 and 10 are 40 + 70 + 100
    = 210 of 1,000, however ages were cut; of children alone, the cut matters and nothing is given.
    """
    answer_with(server, OF_2016)
    asked_for = wanted(
        "poverty", "uninsured", "uninsured_under_19", "uninsured_full_time_workers", "no_internet"
    )
    arrival = acs5.read(area("county", "37"), year=2016, quantities=asked_for, connection=reach(server))
    rows = arrival.observations.select("indicator", "group", "estimate").unique().sort("indicator").rows()
    assert rows == [("poverty", "all", 0.02), ("uninsured", "white_alone", 0.21)]
    missing = {each.what: each for each in arrival.missing}
    children = missing["Children under 19 without health insurance, by race and ethnicity (White alone)"]
    assert children.cause == "not_comparable"
    assert children.words == (
        "It cannot be compared in 2016. Line 4 of table C27001A counts “Total, Under 18 years, No health "
        "insurance coverage” in that year, and “Total, Under 19 years, No health insurance coverage” in the "
        "years on which this indicator relies."
    )
    workers = missing["Full-time workers without health insurance"]
    assert workers.cause == "not_comparable"
    assert "With Medicaid/means-tested public coverage” in that year" in workers.words
    internet = missing["Households without any internet access"]
    assert internet.cause == "not_published"
    assert "no table B28002" in internet.words
    assert {each.cause for each in arrival.missing} <= CAUSES.keys()
    # Coverage of everyone stands in another table than that by race: each is named with its own.
    assert "no table B27001 " in missing["People without health insurance"].words
    assert "Households without any internet access, by race and ethnicity" not in missing
    broken = next(each for each in missing if each.startswith("People without health insurance, by race"))
    assert "White alone" not in broken


def test_a_sum_of_all_ages_is_given_only_where_it_is_of_all_of_them(server: Replay) -> None:
    split = OF_2016 | {"C27001A_011": "Total!!75 years and over!!No health insurance coverage"}
    answer_with(server, split)
    arrival = acs5.read(
        area("county", "37"), year=2016, quantities=wanted("poverty", "uninsured"), connection=reach(server)
    )
    assert {*arrival.observations["indicator"]} == {"poverty"}


def test_the_labels_are_asked_once_with_the_key_and_kept_without_it(server: Replay, tmp_path: Path) -> None:
    answer_with(server, OF_2016)
    for level in ("county", "state"):
        acs5.read(
            area(level, "37" if level == "county" else None),
            year=2016,
            quantities=wanted("poverty"),
            connection=reach(server, tmp_path),
        )
    assert [each.path.rpartition("/")[2] for each in server.asked] == ["variables.json", "acs5", "acs5"]
    assert not [each for each in tmp_path.rglob("*") if each.is_file() and KEY.encode() in each.read_bytes()]


def test_checked_years_ask_for_no_labels_and_a_plan_counts_the_one_request_of_others(server: Replay) -> None:
    answer_with(server, OF_2016, year=CHECKED_SINCE)
    acs5.read(
        area("county", "37"),
        year=CHECKED_SINCE,
        quantities=wanted("poverty", year=2019),
        connection=reach(server),
    )
    assert not [each for each in server.asked if "variables" in each.path]
    plans = {
        year: pull.plan(
            pull.Request(source="acs5", area=area("county", "37"), year=year, indicators=("poverty",))
        ).requests
        for year in (2016, 2019)
    }
    assert plans[2016] == plans[2019] + 1
    assert pull.years_of("acs5") == tuple(range(2024, 2008, -1))
    assert pull.years_of("acs_files") == tuple(range(2024, 2018, -1))


def test_a_year_in_which_nothing_can_be_compared_says_why(server: Replay) -> None:
    answer_with(server, OF_2016)
    with pytest.raises(NoData, match=r"Households without any internet access: Not published in 2016"):
        acs5.read(area("county", "37"), year=2016, quantities=wanted("no_internet"), connection=reach(server))


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        (Answer(body=b'{"variables": {"B17001_002E": {"concept": "POVERTY"}}}'), ChangedFormat),
        (Answer(body=b"[1, 2]"), ChangedFormat),
        (Answer(body=b'{"variables": {}}'), ChangedFormat),
        (Answer(status=404, body=b"<html><title>Error report</title></html>"), UnknownRequest),
    ],
)
def test_without_labels_no_number_is_given(server: Replay, answer: Answer, fault: type[Exception]) -> None:
    answer_with(server, OF_2016)
    server.answer("variables.json", answer)
    with pytest.raises(fault):
        acs5.read(area("county", "37"), year=2016, quantities=wanted("poverty"), connection=reach(server))
    assert [each.path for each in server.asked] == ["/data/2016/acs/acs5/variables.json"]


def test_tracts_of_2009_are_kept_and_said_to_have_no_shapes(
    server: Replay, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer_with(server, {line: f"{label}:" for line, label in OF_2016.items()}, year=2009)
    monkeypatch.setenv(pulled.DATA_VARIABLE, str(tmp_path))
    request = pull.Request(
        source="acs5", area=area("tract", "37"), year=2009, indicators=("poverty",), by_race=False
    )
    result = pull.run(request, reach(server, tmp_path))
    assert pulled.vintages("poverty", "tract") == [2009]
    (missing,) = result.missing
    assert missing.cause == "no_data"
    assert "census tracts of 2000" in missing.words
