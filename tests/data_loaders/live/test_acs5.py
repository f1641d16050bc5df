"""The survey through the Census API: each defect of the `census` package is worked around, and seen to be.

`test_the_package_still_...` show the defect itself, so that a repaired package is noticed.
"""

from pathlib import Path
from typing import Any

import census
import polars as pl
import pytest
from requests import PreparedRequest, Response, Session
from requests.adapters import HTTPAdapter

from data_loaders import _http, acs5
from data_loaders._acs_observations import Quantity
from data_loaders._area import area
from data_loaders._failures import ChangedFormat, NoData, NoKey, Unavailable, UnknownRequest
from equity.errors import UnknownYear
from tests.data_loaders.live.census_api import CensusApi
from tests.data_loaders.live.replay import Answer, Replay

KEY = "0123456789abcdef0123456789abcdef01234567"
COUNTIES = ("01001", "01003", "37001")
# C27001B, 2020-2024, Autauga County, as the API gave it: uninsured by age are lines 4, 7 and 10.
AUTAUGA = {1: (11751, 403), 4: (142, 107), 7: (800, 284), 10: (29, 31)}
UNINSURED = Quantity(
    indicator="uninsured",
    group="black_alone",
    numerator=("C27001B_004", "C27001B_007", "C27001B_010"),
    denominator=("C27001B_001",),
)


def autauga(_geoid: str, name: str) -> str | None:
    value, margin = AUTAUGA[int(name[8:11])]
    return {"E": str(value), "M": str(margin)}.get(name[11:])


def numbered(geoid: str, name: str) -> str | None:
    """Every estimate is its line number, every margin 1."""
    return {"E": str(int(name.split("_")[1][:3])), "M": "1"}.get(name.split("_")[1][3:])


def connection(server: Replay, folder: Path | None = None, **options: object) -> _http.Connection:
    settings: dict[str, object] = {
        "key": KEY,
        "folder": folder,
        "mirrors": {_http.CENSUS_API: server.url, _http.CENSUS_FILES: server.url},
        "timeout_seconds": (1.0, 5.0),
        "sleep": lambda seconds: None,
    }
    return _http.Connection(**{**settings, **options})  # type: ignore[arg-type]


def many(count: int) -> list[Quantity]:
    """One sum over so many lines."""
    lines = tuple(f"B01001_{number:03}" for number in range(1, count + 1))
    return [Quantity(indicator="residents", group="all", numerator=lines)]


def test_the_share_and_its_margin_are_those_of_hand_arithmetic(server: Replay) -> None:
    """142 + 800 + 29 = 971 of 11,751 is 8.263 %.

    Margin of 971: sqrt(107^2 + 284^2 + 31^2) = sqrt(93,066) = 305.07.
    Margin of the share: sqrt(93,066 - 0.0826313^2 x 403^2) / 11,751 = sqrt(93,066 - 1,108.9) / 11,751
    = 303.244 / 11,751 = 2.5806 %.
    """
    server.answer("/data/2024/acs/acs5", CensusApi(cell=autauga, places={"county": ("01001",)}))
    arrival = acs5.read(
        area("county", "01"), year=2024, quantities=[UNINSURED], connection=connection(server)
    )
    row = arrival.observations.row(0, named=True)
    assert (row["geoid"], row["vintage"], row["group"]) == ("01001", 2024, "black_alone")
    assert row["estimate"] == pytest.approx(0.0826313, abs=1e-7)
    assert row["moe"] == pytest.approx(0.025806, abs=1e-6)
    assert (row["numerator"], row["denominator"], row["denominator_moe"]) == (971, 11751, 403)
    assert row["numerator_moe"] == pytest.approx(305.07, abs=0.01)
    assert (row["estimate_kind"], row["moe_method"], row["source_id"]) == ("survey", "proportion", "acs5")
    assert arrival.missing == ()
    assert "key" not in arrival.requests[0]
    assert arrival.requests[0].startswith("https://api.census.gov/data/2024/acs/acs5?get=C27001B_001E,")


def test_a_request_has_at_most_48_fields_and_no_request_asks_for_a_type(server: Replay) -> None:
    """100 lines are 400 cells, 12 lines at a time: 9 requests; the whole takes as many again."""
    server.answer("/data", CensusApi(cell=numbered, places={"county": COUNTIES}))
    quantities = [
        Quantity(indicator="residents", group="all", numerator=tuple(f"B01001_{n:03}" for n in range(1, 101)))
    ]
    arrival = acs5.read(area("county"), year=2023, quantities=quantities, connection=connection(server))
    assert len(server.asked) == 9 == len(arrival.requests)
    assert acs5.requests_needed(area("county"), quantities, year=2023) == 18
    assert {each.path for each in server.asked} == {"/data/2023/acs/acs5"}
    assert max(len(each.first("get").split(",")) for each in server.asked) == 48
    assert arrival.observations["estimate"].unique().to_list() == [5050]  # 1 + 2 + ... + 100


class MirrorOnly(HTTPAdapter):
    """What any user of the package has: the server's address, and none of our manners."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self._url = url

    def send(self, request: PreparedRequest, *args: Any, **options: Any) -> Response:
        request.url = (request.url or "").replace(_http.CENSUS_API, self._url)
        return super().send(request, *args, **options)


def test_the_package_still_asks_once_for_every_column(server: Replay) -> None:
    server.answer("/data", CensusApi(cell=numbered, places={"county": COUNTIES}))
    server.answer("/variables/", Answer(body=b'{"predicateType": "int"}'))
    with Session() as opened:
        opened.mount(_http.CENSUS_API, MirrorOnly(server.url))
        plain = census.Census(KEY, session=opened)
        plain.acs5.get(("B01001_001E", "B01001_002E"), geo={"for": "county:*"}, year=2023)
    assert len(server.asked) == 5  # the table, and the type of each of its four columns


def test_the_package_still_loses_everything_when_one_part_is_empty(server: Replay) -> None:
    server.answer("/data", CensusApi(cell=numbered, places={"county": COUNTIES}), Answer(status=204))
    with Session() as opened:
        opened.mount(_http.CENSUS_API, MirrorOnly(server.url))
        plain = census.Census(KEY, session=opened)
        fields = tuple(f"B01001_{n:03}E" for n in range(1, 61))
        assert plain.acs5.get(fields, geo={"for": "county:*"}, year=2023) == []


def test_an_empty_reply_in_one_part_keeps_the_rest_and_says_what_is_missing(server: Replay) -> None:
    full = CensusApi(cell=numbered, places={"county": COUNTIES})
    server.answer("/data", full, Answer(status=204), full)
    quantities = [
        Quantity(indicator=name, group="all", numerator=(f"B01001_{line:03}",))
        for name, line in (("residents", 1), ("women", 15), ("veterans", 30))
    ]
    wide = [
        *quantities,
        Quantity(indicator="poverty", group="all", numerator=tuple(f"B01001_{n:03}" for n in range(2, 31))),
    ]
    arrival = acs5.read(area("county"), year=2023, quantities=wide, connection=connection(server))
    kinds = dict(arrival.observations.group_by("indicator").agg(pl.col("estimate_kind").first()).iter_rows())
    assert kinds == {
        "residents": "survey",
        "women": "not_published",
        "veterans": "survey",
        "poverty": "not_published",
    }
    assert [(each.what, each.cause) for each in arrival.missing] == [("B01001_013 to B01001_024", "no_data")]


def test_nothing_at_all_is_said_as_such(server: Replay) -> None:
    """A Connecticut county that no longer exists: 204."""
    server.answer("/data", Answer(status=204))
    with pytest.raises(NoData, match="county_09"):
        acs5.read(area("county", "09"), year=2023, quantities=[UNINSURED], connection=connection(server))


def test_replies_with_unequal_places_are_asked_again_and_never_paired(server: Replay, tmp_path: Path) -> None:
    short = CensusApi(cell=numbered, places={"county": COUNTIES[:2]})
    full = CensusApi(cell=numbered, places={"county": COUNTIES})
    server.answer("/data", full, short, full)
    arrival = acs5.read(
        area("county"), year=2023, quantities=many(20), connection=connection(server, tmp_path)
    )
    assert arrival.observations["geoid"].n_unique() == 3
    assert len(server.asked) == 4
    server.answer("/data", *([full, short] * 2))
    with pytest.raises(Unavailable, match=r"name different places: 1 .*37001"):
        acs5.read(area("county"), year=2022, quantities=many(20), connection=connection(server, tmp_path))


def test_an_interrupted_pull_goes_on_where_it_stopped(server: Replay, tmp_path: Path) -> None:
    full = CensusApi(cell=numbered, places={"county": COUNTIES})
    server.answer("/data", full, full, Answer(status=400, body=b"error: something else"), full)
    how = connection(server, tmp_path)
    with pytest.raises(UnknownRequest):
        acs5.read(area("county"), year=2023, quantities=many(40), connection=how)
    acs5.read(area("county"), year=2023, quantities=many(40), connection=how)
    assert len(server.asked) == 5  # 4 requests, one of them twice


def test_a_table_the_year_does_not_have_is_left_out_and_named(server: Replay) -> None:
    server.answer("/data", CensusApi(cell=numbered, places={"county": COUNTIES}, unknown_tables=("B25140B",)))
    quantities = [
        Quantity(indicator="residents", group="all", numerator=("B01001_001",)),
        Quantity(
            indicator="poverty", group="black_alone", numerator=("B25140B_003",), denominator=("B25140B_001",)
        ),
    ]
    arrival = acs5.read(area("county"), year=2019, quantities=quantities, connection=connection(server))
    assert [(each.what, each.cause) for each in arrival.missing] == [("B25140B", "unknown_request")]
    assert dict(arrival.observations.select("indicator", "estimate_kind").unique().iter_rows()) == {
        "residents": "survey",
        "poverty": "not_published",
    }


def test_zip_code_areas_of_a_state_are_those_of_the_bureaus_list(server: Replay) -> None:
    """The package's own method returns every area of the country, whatever state is asked (from 2020 on)."""
    server.answer(
        "/data/2023", CensusApi(cell=numbered, places={"zip code tabulation area": ("27601", "90210")})
    )
    server.answer(
        "/geo/docs",
        Answer(
            body="\ufeffOID_ZCTA5_20|GEOID_ZCTA5_20|GEOID_COUNTY_20\n1|27601|37183\n2|90210|06037\n3||37001\n".encode()
        ),
    )
    arrival = acs5.read(area("us_zcta", "37"), year=2023, quantities=many(1), connection=connection(server))
    assert arrival.observations["geoid"].to_list() == ["27601"]
    assert server.asked[-1].first("for") == "zip code tabulation area:27601"
    assert server.asked[-1].first("in") == ""


LEVELS = [
    ("nation", None, "us:1", "", ["us"]),
    ("state", None, "state:*", "", ["01", "37"]),
    ("county", "37", "county:*", "state:37", ["37001"]),
    ("tract", "37", "tract:*", "state:37 county:*", ["37001020100"]),
    ("us_place", "37", "place:*", "state:37", ["3755000"]),
]


@pytest.mark.parametrize("case", LEVELS, ids=[each[0] for each in LEVELS])
def test_each_level_is_asked_in_the_apis_own_words(server: Replay, case: tuple) -> None:
    level, state, asked_for, asked_in, geoids = case
    places = {
        "us": ("1",),
        "state": ("01", "37"),
        "county": COUNTIES,
        "tract": ("01001020100", "37001020100"),
        "place": ("0100100", "3755000"),
    }
    server.answer("/data", CensusApi(cell=numbered, places=places))
    arrival = acs5.read(area(level, state), year=2023, quantities=many(1), connection=connection(server))
    assert (server.asked[0].first("for"), server.asked[0].first("in")) == (asked_for, asked_in)
    assert sorted(arrival.observations["geoid"]) == geoids


def test_without_a_key_nothing_is_asked_and_the_way_without_one_is_named(server: Replay) -> None:
    with pytest.raises(NoKey, match="acs_files"):
        acs5.read(area("state"), year=2023, quantities=many(1), connection=connection(server, key=None))
    assert server.asked == []


@pytest.mark.parametrize("year", ["2022", 2008, 2031])
def test_a_year_that_is_text_or_not_there_is_refused_before_asking(server: Replay, year: object) -> None:
    with pytest.raises(UnknownYear):
        acs5.read(area("state"), year=year, quantities=many(1), connection=connection(server))  # type: ignore[arg-type]
    assert server.asked == []


@pytest.mark.parametrize(
    "body",
    [b'{"error": "x"}', b"[]", b'[["NAME","B01001_001E","state"],["Alabama","5","01"]]', b'[["NAME"]]'],
)
def test_json_that_is_not_the_usual_table_is_named_as_a_change_of_the_api(
    server: Replay, body: bytes
) -> None:
    server.answer("/data", Answer(body=body))
    with pytest.raises((ChangedFormat, NoData)):
        acs5.read(area("state"), year=2023, quantities=many(1), connection=connection(server))


def test_the_whole_comes_with_its_parts_and_its_absence_costs_nothing(server: Replay) -> None:
    places = {"county": COUNTIES, "state": ("01", "37")}
    server.answer("/data", CensusApi(cell=numbered, places=places))
    found = acs5.read(
        area("county", "37"), year=2023, quantities=many(1), connection=connection(server), with_whole=True
    )
    assert found.observations.select("geo_level", "geoid").rows() == [("county", "37001"), ("state", "37")]
    server.answer("/data", CensusApi(cell=numbered, places={"county": COUNTIES}))
    found = acs5.read(
        area("county"), year=2023, quantities=many(1), connection=connection(server), with_whole=True
    )
    assert found.observations["geo_level"].unique().to_list() == ["county"]
    assert "nation_us" in [each.what for each in found.missing]
