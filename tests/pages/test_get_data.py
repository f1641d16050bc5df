"""The page that gets data: what it says before, how a key is treated, and what it says after."""

import time
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from components import data_request
from data_loaders import _http, pulled
from tests import declared
from tests.data_loaders.live import carolina
from tests.data_loaders.live.replay import Answer, Replay

KEY = "0123456789abcdef0123456789abcdef01234567"
PAGE = "pages/data/get_data.py"
ASK = {"within": "37", "get_year": "2023", "get_indicators": "poverty,residents"}


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    with Replay() as running:
        carolina.answer_with(running)
        monkeypatch.setenv(_http.MIRRORS_VARIABLE, carolina.mirrors(running))
        monkeypatch.delenv(_http.KEY_VARIABLE, raising=False)
        monkeypatch.setenv(pulled.DATA_VARIABLE, str(tmp_path / "data"))
        monkeypatch.setattr(pulled, "OUTLINES", tmp_path / "static")
        yield running


def opened(**query: str) -> AppTest:
    app = AppTest.from_file(declared.ROOT / "app.py", default_timeout=60).run()
    app.query_params.update(query)
    return app.switch_page(PAGE).run()


def pressed(app: AppTest, label: str) -> AppTest:
    return next(each for each in app.button if each.label == label).click().run()


def ended(app: AppTest) -> AppTest:
    for _ in range(300):
        if app.session_state[data_request.WORK].is_over:
            return app.run()
        time.sleep(0.05)
    raise AssertionError("The pull did not end.")


def words(app: AppTest) -> str:
    shown = (app.markdown, app.caption, app.success, app.warning, app.info)
    return "\n".join(each.value for kind in shown for each in kind)


def test_it_says_before_it_starts_how_much_it_takes(server: Replay):
    app = opened(**ASK)
    assert "about 5 requests" in words(app)
    assert "seconds" in words(app)
    assert server.asked == []
    assert app.selectbox(key="get_state").value == "37"  # the State of the view


def test_a_typed_key_gets_data_and_is_in_no_link_text_or_file(server: Replay, tmp_path: Path):
    app = opened(**ASK)
    app.text_input(key="census_key").set_value(KEY).run()
    app = ended(pressed(app, "Get the data"))
    assert "numbers are here: ACS five-year data 2019-2023, and the shapes of 24 census tracts" in words(app)
    assert server.asked[0].first("key") == KEY
    assert KEY not in str(app.query_params) + words(app)
    assert not [each for each in tmp_path.rglob("*") if each.is_file() and KEY.encode() in each.read_bytes()]
    pressed(app, "Forget the key")
    assert data_request.KEY not in app.session_state


def test_without_a_key_it_says_so_and_where_to_get_one(server: Replay):
    app = ended(pressed(opened(**ASK), "Get the data"))
    assert "Nothing new came: no key" in words(app)
    assert "free key" in words(app)
    assert server.asked == []


def test_after_a_failure_the_rest_alone_is_asked_for(server: Replay, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv(_http.KEY_VARIABLE, KEY)
    app = opened(**ASK)
    assert "A key of the Census API is set" in words(app)
    server.answer("/data/2023", carolina.census_api(), Answer(status=410))
    app = ended(pressed(app, "Get the data"))
    assert "Nothing new came: service unavailable" in words(app)
    before = len(server.asked)
    carolina.answer_with(server)
    app = ended(pressed(app, "Get the data"))
    assert "numbers are here" in words(app)
    assert len(server.asked) - before == 4  # of five, one had come


def test_what_did_not_come_is_listed_with_its_reason(server: Replay, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv(_http.KEY_VARIABLE, KEY)
    server.answer("/GENZ2023", Answer(status=404))
    app = ended(pressed(opened(**ASK), "Get the data"))
    assert "numbers are here" in words(app)
    assert "What did not come" in words(app)
    assert "shapes of 2023" in words(app)


def test_an_installation_that_keeps_no_data_says_so(server: Replay, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv(pulled.DATA_VARIABLE, "")
    app = opened(**ASK)
    assert "lets it keep no data" in words(app)
    assert not [each for each in app.button if each.label == "Get the data"]


def test_a_key_set_as_a_streamlit_secret_is_used_and_never_shown(server: Replay, tmp_path: Path):
    app = AppTest.from_file(declared.ROOT / "app.py", default_timeout=60)
    app.secrets[_http.KEY_VARIABLE] = KEY
    app.run()
    app.query_params.update(ASK)
    app = app.switch_page(PAGE).run()
    assert "A key of the Census API is set on this computer" in words(app)
    assert not [each for each in app.text_input if each.key == "census_key"]
    app = ended(pressed(app, "Get the data"))
    assert "numbers are here" in app.success[0].value
    assert {each.first("key") for each in server.asked if "/data/" in each.path} == {KEY}
    assert KEY not in words(app)
    assert not [each for each in tmp_path.rglob("*") if each.is_file() and KEY.encode() in each.read_bytes()]


def test_one_file_is_a_file(server: Replay):
    assert "This takes **about 1 file** and" in words(opened(**ASK, get="saipe", get_level="county"))
