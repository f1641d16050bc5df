"""The app's settings: shut where Streamlit is open by default, and dressed in the colors of `look`."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from streamlit import config as streamlit_config

from components import look

ROOT = Path(__file__).parent.parent
SETTINGS = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text())

HARDENED = {
    "global.minCachedMessageSize": 400,
    "global.maxCachedMessageAge": 100,
    "server.enableWebsocketCompression": True,
    "server.address": "127.0.0.1",
    "server.allowedHosts": ["localhost", "127.0.0.1", "[::1]"],
    "server.headless": True,
    "server.enableCORS": True,
    "server.enableXsrfProtection": True,
    "server.xsrfCookieSameSite": "strict",
    "server.enableAgentApi": False,
    "server.maxUploadSize": 20,
    "server.maxMessageSize": 50,
    "server.enableStaticServing": True,
    "server.scriptHealthCheckEnabled": True,
    "server.fileWatcherType": "none",
    "browser.serverAddress": "localhost",
    "browser.gatherUsageStats": False,
    "client.toolbarMode": "minimal",
    "client.showErrorDetails": "none",
    "client.showErrorLinks": False,
    "client.disableDataExport": True,
    "client.showSidebarNavigation": False,
    "client.allowedOrigins": [],
    "runner.magicEnabled": False,
    "runner.postScriptGC": False,
}


def _flat(settings: dict[str, Any], prefix: str = "") -> dict[str, Any]:
    flat = {}
    for name, value in settings.items():
        path = f"{prefix}{name}"
        flat |= _flat(value, f"{path}.") if isinstance(value, dict) else {path: value}
    return flat


@pytest.mark.parametrize(("setting", "expected"), HARDENED.items())
def test_each_setting_is_as_it_must_be(setting: str, expected: object) -> None:
    assert _flat(SETTINGS)[setting] == expected


def test_every_setting_is_asserted_here_or_is_about_looks() -> None:
    others = {name for name in _flat(SETTINGS) if not name.startswith("theme.")}
    assert others == set(HARDENED)


def test_streamlit_knows_every_setting() -> None:
    """A misspelt or retired setting would be ignored in silence."""
    known = set(streamlit_config.get_config_options())
    assert set(_flat(SETTINGS)) <= known


def test_streamlit_reads_this_file() -> None:
    streamlit_config.get_config_options(force_reparse=True)
    assert streamlit_config.get_option("client.showErrorDetails") == "none"
    assert streamlit_config.get_option("server.allowedHosts") == HARDENED["server.allowedHosts"]


@pytest.mark.parametrize("theme", [look.LIGHT, look.DARK], ids=lambda theme: theme.name)
def test_the_theme_wears_the_colors_of_the_look(theme: look.Look) -> None:
    expected = {
        "primaryColor": theme.primary,
        "backgroundColor": theme.paper,
        "secondaryBackgroundColor": theme.surface,
        "textColor": theme.ink,
        "linkColor": theme.primary,
        "borderColor": theme.control_border,
        "dataframeBorderColor": theme.hairline,
        "dataframeHeaderBackgroundColor": theme.surface,
        "dataframeHeaderTextColor": theme.muted,
        "codeTextColor": theme.ink,
        "codeBackgroundColor": theme.surface,
        "redTextColor": theme.harm,
        "orangeTextColor": theme.warning,
        "yellowTextColor": theme.warning,
        "blueTextColor": theme.primary,
        "greenTextColor": theme.benefit,
        "grayTextColor": theme.muted,
    }
    assert SETTINGS["theme"][theme.name] == expected


def test_headings_keep_to_the_type_scale() -> None:
    sizes = {float(size.removesuffix("rem")) * 16 for size in SETTINGS["theme"]["headingFontSizes"]}
    assert sizes <= set(look.SIZES.values())
    assert SETTINGS["theme"]["baseFontSize"] == look.SIZES["body"]
    assert SETTINGS["theme"]["font"] == look.FONT


def test_the_font_is_ours_to_serve_and_licensed() -> None:
    faces = SETTINGS["theme"]["fontFaces"]
    assert {face["family"] for face in faces} == {"Public Sans"}
    for face in faces:
        file = ROOT / face["url"].removeprefix("app/")
        assert file.read_bytes()[:4] == b"wOF2"
    assert "SIL Open Font License, Version 1.1" in (ROOT / "static/fonts/OFL.txt").read_text()
