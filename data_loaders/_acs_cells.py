"""From the text of a reply to numbers that say what they are.

The American Community Survey writes flags where numbers stand: -666666666 for too few observations,
-555555555 as the margin of a controlled estimate, 250001 for "$250,000 or more". Before 2010 some flags are
positive, and a margin of 0 with an annotation is a margin that is missing. Nothing is added or divided before
every cell has been told apart here.

References
----------
U.S. Census Bureau, Notes on ACS Estimate and Annotation Values.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from equity.tables import ESTIMATE_KINDS, MOE_METHODS

KINDS = tuple(ESTIMATE_KINDS)
METHODS = tuple(MOE_METHODS)
_KIND = {kind: at for at, kind in enumerate(KINDS)}
_METHOD = {method: at for at, method in enumerate(METHODS)}
_VALUELESS = [_KIND[kind.id] for kind in ESTIMATE_KINDS.values() if not kind.has_value]

_CODES = (222222222.0, 333333333.0, 555555555.0, 666666666.0, 888888888.0, 999999999.0)
# Median household income is published as these two where it lies beyond them, margin or none.
_INCOME_BOUNDS = {2499: "open_ended_low", 250001: "open_ended_high"}


@dataclass(frozen=True, kw_only=True)
class Column:
    """One quantity for many places: estimates, 90 % margins, and what each is.

    `kind` and `method` hold positions in `KINDS` and `METHODS`; where there is no value or no margin the
    number is NaN.
    """

    estimate: npt.NDArray[np.float64]
    moe: npt.NDArray[np.float64]
    kind: npt.NDArray[np.int8]
    method: npt.NDArray[np.int8]


def column(
    line: str,
    *,
    estimate: pl.Series,
    margin: pl.Series,
    estimate_note: pl.Series | None = None,
    margin_note: pl.Series | None = None,
) -> Column:
    """The cells of one line, for example `B17001_002`, told apart.

    Parameters
    ----------
    line
        Its table tells which open-ended bounds are known without an annotation.
    estimate, margin
        Text as it came, null where the reply has null.
    estimate_note, margin_note
        Annotations (EA and MA of the API); the summary files have none.
    """
    nothing = pl.repeat(None, len(estimate), dtype=pl.String, eager=True)
    frame = pl.DataFrame(
        {
            "e": estimate.cast(pl.String),
            "m": margin.cast(pl.String),
            "ea": nothing if estimate_note is None else estimate_note.cast(pl.String),
            "ma": nothing if margin_note is None else margin_note.cast(pl.String),
        }
    ).select(
        pl.col("e").str.strip_chars().cast(pl.Float64, strict=False),
        pl.col("m").str.strip_chars().cast(pl.Float64, strict=False),
        pl.col("ea").str.strip_chars().fill_null(""),
        pl.col("ma").str.strip_chars().fill_null(""),
    )
    kind, method = _kind_of(line), _method_of()
    told = frame.with_columns(kind=kind, method=method).with_columns(
        moe=pl.when(pl.col("method") == _METHOD["controlled"])
        .then(0.0)
        .when(pl.col("method") == _METHOD["published"])
        .then("m"),
        estimate=pl.when(~pl.col("kind").is_in(_VALUELESS)).then("e"),
    )
    unmeasured = pl.col("kind").is_in(
        [*_VALUELESS, *(_KIND[each] for each in ("open_ended_low", "open_ended_high"))]
    )
    told = told.with_columns(
        moe=pl.when(~unmeasured).then("moe"),
        method=pl.when(unmeasured).then(pl.lit(_METHOD["not_available"])).otherwise("method"),
        kind=pl.when((pl.col("kind") == _KIND["survey"]) & (pl.col("method") == _METHOD["controlled"]))
        .then(pl.lit(_KIND["controlled"]))
        .otherwise("kind"),
    )
    return Column(
        estimate=told["estimate"].cast(pl.Float64).fill_null(np.nan).to_numpy(),
        moe=told["moe"].cast(pl.Float64).fill_null(np.nan).to_numpy(),
        kind=told["kind"].cast(pl.Int8).to_numpy(),
        method=told["method"].cast(pl.Int8).to_numpy(),
    )


def unpublished(rows: int) -> Column:
    """A line that the source does not give for these places."""
    return Column(
        estimate=np.full(rows, np.nan),
        moe=np.full(rows, np.nan),
        kind=np.full(rows, _KIND["not_published"], dtype=np.int8),
        method=np.full(rows, _METHOD["not_available"], dtype=np.int8),
    )


def total(parts: Sequence[Column]) -> Column:
    """The sum of several counts; it has no value where a part has none.

    Its margin follows `equity.rates.moe_of_sum`: among parts estimated at zero only the largest counts.
    """
    if len(parts) == 1:
        return parts[0]
    estimates, moes = np.stack([p.estimate for p in parts]), np.stack([p.moe for p in parts])
    kinds, methods = np.stack([p.kind for p in parts]), np.stack([p.method for p in parts])
    zero = estimates == 0
    moe = np.sqrt(np.where(zero, 0.0, moes**2).sum(axis=0) + np.where(zero, moes, 0.0).max(axis=0) ** 2)
    absent = np.isin(kinds, _VALUELESS)
    kind = np.where(
        absent.any(axis=0),
        np.take_along_axis(kinds, absent.argmax(axis=0)[None], axis=0)[0],
        np.where((kinds == _KIND["controlled"]).all(axis=0), _KIND["controlled"], _KIND["survey"]),
    )
    return _settled(estimates.sum(axis=0), moe, kind, methods, derived="sum")


def share(numerator: Column, denominator: Column) -> Column:
    """The numerator, which is part of the denominator, as a share of it, 0 to 1.

    Its margin follows `equity.rates.moe_of_proportion`. Where the denominator is zero there is nobody to have
    a share.
    """
    kinds = np.stack([numerator.kind, denominator.kind])
    methods = np.stack([numerator.method, denominator.method])
    absent = np.isin(kinds, _VALUELESS)
    with np.errstate(divide="ignore", invalid="ignore"):
        estimate = numerator.estimate / denominator.estimate
        radicand = numerator.moe**2 - estimate**2 * denominator.moe**2
        by_ratio = radicand < 0
        squared = np.where(by_ratio, numerator.moe**2 + estimate**2 * denominator.moe**2, radicand)
        moe = np.sqrt(squared) / denominator.estimate
    kind = np.where(
        absent.any(axis=0),
        np.take_along_axis(kinds, absent.argmax(axis=0)[None], axis=0)[0],
        np.where(
            denominator.estimate == 0,
            _KIND["no_residents"],
            np.where((kinds == _KIND["controlled"]).all(axis=0), _KIND["controlled"], _KIND["survey"]),
        ),
    )
    settled = _settled(estimate, moe, kind, methods, derived="proportion")
    return Column(
        estimate=settled.estimate,
        moe=settled.moe,
        kind=settled.kind,
        method=np.where(
            by_ratio & (settled.method == _METHOD["proportion"]), _METHOD["ratio"], settled.method
        ).astype(np.int8),
    )


def names(positions: Iterable[int], among: Sequence[str]) -> list[str]:
    """The words behind positions in `KINDS` or `METHODS`."""
    return [among[at] for at in positions]


def _settled(
    estimate: npt.NDArray[np.float64],
    moe: npt.NDArray[np.float64],
    kind: npt.NDArray[np.int8],
    methods: npt.NDArray[np.int8],
    *,
    derived: str,
) -> Column:
    """A derived quantity without the numbers that its kind and the margins of its parts do not allow."""
    unknown = np.isnan(moe)
    method = np.where(
        (methods == _METHOD["not_estimable"]).any(axis=0), _METHOD["not_estimable"], _METHOD["not_available"]
    )
    method = np.where(unknown, method, _METHOD[derived])
    method = np.where(kind == _KIND["controlled"], _METHOD["controlled"], method)
    moe = np.where(kind == _KIND["controlled"], 0.0, moe)
    absent = np.isin(kind, _VALUELESS)
    return Column(
        estimate=np.where(absent, np.nan, estimate),
        moe=np.where(absent, np.nan, moe),
        kind=kind.astype(np.int8),
        method=np.where(absent, _METHOD["not_available"], method).astype(np.int8),
    )


def _kind_of(line: str) -> pl.Expr:
    e, ea, ma = pl.col("e"), pl.col("ea"), pl.col("ma")
    code = e.abs()
    in_open_band = (pl.col("m") == -333333333) | (ma == "***") | ea.str.contains(r"^median[+-]$|\d[+-]$")
    # An upper bound is published one above its band, a lower one one below (or as 0).
    above = ea.str.ends_with("+") | ((ea == "") & (e % 10 == 1))
    kind = (
        pl.when(code.is_in([999999999.0, 666666666.0]) | ea.is_in(["N", "-"]))
        .then(pl.lit(_KIND["too_few_sampled"]))
        .when(e.is_null() | code.is_in(_CODES) | (ea == "(X)"))
        .then(pl.lit(_KIND["not_published"]))
        .when(in_open_band & above)
        .then(pl.lit(_KIND["open_ended_high"]))
        .when(in_open_band)
        .then(pl.lit(_KIND["open_ended_low"]))
    )
    if line.startswith("B19013"):
        for bound, which in _INCOME_BOUNDS.items():
            kind = kind.when(e == bound).then(pl.lit(_KIND[which]))
    return kind.otherwise(pl.lit(_KIND["survey"]))


def _method_of() -> pl.Expr:
    m, ma = pl.col("m"), pl.col("ma")
    return (
        pl.when((m == -555555555) | (ma == "*****"))
        .then(pl.lit(_METHOD["controlled"]))
        .when((m.abs() == 222222222) | (ma == "**"))
        .then(pl.lit(_METHOD["not_estimable"]))
        .when(m.is_null() | m.abs().is_in(_CODES) | ((ma == "*") & (m == 0)) | ~ma.is_in(["", "*"]))
        .then(pl.lit(_METHOD["not_available"]))
        .otherwise(pl.lit(_METHOD["published"]))
    )
