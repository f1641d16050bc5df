import json
from pathlib import Path

import pytest

from tests.golden.__main__ import main
from tests.golden.run import RUNNERS, run

HERE = Path(__file__).parent
CASES = json.loads((HERE / "measures.json").read_text(encoding="utf-8"))
OWN = json.loads((HERE / "own.json").read_text(encoding="utf-8"))
VOCABULARY = json.loads((HERE / "vocabulary.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", [*CASES, *OWN], ids=lambda case: case["id"])
def test_the_worked_example_comes_out(case):
    assert run(case).failures == []


def test_every_measure_of_the_vocabulary_runs_and_has_a_case():
    assert set(VOCABULARY) == set(RUNNERS)
    assert set(VOCABULARY) == {case["measure"] for case in [*CASES, *OWN]}


def test_the_command_prints_each_failure_and_the_count(tmp_path, capsys):
    right = {"id": "right", "measure": "weighted_mean", "inputs": {"estimate": [1, 3], "population": [1, 1]}}
    cases = [
        {**right, "expected": {"value": 2}},
        {**right, "id": "wrong value", "expected": {"value": 2.1}},
        {**right, "id": "wrong field", "expected": {"median": 2}},
        {"id": "no measure", "measure": "vibes", "inputs": {}, "expected": {}},
        {"id": "no input", "measure": "weighted_mean", "inputs": {}, "expected": {"value": 2}},
        {"id": "nothing expected", "measure": "weighted_mean", "inputs": right["inputs"]},
        "not a case",
        {**right, "id": "no value", "expected": {"value": None, "status": "undefined"}},
    ]
    path = tmp_path / "cases.json"
    path.write_text(json.dumps(cases))
    assert main([str(path)]) == 1
    printed = capsys.readouterr().out.splitlines()
    assert printed[0] == "FAILED wrong value: value: expected 2.1, got 2.0"
    assert printed[1].startswith("FAILED wrong field: median: expected 2")
    assert printed[2].startswith("FAILED no measure: no measure is called 'vibes'")
    assert printed[3].startswith("FAILED no input: ")
    assert printed[4] == "FAILED nothing expected: the case expects nothing: `expected` is missing"
    assert printed[5].startswith("FAILED (no id): a case is an object")
    assert printed[6] == "FAILED no value: value: expected None, got 2.0"
    assert printed[7] == "FAILED no value: status: expected 'undefined', got 'computed'"
    assert printed[-1] == "1 passed, 7 failed"


def test_what_is_no_file_of_cases_is_said_to_be_none(tmp_path, capsys):
    (tmp_path / "broken.json").write_text("[")
    (tmp_path / "other.json").write_text("{}")
    for name in ("broken.json", "other.json", "missing.json"):
        assert main([str(tmp_path / name)]) == 2
        assert capsys.readouterr().out.startswith("Not a file of cases: ")


def test_a_tolerance_may_differ_by_field():
    case = {
        "measure": "acs_moe_sum",
        "inputs": {"estimate": [60, 40], "moe": [3, 4]},
        "expected": {"value": 100.4, "moe": 5.2},
        "tolerance": {"abs": 0.5, "moe": {"abs": 0.1}},
    }
    assert run(case).failures == ["moe: expected 5.2, got 5.0"]


@pytest.mark.parametrize(
    ("expected", "said"),
    [
        ({"value": None, "status": "refused: too few"}, []),
        ({"value": None, "status": "withheld: suppressed"}, ["status"]),
        ({"status": "undefined: zero denominator"}, []),
        ({"status": "computed"}, ["status"]),
    ],
)
def test_no_value_is_told_from_a_value_and_from_what_is_withheld(expected, said):
    case = {"measure": "ratio", "inputs": {"estimate": [4, 0]}, "expected": expected}
    assert [failure.partition(":")[0] for failure in run(case).failures] == said


def test_a_file_without_failures_ends_well(capsys):
    assert main([str(HERE / "measures.json")]) == 0
    assert capsys.readouterr().out == f"{len(CASES)} passed, 0 failed\n"
