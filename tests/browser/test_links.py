"""Every view is a link: it survives a first visit, a reload, the back button, a new tab and a mistake."""

import re

import serve
from tests import declared
from tests.browser import screen

OTHER_PAGES = [page for page in declared.pages() if page.address]


def test_the_first_visitor_of_a_fresh_server_may_come_by_a_deep_link(profile):
    """Streamlit 1.67 shows its first session "Page not found" over the right page, unless it was warmed."""
    with serve.running(warm=True) as fresh:
        page = profile().new_page()
        page.goto(f"{fresh.address}/{OTHER_PAGES[0].address}")
        screen.settled(page)
        assert page.get_by_text("Page not found").count() == 0
        assert screen.errors_shown(page) == []
        page.close()


def test_a_page_is_the_same_after_a_reload(visit, declared_page):
    page = visit(declared_page.address)
    heading = page.locator("h1").inner_text()
    address = page.url
    screen.settled(page.reload() and page)
    assert (page.url, page.locator("h1").inner_text()) == (address, heading)


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


def test_a_link_full_of_mistakes_is_answered_in_words(visit, declared_page):
    """Each mistake alone is tried without a browser, in tests/pages."""
    mistakes = "within=zz&level=galaxy&indicator=no_such&group=%3Cscript%3E&year=1066&place=9&places=1,2,3"
    page = visit(f"{declared_page.address}?{mistakes}")
    assert screen.errors_shown(page) == []
    assert page.locator("h1").count() == 1
