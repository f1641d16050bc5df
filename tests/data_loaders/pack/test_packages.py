"""Packages are pinned: what is not the pinned file is refused, and what is there is not fetched again."""

import hashlib
import io
import tarfile
import zipfile

import pytest

from data_loaders._source import Package
from data_loaders.pack import packages
from equity.errors import DamagedPack


def pinned(file: str, content: bytes) -> Package:
    return Package(
        registry="pypi", name="drawn", version="1", file=file, sha256=hashlib.sha256(content).hexdigest()
    )


def test_a_file_in_the_cache_is_used_as_it_is(tmp_path, monkeypatch):
    monkeypatch.setattr(packages.subprocess, "run", lambda *_, **__: pytest.fail("fetched again"))
    (tmp_path / "drawn.whl").write_bytes(b"good")
    assert packages.fetched(pinned("drawn.whl", b"good"), cache=tmp_path) == tmp_path / "drawn.whl"


def test_another_file_under_the_name_is_refused(tmp_path):
    (tmp_path / "drawn.whl").write_bytes(b"bad")
    with pytest.raises(DamagedPack, match="expected drawn 1 with sha256"):
        packages.fetched(pinned("drawn.whl", b"good"), cache=tmp_path)


def test_a_registry_that_fails_is_quoted(tmp_path, monkeypatch):
    failed = packages.subprocess.CompletedProcess(args=[], returncode=1, stdout="", stderr="no such version")
    monkeypatch.setattr(packages.subprocess, "run", lambda *_, **__: failed)
    with pytest.raises(DamagedPack, match="no such version"):
        packages.fetched(pinned("drawn.whl", b"good"), cache=tmp_path)


def test_members_of_wheels_and_tarballs(tmp_path):
    wheel, tarball = tmp_path / "drawn.whl", tmp_path / "drawn.tgz"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("data/numbers.csv", "1,2")
    with tarfile.open(tarball, "w:gz") as archive:
        entry = tarfile.TarInfo("package/numbers.json")
        entry.size = 4
        archive.addfile(entry, io.BytesIO(b"[12]"))
    assert packages.member(wheel, "data/numbers.csv") == b"1,2"
    assert packages.member(tarball, "package/numbers.json") == b"[12]"
