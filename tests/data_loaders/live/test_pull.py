"""From the command line to a folder, and from the folder to what the app reads, with the network gone."""

import dataclasses
import gzip
import hashlib
import json
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import polars as pl
import pytest

from data_loaders import __main__ as command
from data_loaders import _area, _folder, _http, pull, pulled
from data_loaders._area import area
from data_loaders._arrival import Arrival
from data_loaders._failures import FolderUnwritable
from data_loaders._folder import Pull
from equity import geography, outlines, rates
from equity.errors import DamagedPack, InvalidParameter, InvalidTable, UnknownSource, UnknownYear
from equity.indicators import indicator
from equity.tables import OBSERVATIONS
from tests.data_loaders.live.census_api import CensusApi
from tests.data_loaders.live.replay import Answer, Replay
from tests.data_loaders.live.shapefile import zipped

KEY = "0123456789abcdef0123456789abcdef01234567"
TRACTS = ("37001020100", "37001020200", "37003020100")
SHAPES = [
    {"GEOID": code, "NAME": code[5:], "NAMELSAD": f"Census Tract {code[5:]}", "STATE_NAME": "North Carolina"}
    for code in TRACTS
]


def cell(geoid: str, name: str) -> str | None:
    """A tenth of everybody below the poverty line, more with each tract; margins of a fifth."""
    at = TRACTS.index(geoid) + 1 if geoid in TRACTS else 4
    value = 1000 * at if name.split("_")[1].startswith("001") else 100 * at * at
    return {"E": str(value), "M": str(value // 5)}.get(name.split("_")[1][3:])


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Replay]:
    with Replay() as running:
        running.answer(
            "/data/2023/acs/acs5", CensusApi(cell=cell, places={"tract": TRACTS, "state": ("37",)})
        )
        running.answer(
            "/GENZ2023/shp/cb_2023_37_tract_500k.zip", Answer(body=zipped(SHAPES, tmp_path / "shp"))
        )
        mirrors = f"{_http.CENSUS_API}={running.url} {_http.CENSUS_FILES}={running.url}"
        monkeypatch.setenv(_http.MIRRORS_VARIABLE, mirrors)
        monkeypatch.setenv(_http.KEY_VARIABLE, KEY)
        monkeypatch.setenv(pulled.DATA_VARIABLE, str(tmp_path / "data"))
        monkeypatch.setattr(pulled, "OUTLINES", tmp_path / "static")
        yield running


ASK = ["pull", "--source", "acs5", "--year", "2023", "--level", "tract", "--state", "37"]
SOME = ["--indicators", "poverty,residents"]


def test_a_pulled_folder_is_read_with_the_network_off(
    server: Replay, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command.main([*ASK, *SOME]) == 0
    said = capsys.readouterr().out
    assert "About 5 requests" in said  # 21 lines are two, for tracts and for the state; one for shapes
    server.__exit__(None, None, None)  # the network is off from here on

    table = pulled.observations("poverty", "tract", 2023)
    assert table.filter(group="all")["estimate"].to_list() == pytest.approx([0.1, 0.2, 0.3])
    assert table["group"].n_unique() == 10
    assert pulled.observations("poverty", "state", 2023).filter(group="all")["estimate"].to_list() == [0.4]
    assert pulled.vintages("poverty", "tract") == [2023]
    assert {*pulled.available()["indicator"]} == {"poverty", "residents"}
    assert pulled.observations_of_place("tract", TRACTS[0])["indicator"].n_unique() == 2

    edition = geography.boundary_vintage("tract", 2023)
    places = pulled.places("tract", edition)
    assert places["geoid"].to_list() == [*TRACTS]
    assert places["residents"].to_list() == [1000, 2000, 3000]
    assert places["name"][0] == "Census Tract 020100, North Carolina"
    assert list(pulled.shapes("tract", edition)["geoid"]) == [*TRACTS]
    drawn = outlines.decode((tmp_path / "static" / pulled.outline_file("tract", edition)).read_bytes())
    assert drawn.geoids == TRACTS

    measured = rates.of(indicator("poverty"), table.filter(group="all"))
    assert geography.join(measured, places).matched == 3
    assert pulled.source("acs5").publisher == "U.S. Census Bureau"
    ((kept, requests),) = pulled.requests("poverty", "tract", 2023)
    assert kept.release == "ACS five-year data 2019-2023"
    assert requests[0].startswith("https://api.census.gov/data/2023/acs/acs5?get=B01003_001E,")
    assert len(pulled.requests("residents", "state", 2023)[0][1]) == 2  # of four, those with its table


def test_the_key_is_nowhere_in_the_folder_or_on_the_screen(
    server: Replay, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command.main([*ASK, *SOME])
    command.main(["list"])
    said = capsys.readouterr()
    assert KEY not in said.out + said.err
    assert not [path for path in tmp_path.rglob("*") if path.is_file() and KEY.encode() in path.read_bytes()]


def test_list_says_what_is_there_and_verify_finds_what_was_altered(
    server: Replay, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command.main([*ASK, *SOME])
    capsys.readouterr()
    assert command.main(["list"]) == 0
    assert "acs5 tract 37 2023: 44 rows, retrieved" in capsys.readouterr().out
    assert command.main(["verify"]) == 0
    (table,) = (tmp_path / "data" / "tables").iterdir()
    table.write_bytes(table.read_bytes()[:-1])
    assert command.main(["verify"]) == 1
    assert "missing or altered" in capsys.readouterr().out
    with pytest.raises(DamagedPack, match=r"Pull acs5 for tract again"):
        pulled.observations("poverty", "tract", 2023)
    command.main([*ASK, *SOME])  # from the kept replies, and whole again
    assert command.main(["verify"]) == 0


def test_a_second_pull_adds_indicators_and_asks_only_for_what_is_new(server: Replay) -> None:
    command.main([*ASK, *SOME])
    before = len(server.asked)
    command.main([*ASK, "--indicators", "median_age", "--everyone-only"])
    assert len(server.asked) == before + 2
    assert {*pulled.available()["indicator"]} == {"median_age", "poverty", "residents"}


def test_when_the_service_fails_what_was_pulled_stays(
    server: Replay, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    command.main([*ASK, *SOME])
    server.answer("/data", Answer(status=503))
    monkeypatch.setattr(_http.time, "sleep", lambda seconds: None)
    monkeypatch.setattr(_http.Connection, "__init__", _impatient(_http.Connection.__init__))
    assert command.main([*ASK, "--indicators", "snap"]) == 1
    assert "service unavailable" in capsys.readouterr().err
    assert {*pulled.available()["indicator"]} == {"poverty", "residents"}


def _impatient(init):
    def patched(self, **options):
        init(self, **{**options, "sleep": lambda seconds: None})

    return patched


def test_shapes_that_cannot_be_had_are_named_and_the_numbers_stay(server: Replay, tmp_path: Path) -> None:
    server.answer("/GENZ", Answer(status=403))
    how = _http.from_environment(folder=tmp_path / "data")
    wanted = pull.Request(source="acs5", area=area("tract", "37"), year=2023, indicators=("poverty",))
    result = pull.run(wanted, how)
    assert [(each.what, each.cause) for each in result.missing] == [
        ("shapes of 2023 for tract_37", "unavailable")
    ]
    assert pulled.vintages("poverty", "tract") == [2023]
    with pytest.raises(UnknownYear, match="No tract boundaries of 2023 were pulled"):
        pulled.places("tract", 2023)


def test_two_states_share_one_order_of_places(server: Replay, tmp_path: Path) -> None:
    other = [{"GEOID": "01001020100", "NAME": "201", "NAMELSAD": "Census Tract 201", "STATE_NAME": "Alabama"}]
    server.answer("/cb_2023_01_tract", Answer(body=zipped(other, tmp_path / "other")))
    server.answer(
        "/data",
        CensusApi(
            cell=lambda geoid, name: "7" if name.endswith("E") else None,
            places={"tract": ("01001020100",), "state": ("01",)},
        ),
    )
    command.main([*ASK[:-1], "01", *SOME])
    server.answer("/data", CensusApi(cell=cell, places={"tract": TRACTS, "state": ("37",)}))
    command.main([*ASK, *SOME])
    places = pulled.places("tract", 2023)
    assert places["geoid"].to_list() == ["01001020100", *TRACTS]
    assert places["outline_index"].to_list() == [0, 1, 2, 3]
    drawn = outlines.decode((tmp_path / "static" / pulled.outline_file("tract", 2023)).read_bytes())
    assert [*drawn.geoids] == places["geoid"].to_list()
    assert len(list((tmp_path / "data" / "outlines").iterdir())) == 1


def test_what_cannot_be_pulled_is_said_before_anything_is_asked(server: Replay, tmp_path: Path) -> None:
    with pytest.raises(UnknownSource, match="acs_files"):
        pull.plan(pull.Request(source="acs6", area=area("state"), year=2023))
    with pytest.raises(InvalidParameter, match="a later year"):
        pull.plan(
            pull.Request(source="acs5", area=area("state"), year=2021, indicators=("housing_burden_30",))
        )
    with pytest.raises(InvalidParameter, match="has no nation"):
        how = _http.from_environment(folder=tmp_path)
        pull.run(pull.Request(source="places", area=area("nation"), year=2025), how)
    assert server.asked == []


def test_all_indicators_of_the_survey_take_at_most_seventy_requests_for_a_states_tracts() -> None:
    wanted = pull.Request(source="acs5", area=area("tract", "37"), year=2023, by_race=False)
    assert pull.plan(wanted).requests <= 70


def test_without_a_folder_there_is_nothing_and_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(pulled.DATA_VARIABLE, "")
    assert pulled.available().is_empty()
    assert pulled.sources() == {}
    assert pulled.observations("poverty", "county", 2023).is_empty()


def test_the_declarations_of_every_source_cost_no_network_library() -> None:
    code = (
        "import sys; from data_loaders import pull; found = pull.sources(); "
        "print(sorted({'requests', 'census', 'geopandas', 'streamlit'} & {*sys.modules}), len(found))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split()[0] == "[]"


def test_a_source_is_named_as_its_loader_is() -> None:
    """So that what was pulled can be named without loading every module of the folder."""
    for source_id, source in pull.sources().items():
        assert import_module(f"data_loaders.{source_id}").SOURCE is source


def test_what_another_version_pulled_from_a_source_unknown_here_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(pulled.DATA_VARIABLE, str(tmp_path))
    notes = tmp_path / "pulls"
    notes.mkdir()
    kept = {field.name: "" for field in dataclasses.fields(_folder.Pull)}
    kept |= {"kind": "observations", "requests": [], "missing": [], "vintage": 2030, "rows": 1}
    for source_id in ("acs9", "os.path", "../acs5"):
        note = json.dumps(kept | {"source": source_id})
        (notes / f"{source_id[-1]}.json").write_text(note)
    assert {each.source for each in pulled.pulls()} == {"acs9", "os.path", "../acs5"}
    assert pulled.sources() == {}


def test_of_several_kept_tables_the_wrong_one_is_named(tmp_path: Path) -> None:
    """A table is kept as it came; what is wrong with it is found when it is read beside the others."""
    kept = []
    for state, kind in (("36", "survey"), ("37", "guessed")):
        columns = dict.fromkeys(OBSERVATIONS) | {
            "geoid": f"{state}001020100",
            "geo_level": "tract",
            "vintage": 2023,
            "indicator": "poverty",
            "group": "all",
            "estimate": 0.1,
            "estimate_kind": kind,
            "moe_method": "not_available",
            "source_id": "acs5",
        }
        arrival = Arrival(observations=pl.DataFrame([columns], schema=OBSERVATIONS), requests=())
        kept.append(
            _folder.keep_observations(tmp_path, arrival, area("tract", state), source="acs5", year=2023)
        )
    assert _folder.observations(tmp_path, kept[:1], geo_level="tract").height == 1
    with pytest.raises(InvalidTable, match=r"tables/acs5_tract_37_2023.*\n.*estimate_kind"):
        _folder.observations(tmp_path, kept, geo_level="tract")


def test_two_processes_may_fill_one_folder(server: Replay, tmp_path: Path) -> None:
    runs = [
        subprocess.Popen(
            [sys.executable, "-m", "data_loaders", *ASK, "--indicators", each, "--everyone-only"],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for each in ("poverty", "residents")
    ]
    assert [each.wait() for each in runs] == [0, 0]
    assert command.main(["verify"]) == 0
    notes = [json.loads(path.read_text()) for path in (tmp_path / "data" / "pulls").glob("*.json")]
    assert {each["kind"] for each in notes} == {"observations", "shapes", "outlines"}
    assert {*pulled.available()["indicator"]} == {"poverty", "residents"}  # neither overwrote the other's
    assert pulled.places("tract", 2023).height == 3


def test_a_note_that_leads_out_of_its_folder_is_no_note(server: Replay, tmp_path: Path) -> None:
    """Somebody else's folder could name a file to be read, or removed by the next pull."""
    command.main([*ASK, *SOME])
    outside = tmp_path / "precious.parquet"
    outside.write_bytes(b"precious")
    note = tmp_path / "data" / "pulls" / "acs5_tract_37_2023.json"
    note.write_text(json.dumps({**json.loads(note.read_text()), "file": "../precious.parquet"}))
    assert pulled.pulls() == []
    assert command.main(["verify"]) == 1
    command.main([*ASK, *SOME])
    assert outside.read_bytes() == b"precious"
    assert pulled.vintages("poverty", "tract") == [2023]


def test_outlines_that_cannot_be_kept_leave_the_earlier_ones_whole(tmp_path: Path) -> None:
    """Something else stands where the new overview would be written: the old one keeps the part it names."""

    def kept(body: bytes) -> tuple[Pull, str]:
        named = f"tract_2023_37-{hashlib.sha256(body).hexdigest()[:10]}.bin"
        return _folder.keep_outlines(
            tmp_path, body, {named: body}, level="tract", edition=2023, places=1, source="boundaries"
        ), named

    old, its_part = kept(b"old")
    in_the_way = tmp_path / "outlines" / f"tract_2023-{hashlib.sha256(b'new').hexdigest()[:10]}.bin"
    in_the_way.mkdir()
    with pytest.raises(FolderUnwritable):
        kept(b"new")
    assert _folder.body(tmp_path, old) == _folder.part(tmp_path, its_part, old) == b"old"
    in_the_way.rmdir()
    kept(b"new")
    assert not (tmp_path / "outlines" / its_part).exists()


def test_many_places_are_drawn_in_parts_and_put_where_they_are_served(
    server: Replay, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """With room for four in one file, the five tracts of two states are an overview and a file for each."""
    monkeypatch.setattr(pull, "_IN_ONE_FILE", 4)
    monkeypatch.setattr(_area, "STATES", {"37": "NC", "45": "SC"})
    codes = ("45001020100", "45001020200")
    south = [{**SHAPES[0], "GEOID": code, "NAME": code[5:], "STATE_NAME": "South Carolina"} for code in codes]
    places = {"tract": (*TRACTS, *codes), "state": ("37", "45")}
    server.answer("/data/2023/acs/acs5", CensusApi(cell=cell, places=places))
    server.answer("/GENZ2023/shp/cb_2023_45_tract_500k.zip", Answer(body=zipped(south, tmp_path / "south")))
    every = ["pull", "--source", "acs5", "--year", "2023", "--level", "tract", "--state", "all", *SOME]
    command.main(every)
    assert "kept 5 rows of outlines" in capsys.readouterr().out
    edition = geography.boundary_vintage("tract", 2023)
    name = pulled.outline_file("tract", edition)
    read = outlines.decode((tmp_path / "static" / name).read_bytes())
    assert [count for _, count in read.parts] == [3, 2]
    for file, _ in read.parts:
        body = (tmp_path / "static" / file).read_bytes()
        assert gzip.decompress((tmp_path / "static" / f"{file}.gz").read_bytes()) == body
    assert command.main(["verify"]) == 0
    (tmp_path / "data" / "outlines" / read.parts[0][0]).write_bytes(b"EQL1")
    assert command.main(["verify"]) == 1
