"""The look of the app: one palette, one type scale, one spacing scale and one Plotly template.

Burden and difference keep the same colors on light and dark paper, so that a picture means the same in
every window and on every print-out; everything else has a light and a dark value. Colors never stand
alone: groups also have a mark, states of not knowing a pattern, harm and benefit a word.
`tests/components/test_look.py` computes every contrast and simulates color vision.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

FONT = "Public Sans, Arial, sans-serif"
SIZES = {"stamp": 12, "small": 14, "body": 16, "lead": 20, "section": 25, "title": 31}  # px
SPACES = (4, 8, 16, 24, 40)  # px

BURDEN = ("#e7f2da", "#97caab", "#4aa3a4", "#197c9f", "#195591", "#1c326f")
"""Six classes, least to most burden: each 1.6 times as dark as the one before."""

DIFFERENCE = ("#7f3b08", "#c3720f", "#f0bd75", "#f3f1ec", "#b9b1d6", "#7766ab", "#3b1a6e")
"""Seven classes around a stated reference, which is the fourth."""

# No hue plays on how a group is imagined: no yellow, red or brown for people, no light-to-dark order.
_GROUP_HUES = {
    "aian": ("#193996", "#81bbfc", "diamond"),
    "asian": ("#226f77", "#79edf7", "square"),
    "black": ("#8476e2", "#8986e5", "circle"),
    "hispanic": ("#d36124", "#feaa85", "triangle-up"),
    "nhpi": ("#c868b0", "#d368a2", "star"),
    "other": ("#591a12", "#b58674", "triangle-down"),
    "two_or_more": ("#299e69", "#b5f5b5", "hexagon"),
    "white": ("#58520a", "#9ea133", "cross"),
    "everyone_else": ("#272f44", "#b8bbbd", "x"),
}
_GROUP_KIN = {
    "hispanic": "hispanic",
    "everyone_else": "everyone_else",
    "two_or_more": "two_or_more",
    "two_or_more_not_hispanic": "two_or_more",
} | {
    f"{race}_{kind}": race
    for race in ("aian", "asian", "black", "nhpi", "other", "white")
    for kind in ("not_hispanic", "alone")
}

GROUP_COLORS: Mapping[str, str] = {group: _GROUP_HUES[kin][0] for group, kin in _GROUP_KIN.items()}
"""Group id -> color on light paper. "Black alone" and "Black, not Hispanic" share theirs: never draw both."""

GROUP_MARKS: Mapping[str, str] = {group: _GROUP_HUES[kin][2] for group, kin in _GROUP_KIN.items()}
"""Group id -> Plotly marker symbol, so that a group is told apart without color."""

_PARTY_HUES = {
    "federal": ("#3f5b90", "#6f8cc7"),
    "state": ("#6c9753", "#caf4a6"),
    "local": ("#592907", "#e6b68f"),
    "plan": ("#462357", "#c9b1e9"),
    "providers": ("#36999e", "#9ce9e8"),
    "community": ("#9a5703", "#c48039"),
    "household": ("#812a4c", "#f891b3"),
    "grant": ("#716e67", "#908c7f"),
}
PARTY_COLORS: Mapping[str, str] = {party: hues[0] for party, hues in _PARTY_HUES.items()}
"""Who pays or gains -> color on light paper."""


@dataclass(frozen=True, kw_only=True)
class Look:
    """The colors of one theme, by the part they play; `groups` and `parties` are keyed by id."""

    name: str
    paper: str
    surface: str
    ink: str
    muted: str
    primary: str
    hairline: str
    control_border: str
    warning: str
    harm: str
    benefit: str
    outline: str  # around places, so that neither end of a ramp is lost on paper
    suppressed: str
    missing: str
    no_residents: str
    groups: Mapping[str, str]
    parties: Mapping[str, str]
    burden: tuple[str, ...] = BURDEN
    difference: tuple[str, ...] = DIFFERENCE


LIGHT = Look(
    name="light",
    paper="#ffffff",
    surface="#f6f7f5",
    ink="#1b1d1f",
    muted="#51585f",
    primary="#0b4f8a",
    hairline="#c9cfd4",
    control_border="#7f8891",
    warning="#8a4b00",
    harm="#9c1f2e",
    benefit="#1d6b3c",
    outline="#51585f",
    suppressed="#7f8891",
    missing="#7f8891",
    no_residents="#e9ebe8",
    groups=GROUP_COLORS,
    parties=PARTY_COLORS,
)

DARK = Look(
    name="dark",
    paper="#14181c",
    surface="#1d2329",
    ink="#eef1f3",
    muted="#b3bcc4",
    primary="#7cb8f2",
    hairline="#3a434b",
    control_border="#77828c",
    warning="#f0b35a",
    harm="#ff9aa5",
    benefit="#7fd3a0",
    outline="#b3bcc4",
    suppressed="#8b959e",
    missing="#8b959e",
    no_residents="#2a3138",
    groups={group: _GROUP_HUES[kin][1] for group, kin in _GROUP_KIN.items()},
    parties={party: hues[1] for party, hues in _PARTY_HUES.items()},
)


def template(look: Look) -> dict[str, Any]:
    """The Plotly template in one theme's colors; it travels inside every figure, so it is kept small."""
    axis = {
        "gridcolor": look.hairline,
        "zeroline": False,
        "fixedrange": True,
        "tickfont": {"color": look.muted},
    }
    return {
        "layout": {
            "font": {"family": FONT, "size": SIZES["small"], "color": look.ink},
            "paper_bgcolor": look.paper,
            "plot_bgcolor": look.paper,
            "hovermode": "closest",
            "hoverlabel": {
                "bgcolor": look.surface,
                "bordercolor": look.control_border,
                "font": {"family": FONT, "size": SIZES["small"], "color": look.ink},
                "align": "left",
            },
            "showlegend": False,
            "xaxis": {"linecolor": look.control_border, **axis},
            "yaxis": axis,
            # Text stands at the left edge unless a chart says otherwise.
            "annotationdefaults": {
                "showarrow": False,
                "xref": "paper",
                "x": 0,
                "xanchor": "left",
                "xshift": -SPACES[2],
                "yref": "y",
                "yanchor": "middle",
                "align": "left",
                "bgcolor": look.paper,  # no line runs through a word
            },
            "shapedefaults": {"line": {"color": look.hairline, "width": 1}, "layer": "below"},
        },
        "data": {"scatter": [{"cliponaxis": False, "hoverinfo": "text"}], "bar": [{"hoverinfo": "text"}]},
    }
