"""The Contract page as a visitor meets it."""

import pytest

from components.parties import AFTER_THE_GRANT
from tests import declared
from tests.pages.test_every_page import opened

CONTRACT = next(page for page in declared.pages() if page.address == "contract")
TEXAS = {"within": "48", "level": "county"}


def words(app) -> str:
    return " ".join(each.value for each in (*app.markdown, *app.caption, *app.warning))


def test_the_arithmetic_follows_the_figures_in_the_link():
    app = opened(CONTRACT, **TEXAS, members="1000000", own_capitation_pmpm="400")
    assert "$3.00\u00a0million a year" in words(app)
    assert AFTER_THE_GRANT in [header.value for header in app.header]


def test_a_state_s_own_figure_goes_into_the_link_and_the_answer():
    app = opened(CONTRACT, **TEXAS)
    assert "an example: enter your State's own figures" in words(app)
    app.number_input(key="own_capitation_pmpm").set_value(500.0).run()
    assert app.query_params["own_capitation_pmpm"] in ("500", ["500"])
    assert "an example" not in words(app)


@pytest.mark.parametrize("members", ["²", "1e6", "١٢"])
def test_members_that_are_no_digits_are_as_if_nothing_was_asked(members):
    """A raised two is a digit to Python, but no number."""
    app = opened(CONTRACT, **TEXAS, members=members)
    assert not app.exception
    assert app.number_input(key="members").value is None


def test_figures_that_cannot_be_are_answered_in_words():
    app = opened(CONTRACT, **TEXAS, members="-5", own_capitation_pmpm="lots", own_no_such_fact="1")
    assert "is left out" in words(app)
    assert not app.exception and not app.error


def test_without_a_clause_nothing_is_claimed():
    app = opened(CONTRACT, **TEXAS)
    assert "Nothing is spent, so nobody pays." in words(app)


def test_services_in_lieu_are_tested_against_the_care_they_avoid():
    """The result stands on the page with its chance, and not where no such service is listed."""
    tested = "tested by themselves"
    assert tested in words(opened(CONTRACT, **TEXAS, services_listed="1.0"))
    assert tested not in words(opened(CONTRACT, **TEXAS))
