"""The last step of a loader: what its source does not have is empty, and the table is checked."""

import polars as pl

from equity.tables import OBSERVATIONS, validated


def tidy(frame: pl.DataFrame, *, level: str, source: str, year: int | None = None) -> pl.DataFrame:
    """The validated table of a frame that has some of the schema's columns.

    Columns that the frame lacks are filled: `geo_level` and `source_id` from here, `vintage` from `year`,
    `group` with "all", numbers with nothing. A row without a margin and without a word on it gets
    `moe_method` "not_available".

    Raises
    ------
    InvalidTable
        The table breaks the schema; the message lists how.
    """
    constants = {"geo_level": level, "source_id": source, "vintage": year, "group": "all"}
    absent = {
        name: pl.lit(constants.get(name), dtype=kind)
        for name, kind in OBSERVATIONS.items()
        if name not in frame.columns
    }
    full = frame.with_columns(**absent).with_columns(
        moe=pl.when(pl.col("estimate").is_not_null()).then("moe"),
        moe_method=pl.col("moe_method").fill_null("not_available"),
    )
    return validated(full.select(*OBSERVATIONS), source=f"{source}, {level}")
