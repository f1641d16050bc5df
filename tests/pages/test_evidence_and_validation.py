"""The Evidence and Validation pages as a visitor meets them."""

from components import evidence_cards
from data_loaders import evidence
from tests import declared
from tests.pages.test_every_page import opened

PAGES = {page.address: page for page in declared.pages()}


def test_a_search_in_a_link_finds_its_cards():
    app = opened(PAGES["evidence"], search="asthma")
    cards = [each.value for each in app.markdown if "grade]" in each.value]
    assert cards and all("asthma" in card.casefold() for card in cards)


def test_words_nobody_wrote_are_answered_and_never_run():
    app = opened(PAGES["evidence"], search="<script>alert(1)</script>")
    assert [each.value for each in app.info] == [
        "No card has all of these words. Try fewer or other words, or all topics."
    ]
    assert not app.exception


def test_the_page_counts_every_card_that_ships():
    app = opened(PAGES["evidence"])
    whole = len(evidence.cards())
    assert any(each.value.startswith(f"{whole} of {whole} published figures") for each in app.markdown)


def test_one_card_is_found_and_not_are_found():
    card, *others = evidence.cards().values()
    assert evidence_cards.answer([card], 2, {}).startswith("1 of 2 published figures is found; ")
    assert evidence_cards.answer([card, others[0]], 2, {}).startswith("2 of 2 published figures are found; ")


def test_validation_counts_what_holds_what_missed_and_what_was_not_run():
    app = opened(PAGES["validation"])
    assert any("could not be run" in each.value for each in app.markdown)
    assert any("Only " in each.value and "outside tests" in each.value for each in app.markdown)


def test_methods_leads_to_the_studies_and_does_not_repeat_them():
    app = opened(PAGES["methods"])
    assert "Open the studies" in [each.label for each in app.get("page_link")]
    said = " ".join(each.value for each in app.markdown)
    assert f"{len(evidence.cards())} published figures" in said
    assert evidence.cards()["camden_readmit_null"].caveat not in said
