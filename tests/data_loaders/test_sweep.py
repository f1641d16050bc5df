import polars as pl
import pytest

from data_loaders import sweep
from equity.errors import InvalidParameter

SETTINGS = "chw_offered=0.5&chw_workers=3&horizon=3"


def test_a_sweep_is_written_as_a_table(tmp_path):
    out = tmp_path / "sums.csv"
    assert sweep.main([SETTINGS, "--states", "10,15", "--draws", "256", "--out", str(out)]) == 0
    rows = pl.read_csv(out, schema_overrides={"state_geoid": pl.String})
    assert rows["state_geoid"].unique(maintain_order=True).to_list() == ["10", "15"]
    visits = rows.filter(id="ed_visits")
    assert (visits["p50"] > 0).all() and (visits["better"] > 0.9).all()
    paid = rows.filter(kind="paid").group_by("state_geoid").agg(pl.col("mean").sum())["mean"]
    assert paid.to_list() == pytest.approx([0, 0], abs=1)


def test_all_states_are_run_where_none_is_named():
    assert len(sweep.areas()) == 51


@pytest.mark.parametrize(("wrong", "words"), [("snap_mailed=9", "expected 0"), ("nothing=1", "No lever")])
def test_a_scenario_that_does_not_exist_is_explained(wrong, words, capsys):
    assert sweep.main([wrong, "--states", "10"]) == 1
    assert words in capsys.readouterr().err


def test_a_scheduler_that_does_not_answer_is_explained():
    nowhere = "tcp://127.0.0.1:1"
    with pytest.raises(InvalidParameter, match="dask scheduler"), sweep.connected(nowhere, seconds=0.2):
        pass
