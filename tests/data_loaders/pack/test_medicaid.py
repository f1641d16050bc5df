"""Rules of states are those in force at the end of a year; the committed facts keep their words."""

from data_loaders import embedded
from data_loaders.pack._dated_values import Dated
from data_loaders.pack.medicaid import STATUSES, _in_force


def dated(state: str, since: str, value: float | None) -> Dated:
    return Dated(state=state, since=since, value=value, remark="")


def test_a_change_in_the_middle_of_a_year_holds_at_its_end():
    """60 days from 2021, a year from June 2023: 60, 60, 365, 365."""
    rules = [dated("WI", "2021-01-01", 60.0), dated("WI", "2023-06-01", 365.0)]
    found = [(year, each.value) for year, each in _in_force(rules, range(2021, 2025))]
    assert found == [(2021, 60), (2022, 60), (2023, 365), (2024, 365)]


def test_a_state_has_no_rule_before_its_first():
    rules = [dated("AL", "2022-10-01", 365.0), dated("TX", "2021-01-01", None)]
    assert [(year, each.state) for year, each in _in_force(rules, range(2021, 2023))] == [
        (2022, "AL"),
        (2021, "TX"),
        (2022, "TX"),
    ]


def test_every_status_has_its_words():
    assert {*embedded.medicaid()["status"]} == {*STATUSES}


def test_income_limits_begin_where_the_list_dates_them():
    """Five states began to cover adults from 2018 to 2020, and the list says when for none of them."""
    limits = embedded.medicaid().filter(measure="adult_income_limit")
    assert sorted(limits["year"].unique()) == [2021, 2022, 2023, 2024, 2025, 2026]
