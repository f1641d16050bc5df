"""The app opened on a pulled folder with the network off: map, compare, place and levers of that State."""

from pathlib import Path

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from data_loaders import _http, cached_levers, lever_cells, pull, pulled, state_policy
from equity.errors import InvalidParameter
from equity.simulation.run import run
from equity.simulation.scenario import Scenario
from tests import declared
from tests.data_loaders.live import carolina
from tests.data_loaders.live.replay import Replay
from tests.equity.simulation.drawn import EVERYTHING

TRACTS = {"within": "37", "level": "tract", "indicator": "poverty", "group": "all", "year": "2023"}
COUNTIES = TRACTS | {"level": "county", "indicator": "uninsured"}
ELSEWHERE = COUNTIES | {"within": "48"}
INDICATORS = (
    "poverty",
    "uninsured",
    "medicaid",
    "residents",
    "residents_by_race_ethnicity",
    "median_household_income",
)


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


PAGES = [
    "explore/map.py",
    "explore/compare.py",
    "explore/place.py",
    "model/levers.py",
    "model/contract.py",
    "model/allocate.py",
    "about/sources.py",
]
VIEWS = {"tracts": TRACTS, "counties": COUNTIES, "a State that was not pulled": ELSEWHERE}


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("file", PAGES)
def test_a_page_shows_what_was_pulled(file: str, view: str):
    app = opened(f"pages/{file}", VIEWS[view])
    assert not app.exception
    assert not app.error
    assert not [each.value for each in app.warning if "This link asks" in each.value]


def test_the_levers_say_that_their_people_were_pulled():
    app = opened("pages/model/levers.py", TRACTS | {"chw_offered": "0.5"})
    sources = [each.value for each in app.caption if each.value.startswith("Source: Scenario")]
    assert sources and all("In part embedded" in each and "pulled" in each for each in sources)


def test_the_map_of_tracts_says_how_old_its_numbers_are():
    app = opened("pages/explore/map.py", TRACTS)
    captions = " ".join(each.value for each in app.caption)
    assert "American Community Survey, five-year estimates" in captions
    assert "Live: pulled from the source today." in captions


def test_levers_run_on_the_pulled_counties_with_their_margins():
    """What ships has poverty of 2019 without margins; what was pulled has that of 2023 with them."""
    cells = lever_cells.cells("county", "37")
    assert set(cells.vintages.items()) == {
        (each, 2023) for each in ("residents_by_race_ethnicity", "poverty", "medicaid", "uninsured")
    }
    assert len(cells.places) == len(carolina.COUNTIES) == 100
    assert (cells.poverty_error > 0).all()
    assert lever_cells.cells("county", "48").vintages["poverty"] == 2019


def test_levers_run_on_pulled_tracts_with_the_rates_of_their_own_groups():
    """Every group of every tract has its own lines in B17001 A to I, so no rate is derived.

    Tract i (from 1) counts 6 i / 1,000 of its people with Medicaid (six lines of i / 1,000 each), of
    1,000 (1 + (i - 1) mod 7) people; the State 72 / 1,000 of 9 million. North Carolina's own members are
    spread in that proportion.
    """
    cells, policy = lever_cells.cells("tract", "37"), state_policy.policy("37")
    assert cells.places == carolina.TRACTS
    assert not cells.derived_group_rates
    assert len(cells.groups) == 8
    assert set(cells.vintages.values()) == {2023}
    counted = [6 * i / 1000 * 1000 * (1 + (i - 1) % 7) for i in range(1, 25)]
    assert cells.part_of_state == pytest.approx(sum(counted) / (0.072 * 9_000_000))
    result = run(Scenario(settings=EVERYTHING), cells, policy)
    members = result.baseline.members.total()
    assert members == pytest.approx(policy.members * cells.part_of_state, rel=1e-3)
    assert np.isfinite(result.change("ed_visits")).all() and result.change("ed_visits").any()


def test_tracts_are_offered_where_they_were_pulled_and_nowhere_else():
    offer = cached_levers.offer()
    assert offer.levels("37") == ["county", "tract"]
    assert offer.levels("48") == ["county"]
    assert offer.years("tract", "poverty", "all", "37") == [2023]
    with pytest.raises(InvalidParameter, match="first pull residents_by_race_ethnicity, poverty, medicaid"):
        lever_cells.cells("tract", "48")


@pytest.mark.parametrize("page", ["levers", "contract", "allocate"])
def test_a_lever_page_stays_on_the_tracts_it_is_asked_for(page: str):
    """The kind of place can be chosen where a State has two, and the results are those of its tracts."""
    app = opened(f"pages/model/{page}.py", TRACTS | {"services_listed": "0.5", "chw_offered": "0.5"})
    assert app.selectbox(key="level").value == "tract"
    assert app.selectbox(key="level").options == ["county", "census tract"]
    app.selectbox(key="level").set_value("county").run()
    assert not app.exception and not app.error
    assert app.query_params["level"] in ("county", ["county"])


def test_a_number_is_traced_to_its_requests_in_two_clicks(folder: Path):
    """One click opens Sources with the view carried along, another the requests of its very table.

    Everyone and nine groups have two lines each: 20 lines, at 12 a request in three requests (they begin in
    the middle of one), for the tracts and again for the State.
    """
    app = opened("pages/about/sources.py", TRACTS)
    labels = [each.label for each in app.expander]
    assert labels[0] == "ACS five-year data 2019-2023, census tracts, North Carolina: 6 requests"
    ((_, asked),) = pulled.requests("poverty", "tract", 2023)
    answered = pulled.replies(asked)
    assert answered.height == len(asked) == 6
    for row in answered.iter_rows(named=True):
        assert "B17001" in row["address"]
        assert "key=" not in row["address"]
        assert (folder / "replies" / row["sha256"]).stat().st_size == row["bytes"]


def test_numbers_that_came_with_two_pulls_are_traced_to_both():
    """The State came with its tracts and with its counties: the same release, two lists of requests."""
    app = opened("pages/about/sources.py", TRACTS | {"within": "us", "level": "state"})
    assert not app.exception
    assert [each.label for each in app.expander[:2]] == [
        "ACS five-year data 2019-2023, counties, North Carolina: 6 requests",
        "ACS five-year data 2019-2023, census tracts, North Carolina: 6 requests",
    ]
