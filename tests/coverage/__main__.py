"""`python -m tests.coverage`: simulate every setting and write the results to docs/methods.

The page is coverage.md, its figures coverage.csv and coverage_of_rates.csv. Takes about ten minutes on one
core. Each finished row is printed.
"""

from pathlib import Path

from tests.coverage import rates
from tests.coverage.report import page, read_rate_rows, read_rows, write_rows
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
    write_rows(rates.table(), FOLDER / "coverage_of_rates.csv")
    written = read_rows(FOLDER / "coverage.csv"), read_rate_rows(FOLDER / "coverage_of_rates.csv")
    (FOLDER / "coverage.md").write_text(page(*written, settings), encoding="utf-8")


if __name__ == "__main__":
    main()
