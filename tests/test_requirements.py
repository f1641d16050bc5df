"""What is installed is what was asked for, pinned to a version and to the files of that version."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def canonical(name):
    """The name as package indexes compare it: `Axe_Playwright.Python` is `axe-playwright-python`."""
    return re.sub(r"[-_.]+", "-", name).lower()


@pytest.mark.parametrize("name", ["requirements", "requirements-dev"])
def test_everything_asked_for_is_pinned_and_hashed(name):
    asked = {
        canonical(re.match(r"[\w.-]+", line)[0])
        for line in (ROOT / f"{name}.in").read_text().splitlines()
        if line and not line.startswith(("#", "-"))
    }
    entries = re.split(r"\n(?=\S)", (ROOT / f"{name}.txt").read_text().strip())
    pins = [re.match(r"([\w.-]+)(\[[\w,]+\])?==\S+ ", entry) for entry in entries]
    assert all(pins), "each entry is one exact version"
    assert all("--hash=sha256:" in entry for entry in entries)
    assert asked <= {canonical(pin[1]) for pin in pins}


def test_both_lists_agree_on_what_they_share():
    pins = [
        dict(re.findall(r"^([\w.-]+)==(\S+)", (ROOT / f"{name}.txt").read_text(), re.MULTILINE))
        for name in ("requirements", "requirements-dev")
    ]
    shared = pins[0].keys() & pins[1].keys()
    assert shared, "the tests run on what the app runs on"
    assert {name: pins[0][name] for name in shared} == {name: pins[1][name] for name in shared}
