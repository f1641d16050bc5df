"""The index: ranks from the national file, -999 for none, and a second address when the first is gone."""

import pytest

from data_loaders import svi
from data_loaders._area import area
from data_loaders._failures import ChangedFormat, NoData
from equity.errors import UnknownYear
from tests.data_loaders.live.reach import reach
from tests.data_loaders.live.replay import Answer

FILE = """\ufeffST,STATE,FIPS,RPL_THEME1,RPL_THEME2,RPL_THEME3,RPL_THEME4,RPL_THEMES
01,Alabama,01001,0.4122,0.2367,0.5921,0.2491,0.2663
35,New Mexico,35039,-999.0,0.8758,0.9869,0.5409,-999.0
"""


def test_ranks_come_as_they_are_and_a_missing_one_is_missing(server):
    server.answer(
        "/Documents/Data/2022/csv/states_counties/SVI_2022_US_county.csv", Answer(body=FILE.encode())
    )
    found = svi.read(area("county"), year=2022, connection=reach(server))
    rows = {(r["geoid"], r["indicator"]): r for r in found.observations.to_dicts()}
    first = rows["01001", "svi_socioeconomic"]
    assert (first["estimate"], first["moe"], first["moe_method"]) == (0.4122, None, "not_available")
    gone = rows["35039", "svi_overall"]
    assert (gone["estimate"], gone["estimate_kind"]) == (None, "not_published")
    assert len(rows) == 10


def test_one_state_is_taken_from_the_national_file_since_its_own_ranks_otherwise(server):
    server.answer("/Documents", Answer(body=FILE.encode()))
    found = svi.read(area("county", "35"), year=2018, connection=reach(server))
    assert found.observations["geoid"].unique().to_list() == ["35039"]
    with pytest.raises(NoData):
        svi.read(area("county", "36"), year=2018, connection=reach(server))


def test_the_newer_service_stands_in(server):
    server.answer("/Documents/Data", Answer(status=403))
    server.answer("/webapi/Documents/download", Answer(body=FILE.encode()))
    found = svi.read(area("county"), year=2022, connection=reach(server))
    assert found.requests[0].startswith("https://svi2.cdc.gov/webapi/Documents/download?year=2022&type=csv")


def test_what_changed_is_named(server):
    server.answer("/Documents", Answer(body=FILE.replace("RPL_THEME2", "RPL_2").encode()))
    with pytest.raises(ChangedFormat, match="RPL_THEME2"):
        svi.read(area("county"), year=2022, connection=reach(server))
    server.answer("/Documents", Answer(body=FILE.replace("0.4122", "41.22").encode()))
    with pytest.raises(ChangedFormat, match=r"41\.22 in 01001"):
        svi.read(area("county"), year=2022, connection=reach(server))
    with pytest.raises(UnknownYear, match="2018, 2020, 2022"):
        svi.read(area("county"), year=2024, connection=reach(server))
