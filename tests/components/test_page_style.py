"""The style sheet is our own file and asks nobody else for anything."""

import re
from pathlib import Path

from streamlit.testing.v1 import AppTest

from components import page_style

SHEET = (Path(__file__).parents[2] / page_style.SHEET.removeprefix("app/")).read_text()


def test_a_rerun_carries_one_line_and_not_the_sheet():
    app = AppTest.from_string("from components import page_style\n\npage_style.apply()").run()
    assert not app.exception
    [style] = app.get("html")
    assert style.proto.body == f'<style>@import url("{page_style.SHEET}");</style>'


def test_the_sheet_needs_no_other_host():
    assert not re.search(r"https?:|//[a-z]|@import|url\((?!\"fonts/)", SHEET)


def test_the_printed_page_leaves_out_what_only_a_screen_can_use():
    _, printed = SHEET.split("@media print")
    for part in (".st-key-navigation", ".modebar-container", "stDownloadButton"):
        assert part in printed
