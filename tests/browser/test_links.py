"""Every view is a link: it survives a first visit, a reload, the back button, a new tab and a mistake."""

import re
from urllib.parse import urlencode

import pytest
from playwright.sync_api import expect

import serve
from tests import declared
from tests.browser import screen

OTHER_PAGES = [page for page in declared.pages() if page.address]


def test_the_first_visitor_of_a_fresh_server_may_come_by_a_deep_link(profile):
    """Streamlit 1.67 shows its first session "Page not found" over the right page; the app is no visitor."""
    with serve.running(warm=False) as fresh:
        page = profile().new_page()
        page.goto(f"{fresh.address}/{OTHER_PAGES[0].address}")
        screen.settled(page)
        assert page.get_by_text("Page not found").count() == 0
        assert screen.errors_shown(page) == []
        page.close()


def test_the_back_button_returns_to_the_page_before(visit):
    page = visit("")
    heading = page.locator("h1").inner_text()
    to_the_next = re.compile(rf"(^|/){OTHER_PAGES[0].address}($|\?)")
    links = [
        link for link in page.get_by_role("link").all() if to_the_next.search(link.get_attribute("href"))
    ]
    links[0].click()
    page.wait_for_url(f"**/{OTHER_PAGES[0].address}*")
    screen.settled(page)
    assert page.locator("h1").inner_text() != heading
    page.go_back()
    screen.settled(page)
    assert page.locator("h1").inner_text() == heading


def test_the_head_leads_to_another_page_of_the_same_view_in_one_step_of_history(visit):
    page = visit("map?within=us&level=county&indicator=poverty&group=all&year=2019")
    steps = page.evaluate("history.length")
    page.get_by_role("link", name="Compare", exact=True).click()
    page.locator(".masthead a[aria-current=page]", has_text="Compare").wait_for()
    assert "/compare?within=us&level=county&indicator=poverty" in page.url
    assert page.evaluate("history.length") == steps + 1
    expect(page).to_have_title("Compare · Equity Levers")
    page.go_back()
    page.locator(".masthead a[aria-current=page]", has_text="Map").wait_for()
    assert "/map?" in page.url
    expect(page).to_have_title("Map · Equity Levers")


def test_a_link_of_the_head_opens_in_a_new_tab_with_the_view_of_now(visit):
    """The view has changed since the head was drawn; the link that is copied or opened beside has it."""
    page = visit("map?within=nyc&level=borough&indicator=poverty&group=all&year=2023")
    page.get_by_role("combobox", name="Show").fill("People without health insurance")
    page.get_by_role("option", name="People without health insurance", exact=True).click()
    page.wait_for_url("**indicator=uninsured*")
    link = page.get_by_role("link", name="Place", exact=True)
    link.hover()
    assert "indicator=uninsured" in link.get_attribute("href")
    with page.context.expect_page() as opened:
        link.click(modifiers=["ControlOrMeta"])
    beside = opened.value
    screen.settled(beside)
    assert "/place?" in beside.url
    assert "indicator=uninsured" in beside.url
    beside.close()


def test_one_choice_is_one_step_of_history(visit):
    """Another kind of place lets go of the place in focus; what else the address holds stays."""
    page = visit("map?within=nyc&level=neighborhood&place=QN0303&lit=1")
    address, steps = page.url, page.evaluate("history.length")
    page.get_by_role("combobox", name="by", exact=True).fill("borough")
    page.get_by_role("option", name="borough", exact=True).click()
    page.wait_for_url("**level=borough*")
    screen.settled(page)
    assert page.evaluate("history.length") == steps + 1
    assert "place=" not in page.url
    assert "lit=1" in page.url
    page.go_back()
    screen.settled(page)
    assert page.url == address


def test_taking_every_lever_back_is_one_step_of_history(visit):
    page = visit("levers?within=48&screening_duty=1&chw_offered=0.5")
    steps = page.evaluate("history.length")
    page.get_by_role("button", name="Nothing moved").click()
    screen.settled(page)
    assert page.evaluate("history.length") == steps + 1
    assert page.url.endswith("?within=48")


@pytest.mark.parametrize("address", ["map", "levers"])
def test_a_link_full_of_mistakes_is_answered_in_words(visit, address):
    """Every page is tried without a browser, in tests/pages."""
    page = visit(f"{address}?{urlencode(declared.MISTAKES)}")
    assert screen.errors_shown(page) == []
    assert page.locator("h1").count() == 1
    assert page.get_by_text("This link asks for the area “zz”, which is not here.").count() == 1
