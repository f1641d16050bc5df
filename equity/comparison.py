"""Places side by side, each pair with a plain verdict instead of a rank.

Two numbers whose difference is within chance "cannot be told apart", however far apart they look. The test is
the Census Bureau's, at its 90 % level (`equity.rates.z_of_difference`). Of many pairs that are in truth
equal, about one in ten will still look different.
"""

from itertools import combinations

import polars as pl

from equity.errors import InvalidParameter, UnknownPlace
from equity.geography import overlap_of_periods
from equity.rates import CANNOT_BE_TESTED, Z_90

MOST_PLACES = 6
LARGEST_CV = 0.40
"""Of either value, beyond which a ratio has no interval (as in `equity.disparity.pairwise`)."""
NO_VALUE = "no value: cannot be compared"

_COLUMNS = ("geoid", "name", "geo_level", "vintage", "estimate", "standard_error", "reliability")


def compare(table: pl.DataFrame, *, reference: str | None = None) -> pl.DataFrame:
    """Every pair of these rows, or each row against one of them, with the difference and a verdict.

    Parameters
    ----------
    table
        Rows from `equity.rates.of` with a `name`, for one indicator and group: at most six places, or one
        place in several years.
    reference
        The geoid that all others are compared with, such as the parent area; without it, every pair.

    Returns
    -------
    DataFrame
        A row a pair: `geoid, name, geo_level, vintage, estimate, standard_error, reliability` and the same
        with `other_` in front; then what `with_verdicts` adds; then `is_nested`: the two are of different
        levels, so one may be a part of the other. The two samples then share people and the test is only
        approximate (as a rule it finds too few differences).

    Raises
    ------
    InvalidParameter
        More than six rows, or rows of several indicators or groups.
    UnknownPlace
        `reference` is not among the rows.
    """
    rows = table.select(_COLUMNS).rows()
    if len(rows) > MOST_PLACES + (reference is not None):
        raise InvalidParameter(
            f"{len(rows)} rows to compare; at most {MOST_PLACES} can be read side by side. Choose fewer."
        )
    for column in ("indicator", "group"):
        if table[column].n_unique() > 1:
            raise InvalidParameter(
                f"Rows of several values of {column} ({', '.join(sorted(table[column].unique()))}) cannot be "
                "compared. Choose one."
            )
    if reference is None:
        pairs = list(combinations(rows, 2))
    else:
        against = next((row for row in rows if row[0] == reference), None)
        if against is None:
            raise UnknownPlace(
                f"{reference} is not among the places compared. "
                f"Use one of: {', '.join(sorted({row[0] for row in rows}))}."
            )
        pairs = [(row, against) for row in rows if row is not against]
    paired = pl.DataFrame(
        [(*a, *b, _overlap(a, b)) for a, b in pairs],
        schema={
            **{name: table.schema[name] for name in _COLUMNS},
            **{f"other_{name}": table.schema[name] for name in _COLUMNS},
            "overlap": pl.Float64,
        },
        orient="row",
    )
    nested = pl.col("geo_level") != pl.col("other_geo_level")
    return with_ratios(with_verdicts(paired)).with_columns(is_nested=nested).drop("overlap")


def against(table: pl.DataFrame, whole: pl.DataFrame) -> pl.DataFrame:
    """Each of these rows against the one row of the area around them, by `compare`."""
    if whole.height != 1:
        raise InvalidParameter(f"{whole.height} rows for the area compared with; expected one.")
    both = pl.concat([table, whole], how="diagonal")
    return compare(both, reference=whole["geoid"][0])


def _overlap(a: tuple[object, ...], b: tuple[object, ...]) -> float:
    """Years in common matter for one place in two periods; two places are two samples."""
    same_place, year_a, year_b = a[0] == b[0], a[3], b[3]
    if same_place and isinstance(year_a, int) and isinstance(year_b, int) and year_a != year_b:
        return overlap_of_periods(year_a, year_b)
    return 0.0


def with_verdicts(pairs: pl.DataFrame) -> pl.DataFrame:
    """Pairs of numbers with their difference, its 90 % interval, z and verdict.

    Parameters
    ----------
    pairs
        `estimate, standard_error, other_estimate, other_standard_error` and, where periods share years,
        `overlap` (0 to below 1).

    Returns
    -------
    DataFrame
        Adds `difference` (estimate less the other), `difference_low`, `difference_high`, `z` and `verdict`:
        "higher", "lower", "cannot tell apart", "no margin: cannot be tested", or "no value: cannot be
        compared".
    """
    shared = pl.col("overlap") if "overlap" in pairs.columns else pl.lit(0.0)
    se = ((pl.col("standard_error") ** 2 + pl.col("other_standard_error") ** 2) * (1 - shared)).sqrt()
    difference, z = pl.col("difference"), pl.col("z")
    return (
        pairs.with_columns(difference=pl.col("estimate") - pl.col("other_estimate"), _se=se)
        .with_columns(z=pl.when(pl.col("_se") > 0).then(difference / pl.col("_se")))
        .with_columns(
            difference_low=pl.when(z.is_not_null()).then(difference - Z_90 * pl.col("_se")),
            difference_high=pl.when(z.is_not_null()).then(difference + Z_90 * pl.col("_se")),
            verdict=pl.when(difference.is_null())
            .then(pl.lit(NO_VALUE))
            .when(z.is_null())
            .then(pl.lit(CANNOT_BE_TESTED))
            .when(z > Z_90)
            .then(pl.lit("higher"))
            .when(z < -Z_90)
            .then(pl.lit("lower"))
            .otherwise(pl.lit("cannot tell apart")),
        )
        .drop("_se")
    )


def with_ratios(pairs: pl.DataFrame) -> pl.DataFrame:
    """Pairs of numbers with how many times as high the first is, and the 90 % interval of that.

    The interval is made on the log scale, `exp(ln r ± 1.645 sqrt((s1/y1)^2 + (s2/y2)^2))`, and left out where
    either standard error is above `LARGEST_CV` of its value: such a ratio could be almost anything.

    Examples
    --------
    >>> pair = pl.DataFrame({"estimate": [0.2], "standard_error": [0.02], "other_estimate": [0.1],
    ...                      "other_standard_error": [0.01]})
    >>> [round(each, 2) for each in with_ratios(pair).select("ratio", "ratio_low", "ratio_high").row(0)]
    [2.0, 1.58, 2.52]
    """
    estimate, other = pl.col("estimate"), pl.col("other_estimate")
    variation, other_variation = pl.col("standard_error") / estimate, pl.col("other_standard_error") / other
    is_sure = (pl.max_horizontal(variation, other_variation) <= LARGEST_CV) & variation.is_not_null()
    is_sure &= other_variation.is_not_null()
    ratio = pl.when((estimate > 0) & (other > 0)).then(estimate / other)
    factor = pl.when(is_sure).then((Z_90 * (variation**2 + other_variation**2).sqrt()).exp())
    return pairs.with_columns(ratio=ratio, ratio_low=ratio / factor, ratio_high=ratio * factor)
