"""Births and deaths by race and ethnicity: limits become margins, small counts and vague lives are left out.

Autauga's and Barbour's low birth weights are quoted from the archive; the other rows are invented.
"""

import polars as pl
import pytest

from data_loaders import county_health_rankings as chr_archive
from data_loaders._area import area
from data_loaders._failures import ChangedFormat
from equity.errors import UnknownYear
from equity.groups import are_exclusive
from tests.data_loaders.live.reach import reach
from tests.data_loaders.live.replay import Answer

GROUPS = tuple(chr_archive._GROUPS)


def file(columns: tuple[str, ...], *rows: dict) -> bytes:
    """A file with every column for every group, NA where a row names nothing."""
    header = ["statecode", "countycode", *(column.format(g=g) for column in columns for g in GROUPS)]
    lines = [",".join(header), *(",".join(str(row.get(name, "NA")) for name in header) for row in rows)]
    return "\n".join(lines).encode()


BIRTHS = file(
    ("rate_{g}", "lci_{g}", "uci_{g}", "num_{g}", "denom_{g}"),
    {
        "statecode": "01",
        "countycode": "001",
        "num_black": 187,
        "denom_black": 1122,
        "rate_black": 0.16666666666666666,
        "lci_black": 0.1448597936484224,
        "uci_black": 0.1884735396849109,
        "denom_tom": 94,
        "denom_aian": 5,
    },
    {"statecode": "00", "countycode": "000", "rate_white": 0.07, "lci_white": 0.069, "uci_white": 0.071},
    {"statecode": "01", "countycode": "000", "rate_white": 0.08, "lci_white": 0.079, "uci_white": 0.081},
)
TEENS = file(
    ("rate_{g}", "lci_{g}", "uci_{g}", "birthsums_{g}", "pop_{g}"), {"statecode": "01", "countycode": "001"}
)
LIVES = file(
    ("v147_race_{g}", "v147_race_{g}_cilow", "v147_race_{g}_cihigh"),
    {
        "statecode": "1",
        "countycode": "1",
        "v147_race_black": 71.0,
        "v147_race_black_cilow": 69.5,
        "v147_race_black_cihigh": 72.5,
        "v147_race_hispanic": 143.2,
        "v147_race_hispanic_cilow": 120.0,
        "v147_race_hispanic_cihigh": 166.4,
    },
)


@pytest.fixture
def archive(server):
    server.answer("v037_singlerace_how.csv", Answer(body=BIRTHS))
    server.answer("v014_singlerace_how.csv", Answer(body=TEENS))
    server.answer("v147_other_r2024_wide.csv", Answer(body=LIVES))
    return server


def rows(archive, level: str, state: str | None = None) -> dict:
    found = chr_archive.read(area(level, state), year=2025, connection=reach(archive))
    return {(r["geoid"], r["indicator"], r["group"]): r for r in found.observations.to_dicts()}


def test_a_share_with_the_margin_of_its_limits(archive):
    """(0.1884735 - 0.1448598) / 2 = 0.0218069 at 95 %; x 1.645 / 1.96 = 0.0183022 at 90 %."""
    found = rows(archive, "county", "01")["01001", "low_birth_weight", "black_not_hispanic"]
    assert (found["numerator"], found["denominator"], found["vintage"]) == (187, 1122, 2023)
    assert found["estimate"] == pytest.approx(187 / 1122)
    assert found["moe"] == pytest.approx(0.0183022, abs=1e-7)
    assert (found["estimate_kind"], found["moe_method"]) == ("administrative", "interval")


def test_a_small_count_is_withheld_and_no_tiny_denominator_is_shown(archive):
    found = rows(archive, "county")
    withheld = found["01001", "low_birth_weight", "two_or_more_not_hispanic"]
    assert (withheld["estimate"], withheld["denominator"], withheld["estimate_kind"]) == (
        None,
        94,
        "suppressed",
    )
    assert found["01001", "low_birth_weight", "aian_not_hispanic"]["denominator"] is None
    assert found["01001", "teen_births", "hispanic"]["estimate_kind"] == "not_published"


def test_a_life_of_143_years_is_left_out(archive):
    found = rows(archive, "county")
    assert found["01001", "life_expectancy", "black_not_hispanic"]["estimate"] == 71.0
    vague = found["01001", "life_expectancy", "hispanic"]
    assert (vague["estimate"], vague["estimate_kind"]) == (None, "too_few_sampled")


def test_nation_and_states_are_told_from_counties(archive):
    assert {geoid for geoid, *_ in rows(archive, "nation")} == {"us"}
    assert {geoid for geoid, *_ in rows(archive, "state")} == {"01"}
    assert are_exclusive(chr_archive._GROUPS.values())


def test_what_is_not_there_is_named(archive):
    with pytest.raises(UnknownYear):
        chr_archive.read(area("county"), year=2026, connection=reach(archive))
    with pytest.raises(ChangedFormat, match="denom_aian"):
        chr_archive.observations(
            pl.read_csv(BIRTHS, infer_schema=False).drop("denom_aian"),
            indicator="low_birth_weight",
            level="county",
        )
