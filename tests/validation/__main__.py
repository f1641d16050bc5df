"""Print the validation table: `python -m tests.validation`."""

from tests.validation.table import Row, rows


def verdict(row: Row) -> str:
    """Whether a target holds, in one word."""
    return {True: "holds", False: "MISSED", None: "not yet"}[row.holds]


def printed(table: list[Row]) -> str:
    """The table as text, its columns aligned."""
    cells = [("", "target", "published", "ours", "kind", "verdict")]
    cells += [
        (row.id, row.target, row.published, row.ours or row.why_not, row.kind, verdict(row)) for row in table
    ]
    widths = [max(len(line[column]) for line in cells) for column in range(len(cells[0]))]
    return "\n".join(
        "  ".join(text.ljust(width) for text, width in zip(line, widths, strict=True)).rstrip()
        for line in cells
    )


if __name__ == "__main__":
    print(printed(rows()))
