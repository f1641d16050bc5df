"""Print the validation table: `python -m tests.validation`."""

from data_loaders import embedded, evidence
from equity.simulation.validation import Target, targets


def table() -> list[Target]:
    """Every target, run on the data that ship with the app."""
    return targets(evidence.cards(), embedded.medicaid())


def printed(rows: list[Target]) -> str:
    """The table as text, its columns aligned."""
    cells = [("", "target", "published", "ours", "kind", "verdict")]
    cells += [
        (row.id, row.target, row.published, row.ours or row.why_not, row.kind, row.verdict) for row in rows
    ]
    widths = [max(len(line[column]) for line in cells) for column in range(len(cells[0]))]
    return "\n".join(
        "  ".join(text.ljust(width) for text, width in zip(line, widths, strict=True)).rstrip()
        for line in cells
    )


if __name__ == "__main__":
    print(printed(table()))
