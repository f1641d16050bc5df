"""Drawn rows in the schema of `equity.tables`, for tests."""

from typing import Any

import polars as pl

from equity.tables import OBSERVATIONS

_ORDINARY = {
    "geoid": "36005",
    "geo_level": "county",
    "vintage": 2023,
    "indicator": "uninsured",
    "group": "all",
    "estimate": 0.10,
    "moe": 0.01,
    "numerator": None,
    "numerator_moe": None,
    "denominator": 10_000.0,
    "denominator_moe": None,
    "estimate_kind": "survey",
    "moe_method": "published",
    "source_id": "drawn",
}


def rows(*changes: dict[str, Any]) -> pl.DataFrame:
    """One ordinary county row a dict, with these columns changed."""
    return pl.DataFrame([{**_ORDINARY, **change} for change in changes], schema=OBSERVATIONS)
