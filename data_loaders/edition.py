"""With which data and which model this app runs, as hashes: what a saved scenario is held against later."""

import hashlib
from functools import cache
from pathlib import Path

from data_loaders import evidence, pulled, state_policy
from data_loaders.embedded import PACK
from equity.simulation.scenario_file import Edition

_MODEL = Path(__file__).parents[1] / "equity"


def edition() -> Edition:
    """The data in use, those pulled included, and the code that turns them into numbers."""
    embedded, code = _shipped()
    held = pulled.state()
    data = hashlib.sha256(f"{embedded}{held}".encode()).hexdigest() if held else embedded
    return Edition(data=data, code=code)


@cache
def _shipped() -> tuple[str, str]:
    # The manifest holds the hash of every embedded file, so its own hash stands for them all.
    data = _hash([PACK / "manifest.json", evidence.FILE, state_policy.FILE])
    return data, _hash(sorted(_MODEL.rglob("*.py")))


def _hash(files: list[Path]) -> str:
    found = hashlib.sha256()
    for file in files:
        found.update(file.name.encode() + b"\0" + file.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return found.hexdigest()
