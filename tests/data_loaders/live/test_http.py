"""Every fault of a service has its words, and nothing that was kept is lost by it.

The replies are of the shapes that the Census API is documented or reported to give.
"""

import logging
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from data_loaders import _cache, _http
from data_loaders._failures import (
    Cancelled,
    KeyRefused,
    NoKey,
    SourceFailure,
    Unavailable,
    UnknownRequest,
)
from tests.data_loaders.live.replay import Answer, Replay

ASKED = f"{_http.CENSUS_API}/data/2023/acs/acs5?get=NAME&for=us:1"
KEY = "0123456789abcdef0123456789abcdef01234567"
GOOD = Answer(body=b'[["NAME","us"],["United States","1"]]')
JSON_CUT = Answer(body=b'[["NAME","us"],["United Sta')
MISSING_KEY = Answer(status=302, headers={"Location": "/data/missing_key.html"})
INVALID_KEY = Answer(
    body=b"\n<html>\n<head>\n<title>Invalid Key</title></head><body>You included a key</body></html>",
    headers={"Content-Type": "text/html"},
)
BUSY = Answer(
    body=b"Sorry, the system is currently undergoing maintenance or is busy.  Please try again later."
)
LOGGED = Answer(body=b"There was an error while running your query.  We've logged the error", status=200)
UNKNOWN = Answer(status=400, body=b"error: error: unknown variable 'B98021_001M'")
NO_DATASET = Answer(
    status=404,
    body=b"<html><head><title>Error report</title></head><body>HTTP Status 404</body></html>",
    headers={"Content-Type": "text/html"},
)
MAINTENANCE_PAGE = Answer(
    body=b"<!DOCTYPE html><html><head><title>Scheduled Maintenance</title></head></html>",
    headers={"Content-Type": "text/html"},
)


def connection(server: Replay, folder: Path | None = None, **options: object) -> _http.Connection:
    settings: dict[str, object] = {
        "key": KEY,
        "folder": folder,
        "mirrors": {_http.CENSUS_API: server.url, "https://files.example": server.url},
        "timeout_seconds": (1.0, 0.4),
        "first_wait_seconds": 0.01,
        "sleep": lambda seconds: None,
    }
    return _http.Connection(**{**settings, **options})  # type: ignore[arg-type]


def ask(how: _http.Connection) -> bytes:
    with _http.session(how, source="acs5", vintage="2023") as opened:
        return opened.get(ASKED, params={"key": how.key}).content


FAULTS: list[tuple[str, list[Answer], type[SourceFailure], str, int]] = [
    ("429 again and again", [Answer(status=429)], Unavailable, "too many requests", 4),
    (
        "429 asking for an hour",
        [Answer(status=429, headers={"Retry-After": "3600"})],
        Unavailable,
        "3,600 s",
        1,
    ),
    ("503", [Answer(status=503)], Unavailable, "out of order or busy (503)", 4),
    ("busy text", [BUSY], Unavailable, "busy", 4),
    ("logged error text", [LOGGED], Unavailable, "busy", 4),
    ("no answer in time", [Answer(delay_seconds=0.8)], Unavailable, "did not answer within 0.4 seconds", 4),
    ("cut connection", [Answer(body=GOOD.body, cut_after=9)], Unavailable, "broke off in the middle", 4),
    ("truncated JSON", [JSON_CUT], Unavailable, "breaks off or is not JSON", 4),
    ("a web page with 200", [MAINTENANCE_PAGE], Unavailable, "a web page (Scheduled Maintenance)", 4),
    ("no key", [MISSING_KEY], NoKey, "key_signup", 1),
    ("wrong key", [INVALID_KEY], KeyRefused, "does not accept this key", 2),
    ("unknown variable", [UNKNOWN], UnknownRequest, "B98021_001M", 1),
    ("unknown dataset", [NO_DATASET], UnknownRequest, "404", 1),
]


@pytest.mark.parametrize("fault", FAULTS, ids=[each[0] for each in FAULTS])
def test_each_fault_has_its_cause_its_words_and_its_number_of_tries(
    server: Replay,
    tmp_path: Path,
    fault: tuple[str, list[Answer], type[SourceFailure], str, int],
) -> None:
    _, answers, kind, words, tries = fault
    kept = _cache.keep(tmp_path, "https://other.example/kept", b"kept before", source="acs5")
    server.answer("/data", *answers)
    with pytest.raises(kind) as raised:
        ask(connection(server, tmp_path))
    assert words in str(raised.value)
    assert KEY not in str(raised.value)
    assert len(server.heard(tries)) == tries
    assert list(_cache.notes(tmp_path)) == [kept]  # the fault was not kept, what was there is
    assert _cache.damaged(tmp_path) == []


def test_the_page_behind_a_missing_key_is_never_fetched(server: Replay) -> None:
    server.answer("/data", MISSING_KEY)
    with pytest.raises(NoKey):
        ask(connection(server, key=None))
    assert [each.path for each in server.asked] == ["/data/2023/acs/acs5"]


RECOVERING = [[Answer(status=503)], [BUSY], [LOGGED], [JSON_CUT], [INVALID_KEY], [Answer(status=429)]]


@pytest.mark.parametrize("faults", RECOVERING, ids=["503", "busy", "logged", "truncated", "key", "429"])
def test_a_passing_fault_is_not_noticed(server: Replay, faults: list[Answer]) -> None:
    server.answer("/data", *faults, GOOD)
    assert ask(connection(server)) == GOOD.body


def test_the_pause_is_the_one_the_service_asks_for_else_it_doubles(server: Replay) -> None:
    pauses: list[float] = []
    server.answer("/data", Answer(status=429, headers={"Retry-After": "3"}), GOOD)
    ask(connection(server, sleep=pauses.append))
    assert sum(pauses) == 3
    pauses.clear()
    server.answer("/data", Answer(status=503), Answer(status=503), Answer(status=503), GOOD)
    ask(connection(server, sleep=pauses.append, first_wait_seconds=1.0))
    assert sum(pauses) == 1 + 2 + 4


def test_a_date_to_come_back_at_is_read_by_the_clock_of_the_service(server: Replay) -> None:
    """The service's clock is a year ahead of ours and asks for five seconds: five, not a year."""
    theirs = datetime.now(UTC) + timedelta(days=365)
    dates = {
        "Date": format_datetime(theirs, usegmt=True),
        "Retry-After": format_datetime(theirs + timedelta(seconds=5), usegmt=True),
    }
    pauses: list[float] = []

    def sent_by_a_server_ahead(_asked: object) -> Answer:
        return Answer(status=429, headers=dates)

    server.answer("/data", sent_by_a_server_ahead, GOOD)
    server._server.RequestHandlerClass.send_response = _without_own_date  # type: ignore[method-assign]
    ask(connection(server, sleep=pauses.append))
    assert sum(pauses) == 5


def _without_own_date(handler: object, status: int) -> None:
    handler.send_response_only(status)  # type: ignore[attr-defined]


def test_a_kept_reply_is_not_asked_for_again_and_the_key_is_no_part_of_its_name(
    server: Replay, tmp_path: Path
) -> None:
    server.answer("/data", GOOD)
    ask(connection(server, tmp_path))
    assert ask(connection(server, tmp_path, key="another")) == GOOD.body
    assert len(server.asked) == 1
    assert ask(connection(server, tmp_path, fresh=True)) == GOOD.body
    assert len(server.asked) == 2


def test_a_damaged_reply_is_fetched_again(server: Replay, tmp_path: Path) -> None:
    server.answer("/data", GOOD)
    ask(connection(server, tmp_path))
    (kept,) = (tmp_path / "replies").iterdir()
    kept.write_bytes(b"[]")
    assert "missing or altered" in _cache.damaged(tmp_path)[0]
    assert ask(connection(server, tmp_path)) == GOOD.body
    assert _cache.damaged(tmp_path) == []
    assert len(server.asked) == 2


def test_the_key_is_in_no_file_log_event_or_error(
    server: Replay, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    events: list[_http.Event] = []
    server.answer("/data", Answer(status=503), GOOD, UNKNOWN)
    how = connection(server, tmp_path, on_event=events.append)
    with caplog.at_level(logging.DEBUG):
        ask(how)
        with pytest.raises(UnknownRequest) as raised:
            ask(connection(server, tmp_path, fresh=True))
    seen: BaseException | None = raised.value
    while seen is not None:
        assert KEY not in repr(seen)
        seen = seen.__cause__ or seen.__context__
    assert "/data/2023/acs/acs5" in caplog.text  # the log is on, and says the address
    written = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    for text in (caplog.text, repr(events), repr(how), written.decode()):
        assert KEY not in text
    assert server.asked[0].first("key") == KEY  # while the service does get it


def test_an_unreachable_service_is_told_without_the_key(tmp_path: Path) -> None:
    with Replay() as gone:
        how = connection(gone, tmp_path)
    with pytest.raises(Unavailable, match="could not be reached") as raised:
        ask(how)
    assert raised.value.__context__ is None
    assert KEY not in str(raised.value)


def test_the_reader_can_stop_while_the_service_is_waited_for(server: Replay) -> None:
    def stop(event: _http.Event) -> None:
        if event.step == "waiting":
            raise Cancelled("Stopped. What had come is kept.")

    server.answer("/data", Answer(status=503))
    with pytest.raises(Cancelled):
        ask(connection(server, on_event=stop))
    assert len(server.asked) == 1


def test_types_of_variables_are_answered_without_the_network(server: Replay) -> None:
    with _http.session(connection(server), source="acs5") as opened:
        reply = opened.get(f"{_http.CENSUS_API}/data/2023/acs/acs5/variables/B01001_001E.json")
    assert reply.json() == {"predicateType": "string"}
    assert server.asked == []


BIG = bytes(range(256)) * 8192  # 2 MiB
FILE = "https://files.example/big.dat"


@pytest.mark.parametrize("ranges", [True, False], ids=["server gives ranges", "server starts over"])
def test_a_large_file_that_is_cut_twice_arrives_whole(server: Replay, ranges: bool) -> None:
    whole = Answer(body=BIG, ranges=ranges, headers={"ETag": '"1"'})
    cut = Answer(body=BIG, ranges=ranges, headers={"ETag": '"1"'}, cut_after=1_200_000)
    server.answer("/big.dat", cut, whole)
    assert b"".join(_http.stream(connection(server), FILE, source="acs_files")) == BIG
    assert server.asked[1].headers["Range"].startswith("bytes=")


def test_a_large_file_replaced_between_two_pieces_is_refused(server: Replay) -> None:
    server.answer(
        "/big.dat",
        Answer(body=BIG, headers={"ETag": '"1"'}, cut_after=1_200_000),
        Answer(body=BIG[::-1], headers={"ETag": '"2"'}),
    )
    with pytest.raises(Unavailable, match="replaced the file"):
        list(_http.stream(connection(server), FILE, source="acs_files"))


def test_a_large_file_that_always_breaks_off_says_how_much_had_come(server: Replay) -> None:
    server.answer("/big.dat", Answer(body=BIG, cut_after=0))
    with pytest.raises(Unavailable, match="0 of 2,097,152 bytes"):
        list(_http.stream(connection(server), FILE, source="acs_files"))


def test_a_web_page_in_place_of_a_file_is_refused(server: Replay) -> None:
    server.answer("/big.dat", Answer(body=b"<!DOCTYPE html><html></html>"))
    with pytest.raises(Unavailable, match="web page"):
        list(_http.stream(connection(server), FILE, source="acs_files"))


def test_mirrors_are_read_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(_http.MIRRORS_VARIABLE, "https://api.census.gov=http://127.0.0.1:1 https://a=http://b")
    monkeypatch.setenv(_http.KEY_VARIABLE, " abc ")
    found = _http.from_environment()
    assert found.mirrors == {"https://api.census.gov": "http://127.0.0.1:1", "https://a": "http://b"}
    assert found.key == "abc"


def test_a_file_downloaded_by_hand_is_taken_in_place_of_the_network(server: Replay, tmp_path: Path) -> None:
    (tmp_path / "downloads").mkdir()
    (tmp_path / "downloads" / "big.dat").write_bytes(BIG)
    heard: list[_http.Event] = []
    how = connection(server, tmp_path, on_event=heard.append)
    assert b"".join(_http.stream(how, FILE, source="acs_files")) == BIG
    assert _http.get(how, f"{FILE}?key={KEY}", source="svi") == BIG
    assert server.asked == []
    assert "downloaded file" in heard[0].detail
    assert KEY not in repr(heard)
