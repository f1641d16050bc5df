"""Tables of what is here: the files that ship with the app, what was pulled, and what was asked for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import polars as pl

from components import wording
from components.charts import Column
from components.numbers import Numbers
from components.provenance import APP, Provenance
from equity.geography import level


def of_pulls(pulls: Sequence[Any], states: Mapping[str, str]) -> Numbers:
    """What was pulled: each table with its source, its places, its year, and when it came.

    Parameters
    ----------
    pulls
        Notes of `data_loaders/pulled.py`.
    states
        The name of each State by its two-digit FIPS code.
    """
    rows = [
        {
            "release": each.release,
            "kind": level(each.level).many.capitalize(),
            "area": states.get(each.state or "", "The whole country"),
            "rows": each.rows,
            "retrieved": wording.day(date.fromisoformat(each.retrieved[:10])),
            "missing": len(each.missing),
        }
        for each in pulls
    ]
    return Numbers(
        title="What is here already",
        alt=f"{len(rows)} tables with their places and the day they came.",
        table=pl.DataFrame(rows),
        columns={
            "release": Column(heading="What"),
            "kind": Column(heading="For"),
            "area": Column(heading="In"),
            "rows": Column(heading="Numbers", unit="people"),
            "retrieved": Column(heading="Pulled on"),
            "missing": Column(heading="Did not come", unit="people"),
        },
        provenance=Provenance(title="Notes of pulled data", publisher=APP, period="this computer"),
    )


def of_pull(pull: Any, states: Mapping[str, str]) -> str:
    """What a pull brought, for which places and where: no two pulls have the same words.

    Parameters
    ----------
    pull, states
        As in `of_pulls`.
    """
    return f"{pull.release}, {level(pull.level).many}, {states.get(pull.state or '', 'all')}"


def of_requests(release: str, table: pl.DataFrame) -> Numbers:
    """Every request behind some pulled numbers, with the time and the fingerprint of its reply.

    Parameters
    ----------
    table
        `address, retrieved, sha256, bytes`, a row each.
    """
    return Numbers(
        title=f"Requests for {release}",
        alt=f"{table.height} requests, without their key, with the time and the fingerprint of each reply.",
        table=table,
        columns={
            "address": Column(heading="Address"),
            "retrieved": Column(heading="Answered (UTC)"),
            "bytes": Column(heading="Bytes", unit="people"),
            "sha256": Column(heading="Fingerprint (sha256)"),
        },
        provenance=Provenance(title=release, publisher=APP, period="this computer"),
    )


def of_files(files: Mapping[str, Mapping[str, Any]]) -> Numbers:
    """The embedded files with their rows and fingerprints."""
    rows = [{"File": name, "Rows": entry["rows"], "sha256": entry["sha256"]} for name, entry in files.items()]
    return Numbers(
        title="The files that ship with the app",
        alt=f"{len(rows)} files with their rows and fingerprints.",
        table=pl.DataFrame(rows),
        columns={
            "File": Column(heading="File"),
            "Rows": Column(heading="Rows", unit="people"),
            "sha256": Column(heading="Fingerprint (sha256)"),
        },
        provenance=Provenance(
            title="Manifest of the pack", publisher=APP, period="this version", is_embedded=True
        ),
    )
