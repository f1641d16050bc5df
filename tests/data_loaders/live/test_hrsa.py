"""Shortage areas are counted once, sites by where they are, and a dropped connection goes on."""

import pytest

from data_loaders import hrsa
from data_loaders._area import area
from data_loaders._failures import ChangedFormat, NoData
from equity.errors import UnknownYear
from tests.data_loaders.live.reach import reach
from tests.data_loaders.live.replay import Answer

# The real header ends with a dangling empty column.
SHORTAGE = """HPSA ID,HPSA Status,HPSA Score,Designation Type,Common State County FIPS Code,
1,Designated,14,Geographic HPSA,1001,
1,Designated,14,Geographic HPSA,1001,
2,Designated,19,HPSA Population,01001,
3,Withdrawn,25,Geographic HPSA,01001,
4,Designated,24,Correctional Facility,01001,
5,Designated,9,High Needs Geographic HPSA,37183,
"""
LONGITUDE, LATITUDE = hrsa._LONGITUDE, hrsa._LATITUDE
SITES = f"""Site Name,Site State Abbreviation,Site Status Description,{LONGITUDE},{LATITUDE}
"Clinic, north",NC,Active,-78.64,35.78
Clinic south,NC,Active,-78.65,35.77
Closed clinic,NC,Inactive,-78.64,35.78
At sea,NC,Active,-60.0,35.0
No place,NC,Active,,
Far away,GU,Active,144.8,13.5
"""


@pytest.fixture
def lists(server):
    server.answer("BCD_HPSA_FCT_DET_PC.csv", Answer(body=SHORTAGE.encode(), ranges=True))
    server.answer("Sites.csv", Answer(body=SITES.encode()))
    return server


def test_the_highest_score_of_areas_and_groups_and_the_sites_inside(lists):
    """Autauga's prison scores 24 and its withdrawn area 25: neither counts. Raleigh is in 37183."""
    found = hrsa.read(area("county"), year=2026, connection=reach(lists))
    rows = {(r["geoid"], r["indicator"]): r["estimate"] for r in found.observations.to_dicts()}
    assert rows == {
        ("01001", "primary_care_shortage"): 19,
        ("37183", "primary_care_shortage"): 9,
        ("37183", "health_center_sites"): 2,
    }
    assert "2 health center sites" in found.missing[0].words
    with pytest.raises(NoData):
        hrsa.read(area("county", "36"), year=2026, connection=reach(lists))


def test_a_dropped_connection_goes_on(lists):
    lists.answer(
        "BCD_HPSA_FCT_DET_PC.csv",
        Answer(body=SHORTAGE.encode(), ranges=True, cut_after=120),
        Answer(body=SHORTAGE.encode(), ranges=True),
    )
    found = hrsa.read(area("county", "01"), year=2026, connection=reach(lists))
    assert found.observations["estimate"].to_list() == [19]


def test_what_changed_is_named(lists):
    lists.answer("BCD_HPSA", Answer(body=SHORTAGE.replace("HPSA Score", "Score").encode()))
    with pytest.raises(ChangedFormat, match="HPSA Score"):
        hrsa.read(area("county"), year=2026, connection=reach(lists))
    lists.answer("BCD_HPSA", Answer(body=SHORTAGE.replace(",19,", ",190,").encode()))
    with pytest.raises(ChangedFormat, match="190"):
        hrsa.read(area("county"), year=2026, connection=reach(lists))
    with pytest.raises(UnknownYear):
        hrsa.read(area("county"), year=2020, connection=reach(lists))
