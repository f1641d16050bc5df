"""A pull in the background: it can be watched and stopped, and what it says is what came."""

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from data_loaders import _http, background, pull, pulled
from data_loaders._area import area
from tests.data_loaders.live import carolina
from tests.data_loaders.live.replay import Answer, Replay

KEY = "0123456789abcdef0123456789abcdef01234567"
WANTED = pull.Request(
    source="acs5", area=area("tract", carolina.STATE), year=2023, indicators=("poverty", "residents")
)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Replay]:
    with Replay() as running:
        carolina.answer_with(running)
        monkeypatch.setenv(_http.MIRRORS_VARIABLE, carolina.mirrors(running))
        monkeypatch.delenv(_http.KEY_VARIABLE, raising=False)
        yield running


def until(holds: Callable[[], bool]) -> None:
    for _ in range(1000):
        if holds():
            return
        time.sleep(0.01)
    raise AssertionError("It did not come to this.")


def test_it_ends_with_what_came(server: Replay, tmp_path: Path) -> None:
    work = background.started(WANTED, key=KEY, folder=tmp_path)
    assert work.planned.requests == 5  # 21 lines are two for tracts and two for the state; one for shapes
    work.wait(30)
    assert work.is_over
    assert work.progress.share == 1
    outcome = work.outcome
    assert outcome is not None
    assert (outcome.cause, outcome.missing) == ("", ())
    assert {each.kind for each in outcome.kept} == {"observations", "shapes", "outlines"}


def test_it_says_how_far_it_is_and_stops_when_it_is_told_and_goes_on_from_there(
    server: Replay, tmp_path: Path
) -> None:
    server.delay_seconds = 0.3
    work = background.started(WANTED, key=KEY, folder=tmp_path)
    until(lambda: work.progress.share > 0)
    assert work.outcome is None
    assert "1 of about 5 requests" in work.progress.words
    work.stop()
    assert work.progress.words.startswith("Stopping")
    work.wait(30)
    assert work.outcome is not None
    assert work.outcome.cause == "stopped by you"
    asked = len(server.asked)
    assert asked < 5

    again = background.started(WANTED, key=KEY, folder=tmp_path)
    again.wait(30)
    assert again.outcome is not None
    assert again.outcome.cause == ""
    assert len(server.asked) == 5  # nothing was asked twice


FAILURES = [
    ("no key", None, Answer(status=302, headers={"Location": "/data/missing_key.html"}), "Get a free key"),
    (
        "key refused",
        KEY,
        Answer(body=b"<html><title>Invalid Key</title></html>", headers={"Content-Type": "text/html"}),
        "does not accept this key",
    ),
    ("unknown variable or place", KEY, Answer(status=400, body=b"error: unknown geography"), "does not know"),
    ("no data there", KEY, Answer(status=204), "has nothing for"),
    ("service unavailable", KEY, Answer(status=410), "refuses this request"),
]


@pytest.mark.parametrize("failure", FAILURES, ids=[each[0] for each in FAILURES])
def test_each_of_the_five_causes_is_told_and_what_was_there_stays(
    server: Replay,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    failure: tuple[str, str | None, Answer, str],
) -> None:
    cause, key, answer, words = failure
    monkeypatch.setenv(pulled.DATA_VARIABLE, str(tmp_path))
    first = background.started(WANTED, key=KEY, folder=tmp_path)
    first.wait(30)
    kept = pulled.observations("poverty", "tract", 2023)
    server.answer("/data/2022/acs/acs5", answer)
    wanted = pull.Request(source="acs5", area=area("tract", "37"), year=2022, indicators=("poverty",))
    work = background.started(wanted, key=key, folder=tmp_path)
    work.wait(30)
    outcome = work.outcome
    assert outcome is not None
    assert outcome.cause == cause
    assert words in outcome.words
    assert KEY not in outcome.words
    assert pulled.observations("poverty", "tract", 2023).equals(kept)


def test_what_cannot_be_kept_is_told(server: Replay, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file where the folder should be")
    work = background.started(WANTED, key=KEY, folder=tmp_path / "taken")
    work.wait(30)
    assert work.outcome is not None
    assert work.outcome.cause == "the folder cannot be written"


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_fault_of_our_own_is_told_as_that(server: Replay, tmp_path: Path, monkeypatch) -> None:
    def broken(*_args: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(pull, "run", broken)
    work = background.started(WANTED, key=KEY, folder=tmp_path)
    work.wait(30)
    assert work.outcome is not None
    assert work.outcome.cause == "a fault of this app"


def test_a_large_file_shows_how_much_of_it_has_come(server: Replay, tmp_path: Path) -> None:
    heard: list[pull.Event] = []
    server.answer("/big.dat", Answer(body=bytes(3 << 20)))
    how = _http.from_environment(folder=tmp_path, on_event=heard.append)
    for _ in _http.stream(how, f"{_http.CENSUS_FILES}/big.dat", source="acs_files"):
        pass
    arriving = [each for each in heard if each.step == "arriving"]
    assert arriving[-1].received_bytes == arriving[-1].whole_bytes == 3 << 20
    assert len(arriving) >= 3


def test_the_key_is_in_no_file(server: Replay, tmp_path: Path) -> None:
    background.started(WANTED, key=KEY, folder=tmp_path).wait(30)
    found = [path for path in tmp_path.rglob("*") if path.is_file() and KEY.encode() in path.read_bytes()]
    assert found == []
    assert KEY not in os.environ.values()
