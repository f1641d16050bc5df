"""The survey without a key: rows are picked out of a large file as it arrives."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from data_loaders import _cache, _http, acs_files
from data_loaders._acs_observations import Quantity
from data_loaders._area import area
from data_loaders._failures import ChangedFormat, NoData, Unavailable
from equity.errors import UnknownYear
from tests.data_loaders.live.replay import Answer, Replay

POVERTY = Quantity(indicator="poverty", group="all", numerator=("B17001_002",), denominator=("B17001_001",))
INCOME = Quantity(indicator="median_household_income", group="all", numerator=("B19013_001",))

# Levels in the order of the real files; the urban part of a state shares its summary level.
ROWS = """GEO_ID|B17001_E001|B17001_M001|B17001_E002|B17001_M002
0100000US|324567147|-555555555|40390045|279221
0400000US37|10000|50|1200|40
0400001US37|7000|40|900|35
0500000US37001|1000|0|200|30
0500000US45001|500|20|60|12
1400000US37001020100|100|10|25|6
1400000US37001020200|0|12|0|12
1400000US45001010100|90|9|9|5
1500000US370010201001|50|9|5|5
1600000US3755000|400|15|44|9
860Z200US27601|300|15|33|8
"""
MEDIANS = """GEO_ID|B19013_E001|B19013_M001
1400000US37001020100|250001|-333333333
1400000US37001020200|-666666666|-222222222
1400000US45001010100|61000|5100
"""


@pytest.fixture
def server() -> Iterator[Replay]:
    with Replay() as running:
        running.answer("b17001.dat", Answer(body=ROWS.encode(), ranges=True))
        running.answer("b19013.dat", Answer(body=MEDIANS.encode()))
        yield running


def connection(server: Replay, folder: Path | None = None, **options: object) -> _http.Connection:
    settings: dict[str, object] = {
        "folder": folder,
        "mirrors": {_http.CENSUS_FILES: server.url},
        "timeout_seconds": (1.0, 5.0),
        "sleep": lambda seconds: None,
    }
    return _http.Connection(**{**settings, **options})  # type: ignore[arg-type]


def test_a_share_of_a_state_s_tracts_with_its_margin(server: Replay) -> None:
    """25 of 100 is 25 %; its margin is sqrt(6^2 - 0.25^2 x 10^2) / 100 = sqrt(29.75) / 100 = 5.454 %.

    In the second tract nobody's poverty status is known: no share, not a share of zero.
    """
    found = acs_files.read(
        area("tract", "37"), year=2023, quantities=[POVERTY], connection=connection(server)
    )
    first, second = found.observations.to_dicts()
    assert (first["geoid"], first["estimate"], first["source_id"]) == ("37001020100", 0.25, "acs_files")
    assert first["moe"] == pytest.approx(0.05454, abs=1e-5)
    assert (second["estimate"], second["estimate_kind"]) == (None, "no_residents")
    assert server.asked[0].path.endswith(
        "/summary_file/2023/table-based-SF/data/5YRData/acsdt5y2023-b17001.dat"
    )
    assert server.asked[0].query == {}


CASES = [
    (("nation", None), ["us"]),
    (("state", None), ["37"]),
    (("county", None), ["37001", "45001"]),
    (("county", "45"), ["45001"]),
    (("us_place", "37"), ["3755000"]),
    (("us_zcta", None), ["27601"]),
]


@pytest.mark.parametrize(("which", "geoids"), CASES, ids=[str(which) for which, _ in CASES])
def test_each_level_takes_its_own_rows_and_no_parts_of_areas(
    server: Replay, which: tuple, geoids: list
) -> None:
    found = acs_files.read(area(*which), year=2022, quantities=[POVERTY], connection=connection(server))
    assert found.observations["geoid"].to_list() == geoids


def test_flags_without_annotations_are_told_apart(server: Replay) -> None:
    found = acs_files.read(area("tract", "37"), year=2023, quantities=[INCOME], connection=connection(server))
    assert found.observations.select("estimate", "estimate_kind").rows() == [
        (250001.0, "open_ended_high"),
        (None, "too_few_sampled"),
    ]
    nation = acs_files.read(area("nation"), year=2023, quantities=[POVERTY], connection=connection(server))
    assert nation.observations.row(0, named=True)["denominator_moe"] == 0


def test_the_years_before_2021_lie_elsewhere(server: Replay) -> None:
    acs_files.read(area("state"), year=2019, quantities=[POVERTY], connection=connection(server))
    assert server.asked[0].path.endswith("/summary_file/2019/prototype/5YRData/acsdt5y2019-b17001.dat")
    with pytest.raises(UnknownYear):
        acs_files.read(area("state"), year=2017, quantities=[POVERTY], connection=connection(server))


def test_a_table_that_is_not_there_is_named_and_the_rest_comes(server: Replay) -> None:
    absent = Quantity(indicator="snap", group="all", numerator=("B99999_002",), denominator=("B99999_001",))
    found = acs_files.read(
        area("tract", "37"), year=2023, quantities=[POVERTY, absent], connection=connection(server)
    )
    assert [(each.what, each.cause) for each in found.missing] == [("B99999", "unknown_request")]
    kinds = dict(found.observations.filter(geoid="37001020100").select("indicator", "estimate_kind").rows())
    assert kinds == {"poverty": "survey", "snap": "not_published"}


def test_lines_that_were_renumbered_are_refused(server: Replay) -> None:
    moved = Quantity(indicator="poverty", group="all", numerator=("B17001_099",), denominator=("B17001_001",))
    with pytest.raises(ChangedFormat, match="B17001_E099"):
        acs_files.read(area("state"), year=2023, quantities=[moved], connection=connection(server))


def test_a_state_without_rows_is_said_as_such(server: Replay) -> None:
    with pytest.raises(NoData, match="tract_36"):
        acs_files.read(area("tract", "36"), year=2023, quantities=[POVERTY], connection=connection(server))


@pytest.mark.parametrize("cut", range(1, len(ROWS), 37))
def test_rows_are_whole_wherever_the_connection_is_cut(server: Replay, cut: int) -> None:
    server.answer(
        "b17001.dat",
        Answer(body=ROWS.encode(), ranges=True, cut_after=cut),
        Answer(body=ROWS.encode(), ranges=True),
    )
    found = acs_files.read(
        area("tract", "37"), year=2023, quantities=[POVERTY], connection=connection(server)
    )
    assert found.observations["denominator"].to_list() == [100, 0]


def test_a_second_pull_reads_the_kept_rows_and_a_failed_one_keeps_none(
    server: Replay, tmp_path: Path
) -> None:
    how = connection(server, tmp_path)
    acs_files.read(area("tract", "37"), year=2023, quantities=[POVERTY], connection=how)
    acs_files.read(area("tract", "37"), year=2023, quantities=[POVERTY], connection=how)
    assert len(server.asked) == 1
    (kept,) = _cache.notes(tmp_path)
    assert kept.url.endswith("acsdt5y2023-b17001.dat#tract_37")
    server.answer("b17001.dat", Answer(body=ROWS.encode(), cut_after=300))
    with pytest.raises(Unavailable):
        acs_files.read(area("tract", "45"), year=2023, quantities=[POVERTY], connection=how)
    assert list(_cache.notes(tmp_path)) == [kept]
