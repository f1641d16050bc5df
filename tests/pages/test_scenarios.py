"""The Scenarios page without a browser: keeping under a name, twice the same, nothing moved, removing."""

from components import side_by_side
from data_loaders import cached_levers
from tests import declared
from tests.pages.test_every_page import opened

SCENARIOS = next(page for page in declared.pages() if page.address == "scenarios")
MOVED = {"within": "nyc", "level": "community_district", "snap_mailed": "0.8"}


def words(app) -> str:
    return " ".join(each.value for each in (*app.markdown, *app.caption))


def keep(app, name: str):
    app.text_input(key="scenario name").set_value(name)
    return next(each for each in app.button if each.label == "Keep it").click().run()


def test_nothing_is_kept_at_first():
    app = opened(SCENARIOS)
    assert "No scenario is kept yet." in words(app)
    assert "nothing moved" in words(app)


def test_two_kept_scenarios_stand_side_by_side_and_cannot_be_told_apart():
    app = keep(keep(opened(SCENARIOS, **MOVED), "First"), "Second")
    assert "2 scenarios are kept here" in words(app)
    assert "We cannot tell First and Second apart" in words(app)
    assert not app.exception


def test_the_file_of_kept_scenarios_says_what_each_was_asked():
    """As a link to it, so that a number can be asked for again."""
    app = keep(opened(SCENARIOS, **MOVED), "First")
    about = side_by_side.compared(app.session_state["scenarios kept"], {}).provenance.about
    assert about.startswith("First: Asked: within=nyc&level=community_district&")
    assert "snap_mailed=0.8" in about.split("&")


def test_what_the_link_holds_is_said_with_one_year_and_an_article():
    app = opened(SCENARIOS, within="11", level="county", horizon="1")
    assert "In your link now: **nothing moved, over 1 year**, in the District of Columbia." in words(app)


def test_keeping_the_same_twice_keeps_it_once():
    app = keep(keep(opened(SCENARIOS, **MOVED), "First"), "First")
    assert "One scenario is kept here" in words(app)
    assert [each.value for each in app.info] == ["This scenario is kept already under this name."]


def test_a_scenario_named_like_a_heading_stands_beside_it():
    """The first column is headed "What" too."""
    app = keep(opened(SCENARIOS, **MOVED), "What")
    assert not app.exception
    assert list(app.table[0].value.columns) == ["What", "What (2)"]


def test_an_empty_name_is_refused_in_words():
    app = keep(opened(SCENARIOS, **MOVED), "   ")
    assert [each.value for each in app.error] != []
    assert "No scenario is kept yet." in words(app)


def test_a_scenario_can_be_removed():
    app = keep(opened(SCENARIOS, **MOVED), "First")
    next(each for each in app.button if each.label == "Remove").click().run()
    assert "No scenario is kept yet." in words(app)


def test_a_scenario_is_run_once_for_its_reader_and_remembered_for_nobody_else(monkeypatch):
    """Two readers each keep the same scenario, with a figure of their own, and look at it twice: two runs."""
    runs, run_with = [], cached_levers.run_with
    monkeypatch.setattr(cached_levers, "run_with", lambda *of: runs.append(of) or run_with(*of))
    for _ in range(2):
        app = keep(opened(SCENARIOS, **MOVED, own_capitation_pmpm="487.31"), "First")
        assert "every number comes out the same" in words(app.run())
    assert len(runs) == 2
