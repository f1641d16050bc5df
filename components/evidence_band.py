"""A quiet bar under a slider: which part of its way studies have looked at."""

from base64 import b64encode

from components import wording
from components.look import Look
from equity.in_words import percent
from equity.levers import Setting

_WIDTH, _HEIGHT = 600, 12
_INSET = 12  # the slider's own track begins and ends a little inside
_NARROWEST = 14  # one value studied is a mark and not nothing


def band(setting: Setting, look: Look) -> str:
    """The bar as a picture inside Markdown, its words for those who do not see it; empty without a range."""
    if setting.covered is None:
        return ""
    low, high = (_at(setting, value) for value in setting.covered)
    start = min(low, _WIDTH - _INSET - _NARROWEST)
    width = max(high - start, _NARROWEST)
    picture = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{_HEIGHT}" '
        f'viewBox="0 0 {_WIDTH} {_HEIGHT}" preserveAspectRatio="none">'
        f'<rect x="{_INSET}" y="5" width="{_WIDTH - 2 * _INSET}" height="2" fill="{look.control_border}"/>'
        f'<rect x="{start:.0f}" width="{width:.0f}" height="{_HEIGHT}" fill="{look.ink}"/></svg>'
    )
    return f"![{in_words(setting)}](data:image/svg+xml;base64,{b64encode(picture.encode()).decode()})"


def in_words(setting: Setting) -> str:
    """What the bar shows: "Studied: 2 to 3 %", or one value."""
    if setting.covered is None:
        return ""
    low, high = (_value(setting, value) for value in setting.covered)
    return f"Studied: {high}" if low == high else f"Studied: {low} to {high}"


def _at(setting: Setting, value: float) -> float:
    along = (value - setting.low) / (setting.high - setting.low)
    return _INSET + along * (_WIDTH - 2 * _INSET)


def _value(setting: Setting, value: float) -> str:
    if setting.unit == "share":
        return percent(value)
    return f"{value:g}{wording.SPACE}{setting.unit}"
