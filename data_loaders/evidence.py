"""The evidence cards that ship with the app, from assets/evidence.csv.

Published figures with their citation, whom and where they were measured, how far they support a cause and
what they do not show, in this project's own words. Most were read in an abstract or a report of the study,
not in the full paper: each card says which.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import polars as pl

from equity.errors import DamagedPack
from equity.evidence import Card
from equity.evidence import cards as checked

FILE = Path(__file__).parents[1] / "assets" / "evidence.csv"


@cache
def cards() -> Mapping[str, Card]:
    """Every evidence card, by id.

    Raises
    ------
    DamagedPack
        The file is absent or cannot be read.
    InvalidTable
        A card is incomplete or contradicts itself.
    """
    return checked(table(FILE))


def table(file: Path) -> pl.DataFrame:
    """A table of text as it stands in the file; nothing is guessed, an empty field is null.

    Raises
    ------
    DamagedPack
        The file is absent or cannot be read.
    """
    try:
        return pl.read_csv(file, infer_schema=False)
    except (OSError, pl.exceptions.PolarsError) as error:
        raise DamagedPack(
            f"{file} cannot be read ({error}). Restore it from the repository: git checkout -- assets."
        ) from error
