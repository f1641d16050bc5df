"""Residents by year, age and group: year codes are checked, and shares add up."""

import pytest

from data_loaders import population_estimates as estimates
from data_loaders._area import area
from data_loaders._failures import ChangedFormat
from equity.errors import UnknownPlace, UnknownYear
from tests.data_loaders.live.reach import reach
from tests.data_loaders.live.replay import Answer

STEMS = tuple(estimates._GROUPS.values())
HEADER = "SUMLEV,STATE,COUNTY,STNAME,CTYNAME,YEAR,AGEGRP,TOT_POP," + ",".join(
    f"{s}_MALE,{s}_FEMALE" for s in STEMS
)


def row(year: int, age: int, *groups: int) -> str:
    """One line: each group has as many men as women."""
    total = 2 * sum(groups)
    return f"050,37,001,North Carolina,Do\xf1a County,{year},{age},{total}," + ",".join(
        f"{n},{n}" for n in groups
    )


# Year codes 1 to 5: the census base, then July of 2020 to 2023.
ROWS = [row(year, age, 10, 60, 20, 1, 4, 0, 5) for year in range(1, 6) for age in (0, 1, 18)]


def serve(server, rows=ROWS):
    body = "\n".join([HEADER, *rows]).encode("latin-1")
    server.answer("/popest/datasets/2020-2023/counties/asrh/cc-est2023-alldata-37.csv", Answer(body=body))


def test_residents_and_shares_of_each_july(server):
    """2 x (10 + 60 + 20 + 1 + 4 + 0 + 5) = 200 residents, of whom 40 are Black: 20 %."""
    serve(server)
    found = estimates.read(area("county", "37"), year=2023, connection=reach(server)).observations
    assert found["vintage"].unique().sort().to_list() == [2020, 2021, 2022, 2023]
    one = found.filter(vintage=2023, geoid="37001")
    by_group = dict(
        one.filter(indicator="residents_in_july_by_race_ethnicity").select("group", "estimate").iter_rows()
    )
    assert one.filter(indicator="residents_in_july")["estimate"].to_list() == [200]
    assert by_group["black_not_hispanic"] == 0.2
    assert sum(by_group.values()) == pytest.approx(1)
    assert one["moe_method"].unique().to_list() == ["not_needed"]


def test_age_bands_serve_as_weights(server):
    serve(server)
    found = estimates.by_age(area("county", "37"), year=2023, connection=reach(server))
    black = found.filter(vintage=2023, group="black_not_hispanic")
    assert dict(black.select("age_band", "residents").iter_rows()) == {"0-4": 40, "85+": 40}
    assert len(estimates.AGE_BANDS) == 18


def test_years_that_are_coded_otherwise_are_refused(server):
    serve(server, [each for each in ROWS if ",5," not in each[:60]])
    with pytest.raises(ChangedFormat, match="is 4; 5 was due"):
        estimates.read(area("county", "37"), year=2023, connection=reach(server))


def test_what_cannot_be_had_is_said(server):
    with pytest.raises(UnknownPlace, match="one state at a time"):
        estimates.read(area("county"), year=2023, connection=reach(server))
    with pytest.raises(UnknownYear):
        estimates.read(area("county", "37"), year=2019, connection=reach(server))
    server.answer("/popest", Answer(body=HEADER.replace("NHTOM_MALE", "X").encode()))
    with pytest.raises(ChangedFormat, match="NHTOM_MALE"):
        estimates.read(area("county", "37"), year=2023, connection=reach(server))
