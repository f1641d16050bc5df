"""What the pack says about itself: every file with its hash, its sources, their terms and their limits."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from data_loaders._source import Source


@dataclass(frozen=True, kw_only=True)
class Written:
    """One file of the pack: where it was written, what it holds, its rows and its sources."""

    path: Path
    holds: str
    rows: int
    sources: tuple[Source, ...]


def manifest(files: Sequence[Written], outlines: Sequence[Written]) -> dict[str, Any]:
    """The manifest as plain values: `files` and `outlines`, each by name."""
    return {
        "files": {each.path.name: _entry(each) for each in files},
        "outlines": {each.path.name.rsplit("_", 1)[0]: _entry(each) for each in outlines},
    }


def write(content: dict[str, Any], path: Path) -> None:
    """Write the manifest as readable JSON; equal manifests give equal bytes."""
    path.write_text(
        json.dumps(content, indent=1, ensure_ascii=False, sort_keys=True) + "\n", encoding="utf-8"
    )


def third_party_data(sources: Sequence[Source]) -> str:
    """THIRD_PARTY_DATA.md: what of others' data ships with the project, and under which terms."""
    parts = [
        "# Data of others that ship with Equity Levers",
        "Written by `python -m data_loaders.pack`; do not edit by hand. Nothing here is downloaded when the "
        "app starts. Figures taken as facts from policyengine-us (AGPL) come without any of its code.",
    ]
    for source in sources:
        package = source.package
        carried = f"{package.name} {package.version}, sha256 `{package.sha256}`" if package else "none"
        parts.append(
            "\n".join(
                [
                    f"## {source.title}",
                    "",
                    f"- Publisher: {source.publisher}",
                    f"- Terms: {source.license}",
                    f"- Cite as: {source.citation}",
                    f"- Address: <{source.url}>",
                    f"- Package: {carried}",
                    f"- Years: {', '.join(map(str, source.vintages))}",
                    f"- Covers: {source.coverage}",
                    *(f"- Mind: {caveat}" for caveat in source.caveats),
                ]
            )
        )
    return "\n\n".join(parts) + "\n"


def _entry(written: Written) -> dict[str, Any]:
    data = written.path.read_bytes()
    return {
        "file": written.path.name,
        "holds": written.holds,
        "sha256": hashlib.sha256(data).hexdigest(),
        "bytes": len(data),
        "rows": written.rows,
        "sources": [asdict(source) for source in written.sources],
    }
