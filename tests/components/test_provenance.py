"""Every picture says where its numbers are from."""

from dataclasses import dataclass
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


def test_a_period_ends_in_its_year():
    assert provenance.of(Survey(years=5), year=2023).period == "2019–2023"


def test_what_ships_with_the_app_is_marked():
    assert provenance.of(Survey(package="councilcount"), year=2023).is_embedded
    assert not provenance.of(Survey(), year=2023).is_embedded
