"""Dated lists by state are read as they are written, on a drawn file."""

import zipfile

import pytest

from data_loaders.pack import _dated_values

TEXT = """description: What a drawn rule gives.
metadata:
  unit: /1
  reference:
  - title: "A law #page 3"
    href: https://example.org/law
# A remark of the list.
AL:
  2015-01-01: 0.0
  2022-01-01: 1_584_000 # a guess
TX:
  2018-01-01: -.inf
"""


@pytest.fixture
def wheel(tmp_path):
    path = tmp_path / "drawn.whl"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("policyengine_us/parameters/drawn/rule.yaml", TEXT)
        archive.writestr("policyengine_us/parameters/drawn/law.yaml", "values:\n  2020-01-01: 0.90\n")
    return path


def test_each_value_keeps_its_state_date_and_remark(wheel):
    found = _dated_values.values(wheel, "drawn/rule")
    assert [(each.state, each.since, each.value, each.remark) for each in found] == [
        ("AL", "2015-01-01", 0.0, ""),
        ("AL", "2022-01-01", 1_584_000.0, "a guess"),
        ("TX", "2018-01-01", None, ""),
    ]


def test_a_series_for_all_states_is_of_the_us(wheel):
    (found,) = _dated_values.nationwide(wheel, "drawn/law")
    assert (found.state, found.since, found.value) == ("US", "2020-01-01", 0.9)


def test_titles_of_references(wheel):
    assert _dated_values.titles(wheel, "drawn/rule") == ["A law #page 3"]
