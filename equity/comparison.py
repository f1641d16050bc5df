"""Places side by side, each pair with a plain verdict instead of a rank.

Two numbers whose difference is within chance "cannot be told apart", however far apart they look. The test is
the Census Bureau's, at its 90 % level (`equity.rates.z_of_difference`). Of many pairs that are in truth
equal, about one in ten will still look different.
"""

from itertools import combinations

import polars as pl

from equity.errors import InvalidParameter, UnknownPlace
from equity.geography import overlap_of_periods
from equity.rates import CANNOT_BE_TESTED, CV_CAUTION, Z_90
from equity.tables import OPEN_ENDED

MOST_PLACES = 6
NO_VALUE = "no value: cannot be compared"
ONLY_A_BOUND = "one is only a bound: cannot be compared"

_COLUMNS = (
    "geoid",
    "name",
    "geo_level",
    "vintage",
    "estimate",
    "estimate_kind",
    "standard_error",
    "reliability",
    "denominator",
)


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
        A row a pair: `geoid, name, geo_level, vintage, estimate, estimate_kind, standard_error, reliability,
        denominator` and the same with `other_` in front; then what `with_verdicts` adds; then `is_nested`:
        the two are of different levels, so the first is a part of the other, and `part`: how large a part
        (0 to 1; 0 where that is not known or they are of different years, and the test then finds too few
        differences).

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
    same_year = pl.col("vintage") == pl.col("other_vintage")
    paired = paired.with_columns(
        is_nested=nested,
        part=pl.when(nested & same_year).then(part_of(pl.col("other_denominator"))).otherwise(0.0),
    )
    return with_ratios(with_verdicts(paired)).drop("overlap")


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


def part_of(whole: pl.Expr) -> pl.Expr:
    """How large a part of a whole's denominator each `denominator` in it is, 0 to 1; 0 if not known."""
    return (pl.col("denominator") / whole).clip(0, 1).fill_nan(0.0).fill_null(0.0)


def variance_apart(own: pl.Expr, other: pl.Expr, part: pl.Expr) -> pl.Expr:
    """Variance of the difference of two numbers, of which the first may be a part of the other.

    With `P = sum w_j p_j` over independent parts, `Cov(p_i, P) = w_i s_i^2`, so

        Var(p_i - P) = s_i^2 (1 - 2 w_i) + s_P^2.

    That is `(1 - w_i)^2 s_i^2` of the part itself and `s_P^2 - w_i^2 s_i^2` of the rest, which is taken as
    0 where an s_P too small for its parts (rounding, totals known from elsewhere) would make it negative.

    Parameters
    ----------
    own, other
        Standard errors s_i and s_P, in the same unit.
    part
        w_i: the first's share of the other's denominator, 0 (two samples) to 1.

    References
    ----------
    Cochran WG. Sampling Techniques, 3rd ed. Wiley, 1977, chapter 5 (a stratum and its population).

    Examples
    --------
    >>> borough = pl.select(variance_apart(pl.lit(0.02), pl.lit(0.0125), pl.lit(0.5)))
    >>> round(borough.item(), 8)  # 0.0004 (1 - 1) + 0.00015625
    0.00015625
    """
    return ((1 - part) * own) ** 2 + (other**2 - (part * own) ** 2).clip(lower_bound=0)


def with_verdicts(pairs: pl.DataFrame) -> pl.DataFrame:
    """Pairs of numbers with their difference, its 90 % interval, z and verdict.

    Parameters
    ----------
    pairs
        `estimate, standard_error, other_estimate, other_standard_error`; where a value may be only a bound,
        `estimate_kind, other_estimate_kind`; where periods share years, `overlap` (0 to below 1); where the
        first is a part of the other, `part` (0 to 1, see `variance_apart`).

    Returns
    -------
    DataFrame
        Adds `difference` (estimate less the other; none where either is only a bound), `difference_low`,
        `difference_high`, `z` and `verdict`: "higher", "lower", "cannot tell apart", "no margin: cannot be
        tested", "one is only a bound: cannot be compared", or "no value: cannot be compared".
    """
    shared = pl.col("overlap") if "overlap" in pairs.columns else pl.lit(0.0)
    variance = variance_apart(pl.col("standard_error"), pl.col("other_standard_error"), _part(pairs))
    se = (variance * (1 - shared)).sqrt()
    difference, z = pl.col("difference"), pl.col("z")
    return (
        pairs.lazy()
        .with_columns(
            difference=pl.when(~_is_bound(pairs)).then(pl.col("estimate") - pl.col("other_estimate")), _se=se
        )
        .with_columns(z=pl.when(pl.col("_se") > 0).then(difference / pl.col("_se")))
        .with_columns(
            difference_low=pl.when(z.is_not_null()).then(difference - Z_90 * pl.col("_se")),
            difference_high=pl.when(z.is_not_null()).then(difference + Z_90 * pl.col("_se")),
            verdict=pl.when(pl.col("estimate").is_null() | pl.col("other_estimate").is_null())
            .then(pl.lit(NO_VALUE))
            .when(_is_bound(pairs))
            .then(pl.lit(ONLY_A_BOUND))
            .when((_part(pairs) == 1) & pl.col("_se").is_not_null())
            .then(pl.lit("cannot tell apart"))
            .when(z.is_null())
            .then(pl.lit(CANNOT_BE_TESTED))
            .when(z > Z_90)
            .then(pl.lit("higher"))
            .when(z < -Z_90)
            .then(pl.lit("lower"))
            .otherwise(pl.lit("cannot tell apart")),
        )
        .drop("_se")
        .collect()
    )


def _is_bound(pairs: pl.DataFrame) -> pl.Expr:
    """Whether either value is an open-ended band's, of which only an end is known."""
    kinds = [pl.col(each) for each in ("estimate_kind", "other_estimate_kind") if each in pairs.columns]
    return pl.any_horizontal(pl.lit(False), *(kind.is_in(OPEN_ENDED).fill_null(False) for kind in kinds))


def _part(pairs: pl.DataFrame) -> pl.Expr:
    return pl.col("part") if "part" in pairs.columns else pl.lit(0.0)


def with_ratios(pairs: pl.DataFrame) -> pl.DataFrame:
    """Pairs of numbers with how many times as high the first is, and the 90 % interval of that.

    The interval is made on the log scale, `exp(ln r ± 1.645 sqrt((s1/y1)^2 + (s2/y2)^2))`, and left out where
    either standard error is above `CV_CAUTION` of its value: such a ratio could be almost anything. Where the
    first is a part w of the other (`part`), its covariance w s1^2 leaves `(s1/y1)^2 (1 - 2 w r) + (s2/y2)^2`
    under the root: `variance_apart` with w r, its share of the other's numerator. A value that is only a
    bound has no ratio.

    Examples
    --------
    >>> pair = pl.DataFrame({"estimate": [0.2], "standard_error": [0.02], "other_estimate": [0.1],
    ...                      "other_standard_error": [0.01]})
    >>> [round(each, 2) for each in with_ratios(pair).select("ratio", "ratio_low", "ratio_high").row(0)]
    [2.0, 1.58, 2.52]
    """
    estimate, other = pl.col("estimate"), pl.col("other_estimate")
    variation, other_variation = pl.col("standard_error") / estimate, pl.col("other_standard_error") / other
    is_sure = (pl.max_horizontal(variation, other_variation) <= CV_CAUTION) & variation.is_not_null()
    is_sure &= other_variation.is_not_null()
    ratio = pl.when((estimate > 0) & (other > 0) & ~_is_bound(pairs)).then(estimate / other)
    share = (_part(pairs) * ratio).clip(0, 1)
    factor = pl.when(is_sure).then((Z_90 * variance_apart(variation, other_variation, share).sqrt()).exp())
    return pairs.with_columns(ratio=ratio, ratio_low=ratio / factor, ratio_high=ratio * factor)
