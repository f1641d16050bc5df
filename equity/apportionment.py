"""From census tracts to the areas people know: counts are spread by where residents live, then added up.

A tract that lies in two areas gives each the share of its residents who live there; its margin of error
shrinks with the share. What cannot be added up (a median, an index) is refused.
"""

import polars as pl

from equity import geography
from equity.errors import InvalidParameter
from equity.indicators import indicator as declared
from equity.tables import ESTIMATE_KINDS, validated

FIRST_YEAR = 2020  # the crosswalk is of the tracts of the 2020 census
_COUNTS = {"people", "households"}
_SHARES = {"share": 1.0, "per_1000": 1000.0}
UNITS = frozenset({*_COUNTS, *_SHARES})
"""Units of what can be added up."""
_BY = ["geoid", "vintage", "indicator", "group", "source_id"]
_VALUELESS = [kind.id for kind in ESTIMATE_KINDS.values() if not kind.has_value]


def apportioned(tracts: pl.DataFrame, crosswalk: pl.DataFrame, *, level: str) -> pl.DataFrame:
    """Numbers of census tracts brought to another level, with their margins.

    An area gets a value only if every tract of it has one; else its kind says why the first of them has none.
    Where all of its tracts lie wholly inside, the result is as surveyed; else it is marked as modeled.

    Formula: counts `sum(w x)`, margins `sqrt(sum((w moe)^2))` with the largest margin alone among tracts
    estimated at zero, shares and their margins from those (`equity.rates.moe_of_proportion`).

    Parameters
    ----------
    tracts
        Rows of level `tract` in the schema of `equity.tables`.
    crosswalk
        `tract_geoid, geo_level, geoid, share`: which share of a tract's residents, 0 to 1, lives where.
    level
        Where to bring them: a level of the crosswalk.

    Raises
    ------
    InvalidParameter
        An indicator cannot be added up, the data are of other tracts, or the crosswalk lacks the level.

    References
    ----------
    U.S. Census Bureau, Understanding and Using American Community Survey Data, chapter 8.
    """
    _check(tracts, crosswalk, level)
    weights = crosswalk.filter(pl.col("geo_level") == level, pl.col("share") > 0).select(
        "tract_geoid", area="geoid", weight="share"
    )
    expected = weights.group_by("area").agg(
        tracts_expected=pl.len(), is_whole=(pl.col("weight") > 1 - 1e-9).all()
    )
    counted = pl.col("denominator").is_null() & pl.col("indicator").is_in(_of_units(tracts, _COUNTS))
    parts = (
        tracts.with_columns(
            numerator=pl.when(counted).then("estimate").otherwise("numerator"),
            numerator_moe=pl.when(counted).then("moe").otherwise("numerator_moe"),
        )
        .join(weights, left_on="geoid", right_on="tract_geoid")
        .with_columns(
            pl.col("numerator", "numerator_moe", "denominator", "denominator_moe") * pl.col("weight")
        )
        .with_columns(geoid=pl.col("area"), is_count=counted)
    )
    has_numerator = pl.col("numerator").is_not_null()
    areas = (
        parts.group_by(_BY, maintain_order=True)
        .agg(
            tracts_found=has_numerator.sum(),
            reason=pl.col("estimate_kind")
            .filter(~has_numerator & pl.col("estimate_kind").is_in(_VALUELESS))
            .first(),
            is_count=pl.col("is_count").first(),
            numerator=pl.col("numerator").sum(),
            numerator_moe=_moe_of_sum("numerator"),
            denominator=pl.col("denominator").sum(),
            denominator_moe=_moe_of_sum("denominator"),
        )
        .join(expected, left_on="geoid", right_on="area")
    )
    return validated(_with_estimates(areas, level).sort(_BY), source=f"tracts apportioned to {level}")


def _with_estimates(areas: pl.DataFrame, level: str) -> pl.DataFrame:
    complete = pl.col("tracts_found") == pl.col("tracts_expected")
    n, n_moe, d, d_moe = (
        pl.col(name) for name in ("numerator", "numerator_moe", "denominator", "denominator_moe")
    )
    share = n / d
    under = n_moe**2 - share**2 * d_moe**2
    moe = pl.when(under >= 0).then(under).otherwise(n_moe**2 + share**2 * d_moe**2).sqrt() / d
    scale = pl.col("indicator").replace_strict(
        {each: _SHARES.get(declared(each).unit, 1.0) for each in areas["indicator"].unique()},
        return_dtype=pl.Float64,
    )
    has_value = complete & (pl.col("is_count") | (d > 0))
    kind = (
        pl.when(has_value)
        .then(pl.when("is_whole").then(pl.lit("survey")).otherwise(pl.lit("modelled")))
        .when(complete)
        .then(pl.lit("no_residents"))
        .otherwise(pl.col("reason").fill_null("not_published"))
    )
    estimate = pl.when(has_value).then(pl.when("is_count").then(n).otherwise(scale * share))
    margin = pl.when(has_value).then(pl.when("is_count").then(n_moe).otherwise(scale * moe))
    rule = (
        pl.when("is_count")
        .then(pl.lit("sum"))
        .when(under >= 0)
        .then(pl.lit("proportion"))
        .otherwise(pl.lit("ratio"))
    )
    method = pl.when(margin.is_not_null()).then(rule).otherwise(pl.lit("not_available"))
    kept = {name: pl.when(complete & ~pl.col("is_count")).then(name) for name in ("numerator", "denominator")}
    margins = {f"{name}_moe": pl.when(complete & ~pl.col("is_count")).then(f"{name}_moe") for name in kept}
    return areas.select(
        *_BY,
        geo_level=pl.lit(level),
        estimate=estimate,
        moe=margin,
        estimate_kind=kind,
        moe_method=method,
        **kept,
        **margins,
    )


def _moe_of_sum(name: str) -> pl.Expr:
    """The rule of `equity.rates.moe_of_sum` within a group; nothing where a part has no margin."""
    moe, zero = pl.col(f"{name}_moe"), pl.col(name) == 0
    squares = (moe.filter(~zero) ** 2).sum() + (moe.filter(zero).max().fill_null(0.0)) ** 2
    return pl.when(moe.null_count() == 0).then(squares.sqrt())


def _check(tracts: pl.DataFrame, crosswalk: pl.DataFrame, level: str) -> None:
    geography.level(level)
    if level not in crosswalk["geo_level"].unique():
        raise InvalidParameter(
            f"The crosswalk does not lead to {level!r}. It leads to: "
            f"{', '.join(crosswalk['geo_level'].unique().sort())}."
        )
    refused = [each for each in tracts["indicator"].unique().sort() if declared(each).unit not in UNITS]
    if refused:
        raise InvalidParameter(
            f"{', '.join(declared(each).label for each in refused)}: medians and indexes of tracts cannot be "
            "added up. Choose a share or a count."
        )
    early = tracts.filter(pl.col("vintage") < FIRST_YEAR)
    if early.height:
        raise InvalidParameter(
            f"Data of {early['vintage'][0]} are of the tracts of the 2010 census, and the crosswalk is of "
            f"those of 2020. Choose {FIRST_YEAR} or later."
        )


def _of_units(tracts: pl.DataFrame, units: set[str]) -> list[str]:
    return [each for each in tracts["indicator"].unique() if declared(each).unit in units]
