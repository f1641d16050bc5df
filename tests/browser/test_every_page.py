"""Each page, at both widths, in light and dark: opens, reads well, is open to everybody, and is pictured."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser import screen

WIDE = 1440
PHONE = 390


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_a_page_is_whole_and_accessible(visit, declared_page, width, scheme):
    page = visit(declared_page.address, width=width, scheme=scheme)
    screen.keep_picture(page, f"{declared_page.name}_{width}_{scheme}")
    assert screen.errors_shown(page) == []
    expect(page).to_have_title(re.compile("Equity Levers$"))  # the tab says where one is
    assert page.locator("h1").count() == 1, "one heading says what the page answers"
    assert screen.overflow(page) == 0, "nothing is cut off at the side"
    found = screen.violations(page)
    assert not found, "\n" + "\n".join(found)
