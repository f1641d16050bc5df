"""What the benchmarks measure runs, at a small size and without a clock; a failure costs no other row."""

import numpy as np
import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from benchmarks import _limits, _tracts, allocation, disparity, growth, simulation, sweep
from benchmarks._limits import Limit
from benchmarks._subjects import Measured, measured
from benchmarks._table import Row
from data_loaders import lever_cells, state_policy
from equity.simulation.run import run
from equity.simulation.sweep import sweep as swept
from tests.tessellation import Size

ROW = Row(what="Redraw the nation", ours=300, unit="ms", goal=200)


def test_a_subject_that_fails_costs_the_others_no_row(capsys):
    def failing(browser):
        raise ValueError("the map never stood\nafter two minutes")

    found = measured(None, ["one", "two"], subjects={"one": failing, "two": lambda browser: [ROW]})
    assert found == Measured(rows=(ROW,), failed={"one": "ValueError: the map never stood"})
    assert "measuring two" in capsys.readouterr().err


def test_a_goal_that_is_not_met_and_not_explained_is_said(monkeypatch):
    found = Measured(rows=(ROW, ROW), failed={"pull": "OSError: no port"})
    said = _limits.open_questions(found)
    assert said.splitlines()[0] == "pull failed: OSError: no port" and said.count("Redraw the nation") == 1
    explained = Limit(rows="Redraw", cause="Software drawing.", tried=("fewer points", "fewer pixels"))
    monkeypatch.setattr(_limits, "LIMITS", (explained,))
    assert _limits.missed([ROW]) == [(ROW, explained)]
    assert not _limits.open_questions(Measured(rows=(ROW,), failed={}))


def test_the_nation_in_five_groups_runs_in_blocks_and_state_by_state():
    """Delaware has 3 counties and Hawaii 5, with three groups each before they are split in five."""
    areas = simulation.areas_of_five_groups(["10", "15"])
    assert [cells.residents.shape for cells, _ in areas] == [(3, 5), (5, 5)]
    found = simulation.in_blocks(areas, draws=4)
    assert all(np.isfinite(each.helped).all() and each.helped.any() for each in found.values())
    simulation.state_by_state(areas, draws=4)


def test_drawn_tracts_hold_the_people_of_their_counties():
    """Delaware's 3 counties in 4 parts each are 12 places; `same_bytes` sees a difference in the last bit."""
    ((cells, policy),) = sweep.drawn_tracts(["10"], a_county=4)
    whole = lever_cells.cells("county", "10")
    assert len(set(cells.places)) == 12
    assert cells.residents.sum(axis=0) == pytest.approx(whole.residents.sum(axis=0))
    one, again, other = (
        swept({"all": simulation.all_levers()}, [(cells, policy)], draws=draws) for draws in (4, 4, 5)
    )
    assert sweep.same_bytes(one, again) and not sweep.same_bytes(one, other)


def test_all_levers_at_once_run():
    scenario, cells, policy = (
        simulation.all_levers(),
        lever_cells.cells("county", "10"),
        state_policy.policy("10"),
    )
    assert len(run(scenario, cells, policy, draws=4).effects) == len(simulation.LEVERS)


def test_the_square_map_and_the_loop_over_its_places_run():
    """A middle place of a map of 6 by 6 squares touches 8 others, one at a corner 3."""
    values, near = disparity.square(side=6)
    assert len(values) == 36 and (near.count.max(), near.count.min()) == (8, 3)
    disparity.by_place(values, near)


def test_the_loops_beside_the_gini_index_run():
    places = disparity.tracts(50)
    disparity.gini_by_draw(places, draws=2)
    disparity.gini_by_place(places, draws=2)


def test_what_grows_runs_at_a_small_size():
    assert growth.map_of(20)() and isinstance(growth.joined(2, places=50)(), pl.DataFrame)
    for with_shapes in (False, True):
        assert len(growth.merged(2, places=50, with_shapes=with_shapes)()) == 50
    growth.drawn(2)()


def test_the_services_of_a_state_can_be_planned():
    assert len(allocation.counties_of("10").places) == 3


@pytest.fixture(scope="module")
def tracts(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tracts")
    _tracts.prepared(folder, Size(across=22, up=10))
    return folder


@pytest.mark.parametrize("page", _tracts.PAGES)
@pytest.mark.parametrize("name", [_tracts.NATION, _tracts.OF_STATE])
def test_every_page_of_drawn_tracts_runs(tracts, name, page):
    shown = AppTest.from_file(str(tracts / f"{name}_{page}.py"), default_timeout=30).run()
    assert not shown.exception
    shown.selectbox[0].select(_tracts.CHOICES[1]).run()
    assert not shown.exception
