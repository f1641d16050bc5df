"""Every picture says where its numbers are from."""

from dataclasses import dataclass, replace
from datetime import date

from components import provenance


@dataclass(frozen=True)
class Survey:
    title: str = "American Community Survey"
    publisher: str = "U.S. Census Bureau"
    license: str = "Public domain"
    citation: str = "U.S. Census Bureau (2024)"
    package: object | None = None
    years: int = 1
    url: str = ""
    vintages: tuple[int, ...] = ()
    coverage: str = ""
    caveats: tuple[str, ...] = ()


def test_the_stamp_names_source_years_and_day():
    stamp = provenance.Provenance(
        title="American Community Survey",
        publisher="U.S. Census Bureau",
        period="2019–2023",
        made_on=date(2026, 2, 3),
    ).stamp
    assert (
        stamp.replace("\u00a0", " ")
        == "American Community Survey, U.S. Census Bureau, 2019–2023. Equity Levers, Feb 3, 2026."
    )


@dataclass(frozen=True)
class Origin:
    sources: tuple[Survey, ...]
    retrieved: tuple[date, ...] = ()


SHIPPED, PULLED = Survey(package="councilcount", years=5), Survey(title="ACS through its API", years=5)
TODAY, BEFORE = date(2026, 2, 3), date(2026, 1, 30)


def said(origin: Origin) -> tuple[str, str]:
    found = replace(provenance.of(origin, year=2023), made_on=TODAY)
    return found.badge.replace("\u00a0", " "), found.held.replace("\u00a0", " ")


def test_a_period_ends_in_its_year():
    assert provenance.of(Origin((SHIPPED,)), year=2023).period == "2019–2023"


def test_a_badge_says_embedded_live_or_cached_with_the_day():
    assert said(Origin((SHIPPED,))) == ("embedded", "Embedded in this app, so it needs no network.")
    assert said(Origin((PULLED,), (TODAY,))) == (
        "live, pulled Feb 3, 2026",
        "Live: pulled from the source today.",
    )
    assert said(Origin((PULLED,), (BEFORE, TODAY))) == (
        "cached, pulled Jan 30, 2026 and Feb 3, 2026",
        "Cached: pulled Jan 30, 2026, 4 days ago.",
    )


def test_a_clock_that_went_back_makes_no_negative_age():
    assert "age is unknown" in said(Origin((PULLED,), (date(2026, 5, 1),)))[1]


def test_a_table_of_two_sources_has_one_provenance_that_names_both():
    origin = Origin((PULLED, SHIPPED), (BEFORE,))
    found = provenance.of(origin, year=2023)
    assert found.title == "ACS through its API; American Community Survey"
    assert found.publisher == "U.S. Census Bureau"
    assert said(origin) == (
        "embedded and cached, pulled Jan 30, 2026",
        "In part embedded in this app, so it needs no network. Cached: pulled Jan 30, 2026, 4 days ago.",
    )
