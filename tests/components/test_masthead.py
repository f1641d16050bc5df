"""The head and the style sheet are our own files and ask nobody else for anything."""

import re
from pathlib import Path

from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).parents[2]
SHEET = (ROOT / "static" / "page.css").read_text()
SCRIPT = (ROOT / "static" / "masthead.js").read_text()


def head(app):
    [component] = app.get("bidi_component")[:1]
    return component.proto


def test_a_rerun_carries_the_addresses_of_sheet_and_script_and_not_their_text():
    sent = head(AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run())
    assert "/app/static/page.css?" in sent.css_content
    assert "/app/static/masthead.js?" in sent.js_content
    assert len(sent.css_content) + len(sent.js_content) < 250


def test_the_head_is_the_same_whatever_the_view():
    """The browser adds the view to its links, so a change of view sends nothing of the head."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    before = head(app).SerializeToString()
    app.query_params["within"] = "48"
    assert head(app.run()).SerializeToString() == before


def test_sheet_and_script_need_no_other_host():
    assert not re.search(r"https?:|//[a-z]|@import|url\((?!\"fonts/)", SHEET)
    assert not re.search(r"https?:|fetch\(|import\(", SCRIPT)


def test_the_printed_page_leaves_out_what_only_a_screen_can_use():
    _, printed = SHEET.split("@media print")
    for part in (".masthead", ".modebar-container", "stDownloadButton"):
        assert part in printed
