"""Colors are chosen by computing, for every eye and both kinds of paper.

Stated minimums: text 4.5:1 and marks 3:1 (WCAG 2.1 AA); two colors of one palette differ by CIEDE2000 of 8 or
more, several times what is just noticeable, to full color vision and to the three kinds of dichromacy.
"""

import re
from itertools import combinations, pairwise
from pathlib import Path

import pytest

from components import look
from equity.groups import GROUPS
from tests.components.color_vision import SIGHT, apart, contrast, luminance

THEMES = pytest.mark.parametrize("theme", [look.LIGHT, look.DARK], ids=lambda theme: theme.name)
COLOR_SIGHT = [sight for sight in SIGHT if sight != "greyscale"]
LEAST_DIFFERENCE = 8.0


@THEMES
@pytest.mark.parametrize("part", ["ink", "muted", "primary", "warning", "harm", "benefit"])
def test_text_is_readable(theme, part):
    for ground in (theme.paper, theme.surface):
        assert contrast(getattr(theme, part), ground) >= 4.5


@THEMES
@pytest.mark.parametrize("part", ["control_border", "outline", "suppressed", "missing"])
def test_marks_and_borders_are_visible(theme, part):
    for ground in (theme.paper, theme.surface):
        assert contrast(getattr(theme, part), ground) >= 3


@THEMES
@pytest.mark.parametrize("palette", ["groups", "parties"])
def test_dots_and_lines_are_visible(theme, palette):
    for color in getattr(theme, palette).values():
        for ground in (theme.paper, theme.surface):
            assert contrast(color, ground) >= 3


@pytest.mark.parametrize("sight", SIGHT)
def test_classes_of_burden_are_told_apart_by_every_eye(sight):
    assert min(apart(*pair, sight=sight) for pair in combinations(look.BURDEN, 2)) >= LEAST_DIFFERENCE


def test_darker_is_more_burden_in_even_steps():
    shades = [luminance(color) for color in look.BURDEN]
    assert shades == sorted(shades, reverse=True)
    assert all(contrast(*pair) >= 1.55 for pair in pairwise(look.BURDEN))


@pytest.mark.parametrize("sight", COLOR_SIGHT)
def test_differences_are_told_apart_by_every_eye_that_sees_color(sight):
    assert min(apart(*pair, sight=sight) for pair in combinations(look.DIFFERENCE, 2)) >= LEAST_DIFFERENCE


def test_differences_grow_darker_away_from_the_reference():
    """In greyscale both sides look alike, which is why a legend names them; each side still has its steps."""
    middle = len(look.DIFFERENCE) // 2
    for side in (look.DIFFERENCE[middle::-1], look.DIFFERENCE[middle:]):
        shades = [luminance(color) for color in side]
        assert shades == sorted(shades, reverse=True)
        assert min(apart(*pair, sight="greyscale") for pair in pairwise(side)) >= LEAST_DIFFERENCE


@THEMES
@pytest.mark.parametrize("palette", ["groups", "parties"])
@pytest.mark.parametrize("sight", COLOR_SIGHT)
def test_groups_and_parties_are_told_apart_by_every_eye_that_sees_color(theme, palette, sight):
    colors = set(getattr(theme, palette).values())
    assert min(apart(*pair, sight=sight) for pair in combinations(colors, 2)) >= LEAST_DIFFERENCE


def test_groups_are_told_apart_without_color():
    """Two groups with one color have one mark too, and differ only in whether Hispanic people are counted."""
    looks = {(look.GROUP_COLORS[group], look.GROUP_MARKS[group]) for group in look.GROUP_COLORS}
    assert len(looks) == len({mark for _, mark in looks}) == len({color for color, _ in looks}) == 9


def test_every_declared_group_has_a_color_in_both_themes():
    declared = {group.id for group in GROUPS}
    assert declared == set(look.LIGHT.groups) == set(look.DARK.groups) == set(look.GROUP_MARKS)


@THEMES
def test_the_template_carries_the_theme_and_little_else(theme):
    template = look.template(theme)["layout"]
    assert template["font"]["color"] == theme.ink
    assert template["paper_bgcolor"] == theme.paper
    assert len(str(template)) < 1_400


def test_colors_of_the_style_sheet_are_those_of_the_themes():
    """But black, which is what turning over makes white paper of."""
    sheet = (Path(look.__file__).parents[1] / "static" / "page.css").read_text("utf-8")
    themes = {
        color for theme in (look.LIGHT, look.DARK) for color in vars(theme).values() if isinstance(color, str)
    }
    used = set(re.findall(r"#[0-9a-f]{6}\b", sheet))
    assert used - {"#000000"} <= themes
    assert {look.LIGHT.ink, look.LIGHT.muted, look.LIGHT.control_border} <= used, "a dark page on paper"
