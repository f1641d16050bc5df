"""Tables as CSV files that a spreadsheet reads but never runs.

A spreadsheet takes text that starts with =, +, -, @ (also in their full-width forms), a tab, a line break
or a NUL for a formula. Such text gets an apostrophe in front; numbers stay numbers, negative ones too.
Lines follow RFC 4180: text in quotes, CRLF at the end. A byte order mark tells Excel that it is UTF-8.
What the table is about, its source, years and day stand as columns in every row, because lines above or below
a table break its reading and are lost when it is sorted.

References
----------
OWASP, Application Security Verification Standard 5.0, requirement 1.2.10.
"""

import re

import polars as pl
import polars.selectors as cs

from components.provenance import APP, Provenance
from equity.errors import InvalidTable

MIME = "text/csv"
_DIGITS = 9  # enough for every number here; further ones are the noise of binary fractions
_FORMULA_START = r"^([=+\-@\t\r\n\x00\uff1d\uff0b\uff0d\uff20])"
_FORMULA = re.compile(_FORMULA_START)


def csv(table: pl.DataFrame, *, title: str, provenance: Provenance) -> bytes:
    """The table as a CSV file with title and provenance in the last columns; what is missing is left empty.

    Raises
    ------
    InvalidTable
        A column holds lists or records, which a cell cannot.
    """
    nested = table.select(cs.nested()).columns
    if nested:
        raise InvalidTable(
            f"The columns {', '.join(nested)} hold lists or records; a CSV cell holds one value. "
            "Unpack them before the download."
        )
    stamped = table.with_columns(
        about=pl.lit(" · ".join(filter(None, (title, provenance.about)))),
        source=pl.lit(f"{provenance.title}, {provenance.publisher}"),
        years=pl.lit(provenance.period),
        made_with=pl.lit(f"{APP}, {provenance.made_on.isoformat()}"),
    )
    safe = stamped.with_columns(
        cs.by_dtype(pl.Categorical, pl.Enum).cast(pl.String),
        cs.float().fill_nan(None).round_sig_figs(_DIGITS),
    ).with_columns(cs.string().str.replace(_FORMULA_START, "'$1"))
    safe.columns = [_FORMULA.sub(r"'\1", name) for name in safe.columns]
    return safe.write_csv(
        include_bom=True, line_terminator="\r\n", quote_style="non_numeric", null_value=""
    ).encode()


def file_name(title: str, *, ending: str) -> str:
    """A file name from a title, in small letters and hyphens, at most 80 characters long.

    Examples
    --------
    >>> file_name("Who has no insurance? Queens, 2023", ending="csv")
    'who-has-no-insurance-queens-2023.csv'
    """
    words = re.findall(r"[a-z0-9]+", title.lower())
    stem = ""
    for word in words:
        if len(stem) + len(word) > 79:
            break
        stem = f"{stem}-{word}" if stem else word
    return f"{stem or 'table'}.{ending}"
