"""The Allocate page as a visitor meets it."""

from data_loaders import cached_levers
from tests import declared
from tests.pages.test_contract import words
from tests.pages.test_every_page import opened

ALLOCATE = next(page for page in declared.pages() if page.address == "allocate")
DELAWARE = {"within": "10", "level": "county", "caution": "safe"}


def test_the_money_is_asked_of_the_model_to_the_dollar(monkeypatch):
    """$12,345,678 are 12.345678 million: no digit is lost between the page and the model."""
    asked, allocation = [], cached_levers.allocation
    monkeypatch.setattr(cached_levers, "allocation", lambda *of: asked.append(of[2]) or allocation(*of))
    opened(ALLOCATE, **DELAWARE, budget="12.345678", tied="1.2345678", capacity="0.45")
    assert {"budget=12.345678", "tied=1.2345678", "capacity=0.45"} <= set(asked[0].split("&"))


def asking(app):
    return [each for each in app.button if each.label.startswith("Work out the safe plan")]


def test_the_safe_plan_is_worked_out_when_asked_for_and_anew_for_another_budget():
    app = opened(ALLOCATE, **DELAWARE)
    assert "**Playing it safe**" not in words(app)
    asking(app)[0].click().run()
    assert not app.exception
    assert words(app).count("**Playing it safe**") == 1
    assert not asking(app)
    app.number_input(key="budget").set_value(7.0).run()
    assert "**Playing it safe**" not in words(app)
    assert len(asking(app)) == 1
