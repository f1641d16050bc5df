"""The pages `app.py` declares, read from its text: a new page is tested without being listed again."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
MISTAKES = {
    "within": "zz",
    "level": "galaxy",
    "indicator": "no_such_indicator",
    "group": "<script>",
    "year": "1066",
    "place": "99999999",
    "places": "1,2,3",
}
"""What an address can ask for that is not here."""


@dataclass(frozen=True, kw_only=True)
class Page:
    """One page: its file from the root, and what follows the first slash of its address."""

    file: str
    address: str

    @property
    def name(self) -> str:
        """The file's name without folder and ending, for titles of tests and pictures."""
        return Path(self.file).stem


def pages() -> list[Page]:
    """Every `frame.page(...)` of app.py in the order of the menu."""
    found = []
    for node in ast.walk(ast.parse((ROOT / "app.py").read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "frame.page":
            file = ast.literal_eval(node.args[0])
            options = {each.arg: ast.literal_eval(each.value) for each in node.keywords}
            address = "" if options.get("default") else options.get("url_path", Path(file).stem)
            found.append(Page(file=file, address=address))
    return found
