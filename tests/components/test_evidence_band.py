"""The bar under a slider lies where studies looked, and says so to those who do not see it."""

from base64 import b64decode
from dataclasses import replace

import pytest

from components import evidence_band
from components.look import DARK, LIGHT
from equity.errors import InvalidParameter
from equity.levers import LEVERS
from tests.components.color_vision import contrast

SETTINGS = {setting.id: setting for lever in LEVERS.values() for setting in lever.settings}


def drawn(setting_id: str) -> str:
    return b64decode(evidence_band.band(SETTINGS[setting_id], LIGHT).split("base64,")[1][:-1]).decode()


def test_the_bar_lies_along_the_slider_where_studies_looked():
    """2 to 3 of 0 to 5: from 12 + 0.4 x 576 = 242 on, a fifth of 576 wide."""
    assert 'x="242" width="115"' in drawn("withheld")


def test_one_value_is_a_mark_that_ends_with_the_slider():
    """Everyone was offered help: a mark of 14, up to 600 - 12 = 588."""
    assert 'x="574" width="14"' in drawn("chw_offered")


def test_the_bar_is_said_in_words_and_left_out_where_no_study_is_on_the_scale():
    assert evidence_band.band(SETTINGS["withheld"], LIGHT).startswith("![Studied: 2\u00a0% to 3\u00a0%](")
    assert evidence_band.in_words(SETTINGS["chw_offered"]) == "Studied: 100\u00a0%"
    assert evidence_band.band(SETTINGS["chw_workers"], LIGHT) == ""


def test_only_what_a_study_says_is_drawn():
    """An assumption has no range of evidence."""
    assert not [each.id for each in SETTINGS.values() if each.covered and each.studied.startswith("No study")]
    with pytest.raises(InvalidParameter, match="not within 0 to 5"):
        replace(SETTINGS["withheld"], covered=(2.0, 6.0))


@pytest.mark.parametrize("look", [LIGHT, DARK], ids=lambda look: look.name)
def test_the_bar_can_be_seen_on_paper(look):
    assert contrast(look.ink, look.paper) >= 3
