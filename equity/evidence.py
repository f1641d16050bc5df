"""What a study found, in our own words: the cards that parameters of the lever model point to.

A card keeps the figure as published with whom, where and how it was measured, and what it does not show.
A parameter (`equity.simulation.parameters`) may differ from the card it rests on; the card does not change
with the model.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import polars as pl

from equity.errors import InvalidParameter, InvalidTable
from equity.simulation.parameters import ASSUMPTION, STAGES, Parameter

GRADES = ("high", "moderate", "low")

COLUMNS: dict[str, type[pl.DataType]] = {
    "id": pl.String,
    "topic": pl.String,
    "measure": pl.String,
    "unit": pl.String,
    "central": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
    "interval": pl.String,
    "population": pl.String,
    "setting": pl.String,
    "year": pl.Int64,
    "citation": pl.String,
    "grade": pl.String,
    "role": pl.String,
    "anchor_stage": pl.String,
    "caveat": pl.String,
    "how_read": pl.String,
}
_MAY_BE_EMPTY = {"central", "low", "high", "interval", "anchor_stage", "caveat"}


@dataclass(frozen=True, kw_only=True)
class Card:
    """One published figure.

    `low` and `high` are what `interval` says they are (a 95 % interval, a range over sites, ...); None where
    the source prints none. `grade` is how far the figure supports a cause, `role` what it is used for,
    `anchor_stage` the stage of the cascade at which it was measured, `how_read` what was read of the source.
    """

    id: str
    topic: str
    measure: str
    unit: str
    central: float | None
    low: float | None
    high: float | None
    interval: str
    population: str
    setting: str
    year: int
    citation: str
    grade: str
    role: str
    anchor_stage: str
    caveat: str
    how_read: str


def cards(rows: pl.DataFrame) -> dict[str, Card]:
    """The cards of an evidence table, by id, in the table's order.

    Raises
    ------
    InvalidTable
        Once, naming everything that is wrong with the table.
    """
    missing = [name for name in COLUMNS if name not in rows.columns]
    if missing:
        raise InvalidTable(
            f"Evidence table: columns are missing: {', '.join(missing)}. Restore assets/evidence.csv."
        )
    rows = rows.select(pl.col(name).cast(kind) for name, kind in COLUMNS.items())
    rows = rows.with_columns(pl.col("interval", "anchor_stage", "caveat").fill_null(""))
    checks = {
        "an id occurs twice": rows["id"].is_duplicated(),
        "the grade is not high, moderate or low": ~rows["grade"].is_in(GRADES),
        "the stage is not one of the cascade": ~rows["anchor_stage"].is_in(["", *STAGES]),
        "low is above high": (rows["low"] > rows["high"]).fill_null(False),
        "an interval is given but not said to be one": (rows["interval"] == "")
        & (rows["low"].is_not_null() | rows["high"].is_not_null()),
        **{f"{name} is empty": rows[name].is_null() for name in COLUMNS if name not in _MAY_BE_EMPTY},
    }
    problems = [
        f"{words}: {', '.join(map(str, rows.filter(broken)['id'].to_list()[:3]))}"
        for words, broken in checks.items()
        if broken.any()
    ]
    if problems:
        raise InvalidTable(
            "Evidence table:\n"
            + "\n".join(f"- {problem}" for problem in problems)
            + "\nCorrect assets/evidence.csv."
        )
    return {row["id"]: Card(**row) for row in rows.iter_rows(named=True)}


@dataclass(frozen=True, kw_only=True)
class Use:
    """One number that rests on a study: `user` is the lever, or the model itself, that draws on it."""

    user: str
    number: str


def used_by(
    of_levers: Mapping[str, Iterable[Parameter]], *, everything: Iterable[Parameter]
) -> dict[str, tuple[Use, ...]]:
    """What rests on each study, by its id; a study nothing rests on is not in it.

    Parameters
    ----------
    of_levers
        The parameters of each lever, by the lever's label.
    everything
        All parameters; those of no lever belong to the model itself.
    """
    users = {label: list(parameters) for label, parameters in of_levers.items()}
    owned = {each.id for parameters in users.values() for each in parameters}
    users["The model itself"] = [each for each in everything if each.id not in owned]
    found: dict[str, list[Use]] = {}
    for user, parameters in users.items():
        for each in parameters:
            for evidence_id in each.evidence:
                if evidence_id != ASSUMPTION:
                    found.setdefault(evidence_id, []).append(Use(user=user, number=each.label))
    return {evidence_id: tuple(uses) for evidence_id, uses in found.items()}


def search(these: Iterable[Card], words: str, *, topic: str | None = None) -> list[Card]:
    """The cards that have every one of these words somewhere, in their order; of one topic, or of all.

    Examples
    --------
    >>> search([], "asthma home visits")
    []
    """
    wanted = words.casefold().split()
    return [
        card
        for card in these
        if topic in (None, card.topic) and all(word in _text_of(card) for word in wanted)
    ]


def _text_of(card: Card) -> str:
    return " ".join(str(getattr(card, name)) for name in COLUMNS).casefold()


def check_support(parameters: Iterable[Parameter], known: Mapping[str, Card]) -> None:
    """Refuse parameters that point to evidence nobody recorded.

    Raises
    ------
    InvalidParameter
        Naming each parameter and the id it points to.
    """
    lost = [
        f"{each.id} points to {evidence_id}"
        for each in parameters
        for evidence_id in each.evidence
        if evidence_id != ASSUMPTION and evidence_id not in known
    ]
    if lost:
        raise InvalidParameter(
            f"No evidence card for: {'; '.join(lost)}. Add the card to assets/evidence.csv, or declare the "
            f'parameter an "{ASSUMPTION}".'
        )
