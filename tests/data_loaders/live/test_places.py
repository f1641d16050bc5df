"""PLACES: which release an id holds now, crude apart from age-adjusted, and the states that are not in it."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from data_loaders import _http, places
from data_loaders._area import area
from data_loaders._failures import ChangedFormat, NoData
from equity.errors import UnknownYear
from tests.data_loaders.live.replay import Answer, Asked, Replay

HEADER = (
    '"year","locationid","measureid","datavaluetypeid","data_value","data_value_footnote_symbol",'
    '"low_confidence_limit","high_confidence_limit"\n'
)
ROWS = """"2023","59","DIABETES","CrdPrv","11.9",,"11.6","12.1"
"2023","1001","DIABETES","CrdPrv","13.1",,"12.6","13.6"
"2023","01001","DIABETES","AgeAdjPrv","11.0",,"10.1","12.0"
"2022","01001","SLEEP","CrdPrv","40.2",,"38.0","42.1"
"2023","01003","DIABETES","CrdPrv",,"*",,
"2023","01003","NEWMEASURE","CrdPrv","1.0",,"0.9","1.1"
"""


@pytest.fixture
def server() -> Iterator[Replay]:
    with Replay() as running:
        named = {"name": "PLACES: Local Data for Better Health, County Data, 2025 release"}
        running.answer("/api/views/", Answer(body=json.dumps(named).encode()))
        running.answer(
            "/resource/", Answer(body=(HEADER + ROWS).encode(), headers={"Content-Type": "text/csv"})
        )
        yield running


def connection(server: Replay, folder: Path | None = None) -> _http.Connection:
    return _http.Connection(
        folder=folder,
        mirrors={"https://data.cdc.gov": server.url, _http.CENSUS_FILES: server.url},
        timeout_seconds=(1.0, 5.0),
        sleep=lambda seconds: None,
    )


def test_a_share_with_its_margin_and_its_way_of_counting(server: Replay) -> None:
    """13.1 % (12.6 to 13.6 at 95 %): half of it is 0.5 points; at 90 %, 0.5 x 1.645 / 1.96 = 0.41964."""
    found = places.read(area("county", "01"), year=2025, connection=connection(server))
    rows = {(r["geoid"], r["indicator"]): r for r in found.observations.to_dicts()}
    crude = rows["01001", "diabetes"]
    assert (crude["estimate"], crude["vintage"]) == (pytest.approx(0.131), 2023)
    assert crude["moe"] == pytest.approx(0.0041964, abs=1e-7)
    assert (crude["estimate_kind"], crude["moe_method"]) == ("modelled", "interval")
    assert rows["01001", "diabetes_age_adjusted"]["estimate"] == pytest.approx(0.11)
    assert rows["01001", "short_sleep"]["vintage"] == 2022
    few = rows["01003", "diabetes"]
    assert (few["estimate"], few["estimate_kind"]) == (None, "suppressed")
    assert {geoid for geoid, _ in rows} == {"01001", "01003"}  # no row of the country among counties


def test_the_release_is_read_and_kept_and_what_it_lacks_is_named(server: Replay) -> None:
    found = places.read(area("county", "01"), year=2025, connection=connection(server))
    assert found.release.endswith("2025 release")
    (missing,) = found.missing
    assert "Adults who smoke" in missing.words
    assert "Adults with diagnosed diabetes;" not in missing.words
    assert all("key" not in url for url in found.requests)
    asked = server.asked[1]
    assert asked.first("$where") == "stateabbr='AL'"
    assert (asked.first("$order"), asked.first("$limit"), asked.first("$offset")) == (":id", "50000", "0")


def test_a_state_without_rows_is_said_as_such(server: Replay) -> None:
    server.answer("/resource/", Answer(body=HEADER.encode(), headers={"Content-Type": "text/csv"}))
    with pytest.raises(NoData, match="county_21"):
        places.read(area("county", "21"), year=2025, connection=connection(server))


def test_an_id_that_rolled_on_to_the_next_release_is_refused(server: Replay) -> None:
    rolled = {"name": "PLACES: Local Data for Better Health, County Data, 2026 release"}
    server.answer("/api/views/", Answer(body=json.dumps(rolled).encode()))
    with pytest.raises(ChangedFormat, match="2026 release"):
        places.read(area("county", "01"), year=2025, connection=connection(server))
    with pytest.raises(UnknownYear):
        places.read(area("tract", "01"), year=2023, connection=connection(server))


def test_pages_are_asked_until_one_is_not_full(server: Replay, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "_ROWS_A_REQUEST", 2)
    lines = ROWS.splitlines(keepends=True)

    def page(asked: Asked) -> Answer:
        start = int(asked.first("$offset"))
        body = HEADER + "".join(lines[start : start + 2][:2] if start < 4 else lines[4:5])
        return Answer(body=body.encode(), headers={"Content-Type": "text/csv"})

    server.answer("/resource/", page)
    found = places.read(area("county", "01"), year=2025, connection=connection(server))
    assert [each.first("$offset") for each in server.asked[1:]] == ["0", "2", "4"]
    assert found.observations.height == 4


def test_a_column_or_a_kind_of_value_that_is_new_is_named(server: Replay) -> None:
    server.answer("/resource/", Answer(body=(HEADER + ROWS).replace("measureid", "measure_id").encode()))
    with pytest.raises(ChangedFormat, match="measureid"):
        places.read(area("county", "01"), year=2025, connection=connection(server))
    server.answer("/resource/", Answer(body=(HEADER + ROWS.replace("AgeAdjPrv", "SmoothPrv")).encode()))
    with pytest.raises(ChangedFormat, match="SmoothPrv"):
        places.read(area("county", "01"), year=2025, connection=connection(server))


def test_when_the_portal_is_out_of_order_what_came_before_serves_and_its_age_is_said(
    server: Replay, tmp_path: Path
) -> None:
    heard = []
    places.read(area("county", "01"), year=2025, connection=connection(server, tmp_path))
    server.answer("/", Answer(status=503))
    how = connection(server, tmp_path)
    again = places.read(
        area("county", "01"),
        year=2025,
        connection=_http.Connection(**{**how.__dict__, "on_event": heard.append}),
    )
    assert again.observations.height == 4
    (detail, *_) = [event.detail for event in heard if event.step == "kept"]
    assert "out of order" in detail
    assert "retrieved" in detail
    assert "today" in detail
