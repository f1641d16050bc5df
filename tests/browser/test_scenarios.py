"""Scenarios are kept, go into a file, and come back from it the same; bad files lose nothing."""

import json

from playwright.sync_api import Page, expect

from tests.browser import screen

ADDRESS = "scenarios?within=nyc&level=community_district&screening_duty=1&snap_mailed=0.8"


def opened(page: Page, content: bytes, *, name: str = "kept.json") -> None:
    page.locator('input[type="file"]').set_input_files(
        {"name": name, "mimeType": "application/json", "buffer": content}
    )
    screen.settled(page)


def test_what_is_kept_comes_back_from_its_file_to_the_byte(visit):
    page = visit(ADDRESS)
    page.get_by_label("Name", exact=True).fill('<img src=x onerror="alert(1)"> for =NYC')
    page.get_by_role("button", name="Keep it").click()
    screen.settled(page)
    expect(page.get_by_text("every number comes out the same, to the byte")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download the file").click()
    content = download.value.path().read_bytes()
    entry = json.loads(content)["scenarios"][0]
    assert entry["name"] == '<img src=x onerror="alert(1)"> for =NYC'
    assert entry["link"]["snap_mailed"] == "0.8"
    assert len(entry["data"]) == len(entry["code"]) == 64

    later = visit("scenarios")
    opened(later, content)
    expect(later.get_by_text("1 of 1 scenario was opened.")).to_be_visible()
    expect(later.get_by_text("every number comes out the same, to the byte")).to_be_visible()
    assert later.locator("img[src=x]").count() == 0
    assert screen.violations(later) == []
    link = later.get_by_role("link", name="Open on the Levers page")
    assert "snap_mailed=0.8" in str(link.get_attribute("href"))


def test_a_bad_file_is_answered_in_words_and_what_was_kept_stays(visit):
    page = visit(ADDRESS)
    page.get_by_role("button", name="Keep it").click()
    screen.settled(page)
    for content in (b'{"format": "equity-levers-scen', b"[]", b"PK\x03\x04"):
        opened(page, content)
        expect(page.get_by_text("This file was not opened.")).to_be_visible()
        expect(page.get_by_text("One scenario is kept here")).to_be_visible()


def test_a_file_of_other_data_says_what_changed(visit):
    """A file whose data hash and one number differ, as one of an older version of the app would."""
    page = visit(ADDRESS)
    page.get_by_role("button", name="Keep it").click()
    screen.settled(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="Download the file").click()
    content = download.value.path().read_text()
    entry = json.loads(content)["scenarios"][0]
    older = content.replace(entry["data"], "0" * 64).replace(entry["name"], "An older one")
    opened(page, older.encode())
    expect(page.get_by_text("An older one").first).to_be_visible()
    expect(page.get_by_text("every number comes out the same, to the byte")).to_have_count(2)
    expect(page.get_by_text("Side by side")).to_be_visible()
