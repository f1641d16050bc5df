"""The two small-area programs: published margins, codes that are checked, nothing mixed with the survey."""

import json

import pytest

from data_loaders import sahie, saipe
from data_loaders._area import area
from data_loaders._failures import ChangedFormat, NoData, NoKey
from equity.errors import UnknownYear
from tests.data_loaders.live.reach import reach
from tests.data_loaders.live.replay import Answer, Asked

RACES = {
    "0": "All Races",
    "1": "White alone, not Hispanic",
    "2": "Black alone, not Hispanic",
    "3": "Hispanic (any race)",
}


def series(values: dict[str, str | None]):
    """A time series that answers every column that is asked for two counties of one state."""

    def answer(asked: Asked) -> Answer:
        names = asked.first("get").split(",")
        level = asked.first("for").partition(":")[0]
        codes = {"county": [["37", "001"], ["37", "003"]], "state": [["37"]], "us": [["1"]]}[level]
        header = [*names, "time", *{"county": ["state", "county"], "state": ["state"], "us": ["us"]}[level]]
        known = {
            "NAME": "A place",
            "AGE_DESC": "Under 65 years",
            "RACE_DESC": RACES.get(asked.first("RACECAT"), ""),
            **values,
        }
        rows = [[*(known.get(name) for name in names), asked.first("time"), *code] for code in codes]
        return Answer(body=json.dumps([header, *rows]).encode(), headers={"Content-Type": "application/json"})

    return answer


def test_poverty_of_one_year_with_its_published_margin(server):
    values = {"SAEPOVRTALL_PT": "13.4", "SAEPOVRTALL_MOE": "1.1", "SAEMHI_PT": "61234", "SAEMHI_MOE": "0"}
    server.answer("/data/timeseries/poverty/saipe", series(values))
    found = saipe.read(area("county", "37"), year=2023, connection=reach(server))
    rows = {(r["geoid"], r["indicator"]): r for r in found.observations.to_dicts()}
    poverty = rows["37001", "poverty_one_year"]
    assert (poverty["estimate"], poverty["moe"]) == (pytest.approx(0.134), pytest.approx(0.011))
    assert (poverty["estimate_kind"], poverty["moe_method"]) == ("modelled", "published")
    income = rows["37001", "median_household_income_one_year"]
    assert (income["estimate"], income["moe"], income["moe_method"]) == (61234, None, "not_available")
    assert rows["37001", "child_poverty_one_year"]["estimate_kind"] == "not_published"
    assert server.asked[0].first("in") == "state:37"
    assert "key" not in found.requests[0]


def test_the_uninsured_of_a_state_by_race_and_ethnicity_and_income(server):
    values = {"PCTUI_PT": "9.9", "PCTUI_MOE": "0.4", "NUI_PT": "990", "NUI_MOE": "40", "NIPR_PT": "10000"}
    server.answer("/data/timeseries/healthins/sahie", series(values))
    found = sahie.read(area("state"), year=2022, connection=reach(server))
    rows = {(r["indicator"], r["group"]): r for r in found.observations.to_dicts()}
    assert len(rows) == 8  # two incomes, everyone and three groups
    black = rows["uninsured_under_65_one_year", "black_not_hispanic"]
    assert (black["estimate"], black["moe"]) == (pytest.approx(0.099), pytest.approx(0.004))
    assert (black["numerator"], black["numerator_moe"], black["denominator"]) == (990, 40, 10000)
    asked = {(each.first("RACECAT"), each.first("IPRCAT")) for each in server.asked}
    assert asked == {(race, income) for race in "0123" for income in "03"}


def test_counties_are_asked_for_everyone_only(server):
    server.answer("/data", series({"PCTUI_PT": "9.9", "PCTUI_MOE": "0.4"}))
    found = sahie.read(area("county", "37"), year=2022, connection=reach(server))
    assert found.observations["group"].unique().to_list() == ["all"]
    assert len(server.asked) == 2


def test_a_code_that_means_something_else_is_refused(server):
    server.answer("/data", series({"PCTUI_PT": "9.9", "AGE_DESC": "18 to 64 years"}))
    with pytest.raises(ChangedFormat, match="18 to 64"):
        sahie.read(area("county"), year=2022, connection=reach(server))


@pytest.mark.parametrize("source", [saipe, sahie])
def test_no_key_no_year_and_no_data_are_told_apart(server, source):
    with pytest.raises(NoKey):
        source.read(area("county"), year=2022, connection=reach(server, key=None))
    with pytest.raises(UnknownYear):
        source.read(area("county"), year=1999, connection=reach(server))
    assert server.asked == []
    server.answer("/data", Answer(status=204))
    with pytest.raises(NoData):
        source.read(area("county"), year=2022, connection=reach(server))
