"""What is kept is whole or absent, whoever else is writing and whatever the disk does."""

import errno
import multiprocessing
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import NoReturn

import pytest

from data_loaders import _cache
from data_loaders._failures import FolderUnwritable

URL = "https://api.census.gov/data/2023/acs/acs5?get=NAME&for=us:1&key=secret"


def test_a_note_says_where_when_and_what_but_not_the_key(tmp_path: Path) -> None:
    kept = _cache.keep(tmp_path, URL, b"[]", source="acs5", vintage="2023", release="2023 five-year")
    assert kept.url == "https://api.census.gov/data/2023/acs/acs5?get=NAME&for=us:1"
    assert kept.sha256 == "4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945"  # of "[]"
    assert datetime.fromisoformat(kept.retrieved).tzinfo is UTC
    assert _cache.read(tmp_path, URL) == (kept, b"[]")


def refuse(code: int) -> NoReturn:
    raise OSError(code, os.strerror(code))


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (errno.ENOSPC, "is full"),
        (errno.EROFS, "may not be written"),
        (errno.EACCES, "may not be written"),
        (errno.EIO, "Input/output error"),
    ],
)
def test_a_disk_that_refuses_leaves_what_was_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, words: str
) -> None:
    before = _cache.keep(tmp_path, URL, b"before", source="acs5")
    monkeypatch.setattr(os, "fsync", lambda _file: refuse(code))
    with pytest.raises(FolderUnwritable, match=words) as raised:
        _cache.keep(tmp_path, URL, b"after", source="acs5")
    assert "Nothing that was kept before is lost" in str(raised.value)
    assert _cache.read(tmp_path, URL) == (before, b"before")
    assert not list(tmp_path.rglob("*.part"))


def test_a_folder_whose_name_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(FolderUnwritable):
        _cache.keep(tmp_path / "taken", URL, b"[]", source="acs5")


def test_a_process_that_died_between_the_two_files_leaves_nothing_half(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The bytes are on disk and the note is not: as if nothing had been kept."""
    real, written = _cache.write_whole, []

    def die_at_the_second(path: Path, body: bytes) -> None:
        if written:
            raise KeyboardInterrupt
        written.append(path)
        real(path, body)

    monkeypatch.setattr(_cache, "write_whole", die_at_the_second)
    with pytest.raises(KeyboardInterrupt):
        _cache.keep(tmp_path, URL, b"[]", source="acs5")
    assert _cache.read(tmp_path, URL) is None
    assert _cache.damaged(tmp_path) == []


def test_a_note_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    _cache.keep(tmp_path, URL, b"[]", source="acs5")
    (note,) = (tmp_path / "requests").iterdir()
    note.write_text('{"url": ')
    assert _cache.read(tmp_path, URL) is None
    assert "cannot be read" in _cache.damaged(tmp_path)[0]


def write_many(folder: str, letter: str) -> None:
    for number in range(60):
        _cache.keep(Path(folder), f"https://x.example/{number % 5}", letter.encode() * 50_000, source="s")


def test_two_processes_may_write_the_same_addresses_at_once(tmp_path: Path) -> None:
    fresh = multiprocessing.get_context("spawn")
    writers = [fresh.Process(target=write_many, args=(str(tmp_path), letter)) for letter in "ab"]
    for each in writers:
        each.start()
    seen = 0
    while any(each.is_alive() for each in writers):
        for number in range(5):
            found = _cache.read(tmp_path, f"https://x.example/{number}")
            if found is not None:
                seen += 1
                assert found[1] in (b"a" * 50_000, b"b" * 50_000)
    assert [each.exitcode for each in writers] == [0, 0]
    assert seen > 0
    assert _cache.damaged(tmp_path) == []
    assert len(list(_cache.notes(tmp_path))) == 5
