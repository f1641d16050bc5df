"""Enrollments by state: pages, sums, and the zeros that may be withheld numbers."""

import json

import pytest

from data_loaders import medicaid_managed_care as care
from data_loaders._area import area
from data_loaders._failures import ChangedFormat, NoData
from equity.errors import UnknownYear
from tests.data_loaders.live.reach import reach
from tests.data_loaders.live.replay import Answer, Asked

PLANS = [
    ("North Carolina", "1,200"),
    ("North Carolina", "800"),
    ("North Carolina", "0"),
    ("Ohio", 50),
    ("Atlantis", "7"),
]


def reply(asked: Asked) -> Answer:
    start, limit = int(asked.first("offset")), int(asked.first("limit"))
    results = [
        {"state": state, "year": "2024", "program_name": "P", "plan_name": "X", "total_enrollment": count}
        for state, count in PLANS[start : start + limit]
    ]
    return Answer(body=json.dumps({"results": results, "count": len(PLANS)}).encode())


def test_enrollments_are_summed_and_what_is_left_out_is_named(server, monkeypatch):
    """1,200 + 800 = 2,000 in North Carolina; a plan with 0 may have withheld its number."""
    monkeypatch.setattr(care, "_ROWS_A_REQUEST", 2)
    server.answer("/api/1/datastore/query/", reply)
    found = care.read(area("state"), year=2024, connection=reach(server))
    assert dict(found.observations.select("geoid", "estimate").iter_rows()) == {"37": 2000, "39": 50}
    assert [each.what for each in found.missing] == ["1 plan", "Atlantis"]
    assert [each.first("offset") for each in server.asked] == ["0", "2", "4"]
    assert server.asked[0].first("conditions[0][value]") == "2024"


def test_what_changed_or_is_not_there_is_named(server):
    server.answer("/api", Answer(body=b'{"message": "gone"}'))
    with pytest.raises(ChangedFormat, match="no results"):
        care.read(area("state"), year=2024, connection=reach(server))
    server.answer("/api", Answer(body=b'{"results": [{"state": "Ohio"}]}'))
    with pytest.raises(ChangedFormat, match="total_enrollment"):
        care.read(area("state"), year=2024, connection=reach(server))
    server.answer("/api", Answer(body=b'{"results": []}'))
    with pytest.raises(NoData):
        care.read(area("state"), year=2024, connection=reach(server))
    with pytest.raises(UnknownYear):
        care.read(area("state"), year=2010, connection=reach(server))
