"""What the project can explain is explained; what it cannot is not hidden."""

import pytest
from streamlit.testing.v1 import AppTest

from components import readable_errors

PAGE = """
import streamlit as st

from components import readable_errors
from equity.errors import UnknownPlace

with readable_errors.shown():
    raise UnknownPlace("No place has the code *99999*. [Choose](http://x) one.")
st.write("after")
"""


def test_an_explained_error_is_words_and_the_page_goes_on():
    app = AppTest.from_string(PAGE, default_timeout=30).run()
    assert not app.exception
    assert [error.value for error in app.error] == [
        r"**This cannot be shown.** No place has the code \*99999\*\. \[Choose\]\(http\://x\) one\."
    ]
    assert [text.value for text in app.markdown] == ["after"]


def test_a_fault_of_ours_is_not_dressed_up():
    with pytest.raises(ZeroDivisionError), readable_errors.shown():
        _ = 1 / 0
