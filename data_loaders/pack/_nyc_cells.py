"""From the cells of a New York City file to one number with its margin: the rules, free of files."""

from dataclasses import dataclass

from equity.rates.margins import moe_of_proportion, moe_of_sum

Number = dict[str, float | str | None]
_NOTHING: Number = dict.fromkeys(
    ("estimate", "moe", "numerator", "numerator_moe", "denominator", "denominator_moe")
)


@dataclass(frozen=True, kw_only=True)
class Cells:
    """What the file says of one area: the parts to add, what they are a share of, and how many live there.

    `share_moe` is the margin that the file itself gives for the share, 0 to 1; None where the parts or the
    denominator are not those of the file's own percentage. `denominator` is None for a plain count.
    """

    parts: tuple[float | None, ...]
    moes: tuple[float | None, ...]
    denominator: float | None
    denominator_moe: float | None
    share_moe: float | None
    residents: float | None


def absent(kind: str) -> Number:
    """A row without a value, and why."""
    return {**_NOTHING, "estimate_kind": kind, "moe_method": "not_available"}


def count(cells: Cells, *, kind: str) -> Number:
    """A number of people, with its published margin."""
    (estimate,), (moe,) = cells.parts, cells.moes
    if estimate is None:
        return absent("not_published")
    method = "published" if moe else _without_margin(estimate, moe, kind)
    moe = None if method == "not_estimable" else moe
    kind = "controlled" if method == "controlled" else kind
    return {**_NOTHING, "estimate": estimate, "moe": moe, "estimate_kind": kind, "moe_method": method}


def share(cells: Cells, *, kind: str, is_remainder: bool) -> Number:
    """A share with its margin; `is_remainder` gives the share of those who are in none of the parts.

    A share and its remainder have the same margin, so the published one serves both.
    """
    parts = [part for part in cells.parts if part is not None]
    if len(parts) < len(cells.parts) or not cells.denominator:
        return {
            **absent("no_residents" if cells.residents == 0 else "not_published"),
            "denominator": cells.denominator,
        }
    counted, counted_moe = sum(parts), moe_of_sum(cells.moes, estimates=parts)
    numerator = max(cells.denominator - counted, 0.0) if is_remainder else counted
    moe: float | None
    if cells.share_moe:
        moe, method = cells.share_moe, "published"
    else:
        moe = moe_of_proportion(counted, counted_moe, cells.denominator, cells.denominator_moe)
        method = "proportion"
    if not (numerator and moe):
        method = _without_margin(numerator, counted_moe, kind)
        moe = 0.0 if method == "controlled" else None
    return {
        "estimate": round(numerator / cells.denominator, 6),
        "moe": None if moe is None else round(moe, 6),
        "numerator": numerator,
        "numerator_moe": None if is_remainder or not counted else counted_moe,
        "denominator": cells.denominator,
        "denominator_moe": cells.denominator_moe,
        "estimate_kind": "controlled" if method == "controlled" else kind,
        "moe_method": method,
    }


def _without_margin(estimate: float, moe: float | None, kind: str) -> str:
    """Why a number has no positive margin: fixed to an official count, or nothing is known about chance.

    Only the surveyed areas have controlled counts; a zero margin in a modeled area is an artifact.
    """
    return "controlled" if kind == "survey" and estimate and moe == 0 else "not_estimable"
