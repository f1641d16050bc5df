"""Indicators are declared once, in words for readers, and nothing in them contradicts the rest."""

import re

import pytest

from equity.errors import UnknownIndicator
from equity.groups import group
from equity.indicators import INDICATORS, TOPICS, indicator

EVERY = pytest.mark.parametrize("each", INDICATORS.values(), ids=INDICATORS)


def test_an_id_gives_its_indicator():
    assert indicator("uninsured").label == "People without health insurance"


def test_an_unknown_id_is_named():
    with pytest.raises(UnknownIndicator, match="happiness"):
        indicator("happiness")


def test_ids_of_links_that_must_not_change():
    kept = {"uninsured", "poverty", "snap", "limited_english", "no_broadband", "rent_burden_30"}
    assert {*kept, "residents", "residents_by_race_ethnicity", "public_insurance"} <= {*INDICATORS}


def test_labels_and_questions_are_told_apart():
    for words in ("label", "short", "question"):
        texts = [getattr(each, words) for each in INDICATORS.values()]
        assert len(texts) == len({*texts})


def test_every_topic_has_indicators():
    assert [*dict.fromkeys(each.topic for each in INDICATORS.values())] == [*TOPICS]


@EVERY
def test_an_id_is_fit_for_a_link(each):
    assert re.fullmatch(r"[a-z0-9]+(_[a-z0-9]+)*", each.id)
    assert INDICATORS[each.id] is each


@EVERY
def test_words_are_for_readers(each):
    assert each.question.endswith("?")
    assert each.universe
    assert len(each.short) <= 26
    assert all(caveat.endswith(".") for caveat in each.caveats)
    told = " ".join([each.label, each.short, each.question, *each.caveats]).lower()
    assert not re.search(r"non-white|minorit|the (poor|disabled|elderly|uninsured)\b", told)


@EVERY
def test_columns_say_one_thing(each):
    """A share and a rate have a denominator, a count and a value have none; groups replace the numerator."""
    for columns in each.columns.values():
        assert (columns.denominator is not None) == (each.unit in {"share", "per_1000"})
        assert bool(columns.numerator) != bool(columns.by_group)
        assert not {*columns.not_asked} & {*columns.not_published}
        for group_id in columns.by_group:
            assert group(group_id).dimension == "race_ethnicity"
