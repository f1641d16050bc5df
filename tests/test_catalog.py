"""What is declared is found, named well, has its evidence and its license: indicators, sources, levers."""

import re
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import get_args

import polars as pl
import pytest

import data_loaders
from data_loaders import embedded
from data_loaders._source import Source
from equity import evidence, geography, groups, levers
from equity.indicators import INDICATORS, _indicator, coverage
from equity.simulation.parameters import ASSUMPTION

ROOT = Path(__file__).parents[1]
ID = re.compile(r"[a-z][a-z0-9_]*")


def declared_sources() -> list[Source]:
    """Every `Source` that a module of data_loaders declares, each once."""
    found: dict[int, Source] = {}
    for module in walk_packages(data_loaders.__path__, "data_loaders."):
        if module.name.endswith("__main__"):
            continue
        for value in vars(import_module(module.name)).values():
            several = value if isinstance(value, tuple | list) else [value]
            found |= {id(each): each for each in several if isinstance(each, Source)}
    return list(found.values())


SOURCES = declared_sources()


# Indicators


def test_every_topic_file_gives_indicators():
    topics = {
        file.stem for file in (ROOT / "equity/indicators").glob("*.py") if not file.name.startswith("_")
    }
    assert {indicator.topic for indicator in INDICATORS.values()} == topics


def test_the_indicator_that_shows_how_to_add_one_is_the_one_that_is_there():
    """Written as docs/adding.md has it, `make pack` would find the same columns and years."""
    guide = (ROOT / "docs" / "adding.md").read_text()
    shown = re.search(r"```python\n# equity/indicators/coverage.py\n(.+?)```", guide, re.DOTALL)
    assert shown
    there: dict[str, object] = dict(vars(coverage))
    exec(shown[1], there)  # noqa: S102 - this project's own guide
    for field in ("id", "label", "short", "topic", "universe", "unit", "better", "columns", "question"):
        assert getattr(there["UNINSURED"], field) == getattr(INDICATORS["uninsured"], field)


@pytest.mark.parametrize("indicator", INDICATORS.values(), ids=lambda one: one.id)
def test_an_indicator_can_be_read_and_linked(indicator):
    assert ID.fullmatch(indicator.id)
    assert indicator.unit in get_args(_indicator.Unit)
    assert indicator.better in get_args(_indicator.Better)
    assert indicator.universe
    assert indicator.question.endswith("?")
    assert not indicator.label.endswith(".")
    assert len(indicator.short) <= len(indicator.label)
    assert set(indicator.columns) <= {source.id for source in SOURCES}
    assert {group for columns in indicator.columns.values() for group in columns.by_group} <= {
        group.id for group in groups.GROUPS
    }


def test_no_two_indicators_are_called_the_same():
    labels = [indicator.label for indicator in INDICATORS.values()]
    assert len(set(labels)) == len(labels)


def test_every_indicator_with_an_embedded_source_has_numbers_and_every_number_an_indicator():
    """An indicator without embedded columns comes only from sources that are read live."""
    sources = embedded.sources().keys()
    with_columns = {one.id for one in INDICATORS.values() if one.columns.keys() & sources}
    assert set(embedded.available()["indicator"]) == with_columns


# Places and groups


def test_levels_and_groups_have_ids_of_their_own():
    for declared in (geography.LEVELS, groups.GROUPS):
        ids = [one.id for one in declared]
        assert all(ID.fullmatch(one) for one in ids)
        assert len(set(ids)) == len(ids)


def test_every_level_with_numbers_is_declared():
    assert set(embedded.available()["geo_level"]) <= {level.id for level in geography.LEVELS}


# Sources


@pytest.mark.parametrize("source", SOURCES, ids=lambda one: one.id)
def test_a_source_says_who_when_and_under_which_license(source):
    assert ID.fullmatch(source.id)
    assert all((source.title, source.publisher, source.license, source.citation, source.coverage))
    assert source.url.startswith("https://")
    assert source.vintages or source.package is None
    if source.package:
        assert re.fullmatch(r"[0-9a-f]{64}", source.package.sha256)


def test_every_embedded_number_has_a_declared_source():
    declared = {source.id for source in SOURCES}
    assert set(embedded.sources()) <= declared
    for file in ("nyc_acs", "us_indicators", "medicaid"):
        used = pl.scan_parquet(embedded.PACK / f"{file}.parquet").select(pl.col("source_id").unique())
        assert set(used.collect()["source_id"]) <= set(embedded.sources())


def test_every_package_whose_contents_are_shipped_is_in_the_notice():
    notice = (ROOT / "NOTICE").read_text(encoding="utf-8")
    missing = [
        f"{source.package.name} {source.package.version}"
        for source in embedded.sources().values()
        if source.package and f"{source.package.name} {source.package.version}" not in notice
    ]
    assert not missing


# Levers


def test_every_lever_is_found_and_called_as_its_file():
    files = {file.stem for file in (ROOT / "equity/levers").glob("*.py") if not file.name.startswith("_")}
    assert set(levers.LEVERS) == files != set()


def test_no_two_settings_share_a_name_in_links():
    ids = [setting.id for lever in levers.LEVERS.values() for setting in (*lever.settings, *lever.choices)]
    assert all(ID.fullmatch(one) for one in ids)
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("lever", levers.LEVERS.values(), ids=lambda one: one.id)
def test_a_lever_rests_on_evidence_that_exists_and_says_what_it_cannot_say(lever):
    cards = evidence.cards(pl.read_csv(ROOT / "assets/evidence.csv", schema=evidence.COLUMNS))
    unknown = {
        f"{parameter.id}: {record}"
        for parameter in lever.parameters
        for record in parameter.evidence
        if record != ASSUMPTION and record not in cards
    }
    assert not unknown
    assert lever.question.endswith("?")
    assert lever.cannot_say
    assert any(setting.switches for setting in lever.settings)
