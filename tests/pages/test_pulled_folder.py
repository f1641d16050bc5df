"""The app opened on a pulled folder with the network off: map, compare, place and levers of that State."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data_loaders import _http, lever_cells, pull, pulled
from tests import declared
from tests.data_loaders.live import carolina
from tests.data_loaders.live.replay import Replay

TRACTS = {"within": "37", "level": "tract", "indicator": "poverty", "group": "all", "year": "2023"}
COUNTIES = TRACTS | {"level": "county", "indicator": "uninsured"}
ELSEWHERE = COUNTIES | {"within": "48"}
INDICATORS = ("poverty", "uninsured", "residents", "residents_by_race_ethnicity", "median_household_income")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Tracts and counties of one State, pulled from a server that is gone when the tests begin."""
    filled = tmp_path_factory.mktemp("pulled")
    with Replay() as server, pytest.MonkeyPatch.context() as patch:
        carolina.answer_with(server)
        patch.setenv(_http.MIRRORS_VARIABLE, carolina.mirrors(server))
        how = _http.from_environment(key="0" * 40, folder=filled)
        for level in ("tract", "county"):
            wanted = pull.Request(
                source="acs5", area=pull.area(level, "37"), year=2023, indicators=INDICATORS
            )
            pull.run(wanted, how)
    return filled


@pytest.fixture(autouse=True)
def opened_on_it(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(pulled.DATA_VARIABLE, str(folder))
    monkeypatch.setattr(pulled, "OUTLINES", tmp_path)


def opened(file: str, view: dict[str, str]) -> AppTest:
    app = AppTest.from_file(declared.ROOT / "app.py", default_timeout=60).run()
    app.query_params.update(view)
    return app.switch_page(file).run()


PAGES = ["explore/map.py", "explore/compare.py", "explore/place.py", "model/levers.py", "about/sources.py"]
VIEWS = {"tracts": TRACTS, "counties": COUNTIES, "a State that was not pulled": ELSEWHERE}


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("file", PAGES)
def test_a_page_shows_what_was_pulled(file: str, view: str):
    app = opened(f"pages/{file}", VIEWS[view])
    assert not app.exception
    assert not app.error
    assert not [each.value for each in app.warning if "This link asks" in each.value]


def test_the_map_of_tracts_says_how_old_its_numbers_are():
    app = opened("pages/explore/map.py", TRACTS)
    captions = " ".join(each.value for each in app.caption)
    assert "American Community Survey, five-year estimates" in captions
    assert "Live: pulled from the source today." in captions


def test_levers_run_on_the_pulled_counties_with_their_margins():
    """What ships has poverty of 2019 without margins; what was pulled has that of 2023 with them."""
    cells = lever_cells.cells("county", "37")
    assert cells.vintages == {"residents_by_race_ethnicity": 2023, "poverty": 2023}
    assert len(cells.places) == len(carolina.COUNTIES) == 100
    assert (cells.poverty_error > 0).all()
    assert lever_cells.cells("county", "48").vintages["poverty"] == 2019


def test_a_number_is_traced_to_its_requests_in_two_clicks(folder: Path):
    """One click opens Sources with the view carried along, another the requests of its very table.

    Everyone and nine groups have two lines each: 20 lines, at 12 a request in three requests (they begin in
    the middle of one), for the tracts and again for the State.
    """
    app = opened("pages/about/sources.py", TRACTS)
    labels = [each.label for each in app.expander]
    assert labels[0] == "ACS five-year data 2019-2023: 6 requests"
    ((_, asked),) = pulled.requests("poverty", "tract", 2023)
    answered = pulled.replies(asked)
    assert answered.height == len(asked) == 6
    for row in answered.iter_rows(named=True):
        assert "B17001" in row["address"]
        assert "key=" not in row["address"]
        assert (folder / "replies" / row["sha256"]).stat().st_size == row["bytes"]
