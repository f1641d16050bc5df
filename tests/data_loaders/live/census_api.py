"""The Census API as it is documented and reported to behave, over a few invented or quoted cells."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from tests.data_loaders.live.replay import Answer, Asked

Cell = Callable[[str, str], str | None]
"""A GEOID and a variable such as B17001_002EA give the text of a cell, or null."""


@dataclass(frozen=True, kw_only=True)
class CensusApi:
    """Answers `/data/YEAR/acs/acs5`: at most 50 variables, text cells, geography last, rows in any order."""

    cell: Cell
    places: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    unknown_tables: tuple[str, ...] = ()

    def __call__(self, asked: Asked) -> Answer:
        if not asked.first("key"):
            return Answer(status=302, headers={"Location": "/data/missing_key.html"})
        wanted = asked.first("get").split(",")
        if len(wanted) > 50:
            return Answer(status=400, body=b"error: too many variables")
        for name in wanted:
            if name.split("_")[0] in self.unknown_tables:
                return Answer(status=400, body=f"error: error: unknown variable '{name}'".encode())
        level, _, codes = asked.first("for").partition(":")
        geography = {
            "us": ["us"],
            "state": ["state"],
            "county": ["state", "county"],
            "tract": ["state", "county", "tract"],
            "place": ["state", "place"],
            "zip code tabulation area": ["zip code tabulation area"],
        }[level]
        rows: list[list[str | None]] = [[*wanted, *geography]]
        for geoid in reversed(self.places.get(level, ())):
            if codes != "*" and geoid not in codes.split(","):
                continue
            if asked.first("in") and not geoid.startswith(asked.first("in").split()[0].split(":")[1]):
                continue
            rows.append([*(self._text(geoid, name) for name in wanted), *_codes(level, geoid)])
        if len(rows) == 1:
            return Answer(status=204)
        return Answer(body=json.dumps(rows).encode(), headers={"Content-Type": "application/json"})

    def _text(self, geoid: str, name: str) -> str | None:
        if name == "GEO_ID":
            return f"0000000US{geoid}"
        return f"Place {geoid}" if name == "NAME" else self.cell(geoid, name)


def _codes(level: str, geoid: str) -> list[str]:
    if level in {"us", "state", "zip code tabulation area"}:
        return [geoid]
    cuts = {"county": (2, 5), "tract": (2, 5, 11), "place": (2, 7)}[level]
    return [geoid[a:b] for a, b in zip((0, *cuts), cuts, strict=False)]
