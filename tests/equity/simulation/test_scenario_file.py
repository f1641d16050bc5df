"""A file of scenarios comes back as it was, or says what is wrong; a result says what changed."""

import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from equity.errors import InvalidScenarioFile
from equity.simulation.scenario import from_link
from equity.simulation.scenario_file import (
    LONGEST_NAME,
    MOST_BYTES,
    Edition,
    clean_name,
    read,
    saved,
    what_changed,
    written,
)
from tests.equity.simulation.drawn import EVERYTHING, outcome

EDITION = Edition(data="d" * 64, code="c" * 64)
DAY = date(2026, 11, 25)


def kept(name: str = "Workers and letters", settings: dict[str, float] | None = None):
    return saved(
        name,
        outcome(EVERYTHING if settings is None else settings),
        within="48",
        level="county",
        edition=EDITION,
        saved_on=DAY,
    )


WHOLE = kept()
FILE = written([WHOLE])


def changed(**fields: object) -> bytes:
    """The file with fields of its one scenario replaced, as somebody might edit it by hand."""
    content = json.loads(FILE)
    content["scenarios"][0].update(fields)
    return json.dumps(content).encode()


def test_a_file_comes_back_as_it_was_to_the_byte():
    assert read(FILE) == [WHOLE]
    assert written(read(FILE)) == FILE


def test_the_link_in_the_file_is_the_scenario():
    assert dict(from_link(read(FILE)[0].link).settings) == EVERYTHING


def test_the_file_carries_data_hash_code_version_and_seed():
    entry = json.loads(FILE)["scenarios"][0]
    assert (entry["data"], entry["code"], entry["seed"]) == ("d" * 64, "c" * 64, 0)


def test_the_same_run_on_another_day_has_the_same_fingerprint():
    assert replace(kept(), saved_on=date(2031, 1, 1)).fingerprint == WHOLE.fingerprint
    assert what_changed(WHOLE, kept()) == []


def test_other_data_code_and_numbers_are_each_named():
    now = replace(
        kept(settings={**EVERYTHING, "chw_workers": 9.0}),
        edition=Edition(data="e" * 64, code="f" * 64),
        parameters={**WHOLE.parameters, "chw_accept": "0.5"},
    )
    said = " ".join(what_changed(WHOLE, now))
    assert "The data changed: dddddddddddd then, eeeeeeeeeeee today." in said
    assert "The model changed: cccccccccccc then, ffffffffffff today." in said
    assert "Numbers the model draws from changed: chw_accept." in said


def test_a_number_off_by_a_hundredth_is_said_as_that():
    """One headline of 100 that became 101: the difference is 1 of 101."""
    then = replace(WHOLE, results=({"table": "headline", "p50": 100.0},))
    now = replace(WHOLE, results=({"table": "headline", "p50": 101.0},))
    assert "The largest difference of any number is 0.0099 of its size." in what_changed(then, now)
    assert what_changed(then, now)[0].startswith("Data, model and numbers are those of then")


def test_a_label_that_is_worded_anew_changes_no_result():
    then = replace(WHOLE, results=({"table": "headline", "id": "helped", "label": "Reached", "p50": 100.0},))
    now = replace(WHOLE, results=({"table": "headline", "id": "helped", "label": "Helped", "p50": 100.0},))
    assert what_changed(then, now) == []


def test_what_cannot_be_run_any_more_is_said():
    assert "cannot be run any more" in what_changed(WHOLE, None)[0]


@pytest.mark.parametrize("cut", [0, 1, 2, len(FILE) // 2, len(FILE) - 3])
def test_a_file_that_was_cut_off_is_refused_in_words(cut):
    with pytest.raises(InvalidScenarioFile, match=r"cut off|not a file of scenarios"):
        read(FILE[:cut])


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00", "another kind"),
        (b"[]", "not a file of scenarios"),
        (b'{"format": "something-else"}', "not a file of scenarios"),
        (b'{"format": "equity-levers-scenarios", "version": 99}', "version 99"),
        (b'{"format": "equity-levers-scenarios", "version": 1}', "a list of at most"),
        (b"[" * 100_000, "another kind"),
        (b'{"a": NaN}', "another kind"),
        (b" " * (MOST_BYTES + 1), "5,000,001 bytes"),
        ("héllo".encode("utf-16"), "another kind|not a file"),
    ],
    ids=["picture", "list", "other", "future", "empty", "deep", "nan", "huge", "utf-16"],
)
def test_what_is_no_file_of_scenarios_is_refused_in_words(content, words):
    with pytest.raises(InvalidScenarioFile, match=words):
        read(content)


@pytest.mark.parametrize(
    "fields",
    [
        {"link": {"chw_offered": "<script>alert(1)</script>"}},
        {"link": {"__class__": "1"}},
        {"link": {"chw_offered": 0.5}},
        {"within": "../../etc/passwd"},
        {"seed": -1},
        {"seed": True},
        {"saved_on": "yesterday"},
        {"results": "none"},
        {"results": [{"p50": [1, 2]}]},
        {"parameters": None},
        {"name": "\u200b\n"},
        {"data": "x" * 100_000},
    ],
    ids=str,
)
def test_a_damaged_scenario_is_refused_and_its_number_said(fields):
    with pytest.raises(InvalidScenarioFile, match=r"Scenario 1 of the file|needs a name"):
        read(changed(**fields))


@pytest.mark.parametrize(
    "column", ["table", "kind", "id", "label", "lever", "p10", "p50", "p90", "better", "monte_carlo_error"]
)
def test_a_row_without_what_is_compared_is_refused(column):
    """Also where the fingerprint fits: that of the rows as they are."""
    rows = [
        {name: value for name, value in row.items() if name != column} if at == 0 else row
        for at, row in enumerate(WHOLE.results)
    ]
    assert WHOLE.results[0]["table"] == "headline"
    with pytest.raises(InvalidScenarioFile, match="results lacks columns"):
        read(written([replace(WHOLE, results=tuple(rows))]))


def test_numbers_edited_by_hand_are_found_out():
    results = json.loads(FILE)["scenarios"][0]["results"]
    results[0]["p50"] = 1.0
    with pytest.raises(InvalidScenarioFile, match="not those that were saved"):
        read(changed(results=results))


def test_a_lever_of_another_version_is_kept_and_not_lost():
    """The link names a lever nobody knows here: the scenario opens with its numbers, and is not run."""
    link = json.loads(FILE)["scenarios"][0]["link"] | {"a_lever_of_2031": "0.5"}
    assert read(changed(link=link))[0].link["a_lever_of_2031"] == "0.5"


def test_a_script_in_a_name_stays_a_name():
    name = '<script>alert("1")</script> =1+1'
    assert read(written([kept(name)]))[0].name == name


@given(st.text(max_size=200))
def test_any_name_is_one_visible_line_or_refused(name):
    try:
        found = clean_name(name)
    except InvalidScenarioFile:
        return
    assert 0 < len(found) <= LONGEST_NAME
    assert len(found.splitlines()) == 1
    assert clean_name(found) == found


@given(st.binary(max_size=300))
def test_no_bytes_break_the_reader(content):
    with pytest.raises(InvalidScenarioFile):
        read(content)
