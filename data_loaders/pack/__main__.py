"""Rebuild the pack from its packages, or say whether the committed one equals the rebuild."""

import argparse
import filecmp
import sys
import tempfile
from pathlib import Path

from data_loaders.pack.build import build

ROOT = Path(__file__).parents[2]
PACK, OUTLINES, NOTICES = Path("assets/pack"), Path("static/outlines"), Path("THIRD_PARTY_DATA.md")


def main() -> int:
    """Run the command; 1 where `--check` finds a difference."""
    options = argparse.ArgumentParser(prog="python -m data_loaders.pack", description=__doc__)
    options.add_argument("--check", action="store_true", help="compare, and change nothing")
    options.add_argument(
        "--cache",
        type=Path,
        default=Path.home() / ".cache" / "equity-levers" / "packages",
        help="where the downloaded packages are kept, outside the project (default: %(default)s)",
    )
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        built = Path(scratch)
        (built / PACK).mkdir(parents=True)
        (built / OUTLINES).mkdir(parents=True)
        build(chosen.cache, pack=built / PACK, outlines=built / OUTLINES, notices=built / NOTICES)
        changed = differences(built, ROOT)
        if chosen.check:
            print("\n".join(changed) if changed else "The committed pack equals the rebuild.")
            return 1 if changed else 0
        for name in changed:
            if (built / name).exists():
                (ROOT / name).parent.mkdir(parents=True, exist_ok=True)
                (ROOT / name).write_bytes((built / name).read_bytes())
            else:
                (ROOT / name).unlink()
        print("\n".join(changed) if changed else "Nothing changed.")
    return 0


def differences(built: Path, committed: Path) -> list[str]:
    """Files, from the root, that are in only one of two projects or differ between them byte for byte."""

    def files(root: Path) -> set[str]:
        folders = (path for folder in (PACK, OUTLINES) for path in (root / folder).glob("*"))
        return {path.relative_to(root).as_posix() for path in (*folders, root / NOTICES) if path.is_file()}

    names = files(built) | files(committed)
    return sorted(
        name
        for name in names
        if not ((built / name).exists() and (committed / name).exists())
        or not filecmp.cmp(built / name, committed / name, shallow=False)
    )


if __name__ == "__main__":
    sys.exit(main())
