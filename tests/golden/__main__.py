"""`python -m tests.golden FILE.json ...`: run worked examples and print each failure."""

import sys
from pathlib import Path

from tests.golden.run import run_file


def main(arguments: list[str]) -> int:
    """Print failures and the count; 1 if any case failed, 2 without a file of cases."""
    if not arguments:
        print(__doc__)
        return 2
    try:
        outcomes = [outcome for path in arguments for outcome in run_file(Path(path))]
    except (OSError, ValueError, LookupError) as error:
        print(f"Not a file of cases: {error}")
        return 2
    failed = [outcome for outcome in outcomes if outcome.failures]
    for outcome in failed:
        for failure in outcome.failures:
            print(f"FAILED {outcome.id}: {failure}")
    print(f"{len(outcomes) - len(failed)} passed, {len(failed)} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
