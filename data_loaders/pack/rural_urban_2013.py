"""Counties, 2013: how urban each is, by the codes of the Department of Agriculture."""

import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import polars as pl

from data_loaders._source import Source
from data_loaders.pack._counties import rows_of
from data_loaders.pack.packages import MEDICAID_UTILS, member

SOURCE = Source(
    id="rural_urban_2013",
    title="Rural-Urban Continuum Codes, 2013",
    publisher="U.S. Department of Agriculture, Economic Research Service",
    license="MIT (medicaid-utils); the codes themselves are in the public domain",
    citation=(
        "U.S. Department of Agriculture, Economic Research Service, 2013 Rural-Urban Continuum Codes, as "
        "carried by medicaid-utils 3.1.0."
    ),
    url="https://www.ers.usda.gov/data-products/rural-urban-continuum-codes",
    vintages=(2013,),
    coverage="All counties of 2010, with Puerto Rico and the island areas",
    caveats=(
        "County codes of 2010: Bedford city, Shannon County and Wade Hampton have since merged or been "
        "renamed, and so have no shape.",
        "A later edition of 2023 exists; it is not in the pack.",
    ),
    package=MEDICAID_UTILS,
)


def table(wheel: Path, *, excel_reader: Path) -> pl.DataFrame:
    """One row a county: `geoid`, `name` and the code, empty where nobody lives.

    `excel_reader` is the fetched wheel of xlrd: the file is of the old Excel kind, which nothing else the
    project uses can read.
    """
    sys.path.insert(0, str(excel_reader))
    try:
        xlrd: Any = import_module("xlrd")
    finally:
        sys.path.remove(str(excel_reader))
    file = member(wheel, "medicaid_utils/other_datasets/data/zip/ruralurbancodes2013.xls")
    sheet = xlrd.open_workbook(file_contents=file).sheet_by_index(0)
    head, *rows = (sheet.row_values(at) for at in range(sheet.nrows))
    read = pl.DataFrame(
        [
            {**dict(zip(head, row, strict=True)), "RUCC_2013": row[head.index("RUCC_2013")] or None}
            for row in rows
        ],
        infer_schema_length=None,
    )
    return read.select("RUCC_2013", geoid=pl.col("FIPS"), name=pl.col("County_Name"))


def observations(wheel: Path, *, excel_reader: Path) -> pl.DataFrame:
    """Every county, in the tidy schema."""
    codes = table(wheel, excel_reader=excel_reader)
    rows = rows_of(codes, source_id=SOURCE.id, vintage=2013, kind="administrative", moe_method="not_needed")
    # The two islands without a code are those where nobody lives.
    return rows.with_columns(
        estimate_kind=pl.when(pl.col("estimate").is_null())
        .then(pl.lit("no_residents"))
        .otherwise("estimate_kind")
    )
