"""What a service once answered, kept in a folder: named by content, written whole or not at all.

    FOLDER/replies/<sha256>            the bytes, exactly as they came (or the rows kept of a large file)
    FOLDER/requests/<hash of address>.json   address without key, time, source, vintage, release, sha256, size

The bytes are written first and the note that names them last, each to a temporary file that is then renamed.
So a reader never meets half a file, two processes may keep the same reply at once, and whatever fails leaves
what was kept before as it was. A file whose bytes are not those its note describes counts as never kept.
"""

import errno
import hashlib
import json
import os
import secrets
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from data_loaders._failures import FolderUnwritable
from data_loaders._redaction import public_url


@dataclass(frozen=True, kw_only=True)
class Kept:
    """One kept reply: what was asked (without key), when, and the sha256 that names the bytes."""

    url: str
    source: str
    vintage: str
    release: str
    retrieved: str
    sha256: str
    size: int


def read(folder: Path, url: str) -> tuple[Kept, bytes] | None:
    """The reply kept for this address, or None if there is none or its bytes are damaged."""
    note = _note(_note_path(folder, url))
    if note is None:
        return None
    try:
        body = (folder / "replies" / note.sha256).read_bytes()
    except OSError:
        return None
    return (note, body) if hashlib.sha256(body).hexdigest() == note.sha256 else None


def keep(folder: Path, url: str, body: bytes, *, source: str, vintage: str = "", release: str = "") -> Kept:
    """Keep a reply under its address without key.

    Raises
    ------
    FolderUnwritable
        The disk is full or the folder may not be written; what was kept before is untouched.
    """
    note = Kept(
        url=public_url(url),
        source=source,
        vintage=vintage,
        release=release,
        retrieved=datetime.now(UTC).isoformat(timespec="seconds"),
        sha256=hashlib.sha256(body).hexdigest(),
        size=len(body),
    )
    write_whole(folder / "replies" / note.sha256, body)
    write_whole(_note_path(folder, url), json.dumps(asdict(note), indent=1, sort_keys=True).encode())
    return note


def notes(folder: Path) -> Iterator[Kept]:
    """The note of every kept reply, in the order of their addresses."""
    found = (_note(path) for path in (folder / "requests").glob("*.json"))
    yield from sorted((each for each in found if each is not None), key=lambda each: each.url)


def damaged(folder: Path) -> list[str]:
    """What in this folder is not what its note says: one sentence each, empty when all is well."""
    found = [
        f"{path.name}: this note cannot be read. Pull the data again."
        for path in sorted((folder / "requests").glob("*.json"))
        if _note(path) is None
    ]
    for note in notes(folder):
        if read(folder, note.url) is None:
            found.append(f"{note.url}: the kept reply is missing or altered. Pull the data again.")
    return found


def write_whole(path: Path, body: bytes) -> None:
    """Write a file so that others see all of it or nothing.

    Raises
    ------
    FolderUnwritable
        The disk is full or the folder may not be written; an earlier file of this name is untouched.
    """
    part = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with part.open("wb") as out:
            out.write(body)
            out.flush()
            os.fsync(out.fileno())
        part.replace(path)
    except OSError as fault:
        raise FolderUnwritable(_why_unwritable(path, fault)) from fault
    finally:
        with suppress(OSError):
            part.unlink()


def age(retrieved: str, *, now: datetime | None = None) -> timedelta | None:
    """How long ago a reply was retrieved, or None when this computer's clock is behind that moment.

    Examples
    --------
    >>> age("2026-05-01T00:00:00+00:00", now=datetime(2026, 5, 3, tzinfo=UTC)).days
    2
    >>> age("2026-05-01T00:00:00+00:00", now=datetime(2020, 1, 1, tzinfo=UTC)) is None
    True
    """
    passed = (now or datetime.now(UTC)) - datetime.fromisoformat(retrieved)
    return passed if passed >= timedelta(0) else None


def age_in_words(retrieved: str, *, now: datetime | None = None) -> str:
    """How old a reply is, as a reader would say it.

    Examples
    --------
    >>> age_in_words("2026-05-01T00:00:00+00:00", now=datetime(2026, 5, 3, tzinfo=UTC))
    'retrieved 2026-05-01, 2 days ago'
    >>> age_in_words("2026-05-01T00:00:00+00:00", now=datetime(2020, 1, 1, tzinfo=UTC))
    "retrieved 2026-05-01 by its own note; this computer's clock is behind that date: age unknown"
    """
    passed, day = age(retrieved, now=now), retrieved[:10]
    if passed is None:
        return f"retrieved {day} by its own note; this computer's clock is behind that date: age unknown"
    if passed.days == 0:
        return f"retrieved {day}, today"
    return f"retrieved {day}, {passed.days} day{'s' if passed.days > 1 else ''} ago"


def _note_path(folder: Path, url: str) -> Path:
    return folder / "requests" / f"{hashlib.sha256(public_url(url).encode()).hexdigest()[:32]}.json"


def _note(path: Path) -> Kept | None:
    try:
        return Kept(**json.loads(path.read_bytes()))
    except (OSError, ValueError, TypeError):
        return None


def _why_unwritable(path: Path, fault: OSError) -> str:
    kept = "Nothing that was kept before is lost."
    if fault.errno in {errno.ENOSPC, errno.EDQUOT}:
        return f"The disk of {path.parent} is full: {path.name} could not be kept. {kept} Free some space."
    if fault.errno in {errno.EACCES, errno.EROFS, errno.EPERM}:
        return (
            f"The folder {path.parent} may not be written: {path.name} could not be kept. {kept} "
            "Choose another folder with --out or EQUITY_LEVERS_DATA."
        )
    return f"{path.name} could not be kept in {path.parent} ({fault.strerror}). {kept} Choose another folder."
