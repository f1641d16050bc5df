"""`python -m tests.coverage`: simulate every setting and write docs/methods/coverage.md and coverage.csv.

Takes about half an hour. Each finished row is printed.
"""

from pathlib import Path

from tests.coverage import rates
from tests.coverage.report import page, write_rows
from tests.coverage.settings import SETTINGS
from tests.coverage.simulate import Row, coverage, measures

FOLDER = Path(__file__).parents[2] / "docs" / "methods"


def main() -> None:
    """Simulate and write."""
    settings = [setting() for setting in SETTINGS]
    rows: list[Row] = []
    for setting in settings:
        for name, measure in measures(setting.draws).items():
            rows.append(coverage(setting, name, measure))
            print(rows[-1], flush=True)
    write_rows(rows, FOLDER / "coverage.csv")
    (FOLDER / "coverage.md").write_text(page(rows, rates.table(), settings), encoding="utf-8")


if __name__ == "__main__":
    main()
