"""From cells to observations: the same for both routes to the American Community Survey."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from data_loaders import _acs_cells
from equity.tables import NOTHING, OBSERVATIONS, validated


@dataclass(frozen=True, kw_only=True)
class Quantity:
    """One number to work out for every place: an indicator for a group, from lines of one detailed table.

    Lines are written `B17001_002`. Without a denominator the numerator itself is the estimate (a median, a
    count); with one, its share of the denominator. `all_ending_in` is that of `equity.indicators.Lines`.
    """

    indicator: str
    group: str
    numerator: tuple[str, ...]
    denominator: tuple[str, ...] = ()
    all_ending_in: str = ""


def lines(quantities: Sequence[Quantity]) -> tuple[str, ...]:
    """Every line that these quantities need, once, table by table."""
    return tuple(sorted({line for each in quantities for line in (*each.numerator, *each.denominator)}))


def observations(
    cells: pl.DataFrame, quantities: Sequence[Quantity], *, level: str, year: int, source: str
) -> pl.DataFrame:
    """A validated table, one row for each place and quantity.

    Parameters
    ----------
    cells
        `geoid`, and as text for each line L: `LE` (estimate), `LM` (margin), `LEA` and `LMA` (annotations)
        where the source has them. A line without columns was not published for these places.
    level, year, source
        Written into every row: a level id, the last year of the period, a source id.

    Raises
    ------
    InvalidTable
        The result breaks the schema; the message lists how.
    """
    told = {line: _told(cells, line) for line in lines(quantities)}
    tables = [_rows(each, told, cells["geoid"]) for each in quantities]
    table = pl.concat(tables) if tables else NOTHING
    described = table.with_columns(
        geo_level=pl.lit(level), vintage=pl.lit(year, dtype=pl.Int32), source_id=pl.lit(source)
    )
    return validated(described.select(*OBSERVATIONS), source=f"{source} {year}, {level}")


def _told(cells: pl.DataFrame, line: str) -> _acs_cells.Column:
    if f"{line}E" not in cells.columns:
        return _acs_cells.unpublished(cells.height)
    return _acs_cells.column(
        line,
        estimate=cells[f"{line}E"],
        margin=cells[f"{line}M"],
        estimate_note=cells[f"{line}EA"] if f"{line}EA" in cells.columns else None,
        margin_note=cells[f"{line}MA"] if f"{line}MA" in cells.columns else None,
    )


def _rows(quantity: Quantity, told: Mapping[str, _acs_cells.Column], geoids: pl.Series) -> pl.DataFrame:
    numerator = _acs_cells.total([told[line] for line in quantity.numerator])
    columns = {"geoid": geoids}
    if quantity.denominator:
        denominator = _acs_cells.total([told[line] for line in quantity.denominator])
        result = _acs_cells.share(numerator, denominator)
        for name, part in (("numerator", numerator), ("denominator", denominator)):
            columns[name] = pl.Series(part.estimate, nan_to_null=True)
            columns[f"{name}_moe"] = pl.Series(part.moe, nan_to_null=True)
    else:
        result = numerator
        for name in ("numerator", "numerator_moe", "denominator", "denominator_moe"):
            columns[name] = pl.Series(values=[None] * len(geoids), dtype=pl.Float64)
    columns["estimate"] = pl.Series(result.estimate, nan_to_null=True)
    columns["moe"] = pl.Series(result.moe, nan_to_null=True)
    columns["estimate_kind"] = pl.Series(_acs_cells.names(result.kind, _acs_cells.KINDS))
    columns["moe_method"] = pl.Series(_acs_cells.names(result.method, _acs_cells.METHODS))
    return pl.DataFrame(columns).with_columns(
        indicator=pl.lit(quantity.indicator), group=pl.lit(quantity.group)
    )
