"""The one tidy schema that every source is turned into, and the check that a table keeps it.

One row is one number: an indicator, for a group, in a place, in a year. A share is 0 to 1. A row always says
what kind of estimate it holds and where its margin of error comes from, so that a missing value, a
suppressed one, an unreliable one and a zero never look alike.
"""

from dataclasses import dataclass

import polars as pl

from equity.errors import InvalidTable
from equity.geography import LEVELS
from equity.groups import ALL, GROUPS

OBSERVATIONS: dict[str, type[pl.DataType]] = {
    "geoid": pl.String,
    "geo_level": pl.String,
    "vintage": pl.Int32,  # the data year; of a five-year period, the last
    "indicator": pl.String,
    "group": pl.String,
    "estimate": pl.Float64,
    "moe": pl.Float64,  # 90 % margin of error, as the Bureau publishes it
    "numerator": pl.Float64,
    "numerator_moe": pl.Float64,
    "denominator": pl.Float64,
    "denominator_moe": pl.Float64,
    "estimate_kind": pl.String,
    "moe_method": pl.String,
    "source_id": pl.String,
}
KEY = ("geo_level", "geoid", "vintage", "indicator", "group")


@dataclass(frozen=True, kw_only=True)
class EstimateKind:
    """What the estimate of a row is, or why the row has none; `words` continue "This value is ..."."""

    id: str
    has_value: bool
    words: str


@dataclass(frozen=True, kw_only=True)
class MoeMethod:
    """Where the margin of error of a row comes from, or why it has none."""

    id: str
    has_margin: bool
    words: str


def _kind(kind_id: str, words: str, *, has_value: bool = True) -> EstimateKind:
    return EstimateKind(id=kind_id, has_value=has_value, words=words)


def _method(method_id: str, words: str, *, has_margin: bool = True) -> MoeMethod:
    return MoeMethod(id=method_id, has_margin=has_margin, words=words)


ESTIMATE_KINDS: dict[str, EstimateKind] = {
    each.id: each
    for each in (
        _kind("survey", "estimated from a sample survey"),
        _kind("modelled", "modeled: spread or estimated from data about other places"),
        _kind("administrative", "counted in administrative records"),
        _kind("controlled", "fixed to an official population count, so it has no sampling error"),
        _kind("open_ended_low", "in the lowest, open-ended band: the true value is this or lower"),
        _kind("open_ended_high", "in the highest, open-ended band: the true value is this or higher"),
        _kind("no_residents", "absent because nobody lives here", has_value=False),
        _kind("not_asked", "absent because the survey did not ask this in that year", has_value=False),
        _kind("not_published", "absent because the source publishes nothing here", has_value=False),
        _kind("too_few_sampled", "absent because too few people were sampled", has_value=False),
        _kind("suppressed", "withheld to protect the privacy of few people", has_value=False),
    )
}

OPEN_ENDED = ("open_ended_low", "open_ended_high")
"""Kinds whose estimate is only a bound: the number just beyond it, which no arithmetic may use."""

MOE_METHODS: dict[str, MoeMethod] = {
    each.id: each
    for each in (
        _method("published", "published by the source"),
        _method("proportion", "derived from the margins of numerator and denominator (proportion rule)"),
        _method("ratio", "derived from the margins of numerator and denominator (ratio rule)"),
        _method("interval", "half the interval that the source publishes, brought to 90 % confidence"),
        _method("sum", "derived from the margins of the parts that were added"),
        _method("controlled", "zero by design, since the value is fixed to an official count"),
        _method("not_needed", "not needed: a complete count has no sampling error", has_margin=False),
        _method("not_available", "not available: the source gives none", has_margin=False),
        _method(
            "not_estimable", "not estimable: nobody in the sample, so chance is unknown", has_margin=False
        ),
    )
}


NOTHING = pl.DataFrame(schema=OBSERVATIONS)
"""The table of no numbers."""


def absent(*, indicator: str, group: str, geo_level: str, geoid: str, vintage: int) -> pl.DataFrame:
    """The one row of a number that no source here publishes."""
    told = {
        "geoid": geoid,
        "geo_level": geo_level,
        "vintage": vintage,
        "indicator": indicator,
        "group": group,
        "estimate_kind": "not_published",
        "moe_method": "not_available",
    }
    return pl.DataFrame({name: [told.get(name)] for name in OBSERVATIONS}, schema=OBSERVATIONS)


# The Bureau's stand-ins for a missing number (-555555555, -666666666 ...) are all far below any real value.
_HIGHEST_CENSUS_CODE = -111_111_111.0
_SHOWN = 3


def validated(frame: pl.DataFrame, *, source: str) -> pl.DataFrame:
    """The table with its columns in the schema's order and types, once everything about it holds.

    Numbers may come in any numeric type and text as text or categories; a code that came as a number is
    refused, since its leading zeros are gone.

    Parameters
    ----------
    frame
        One row a number, with the columns of `OBSERVATIONS` and no others.
    source
        What the message calls this table, for example `"councilcount 2023, neighborhoods"`.

    Raises
    ------
    InvalidTable
        Once, naming everything that is wrong with the table.
    """
    problems = _problems_of_columns(frame)
    if not problems:
        frame = frame.select(pl.col(name).cast(kind) for name, kind in OBSERVATIONS.items())
        problems = _problems_of_rows(frame)
    if problems:
        raise InvalidTable(
            f"{source}: {len(problems)} thing{'s' if len(problems) > 1 else ''} wrong with this table.\n"
            + "\n".join(f"- {problem}" for problem in problems)
            + "\nCorrect the loader that made it, or download its file again."
        )
    return frame


def _problems_of_columns(frame: pl.DataFrame) -> list[str]:
    problems = []
    missing = [name for name in OBSERVATIONS if name not in frame.columns]
    extra = [name for name in frame.columns if name not in OBSERVATIONS]
    if missing:
        problems.append(f"columns are missing: {', '.join(missing)}")
    if extra:
        problems.append(f"columns are not part of the schema: {', '.join(extra)}")
    for name, expected in OBSERVATIONS.items():
        found = frame.schema.get(name)
        if found is None or found == pl.Null:
            continue
        if expected == pl.String:
            fits = found in (pl.String, pl.Categorical, pl.Enum)
        else:
            fits = found.is_integer() or (found.is_float() and expected == pl.Float64)
        if not fits:
            problems.append(f"column {name} holds {found}, expected {expected.__name__}")
    return problems


def _problems_of_rows(frame: pl.DataFrame) -> list[str]:
    numbers = [name for name, kind in OBSERVATIONS.items() if kind == pl.Float64]
    margins = [name for name in numbers if name.endswith("moe")]
    counts = ["numerator", "denominator"]
    required = [*KEY, "estimate_kind", "moe_method", "source_id"]
    valued = [kind.id for kind in ESTIMATE_KINDS.values() if kind.has_value]
    measured = [method.id for method in MOE_METHODS.values() if method.has_margin]
    kind, method = pl.col("estimate_kind"), pl.col("moe_method")
    estimate, moe = pl.col("estimate"), pl.col("moe")
    level, geoid = pl.col("geo_level"), pl.col("geoid")

    checks: list[tuple[str, pl.Expr]] = [
        *((f"{name} is empty", pl.col(name).is_null()) for name in required),
        *((f"{name} is not a finite number", ~pl.col(name).is_finite()) for name in numbers),
        *((f"{name} holds a Census code in place of a number", _is_code(name)) for name in numbers),
        *((f"{name} is negative", (pl.col(name) < 0) & ~_is_code(name)) for name in (*margins, *counts)),
        ("geo_level is not declared in equity/geography.py", ~level.is_in([each.id for each in LEVELS])),
        ("group is not declared in equity/groups.py", ~pl.col("group").is_in([ALL, *(g.id for g in GROUPS)])),
        ("estimate_kind is not declared", ~kind.is_in(list(ESTIMATE_KINDS))),
        ("moe_method is not declared", ~method.is_in(list(MOE_METHODS))),
        *(
            (
                f"geoid does not have the form of a {each.one}",
                (level == each.id) & ~geoid.str.contains(each.form),
            )
            for each in LEVELS
        ),
        (
            "estimate_kind says there is a value, but estimate is empty",
            kind.is_in(valued) & estimate.is_null(),
        ),
        (
            "estimate_kind says there is no value, but estimate has one",
            kind.is_in([*ESTIMATE_KINDS]) & ~kind.is_in(valued) & estimate.is_not_null(),
        ),
        (
            "moe_method says there is a margin, but moe is empty",
            method.is_in(measured) & estimate.is_not_null() & moe.is_null(),
        ),
        (
            "moe_method says there is no margin, but moe has one",
            method.is_in([*MOE_METHODS]) & ~method.is_in(measured) & moe.is_not_null(),
        ),
        ("moe_method is controlled, but moe is not 0", (method == "controlled") & (moe != 0)),
        ("moe is given for a value that is absent", estimate.is_null() & moe.is_not_null()),
        ("vintage is not a year from 1990 to 2100", ~pl.col("vintage").is_between(1990, 2100)),
        (f"several rows have the same {', '.join(KEY)}", pl.struct(KEY).is_duplicated()),
    ]
    found = frame.select(broken.fill_null(False).alias(str(at)) for at, (_, broken) in enumerate(checks))
    counted = found.sum().row(0) if frame.height else (0,) * len(checks)
    return [
        f"{says} in {rows:,} row{'s' if rows > 1 else ''}, for example {_examples(frame, found[str(at)])}"
        for at, ((says, _), rows) in enumerate(zip(checks, counted, strict=True))
        if rows
    ]


def _is_code(column: str) -> pl.Expr:
    return pl.col(column) <= _HIGHEST_CENSUS_CODE


def _examples(frame: pl.DataFrame, broken: pl.Series) -> str:
    rows = frame.filter(broken).select(KEY).head(_SHOWN).rows()
    return "; ".join("/".join("(empty)" if part is None else str(part) for part in row) for row in rows)
